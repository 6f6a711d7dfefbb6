"""On which piece each settlement stands, so that its holder on any day is that of the piece."""

import numpy as np
import pandas as pd
import shapely

from geo.crs import STORE_CRS
from geo.engine.pieces import Pieces, people_by_course
from geo.world import World

OUTSIDE = -1
"""Stands for a spot on no piece."""


def piece_of_places(world: World, pieces: Pieces) -> np.ndarray:
    """Return the piece that counts the people of each place.

    It has the place's region and course, whichever face the place lies in, so that its holder on each day is
    that of `held_places`.

    Returns
    -------
    ndarray
        Positions in `pieces.table`, shape (n), in the order of `World.places`.
    """
    keys = ["region", "whole", "sliver", *(str(number) for number in range(len(pieces.records)))]
    people = people_by_course(world, world.record, pieces.records)
    known = pd.MultiIndex.from_frame(pieces.table[keys])
    return np.asarray(known.get_indexer(pd.MultiIndex.from_frame(people[keys])))


def piece_at(pieces: Pieces, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Return the piece of ground at each spot.

    Parameters
    ----------
    pieces
        Their shapes are in STORE_CRS.
    lon, lat
        Degrees, shape (n).

    Returns
    -------
    ndarray
        Positions in `pieces.table`, shape (n); OUTSIDE where there is none.
    """
    if pieces.shapes.crs != STORE_CRS:
        raise ValueError("the shapes are in another system than the spots")
    spots = np.asarray(shapely.points(lon, lat))
    shape, spot = shapely.STRtree(spots).query(pieces.shapes.to_numpy(), predicate="covers")
    found = np.full(len(lon), OUTSIDE)
    found[spot] = pieces.shapes.index.to_numpy()[shape]
    return found
