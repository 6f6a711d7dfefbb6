"""Faces under a hectare, which a survey merges into a neighbour on days on which they stand alone."""

import numpy as np
import pandas as pd
import shapely

from geo.zones.faces import SLIVER_KM2


def small_faces(faces: np.ndarray, region: np.ndarray, piece: np.ndarray) -> tuple[np.ndarray, pd.DataFrame]:
    """Find the faces that may be slivers on some day, and what they touch.

    Parameters
    ----------
    faces
        Polygons of a noded coverage, AREA_CRS.
    region, piece
        The region of each face, and a number for each combination of region and courses.

    Returns
    -------
    tuple
        The positions of faces smaller than SLIVER_KM2 that touch others of their region, none of the same
        piece; and one row per such face and other face that it touches: columns `face`, `other` (positions)
        and `length_m`, the length of their shared border.
    """
    small = np.flatnonzero(shapely.area(faces) / 1e6 < SLIVER_KM2)
    row, other = shapely.STRtree(faces).query(faces[small], predicate="intersects")
    face = small[row]
    near = (face != other) & (region[face] == region[other])
    face, other = face[near], other[near]
    length_m = shapely.length(shapely.intersection(faces[face], faces[other]))
    touches = pd.DataFrame({"face": face, "other": other, "length_m": length_m})[length_m > 0]
    joined = touches["face"][piece[touches["face"]] == piece[touches["other"]]]
    touches = touches[~touches["face"].isin(set(joined))].reset_index(drop=True)
    return np.unique(touches["face"].to_numpy(int)), touches
