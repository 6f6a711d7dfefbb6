"""Surveying a line of contact.

The country is cut once along the line as drawn; for a margin, only the regions near the line are cut again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.margin import DEFAULT_KM
from geo.control.record import Control
from geo.status import Holder
from geo.world import World, control_for
from geo.zones.cut import cut, cut_ends
from geo.zones.edges import border_between, edges_of
from geo.zones.extent import ends_of
from geo.zones.ground import HELD, SECOND, Ground, side_by_side, touched
from geo.zones.measured import measured, with_people

EARLIER = "before_{number}"
"""Temporary column with the holder on an earlier day, numbered in the order of the days."""


@dataclass(frozen=True)
class DrawnGround:
    """The zones of a line of contact as drawn: the part of a `Ground` that does not depend on the margin.

    `table` is the result of `measured`, with `geometry`; `zones`, `edges` (both STORE_CRS), `contact` and the
    other attributes are as in `Ground`.
    """

    control: Control
    table: pd.DataFrame
    zones: gpd.GeoDataFrame
    edges: gpd.GeoDataFrame
    contact: gpd.GeoDataFrame
    slivers: int
    slivers_km2: float
    second: Control | None
    earlier: Mapping[date, Control]

    @property
    def lines(self) -> list[Control]:
        """The lines that a margin moves: one, or two if two are compared."""
        return [self.control] if self.second is None else [self.control, self.second]

    @property
    def columns(self) -> dict[str, date]:
        """The columns of `table` with the holders on earlier days, and the day of each."""
        return _columns(self.earlier)


def survey(
    world: World,
    control: Control,
    margin_km: float = DEFAULT_KM,
    earlier_days: Mapping[date, Control] | None = None,
    second: Control | None = None,
) -> Ground:
    """Cut the regions along a line of contact and measure the zones.

    Parameters
    ----------
    world
        From `load_world`.
    control
        The line of contact; all ground that Russia does not hold counts as held by Ukraine.
    margin_km
        The margin of error of the front, in kilometres.
    earlier_days
        Control on the reference dates of plans; the zones are also cut along these lines.
    second
        A second line of contact to compare with. The zones are also cut along it, and it is moved
        together with the first, on the assumption that errors of the record are common to both.

    Returns
    -------
    Ground
        In each variant, the areas of a region's zones sum to the area of the region, and
        their people to its population. People are located at points; each place counts for the region
        of its own code.
    """
    return with_margin(world, drawn_ground(world, control, earlier_days, second), margin_km)


def drawn_ground(
    world: World,
    control: Control,
    earlier_days: Mapping[date, Control] | None = None,
    second: Control | None = None,
) -> DrawnGround:
    """Cut the regions along lines of contact as drawn; the parameters are as for `survey`."""
    earlier = dict(earlier_days or {})
    shapes = _shapes([control] if second is None else [control, second], earlier)
    whole = cut(world.regions_m, shapes)
    table = measured(world, whole, shapes)
    zones = table.loc[table["area_km2"] > 0, ["geometry"]]
    zones = gpd.GeoDataFrame(zones, geometry="geometry", crs=whole.zones.crs)
    edges = edges_of(zones)
    russian_held = set(table.index[table["holder"] == Holder.RUSSIA])
    return DrawnGround(
        control=control,
        table=table,
        zones=zones,
        edges=edges,
        contact=border_between(edges, russian_held, set(table.index) - russian_held),
        slivers=whole.slivers,
        slivers_km2=whole.slivers_km2,
        second=second,
        earlier=earlier,
    )


def with_margin(world: World, drawn: DrawnGround, margin_km: float) -> Ground:
    """Measure the zones again with the front moved both ways by a margin, for each observer of the day."""
    ends = [ends_of(world, line, margin_km) for line in drawn.lines]
    moving = {id(end): shapely.symmetric_difference(line.held, end.held)
              for line, four in zip(drawn.lines, ends, strict=True) for end in four}
    uncertain = shapely.union_all(list(moving.values()))
    near = touched(world, uncertain)
    variants = [(tuple(map(id, lines)), lines) for lines in zip(*ends, strict=True)]
    each = dict(variants)
    tables = dict(zip(each, _on_moved(world, drawn, list(each.values()), near), strict=True))
    table = side_by_side([drawn.table, *(tables[key] for key, _ in variants)])
    held_before = {day: table.pop(name) for name, day in drawn.columns.items()}
    return Ground(
        control=drawn.control,
        margin_km=margin_km,
        table=table,
        zones=drawn.zones,
        edges=drawn.edges,
        contact=drawn.contact,
        site_regions=dict(world.sites["region"]),
        slivers=drawn.slivers,
        slivers_km2=drawn.slivers_km2,
        observers=max(len(set(map(id, four))) for four in ends) // 2,
        second=drawn.second,
        earlier=drawn.earlier,
        held_before=held_before,
        uncertain=uncertain,
    )


def _on_moved(world: World, drawn: DrawnGround, variants: Sequence[Sequence[Control]],
              near: list[str]) -> list[pd.DataFrame]:
    """Measure the zones on moved lines, one table per variant.

    Regions that no moved line reaches keep their figures, which avoids most of the work.
    """
    if not near:
        return [drawn.table] * len(variants)
    shapes = [_shapes(lines, drawn.earlier) for lines in variants]
    unmoved = drawn.table[~drawn.table["region"].isin(near)]
    return [pd.concat([unmoved, with_people(world, zones, inside)])
            for zones, inside in zip(cut_ends(world.regions_m.loc[near], shapes), shapes, strict=True)]


def _columns(earlier: Mapping[date, Control]) -> dict[str, date]:
    return {EARLIER.format(number=number): day for number, day in enumerate(sorted(earlier))}


def _shapes(lines: Sequence[Control], earlier: Mapping[date, Control]) -> dict[str, BaseGeometry]:
    """Return the shapes that cut the zones by column: one or two lines, then those of earlier days."""
    named = zip((HELD, SECOND), lines, strict=False)
    return {**{name: line.held for name, line in named},
            **{name: earlier[day].held for name, day in _columns(earlier).items()}}


def ground_for(
    world: World, control: Control, earlier_days: list[date], margin_km: float = DEFAULT_KM,
    second: Control | None = None,
) -> Ground:
    """Survey a line of contact with the recorded lines of earlier days; see `survey`.

    Raises
    ------
    DateError
        If the line of contact on an earlier day is not known.
    """
    earlier = {day: control_for(world, day) for day in earlier_days}
    return survey(world, control, margin_km, earlier, second)
