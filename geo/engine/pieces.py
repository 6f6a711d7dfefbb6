"""The ground in pieces that never split in any record, each measured, with its shape and its people."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.control.dates import days
from geo.control.record import Record
from geo.crs import STORE_CRS, to_degrees
from geo.engine.slivers import small_faces
from geo.measure import areas_km2
from geo.outcomes.courses import NEVER, Courses, courses
from geo.prepared import prepared
from geo.world import World
from geo.zones.faces import GRID_M

NOWHERE = ""
NO_SLIVER = 0


@dataclass(frozen=True)
class Pieces:
    """Ground and people by region and by who held them on every day of every record.

    Attributes
    ----------
    records
        Their courses, on the days that each knows.
    table
        One row per piece, those with ground first; columns `region` (the one that counts it), `whole` (the
        region that one holder held as a whole at some time, if the piece lies there, else ''), `sliver` (a
        number of its own for each face under a hectare that may stand alone, else NO_SLIVER), one column per
        record with the row of `Courses.russian_held`, named by its position, `area_km2` (geodesic) and
        `people` (reference year). Areas and people of a region's pieces sum to the region's.
    shapes
        The shapes of the pieces with ground, a coverage in STORE_CRS; index as `table`.
    touches
        What the slivers touch in their region: columns `piece`, `other` (positions in `table`) and
        `length_m`.
    """

    records: tuple[Courses, ...]
    table: pd.DataFrame
    shapes: gpd.GeoSeries
    touches: pd.DataFrame


def pieces_of(world: World, records: Sequence[Record]) -> Pieces:
    """Cut the regions along every border between settlements and slices of different course.

    Parameters
    ----------
    world
        Provides the regions and the places.
    records
        Drawn from the same mosaic (`on_shared_ground`). Days with a file of their own are no part of it.
    """
    known = tuple(courses(record, days(record.periods)) for record in records)
    names = [str(number) for number in range(len(records))]
    keys = ["region", "whole", "sliver", *names]
    ground, touches = _ground(world, records[0], known)
    people = people_by_course(world, records[0], known)
    both = pd.concat([ground.drop(columns="shape"), people])
    table = both.groupby(keys, as_index=False)[["area_km2", "people"]].sum()
    table["people"] = table["people"].astype("int64")
    found = table.merge(ground[[*keys, "shape"]], on=keys, how="left")
    found = found.sort_values("shape", key=lambda shapes: shapes.isna(), kind="stable", ignore_index=True)
    shapes = gpd.GeoSeries(found.pop("shape").dropna(), crs=STORE_CRS)
    place = pd.MultiIndex.from_frame(found[keys])
    for column in ("piece", "other"):
        touches[column] = place.get_indexer(pd.MultiIndex.from_frame(ground.loc[touches[column], keys]))
    return Pieces(known, found, shapes, touches)


def _ground(world: World, record: Record, known: Sequence[Courses]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the pieces with ground: keys, `shape` in STORE_CRS, `area_km2` and no people; and `touches`."""
    groups, joint = _groups(record, known)
    regions = world.regions_m.geometry.to_numpy()
    borders = shapely.boundary(np.concatenate([regions, groups, [record.nobodys]]))
    network = shapely.union_all(borders, grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize([network]))
    spots = shapely.point_on_surface(faces)
    face, region = world.regions_m.sindex.query(spots, predicate="within")
    faces, spots = faces[face], spots[face]
    course = np.zeros((len(faces), len(known)), dtype=int) + NEVER
    here, group = shapely.STRtree(prepared(groups)).query(spots, predicate="within")
    course[here] = joint[group]
    course[shapely.contains(prepared(record.nobodys), spots)] = NEVER
    names = [str(number) for number in range(len(known))]
    table = pd.DataFrame({"region": world.regions_m.index.to_numpy()[region], "whole": NOWHERE,
                          "sliver": NO_SLIVER, "people": 0, **dict(zip(names, course.T, strict=True))})
    wholes = table["region"].isin(set(record.whole["region"]))
    table.loc[wholes, "whole"] = table["region"]
    table.loc[table["region"].isin(_always_whole(record)), names] = NEVER
    keys = ["region", "whole", "sliver", *names]
    small, touches = small_faces(faces, region, table.groupby(keys).ngroup().to_numpy())
    table.loc[small, "sliver"] = np.arange(len(small)) + 1
    number = table.groupby(keys).ngroup().to_numpy()
    order = np.argsort(number, kind="stable")
    first = np.append(0, np.cumsum(np.bincount(number))[:-1])
    shapes = [shapely.coverage_union_all(part) for part in np.split(faces[order], first[1:])]
    in_degrees = to_degrees(np.array(shapes))
    rows = table.iloc[order[first]].reset_index(drop=True)
    touches = touches.assign(piece=number[touches["face"]], other=number[touches["other"]])
    touches = touches.groupby(["piece", "other"], as_index=False)["length_m"].sum()
    return rows.assign(shape=in_degrees, area_km2=areas_km2(in_degrees)), touches


def _groups(record: Record, known: Sequence[Courses]) -> tuple[np.ndarray, np.ndarray]:
    """Return what Russia ever held in any record: one shape per combination of courses, and its courses."""
    whole = np.ones(len(record.cells), dtype=bool)
    whole[record.slices.cell] = False
    course = np.stack([np.concatenate([np.where(whole, one.of_settlement, NEVER), one.of_slice])
                       for one in known], axis=1)
    ever = (course != NEVER).any(axis=1)
    shapes = np.concatenate([record.cells, record.slices.shape])[ever]
    joint, number = np.unique(course[ever], axis=0, return_inverse=True)
    number = number.reshape(-1)
    order = np.argsort(number, kind="stable")
    parts = np.split(shapes[order], np.cumsum(np.bincount(number))[:-1])
    return np.array([shapely.coverage_union_all(part) for part in parts]), joint


def _always_whole(record: Record) -> set[str]:
    """Return the regions that one holder held as a whole on every known day."""
    known = days(record.periods)
    return {row.region for row in record.whole.itertuples()
            if row.first <= known[0] and known[-1] <= row.last}


def people_by_course(world: World, record: Record, known: Sequence[Courses]) -> pd.DataFrame:
    """Return the people of every place; they count for the region of its own code wherever it lies.

    Returns
    -------
    DataFrame
        One row per place, in the order of `World.places`; columns `region`, `whole`, `sliver`, `area_km2`
        (none), `people`, and one with its course in each record, named by the record's number.
    """
    places = world.places
    course = {str(number): one.of_settlement[:len(places)] for number, one in enumerate(known)}
    table = pd.DataFrame({"region": places["region"].to_numpy(), "whole": NOWHERE, "sliver": NO_SLIVER,
                          "area_km2": 0.0, "people": places["population"].to_numpy(), **course})
    for region in record.whole["region"].unique():
        table.loc[shapely.contains(prepared(record.regions[region]), world.spots), "whole"] = region
    return table
