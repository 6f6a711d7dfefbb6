"""The zones of a ground as single polygons, with what each borders: a graph that every plan shares."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.control.record import Control
from geo.crs import STORE_CRS
from geo.measure import areas_km2
from geo.outcomes.settlements import held_places
from geo.world import World
from geo.zones.coast import outer_lengths
from geo.zones.edges import OUTSIDE, edges_of
from geo.zones.ground import SECOND, Ground


@dataclass(frozen=True)
class Cells:
    """A ground in single polygons.

    `table` has one row per cell, index 0, 1, ...; columns `zone` (index of `Ground.table`), `area_km2` and
    `people`. `shapes` are their polygons (STORE_CRS) in this order. A zone that consists only of places
    without ground is a cell of no area, with an empty polygon. `inner` has the borders of two cells: columns
    `left`, `right` (cells) and `length_km`. `outer` has the rest: columns `cell`, `neighbour` (ISO 3166-1
    code, or COAST) and `length_km`. `places` is the cell of each place, index `place`. A place that lies
    beside the ground of its region and holder counts for the nearest cell of its zone.
    """

    ground: Ground
    table: pd.DataFrame
    shapes: np.ndarray
    inner: pd.DataFrame
    outer: pd.DataFrame
    places: pd.Series


def cells_of(world: World, ground: Ground) -> Cells:
    """Split the zones of a ground into cells, and measure what they border.

    The areas of a zone's cells sum to the zone's on the line as drawn, and their people to its people. The
    lengths of `outer` sum to the length of the country's outline; lengths are geodesic.
    """
    shapes, zone = shapely.get_parts(ground.zones.geometry.to_numpy(), return_index=True)
    zones = ground.zones.index.to_numpy()[zone]
    of_places = _zones_of_places(world, ground)
    # Zones that only a moved line has are no ground, and have no places.
    bare = ground.table.index.difference(ground.zones.index).intersection(of_places.unique()).to_numpy()
    shapes = np.concatenate([shapes, np.full(len(bare), shapely.Polygon(), dtype=object)])
    table = pd.DataFrame({"zone": np.concatenate([zones, bare]), "area_km2": areas_km2(shapes)})
    places = _cells_of_places(table["zone"], shapes, of_places, world)
    people = world.places["population"].groupby(places).sum()
    table["people"] = people.reindex(table.index, fill_value=0).astype("int64")
    edges = edges_of(gpd.GeoDataFrame(geometry=shapes[:len(zones)], crs=STORE_CRS))
    inside = edges["right"] != OUTSIDE
    inner = pd.DataFrame(edges.loc[inside, ["left", "right", "length_km"]]).reset_index(drop=True)
    outer = outer_lengths(edges, world.neighbours).rename(columns={"left": "cell"})
    return Cells(ground, table, shapes, inner.astype({"left": int, "right": int}),
                 outer.astype({"cell": int}), places)


def _zones_of_places(world: World, ground: Ground) -> pd.Series:
    """Return the zone of each place: that of its region, and of its holders on all lines of the ground."""
    second: Mapping[str, Control] = {} if ground.second is None else {SECOND: ground.second}
    held = held_places(world, ground.control, ground.earlier)
    keys = {"region": held.table["region"], "holder": held.table["holder"]}
    keys |= {name: held_places(world, line, {}).table["holder"] for name, line in second.items()}
    of_zones = {name: ground.table[name] for name in keys}
    keys |= {str(day): holders for day, holders in held.held_before.items()}
    of_zones |= {str(day): holders for day, holders in ground.held_before.items()}
    joined = {name: _joined(columns) for name, columns in (("places", keys), ("zones", of_zones))}
    zone = pd.Series(joined["zones"].index, joined["zones"].to_numpy())
    return joined["places"].map(zone)


def _joined(columns: Mapping[str, pd.Series]) -> pd.Series:
    first, *more = columns.values()
    return first.str.cat(more, sep=".") if more else first


def _cells_of_places(zones: pd.Series, shapes: np.ndarray, of_places: pd.Series, world: World) -> pd.Series:
    """Return the cell of each place: of the cells of its zone, the one around it or else the nearest."""
    spots = shapely.points(world.places["lon"], world.places["lat"])
    found = np.full(len(spots), -1)
    cell, place = shapely.STRtree(spots).query(shapes, predicate="intersects")
    same = zones.to_numpy()[cell] == of_places.to_numpy()[place]
    found[place[same]] = cell[same]
    left = np.flatnonzero(found < 0)
    for zone, places in pd.Series(left).groupby(of_places.to_numpy()[left]):
        cells = zones.index[zones == zone].to_numpy()
        some = places.to_numpy()
        away = shapely.distance(spots[some][:, None], shapes[cells][None, :])
        # A cell without ground has no distance.
        found[some] = cells[np.nan_to_num(away, nan=np.inf).argmin(axis=1)]
    return pd.Series(found, world.places.index, name="cell")
