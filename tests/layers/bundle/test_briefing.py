"""The briefing: all texts and numbers of the page, none of them as markup."""

import re
from dataclasses import replace
from datetime import date
from gettext import NullTranslations
from html.parser import HTMLParser

import pytest
from babel import Locale

from geo.control.origin import upload_origin
from geo.errors import FormatError
from geo.outcomes.figures import FIGURES_CHANGED
from geo.outcomes.outcome import apply
from geo.plans.library import TODAY, Library
from geo.plans.scenario import Source, Term
from geo.sources import load_sources
from geo.world import World
from geo.zones.ground import Ground
from layers.bundle import briefing as module
from layers.bundle.briefing import TEMPLATE, briefing, contents
from layers.captions.citation import citation
from layers.html.ledger import ledger_html
from layers.language import Language, load_language
from layers.request import ExportRequest
from layers.text.headline import title
from layers.text.wording import DISCLAIMER, PEOPLE_NOTE
from tests.conftest import DAYS
from tests.layers.conftest import SET
from tests.support.files.export_requests import DAY, PLANS, RequestOf
from tests.support.files.pdf_reading import bare, links, pages_said, read, said, tags
from tests.support.worlds import toy

SMALL_MAP = (b'<svg xmlns="http://www.w3.org/2000/svg" width="510" height="330" viewBox="0 0 510 330">'
             b'<rect width="510" height="330" fill="#888"/></svg>')


class Rows(HTMLParser):
    """The cells of a table on the page by row, without details that open on a click."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.hidden, self.open = 0, False

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.hidden += tag == "details"
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
            self.open = True

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag == "details"
        self.open = self.open and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self.open and not self.hidden:
            self.rows[-1][-1] += data


def rows_on_page(export_request: ExportRequest) -> list[list[str]]:
    parser = Rows()
    parser.feed(
        ledger_html(
            export_request.plan(), export_request.world, export_request.names, export_request.language
        )
    )
    return [row[:-1] for row in parser.rows if row]


@pytest.mark.parametrize("key", SET, ids=lambda key: key[0])
def test_every_row_of_the_page_is_in_it_with_every_number(
    key: tuple[str, date], briefings: dict[tuple[str, date], bytes], request_of: RequestOf
) -> None:
    """In the order and with the rounding of the page."""
    text, at = said(briefings[key]), 0
    for row in rows_on_page(request_of(*key)):
        found = text.find(bare("".join(row)), at)
        assert found >= 0, row
        at = found


@pytest.mark.parametrize("key", SET, ids=lambda key: key[0])
def test_it_contains_what_a_briefing_must(
    key: tuple[str, date], briefings: dict[tuple[str, date], bytes], request_of: RequestOf,
    english: Language,
) -> None:
    export_request, text = request_of(*key), said(briefings[key])
    scenario = export_request.plan().scenario
    first = pages_said(briefings[key])[0]
    for part in (title(export_request.plan(), export_request.names, english), english.day(export_request.on),
                 export_request.ground.control.origin.source, PEOPLE_NOTE):
        assert bare(part) in first, part
    parts = [
        scenario.summary,
        scenario.caveat or "",
        DISCLAIMER,
        citation(export_request),
        export_request.world.version,
        FIGURES_CHANGED,
        *(rule.clause for rule in scenario.rules),
        *(rule.note or "" for rule in scenario.rules),
        *(term.text for term in scenario.terms),
        *(source.publisher for source in scenario.sources),
        *(str(source.url or "") for source in scenario.sources),
    ]
    text = text.replace("\u00ad", "")
    for part in parts:
        # A page may end inside a paragraph, which then continues after the footer and the header.
        words = part.split()
        halves = (part, " ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2:]))
        assert any(bare(half) in text for half in halves), part


def test_towns_are_named_in_both_languages(briefings: dict[tuple[str, date], bytes]) -> None:
    text = said(briefings["us-28-point", DAY])
    for part in ("KramatorskКраматорськDonetsk147,145", "Олексієво-Дружківка", "and144more"):
        assert part in text
    assert "Kyiv" not in text.partition("Townsandvillages")[2].partition("Clauses")[0]


@pytest.mark.parametrize("plan", PLANS)
def test_every_plan_can_be_typeset_on_two_to_five_pages(
    plan: str, request_of: RequestOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On one of the days each, with a plain box in place of the map, which other tests cover."""
    monkeypatch.setattr(module, "map_svg", lambda *_: SMALL_MAP)
    content = briefing(request_of(plan, DAYS[PLANS.index(plan) % len(DAYS)]))
    assert 2 <= len(read(content).pages) <= 5
    assert not re.search(r"[{}]", said(content))


