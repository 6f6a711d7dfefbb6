"""The ground of an overlay: the area within a given distance of a line, on each of its sides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.record import Control
from geo.plans.assign import HELD_BEFORE
from geo.plans.overlay import Band, Neighbour, Overlay
from geo.schema import MEASURES, OVERLAY
from geo.status import Holder
from geo.world import World
from geo.zones.cut import cut, cut_ends
from geo.zones.extent import ends_of
from geo.zones.ground import HELD, Ground, side_by_side, touched
from geo.zones.measured import measured, with_people

ARC_SEGMENTS = 32  # per quarter circle: a band of 15 km is then at most 5 m too narrow
NEAR_BORDER_M = 500
"""Maximum deviation of a neighbour's generalised outline from Ukraine's border."""

UKRAINE, RUSSIA = "within_ukraine", "within_russia"
"""Temporary columns: whether ground is within the depth on the Ukrainian or on the other side."""


@dataclass(frozen=True)
class OverlayGround:
    """An overlay of a plan, measured on a ground.

    `id` is unique within a plan: the kind, followed by a number from the second of a kind on, such as
    'buffer-2'. `band` is the overlay's own band, or one with the depth chosen by the reader. `table` has
    one row per zone that the band reaches, with the figures of the part inside it; columns of
    `geo.schema.OVERLAY`, and HELD_BEFORE if the plan has a reference date. The table of a wall is empty.
    """

    id: str
    overlay: Overlay
    band: Band
    table: pd.DataFrame

    @property
    def shape(self) -> BaseGeometry:
        """The whole overlay on the line as drawn, in STORE_CRS; empty if it has no ground."""
        return shapely.union_all(self.shapes)

    @property
    def shapes(self) -> np.ndarray:
        """The overlay's parts on the line as drawn, one per zone with ground, in STORE_CRS."""
        return np.asarray(self.table["geometry"].dropna().to_numpy())


@dataclass(frozen=True)
class Line:
    """A line of contact, and `shape`: the corresponding baseline of a band, as lines in AREA_CRS."""

    control: Control
    shape: BaseGeometry


def all_lines(world: World, ground: Ground) -> tuple[Control, ...]:
    """Return the line of contact as drawn, then moved, in the order of VARIANTS."""
    return (ground.control, *ends_of(world, ground.control, ground.margin_km))


def border_line(world: World, neighbours: Sequence[Neighbour]) -> BaseGeometry:
    """Return the land border with some neighbours, without coasts, as lines in AREA_CRS."""
    country = shapely.coverage_union_all(world.regions_m.geometry.to_numpy())
    near = shapely.union_all([world.neighbours[name] for name in neighbours if name in world.neighbours])
    return shapely.intersection(shapely.boundary(country), shapely.buffer(near, NEAR_BORDER_M))


def reach_of(line: BaseGeometry, km: float) -> BaseGeometry:
    """Buffer a line in AREA_CRS by a distance in kilometres."""
    return shapely.buffer(line, km * 1000, quad_segs=ARC_SEGMENTS)


def held_by_russia(table: pd.DataFrame) -> pd.Series:
    """Tell which rows of a table with `holder` Russia holds.

    Returns
    -------
    Series
        Boolean, index of `table`.
    """
    return table["holder"] == Holder.RUSSIA


def overlay_table(
    world: World,
    band: Band,
    lines: Sequence[Line],
    before: Control | None = None,
    beyond: Callable[[pd.DataFrame], pd.Series] = held_by_russia,
) -> pd.DataFrame:
    """Measure the ground and people in a band.

    Parameters
    ----------
    world
        Provides the regions and places.
    band
        The depth on each side.
    lines
        One per variant, in the order of VARIANTS; the same object is measured once.
    before
        Control on the plan's reference date, if it has one; the ground is also cut along it.
    beyond
        Given a table with `holder` and, if any, HELD_BEFORE, returns a mask of the rows on the side of the
        line to which `depth_russia_km` applies.

    Returns
    -------
    DataFrame
        One row per zone that the band reaches on any of the lines; columns of
        `geo.schema.OVERLAY`, and HELD_BEFORE if `before` is given.
    """
    each = list({id(line): line for line in lines}.values())
    inside = _shapes(band, each, before)
    reached = shapely.union_all([shapes[_deepest(band)] for shapes in inside])
    regions = world.regions_m.loc[touched(world, reached)]
    drawn, *moved = inside
    tables = [measured(world, cut(regions, drawn), drawn, _flags(band)),
              *(with_people(world, zones, shapes, _flags(band)).assign(geometry=None)
                for zones, shapes in zip(cut_ends(regions, moved), moved, strict=True))]
    position = {id(line): number for number, line in enumerate(each)}
    tables = [_in_band(band, table, beyond) for table in tables]
    tables = [tables[position[id(line)]] for line in lines]
    names = ["region", "holder", *([HELD_BEFORE] if before is not None else []), *MEASURES]
    table = side_by_side([part[names] for part in tables])
    shapes = tables[0]["geometry"].reindex(table.index)
    return table.assign(geometry=shapes.astype(object).where(shapes.notna(), None))


def _shapes(band: Band, lines: Sequence[Line], before: Control | None) -> list[dict[str, BaseGeometry]]:
    """Return what cuts the ground on each line: who held it, and how far each depth reaches."""
    depths = dict(zip((UKRAINE, RUSSIA), (band.depth_ukraine_km, band.depth_russia_km), strict=True))
    baselines = {id(line.shape): line.shape for line in lines}
    reach = {(baseline, flag): reach_of(shape, depths[flag])
             for baseline, shape in baselines.items() for flag in _flags(band)}
    earlier = {HELD_BEFORE: before.held} if before is not None else {}
    return [{HELD: line.control.held, **earlier,
             **{flag: reach[id(line.shape), flag] for flag in _flags(band)}} for line in lines]


def _flags(band: Band) -> tuple[str, ...]:
    return (UKRAINE,) if band.is_symmetric else (UKRAINE, RUSSIA)


def _deepest(band: Band) -> str:
    return UKRAINE if band.depth_ukraine_km == band.deepest_km else RUSSIA


def _in_band(band: Band, table: pd.DataFrame, beyond: Callable[[pd.DataFrame], pd.Series]) -> pd.DataFrame:
    """Keep what is in the band of the zones on one line, which are also cut along its depths."""
    if band.is_symmetric:
        return table[table[UKRAINE]]
    table = table[table[RUSSIA].where(beyond(table), table[UKRAINE]).astype(bool)]
    # The cut along both depths splits a zone in two where the greater depth applies to it.
    sums = table.groupby(level=0)
    keys = [name for name in table if name not in (UKRAINE, RUSSIA, *MEASURES, "geometry")]
    return sums[keys].first().join(sums[list(MEASURES)].sum()).assign(
        geometry=sums["geometry"].agg(lambda parts: shapely.coverage_union_all(parts.dropna().to_numpy())
                                      if parts.notna().any() else None))


def nothing(*, before: bool) -> pd.DataFrame:
    """Return the table of an overlay without ground, such as a wall.

    Returns
    -------
    DataFrame
        No rows; index and columns as from `overlay_table`, with HELD_BEFORE if `before`.
    """
    names = [*OVERLAY.columns, *([HELD_BEFORE] if before else [])]
    table = pd.DataFrame({name: pd.Series(dtype=_dtype(name)) for name in names})
    return table.set_axis(pd.Index([], name="zone", dtype=object), axis=0)


def _dtype(name: str) -> str:
    return "float64" if name.startswith("area") else "int64" if name.startswith("people") else "object"
