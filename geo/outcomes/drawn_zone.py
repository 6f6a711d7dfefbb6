"""A reader's drawn zone: its area, people and settlements, and its status under each plan."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import N_, ZoneError
from geo.gazetteer.cities import KINDS, together
from geo.measure import STEP_DEG, areas_km2
from geo.outcomes.drawn_vertices import Corner, checked
from geo.outcomes.figures import MIN_KM2
from geo.outcomes.settlements import HeldPlaces, held_places
from geo.plans.assign import assign
from geo.plans.library import Library
from geo.plans.scenario import Scenario
from geo.world import World
from geo.zones.ground import Ground, with_before
from geo.zones.overlay import OverlayGround

SETTLEMENT_COLUMNS = ("settlement", "name_en", "name_uk", "former_en", "former_uk", "known_as_en",
                      "known_as_uk", "kind", "region", "lon", "lat", "population")


@dataclass(frozen=True)
class DrawnZone:
    """A drawn zone and its part in Ukraine, independent of any plan or line of contact.

    `shape` is the zone as drawn, with vertices at most STEP_DEG apart, and `inside` its part in Ukraine
    (both STORE_CRS); `area_km2` (of `inside`) and `outside_km2` are geodesic. `places` holds the rows of
    `World.places` whose point lies in `shape`; `cities` is `World.cities`. `regions` has one row per
    region, index `region`, largest area first, columns `area_km2` and `people`; each place counts for
    the region of its own code.
    """

    corners: tuple[Corner, ...]
    shape: BaseGeometry
    inside: BaseGeometry
    area_km2: float
    outside_km2: float
    places: pd.DataFrame
    cities: pd.DataFrame
    regions: pd.DataFrame

    @property
    def people(self) -> int:
        """The number of residents inside in the reference year."""
        return int(self.places["population"].sum())

    def settlements(self) -> pd.DataFrame:
        """Return the settlements that lie wholly or partly inside, largest first.

        Returns
        -------
        DataFrame
            One row per settlement; columns `settlement`, `name_en`, `name_uk`, `kind` (of KINDS),
            `region`, `lon`, `lat` (degrees, of the whole settlement, possibly outside the zone) and
            `population` (reference year, of the parts inside).
        """
        return together(self.places, self.cities)[list(SETTLEMENT_COLUMNS)]

    def counts(self) -> dict[str, int]:
        """Count the settlements inside by kind (of KINDS)."""
        kinds = self.settlements()["kind"].value_counts()
        return {kind: int(kinds.get(kind, 0)) for kind in KINDS}


def drawn_zone(world: World, corners: tuple[Corner, ...]) -> DrawnZone:
    """Measure a drawn zone.

    Parameters
    ----------
    world
        From `load_world`.
    corners
        As (longitude, latitude) in degrees, in order around the zone.

    Raises
    ------
    ZoneError
        If the corners are invalid (see `checked`), or enclose no ground in Ukraine.
    """
    corners = checked(corners)
    shape = shapely.segmentize(shapely.Polygon(corners), STEP_DEG)
    parts = shapely.intersection(world.regions.geometry.to_numpy(), shape)
    areas = pd.Series(areas_km2(parts), index=world.regions.index)
    if areas.sum() < MIN_KM2:
        raise ZoneError(N_("The zone lies outside Ukraine."))
    spots = shapely.contains_xy(shape, world.places["lon"], world.places["lat"])
    places = world.places[spots]
    people = places.groupby("region")["population"].sum()
    regions = pd.DataFrame({"area_km2": areas, "people": people.reindex(areas.index, fill_value=0)})
    regions = regions[(regions["area_km2"] >= MIN_KM2) | (regions["people"] > 0)]
    return DrawnZone(
        corners=corners,
        shape=shape,
        inside=_ground(shapely.union_all(parts)),
        area_km2=float(areas.sum()),
        outside_km2=max(0.0, float(areas_km2([shape])[0] - areas.sum())),
        places=places,
        cities=world.cities,
        regions=regions.sort_values("area_km2", ascending=False),
    )


@dataclass(frozen=True)
class ZoneOnGround:
    """A drawn zone overlaid on a line of contact, without a plan.

    `table` has one row per zone of `Ground.table` that intersects it: index zone id, columns `region`,
    `holder` and `area_km2` (of the intersection). `places` are those of `DrawnZone.places` with their
    holders.
    """

    drawn: DrawnZone
    ground: Ground
    table: pd.DataFrame
    places: HeldPlaces


def overlay_zone(world: World, drawn: DrawnZone, ground: Ground) -> ZoneOnGround:
    """Determine who holds which part of a drawn zone.

    The result has no range, because only whole zones are measured on the moved lines.
    """
    zones = ground.zones
    near = zones.index[zones.sindex.query(drawn.shape, predicate="intersects")]
    cut = shapely.intersection(zones.loc[near, "geometry"].to_numpy(), drawn.shape)
    areas = pd.Series(areas_km2(cut), index=near)
    table = ground.table.loc[near, ["region", "holder"]].assign(area_km2=areas)
    held = held_places(world, ground.control, ground.earlier)
    places = HeldPlaces(held.table.loc[drawn.places.index], held.held_before)
    return ZoneOnGround(drawn, ground, table[table["area_km2"] > 0].sort_index(), places)


def under(zone_on_ground: ZoneOnGround, scenario: Scenario) -> pd.DataFrame:
    """Compute the statuses of a drawn zone under a plan.

    Returns
    -------
    DataFrame
        One row per status and level, largest area first; columns `status`, `level` (empty unless
        recognised), `side`, `area_km2` and `people` (reference year). The areas sum to that of the
        zone's part in Ukraine, the people to all its residents.
    """
    keys = ["status", "level", "side"]
    levels = {number: rule.level.value if rule.level else "" for number, rule in enumerate(scenario.rules)}
    sums = []
    day = scenario.reference_date
    zones = with_before(zone_on_ground.table, zone_on_ground.ground.held_before, day)
    for table, measure in ((zones, "area_km2"), (zone_on_ground.places.seen_by(day), "population")):
        under_plan = assign(table, scenario)
        under_plan["level"] = under_plan["rule"].map(levels)
        sums.append(table[[measure]].join(under_plan).groupby(keys)[measure].sum())
    rows = pd.concat(sums, axis=1, keys=["area_km2", "people"]).fillna(0)
    rows["people"] = rows["people"].astype("int64")
    rows = rows.reset_index().sort_values(["area_km2", "people", "status"], ascending=[False, False, True])
    return rows[(rows["area_km2"] >= MIN_KM2) | (rows["people"] > 0)].reset_index(drop=True)


def under_all(zone_on_ground: ZoneOnGround, library: Library) -> pd.DataFrame:
    """Compute the statuses of a drawn zone under every plan.

    Returns
    -------
    DataFrame
        The rows of `under`, plan after plan in the order of the library; `scenario` (plan id) is the first
        column.
    """
    rows = [under(zone_on_ground, plan).assign(scenario=plan.id) for plan in library.plans.values()]
    table = pd.concat(rows, ignore_index=True)
    return table[["scenario", *[name for name in table.columns if name != "scenario"]]]


def overlay_km2(drawn: DrawnZone, overlay: OverlayGround) -> float:
    """Return the area of a drawn zone that lies in a plan's overlay, in square kilometres."""
    return float(np.sum(areas_km2(shapely.intersection(overlay.shapes, drawn.shape))))


def _ground(shape: BaseGeometry) -> BaseGeometry:
    """Return only the polygons of a shape; clipping leaves points and lines where borders touch."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
