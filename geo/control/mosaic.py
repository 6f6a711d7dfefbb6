"""The ground of all settlements in pieces that never split, for one record or several of the same ground."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.slices import Slices, contested, reach_m, slices_of, uneven
from geo.prepared import prepared

CELL_MARGIN_M = 60_000  # metres of sea and neighbouring ground that the outer cells reach over


@dataclass(frozen=True)
class Mosaic:
    """Cells of settlements, and slices of those cells that the events of any record ever divide.

    Attributes
    ----------
    settlements
        Index `place`, with `x_m`, `y_m` (AREA_CRS); no two at the same spot.
    changes
        The events of each record drawn on this ground (`geo.schema.EVENTS`).
    nearest
        How many settlements decide on a slice; with 1, the nearest alone does.
    river
        Where a wide river parts the holders (`load_water`), AREA_CRS: settlements on the far bank say
        nothing about the near one, so that the nearest settlement alone decides on ground there.
    """

    settlements: pd.DataFrame
    changes: tuple[pd.DataFrame, ...]
    nearest: int
    river: BaseGeometry = field(default_factory=shapely.Polygon)

    @cached_property
    def cells(self) -> np.ndarray:
        """The Voronoi cell of each settlement, in their order: polygons of shape (n,), AREA_CRS."""
        return cells_of(self.settlements)

    @cached_property
    def spots(self) -> np.ndarray:
        """The positions of the settlements: shape (n, 2), metres in AREA_CRS."""
        return self.settlements[["x_m", "y_m"]].to_numpy(float)

    @cached_property
    def reach_m(self) -> np.ndarray:
        """How far at most all that decide on a settlement's cell are from it: metres, shape (n,)."""
        return reach_m(self.cells, self.spots, self.nearest)

    @cached_property
    def slices(self) -> Slices:
        """The slices of all cells on which settlements with different histories decide."""
        course = self._courses()
        which = contested(self.spots, self.reach_m, course)
        which = which[~shapely.contains_xy(prepared(self.river), self.spots[which])]
        return uneven(slices_of(self.cells, self.spots, which, self.nearest), course)

    def _courses(self) -> np.ndarray:
        """Number the histories: two settlements share a number if all their events agree; 0 has none."""
        events: dict[str, tuple[tuple[object, ...], ...]] = {}
        for number, table in enumerate(self.changes):
            for row in table.itertuples():
                events[row.place] = (*events.get(row.place, ()), (number, row.date, row.held_by))
        numbers = {each: number for number, each in enumerate(dict.fromkeys(events.values()), start=1)}
        course = pd.Series({place: numbers[each] for place, each in events.items()}, dtype=int)
        return course.reindex(self.settlements.index, fill_value=0).to_numpy()


def cells_of(places: pd.DataFrame) -> np.ndarray:
    """Give every place the ground that is nearer to it than to any other place.

    Parameters
    ----------
    places
        Rows with `x_m`, `y_m`; no two at the same spot.

    Returns
    -------
    ndarray
        One polygon per row, in the same order, AREA_CRS. Together they are a coverage.
    """
    points = shapely.points(places["x_m"], places["y_m"])
    frame = shapely.box(*shapely.total_bounds(points)).buffer(CELL_MARGIN_M)
    diagram = shapely.voronoi_polygons(
        shapely.multipoints(points), extend_to=frame, ordered=True
    )
    return shapely.get_parts(diagram)
