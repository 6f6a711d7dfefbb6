"""The page of one file compares two plans, or one on two days, in the figures and sentences of the atlas."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from geo.case import LIVEUAMAP, RECORD, Case, LineChoice
from geo.control.dates import days
from geo.control.origin import upload_origin
from geo.outcomes.difference import Difference
from geo.plans.library import TODAY, Library
from geo.workspace import Workspace
from geo.world import World
from layers.html.difference_ledger import as_dict
from layers.language import Language, load_language
from layers.one_file.standalone import standalone
from layers.selection import AT_FIRST
from layers.text.difference import entries, headlines, second_sentence, sentence
from layers.web.difference_state import difference_state
from tests.support.browsing.axe import violations, with_axe
from tests.support.browsing.one_file import PAINTED, OpenMap
from tests.support.files.export_requests import DAY, PLAN, RequestOf

pytest_plugins = ["tests.support.browsing.browser", "tests.support.browsing.one_file"]
pytestmark = pytest.mark.browser

COMPARE = "(pairs) => pairs.map((pair) => window.atlas.compare(...pair))"
NEAR_KM2 = 0.01 + 1e-6
MEASURES = ("area_km2", "area_km2_1", "area_km2_2", "people", "people_1", "people_2")
OTHER_DAY = date(2024, 7, 8)
OTHER = "istanbul-2022"

Pair = tuple[Case, Case]


def on_line(plan: str, on: date = DAY, record: str = RECORD) -> Case:
    return Case(LineChoice(on, 0.0, record), plan)


SHOWN: tuple[Pair, ...] = (
    (on_line(PLAN), on_line(OTHER)), (on_line(PLAN), on_line(PLAN, OTHER_DAY)),
    (on_line("freeze", OTHER_DAY), on_line(TODAY, DAY, LIVEUAMAP)), (on_line(PLAN), on_line(PLAN)),
)


@pytest.fixture(scope="module")
def pairs(world: World, library: Library) -> list[Pair]:
    """Every plan with another, some of them on lines of two days or records, and some with none."""
    rng = random.Random(15)  # noqa: S311 - the same pairs every time, nothing secret
    plans, known = sorted(library.plans), days(world.record.periods)
    assert world.second_record is not None
    by_both = sorted({*known} & {*days(world.second_record.periods)})
    some, both = rng.sample(known, 3), rng.choice(by_both)
    found = [(on_line(one), on_line(rng.choice(plans))) for one in plans]
    found += [(on_line(one, some[0]), on_line(one, some[1])) for one in rng.sample(plans, 5)]
    found += [(on_line(one, both), on_line(one, both, LIVEUAMAP)) for one in rng.sample(plans, 2)]
    return [*found, (on_line(TODAY), on_line(PLAN)), (on_line(TODAY, some[2]), on_line(TODAY)), *SHOWN]


def asked(case: Case) -> dict[str, Any]:
    plan = None if case.plan == TODAY else case.plan
    return {"plan": plan, "on": case.front.on.isoformat(), "record": case.front.line}


def by_key(rows: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, float]]:
    return {(row["region"], row["status"]): {name: row[name] for name in MEASURES} for row in rows}


def in_language(code: str, request_of: RequestOf, folder: Path, **more: Any) -> Path:
    path = folder / f"{code}.html"
    path.write_bytes(standalone(replace(request_of(PLAN), language=load_language(code), **more)))
    return path


@pytest.mark.parametrize("code", ["en", "uk"])
def test_figures_and_sentences_are_those_of_the_atlas(
    code: str, open_map: OpenMap, request_of: RequestOf, tmp_path: Path, world: World, work: Workspace,
    pairs: list[Pair],
) -> None:
    """To a hundredth of a km², to the person and to the letter."""
    language = load_language(code)
    names = language.regions(world.regions)
    page = open_map(at=in_language(code, request_of, tmp_path))
    answers = page.evaluate(COMPARE, [[asked(one) for one in pair] for pair in pairs])
    nothing = dict.fromkeys(MEASURES, 0)
    for pair, answer in zip(pairs, answers, strict=True):
        found = work.difference(*pair)
        said = [sentence(found, names, language), second_sentence(found, names, language)]
        expected = as_dict(found, said)
        assert [answer["sentence"], answer["more"]] == said, pair
        rows, right = by_key(answer["rows"]), by_key(expected["rows"])
        for key in rows.keys() | right.keys():
            for name in MEASURES:
                off = abs(rows.get(key, nothing)[name] - right.get(key, nothing)[name])
                assert off <= (NEAR_KM2 if name.startswith("area") else 0), (pair, key, name)
        assert answer["net"]["total"]["people"] == expected["net"]["total"]["people"], pair
        assert abs(answer["net"]["total"]["area_km2"] - expected["net"]["total"]["area_km2"]) <= NEAR_KM2


def address(first: Case, second: Case) -> str:
    words = []
    for case in (first, second):
        record = "" if case.front.line == RECORD else "." + case.front.line
        words.append(f"{case.plan}@{case.front.on.isoformat()}{record}")
    return "#" + "~".join(words)


def edges(ids: list[str]) -> set[frozenset[str]]:
    return {frozenset(one.split("|")) for one in ids}


@pytest.mark.parametrize("pair", SHOWN, ids=lambda pair: address(*pair))
def test_the_map_shows_what_the_atlas_shows(
    pair: Pair, open_map: OpenMap, world: World, work: Workspace, english: Language
) -> None:
    """Fills, tooltips, lines, people and clauses of every zone; then legend and figures."""
    names = english.regions(world.regions)
    found = work.difference(*pair)
    expected = difference_state(found, names, english, AT_FIRST, "vector", "", None, "")
    page = open_map(address(*pair))
    state = page.evaluate("() => window.atlas.it.state")
    for name in ("zones", "pieces", "tips", "people", "clauses", "rules", "sites", "halves"):
        assert state[name] == expected[name], name
    for name in ("open", "second"):
        assert edges(state[name]) == edges(expected[name]), name
    assert state["drained"] == expected["drained"]
    shown = frozenset(names)
    words = [entry.words for entry in entries(found, english, shown, AT_FIRST)]
    assert page.locator("#live .legend li").all_inner_texts() == words
    figures = page.locator("#live .figure").all_inner_texts()
    for headline, text in zip(headlines(found, english), figures, strict=True):
        for part in (headline.label, headline.value, headline.people, headline.detail):
            assert part in text


def test_a_comparison_is_chosen_dated_shared_and_ended(open_map: OpenMap, world: World, work: Workspace,
                                                       english: Language) -> None:
    page, names = open_map(), english.regions(world.regions)
    own = page.locator("h1:visible").inner_text()
    said = said_by(work, names, english)
    page.locator("#against").select_option(OTHER)
    assert page.locator("h1:visible").inner_text() == said(on_line(PLAN), on_line(OTHER))
    assert page.evaluate("location.hash") == f"#{PLAN}~{OTHER}"
    page.locator("#against-day").fill("2024-07-08")
    page.locator("#against-day").dispatch_event("change")
    assert page.locator("h1:visible").inner_text() == said(on_line(PLAN), on_line(OTHER, OTHER_DAY))
    page.locator("#against-record").select_option(LIVEUAMAP)
    assert page.evaluate("location.hash") == f"#{PLAN}~{OTHER}@2024-07-08.liveuamap"
    shared = page.evaluate("location.hash")
    assert open_map(shared).locator("h1:visible").inner_text() == page.locator("h1:visible").inner_text()
    page.locator("#choice").select_option("freeze")
    assert page.evaluate("location.hash") == f"#freeze~{OTHER}@2024-07-08.liveuamap"
    page.locator("#choice").select_option(PLAN)
    page.locator("#against").select_option("")
    assert page.locator("h1:visible").inner_text() == own
    assert page.evaluate("location.hash") == f"#{PLAN}"
    assert page.locator("#against-day").is_hidden()


def said_by(work: Workspace, names: dict[str, str], language: Language) -> Callable[[Case, Case], str]:
    def said(first: Case, second: Case) -> str:
        found: Difference = work.difference(first, second)
        return sentence(found, names, language)

    return said


def test_the_second_follows_the_day_of_the_first_until_it_has_its_own(open_map: OpenMap) -> None:
    page = open_map(f"#{PLAN}~{OTHER}")
    page.locator("#day").fill("2024-07-08")
    page.locator("#day").dispatch_event("change")
    assert page.locator("#against-day").input_value() == "2024-07-08"
    assert page.evaluate("location.hash") == f"#{PLAN}@2024-07-08~{OTHER}"
    page.locator("#back").click()
    assert page.evaluate("location.hash") == f"#{PLAN}~{OTHER}"


def test_a_day_that_is_not_known_changes_nothing_and_says_so(open_map: OpenMap) -> None:
    page = open_map(f"#{PLAN}~{OTHER}")
    before = page.evaluate(PAINTED)
    page.locator("#against-day").fill("2026-09-02")
    page.locator("#against-day").dispatch_event("change")
    assert "does not know the line on 2 September 2026" in page.locator("#against-unknown").inner_text()
    assert page.evaluate(PAINTED) == before
    page.locator("#against-day").fill("2024-07-08")
    page.locator("#against-day").dispatch_event("change")
    assert page.locator("#against-unknown").inner_text() == ""


def test_a_line_of_no_record_is_not_compared(
    open_map: OpenMap, request_of: RequestOf, tmp_path: Path
) -> None:
    ground = request_of(PLAN).ground
    ground = replace(ground, control=replace(ground.control, origin=upload_origin("line.geojson")))
    page = open_map(at=in_language("en", request_of, tmp_path, ground=ground))
    page.locator("#against").select_option(OTHER)
    assert "choose a day of a record" in page.locator("#against-unknown").inner_text()
    assert page.locator("#against").input_value() == ""
    page.locator("#record").select_option(RECORD)
    page.locator("#day").fill("2024-07-08")
    page.locator("#day").dispatch_event("change")
    page.locator("#against").select_option(OTHER)
    assert page.locator("h1:visible").inner_text().startswith("Compared with")


def test_a_hostile_second_plan_is_left_out(open_map: OpenMap) -> None:
    page = open_map(f"#{PLAN}~<img src=x onerror=alert(1)>")
    assert page.locator("#against").input_value() == ""
    assert open_map(f"#{PLAN}~constructor").locator("#against").input_value() == ""


@with_axe
@pytest.mark.parametrize("size", [(1440, 900), (390, 844), (320, 700)])
def test_it_fits_and_breaks_no_rule(open_map: OpenMap, size: tuple[int, int]) -> None:
    page: Page = open_map(address(*SHOWN[1]), size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert violations(page) == []
