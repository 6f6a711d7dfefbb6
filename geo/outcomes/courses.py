"""Who held what over time, as courses: whatever has the same holder on every day shares one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from geo.control.record import Record
from geo.control.slices import Slices, decided

NEVER = 0
"""The course of what Russia never held by the record's events."""


@dataclass(frozen=True)
class Courses:
    """The courses of settlements and slices of a record over some days.

    `russian_held` has one row per course and one column per day of `days`, the first row for NEVER.
    `of_settlement` (m) and `of_slice` (n) are rows of it, in the order of `Record.settlements` and
    `Mosaic.slices`.
    """

    days: tuple[date, ...]
    russian_held: np.ndarray
    of_settlement: np.ndarray
    of_slice: np.ndarray


@dataclass(frozen=True)
class Turns:
    """The days, as positions, on which each of many things changes hands, beginning with Ukraine's.

    `day` lists them thing after thing, in order; those of thing i begin at `start[i]` and end at
    `start[i + 1]`: `start` is one longer than there are things. Every second one is to Russia, the first
    among them.
    """

    start: np.ndarray
    day: np.ndarray


def courses(record: Record, known: Sequence[date]) -> Courses:
    """Replay the events once for settlements, and from these for slices; `known` are days in order."""
    held = settlements_held(record, known)
    row, day = np.nonzero(np.diff(held, axis=1, prepend=False))
    settlements = _turns(row, day, len(held))
    slices = slice_turns(record.slices, settlements, len(known))
    numbers: dict[bytes, int] = {b"": NEVER}
    rows = [_numbered(turns, numbers) for turns in (settlements, slices)]
    turned = np.zeros((len(numbers), len(known)), dtype=bool)
    for days, number in numbers.items():
        turned[number, np.frombuffer(days, dtype=np.int64)] = True
    return Courses(tuple(known), np.logical_xor.accumulate(turned, axis=1), *rows)


def settlements_held(record: Record, known: Sequence[date]) -> np.ndarray:
    """Replay the events of a record over some days.

    Returns
    -------
    ndarray
        Boolean, one row per settlement of the record, one column per day of `known`: true where Russia held
        it at the end of the day.
    """
    held = np.zeros((len(record.settlements), len(known)), dtype=bool)
    settlement, day, to_russia = record.events
    first = np.searchsorted(np.array(known, "datetime64[D]"), day)
    for place, start, russian in zip(settlement, first, to_russia, strict=True):
        held[place, start:] = russian
    return held


def slice_turns(slices: Slices, settlements: Turns, days: int) -> Turns:
    """When slices change hands: the weights of their settlements are added up from turn to turn.

    Parameters
    ----------
    slices
        Of the record.
    settlements
        Turns of its settlements.
    days
        How many days there are.
    """
    count, (slices_there, near_there) = np.diff(settlements.start), slices.near.shape
    many = count[slices.near].ravel()
    first = np.repeat(settlements.start[slices.near].ravel(), many)
    nth = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many)
    row = np.repeat(np.repeat(np.arange(slices_there), near_there), many)
    weight = np.repeat(slices.weight.ravel(), many) * np.where(nth % 2 == 0, 1, -1)
    order = np.argsort(row * days + settlements.day[first + nth], kind="stable")
    row, weight, day = row[order], weight[order], settlements.day[first + nth][order]
    total = np.cumsum(weight)
    begins = np.searchsorted(row, row)
    total -= (total - weight)[begins]
    last = np.append((row[1:] != row[:-1]) | (day[1:] != day[:-1]), True)[:len(row)]
    row, day, total = row[last], day[last], total[last]
    held = decided(total, slices.weight.sum(axis=1)[row])
    before = np.zeros(len(held), dtype=bool)
    before[1:] = held[:-1] & (row[1:] == row[:-1])
    return _turns(row[held != before], day[held != before], slices_there)


def _turns(row: np.ndarray, day: np.ndarray, things: int) -> Turns:
    return Turns(np.append(0, np.cumsum(np.bincount(row, minlength=things))), day.astype(np.int64))


def _numbered(turns: Turns, numbers: dict[bytes, int]) -> np.ndarray:
    """The number of each thing's course; a new one where it has none yet."""
    days = [turns.day[start:end].tobytes() for start, end in pairwise(turns.start)]
    return np.array([numbers.setdefault(each, len(numbers)) for each in days], dtype=int)
