"""Pull-backs and shifts of the front for the page: figures, shapes, and what of them lies over the map."""

from dataclasses import replace

import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.case import Case, LineChoice
from geo.explore.front_shift import FrontShift, Shifted, shift_front
from geo.explore.pull_back import PullBack, curve, pull_back
from geo.explore.solver import Found, Goal, Shift, Whose, solve, solve_shift
from geo.plans.library import TODAY
from geo.plans.overlay import Band, Baseline
from layers.choice import Choice
from layers.explore.laid_over import laid_pull_back, laid_shift, pulled_ground
from layers.request import Laid
from layers.web.map_files import publish_laid
from layers.web.publish import Published
from page.state import cache
from page.state.files import shelf
from page.state.kept import is_private, kept

VIEW = "plan"
"""The view whose map and pictures have what the reader laid over them."""

MAX_CURVES, MAX_ANSWERS = 64, 200


def as_drawn(case: Case) -> Case:
    """Return a case without what moves or widens a line: what is explored is the line as drawn."""
    return replace(case, front=replace(case.front, margin_km=0.0), strip_km=None)


def measured_case(case: Case, line: Baseline) -> Case:
    """Return what the ground beside a line depends on: not the plan, beside the line of contact."""
    drawn = as_drawn(case)
    return drawn if line is Baseline.PLAN_LINE else replace(drawn, plan=TODAY, own="", reading="")


@kept(MAX_ANSWERS)
def pulled_back(case: Case, band: Band) -> PullBack:
    """Return a pull-back, measured on the line as drawn; the case is a `measured_case`."""
    work = cache.workspace()
    return pull_back(work.depths(case.front, work.plan(case), band.line), band.line, band.depth_ukraine_km,
                     band.depth_russia_km)


@kept(MAX_CURVES)
def curve_of(case: Case, line: Baseline) -> pd.DataFrame:
    """Return the curve of a line, which takes a second or two and serves every depth."""
    work = cache.workspace()
    return curve(work.depths(case.front, work.plan(case), line))


@kept(MAX_CURVES)
def solved_depth(case: Case, line: Baseline, whose: Whose, goal: Goal, most_km: float) -> Found:
    """Return the depth from a line that gives a figure; the case is a `measured_case`.

    Raises
    ------
    SolveError
        If there is none within `most_km`.
    """
    work = cache.workspace()
    return solve(work.depths(case.front, work.plan(case), line), whose, goal, most_km)


@kept(MAX_CURVES)
def solved_shift(front: LineChoice, whose: Whose, goal: Goal) -> Shift:
    """Return the shift of the front as drawn that gives a figure.

    Raises
    ------
    SolveError
        If there is none.
    """
    work = cache.workspace()
    return solve_shift(work.world, work.ground(replace(front, margin_km=0.0)), whose, goal)


@kept(MAX_CURVES)
def shifted(front: LineChoice, by: FrontShift) -> Shifted:
    """Return the front as drawn, shifted."""
    work = cache.workspace()
    return shift_front(work.world, work.ground(replace(front, margin_km=0.0)), by)


@kept(MAX_CURVES)
def _pulled_ground(case: Case, band: Band) -> BaseGeometry:
    """Return the ground of a pull-back, in STORE_CRS."""
    work = cache.workspace()
    return pulled_ground(work, case.front, work.plan(case), band)


def laid_of(choice: Choice) -> tuple[Laid, ...]:
    """Return what the reader laid over the map of a plan; nothing in other views."""
    if choice.view != VIEW:
        return ()
    return _laid(measured_case(choice.case, choice.pull_back.line), choice.pull_back, choice.shift,
                 choice.language, choice.units)


@kept(MAX_CURVES)
def _laid(case: Case, band: Band, by: FrontShift | None, code: str, units: str) -> tuple[Laid, ...]:
    language = cache.language(code, units)
    back = () if band.is_empty else laid_pull_back(_pulled_ground(case, band), band, language)
    moved = () if by is None else laid_shift(shifted(case.front, by), cache.world().interior, language)
    return (*back, *moved)


def laid_file(choice: Choice) -> Published | None:
    """Publish what the reader laid over the map; None if it is nothing."""
    if not laid_of(choice):
        return None
    return _laid_file(measured_case(choice.case, choice.pull_back.line), choice.pull_back, choice.shift)


@kept(MAX_CURVES)
def _laid_file(case: Case, band: Band, by: FrontShift | None) -> Published:
    return publish_laid(_laid(case, band, by, "en", "km2"), shelf(), is_private=is_private(case))
