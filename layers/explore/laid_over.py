"""What a reader lays over the map of a plan, worked out for a picture."""

import shapely
from shapely.geometry.base import BaseGeometry

from geo.case import LineChoice
from geo.crs import to_degrees
from geo.errors import SolveError
from geo.explore.depths import SIDES
from geo.explore.front_shift import FrontShift, Shifted, shift_front
from geo.plans.overlay import Band, Baseline
from geo.plans.scenario import Scenario
from geo.workspace import Workspace
from layers.explore.laid import pull_back_words, shift_words
from layers.language import N_, Language
from layers.request import PULL_BACK, SWEPT, Laid


def pulled_ground(work: Workspace, front: LineChoice, plan: Scenario | None, band: Band) -> BaseGeometry:
    """Return the ground that forces would leave in a pull-back, in STORE_CRS.

    Raises
    ------
    SolveError
        If it is from the line of a plan, and there is no plan.
    """
    if plan is None and band.line is Baseline.PLAN_LINE:
        raise SolveError(N_("Without a plan there is no line of a plan to pull back from."))
    depths = work.depths(front, plan, band.line)
    kms = (band.depth_ukraine_km, band.depth_russia_km)
    return shapely.union_all([depths.shape(side, km) for side, km in zip(SIDES, kms, strict=True)])


def laid_pull_back(ground: BaseGeometry, band: Band, language: Language) -> tuple[Laid, ...]:
    """Return a pull-back as laid over a map; nothing if it has no ground."""
    if ground.is_empty:
        return ()
    return (Laid(PULL_BACK, ground, shapely.MultiPolygon(), pull_back_words(band, language)),)


def laid_shift(moved: Shifted, interior: BaseGeometry, language: Language) -> tuple[Laid, ...]:
    """Return a shift of the front as laid over a map, with its line inside the country (`World.interior`)."""
    line = to_degrees(moved.line(interior))
    return (Laid(SWEPT, moved.swept, line, shift_words(moved.by, language)),)


def laid_over(work: Workspace, front: LineChoice, plan: Scenario | None, band: Band, by: FrontShift | None,
              language: Language) -> tuple[Laid, ...]:
    """Return what lies over the map of a plan: a pull-back and a shift of the front, each if there is one.

    Both are measured from the line as drawn, without its margin.
    """
    found: tuple[Laid, ...] = ()
    drawn = LineChoice(front.on, 0.0, front.line)
    if not band.is_empty:
        found += laid_pull_back(pulled_ground(work, drawn, plan, band), band, language)
    if by is not None:
        found += laid_shift(shift_front(work.world, work.ground(drawn), by), work.world.interior, language)
    return found
