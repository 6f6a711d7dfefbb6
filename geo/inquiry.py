"""The one path from a question (plan, date, margin) to an outcome, for both front ends."""

from datetime import date

from geo.control import Control, control_on
from geo.control_file import read_control
from geo.dates import known_day
from geo.ground import Ground, strip, survey
from geo.margin import DEFAULT_KM
from geo.outcome import Outcome, apply
from geo.scenario import Scenario
from geo.scenarios import Library
from geo.world import World


def reference_days(library: Library, scenario: Scenario | None = None) -> list[date]:
    """The earlier dates that plans refer to, in order; all plans share one set of zones."""
    plans = [*library.plans.values(), *([scenario] if scenario else [])]
    return sorted({plan.reference_date for plan in plans if plan.reference_date})


def control_for(world: World, day: date) -> Control:
    """Who holds what at the end of a day: from that day's own file if there is one, else replayed.

    Raises
    ------
    DateError
        If nothing is known about that day.
    SourceError
        If the day's file is wrong.
    """
    known_day(day, world.periods)
    if day in world.dated:
        return read_control(world.dated[day], day, world.regions_m)
    return control_on(world.record, day)


def ground_for(
    world: World, control: Control, befores: list[date], margin_km: float = DEFAULT_KM,
    second: Control | None = None,
) -> Ground:
    """Survey a line of contact, cut along the earlier lines that plans refer to, or with a second.

    Raises
    ------
    DateError
        If nothing is known about an earlier date.
    """
    earlier = {day: control_for(world, day) for day in befores}
    return survey(world, control, margin_km, earlier, second)


def outcome_of(
    world: World, scenario: Scenario, ground: Ground, strip_km: float | None = None
) -> Outcome:
    """Apply a plan, with its buffer if it has one, at the plan's width or a reader's."""
    if scenario.buffer is None:
        return apply(scenario, ground)
    width_km = scenario.buffer.width_km if strip_km is None else strip_km
    if width_km == 0:
        return apply(scenario, ground)
    return apply(scenario, ground, strip(world, ground, width_km), width_km)