@pytest.mark.parametrize("plan", PLANS)
def test_notes_list_what_is_open_and_what_is_inferred(plan: str, request_of: RequestOf) -> None:
    data = contents(request_of(plan))
    notes = {note["name"] for half in data["notes"] for note in half}
    assert {"Control", "Rounding"} <= notes
    labels = {row["label"] for row in data["ledger"]["rows"]}
    assert ("Left open" in notes) == ("Left open by the text" in labels)
    assert ("Inferred" in notes) == ("our inference" in data["summary"])


def test_the_line_alone_has_no_briefing(request_of: RequestOf) -> None:
    with pytest.raises(FormatError):
        briefing(request_of(TODAY))


HOSTILE = ('#import "x.typ" *bold* $x^2$ <label> @ref = head // gone /* too */ \\u{41} `raw` ~ -- --- ... '
           '"q" #panic() [a] {b} _c_ https://evil.example.org/x \u202eabc\u2069\u0007')
FOREIGN = "日本 \U0001f600"


def test_hostile_text_remains_text(
    toy_world: World, toy_ground: Ground, library: Library, english: Language
) -> None:
    """Typst markup, addresses, control characters, and letters missing from the typeface."""
    plan = toy.identity()
    plan = plan.model_copy(update={
        "title": HOSTILE + FOREIGN, "short_title": "#x *y*", "sentence_title": f"@a {HOSTILE}",
        "summary": HOSTILE, "caveat": HOSTILE, "proposed_by": HOSTILE,
        "rules": tuple(rule.model_copy(update={"clause": HOSTILE, "note": HOSTILE}) for rule in plan.rules),
        "terms": (Term(topic="nato", text=HOSTILE, clause=HOSTILE),),
        "sources": (Source(id="aa", publisher=HOSTILE, note=HOSTILE),),
    })
    ground = replace(toy_ground, control=replace(toy_ground.control, origin=upload_origin(HOSTILE)))
    world = replace(toy_world, sources=load_sources())
    export_request = ExportRequest(world, library, ground, apply(plan, ground), english)
    content = briefing(export_request)
    text = said(content)
    shown = bare(HOSTILE.translate(dict.fromkeys((0x202E, 0x2069, 0x07))))
    assert text.count(shown) >= 6
    assert "???" in text
    assert {link for link in links(content) if "evil" in link} == set()
    assert "/Alt" in str(list(tags(read(content).trailer["/Root"]["/StructTreeRoot"])))


def test_other_units_and_another_language(request_of: RequestOf) -> None:
    miles = briefing(replace(request_of("freeze"), language=load_language("en", "mi2")))
    assert "Area,sqmi" in said(miles)
    ukrainian = Language("uk", Locale.parse("uk"), NullTranslations())
    ukrainian_one = briefing(replace(request_of("us-28-point"), language=ukrainian))
    assert read(ukrainian_one).trailer["/Root"]["/Lang"] == "uk"
    text = said(ukrainian_one)
    assert "21листопада2025" in text
    assert "КраматорськДонецька" in text


def test_the_template_loads_nothing() -> None:
    """No packages, files or plug-ins: all its input is passed to it."""
    text = TEMPLATE.read_text(encoding="utf-8")
    for word in ("@preview", "import ", "include ", "read(", "plugin(", "eval(", "http"):
        assert word not in text, word


def test_a_hostile_request_is_typeset_anyway(hostile: ExportRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Including names of towns and regions; the map is tested with the plates."""
    monkeypatch.setattr(module, "map_svg", lambda *_: SMALL_MAP)
    export_request = replace(hostile, world=replace(hostile.world, sources=load_sources()))
    content = briefing(export_request)
    allowed = {str(source.url) for source in export_request.plan().scenario.sources}
    assert set(links(content)) <= allowed | {source["url"] for source in load_sources().values()}
    assert said(content).count("</script><imgsrc=xonerror=alert(1)>") >= 6
    assert b"/JavaScript" not in content
