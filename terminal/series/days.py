"""The days of a series, which are surveyed one after another."""

import argparse
from dataclasses import replace
from datetime import date

from geo.cache import Step, remembering
from geo.case import LIVEUAMAP
from geo.control.dates import days, read_day
from geo.control.second import SECOND
from geo.workspace import Workspace
from geo.world import World
from terminal.workspace import opened


def day_by_day(arguments: argparse.Namespace) -> Workspace:
    """Return a workspace that forgets the ground of a day; that of many days would not fit into memory."""
    return replace(opened(arguments), cache=remembering({Step.CONTROL}))


def days_asked(arguments: argparse.Namespace, world: World) -> tuple[list[date], date, date]:
    """Return the days that the record knows, and the first and the last of those that are asked for.

    Raises
    ------
    DateError
        If one of them is no day that the record knows.
    """
    second = world.second_record if arguments.record == LIVEUAMAP else None
    periods, *whose = (world.periods,) if second is None else (second.periods, SECOND)
    known = days(periods)
    first = known[0] if arguments.first is None else read_day(arguments.first, periods, *whose)
    last = known[-1] if arguments.last is None else read_day(arguments.last, periods, *whose)
    return known, first, last
