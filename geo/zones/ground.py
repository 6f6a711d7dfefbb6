"""The ground on a date: zones with their areas and people, and the range of both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.cache import Keeping
from geo.control.record import Control
from geo.crs import to_degrees
from geo.errors import N_, DateError
from geo.measure import areas_km2
from geo.plans.assign import HELD_BEFORE
from geo.prepared import prepared
from geo.schema import MEASURES, VARIANTS
from geo.status import Holder
from geo.world import World

HELD = "russia"
SECOND = "second"
"""The column with the holder on a second line of contact, if two are compared."""
NOWHERE = shapely.Polygon()
HOLDERS = {True: Holder.RUSSIA.value, False: Holder.UKRAINE.value}


@dataclass(frozen=True)
class Ground(Keeping):
    """The zones of a line of contact, before any plan is applied.

    `table` has one row per zone, index zone id such as 'UA-14.ukraine', and the columns of
    `geo.schema.ZONES`. `zones` has the geometry (STORE_CRS) of the zones with ground on the line as
    drawn, `edges` the lines between them (see `edges_of`), and `contact` the edges between zones of
    different holders, which form the line of contact.
    """

    control: Control
    margin_km: float
    table: pd.DataFrame
    zones: gpd.GeoDataFrame
    edges: gpd.GeoDataFrame
    contact: gpd.GeoDataFrame
    slivers: int
    slivers_km2: float
    observers: int = 1
    """How many observers' lines of the day the ranges are over."""
    second: Control | None = None
    """A second line of contact that the zones are also cut along."""
    earlier: Mapping[date, Control] = field(default_factory=dict)
    """Control on the reference dates of plans, which the zones are also cut along."""
    held_before: Mapping[date, pd.Series] = field(default_factory=dict)
    """The holder of each zone on each reference date: index of `table`, values of `Holder`."""

    site_regions: Mapping[str, str] = field(default_factory=dict)
    """The region of each site (`World.sites`)."""
    uncertain: BaseGeometry = NOWHERE
    """Ground that changes its holder between the line as drawn and one of the moved lines, AREA_CRS."""

    @cached_property
    def uncertain_zones(self) -> gpd.GeoDataFrame:
        """`uncertain` inside the country.

        One row per region that has any, index `region`; columns `area_km2` and `geometry` (STORE_CRS).
        """
        band = prepared(to_degrees(self.uncertain))
        near = self.zones[shapely.intersects(band, self.zones.geometry.to_numpy())]
        there = near.geometry.groupby(self.table["region"].reindex(near.index)).agg(
            lambda zones: shapely.union_all(zones.to_numpy()))
        parts = gpd.GeoSeries([_areas_only(shapely.intersection(band, region)) for region in there],
                              index=pd.Index(there.index, name="region"), crs=self.zones.crs)
        found = gpd.GeoDataFrame({"area_km2": areas_km2(parts)}, geometry=parts, index=parts.index)
        return found[found["area_km2"] > 0]

    @property
    def reference_days(self) -> tuple[date, ...]:
        """The reference dates that the zones are cut along, in order."""
        return tuple(sorted(self.earlier))

    def seen_by(self, day: date | None) -> pd.DataFrame:
        """Return `table` for a plan with this reference date.

        Returns
        -------
        DataFrame
            `table`, with HELD_BEFORE unless the day is None.

        Raises
        ------
        DateError
            If the zones are not cut along that day.
        """
        return with_before(self.table, self.held_before, day)

    @property
    def contact_km(self) -> float:
        """Length of the line of contact, geodesic, in kilometres."""
        return float(self.contact["length_km"].sum())


def _areas_only(shape: BaseGeometry) -> BaseGeometry:
    """Leave out of an intersection what is only a line or a spot."""
    parts = shapely.get_parts(shape)
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def with_before(table: pd.DataFrame, held_before: Mapping[date, pd.Series], day: date | None) -> pd.DataFrame:
    """Add the holder on an earlier day to a table of zones or places.

    Parameters
    ----------
    table
        One row per zone or place.
    held_before
        The holders by earlier day, with the same index.
    day
        The earlier day, or None.

    Returns
    -------
    DataFrame
        `table` with the column HELD_BEFORE (of Holder); without a day, `table` itself.

    Raises
    ------
    DateError
        If `held_before` does not contain the day.
    """
    if day is None:
        return table
    if day not in held_before:
        raise DateError(N_("Who held what on {day} was not worked out."), day=day)
    return table.assign(**{HELD_BEFORE: held_before[day].reindex(table.index)})


def touched(world: World, band: BaseGeometry | None) -> list[str]:
    """Return the ids of the regions with ground or places in a band, such as the one swept by a moved line.

    `band` is a (multi)polygon in AREA_CRS; None or an empty one touches none.
    """
    if band is None or band.is_empty:
        return []
    ground = world.regions_m.index[world.regions_m.intersects(band)]
    inside = shapely.contains(prepared(band), world.spots)
    return sorted({*ground, *world.places.loc[inside, "region"]})


def side_by_side(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Join the variants of a table.

    Parameters
    ----------
    tables
        One per variant, in the order of VARIANTS: index zone id, columns MEASURES and the same others. One
        table may stand for several variants.

    Returns
    -------
    DataFrame
        One row per zone of any of them, by id; the other columns, without `geometry`, then MEASURES with the
        suffix of each variant, 0 for zones missing from it.
    """
    names = [c for c in tables[0].columns if c not in (*MEASURES, "geometry")]
    each = list({id(table): table for table in tables}.values())
    keys = pd.concat([table[names] for table in each])
    joined = keys[~keys.index.duplicated()].sort_index()
    places = {id(table): table.index.get_indexer(joined.index) for table in each}
    columns = {}
    for suffix, table in zip(VARIANTS, tables, strict=True):
        place = places[id(table)]
        for name in MEASURES:
            there = table[name].to_numpy()
            column = np.zeros(len(joined), there.dtype)
            column[place >= 0] = there[place[place >= 0]]
            columns[name + suffix] = column
    return joined.assign(**columns)
