"""The briefing: a plan on a line of contact as an accessible A4 PDF, typeset by typst."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from geo.outcomes.figures import FIGURES_CHANGED
from geo.outcomes.provenance import inputs_of
from geo.plans.scenario import Confidence, Group
from geo.status import Side
from layers.bundle.checked import checked
from layers.bundle.hanging import hanging
from layers.bundle.shifted import shifted
from layers.captions.alt_text import alt_text
from layers.captions.citation import citation
from layers.captions.comparable import moved_beside
from layers.html.ledger import caption_of, heads, ledger_lines
from layers.language import N_
from layers.plate.font_coverage import to_supported_glyphs
from layers.plate.fonts import FAMILY, FILES
from layers.plate.render import map_svg
from layers.request import ExportRequest
from layers.style.statuses import ALL_LOOKS
from layers.svg.signs import swatch
from layers.text.affected import affected
from layers.text.clauses import clauses
from layers.text.credit import credited_lines, held_note, line_source
from layers.text.headline import regions_on, summary, title
from layers.text.legend import Fill
from layers.text.not_shown import outside_picture
from layers.text.outcome import headlines
from layers.text.wording import (
    DISCLAIMER,
    GIVEN_WORDS,
    NAME,
    PEOPLE_NOTE,
    TEXT_STATUS_WORDS,
    TOPIC_WORDS,
    range_note,
    since_words,
)

TEMPLATE = Path(__file__).resolve().parents[1] / "assets" / "briefing.typ"
MAP_PT = (510.0, 330.0)
"""Width and height of the map on the first page, in points."""

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: typst refuses a file without tags, language, title or alt text for every picture."""

WORDS: dict[str, str] = {
    "kind": N_("Briefing"),
    "page": N_("Page {number} of {count}"),
    "plan": N_("The plan"),
    "caveat": N_("Before you quote a figure."),
    "ledger": N_("Area and people by region"),
    "towns": N_("Towns and villages"),
    "no_towns": N_("The plan moves no settlement and leaves none open: each would stay with the side "
                   "that holds it."),
    "town": N_("Settlement"),
    "region": N_("Region"),
    "people": N_("People"),
    "hanging": N_("What hangs together"),
    "checked": N_("What holds in any case"),
    "statement": N_("Statement on the plan"),
    "ground_size": N_("Ground"),
    "holds": N_("Holds"),
    "missed": N_("False or uncertain"),
    "depths": N_("Pull-back from the line of contact"),
    "lines": N_("Shifts of the front"),
    "clauses": N_("Clauses: which ground, which status, and why"),
    "ground": N_("Ground"),
    "status": N_("Under the plan"),
    "reading": N_("Clause and basis"),
    "terms": N_("Other terms of the plan"),
    "notes": N_("How to read these figures"),
    "plan_sources": N_("Sources of the plan"),
    "data_sources": N_("Sources of the figures"),
    "cite": N_("Cite as"),
}

EXACT_NOTE = N_(
    "Figures in sentences are rounded to three significant digits; tables go to the whole unit so that "
    "they add up, not because they are that precise."
)


def briefing(request: ExportRequest) -> bytes:
    """Typeset the briefing of a plan.

    Parameters
    ----------
    request
        A request with a plan.

    Returns
    -------
    bytes
        A PDF (PDF/UA-1, A4) with embedded fonts and bookmarks. The same request gives the same
        bytes: the file has no creation date.

    Raises
    ------
    FormatError
        If the request has no plan.
    """
    data = to_supported_glyphs(contents(request))
    picture = map_svg(request, *MAP_PT).decode("utf-8")
    compiler = typst.Compiler(input=TEMPLATE.read_bytes(), root=TEMPLATE.parent, font_paths=_fonts(),
                              ignore_system_fonts=True)
    made = compiler.compile(
        format="pdf", pdf_standards=[STANDARD], timestamp=0,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False), "map": picture},
    )
    if not isinstance(made, bytes):
        raise TypeError("A PDF is one piece of bytes.")
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Load only the project's typeface, so that pages look the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FILES)])


