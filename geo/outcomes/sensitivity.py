"""Sensitivity of a plan's net change to its assumptions: readings, published figures and the line."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from geo.outcomes.figures import (
    MEASURED,
    NUMBERS,
    SIGN,
    net_change,
    of_sides,
    over_lines,
    plain,
    with_range,
)
from geo.outcomes.outcome import Outcome, apply, outcome_of
from geo.outcomes.overlays import measured_again
from geo.plans.assign import assign
from geo.plans.interpretation import Figure
from geo.plans.interpretations import interpreted, plain_of, variants
from geo.plans.scenario import Scenario
from geo.schema import MEASURES, VARIANTS
from geo.status import Holder, Side
from geo.world import World
from geo.zones.ground import Ground

MAX_DAYS = 31
"""Maximum number of days between a published figure and the line it is compared with."""


class Kind(StrEnum):
    """The subject of an assumption."""

    READING = "reading"
    FIGURE = "figure"
    WIDER = "wider"
    NARROWER = "narrower"
    OVERLAY = "overlay"


def sensitivity(
    world: World, scenario: Scenario, ground: Ground, buffer_km: float | None = None
) -> pd.DataFrame:
    """Compute the effect of each assumption on a plan's net change, largest first.

    Published figures come last, because they do not move any ground.

    Parameters
    ----------
    world
        Provides the areas of regions and the geometry of overlays.
    scenario
        The plan. The baseline is always the plan with its default readings.
    ground
        The line of contact, cut along the earlier dates that the plan refers to.
    buffer_km
        Depth that replaces that of the plan's buffer; None means the plan's own.

    Returns
    -------
    DataFrame
        One row per assumption: each option of each reading other than the default; Russian-held ground
        wider and narrower by the ground's margin, unless that is 0; and each overlay with an area, its
        part that would otherwise stay under Ukrainian control counted as ground Ukraine would withdraw
        from. Columns `kind` (of Kind), `reading` and `option` (ids; empty for lines, and `option` is the
        overlay's id for overlays); NUMBERS, the change in `net_change` against the baseline on the line
        as drawn: `area_km2` (square kilometres) and `people` (reference year), each with `_low` and
        `_high` over all variants of the line; and for each side `<side>_km2` and `<side>_people`, the
        change in its ground and people. Published figures have no people, and no area if the line is
        more than MAX_DAYS from their date; these values are NaN.
    """
    return sensitivity_of(world, outcome_of(world, plain_of(scenario), ground, buffer_km))


def sensitivity_of(world: World, outcome: Outcome) -> pd.DataFrame:
    """Do the same as `sensitivity` for an outcome that is already computed, with any readings.

    Returns
    -------
    DataFrame
        As from `sensitivity`.
    """
    in_file = plain_of(outcome.scenario)
    if in_file is not outcome.scenario:
        outcome = apply(
            in_file, outcome.ground, measured_again(world, in_file, outcome.ground, outcome.overlays)
        )
    rows = [*_readings(world, outcome), *_lines(outcome), *_overlays(outcome)]
    sides = [f"{side.value}_{unit}" for side in Side for unit in ("km2", "people")]
    table = pd.DataFrame(rows, columns=["kind", "reading", "option", *NUMBERS, *sides])
    measures = [*NUMBERS, *sides]
    table[measures] = table[measures].astype(float)
    areas = [name for name in sides if name.endswith("_km2")]
    known, counted = table["area_km2"].notna(), table["people"].notna()
    table.loc[known, areas] = table.loc[known, areas].fillna(0)
    table.loc[counted, sides] = table.loc[counted, sides].fillna(0)
    table[areas] = table[areas].round(2)
    order = table[["area_km2", "people"]].abs().assign(figure=table["kind"] == Kind.FIGURE).sort_values(
        ["figure", "area_km2", "people"], ascending=[True, False, False], na_position="last", kind="stable")
    return table.loc[order.index].reset_index(drop=True)


def _readings(world: World, outcome: Outcome) -> Iterator[dict[str, Any]]:
    before = outcome.table
    for reading, option in variants(outcome.scenario):
        row: dict[str, Any] = {"reading": reading.id, "option": option.id}
        if option.figure is not None:
            yield {**row, "kind": Kind.FIGURE, **_published(world, option.figure, outcome)}
            continue
        read = interpreted(outcome.scenario, {reading.id: option.id})
        seen = outcome.ground.seen_by(read.reference_date)
        after = seen.join(assign(seen, read))
        moved = of_sides(after) - of_sides(before)
        net = with_range(net_change(after) - net_change(before))
        yield {**row, "kind": Kind.READING, **net, **_by_side(moved)}


def _by_side(moved: pd.DataFrame) -> dict[str, float]:
    return {f"{side}_{unit}": float(row[measure]) for side, row in moved.iterrows()
            for measure, unit in (("area_km2", "km2"), ("people", "people"))}


def _published(world: World, figure: Figure, outcome: Outcome) -> dict[str, float]:
    """Compute the effect of a published figure if it were right: an area only, without a location."""
    table = outcome.table
    ours = table[table["region"].isin(figure.regions) & (table["holder"] == figure.holder)]
    if abs((outcome.ground.control.on - figure.on).days) > MAX_DAYS or ours.empty:
        return {}
    side = str(ours["side"].iloc[0])
    more = assumed_km2(world, figure, outcome.ground) - measured_km2(figure, outcome.ground)
    change = more * SIGN.get(side, 0)
    figures = dict(zip(NUMBERS[:3], over_lines(change), strict=True))
    return {**plain(figures), f"{side}_km2": float(more[0])}


def measured_km2(figure: Figure, ground: Ground) -> np.ndarray:
    """Measure the ground of a published figure: what its holder has of its regions.

    Returns
    -------
    ndarray
        Square kilometres, one per variant of the line, in the order of VARIANTS.
    """
    table = ground.table
    part = table[table["region"].isin(figure.regions) & (table["holder"] == figure.holder)]
    return part[[f"area_km2{variant}" for variant in VARIANTS]].sum().to_numpy(float)


def assumed_km2(world: World, figure: Figure, ground: Ground) -> np.ndarray:
    """Convert a published figure into square kilometres.

    A share is multiplied by the measured area of the regions, or of the part held, so that like is
    compared with like.

    Returns
    -------
    ndarray
        Square kilometres, one per variant of the line, in the order of VARIANTS.
    """
    if figure.area_km2 is not None:
        return np.full(len(VARIANTS), figure.area_km2)
    share = (figure.share or 0.0) / 100
    if figure.of_held:
        return share * measured_km2(figure, ground)
    whole = float(world.regions.loc[sorted(figure.regions), "area_km2"].sum())
    return np.full(len(VARIANTS), share * whole)


def _lines(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Yield one row for each of the two moved lines."""
    if outcome.ground.margin_km == 0:
        return
    total, sides = net_change(outcome.table), of_sides(outcome.table)
    for kind, variant in ((Kind.WIDER, VARIANTS[1]), (Kind.NARROWER, VARIANTS[2])):
        row: dict[str, Any] = {"kind": kind, "reading": "", "option": ""}
        for measure in MEASURES:
            value = round(float(total[measure + variant] - total[measure]), 2)
            row |= {measure: value, f"{measure}_low": value, f"{measure}_high": value}
        moved = pd.DataFrame({measure: sides[measure + variant] - sides[measure] for measure in MEASURES})
        yield {**row, **_by_side(moved)}


def _overlays(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Yield one row per overlay, its ground that would stay Ukrainian-held counted as withdrawn from."""
    for item in outcome.bands:
        table = item.table.join(assign(item.table, outcome.scenario))
        kept = table[(table["side"] == Side.KEEPS) & (table["holder"] == Holder.UKRAINE)]
        sums = kept[list(MEASURED)].sum()
        moved = pd.DataFrame({Side.LEAVES.value: sums, Side.KEEPS.value: -sums}).T
        yield {"kind": Kind.OVERLAY, "reading": "", "option": item.id, **with_range(-sums),
               **_by_side(moved)}
