"""The ground of an overlay: what lies within so many kilometres of a line, on each of its sides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.margin import moved
from geo.control.record import Control
from geo.plans.assign import HELD_BEFORE
from geo.plans.overlay import Band, Neighbour, Overlay
from geo.schema import MEASURES, OVERLAY
from geo.status import Holder
from geo.world import World
from geo.zones.cut import cut
from geo.zones.ground import HELD, Ground, measured, side_by_side, touched

ARC_SEGMENTS = 32  # per quarter circle: a band of 15 km is then at most 5 m too narrow
NEAR_BORDER_M = 500
"""How far our border may lie from a neighbour's outline, which is drawn more coarsely."""

UKRAINE, RUSSIA = "within_ukraine", "within_russia"
"""Columns, while a cut is measured: whether ground is near enough to the line on either side."""


@dataclass(frozen=True)
class OverlayGround:
    """An overlay laid over the zones of a ground.

    `id` tells the overlays of a plan apart: the kind, and from the second of a kind on its number,
    such as 'buffer-2'. `band` is where it lies: the overlay's own band, or the depth that a reader
    asks for instead. `table` has the columns of `geo.schema.OVERLAY`: one row per zone that it
    reaches, counting only what lies in it, and HELD_BEFORE if the plan has a reference date. A wall is a
    line, and its table is empty.
    """

    id: str
    overlay: Overlay
    band: Band
    table: pd.DataFrame

    @property
    def shape(self) -> BaseGeometry:
        """All its ground on the line as drawn, in STORE_CRS; empty if there is none."""
        return shapely.union_all(self.shapes)

    @property
    def shapes(self) -> np.ndarray:
        """The ground of each zone that has some on the line as drawn, in STORE_CRS."""
        return np.asarray(self.table["geometry"].dropna().to_numpy())


@dataclass(frozen=True)
class Line:
    """A control, and the line (AREA_CRS) that a band is measured from while it is valid."""

    control: Control
    shape: BaseGeometry


def three_lines(world: World, ground: Ground) -> tuple[Control, Control, Control]:
    """The line of contact as drawn, with Russian-held ground wider, and narrower."""
    return (ground.control, *moved(ground.control, world.interior, world.water, ground.margin_km))


def border_line(world: World, neighbours: Sequence[Neighbour]) -> BaseGeometry:
    """The land border with some neighbours, as lines in AREA_CRS; coast is no part of it."""
    country = shapely.coverage_union_all(world.regions_m.geometry.to_numpy())
    near = shapely.union_all([world.neighbours[name] for name in neighbours if name in world.neighbours])
    return shapely.intersection(shapely.boundary(country), shapely.buffer(near, NEAR_BORDER_M))


def reach_of(line: BaseGeometry, km: float) -> BaseGeometry:
    """Everything within so many kilometres of a line, in AREA_CRS."""
    return shapely.buffer(line, km * 1000, quad_segs=ARC_SEGMENTS)


def held_by_russia(table: pd.DataFrame) -> pd.Series:
    """Which zones lie beyond the line of contact: those that Russia holds."""
    return table["holder"] == Holder.RUSSIA


def overlay_table(
    world: World,
    band: Band,
    lines: Sequence[Line],
    before: Control | None = None,
    beyond: Callable[[pd.DataFrame], pd.Series] = held_by_russia,
) -> pd.DataFrame:
    """Measure what lies in a band.

    Parameters
    ----------
    world
        For the regions and places that it is laid over.
    band
        How deep it reaches on each side.
    lines
        The line as drawn, with Russian-held ground wider, and narrower.
    before
        Control on the reference date of the plan, if it has one: the ground is cut along it, too.
    beyond
        Tells of the rows of a table, with `holder` and HELD_BEFORE, which lie beyond the line on the side
        whose depth is `depth_russia_km`.

    Returns
    -------
    DataFrame
        The columns of `geo.schema.OVERLAY`, with HELD_BEFORE if there is an earlier control. Zones that
        the band does not reach on any of the three lines are not in it.
    """
    tables = [_inside(world, band, line, before, beyond) for line in lines]
    names = ["region", "holder", *([HELD_BEFORE] if before is not None else []), *MEASURES]
    table = side_by_side([part[names] for part in tables])
    shapes = tables[0]["geometry"].reindex(table.index)
    return table.assign(geometry=shapes.astype(object).where(shapes.notna(), None))


def _inside(world: World, band: Band, line: Line, before: Control | None,
            beyond: Callable[[pd.DataFrame], pd.Series]) -> pd.DataFrame:
    """The zones on one line with what lies in the band; only the regions that it reaches are cut."""
    near = touched(world, reach_of(line.shape, band.deepest_km))
    shapes = {HELD: line.control.held, **({HELD_BEFORE: before.held} if before is not None else {})}
    flags = {UKRAINE: reach_of(line.shape, band.depth_ukraine_km)}
    if not band.is_symmetric:
        flags[RUSSIA] = reach_of(line.shape, band.depth_russia_km)
    every = {**shapes, **flags}
    table = measured(world, cut(world.regions_m.loc[near], every), every, tuple(flags))
    if band.is_symmetric:
        return table[table[UKRAINE]]
    table = table[table[RUSSIA].where(beyond(table), table[UKRAINE]).astype(bool)]
    # Cut along both depths, a zone comes in two parts where its own depth is the greater.
    sums = table.groupby(level=0)
    keys = [name for name in table if name not in (*flags, *MEASURES, "geometry")]
    return sums[keys].first().join(sums[list(MEASURES)].sum()).assign(
        geometry=sums["geometry"].agg(lambda parts: shapely.coverage_union_all(parts.dropna().to_numpy())
                                      if parts.notna().any() else None))


def nothing(*, before: bool) -> pd.DataFrame:
    """The table of an overlay without ground, such as a wall."""
    names = [*OVERLAY.columns, *([HELD_BEFORE] if before else [])]
    table = pd.DataFrame({name: pd.Series(dtype=_dtype(name)) for name in names})
    return table.set_axis(pd.Index([], name="zone", dtype=object), axis=0)


def _dtype(name: str) -> str:
    return "float64" if name.startswith("area") else "int64" if name.startswith("people") else "object"
