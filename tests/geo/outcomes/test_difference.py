"""Comparing two plans on the same ground: signs, sums and sentences."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from geo.outcomes.difference import HELD_TODAY, Change, Difference, changed, difference, gap, net
from geo.outcomes.outcome import Outcome, report
from geo.plans.library import TODAY, Library, reference_days
from geo.schema import MEASURES
from geo.status import Holder, Side
from geo.world import World, control_for
from geo.zones.ground import SECOND, Ground
from geo.zones.survey import ground_for, survey
from layers.html.difference_ledger import clause_table_html, ledger_html, lines_of, rows_of
from layers.language import Language
from layers.selection import LAYERS
from layers.style.changes import HeldChange
from layers.text.clauses import differing_clauses, differing_terms
from layers.text.difference import entries, headlines, second_sentence, sentence
from layers.text.legend import Fill
from layers.web.difference_state import difference_state
from tests.conftest import DAYS
from tests.support.files.export_requests import HOSTILE, PLANS, THINGS, toy_plan_named
from tests.support.worlds import toy

ENDS = ("", "_low", "_high")
ON = date(2025, 11, 21)
PAIRS = sorted({*pairwise([*THINGS, THINGS[0]]), *((TODAY, plan) for plan in PLANS)})
"""Every plan against the line alone and against two other plans."""


def between(ground: Ground, library: Library, first: str, second: str) -> Difference:
    return difference(ground, *(None if name == TODAY else library[name] for name in (first, second)))


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@pytest.mark.parametrize("day", [DAYS[0], ON], ids=str)
def test_swapping_the_cases_changes_only_the_sign(
    pair: tuple[str, str], day: date, ground_on: Callable[[date], Ground], library: Library
) -> None:
    there, back = (between(ground_on(day), library, *export_request) for export_request in (pair, pair[::-1]))
    one, two = net(there), net(back)
    for measure in MEASURES:
        assert one[measure] == -two[measure]
        assert one[f"{measure}_low"] == -two[f"{measure}_high"]
    rows, turned = (gap(found).set_index(["region", "status"]) for found in (there, back))
    pd.testing.assert_frame_equal(rows[list(MEASURES)], -turned[list(MEASURES)])
    pd.testing.assert_series_equal(rows["area_km2_low"], -turned["area_km2_high"], check_names=False)
    assert changed(there, Change.TO_UKRAINE) == changed(back, Change.FROM_UKRAINE)
    assert changed(there, Change.STATUS) == changed(back, Change.STATUS)


@pytest.mark.parametrize("name", THINGS)
def test_a_plan_compared_with_itself_is_empty(
    name: str, ground_on: Callable[[date], Ground], library: Library, names: dict[str, str],
    english: Language,
) -> None:
    found = between(ground_on(ON), library, name, name)
    assert set(found.table["change"]) == {Change.SAME}
    assert not any(net(found).values())
    assert rows_of(found).empty
    assert not differing_clauses(found, names, english)
    assert "no difference" in sentence(found, names, english)
    assert second_sentence(found, names, english) == ""
    assert "the same to every piece" in ledger_html(found, names, english)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", PLANS)
def test_each_side_of_the_gap_is_that_plans_own_figure(
    name: str, day: date, outcome_on: Callable[[str, date], Outcome], library: Library, world: World
) -> None:
    outcome = outcome_on(name, day)
    rows = gap(between(outcome.ground, library, TODAY, name), ["region", "status", "holder"])
    for row in report(outcome, world)["rows"]:
        mine = rows[(rows["region"] == row["region"]) & (rows["status"] == row["status"])
                    & (rows["holder"] == row["holder"])].iloc[0]
        assert mine["area_km2_2"] == pytest.approx(row["area_km2"], abs=0.006)
        assert mine["people_2"] == row["people"]
    held = rows[rows["status"] == HELD_TODAY]
    russian_held = outcome.table[outcome.table["holder"] == Holder.RUSSIA]
    assert held["area_km2_1"].sum() == pytest.approx(russian_held["area_km2"].sum())


@pytest.mark.parametrize("pair", [("us-28-point", "e3-counter"), ("istanbul-2022", "freeze")], ids="-".join)
def test_what_leaves_one_status_arrives_in_another(
    pair: tuple[str, str], ground_on: Callable[[date], Ground], library: Library
) -> None:
    found = between(ground_on(ON), library, *pair)
    for measure in MEASURES:
        sums = gap(found).groupby("region")[measure].sum()
        assert sums.abs().max() < 1e-6
    balance = changed(found, Change.TO_UKRAINE)["area_km2"] - changed(found, Change.FROM_UKRAINE)["area_km2"]
    assert net(found)["area_km2"] == pytest.approx(balance, abs=0.011)


def test_against_today_the_balance_is_what_returns_less_what_leaves(
    outcome_on: Callable[[str, date], Outcome], library: Library
) -> None:
    for name in PLANS:
        outcome = outcome_on(name, ON)
        returns, leaves = (outcome.on_sides(side)["area_km2"].sum() for side in (Side.RETURNS, Side.LEAVES))
        found = between(outcome.ground, library, TODAY, name)
        assert net(found)["area_km2"] == pytest.approx(returns - leaves, abs=0.006), name


@pytest.fixture(scope="module")
def two_days(world: World, library: Library) -> Ground:
    lines = [control_for(world, day) for day in (ON, DAYS[-1])]
    return ground_for(world, lines[0], reference_days(library), 1.0, lines[1])


def test_two_days_have_each_their_own_figures(
    two_days: Ground, outcome_on: Callable[[str, date], Outcome], library: Library, world: World
) -> None:
    found = between(two_days, library, "us-28-point", "us-28-point")
    rows = gap(found, ["region", "status", "holder"]).set_index(["region", "status", "holder"])
    for case, day in (("1", ON), ("2", DAYS[-1])):
        for row in report(outcome_on("us-28-point", day), world)["rows"]:
            mine = rows.loc[(row["region"], row["status"], row["holder"])]
            assert mine[f"area_km2_{case}"] == pytest.approx(row["area_km2"], abs=0.02)
            assert mine[f"people_{case}"] == row["people"]
    assert SECOND in two_days.table


def test_swapping_two_days(two_days: Ground, world: World, library: Library) -> None:
    lines = [control_for(world, day) for day in (DAYS[-1], ON)]
    back = ground_for(world, lines[0], reference_days(library), 1.0, lines[1])
    there, again = (net(between(g, library, "freeze", "freeze")) for g in (two_days, back))
    assert there["area_km2"] == pytest.approx(-again["area_km2"], abs=0.02)
    assert there["area_km2_low"] == pytest.approx(-again["area_km2_high"], abs=0.02)
    assert there["people"] == -again["people"] != 0


def test_the_toy_world_by_hand(toy_world: World) -> None:
    ground = survey(toy_world, toy.right_half(), second=toy.right_half())
    gives = toy.plan({"holder": "russia", "status": "returned"}, {"status": "ukrainian"})
    takes = toy.plan({"holder": "russia", "status": "frozen"},
                     {"regions": [toy.SE], "status": "handed_over"}, {"status": "ukrainian"})
    found = difference(ground, gives, takes)
    assert net(found)["area_km2"] == pytest.approx(-100, rel=toy.AREA_TOLERANCE)
    assert net(found)["people"] == -200
    assert changed(found, Change.TO_UKRAINE)["area_km2"] == 0


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_words_and_map_of_every_pair(
    pair: tuple[str, str], ground_on: Callable[[date], Ground], library: Library, names: dict[str, str],
    english: Language,
) -> None:
    found = between(ground_on(ON), library, *pair)
    said = sentence(found, names, english) + " " + second_sentence(found, names, english)
    assert "{" not in said
    assert "None" not in said
    assert len(headlines(found, english)) == 5
    alike = (found.table["status_1"] == found.table["status_2"])[found.table["area_km2"] > 0].all()
    assert bool(lines_of(found, names, english)) != alike
    state = difference_state(found, names, english, frozenset(LAYERS), "vector", "g.json", None, "credit")
    held = found.table["holder_1"] == Holder.RUSSIA
    assert {zone for zone, what in state["zones"].items() if isinstance(what, HeldChange)} == {
        *found.table.index[held]}
    assert set(state["zones"].values()) <= {*Change, *HeldChange}
    assert set(state["pieces"].values()) == set(state["tips"])
    legend = entries(found, english, frozenset(names), frozenset(LAYERS))
    assert len({entry.words for entry in legend}) == len(legend)
    measured = found.table.index[found.table["area_km2"] > 0]
    assert {entry.sign.what for entry in legend if isinstance(entry.sign, Fill)} == {
        state["zones"][zone] for zone in measured if zone in state["zones"]}


def test_ground_that_stays_ukrainian_in_both_has_no_fill(
    ground_on: Callable[[date], Ground], library: Library, names: dict[str, str], english: Language
) -> None:
    found = between(ground_on(ON), library, "us-28-point", "e3-counter")
    state = difference_state(found, names, english, frozenset(LAYERS), "vector", "g", None, "credit")
    assert "UA-30.ukraine.ukraine" not in state["zones"]
    assert state["zones"]["UA-14.ukraine.ukraine"] == Change.TO_UKRAINE
    assert not state["second"]


def test_hostile_names_remain_text(
    toy_world: World, toy_ground: Ground, english: Language
) -> None:
    plan = toy_plan_named(HOSTILE)
    names = dict.fromkeys(toy_world.regions.index, HOSTILE)
    found = difference(toy_ground, None, plan)
    pages = ledger_html(found, names, english) + clause_table_html(
        differing_clauses(found, names, english), "Ground", found, english)
    assert "<img" not in pages
    assert "</script" not in pages


def test_terms_are_listed_side_by_side(library: Library, english: Language) -> None:
    rows = {row.what: row for row in differing_terms(library["us-28-point"], library["e3-counter"], english)}
    caps = rows["Size of Ukraine's forces"]
    assert "600,000" in caps.first
    assert "800,000" in caps.second
