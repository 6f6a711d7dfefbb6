"""The page of one file takes a reader's own plan: from its text or its lists, in the figures of the atlas."""

import random
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from geo.case import RECORD, LineChoice
from geo.control.dates import days
from geo.errors import DateError, DraftError
from geo.outcomes.outcome import apply
from geo.plans.decision_table import Condition, fitting
from geo.plans.edit.code import draft_code, parse_draft, read_draft
from geo.plans.edit.draft import Draft, ordered, scenario_of, shortest
from geo.plans.library import Library
from geo.status import Holder
from geo.workspace import Workspace
from geo.world import World
from tests.support.browsing.axe import violations, with_axe
from tests.support.browsing.one_file import ENGINE, PAINTED, OpenMap, assert_same_figures
from tests.support.files.broken_codes import BROKEN, START
from tests.support.files.export_requests import DAY, PLAN

pytest_plugins = ["tests.support.browsing.browser", "tests.support.browsing.one_file"]
pytestmark = pytest.mark.browser

FIGURES = "(asked) => asked.map((one) => window.atlas.figures(one))"
REWRITE = f"(codes) => {{ const engine = ({ENGINE})();" """
  const { own } = window.atlasEngine;
  return codes.map((code) => {
    const draft = own.readDraft(code, engine.head.edit);
    const again = own.writtenDraft(draft);
    return [again, own.writtenDraft({ ...draft, changes: own.edited(engine, draft).changes })];
  });
}"""
"""Each code written again, and once more with only the changes that have an effect."""
HOW_MANY = 12
CODE = f"{START}~frozen.14r~ukrainian.14u~name.A_20test"


def drafts(world: World, library: Library) -> list[Draft]:
    """Random changes to plans, some by earlier holder, some on another earlier day."""
    rng = random.Random("own plans 2026")  # noqa: S311 - the same drafts every time, nothing secret
    regions, known = sorted(world.regions.index), days(world.record.periods)
    found = []
    for number in range(HOW_MANY):
        base = library[rng.choice(sorted(library.plans))]
        day = rng.choice(known) if number % 3 == 0 else None
        apart = day is not None or base.reference_date is not None
        changes = {}
        for region in rng.sample(regions, rng.randint(1, 12)):
            holder = rng.choice(list(Holder))
            before = rng.choice([None, *Holder]) if apart else None
            changes[Condition(region, holder, before)] = rng.choice(fitting(holder))
        found.append(Draft(base.id, ordered(changes), None, day, f"Plan {number} „ї“"))
    return found


def test_the_figures_of_any_own_plan_are_those_of_the_atlas(
    open_map: OpenMap, world: World, library: Library
) -> None:
    """On random days: to a hundredth of a km² and to the person."""
    page, work = open_map(), Workspace(world, library)
    regions, made = frozenset(world.regions.index), drafts(world, library)
    rng = random.Random(7)  # noqa: S311
    lines = rng.sample(days(world.record.periods), HOW_MANY)
    asked = [{"own": draft_code(draft), "on": day.isoformat(), "record": RECORD}
             for draft, day in zip(made, lines, strict=True)]
    before = page.evaluate(FIGURES, [{"plan": PLAN}])
    for draft, day, rows in zip(made, lines, page.evaluate(FIGURES, asked), strict=True):
        plan = scenario_of(draft, library[draft.base], regions)
        table = apply(plan, work.ground(LineChoice(day, 0.0, RECORD), plan)).table
        assert_same_figures(rows, table, draft_code(draft), day)
    assert page.evaluate(FIGURES, [{"plan": PLAN}]) == before, "a question leaves no plan behind"


def test_page_and_atlas_write_one_code(open_map: OpenMap, world: World, library: Library) -> None:
    """The same text for the same plan, and the same changes left out as without effect."""
    regions = frozenset(world.regions.index)
    more = (f"{START}~buffer.10-5~buffer.12.5-5.plan~border.10-0.by.ru~wall~wall.plan",
            f"{START}~buffer.0~site.ukraine.kakhovka-dam.kherson-port~site.silent.kinburn-spit")
    made = [*drafts(world, library), *map(parse_draft, more)]
    made += [replace(made[0], name=""), Draft(PLAN, name="~.~_20_"), Draft(PLAN, name="🕊" * 60)]
    found = open_map().evaluate(REWRITE, [draft_code(draft) for draft in made])
    for draft, (again, short) in zip(made, found, strict=True):
        assert again == draft_code(draft)
        expected = replace(draft, changes=shortest(draft, library[draft.base], regions).changes)
        assert short == draft_code(expected)


def pasted(page: Page, text: str) -> str:
    page.locator("#edit-code").fill(text)
    page.locator("#edit-open").click()
    return page.locator("#edit-said").inner_text()


def test_what_is_no_plan_is_refused_in_the_words_of_the_atlas(
    open_map: OpenMap, world: World, library: Library
) -> None:
    page = open_map()
    page.locator("#edit summary").click()
    for what, (code, _words) in BROKEN.items():
        with pytest.raises((DraftError, DateError)) as fault:
            read_draft(code, library, frozenset(world.regions.index), world.periods)
        assert pasted(page, code) == str(fault.value), what
        assert page.locator("#choice option[value=edited]").count() == 0, what
    assert "no plan 'nowhere' in this page" in pasted(page, "1~nowhere")
    assert "2026-09-02 is not known" in pasted(page, f"{START}~ref.2026-09-02")
    assert "no site 'moon-base'" in pasted(page, f"{START}~site.ukraine.moon-base")


