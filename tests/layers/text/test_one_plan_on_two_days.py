"""One plan on two days: sentence, cards and tables have the figures of the two days."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from geo.outcomes.difference import Difference, difference
from geo.outcomes.figures import total
from geo.outcomes.outcome import Outcome
from geo.outcomes.side_changes import changes, is_one_plan_on_two_days, of
from geo.plans.library import SCENARIOS, Library, reference_days
from geo.status import Side, Status
from geo.world import World, control_for
from geo.zones.ground import Ground
from layers.choice import Choice
from layers.html.difference_ledger import ledger_html
from layers.language import Language
from layers.plate.comparison import compared_plans, description, difference_sheet
from layers.request import ExportRequest
from layers.text.difference import change_words, headlines, second_sentence, sentence
from layers.text.side_changes import GROUND, two_day_table
from tests.conftest import DAYS

Run = Callable[..., tuple[int, str, str]]
OutcomeOn = Callable[[str, date], Outcome]

PLANS = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
EARLY, LATE = DAYS[2], DAYS[3]
NUMBERS = re.compile(r"(grew|shrank) from ([\d,]+) to ([\d,]+) km²")

every_plan = pytest.mark.parametrize("plan", PLANS)


@pytest.fixture(scope="module")
def grounds(world: World, library: Library, surveyed: Callable[..., Ground]) -> tuple[Ground, Ground]:
    """The two days surveyed together, in both orders."""
    early, late = (control_for(world, day) for day in (EARLY, LATE))
    return (surveyed(world, early, reference_days(library), second=late),
            surveyed(world, late, reference_days(library), second=early))


@pytest.fixture(params=[0, 1], ids=["the earlier first", "the later first"])
def found_of(request: pytest.FixtureRequest, grounds: tuple[Ground, Ground],
             library: Library) -> Callable[[str], Difference]:
    return lambda plan: difference(grounds[request.param], library[plan], library[plan])


def whole(text: str) -> int:
    return int(text.replace(",", "").replace("\N{MINUS SIGN}", "-"))


@every_plan
def test_the_numbers_in_the_sentence_are_the_figures_of_the_two_days(
    plan: str, found_of: Callable[[str], Difference], outcome_on: OutcomeOn, names: dict[str, str],
    english: Language
) -> None:
    found = found_of(plan)
    said = sentence(found, names, english) + " " + second_sentence(found, names, english)
    ours = {side: [total(outcome_on(plan, day).on_sides(side)) for day in (EARLY, LATE)] for side in Side}
    told = [side for side in GROUND if side is not Side.KEEPS
            and abs(ours[side][1]["area_km2"] - ours[side][0]["area_km2"]) >= 0.5]
    numbers = NUMBERS.findall(said)
    assert len(numbers) == len(told), "every side that has changed is told, and no other"
    for side, (verb, before, after) in zip(told, numbers, strict=True):
        figures = [figure["area_km2"] for figure in ours[side]]
        assert [before, after] == [english.area_number(km2, exact=True) for km2 in figures], side
        assert verb == ("grew" if figures[1] > figures[0] else "shrank")
        assert english.text(GROUND[side]).lower() in said.lower()
    if told:
        assert sentence(found, names, english).startswith(
            f"{found.first.short_title}: between 21 November 2025 and 22 August 2026 ")  # type: ignore[union-attr]
        people = [english.people(figure["people"], exact=True) for figure in ours[told[0]]]
        assert f"earlier day's line {people[0]} people" in said
        assert f"later day's {people[1]}." in said
    else:
        assert "no ground moved from one side of the plan to another" in said


@every_plan
def test_statuses_and_sides_add_up_and_only_a_change_of_control_moves_ground(
    plan: str, found_of: Callable[[str], Difference], outcome_on: OutcomeOn
) -> None:
    found = found_of(plan)
    assert is_one_plan_on_two_days(found)
    sides, statuses = changes(found), changes(found, "status")
    for status in Status:
        ours = [outcome_on(plan, day).table for day in (EARLY, LATE)]
        figures = [total(table[table["status"] == status]) for table in ours]
        change = of(statuses, status)
        if change is None:
            assert not any(figure["area_km2"] or figure["people"] for figure in figures)
            continue
        for case, figure in zip("12", figures, strict=True):
            assert change.row[f"area_km2_{case}"] == pytest.approx(figure["area_km2"], abs=0.02)
            assert change.row[f"people_{case}"] == figure["people"]
    for kinds in (sides, statuses):
        assert sum(change.row["area_km2"] for change in kinds) == pytest.approx(0, abs=1e-6)
        assert sum(change.row["people"] for change in kinds) == 0
    signs = {Side.LEAVES: -1, Side.KEEPS: -1, Side.RETURNS: 1, Side.STAYS_OUT: 1}
    for change in sides:
        low, high = change.row["area_km2_low"], change.row["area_km2_high"]
        assert low <= change.row["area_km2"] <= high
        sign = signs.get(Side(change.key))
        if sign:  # ground that is left open can have either holder
            hands = sign * (change.to_russia_km2 - change.to_ukraine_km2)
            assert hands == pytest.approx(change.row["area_km2"], abs=1e-6)


def test_the_zone_in_donetsk_shrank_because_ground_came_under_russian_control(
    found_of: Callable[[str], Difference], names: dict[str, str], english: Language
) -> None:
    """By hand, from the figures of the two days: 6,330 and 5,369 km², 730,092 and 596,037 people."""
    found = found_of("us-28-point")
    assert sentence(found, names, english) == (
        "US 28-point plan: between 21 November 2025 and 22 August 2026 the ground Ukraine would leave shrank "
        "from 6,330 to 5,369 km² (Donetsk).")
    assert re.match(
        r"In between, 1,\d{3} km² of it came under Russian military control and \d+ km² of it came under "
        r"Ukrainian control; on the earlier day's line 730,092 people lived in that ground, on the later "
        r"day's 596,037\.", second_sentence(found, names, english))


@every_plan
def test_cards_and_table_agree_with_the_sentence(
    plan: str, found_of: Callable[[str], Difference], english: Language, names: dict[str, str]
) -> None:
    found = found_of(plan)
    cards = headlines(found, english)
    assert 1 <= len(cards) <= 5
    for card in cards:
        before, after = map(whole, re.findall(r"([\d,]+) km² on", card.detail))
        change = whole(re.sub(r"[^\d−]", "", card.value))
        assert change == pytest.approx(after - before, rel=0.006, abs=1.5)
    heads, *rows = two_day_table(found, english)
    assert heads[1:3] == ("21 November 2025, km²", "22 August 2026, km²")
    for row in rows:
        assert whole(row[3]) == pytest.approx(whole(row[2]) - whole(row[1]), abs=1)
    assert sum(whole(row[1]) for row in rows) == pytest.approx(sum(whole(row[2]) for row in rows), abs=4)
    html = ledger_html(found, names, english)
    if "no ground moved" not in sentence(found, names, english):
        assert all(f"<td class=\"number\">{row[1]}</td>" in html for row in rows)


def test_no_two_legend_entries_claim_the_same_control_where_it_has_changed(
    found_of: Callable[[str], Difference], english: Language
) -> None:
    found = found_of("us-28-point")
    words = [change_words(found, change, english) for change in set(found.table["change"])]
    assert "Changed hands between the two days; the plan leaves it under the same control" in {
        word for word in words if "hands" in word}


def test_page_terminal_and_plate_use_the_same_order(
    run: Run, grounds: tuple[Ground, Ground], library: Library, world: World, names: dict[str, str],
    english: Language
) -> None:
    """The first is the one chosen first, whichever day is earlier."""
    plan = library["us-28-point"]
    for ground, on, then in ((grounds[0], EARLY, LATE), (grounds[1], LATE, EARLY)):
        found = difference(ground, plan, plan)
        code, out, _ = run("compare", plan.id, plan.id, "--on", str(on), "--second-on", str(then), "--json")
        assert code == 0
        value = json.loads(out)
        assert (value["on"], value["second_on"]) == (str(on), str(then))
        first, second = Choice(plan=plan.id, on=on, view="compare", against=plan.id, against_on=then).cases
        assert (first.front.on, second.front.on) == (on, then)
        it = compared_plans(found, ExportRequest(world, library, ground, None, english))
        sheet = difference_sheet(it)
        assert value["sentence"] == sheet.title == sentence(found, names, english)
        assert value["more"] == sheet.summary == second_sentence(found, names, english)
        assert f"on={on}" in sheet.link
        assert f"against_on={then}" in sheet.link
        zone = next(row for row in value["changes"]["status"] if row["status"] == "demilitarised")
        assert (zone["area_km2_1"], zone["area_km2_2"]) == pytest.approx((6329.5, 5369.4), abs=0.6)
        assert value["sentence"] in description(it)
        code, out, _ = run("compare", plan.id, plan.id, "--on", str(on), "--second-on", str(then))
        assert code == 0
        assert "Demilitarised zone" in out


@pytest.mark.parametrize("pair", [("us-28-point", "freeze"), ("freeze", "us-28-point"),
                                  ("us-28-point", "today"), ("today", "us-28-point")], ids="-".join)
def test_two_plans_are_in_the_order_in_which_they_were_chosen(
    pair: tuple[str, str], run: Run, outcome_on: OutcomeOn, library: Library, world: World, english: Language
) -> None:
    """The link follows the page's own order, in which the first must be a plan."""
    ground = outcome_on("freeze", EARLY).ground
    plans = [None if name == "today" else library[name] for name in pair]
    found = difference(ground, *plans)
    code, out, _ = run("compare", *pair, "--on", str(EARLY), "--json")
    value = json.loads(out)
    assert (code, value["first"], value["second"]) == (0, *pair)
    for row in value["rows"]:
        assert row["area_km2"] == pytest.approx(row["area_km2_2"] - row["area_km2_1"], abs=0.011)
    link = difference_sheet(compared_plans(found, ExportRequest(world, library, ground, None, english))).link
    plan, against = pair if pair[0] != "today" else pair[::-1]
    assert f"plan={plan}&" in link
    assert (f"against={against}" in link) == (against != "today")  # an address need not name the default
    first, second = Choice(plan=plan, view="compare", against=against).cases
    assert (first.plan, second.plan) == (plan, against)


def test_the_same_day_twice_is_not_a_comparison_of_days(
    grounds: tuple[Ground, Ground], library: Library, names: dict[str, str], english: Language
) -> None:
    """Two sources for one day, or two plans on two days, have the sentence of a comparison."""
    ground = grounds[0]
    same = replace(ground, second=replace(ground.second, on=ground.control.on))  # type: ignore[type-var]
    found = difference(same, library["freeze"], library["freeze"])
    assert not is_one_plan_on_two_days(found)
    assert sentence(found, names, english).startswith("Compared with")
    other = difference(ground, library["freeze"], library["us-28-point"])
    assert not is_one_plan_on_two_days(other)
