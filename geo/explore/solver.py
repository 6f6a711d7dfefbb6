"""Finding the line or depth that gives a wanted figure, by bisection over measured shapes."""

import math
from dataclasses import dataclass
from enum import StrEnum

from geo.control.margin import MAX_STRIP_KM, moved
from geo.control.record import Control
from geo.errors import N_, SolveError, Words
from geo.explore.depths import SIDES, Depths, shifts_of
from geo.status import Holder
from geo.world import World
from geo.zones.ground import Ground

TOLERANCE_KM2 = 0.05
"""An area is met to this; it is shown to a tenth of a square kilometre."""
TOLERANCE_KM = 0.01
"""A number of people is met at a depth that is right to this: settlements are known to a hundred metres."""
FIRST_KM = 1.0
MAX_STEPS = 60

AREA, PEOPLE = "area_km2", "people"
UNITS = {AREA: N_("km²"), PEOPLE: N_("people")}


@dataclass(frozen=True)
class Goal:
    """A wanted figure: `measure` is AREA (square kilometres) or PEOPLE (reference year).

    `regions` restricts what is counted; None means the whole country.
    """

    measure: str
    amount: float
    regions: frozenset[str] | None = None


class Whose(StrEnum):
    """Whose ground is counted; beside a plan's line, RUSSIA means the ground beyond it (see `SIDES`)."""

    UKRAINE = "ukraine"
    RUSSIA = "russia"
    BOTH = "both"

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides counted (of SIDES)."""
        return SIDES if self is Whose.BOTH else (self.value,)


@dataclass(frozen=True)
class Found:
    """The least distance that gives a figure, in kilometres, and the figure there.

    An area is within TOLERANCE_KM2 of the one asked for. People come in settlements, so `amount` is at least
    the number asked for, and `short` the number at a distance less by at most TOLERANCE_KM.
    """

    km: float
    amount: float
    short: float
    steps: int


def solve(depths: Depths, whose: Whose, goal: Goal, most_km: float = MAX_STRIP_KM) -> Found:
    """Find the least distance from a line within which there is a wanted area or number of people.

    The distance is doubled until there is as much, then found by bisection, for areas mostly at the linear
    guess between the two ends (false position).

    Parameters
    ----------
    depths
        The ground beside the line; with `geo.explore.depths.shifts_of`, the distance is a parallel shift.
    whose
        Whose ground is counted.
    goal
        The figure.
    most_km
        The greatest distance tried.

    Raises
    ------
    SolveError
        If the amount is negative or not finite, or not reached within `most_km`.
    """
    if not 0 <= goal.amount < math.inf:
        raise SolveError(N_("The figure asked for must be zero or more, not {amount:g}."),
                         amount=goal.amount)
    if goal.amount == 0:
        return Found(0.0, 0.0, 0.0, 0)

    def measured(km: float) -> float:
        return depths.measure(whose.sides, km, goal.measure, goal.regions)

    low, at_low, high, steps = 0.0, 0.0, min(FIRST_KM, most_km), 1
    at_high = measured(high)
    while at_high < goal.amount and high < most_km:
        low, at_low, high, steps = high, at_high, min(2 * high, most_km), steps + 1
        at_high = measured(high)
    if at_high < goal.amount - _tolerance(goal):
        raise SolveError(N_("Within {km:g} km of the line there is not as much: only {amount:,.0f} {unit}."),
                         km=most_km, amount=at_high, unit=Words(UNITS[goal.measure]))
    while not _is_met(goal, low, high, at_low, at_high) and steps < MAX_STEPS:
        middle = _between(goal, low, high, at_low, at_high, steps)
        there, steps = measured(middle), steps + 1
        if there >= goal.amount:
            high, at_high = middle, there
        else:
            low, at_low = middle, there
    nearer_low = abs(at_low - goal.amount) < abs(at_high - goal.amount)
    if goal.measure == AREA and nearer_low:
        return Found(low, at_low, at_low, steps)
    return Found(high, at_high, at_low, steps)


def _tolerance(goal: Goal) -> float:
    return TOLERANCE_KM2 if goal.measure == AREA else 0.0


def _is_met(goal: Goal, low: float, high: float, at_low: float, at_high: float) -> bool:
    if goal.measure == AREA:
        return min(abs(at_low - goal.amount), abs(at_high - goal.amount)) <= TOLERANCE_KM2
    return high - low <= TOLERANCE_KM


def _between(goal: Goal, low: float, high: float, at_low: float, at_high: float, step: int) -> float:
    """Return the next distance: areas grow evenly, so that a straight line is mostly the better guess."""
    middle = (low + high) / 2
    if goal.measure == PEOPLE or step % 3 == 0 or at_high <= at_low:
        return middle
    guess = low + (high - low) * (goal.amount - at_low) / (at_high - at_low)
    return guess if low < guess < high else middle


@dataclass(frozen=True)
class Shift:
    """A parallel shift of the front: `whose` ground would pass to the other side, and the line after it."""

    whose: Whose
    goal: Goal
    found: Found
    control: Control


def solve_shift(world: World, ground: Ground, whose: Whose, goal: Goal) -> Shift:
    """Find the parallel shift of the front by which a wanted area or number of people changes sides.

    The front shifts along its whole length, as for a margin (`geo.control.margin.moved`); with
    `Goal.regions`, only what changes sides there is counted. What one side loses the other gains.

    Parameters
    ----------
    world, ground
        The line of contact as drawn.
    whose
        Whose ground would pass to the other side; not BOTH.
    goal
        The figure.

    Raises
    ------
    SolveError
        As for `solve`, or if `whose` is BOTH.
    """
    if whose is Whose.BOTH:
        raise SolveError(N_("The front shifts one way: name the side whose ground would pass to the "
                            "other."))
    found = solve(shifts_of(world, ground), whose, goal)
    if found.km == 0:
        return Shift(whose, goal, found, ground.control)
    wider, narrower = moved(ground.control, world.interior, world.water, found.km)
    return Shift(whose, goal, found, wider if whose is Whose.UKRAINE else narrower)


def goal_of_share(world: World, percent: float, measure: str = AREA,
                  regions: frozenset[str] | None = None) -> Goal:
    """Return a percentage of the area or people of some regions, or of the country, as a goal.

    Raises
    ------
    SolveError
        If the percentage is not between 0 and 100.
    """
    if not 0 <= percent <= 100:
        raise SolveError(N_("The share must be between 0 and 100 per cent, not {percent:g}."),
                         percent=percent)
    return Goal(measure, percent / 100 * _whole(world, measure, regions), regions)


def goal_of_holding(world: World, ground: Ground, percent: float,
                    regions: frozenset[str] | None = None) -> tuple[Whose, Goal]:
    """Return whose ground would have to pass, and how much, for Ukraine to hold a share of an area.

    Raises
    ------
    SolveError
        If the percentage is not between 0 and 100.
    """
    wanted = goal_of_share(world, percent, AREA, regions).amount
    table = ground.table if regions is None else ground.table[ground.table["region"].isin(list(regions))]
    held = float(table.loc[table["holder"] == Holder.UKRAINE, AREA].sum())
    whose = Whose.RUSSIA if wanted > held else Whose.UKRAINE
    return whose, Goal(AREA, abs(wanted - held), regions)


def _whole(world: World, measure: str, regions: frozenset[str] | None) -> float:
    if measure == AREA:
        areas = world.regions[AREA]
        return float(areas.sum() if regions is None else areas[areas.index.isin(list(regions))].sum())
    places = world.places
    here = places if regions is None else places[places["region"].isin(list(regions))]
    return float(here["population"].sum())
