"""A history in words and numbers: the chart with its key, the table beside it, and the file."""

import base64
import csv
import io
from collections.abc import Iterable
from datetime import date, timedelta
from html import escape
from typing import Any

import pandas as pd

from geo.outcomes.figures import plain
from geo.outcomes.history import totals
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario
from geo.status import Holder
from geo.world import World
from layers.html.history_chart import chart_svg, title_of
from layers.html.history_panels import AREA_WORDS, Chart, Mark, course, described, figure, label
from layers.language import N_, Language
from layers.selection import SIDES_ORDERED
from layers.text.hxl import TAGS
from layers.text.wording import HOLDER_LONG, PEOPLE_NOTE

CSV_COLUMNS = ("on", "region", "region_name", "status", "holder", "area_km2", "people", "scenario",
               "source", "data_version")

AS_DRAWN = N_("Areas are those of the line as drawn; the range of one day is given with the figures of "
              "that day.")
ONE_SCALE = N_("All axes of a kind span the same, so slopes can be compared; where one does not start at "
               "zero, it says so.")
KEY = N_("The dot and the upright line mark {day}. A number marks the day on which a plan became public:")
NO_DAY = N_("{day} is not drawn, since the record is daily only from {first}. A number marks the day on "
            "which a plan became public:")
GAP = N_("Nothing is recorded from {first} to {last}, and nothing is drawn or filled in there.")
SILENT = N_("The text places no ground, so the chart shows what was under Russian military control.")
NO_BUFFER = N_("The plan's strip along the line is left out.")


def chart_html(data: Chart, language: Language, inline: bool = False) -> str:
    """The chart with its key and what must be said beside it; every word is escaped.

    Two drawings, of which the style sheet shows the one that fits (`history-wide`,
    `history-narrow`): as images, which no sanitiser strips, or `inline`.
    """
    drawings = []
    for name in ("wide", "narrow"):
        svg = chart_svg(data, language, wide=name == "wide")
        shown = svg if inline else (
            f'<img alt="{escape(f"{title_of(data, language)}. {described(data, language)}")}" src="'
            f'data:image/svg+xml;base64,{base64.b64encode(svg.encode("utf-8")).decode("ascii")}">')
        drawings.append(f'<div class="history-{name}">{shown}</div>')
    notes = "".join(f"<p>{escape(note)}</p>" for note in notes_of(data, language))
    return (f'<figure class="history"><figcaption class="history-title">{escape(title_of(data, language))}'
            f"</figcaption>{''.join(drawings)}{_key(data, language)}"
            f'<div class="history-notes">{notes}</div></figure>')


def _key(data: Chart, language: Language) -> str:
    """What the numbers on the chart stand for, then the plans of other days."""
    day, first = language.day(data.chosen), language.day(data.first)
    drawn = data.first <= data.chosen <= data.last
    words = language.text(KEY, day=day) if drawn else language.text(NO_DAY, day=day, first=first)
    items = "".join(f'<li value="{mark.number}">{_mark(mark, language)}</li>' for mark in data.marks)
    others = ""
    if data.early:
        said = escape(language.text(N_("Not in the time drawn:")))
        others = f"<p>{said} {'; '.join(_mark(mark, language) for mark in data.early)}</p>"
    return f'<p class="history-key">{escape(words)}</p><ol class="history-marks">{items}</ol>{others}'


def _mark(mark: Mark, language: Language) -> str:
    words = escape(language.text(
        N_("{day}: {plans}"), day=language.day(mark.day),
        plans=language.listed([language.text(title) for title in mark.titles])))
    return f"<strong>{words}</strong>" if mark.own else words


