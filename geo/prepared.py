"""Shapes that are asked many questions."""

from typing import Any, TypeVar, cast

import shapely

Shapes = TypeVar("Shapes")


def prepared(shapes: Shapes) -> Shapes:
    """Return copies of shapes that answer many questions (contains, intersects, covers) quickly.

    A prepared shape builds its indexes with the first question, and Python's lock is not held then: two
    threads that ask one at the same time can end the process. What is kept for several readers, such as
    regions or the ground that somebody held, is therefore never prepared itself; whoever asks much of it
    prepares a copy.

    Parameters
    ----------
    shapes
        A geometry, or an array of geometries.
    """
    copies: Any = shapely.from_wkb(shapely.to_wkb(cast(Any, shapes)))
    shapely.prepare(copies)
    return cast(Shapes, copies)