def test_a_choice_makes_a_plan_that_its_address_brings_back(
    open_map: OpenMap, world: World, library: Library
) -> None:
    page = open_map(f"#{PLAN}")
    page.locator("#edit summary").click()
    left = page.locator('#edit-parts select[data-part="UA-14.ukraine."]')
    assert left.locator("option:checked").inner_text().endswith("as in the plan")
    left.focus()
    left.select_option("ukrainian")
    expect(page.locator("#choice")).to_have_value("edited")
    expect(left).to_be_focused()
    page.locator("#edit-name").fill("<b>A test</b>")
    page.locator("#edit-name").blur()
    draft = read_draft(page.url.partition("!")[2], library, frozenset(world.regions.index), world.periods)
    plan = scenario_of(draft, library[PLAN], frozenset(world.regions.index))
    heading = page.locator("#live h1")
    expect(heading).to_have_text(str(plan.title))
    assert plan.title.count("<b>") == 1, "a name is text and no markup"
    expect(page.locator("#choice option:checked")).to_have_text(str(plan.short_title))
    expect(page.locator("#edited-summary")).to_have_text(str(plan.summary))
    expect(page.locator("#edited-caveat")).to_have_text(str(plan.caveat))
    expect(page.locator("#live .kicker")).to_contain_text("no proposal: a reader's own plan")
    table = page.locator("#live-table").inner_text()
    address = page.url.partition("#")[2]
    again = open_map("#" + address)
    expect(again.locator("#live h1")).to_have_text(str(plan.title))
    assert again.locator("#live-table").inner_text() == table
    again.locator("#edit summary").click()
    again.locator("#edit-reset").click()
    expect(again.locator("#choice")).to_have_value(PLAN)
    assert "!" not in again.url
    assert again.locator("option[value=edited]").count() == 0
    assert again.locator("#live").is_hidden()


def test_an_own_plan_is_a_plan_on_other_days_beside_others_and_for_a_town(
    open_map: OpenMap, library: Library
) -> None:
    page = open_map(f"#edited@2024-07-08~freeze!{CODE}")
    page.wait_for_function(PAINTED)
    expect(page.locator("#live h1")).to_contain_text("a reader's own plan")
    expect(page.locator("#against option:checked")).to_have_text(library["freeze"].short_title)
    page.locator("#against").select_option("")
    expect(page.locator("#live .kicker")).to_contain_text("8 July 2024")
    page.locator("#town").fill("Kramatorsk")
    page.locator("#town").press("ArrowDown")
    page.locator("#town").press("Enter")
    expect(page.locator("#town-card")).to_contain_text("Own plan: A test")
    page.locator("#choice").select_option(PLAN)
    assert page.url.endswith("!" + CODE), "it stays at hand"
    page.locator("#against").select_option("edited")
    expect(page.locator("#live h1")).to_contain_text("a reader's own plan")


def test_sites_that_a_plan_decides_on_are_marked_as_on_the_page(open_map: OpenMap) -> None:
    """Of a plan of the page on its own day and on another, and of a reader's own plan."""
    code = f"{START}~site.silent.zaporizhzhia-nuclear-plant~site.russia.kherson-port"
    for part, said in ((f"#{PLAN}", "shared 50:50"), (f"#{PLAN}@2024-07-08", "shared 50:50"),
                       (f"#edited!{code}", "the reader's own choice"), ("#vance-2024", None)):
        page = open_map(part)
        legend = page.locator(".legend:visible")
        if said is None:
            expect(page.locator(".said")).to_have_count(0)
            expect(legend).not_to_contain_text("Site that the plan itself decides on")
            continue
        expect(page.locator(".said")).to_have_count(1)
        page.locator(".said").hover()
        expect(page.locator(".zonetip")).to_contain_text(said)
        expect(legend).to_contain_text("Site that the plan itself decides on")


def test_the_earlier_day_can_be_set_and_taken_back(open_map: OpenMap) -> None:
    page = open_map("#freeze")
    page.locator("#edit summary").click()
    page.locator("#edit-dated").check()
    page.locator("#edit-day").fill("2022-02-23")
    page.locator("#edit-day").dispatch_event("change")
    since = page.locator('#edit-parts select[data-part="UA-14.russia.ukraine"]')
    since.select_option("returned")
    assert page.url.endswith("!1~freeze~returned.14ru~ref.2022-02-23")
    page.locator("#edit-dated").uncheck()
    assert page.locator('#edit-parts select[data-part="UA-14.russia."]').count() == 1
    assert "!" not in page.url


def test_a_broken_plan_in_an_address_is_a_word_beside_the_page(open_map: OpenMap) -> None:
    page = open_map(f"#edited@{DAY}!1~us-28-point~ceded.14u")
    expect(page.locator("#edit-said")).to_contain_text("is nothing that can happen to ground")
    assert page.locator("#choice").input_value() == PLAN


@pytest.mark.parametrize("part", [
    "#%zz", "#us-28-point%E0%A4", "#edited", "#edited!", "#!", "#edited@1999-01-01~edited!!",
    f"#nothing!{CODE}%",
])
def test_an_address_that_came_apart_shows_a_plan_of_the_page(part: str, open_map: OpenMap) -> None:
    page = open_map(part)
    assert page.locator("#choice").input_value() == PLAN
    assert page.locator(".plan.on h1").is_visible()


@with_axe
@pytest.mark.parametrize("width", [1440, 390, 320])
def test_the_editor_fits_and_axe_finds_nothing(width: int, open_map: OpenMap) -> None:
    page = open_map(f"#edited!{CODE}", (width, 900))
    page.locator("#edit summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for box in page.locator("#edit-parts select, #edit-body input:visible, #edit button").all():
        size = box.bounding_box()
        assert size is not None
        assert size["height"] >= (24 if box.get_attribute("type") != "checkbox" else 18)
        assert size["x"] >= 0
        assert size["x"] + size["width"] <= width
    assert violations(page) == []