def contents(request: ExportRequest) -> dict[str, Any]:
    """Return the translated text of the briefing as plain values for the template."""
    outcome, language, names = request.plan(), request.language, request.names
    scenario, say = outcome.scenario, request.language.text
    day = language.day(request.on)
    lines = ledger_lines(outcome, request.world, names, language)
    return {
        "language": language.code,
        "font": FAMILY,
        "words": {name: say(words) for name, words in WORDS.items()},
        "name": say(NAME),
        "document": f"{say(scenario.title)} – {day}",
        "plan": say(scenario.title),
        "short": say(scenario.short_title),
        "as_of": say(N_("Line of contact of {day}"), day=day),
        "title": title(outcome, names, language),
        "summary": summary(outcome, names, language),
        "dateline": say(N_("Line of contact as of {day}. Source: {source}."), day=day,
                        source=line_source(outcome.ground.control.origin, language)),
        "alt": alt_text(request),
        "figures": [{name: getattr(item, name)
                     for name in ("label", "value", "spread", "people", "present", "detail")}
                    for item in headlines(outcome, request.world, language)],
        "small_print": _small_print(request),
        "facts": _facts(request),
        "about": say(scenario.summary),
        "caveat": say(scenario.caveat or ""),
        "ledger": {
            "caption": caption_of(outcome, language), "heads": heads(language),
            "rows": [{"label": line.label, "look": line.look or None, "words": line.words, "held": line.held,
                      "numbers": line.numbers} for line in lines],
        },
        "swatches": {what: swatch(Fill(what)) for what in ALL_LOOKS},
        "towns": [asdict(block) for block in affected(outcome, request.world, names, language)],
        "hanging": hanging(request),
        "checked": checked(request),
        **shifted(request),
        "clauses": [asdict(clause) for clause in clauses(scenario, names, language)],
        "terms": [{"topic": say(TOPIC_WORDS[term.topic]), "text": say(term.text),
                   "clause": say(term.clause or "")}
                  for term in scenario.terms],
        "notes": _halves(_notes(request)),
        "plan_sources": _halves([
            {"name": say(source.publisher), "url": str(source.url or ""), "note": say(source.note or "")}
            for source in scenario.sources]),
        "data_sources": _halves(_data_sources(request)),
        "disclaimer": say(DISCLAIMER),
        "citation": citation(request),
        "stamp": say(N_("Data version {version}; figures last changed {day}."),
                     version=request.world.version, day=language.day(date.fromisoformat(FIGURES_CHANGED))),
    }


def _small_print(request: ExportRequest) -> str:
    language = request.language
    return " ".join(filter(None, [
        outside_picture(request.frame, request.shown, request.names, language),
        moved_beside(request.plan(), request.choice.alike, request.world, language),
        language.text(PEOPLE_NOTE), range_note(request.ground, language)]))


def _facts(request: ExportRequest) -> list[list[str]]:
    """Return the plan's origin as pairs of label and value."""
    scenario, language = request.plan().scenario, request.language
    say, own = language.text, scenario.group is Group.OWN
    return [
        [say(N_("Proposed by")), say(scenario.proposed_by)],
        [say(N_("Origin") if own else N_("Public since")),
         since_words(language, scenario.group, scenario.published) if own
         else language.day(scenario.published)],
        [say(N_("Text")), say(TEXT_STATUS_WORDS[scenario.text_status])],
    ]


def _notes(request: ExportRequest) -> list[dict[str, str]]:
    """Return the caveats to read before quoting: what is open, what is inferred, how certain the rest is."""
    outcome, language = request.plan(), request.language
    say, notes = language.text, []
    unsaid = [request.names[region] for region in regions_on(outcome, Side.OPEN)]
    if unsaid:
        where = say(N_("any region")) if len(unsaid) == len(request.names) else language.listed(unsaid)
        notes.append((N_("Left open"), say(
            N_("The text does not settle ground in {where}. Nothing is guessed there; it is counted as left "
               "open."), where=where)))
    inferred = _inferred(request)
    if inferred:
        notes.append((N_("Inferred"), say(
            N_("This is our inference, not the words of a text or report: {which}."),
            which="; ".join(inferred))))
    notes += [(N_("Control"), held_note(credited_lines(request), language)),
              (N_("Rounding"), say(EXACT_NOTE))]
    return [{"name": say(name), "text": text} for name, text in notes]


def _inferred(request: ExportRequest) -> list[str]:
    """List the rules inferred by this project that decide ground not simply kept by Ukraine."""
    outcome = request.plan()
    rules, rows = outcome.scenario.rules, clauses(outcome.scenario, request.names, request.language)
    table = outcome.on_sides(Side.LEAVES, Side.RETURNS, Side.STAYS_OUT)
    moved = table[table["area_km2"] >= 1]
    return [f"{rows[number].ground}: {rows[number].status}" for number in sorted({*moved["rule"]})
            if rules[number].confidence is Confidence.INFERRED]


def _data_sources(request: ExportRequest) -> list[dict[str, str]]:
    """List the sources of areas and populations, each once."""
    outcome, say = request.plan(), request.language.text
    found = {(item.title, item.as_of): item for measure in ("area_km2", "people")
             for item in inputs_of(outcome, request.world, measure)}
    return [{"name": say(item.title), "url": item.url or "",
             "note": f"{say(GIVEN_WORDS[item.gives])} ({say(item.as_of)}); {say(item.licence)}"}
            for item in found.values()]


def _halves(items: Sequence[dict[str, str]]) -> list[list[dict[str, str]]]:
    """Arrange items in two columns of about equal length, in reading order."""
    lengths = [sum(map(len, item.values())) + 60 for item in items]
    sums = [abs(2 * sum(lengths[:cut]) - sum(lengths)) for cut in range(len(items) + 1)]
    cut = min(range(len(sums)), key=lambda n: (sums[n], -n))
    return [list(items[:cut]), list(items[cut:])]
