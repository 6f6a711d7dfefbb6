"""The outlines of the 27 regions, as a coverage: drawn, mended, divided and turned into degrees."""

from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.measure import areas_km2
from tools.data.drawing import drawn_regions
from tools.data.mercator import to_degrees, to_pixels
from tools.data.sevastopol import city_px
from tools.data.shores import SHORES, with_shore

CRIMEA, SEVASTOPOL, KHERSON = "UA-43", "UA-40", "UA-65"
GRID_PX = 0.01  # what the drawing is rounded to: about 11 m
MIN_KM2 = 0.1  # smaller islands, exclaves and ponds are specks
DECIMALS = 5  # a metre


def outlines(folder: Path, facts: Path) -> pd.Series:
    """Make the outlines from the unpacked packages and the tables of settlements.

    Returns
    -------
    Series of geometry
        By ISO 3166-2 code, in degrees; a coverage, whose only hole is the Syvash.

    Raises
    ------
    SystemExit
        If they are no coverage.
    """
    drawn = pd.Series(drawn_regions(folder))
    for shore in SHORES:
        region = with_shore(shapely.transform(drawn[shore.region], to_degrees), shore, folder)
        drawn[shore.region] = shapely.transform(region, to_pixels)
    peninsula = shapely.union(drawn.pop(CRIMEA), drawn.pop(SEVASTOPOL))
    city = city_px(facts)
    faces = noded([*drawn, peninsula, city])
    spots = shapely.point_on_surface(faces)
    owner = np.full(len(faces), "", dtype=object)
    # Whoever comes later takes precedence: Kherson's new shore gives way to its drawn neighbours.
    for name in [KHERSON, *drawn.index.drop(KHERSON)]:
        owner[shapely.intersects(drawn[name], spots)] = name
    free = shapely.intersects(peninsula, spots) & (owner == "")
    owner[free] = np.where(shapely.intersects(city, spots[free]), SEVASTOPOL, CRIMEA)
    table = without_specks(pd.Series(faces), pd.Series(owner)).map(in_degrees)
    if not shapely.coverage_is_valid(table.to_numpy()):
        raise SystemExit("the outlines are no coverage")
    return table.sort_index()


def in_degrees(outline: BaseGeometry) -> BaseGeometry:
    """Turn an outline from pixels into degrees; RFC 7946 wants outer rings to run counter-clockwise."""
    return shapely.orient_polygons(shapely.transform(outline, lambda xy: to_degrees(xy).round(DECIMALS)))


def noded(shapes: list[BaseGeometry]) -> np.ndarray:
    """Cut shapes along all of their borders.

    Returns
    -------
    ndarray
        The faces of the network, polygons in pixels; neighbours share their vertices.
    """
    borders = [shapely.boundary(item) for item in shapes]
    network = shapely.union_all(borders, grid_size=GRID_PX)
    return np.asarray(shapely.get_parts(shapely.polygonize([network])))


def without_specks(faces: pd.Series, owner: pd.Series) -> pd.Series:
    """Put faces together by owner; a speck goes to the region around it, or to the sea.

    A face without an owner is water: it is filled if it is a speck, and stays open otherwise.

    Parameters
    ----------
    faces
        From `noded`, index 0, 1, ...
    owner
        The region of each face, or '', with the same index.

    Returns
    -------
    Series
        One shape per region in pixels, index `owner`.
    """
    parts = pd.DataFrame({"shape": faces[owner != ""], "owner": owner[owner != ""]})
    parts = pd.DataFrame([
        {"shape": part, "owner": name}
        for name, group in parts.groupby("owner")["shape"]
        for part in shapely.get_parts(shapely.coverage_union_all(group.to_numpy()))
    ])
    water = [{"shape": face, "owner": ""} for face in faces[owner == ""]]
    parts = pd.concat([parts, pd.DataFrame(water)], ignore_index=True)
    km2 = areas_km2([shapely.transform(part, to_degrees) for part in parts["shape"]])
    specks = parts[km2 < MIN_KM2].index
    parts.loc[(parts["owner"] == "") & (km2 >= MIN_KM2), "shape"] = None
    for speck in specks:
        others = parts.drop(specks).dropna(subset=["shape"])
        shared = shapely.length(shapely.intersection(others["shape"].to_numpy(), parts.at[speck, "shape"]))
        parts.at[speck, "owner"] = others["owner"].iloc[int(shared.argmax())] if shared.max() > 0 else ""
    kept = parts[parts["owner"] != ""]
    return kept.groupby("owner")["shape"].agg(lambda some: shapely.coverage_union_all(some.to_numpy()))
