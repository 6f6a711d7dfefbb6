"""What the map shows around the regions: land, lakes and neighbours; and where the line follows water."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from tools.data.surroundings import FRAME, NATURAL_EARTH, NEIGHBOURS, surroundings
from tools.data.writing import feature, write_geojson

AREA_CRS = "+proj=laea +lat_0=48.5 +lon_0=34 +datum=WGS84 +units=m +no_defs"
DRAW_DECIMALS = 4  # about 8 m, finer than a screen pixel at the closest zoom
DRAW_TOLERANCE_DEG = 0.002
EUROPE = shapely.box(-26, 33, 62, 72)  # degrees: what the locator of a plate may show
LOCATOR_TOLERANCE_DEG = 0.06
LOCATOR_MIN_DEG2 = 0.02  # smaller islands are specks at that size
LOCATOR_DECIMALS = 2
RESERVOIR_MARGIN_KM = 3
WATER_MARGIN_KM = 2
WATER_NAME = "Kherson and Mykolaiv regions: the Dnipro, its delta and estuary, and the isthmus"
WATER_REGIONS = ("UA-65", "UA-48")  # here the line of contact has followed the Dnipro since Nov 2022


def drawn(geometry: Any) -> Any:
    """Clip to the map's frame, thin out for drawing, and keep what is still an area."""
    clipped = shapely.intersection(geometry, FRAME)
    simple = shapely.simplify(clipped, DRAW_TOLERANCE_DEG)
    parts = [part for part in shapely.get_parts(simple) if part.geom_type == "Polygon"]
    return shapely.orient_polygons(shapely.multipolygons(parts))


def write_basemap(folder: Path, table: gpd.GeoDataFrame, path: Path) -> None:
    """Write land, lakes and neighbours (degrees); they meet the outlines of the regions.

    Parameters
    ----------
    folder
        Where the packages are unpacked.
    table
        From `tools.data.regions.regions`.
    path
        The file, which is replaced.
    """
    around = surroundings(folder, table.geometry.union_all())
    features = [feature(shapely.orient_polygons(shapely.coverage_union_all(around.to_numpy())), kind="land")]
    lakes = gpd.read_file(folder / NATURAL_EARTH / "physical" / "ne_10m_lakes.shp", bbox=FRAME.bounds)
    water = lakes.geometry[lakes.geometry.intersects(FRAME)].union_all()
    features.append(feature(drawn(water), kind="lake"))
    features += [feature(shapely.orient_polygons(around[name]), kind="country", name=name)
                 for name in NEIGHBOURS]
    write_geojson(path, features, DRAW_DECIMALS)


def write_locator(folder: Path, table: gpd.GeoDataFrame, path: Path) -> None:
    """Write the land of Europe (degrees), coarsely and without any border, for the small map that says where.

    Parameters are as for `write_basemap`.
    """
    shapes = folder / NATURAL_EARTH / "physical"
    coarse = gpd.read_file(shapes / "ne_50m_land.shp", bbox=EUROPE.bounds).geometry
    land = shapely.union_all([*coarse, *table.geometry])
    simple = shapely.simplify(shapely.intersection(land, EUROPE), LOCATOR_TOLERANCE_DEG)
    rounded = shapely.get_parts(shapely.set_precision(simple, 10.0**-LOCATOR_DECIMALS))
    parts = [shapely.Polygon(part.exterior, [ring for ring in part.interiors if is_seen(ring)])
             for part in rounded if is_seen(part.exterior)]
    shape_ = shapely.orient_polygons(shapely.multipolygons(parts))
    write_geojson(path, [feature(shape_, kind="land")], LOCATOR_DECIMALS)


def is_seen(ring: Any) -> bool:
    """Whether an island or a lagoon is more than a speck on the locator."""
    return bool(shapely.Polygon(ring).area > LOCATOR_MIN_DEG2)


def write_water_line(folder: Path, table: gpd.GeoDataFrame, path: Path) -> None:
    """Write where the line of contact follows water (degrees), so that no margin puts it in doubt.

    Parameters are as for `write_basemap`.
    """
    lakes = gpd.read_file(folder / NATURAL_EARTH / "physical" / "ne_10m_lakes.shp")
    reservoir = lakes[lakes.name == "Kakhovka Reservoir"].to_crs(AREA_CRS).geometry
    shore = reservoir.buffer(RESERVOIR_MARGIN_KM * 1000).to_crs(4326).iloc[0]
    wet = table.set_index("region").geometry[list(WATER_REGIONS)].to_crs(AREA_CRS)
    wet = wet.buffer(WATER_MARGIN_KM * 1000).to_crs(4326).union_all()
    features = [
        feature(drawn(wet), name=WATER_NAME),
        feature(drawn(shore), name=f"former Kakhovka Reservoir, within {RESERVOIR_MARGIN_KM} km"),
    ]
    write_geojson(path, features, DRAW_DECIMALS)
