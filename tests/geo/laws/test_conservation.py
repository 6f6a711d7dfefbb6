"""Conservation of area and people: every plan on several dates of the real line of contact."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
import shapely

from geo.control.margin import moved
from geo.measure import areas_km2
from geo.outcomes.figures import NUMBERS, tally, total
from geo.outcomes.outcome import Outcome, country, piece_shape, pieces, report
from geo.plans.library import SCENARIOS, Library
from geo.schema import VARIANTS
from geo.status import Holder, Status
from geo.world import World
from geo.zones.ground import Ground
from geo.zones.survey import survey
from tests.conftest import DAYS
from tests.support.worlds.overlays import buffer_of

PLANS = sorted(path.stem for path in SCENARIOS.glob("*.toml"))

ALMOST = 1e-6
"""Relative. Snapping to a millimetre and measuring along geodesics cause errors of some square metres."""

OutcomeOn = Callable[[str, date], Outcome]
GroundOn = Callable[[date], Ground]

every_plan = pytest.mark.parametrize("plan", PLANS)
every_day = pytest.mark.parametrize("day", DAYS, ids=str)


def test_every_plan_file_is_in_the_library(library: Library) -> None:
    assert library.faults == ()
    assert sorted(library.plans) == PLANS


@every_day
@every_plan
def test_figures_sum_to_the_country(
    plan: str, day: date, outcome_on: OutcomeOn, world: World
) -> None:
    """Area and people, by region, on the line as drawn and on the two moved lines."""
    table = outcome_on(plan, day).table
    for suffix in VARIANTS:
        areas = table.groupby("region")[f"area_km2{suffix}"].sum()
        assert areas.to_dict() == pytest.approx(world.regions["area_km2"].to_dict(), rel=ALMOST)
        people = table.groupby("region")[f"people{suffix}"].sum()
        assert people.to_dict() == world.regions["population"].to_dict()


@every_day
@every_plan
def test_published_rows_and_totals_sum_to_the_country(
    plan: str, day: date, outcome_on: OutcomeOn, world: World
) -> None:
    """The rounded output sums correctly both by row and by status."""
    published = report(outcome_on(plan, day), world)
    whole = published["country"]
    for parts in (published["rows"], list(published["totals"].values())):
        hundredths = 0.005 * (len(parts) + 1)
        assert sum(row["area_km2"] for row in parts) == pytest.approx(
            whole["area_km2"], abs=hundredths + whole["area_km2"] * ALMOST)
        assert sum(row["people"] for row in parts) == whole["people"]


@every_day
@every_plan
def test_statuses_fit_who_holds_the_ground(plan: str, day: date, outcome_on: OutcomeOn) -> None:
    """Only Ukrainian-held ground can be left, and only Russian-held ground can be returned."""
    pairs = outcome_on(plan, day).table[["status", "holder", "side"]].drop_duplicates()
    for row in pairs.itertuples():
        assert row.side == Status(row.status).side
        assert Holder(row.holder) in Status(row.status).holders


@every_day
@every_plan
def test_a_figure_lies_in_its_range(
    plan: str, day: date, outcome_on: OutcomeOn, world: World
) -> None:
    """low <= value <= high in every row and total, and nothing is negative."""
    published = report(outcome_on(plan, day), world)
    strip = published.get("buffer", {})
    rows = [*published["rows"], *published["totals"].values(), *strip.get("rows", ())]
    for row in rows:
        for measure in ("area_km2", "people"):
            assert 0 <= row[f"{measure}_low"] <= row[measure] <= row[f"{measure}_high"]


@every_day
@every_plan
def test_a_report_is_one_json_object_without_repeated_rows(
    plan: str, day: date, outcome_on: OutcomeOn, world: World
) -> None:
    published = report(outcome_on(plan, day), world)
    assert json.loads(json.dumps(published, allow_nan=False)) == published
    keys = [(row["region"], row["status"], row["holder"]) for row in published["rows"]]
    assert len(keys) == len(set(keys))
    for row in published["rows"]:
        assert set(row) == {"region", "status", "holder", *NUMBERS}


@every_day
@every_plan
def test_pieces_sum_to_the_rows(plan: str, day: date, outcome_on: OutcomeOn) -> None:
    """Each piece has one region, one holder and one rule; together they make up the ledger."""
    outcome = outcome_on(plan, day)
    parts = pieces(outcome)
    assert parts.index.is_unique
    keys = ["region", "status", "holder"]
    by_piece = parts.groupby(keys)[["area_km2", "people"]].sum()
    by_row = tally(outcome.table).set_index(keys)[["area_km2", "people"]]
    pd.testing.assert_frame_equal(by_piece, by_row, rtol=1e-12)


@every_plan
def test_every_rule_applies_on_some_date(plan: str, outcome_on: OutcomeOn) -> None:
    """There are no dead rules: each gives some zone its status on one of the dates."""
    used: set[int] = set()
    for day in DAYS:
        table = outcome_on(plan, day).table
        used |= set(table.loc[table["area_km2"] > 0, "rule"])
    rules = outcome_on(plan, DAYS[0]).scenario.rules
    assert used == set(range(len(rules))), "rules are counted from 0"


@every_day
def test_zones_are_a_valid_coverage_of_the_country(
    day: date, ground_on: GroundOn, world: World
) -> None:
    ground = ground_on(day)
    zones = ground.zones.geometry
    assert zones.index.is_unique
    assert ground.table.index.is_unique
    assert shapely.coverage_is_valid(zones.to_numpy())
    whole = shapely.coverage_union_all(zones.to_numpy())
    assert areas_km2([whole])[0] == pytest.approx(world.regions["area_km2"].sum(), rel=ALMOST)


@every_day
def test_the_shapes_measure_what_the_table_says(day: date, ground_on: GroundOn) -> None:
    ground = ground_on(day)
    measured = dict(zip(ground.zones.index, areas_km2(ground.zones.geometry), strict=True))
    drawn = ground.table.loc[ground.table["area_km2"] > 0, "area_km2"].to_dict()
    assert measured == pytest.approx(drawn, rel=1e-12)


@every_day
def test_the_range_is_that_of_surveying_the_moved_lines(
    day: date, ground_on: GroundOn, world: World
) -> None:
    """Reference computation: a survey of the moved line itself, with regions held as a whole left whole."""
    ground = ground_on(day)
    by_holder = ground.table.groupby(["region", "holder"]).sum(numeric_only=True)
    lines = moved(ground.control, world.interior, world.water, ground.margin_km)
    for suffix, line in zip(("_wider", "_narrower"), lines, strict=True):
        held = line.held
        for row in world.record.whole.itertuples():
            if row.first <= day <= row.last:
                region = world.record.regions[row.region]
                held = held.union(region) if row.held_by == "russia" else held.difference(region)
        whole = replace(line, held=held)
        naive = survey(world, whole).table.groupby(["region", "holder"]).sum(numeric_only=True)
        naive = naive.reindex(by_holder.index, fill_value=0)
        assert by_holder[f"people{suffix}"].to_list() == naive["people"].to_list()
        assert by_holder[f"area_km2{suffix}"].to_list() == pytest.approx(
            naive["area_km2"].to_list(), rel=ALMOST, abs=0.01)


def test_dissolving_by_status_and_measuring_equals_adding_up(
    outcome_on: OutcomeOn, world: World
) -> None:
    """Reference computation, for the page's default plan and day."""
    outcome = outcome_on("us-28-point", DAYS[2])
    totals = report(outcome, world)["totals"]
    parts = pieces(outcome)
    for status, rows in parts.groupby("status"):
        shape = shapely.coverage_union_all([piece_shape(outcome, name) for name in rows.index])
        naive = areas_km2([shape])[0]
        assert totals[status]["area_km2"] == pytest.approx(naive, rel=ALMOST, abs=0.005)


@every_day
def test_a_strip_lies_inside_the_country_and_counts_nobody_twice(
    day: date, outcome_on: OutcomeOn
) -> None:
    """No part of the strip of the Kellogg plan exceeds its zone, in area or people."""
    outcome = outcome_on("kellogg-buffer", day)
    table = buffer_of(outcome).table
    assert total(table)["area_km2"] > 0
    whole = outcome.table.groupby(["region", "holder"])[["area_km2", "people"]].sum()
    part = table.groupby(["region", "holder"])[["area_km2", "people"]].sum()
    assert (part <= whole.reindex(part.index) * (1 + ALMOST)).all().all()


def test_the_country_is_the_sum_of_its_regions(world: World) -> None:
    whole = country(world)
    assert whole["area_km2"] == pytest.approx(world.regions["area_km2"].sum(), abs=0.005)
    assert whole["people"] == world.regions["population"].sum()
