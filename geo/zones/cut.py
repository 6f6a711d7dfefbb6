"""Cutting the regions into zones with an overlay in which all borders are noded once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import STORE_CRS, to_degrees
from geo.measure import areas_km2
from geo.zones.faces import faces_of


@dataclass(frozen=True)
class Cut:
    """The `zones` (see `cut`), with the number and total area of the slivers merged into them."""

    zones: gpd.GeoDataFrame
    slivers: int
    slivers_km2: float


def cut(regions: gpd.GeoDataFrame, inside: Mapping[str, BaseGeometry]) -> Cut:
    """Cut every region along the border of each named shape.

    Parameters
    ----------
    regions
        One row per region, index `region`, AREA_CRS, a coverage.
    inside
        Shapes in AREA_CRS by name, for example `{"russia": held}`. They may extend beyond the regions.

    Returns
    -------
    Cut
        `zones` has one row per combination of region and shapes with any ground: columns `region`, one
        boolean column per shape, and `geometry` in STORE_CRS. The zones form a coverage: neighbours
        share their vertices, and together they cover the regions exactly. Slivers (see
        `Faces.without_slivers`) are merged into a neighbour, and counted.

    Raises
    ------
    CrsMismatch
        If the regions are not in AREA_CRS.
    """
    faces = faces_of(regions, list(inside.values()))
    if regions.empty:
        return Cut(gpd.GeoDataFrame(_nothing(inside), geometry=[], crs=STORE_CRS), 0, 0.0)
    within, slivers_km2 = faces.without_slivers(range(len(inside)))
    first, member = _zones(regions, faces.region, within)
    parts = np.split(faces.polygons[np.argsort(member, kind="stable")], np.cumsum(np.bincount(member))[:-1])
    merged = np.array([shapely.coverage_union_all(part) for part in parts])
    table = _keys(regions, faces.region[first], dict(zip(inside, within[first].T, strict=True)))
    return Cut(
        zones=gpd.GeoDataFrame(table, geometry=to_degrees(merged), crs=STORE_CRS),
        slivers=len(slivers_km2),
        slivers_km2=float(slivers_km2.sum()),
    )


def cut_each(
    regions: gpd.GeoDataFrame, variants: Sequence[Mapping[str, BaseGeometry]]
) -> list[pd.DataFrame]:
    """Measure the zones of several cuts of the same regions, whose borders are noded together.

    Parameters
    ----------
    regions
        As for `cut`.
    variants
        The shapes of each cut by name, in AREA_CRS. What is the same object in several of them is cut along
        and asked once.

    Returns
    -------
    list
        One table per variant, which is what `cut` gives for it with `area_km2` (geodesic) instead of
        `geometry`. Areas differ by less than a millimetre of border does, as vertices are snapped to others.

    Raises
    ------
    CrsMismatch
        If the regions are not in AREA_CRS.
    """
    shapes = {id(shape): shape for inside in variants for shape in inside.values()}
    position = {shape: number for number, shape in enumerate(shapes)}
    faces = faces_of(regions, list(shapes.values()))
    if regions.empty:
        return [_nothing(inside).assign(area_km2=0.0) for inside in variants]
    area_km2 = areas_km2(to_degrees(faces.polygons))
    tables = []
    for inside in variants:
        within, _ = faces.without_slivers([position[id(shape)] for shape in inside.values()])
        first, member = _zones(regions, faces.region, within)
        table = _keys(regions, faces.region[first], dict(zip(inside, within[first].T, strict=True)))
        tables.append(table.assign(area_km2=np.bincount(member, area_km2, len(first))))
    return tables


def cut_ends(
    regions: gpd.GeoDataFrame, variants: Sequence[Mapping[str, BaseGeometry]]
) -> list[pd.DataFrame]:
    """Measure the zones on the ends of a margin: `cut_each` two by two.

    So the two ends of an observer are noded together, and no figure of one observer depends on the other.

    Parameters
    ----------
    regions, variants
        As for `cut_each`; the two ends of an observer follow each other.

    Returns
    -------
    list
        One table per variant, as from `cut_each`.
    """
    return [table for first in range(0, len(variants), 2)
            for table in cut_each(regions, variants[first:first + 2])]


def _zones(
    regions: gpd.GeoDataFrame, region: np.ndarray, within: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Number the zones in the order of their regions' names, then of the shapes.

    Returns the first face of each zone, and the zone of each face.
    """
    zone = np.argsort(np.argsort(regions.index.to_numpy(), kind="stable"))[region]
    for column in within.T:
        zone = zone * 2 + column
    _, first, member = np.unique(zone, return_index=True, return_inverse=True)
    return first, member


def _keys(regions: gpd.GeoDataFrame, region: np.ndarray, inside: Mapping[str, np.ndarray]) -> pd.DataFrame:
    return pd.DataFrame({"region": regions.index.to_numpy()[region], **inside})


def _nothing(names: Iterable[str]) -> pd.DataFrame:
    return pd.DataFrame({"region": pd.Series(dtype=str), **{name: pd.Series(dtype=bool) for name in names}})
