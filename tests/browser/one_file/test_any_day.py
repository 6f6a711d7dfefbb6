"""The page of one file answers for every plan on every day of both records, as the survey does."""

import random
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from geo.case import LIVEUAMAP, RECORD, LineChoice
from geo.control.dates import days
from geo.outcomes.outcome import apply
from geo.plans.library import Library
from geo.workspace import Workspace
from geo.world import World
from tests.conftest import DAYS
from tests.support.browsing.one_file import ENGINE, NEAR_KM2, PAINTED, OpenMap, assert_same_figures
from tests.support.files.export_requests import PLAN

pytest_plugins = ["tests.support.browsing.browser", "tests.support.browsing.one_file"]
pytestmark = pytest.mark.browser

PAINTED_ON = "(on) => document.querySelector('.leaflet-container').dataset.painted.includes(on)"
CONSERVED = f"(expected) => {{ const engine = ({ENGINE})();" """
  const worst = { days: 0, area: 0, people: 0 };
  for (const record of Object.keys(engine.records)) for (const on of engine.dates(record)) {
    worst.days++;
    const sums = {};
    for (const row of engine.holders({ record, on })) {
      const sum = sums[row.region] = sums[row.region] || [0, 0];
      sum[0] += row.area_km2;
      sum[1] += row.people;
    }
    for (const [region, [area, people]] of Object.entries(expected)) {
      worst.area = Math.max(worst.area, Math.abs(sums[region][0] - area));
      worst.people = Math.max(worst.people, Math.abs(sums[region][1] - people));
    }
  }
  return worst;
}"""

DIFFER = """() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const isMapping = (it) => it && typeof it === "object" && !Array.isArray(it);
  const laid = (common, own) => {
    if (!isMapping(common) || !isMapping(own)) return own;
    const whole = { ...common, ...own };
    for (const key of Object.keys(own)) if (key in common) whole[key] = laid(common[key], own[key]);
    for (const key of [...(own["-"] || []), "-"]) delete whole[key];
    return whole;
  };
  const pairs = (edges) => String(edges.map((id) => id.split("|").sort().join("|")).sort());
  const days = window.atlasDays(data, {}), faults = [];
  const same = (a, b, ...where) => { if (String(a) !== String(b)) faults.push([...where, a, b].join(" ")); };
  for (const plan of [...Object.keys(days.plans), days.today]) {
    const written = laid(data.common, data.states[plan]);
    const worked = days.state(plan, days.own.record, days.own.on);
    // The page's own day also has zones that only moved lines make.
    for (const zone of Object.keys(worked.pieces)) {
      same(written.zones[zone], worked.zones[zone], plan, zone);
      same(written.pieces[zone], worked.pieces[zone], plan, zone);
    }
    for (const piece of Object.keys(worked.tips)) same(written.tips[piece], worked.tips[piece], plan, piece);
    for (const name of ["withdrawal", "open", "plan_line", "wall"])
      same(pairs(written[name]), pairs(worked[name]), plan, name);
    same(JSON.stringify(written.layers), JSON.stringify(worked.layers), plan);
    same(written.drained, worked.drained, plan);
  }
  return faults;
}"""
"""What the states that the page was written with and those that it works out do not have in common."""

FIGURES = "([plan, on, record]) => window.atlas.figures({plan, on, record})"
SOME_DAYS = {RECORD: 4, LIVEUAMAP: 2}
"""How many random days of each record are surveyed, beside the first and the last."""


def known(world: World, record: str) -> list[date]:
    assert world.second_record is not None
    return days((world.record if record == RECORD else world.second_record).periods)


def choose_day(page: Page, on: str, record: str | None = None) -> None:
    if record is not None:
        page.locator("#record").select_option(record)
    page.locator("#day").fill(on)
    page.locator("#day").dispatch_event("change")


@pytest.mark.parametrize("record", [RECORD, LIVEUAMAP])
def test_every_plan_has_the_figures_of_the_survey(
    record: str, open_map: OpenMap, world: World, library: Library
) -> None:
    """On random days and on both ends of each record: to a hundredth of a km² and to the person."""
    page, work = open_map(), Workspace(world, library)
    every = known(world, record)
    rng = random.Random(f"{record} 2026")  # noqa: S311 - the same days every time, nothing secret
    for day in [every[0], *rng.sample(every, SOME_DAYS[record]), every[-1]]:
        ground = work.ground(LineChoice(day, 0.0, record), *library.plans.values())
        for plan in library.plans.values():
            rows = page.evaluate(FIGURES, [plan.id, day.isoformat(), record])
            assert_same_figures(rows, apply(plan, ground).table, plan.id, day)


def test_areas_and_people_are_conserved_on_every_day(open_map: OpenMap, world: World) -> None:
    """Each region's rows sum to its area and people, on every day of both records, without exception."""
    people = world.places.groupby("region")["population"].sum()
    areas = world.regions["area_km2"]
    expected = {region: [float(areas[region]), int(people[region])] for region in areas.index}
    worst = open_map().evaluate(CONSERVED, expected)
    assert worst["days"] == len(known(world, RECORD)) + len(known(world, LIVEUAMAP))
    assert worst["people"] == 0
    assert worst["area"] <= 2 * NEAR_KM2  # each of two rows is rounded


