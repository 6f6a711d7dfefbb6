"""What has changed since a picture or a file was made, by the data version or the day printed on it."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.corrections.log import Correction, CorrectionLog
from geo.errors import N_, CheckError


@dataclass(frozen=True)
class Since:
    """What has changed since a version of the data.

    Attributes
    ----------
    version
        The version asked about; '' if only a day was given.
    day
        The first day on which it was in use, or that of the last change by the day given.
    current
        Whether it is the version in use now.
    corrections
        Those that a picture of this version does not have, newest first; of the plan asked about, if any.
    moved
        Rows of `CorrectionLog.plans` for the plan asked about and these corrections; empty without a plan.
    """

    version: str
    day: date
    current: bool
    corrections: tuple[Correction, ...]
    moved: pd.DataFrame


def since_version(log: CorrectionLog, version: str, now: str, plan: str | None = None) -> Since:
    """Return what has changed since a version of the data.

    Parameters
    ----------
    log
        All corrections.
    version, now
        The data version printed on a picture, and the one in use.
    plan
        Only corrections of this plan's figures; None for all.

    Raises
    ------
    CheckError
        If no such version was ever in use.
    """
    order = {name: number for number, name in enumerate(log.versions.index)}
    if version not in order:
        raise CheckError(N_("There was no data version '{version}'; it has eight digits or letters from a to "
                            "f and stands at the foot of every picture and table."),
                         version=version[:8])
    later = tuple(item for item in log.corrections if order[item.since] > order[version])
    return _since(log, later, version, log.versions["since"][version], now, plan)


def since_day(log: CorrectionLog, day: date, now: str, plan: str | None = None) -> Since:
    """Return what has changed since the day that a picture gives as the last change of figures.

    `Since.day` is the last change that there was by that day, as no figure changed on others, or on those to
    come.

    Raises
    ------
    CheckError
        If the day is before the first figures.
    """
    first = min(item.on for item in log.corrections)
    if day < first:
        raise CheckError(N_("There were no figures on {day}; the first are of {first}."),
                         day=day, first=first)
    later = tuple(item for item in log.corrections if item.on > day)
    return _since(log, later, "", max(item.on for item in log.corrections if item.on <= day), now, plan)


def _since(log: CorrectionLog, later: tuple[Correction, ...], version: str, day: date, now: str,
           plan: str | None) -> Since:
    concerned = tuple(item for item in later if plan is None or item.concerns(plan))
    names = {item.id for item in concerned}
    moved = log.plans[(log.plans["plan"] == plan) & log.plans["changed"].isin(names)]
    return Since(version, day, version == now, concerned, moved.reset_index(drop=True))
