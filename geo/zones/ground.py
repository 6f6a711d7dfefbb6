"""The ground on a date: zones, their areas and people, and how far both may be off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.record import Control
from geo.errors import DateError
from geo.measure import areas_km2
from geo.plans.assign import HELD_BEFORE
from geo.schema import MEASURES, VARIANTS
from geo.status import Holder
from geo.world import World
from geo.zones.cut import Cut

HELD = "russia"
SECOND = "second"
"""Column of who holds the ground on a second line of contact, where two are compared."""
HOLDERS = {True: Holder.RUSSIA.value, False: Holder.UKRAINE.value}


@dataclass(frozen=True)
class Ground:
    """Zones of one line of contact, before any plan.

    `table` has one row per zone, index zone id such as 'UA-14.ukraine', and the columns of
    `geo.schema.ZONES`; `held_before` says of each zone who held it on each earlier day that plans
    refer to. `zones` has the geometry (STORE_CRS) of those zones that have ground on the line as drawn,
    `edges` the lines between them (see `edges_of`), and `contact` those edges where the holder
    changes.
    """

    control: Control
    margin_km: float
    table: pd.DataFrame
    zones: gpd.GeoDataFrame
    edges: gpd.GeoDataFrame
    contact: gpd.GeoDataFrame
    slivers: int
    slivers_km2: float
    second: Control | None = None
    """Another line of contact that the zones are cut along, too."""
    earlier: Mapping[date, Control] = field(default_factory=dict)
    """Control on the earlier days that plans refer to, which the zones are cut along, too."""
    held_before: Mapping[date, pd.Series] = field(default_factory=dict)
    """By earlier day, who held each zone then: index of `table`, ids of holders."""

    @property
    def reference_days(self) -> tuple[date, ...]:
        """The earlier days that the zones are cut along, in order."""
        return tuple(sorted(self.earlier))

    def seen_by(self, day: date | None) -> pd.DataFrame:
        """`table` as a plan with this reference date asks for it: with HELD_BEFORE, unless it is None.

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


def with_before(table: pd.DataFrame, held_before: Mapping[date, pd.Series], day: date | None) -> pd.DataFrame:
    """A table of zones or places with who held each of them on an earlier day, in HELD_BEFORE.

    Parameters
    ----------
    table
        One row per zone or place.
    held_before
        By earlier day, who held them then, by the same index.
    day
        The day that is asked for; None adds nothing.

    Raises
    ------
    DateError
        If nothing is known about that day here.
    """
    if day is None:
        return table
    if day not in held_before:
        raise DateError(f"Who held what on {day} was not worked out.")
    return table.assign(**{HELD_BEFORE: held_before[day].reindex(table.index)})


def touched(world: World, band: BaseGeometry | None) -> list[str]:
    """The regions that have ground or places in a band, such as that over which the front is moved."""
    if band is None or band.is_empty:
        return []
    ground = world.regions_m.index[world.regions_m.intersects(band)]
    shapely.prepare(band)
    return sorted({*ground, *world.places.loc[shapely.contains(band, world.spots), "region"]})


def measured(
    world: World, part: Cut, shapes: Mapping[str, BaseGeometry], flags: Sequence[str] = ()
) -> pd.DataFrame:
    """Name the zones of a cut, and give each its area and its people.

    Parameters
    ----------
    world
        For the places.
    part
        A cut along `shapes`.
    shapes
        The same shapes in AREA_CRS: what Russia holds on some line, but for those in `flags`.
    flags
        Names of shapes that are no holders' ground; their columns stay true or false, and they are
        no part of the zone's id, which may then be there more than once.

    Returns
    -------
    DataFrame
        Index zone id; columns `region`, `holder`, one per further shape, `area_km2`, `people`
        and `geometry` (missing where a place has no ground of its zone around it, as on a
        coast that the borders draw a little too far inland).
    """
    keys = ["region", *shapes]
    zones = part.zones.assign(area_km2=areas_km2(part.zones.geometry))
    here = world.places["region"].isin(zones["region"]).to_numpy()
    spots = world.spots[here]
    people = world.places.loc[here, ["region", "population"]]
    people = people.rename(columns={"population": "people"})
    people = people.assign(**{name: shapely.contains(s, spots) for name, s in shapes.items()})
    table = zones.merge(
        people.groupby(keys, as_index=False)["people"].sum(), on=keys, how="outer"
    ).fillna({"area_km2": 0.0, "people": 0})
    named = [name for name in keys if name not in flags]
    for name in named[1:]:
        table[name] = table[name].map(HOLDERS)
    table["people"] = table["people"].astype("int64")
    ids = [".".join(parts) for parts in zip(*(table[name] for name in named), strict=True)]
    table.index = pd.Index(ids, dtype="str", name="zone")
    return table.rename(columns={HELD: "holder"})


def side_by_side(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Join the three variants of one table; a zone missing from a variant counts nothing there."""
    names = [c for c in tables[0].columns if c not in (*MEASURES, "geometry")]
    keys = pd.concat([table[names] for table in tables])
    joined = keys[~keys.index.duplicated()].sort_index()
    for suffix, table in zip(VARIANTS, tables, strict=True):
        for name in MEASURES:
            column = table[name].reindex(joined.index).fillna(0)
            joined[name + suffix] = column.astype(table[name].dtype)
    return joined
