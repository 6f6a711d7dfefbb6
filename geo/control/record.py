"""Who holds what on a date: dated events replayed over settlements, then drawn as ground."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.dates import Period, known_day, period_of
from geo.control.origin import Origin
from geo.schema import EventSource
from geo.status import Holder

CELL_MARGIN_M = 60_000  # metres of sea and neighbouring ground that the outer cells reach over


@dataclass(frozen=True)
class Control:
    """The ground of one holder on one date; all other ground is the other holder's.

    `held` is what Russia holds, as (multi)polygon in AREA_CRS. It may reach over the coast and
    the border, so that a place on a quay lies inside; zones are clipped to the regions.
    """

    on: date
    held: BaseGeometry
    origin: Origin
    reassigned_km2: float = 0.0
    """Area of the source's outer strips that were counted as a mismatch of borders."""


@dataclass(frozen=True)
class Record:
    """Everything known about control, ready to be replayed to any known day.

    `settlements` are all places, in their order, and behind them the control points: index `place`, with
    `x_m`, `y_m` (AREA_CRS). `whole` lists regions that one holder held as a whole, and when. A line drawn
    from the record credits `origins` by what its day is read off, `origin` where nothing stands there.
    """

    settlements: pd.DataFrame
    regions: dict[str, BaseGeometry]
    changes: pd.DataFrame
    whole: pd.DataFrame
    periods: tuple[Period, ...]
    origin: Origin
    origins: Mapping[EventSource, Origin] = field(default_factory=dict)

    def origin_on(self, day: date) -> Origin:
        """What the line of a recorded day is credited to, with what a reader should know of that day."""
        period = period_of(day, self.periods)
        if period is None:
            return self.origin
        return replace(self.origins.get(period.source, self.origin), note=period.note)

    @cached_property
    def cells(self) -> np.ndarray:
        """The Voronoi cell of each settlement, in their order, AREA_CRS; drawn when first asked for."""
        return cells_of(self.settlements)


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


def holders(record: Record, on: date) -> pd.Series:
    """Replay the events to the end of a day: index `place`, values 'ukraine' or 'russia'."""
    past = record.changes[record.changes["date"] <= on]
    latest = past.drop_duplicates("place", keep="last").set_index("place")["held_by"]
    return latest.reindex(record.settlements.index).fillna(Holder.UKRAINE.value)


def control_on(record: Record, on: date) -> Control:
    """Draw who holds what at the end of a day.

    Raises
    ------
    DateError
        If nothing is known about that day.
    """
    known_day(on, record.periods)
    russian_held = (holders(record, on) == Holder.RUSSIA).to_numpy()
    held = shapely.coverage_union_all(record.cells[russian_held])
    for row in record.whole.itertuples():
        if row.first <= on <= row.last:
            ground = record.regions[row.region]
            whole = row.held_by == Holder.RUSSIA
            held = held.union(ground) if whole else held.difference(ground)
    return Control(on=on, held=held, origin=record.origin_on(on))
