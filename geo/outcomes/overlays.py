"""Measuring the overlays of a plan."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.cache import Itself
from geo.control.margin import contact_line
from geo.control.record import Control
from geo.outcomes.plan_line import beyond, dividing, joined_line, plan_line_on
from geo.plans.assign import assign
from geo.plans.key import plan_key
from geo.plans.overlay import Band, Baseline, Overlay, OverlayKind
from geo.plans.scenario import Scenario
from geo.prepared import prepared
from geo.world import World
from geo.zones.ground import Ground
from geo.zones.overlay import (
    Line,
    OverlayGround,
    all_lines,
    border_line,
    held_by_russia,
    nothing,
    overlay_table,
    reach_of,
)

REACHES_KEPT = 8
"""Of how many bands a ground keeps the reach."""


def placed_overlays(
    scenario: Scenario, buffer_km: float | None = None
) -> tuple[tuple[str, Overlay, Band], ...]:
    """Return a plan's overlays as (id, overlay, band).

    Parameters
    ----------
    scenario
        The plan.
    buffer_km
        Depth of the plan's first buffer, in kilometres, on each side where it has any; 0 removes the
        buffer, None keeps the plan's own depth.
    """
    return tuple(_placed_overlays(scenario, buffer_km))


def _placed_overlays(scenario: Scenario, buffer_km: float | None) -> Iterator[tuple[str, Overlay, Band]]:
    seen: Counter[OverlayKind] = Counter()
    for overlay in scenario.all_overlays:
        seen[overlay.kind] += 1
        number = seen[overlay.kind]
        name = overlay.kind.value if number == 1 else f"{overlay.kind.value}-{number}"
        band, asked = overlay.band, overlay.kind is OverlayKind.BUFFER and number == 1
        if asked and buffer_km is not None:
            band = band.with_depth(buffer_km)
            if band.is_empty:
                continue
        yield name, overlay, band


def drawn_line(world: World, scenario: Scenario, ground: Ground, band: Band) -> BaseGeometry:
    """Return the baseline of a plan's band for the line of contact as drawn, as lines in AREA_CRS."""
    if band.line is Baseline.INTERNATIONAL_BORDER:
        return border_line(world, band.neighbours)
    if band.line is Baseline.LINE_OF_CONTACT:
        return contact_line(ground.control, world.interior)
    sides = assign(ground.seen_by(scenario.reference_date), scenario)["side"]
    return joined_line(dividing(ground.edges, sides))


def places_inside(
    world: World, scenario: Scenario, ground: Ground, band: Band, places: pd.DataFrame
) -> pd.Series:
    """Tell which places lie in a plan's band, on the line of contact as drawn.

    The band's geometry is the one used for its figures and its drawing, so that text, lists, figures
    and map agree.

    Parameters
    ----------
    world, scenario, ground, band
        The band of one of the plan's overlays.
    places
        From `HeldPlaces.seen_by` the plan's reference date.

    Returns
    -------
    Series
        Boolean, index of `places`.
    """
    spots = shapely.points(places["x_m"], places["y_m"])
    near = {km: shapely.contains(prepared(reach), spots)
            for km, reach in _reaches(world, scenario, ground, band).items()}
    far = beyond(places, scenario) if band.line is Baseline.PLAN_LINE else held_by_russia(places)
    inside = np.where(far, near[band.depth_russia_km], near[band.depth_ukraine_km])
    return pd.Series(inside, index=places.index, dtype=bool)


def _reaches(world: World, scenario: Scenario, ground: Ground, band: Band) -> dict[float, BaseGeometry]:
    """Return how far each depth of a band reaches, which every card of a settlement asks for."""
    def make() -> dict[float, BaseGeometry]:
        line = drawn_line(world, scenario, ground, band)
        return {km: reach_of(line, km) for km in {band.depth_ukraine_km, band.depth_russia_km}}

    rules = plan_key(scenario) if band.line is Baseline.PLAN_LINE else ""
    return ground.among("reaches", REACHES_KEPT, (Itself(world), band, scenario.reference_date, rules), make)


def overlays_of(
    world: World, scenario: Scenario, ground: Ground, buffer_km: float | None = None,
    measure: Callable[[Band], pd.DataFrame] | None = None,
) -> tuple[OverlayGround, ...]:
    """Measure all overlays of a plan on a ground, in the plan's order.

    The ground must be cut along the plan's reference date, if it has one (`Ground.earlier`). `buffer_km`
    is as for `placed_overlays`; `measure` replaces `measured_band` for callers that cache its results.
    """
    measure = measure or partial(measured_band, world, scenario, ground)
    return tuple(OverlayGround(name, overlay, band, measure(band))
                 for name, overlay, band in placed_overlays(scenario, buffer_km))


def measured_again(
    world: World, scenario: Scenario, ground: Ground, overlays: tuple[OverlayGround, ...]
) -> tuple[OverlayGround, ...]:
    """Re-measure overlays for another interpretation of their plan, if they depend on its line."""
    return tuple(replace(item, table=measured_band(world, scenario, ground, item.band))
                 if item.band.line is Baseline.PLAN_LINE else item for item in overlays)


def measured_band(world: World, scenario: Scenario, ground: Ground, band: Band) -> pd.DataFrame:
    """Measure the ground and people in a band, on the line as drawn and on the moved lines.

    The plan's rules matter only if the band is measured from the plan's line.

    Returns
    -------
    DataFrame
        As from `overlay_table`, with HELD_BEFORE if the plan has a reference date; no rows for an empty band.
    """
    day = scenario.reference_date
    before = ground.earlier[day] if day is not None else None
    if band.is_empty:
        return nothing(before=before is not None)
    drawn, *others = all_lines(world, ground)
    first = Line(drawn, drawn_line(world, scenario, ground, band))
    if band.line is Baseline.PLAN_LINE:
        return overlay_table(
            world, band, [first, *_each(others, lambda line: plan_line_on(world, scenario, line, before))],
            before, partial(beyond, scenario=scenario))
    if band.line is Baseline.LINE_OF_CONTACT:
        moved_lines = _each(others, lambda line: contact_line(line, world.interior))
    else:
        moved_lines = _each(others, lambda _: first.shape)
    return overlay_table(world, band, [first, *moved_lines], before)


def _each(controls: Sequence[Control], draw: Callable[[Control], BaseGeometry]) -> list[Line]:
    """Draw a line on each control, once per object."""
    drawn = {id(control): Line(control, draw(control)) for control in {id(c): c for c in controls}.values()}
    return [drawn[id(control)] for control in controls]
