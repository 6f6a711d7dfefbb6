"""Corrections in words: the log, and what has changed since a picture was made."""

from collections.abc import Iterable
from typing import Any

from geo.corrections.check import Since
from geo.corrections.log import FIGURES, Correction, CorrectionLog, Measure, Moved
from geo.status import Status
from layers.html.render import without_code
from layers.html.table import Cell, Row, Table, figures, heads
from layers.language import N_, Language
from layers.text.wording import short_words

MEASURE_WORDS: dict[Measure, str] = {
    Measure.AREA: N_("areas"),
    Measure.PEOPLE: N_("people"),
    Measure.RANGE: N_("ranges"),
    Measure.LENGTH: N_("lengths"),
    Measure.DISTANCE: N_("distances"),
    Measure.POWER: N_("capacities of power stations"),
}
CAPTION = N_("Changes that moved published figures, newest first")
SINCE = N_("What has changed since the picture was made, newest first")


def corrections_table(items: Iterable[Correction], language: Language, caption: str = CAPTION) -> Table:
    """Return corrections as a table: day, what moved, why, and examples with their old and new value."""
    say = language.text
    rows = tuple(
        Row(Cell(language.day(item.on)), (
            Cell(", ".join(say(MEASURE_WORDS[measure]) for measure in item.measures)),
            Cell(say(item.text), note="; ".join(moved_words(one, language) for one in item.figures),
                 coded=True)))
        for item in items)
    words = [say(N_("Day")), say(N_("What moved")), say(N_("Why"))]
    return Table(heads(words), rows, say(caption), "ledger words corrections")


def reason(item: Correction, language: Language) -> str:
    """Say why figures moved, in plain text: commands that it names stand there without marks."""
    return without_code(language.text(item.text))


def moved_words(moved: Moved, language: Language) -> str:
    """Say one figure before and after."""
    unit = {"km2": language.text(N_("km²")), "km": language.text(N_("km")),
            "MW": language.text(N_("MW"))}.get(moved.unit, "")
    old, new = (language.with_unit(language.decimal(value), unit).rstrip()
                for value in (moved.old, moved.new))
    return language.text(N_("{what}: {old}, now {new}"), what=language.text(moved.what), old=old, new=new)


def since_words(since: Since, language: Language) -> str:
    """Say in one sentence whether anything has changed."""
    say = language.text
    day, count = language.day(since.day), len(since.corrections)
    if since.current:
        return say(N_("This is the data version in use: no figure has changed."))
    about = (say(N_("Data version {version}, in use from {day}."), version=since.version, day=day)
             if since.version else say(N_("Figures as last changed on {day}."), day=day))
    if not count:
        return f"{about} {say(N_('No correction has moved a figure of it since.'))}"
    told = language.plural("{count} correction has moved figures since; compare the picture with the page.",
                           "{count} corrections have moved figures since; compare the picture with the page.",
                           count)
    return f"{about} {told}"


def moved_table(since: Since, language: Language) -> Table | None:
    """Return the plan's areas before and after the corrections, by status; None if none are known."""
    if since.moved.empty:
        return None
    say = language.text
    rows = []
    for row in since.moved.to_dict("records"):
        cells = ["{} ({}–{})".format(*(language.area_number(row[f"area_km2{figure}_{end}"], exact=True)
                                       for figure in ("", "_low", "_high"))) for end in ("old", "new")]
        rows.append(Row(Cell(short_words(language, Status(row["status"]), ())), figures(cells)))
    caption = say(N_("Areas by status on the line of contact of {day}, before and after, in {unit}"),
                  day=language.day(since.moved["line_of"].iloc[0]), unit=language.area_unit)
    words = [say(N_("Status")), say(N_("Before (range)")), say(N_("After (range)"))]
    return Table(heads(words, (1, 2)), tuple(rows), caption, "ledger")


def since_value(since: Since, language: Language) -> dict[str, Any]:
    """Return what has changed as plain values."""
    return {
        "data_version": since.version or None,
        "since": since.day.isoformat(),
        "current": since.current,
        "words": since_words(since, language),
        "corrections": [correction_value(item, language) for item in since.corrections],
        "areas": [{"plan": row["plan"], "status": row["status"], "line_of": row["line_of"].isoformat(),
                   **{f"{figure}_{end}": row[f"{figure}_{end}"]
                      for figure in FIGURES for end in ("old", "new")}}
                  for row in since.moved.to_dict("records")],
    }


def corrections_value(log: CorrectionLog, version: str, language: Language) -> dict[str, Any]:
    """Return the whole log as plain values: corrections, and data versions with their first day."""
    return {
        "data_version": version,
        "corrections": [correction_value(item, language) for item in log.corrections],
        "data_versions": [{"version": name, "since": since.isoformat()}
                          for name, since in log.versions["since"].items()],
    }


def correction_value(item: Correction, language: Language) -> dict[str, Any]:
    """Return one correction as plain values, with its texts in a language."""
    return {
        "id": item.id, "on": item.on.isoformat(), "since_data_version": item.since,
        "measures": [measure.value for measure in item.measures], "plans": list(item.plans),
        "text": reason(item, language),
        "figures": [{"what": language.text(one.what), "old": one.old, "new": one.new, "unit": one.unit}
                    for one in item.figures],
    }
