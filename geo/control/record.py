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
from geo.control.mosaic import Mosaic
from geo.control.origin import Origin
from geo.control.slices import NEAREST, Slices
from geo.schema import EventSource
from geo.status import Holder


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
    `x_m`, `y_m` (AREA_CRS). `regions` are the outlines by id, AREA_CRS. `changes` has the events
    (`geo.control.events.load_changes`), `whole` the regions that one holder held as a whole, and when
    (`load_whole`). A line drawn from the record credits `origins` by what its day is read off, `origin` where
    nothing stands there.
    """

    settlements: pd.DataFrame
    regions: dict[str, BaseGeometry]
    changes: pd.DataFrame
    whole: pd.DataFrame
    periods: tuple[Period, ...]
    origin: Origin
    origins: Mapping[EventSource, Origin] = field(default_factory=dict)
    nobodys: BaseGeometry = field(default_factory=shapely.Polygon)
    """What nobody holds (`load_nobodys`), counted on Ukraine's side on every day; AREA_CRS."""
    nearest: int = NEAREST
    """How many settlements decide on a slice of ground; with 1, the nearest alone does."""
    river: BaseGeometry = field(default_factory=shapely.Polygon)
    """Where a wide river parts the holders; see `Mosaic.river`."""
    shared: Mosaic | None = None
    """Pieces made for this and other records; not used once `changes` is another table."""

    def origin_on(self, day: date) -> Origin:
        """What the line of a recorded day is credited to, with what a reader should know of that day."""
        period = period_of(day, self.periods)
        if period is None:
            return self.origin
        return replace(self.origins.get(period.source, self.origin), note=period.note)

    @cached_property
    def mosaic(self) -> Mosaic:
        """The pieces that the ground is drawn from: shared, if they are made for these events, or its own."""
        if self.shared is not None and any(self.changes is table for table in self.shared.changes):
            return self.shared
        return Mosaic(self.settlements, (self.changes,), self.nearest, self.river)

    @property
    def cells(self) -> np.ndarray:
        """See `Mosaic.cells`."""
        return self.mosaic.cells

    @property
    def spots(self) -> np.ndarray:
        """See `Mosaic.spots`."""
        return self.mosaic.spots

    @property
    def slices(self) -> Slices:
        """See `Mosaic.slices`."""
        return self.mosaic.slices

    @cached_property
    def events(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The events of these settlements, in order: three arrays of shape (n,).

        The position of the settlement, the day, and whether it is to Russia.
        """
        settlement = self.settlements.index.get_indexer(self.changes["place"])
        known = settlement >= 0
        return (settlement[known], self.changes["date"].to_numpy("datetime64[D]")[known],
                (self.changes["held_by"] == Holder.RUSSIA).to_numpy()[known])


def russian_held(record: Record, on: date) -> np.ndarray:
    """Replay the events to the end of a day.

    Returns
    -------
    ndarray
        Boolean, shape (n,), true where Russia holds a settlement of the record, in their order.
    """
    settlement, day, to_russia = record.events
    past = day <= np.datetime64(on)
    held = np.zeros(len(record.settlements), bool)
    held[settlement[past]] = to_russia[past]  # of several for one settlement, the last counts
    return held


def holders(record: Record, on: date) -> pd.Series:
    """Replay the events to the end of a day.

    Returns
    -------
    Series
        Index `place`, the settlements of the record in their order; values of Holder ('ukraine' or 'russia').
        A settlement without an event until then is held by Ukraine.
    """
    held = np.where(russian_held(record, on), Holder.RUSSIA.value, Holder.UKRAINE.value)
    return pd.Series(held, index=record.settlements.index, name="held_by", dtype="str")


def held_ground(record: Record, russian: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The whole cells, and the slices of others, that Russia holds where it holds these settlements.

    Parameters
    ----------
    record
        Any.
    russian
        Boolean, shape (n,): true where Russia holds a settlement, in their order.

    Returns
    -------
    tuple
        Two arrays of polygons in AREA_CRS, which together are a coverage.
    """
    slices = record.slices
    held = slices.russian_held(russian)
    whole = russian.copy()
    # A cell with all its slices is the cell, and sooner put together with others.
    whole[slices.cell] = True
    whole[slices.cell[~held]] = False
    return record.cells[whole], slices.shape[held & ~whole[slices.cell]]


def control_on(record: Record, on: date) -> Control:
    """Draw who holds what at the end of a day.

    Raises
    ------
    DateError
        If nothing is known about that day.
    """
    known_day(on, record.periods)
    shapes = np.concatenate(held_ground(record, russian_held(record, on)))
    held = shapely.coverage_union_all(shapes).difference(record.nobodys)
    for row in record.whole.itertuples():
        if row.first <= on <= row.last:
            ground = record.regions[row.region]
            held = held.union(ground) if row.held_by == Holder.RUSSIA else held.difference(ground)
    return Control(on=on, held=held, origin=record.origin_on(on))
