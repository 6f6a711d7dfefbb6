"""The toy world as a sweep loads it in processes of its own, and the plans that it is asked about."""

import os
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from geo.cache import remembering
from geo.control.dates import Period
from geo.control.origin import Origin, OriginKind
from geo.plans.library import Library
from geo.plans.scenario import Scenario
from geo.schema import EventSource
from geo.sweep.question import Question, question
from geo.workspace import Workspace
from geo.world import World
from tests.support.worlds import toy

FIRST = toy.DAY_BEFORE
LAST = FIRST + timedelta(days=5)
DAYS = [FIRST + timedelta(days=n) for n in range(6)]

ENDS = "ATLAS_TEST_WORKER_ENDS"
"""Names a file that is not there yet: the first process that would make it ends instead of answering."""

WAITERS = "ATLAS_TEST_WAITERS"
"""Names a folder in which every process that waits puts a file called as itself."""


def world() -> World:
    """Russia takes e on the second day and d on the fourth; a second observer has d a day later."""
    made = toy.make_world()
    changes = pd.DataFrame({"date": [toy.DAY, DAYS[3]], "place": ["e", "d"], "held_by": "russia",
                            "source": "D"})
    record = replace(made.record, changes=changes, periods=(Period(FIRST, LAST),))
    later = changes.assign(date=[toy.DAY, DAYS[4]])
    known = Period(FIRST + timedelta(days=1), LAST, EventSource.LIVEUAMAP)
    second = replace(record, changes=later, periods=(known,),
                     origin=Origin(OriginKind.SECOND_RECORD, "toy observer", "facts"))
    return replace(made, record=record, second_record=second)


def plans() -> list[Scenario]:
    """A freeze; a plan by which Ukraine leaves SE, several regions named; one with a reference date."""
    leaves = toy.plan({"regions": [toy.SE, toy.NE], "holder": "ukraine", "status": "handed_over"},
                      {"holder": "russia", "status": "frozen"}, {"status": "ukrainian"}, id="leave")
    back = toy.plan({"holder": "russia", "before": "ukraine", "status": "returned"},
                    {"holder": "russia", "status": "frozen"}, {"status": "ukrainian"}, id="back",
                    reference_date=toy.DAY)
    return [toy.identity(), leaves, back]


def open_toy() -> Workspace:
    """Open the toy world; what a worker calls."""
    return Workspace(world(), Library({plan.id: plan for plan in plans()}), remembering())


def open_and_end_once() -> Workspace:
    """Open the toy world, but end the first process that does so as if it had been killed."""
    mark = Path(os.environ[ENDS])
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return open_toy()
    os._exit(9)


def open_and_wait() -> Workspace:
    """Say which process this is, and take long."""
    (Path(os.environ[WAITERS]) / str(os.getpid())).touch()
    time.sleep(600)
    return open_toy()


def asked(*margins_km: float) -> Question:
    """Ask for all plans on both records."""
    return question(world(), plans(), margins_km or (1.0,))


def day(number: int) -> date:
    """Return a day by its number, the first being 0."""
    return DAYS[number]
