"""Ground by its distance from a line: prepared once, then measured to any depth on each side."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.margin import contact_line, front_of
from geo.crs import to_degrees, to_metres
from geo.gazetteer.cities import KINDS, together
from geo.outcomes.outcome import Outcome
from geo.outcomes.overlays import drawn_line
from geo.outcomes.plan_line import beyond
from geo.outcomes.settlements import held_places
from geo.plans.overlay import Band, Baseline
from geo.prepared import prepared
from geo.status import Holder
from geo.world import World
from geo.zones.ground import Ground
from geo.zones.overlay import ARC_SEGMENTS, held_by_russia
from geo.zones.sites import zones_of

SIDES = (Holder.UKRAINE.value, Holder.RUSSIA.value)
"""Whose ground is measured: beside the line of contact, the holder's; beside a plan's line, RUSSIA stands for
the side that would not be under Ukrainian control."""

MEASURES = ("area_km2", "people")


@dataclass(frozen=True)
class Strip:
    """The ground of one side within a depth of a line.

    `regions` has one row per region with any of it: columns `area_km2` and `people`. `settlements` are those
    wholly or partly inside, as from `geo.gazetteer.cities.together`; `sites` the rows of `World.sites`
    inside.
    """

    side: str
    km: float
    regions: pd.DataFrame
    settlements: pd.DataFrame
    sites: pd.DataFrame

    @property
    def area_km2(self) -> float:
        """The area, in square kilometres."""
        return float(self.regions["area_km2"].sum())

    @property
    def people(self) -> int:
        """The residents in the reference year."""
        return int(self.regions["people"].sum())

    def counts(self) -> dict[str, int]:
        """Count the settlements by kind (of KINDS)."""
        kinds = self.settlements["kind"].value_counts()
        return {kind: int(kinds.get(kind, 0)) for kind in KINDS}


@dataclass(frozen=True)
class Depths:
    """Ground beside a line, ready to be measured.

    `reach` returns what lies within some kilometres of the line, in AREA_CRS, and must grow with them.
    `ground` has one row per zone: columns `region`, `side` (of SIDES), `shape` (AREA_CRS) and `scale`
    (geodesic square kilometres per square metre in AREA_CRS). `places` and `sites` are those of `World` with
    their `side`, `spots` and `site_spots` their positions in AREA_CRS; `cities` is `World.cities`.
    """

    reach: Callable[[float], BaseGeometry]
    ground: pd.DataFrame
    places: pd.DataFrame
    spots: np.ndarray
    sites: pd.DataFrame
    site_spots: np.ndarray
    cities: pd.DataFrame

    def strips(self, ukraine_km: float, russia_km: float) -> tuple[Strip, Strip]:
        """Measure both sides, each to its depth; 0 km is no ground at all."""
        ukraine = self._within(ukraine_km)
        russia = ukraine if russia_km == ukraine_km else self._within(russia_km)
        return self._strip(SIDES[0], ukraine_km, ukraine), self._strip(SIDES[1], russia_km, russia)

    def _within(self, km: float) -> BaseGeometry:
        return prepared(self.reach(km) if km > 0 else shapely.Polygon())

    def _strip(self, side: str, km: float, reach: BaseGeometry) -> Strip:
        areas, inside = self._areas(side, reach), self._inside(side, reach)
        places = self.places[inside]
        people = places.groupby("region")["population"].sum()
        index = pd.Index(sorted({*areas.index, *people.index}), name="region", dtype=object)
        regions = pd.DataFrame({"area_km2": areas.reindex(index, fill_value=0.0),
                                "people": people.reindex(index, fill_value=0).astype("int64")}, index=index)
        near = (self.sites["side"] == side).to_numpy() & shapely.contains(reach, self.site_spots)
        return Strip(side, km, regions, together(places, self.cities), self.sites[near])

    def measure(self, sides: tuple[str, ...], km: float, what: str,
                regions: frozenset[str] | None = None) -> float:
        """Measure only the area or only the people (of MEASURES), on some sides and in some regions."""
        reach, found = self._within(km), 0.0
        for side in sides:
            if what == "area_km2":
                sums = self._areas(side, reach)
            else:
                sums = self.places[self._inside(side, reach)].groupby("region")["population"].sum()
            found += float(sums[sums.index.isin(list(regions))].sum() if regions is not None else sums.sum())
        return found

    def shape(self, side: str, km: float) -> BaseGeometry:
        """Return the ground of a side within a depth as one shape in STORE_CRS; empty at 0 km."""
        _, parts = self._parts(side, self._within(km))
        whole = shapely.get_parts(shapely.union_all(parts))
        polygons = whole[shapely.get_type_id(whole) == shapely.GeometryType.POLYGON]
        return to_degrees(shapely.MultiPolygon(list(polygons)))

    def _parts(self, side: str, reach: BaseGeometry) -> tuple[pd.DataFrame, np.ndarray]:
        """Return the zones of a side that a reach touches, and the part of each that is inside."""
        there = self.ground[(self.ground["side"] == side)
                            & shapely.intersects(reach, self.ground["shape"].to_numpy())]
        return there, np.asarray(shapely.intersection(there["shape"].to_numpy(), reach))

    def _areas(self, side: str, reach: BaseGeometry) -> pd.Series:
        """Return the area of a side within a reach, by region, in square kilometres."""
        there, parts = self._parts(side, reach)
        areas = pd.Series(shapely.area(parts) * there["scale"].to_numpy(), there.index)
        sums = areas.groupby(there["region"]).sum()
        return sums[sums > 0]

    def _inside(self, side: str, reach: BaseGeometry) -> np.ndarray:
        return np.asarray((self.places["side"] == side).to_numpy() & shapely.contains(reach, self.spots))


def depths_from(world: World, ground: Ground, outcome: Outcome | None = None,
                line: Baseline = Baseline.LINE_OF_CONTACT) -> Depths:
    """Prepare the ground beside the line of contact, or beside the line that a plan would leave.

    The result agrees with the buffers of plans (`geo.zones.overlay`) on the line as drawn.

    Parameters
    ----------
    world, ground
        The line of contact as drawn.
    outcome
        The plan; needed for `Baseline.PLAN_LINE`.
    line
        The baseline; not the international border.
    """
    if line is Baseline.LINE_OF_CONTACT or outcome is None:
        baseline = contact_line(ground.control, world.interior)
        return _depths(world, ground, lambda km: _around(baseline, km), None)
    baseline = drawn_line(world, outcome.scenario, ground, Band(line, 1.0, 1.0))
    return _depths(world, ground, lambda km: _around(baseline, km), outcome)


def shifts_of(world: World, ground: Ground) -> Depths:
    """Prepare the ground that a parallel shift of the front would sweep.

    The front moves as for a margin (`geo.control.margin.moved`): coast and borders stay, and the line along
    the Dnipro moves by at most RIVER_KM.
    """
    front = front_of(ground.control, world.interior, world.water)
    return _depths(world, ground, front.swept, None)


def _around(line: BaseGeometry, km: float) -> BaseGeometry:
    """Buffer a line as `reach_of` does, piece by piece, which is faster at great depths."""
    pieces = shapely.buffer(shapely.get_parts(line), km * 1000, quad_segs=ARC_SEGMENTS)
    return shapely.union_all(pieces)


def _depths(world: World, ground: Ground, reach: Callable[[float], BaseGeometry],
            outcome: Outcome | None) -> Depths:
    day = None if outcome is None else outcome.scenario.reference_date
    earlier = {} if day is None else {day: ground.earlier[day]}
    held = held_places(world, ground.control, earlier).seen_by(day)
    there = ground.zones.index
    zones = ground.seen_by(day).loc[there]

    def far(table: pd.DataFrame) -> pd.Series:
        return held_by_russia(table) if outcome is None else beyond(table, outcome.scenario)

    def sides(table: pd.DataFrame) -> pd.Series:
        return far(table).map({True: Holder.RUSSIA.value, False: Holder.UKRAINE.value})

    shapes = to_metres(ground.zones.geometry.to_numpy())
    of_zone = sides(ground.seen_by(day))
    sites = world.sites.assign(
        side=zones_of(ground, world.sites).map(of_zone).reindex(world.sites.index).astype(object))
    return Depths(
        reach=reach,
        ground=pd.DataFrame({"region": zones["region"], "side": sides(zones), "shape": shapes,
                             "scale": zones["area_km2"].to_numpy() / shapely.area(shapes)}, index=there),
        places=held.assign(side=sides(held)),
        spots=world.spots,
        sites=sites,
        site_spots=np.asarray(shapely.points(sites["x_m"], sites["y_m"])) if len(sites)
        else np.array([], dtype=object),
        cities=world.cities,
    )
