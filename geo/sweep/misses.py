"""The days on which a statement about a plan does not hold, with their margins and records."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

Case = tuple[str, float]
"""A record and a margin in kilometres."""


@dataclass(frozen=True)
class Miss:
    """Days on which a statement does not hold, in the same way on each.

    Attributes
    ----------
    spans
        The first and the last day of each run of days that follow each other among those looked at.
    days
        Their number.
    fails
        The records and margins with which it is true nowhere in the range.
    open
        Those with which it is true in a part of the range.
    kept
        Those with which it holds on these days.
    """

    spans: tuple[tuple[date, date], ...]
    days: int
    fails: tuple[Case, ...]
    open: tuple[Case, ...]
    kept: tuple[Case, ...]


def misses_of(cases: pd.DataFrame, holds: np.ndarray, fails: np.ndarray) -> tuple[Miss, ...]:
    """Group the days on which a statement does not hold in every case.

    Parameters
    ----------
    cases
        One row per case; columns `on`, `margin_km` and `record`, in the order of days.
    holds, fails
        Of each case, whether the statement is true over its whole range, and nowhere in it.

    Returns
    -------
    tuple of Miss
        One for each set of margins and records, the one with the earliest day first.
    """
    missed = cases[~holds]["on"].unique()
    there = cases["on"].isin(missed).to_numpy()
    verdicts = np.select([holds, fails], [0, 1], 2)[there]
    pairs = list(zip(cases["record"][there], cases["margin_km"][there].astype(float), strict=True))
    by_day: dict[date, list[list[Case]]] = {}
    for day, pair, verdict in zip(cases["on"][there], pairs, verdicts, strict=True):
        by_day.setdefault(day, [[], [], []])[verdict].append(pair)
    alike: dict[tuple[tuple[Case, ...], ...], list[date]] = {}
    for day, found in by_day.items():
        alike.setdefault(tuple(tuple(sorted(part)) for part in found), []).append(day)
    place = {day: number for number, day in enumerate(cases["on"].unique())}
    return tuple(Miss(_spans(days, place), len(days), fails=falls, open=may, kept=kept)
                 for (kept, falls, may), days in alike.items())


def _spans(days: list[date], place: dict[date, int]) -> tuple[tuple[date, date], ...]:
    """Join days that follow each other; `place` numbers all days that were looked at."""
    spans = [(days[0], days[0])]
    for day in days[1:]:
        first, last = spans[-1]
        if place[day] == place[last] + 1:
            spans[-1] = first, day
        else:
            spans.append((day, day))
    return tuple(spans)
