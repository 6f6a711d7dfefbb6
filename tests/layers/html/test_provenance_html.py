"""The provenance of a figure on the page, in words and links, without executable content."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from geo.control.origin import LINE_SOURCES, RECORD_SOURCES, SECOND_SOURCE, upload_origin
from geo.outcomes.figures import FIGURES_CHANGED
from geo.outcomes.outcome import Outcome
from geo.outcomes.provenance import Given, Input, explain_contact
from geo.plans.library import SCENARIOS
from geo.schema import EventSource
from geo.sources import KEYS, SOURCES_FILE
from geo.world import World
from layers.html.ledger import LedgerRow, LedgerTable, ledger, ledger_html
from layers.html.provenance import clause_words, provenance_of, row_why, table_sources
from layers.html.render import render
from layers.language import Language
from layers.text.outcome import Headline, headlines
from layers.text.wording import FORMULA_WORDS
from tests.conftest import DAYS
from tests.geo.outcomes.test_provenance import SITE_SOURCES

OutcomeOn = Callable[[str, date], Outcome]

PLAN, LEAK = "us-28-point", DAYS[2]
PLANS = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
SOURCES = tomllib.loads(SOURCES_FILE.read_text(encoding="utf-8"))
ADDRESS = {source["url"] for source in SOURCES.values()}

NASTY = '</ul><script>window.pwned=1</script><img src=x onerror="x">{0}'
NASTY_URL = 'https://example.com/"onmouseover="window.pwned=1'


@pytest.fixture
def outcome(outcome_on: OutcomeOn) -> Outcome:
    return outcome_on(PLAN, LEAK)


class Tags(HTMLParser):
    """The elements of a piece of HTML, their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names, self.found, self.text = set[str](), set[tuple[str, str | None]](), ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.found |= set(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def figure_html(item: Headline, english: Language) -> str:
    """Return the card of a figure as on the page."""
    assert item.explanation is not None
    return render("page/figures", how="Quote", items=[
        (item, provenance_of(item.explanation, english), item.label)])


@pytest.mark.parametrize("plan", PLANS)
def test_every_headline_with_a_figure_can_be_opened(
    plan: str, outcome_on: OutcomeOn, world: World, english: Language
) -> None:
    """It shows the figure's formula, range, sources with links, and version."""
    for item in headlines(outcome_on(plan, LEAK), world, english):
        if item.value == "0 km²":
            assert item.explanation is None
            continue
        assert item.explanation is not None
        tags = Tags(figure_html(item, english))
        assert FORMULA_WORDS[item.explanation.measure] in tags.text
        changed = english.day(date.fromisoformat(FIGURES_CHANGED))
        assert f"Data version {world.version}; figures last changed {changed}." in tags.text
        assert all(clause in tags.text for clause in clause_words(item.explanation, english))
        assert {value for name, value in tags.found if name == "href"} <= ADDRESS
        assert "{" not in tags.text


@pytest.mark.parametrize("plan", PLANS)
def test_the_reason_in_a_row_agrees_with_its_range(
    plan: str, outcome_on: OutcomeOn, english: Language
) -> None:
    """A dash means no range, and two numbers come with the distance the line was moved."""
    outcome = outcome_on(plan, LEAK)
    behind = outcome.table.groupby(["region", "status", "holder"])["rule"].agg(lambda n: sorted(set(n)))
    for row in ledger(outcome).to_dict("records"):
        rules = behind[row["region"], row["status"], row["holder"]]
        text = " ".join(row_why(outcome, {**row, "rules": rules}, english))
        assert all(outcome.scenario.rules[number].clause in text for number in rules)
        for word, measure in (("Area", "area_km2"), ("People", "people")):
            shown = {english.number(row[f"{measure}{end}"]) for end in ("_low", "_high")}
            both = "Area and people: "
            why = text.partition(both if both in text else f"{word}: ")[2]
            assert why.startswith("No range: " if len(shown) == 1 else "The minimum and maximum over"), row


def test_the_table_names_every_source_once_for_areas_and_once_for_people(
    outcome: Outcome, world: World, names: dict[str, str], english: Language
) -> None:
    html = ledger_html(outcome, world, names, english)
    last = html.rpartition("<details")[2]
    assert table_sources(outcome, world, english).summary in Tags(last).text
    links = Counter(re.findall(r'<a href="([^"]+)" rel="noopener noreferrer" target="_blank">', last))
    lines = (RECORD_SOURCES[EventSource.DEEPSTATE], SECOND_SOURCE)
    used = {name: source for name, source in SOURCES.items()
            if name in lines or name not in {*LINE_SOURCES, *SITE_SOURCES}}
    assert links == {source["url"]: 2 if name in (*lines, "ocha") else 1 for name, source in used.items()}
    for source in used.values():
        assert source["licence"] in Tags(last).text


def test_hostile_words_are_shown_literally(
    outcome: Outcome, world: World, english: Language
) -> None:
    """In clause, title, date, licence and address; none of it becomes an element."""
    evil = Input(Given.BORDERS, NASTY, NASTY, NASTY_URL, NASTY, None)
    item = headlines(outcome, world, english)[0]
    rule = outcome.scenario.rules[0].model_copy(update={"clause": NASTY})
    explanation = replace(explain_contact(outcome, world), rules=(rule,), data_version=NASTY,
                          inputs=(evil, replace(evil, url=None)))
    plan = outcome.scenario.model_copy(update={"rules": (rule, *outcome.scenario.rules[1:])})
    control = replace(outcome.ground.control, origin=upload_origin(NASTY))
    own = replace(outcome, scenario=plan, ground=replace(outcome.ground, control=control))
    sources = {name: dict.fromkeys(KEYS, NASTY) for name in world.sources}
    row = {"rules": [0], "area_km2_low": 5, "area_km2_high": 5, "people_low": 1, "people_high": 1}
    table = LedgerTable("", (), (LedgerRow("", "", (NASTY, "", "", ""), why=row_why(own, row, english)),),
                        why="x")
    found = table_sources(own, replace(world, sources=sources), english)
    inside = {"details", "summary", "p", "ul", "li", "a"}
    for html, times, elements in (
        (figure_html(replace(item, explanation=explanation), english), 8, inside | {"div"}),
        # A figure and a clause; an area on a line that was not drawn from settlements does not depend on
        # their positions.
        (render("ledger", table=table, sources=found, terms=[], meaning=""), 2 + 14,
         inside | {"div", "dl", "table", "thead", "tbody", "tr", "th", "td", "span"}),
    ):
        tags = Tags(html)
        assert tags.text.count(NASTY) == times
        assert tags.names <= elements
        assert {name for name, _ in tags.found} <= {"class", "href", "rel", "target", "scope", "tabindex"}