def notes_of(data: Chart, language: Language) -> list[str]:
    """What a reader must know: days that are not drawn, small figures, the line as drawn, people."""
    notes = [language.text(SILENT)] if data.silent else []
    notes += course(data.small, data.chosen, language)
    for day, values in data.alone:
        pairs = zip(data.all_panels[::2], data.all_panels[1::2], values[::2], values[1::2], strict=True)
        said = "; ".join(
            language.text(N_("{what}: {area} ({people} people lived there)"), what=label(area, language),
                          area=figure(area, area_km2, language), people=figure(people, count, language))
            for area, people, area_km2, count in pairs if area_km2 or count)
        none = language.text(N_("none of the areas that the chart shows"))
        notes.append(language.text(N_("On {day}: {figures}."), day=language.day(day), figures=said or none))
    if data.alone:
        after = data.alone[-1][0] + timedelta(days=1)
        before = data.first - timedelta(days=1)
        if after <= before:
            notes.append(language.text(GAP, first=language.day(after), last=language.day(before)))
    if data.scenario is not None and data.scenario.buffer is not None:
        notes.append(language.text(NO_BUFFER))
    return [*notes, language.text(ONE_SCALE), language.text(AS_DRAWN), language.text(PEOPLE_NOTE)]


def monthly(days: Iterable[date], chosen: date) -> list[date]:
    """The days of the table: the first of each month, the ends of each stretch, the chosen day."""
    known = set(days)
    step = timedelta(days=1)
    return sorted(day for day in known if day.day == 1 or day == chosen
                  or day - step not in known or day + step not in known)


def table_html(rows: pd.DataFrame, scenario: Scenario | None, chosen: date, language: Language) -> str:
    """The same figures as a table that a screen reader can walk, one row per month.

    Parameters
    ----------
    rows
        From `history`.
    scenario
        The plan, or None.
    chosen
        The chosen day, which has a row of its own.
    language
        The reader's.
    """
    by = "holder" if scenario is None else "side"
    words: dict[Any, str] = dict(HOLDER_LONG if scenario is None else AREA_WORDS)
    order: list[Any] = [*reversed(Holder)] if scenario is None else [*SIDES_ORDERED]
    kinds = [kind for kind in order if kind in words and (rows[by] == kind.value).any()]
    sums = totals(rows, by)
    heads = [f'<th scope="col">{escape(language.text(N_("Day")))}</th>']
    for kind in kinds:
        both = (f"{language.text(words[kind])}, {language.area_unit}",
                language.text(N_("People who lived there")))
        heads += [f'<th scope="col" class="number">{escape(word)}</th>' for word in both]
    body = []
    writers = (("area_km2", language.area_number), ("people", language.people))
    for day in monthly(sums.index, chosen):
        cells = "".join(f'<td class="number">{write(sums.at[day, (measure, kind.value)], exact=True)}</td>'
                        for kind in kinds for measure, write in writers)
        row = ' class="sum"' if day == chosen else ""
        body.append(f'<tr{row}><th scope="row">{escape(language.day(day))}</th>{cells}</tr>')
    title = language.text(scenario.title if scenario else N_("The line of contact without a plan"))
    caption = language.text(N_("{what}, first day of each month"), what=title)
    return (f'<div class="scroll" tabindex="0"><table class="ledger"><caption>{escape(caption)}</caption>'
            f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(body)}</tbody></table></div>")


def history_csv(rows: pd.DataFrame, scenario: Scenario | None, world: World) -> bytes:
    """All days and regions as CSV: UTF-8, RFC 4180 lines, names of columns, HXL tags, then the rows.

    Areas are in km2, people are residents in the reference year. Without a plan `status` is empty.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    writer.writerow([TAGS[name] for name in CSV_COLUMNS])
    names = world.regions["name_en"].to_dict()
    for row in rows.to_dict("records"):
        numbers = plain({name: row[name] for name in ("area_km2", "people")})
        said = {**row, **numbers, "on": row["on"].isoformat(), "region_name": names[row["region"]],
                "scenario": TODAY if scenario is None else scenario.id, "data_version": world.version,
                "source": world.origin_on(row["on"]).source}
        writer.writerow([said.get(name, "") for name in CSV_COLUMNS])
    return text.getvalue().encode("utf-8")