def test_the_order_of_questions_does_not_matter(
    open_map: OpenMap, library: Library, world: World
) -> None:
    rng = random.Random(7)  # noqa: S311 - the same questions every time, nothing secret
    asked = [[rng.choice(list(library.plans)), day.isoformat(), record]
             for record in (RECORD, LIVEUAMAP) for day in rng.sample(known(world, record), 40)]
    page = open_map()
    forth = [page.evaluate(FIGURES, question) for question in asked]
    back = [page.evaluate(FIGURES, question) for question in reversed(asked)]
    assert forth == back[::-1]
    assert forth == [open_map().evaluate(FIGURES, question) for question in asked[:2]] + forth[2:]


def test_what_it_does_not_know_is_refused(open_map: OpenMap) -> None:
    page = open_map()
    for plan, on, record, words in (
        (PLAN, "2026-09-01", RECORD, "2026-09-01"), (PLAN, "2025-02-30", RECORD, "2025-02-30"),
        (PLAN, "2026-10-10", LIVEUAMAP, "2026-10-10"), (PLAN, "21.11.2025", RECORD, "21.11.2025"),
        ("none", "2025-11-21", RECORD, "none"), ("constructor", "2025-11-21", RECORD, "constructor"),
        (PLAN, "2025-11-21", "upload", "upload"),
    ):
        said = page.evaluate("""(question) => { try { window.atlas.figures(question); return null; }
                                catch (fault) { return fault.message; } }""",
                             {"plan": plan, "on": on, "record": record})
        assert said is not None, (plan, on, record)
        assert words in said


def test_another_day_shows_its_own_map_table_and_words(open_map: OpenMap) -> None:
    page = open_map()
    headline = page.locator("h1:visible").inner_text()
    choose_day(page, "2022-03-25")
    page.wait_for_function(PAINTED_ON, arg="2022-03-25")
    assert page.evaluate("location.hash") == f"#{PLAN}@2022-03-25"
    assert page.locator("h1:visible").count() == 1
    assert page.locator("h1:visible").inner_text() != headline
    words = page.locator("main").inner_text()
    assert "25 March 2022" in words
    assert "21 November 2025" not in words.replace(page.locator("#back").inner_text(), "").replace(
        page.locator(f"#{PLAN} .rest").inner_text(), "")
    rows = page.evaluate(FIGURES, [PLAN, "2022-03-25", RECORD])
    for side, status in (("Ukraine would withdraw from", "demilitarised"),
                         ("Russia would withdraw from", "returned")):
        total = round(sum(row["area_km2"] for row in rows if row["status"] == status))
        row = page.locator("#live-table tr.sum", has_text=side)
        assert abs(int(row.locator(".number").first.inner_text().replace(",", "")) - total) <= 1
    page.locator("#back").click()
    assert page.locator("h1:visible").inner_text() == headline
    assert page.evaluate("location.hash") == f"#{PLAN}"


def test_the_map_of_its_own_day_is_the_same_either_way(open_map: OpenMap) -> None:
    """What the page was written with and what it works out agree: zones, fills, tooltips and lines."""
    page = open_map()
    differ = page.evaluate(DIFFER)
    assert differ == []


def test_a_shared_address_opens_on_its_day_and_record(open_map: OpenMap) -> None:
    page = open_map("#istanbul-2022@2023-05-01.liveuamap")
    assert page.locator("#day").input_value() == "2023-05-01"
    assert page.locator("#record").input_value() == LIVEUAMAP
    assert "1 May 2023" in page.locator("#live .kicker").inner_text()
    page.locator("select").first.select_option("freeze")
    assert page.evaluate("location.hash") == "#freeze@2023-05-01.liveuamap"


def test_a_day_that_is_not_known_changes_nothing_and_says_so(open_map: OpenMap) -> None:
    page = open_map()
    before = page.evaluate(PAINTED)
    choose_day(page, "2026-09-02")
    assert page.locator("#unknown").inner_text() == (
        "This atlas's record does not know the line on 2 September 2026. "
        "The nearest known day is 22 August 2026.")
    assert page.evaluate(PAINTED) == before
    choose_day(page, DAYS[1].isoformat())
    assert page.locator("#unknown").inner_text() == ""


def test_it_works_in_a_frame_without_an_origin(chromium: Browser, one_file: Path) -> None:
    page = chromium.new_page()
    page.set_content('<iframe sandbox="allow-scripts" width="1000" height="800"></iframe>')
    page.evaluate("(words) => { document.querySelector('iframe').srcdoc = words; }",
                  one_file.read_text("utf-8"))
    frame = page.frames[1] if len(page.frames) > 1 else page.wait_for_event("frameattached")
    frame.wait_for_function(PAINTED)
    frame.locator("#day").fill("2024-07-08")
    frame.locator("#day").dispatch_event("change")
    frame.wait_for_function(PAINTED_ON, arg="2024-07-08")
    assert len(frame.evaluate(FIGURES, [PLAN, "2024-07-08", RECORD])) > 20
    page.close()
