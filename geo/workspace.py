"""From a line of contact to the figures of a plan, each step worked out once by whatever cache is handed in.

    line -> ground as drawn -> ground with the line moved -> outcome -> figures
                                        overlay --------/

A front end says what is asked (`geo.case`) and gives a cache; the order of the steps, and what each
depends on, is written here and nowhere else. A key holds everything its result depends on, and
nothing else: another margin does not cut the line as drawn again, and another interpretation, or an
edit of a reader's own plan, cuts nothing at all.
"""

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd

from geo.cache import Cache, Key, Step, uncached
from geo.case import RECORD, Case, LineChoice
from geo.control.record import Control
from geo.errors import LineError, UnknownScenario
from geo.outcomes.difference import Difference, difference
from geo.outcomes.outcome import Outcome, outcome_of
from geo.outcomes.overlays import measured_band
from geo.outcomes.settlements import HeldPlaces, held_places
from geo.plans.edit import scenario_of
from geo.plans.edit_code import read_draft
from geo.plans.interpretations import interpreted, parse_interpretations
from geo.plans.library import TODAY, Library, reference_days
from geo.plans.overlay import Band, Baseline
from geo.plans.scenario import Scenario
from geo.world import World, control_for
from geo.zones.ground import Ground
from geo.zones.survey import DrawnGround, drawn_ground, with_margin


def no_other_line(front: LineChoice) -> Control:
    """Where a workspace knows no lines but the record's."""
    raise LineError(f"There is no line of contact '{front.line[:40]}' here.")


@dataclass(frozen=True)
class Workspace:
    """Answers questions about lines of contact and plans.

    Attributes
    ----------
    world, library
        All data that is committed, and all plans. One cache must not serve two worlds or libraries.
    cache
        Where results are kept.
    other_line
        Finds a line of contact that is not the record's. What it returns may depend on the day and
        the name of the line only.
    """

    world: World
    library: Library
    cache: Cache = uncached
    other_line: Callable[[LineChoice], Control] = no_other_line

    def control(self, front: LineChoice) -> Control:
        """Who holds what on a line.

        Raises
        ------
        DateError, SourceError
            If nothing is known about the day, or a file of its own is wrong.
        """
        if front.line == RECORD:
            return self.cache(Key(Step.CONTROL, (front.on,)), lambda: control_for(self.world, front.on))
        return self.other_line(front)

    def plan(self, case: Case) -> Scenario | None:
        """A shipped plan as it is read, or the reader's own; None for the line of contact without one.

        Raises
        ------
        GeoError
            If there is no such plan, or its code or interpretations cannot be read.
        """
        if case.plan == TODAY:
            return None
        return self.cache(Key(Step.PLAN, _plan_of(case)), lambda: self._plan(case))

    def _plan(self, case: Case) -> Scenario:
        if case.own:
            regions = frozenset(self.world.regions.index)
            draft = read_draft(case.own, self.library, regions, self.world.periods)
            return scenario_of(draft, self.library[draft.base], regions)
        shipped = self.library[case.plan]
        return interpreted(shipped, parse_interpretations(case.reading, shipped)) if case.reading else shipped

    def library_with(self, case: Case) -> Library:
        """All plans, and that of a case as the reader wrote or reads it."""
        plan = self.plan(case)
        return self.library if plan is None else self.library.with_plan(plan)

    def reference_days(self, *plans: Scenario | None) -> tuple[date, ...]:
        """The earlier days that the ground is cut along: those of all shipped plans and of these."""
        own = {plan.reference_date for plan in plans if plan and plan.reference_date}
        return tuple(sorted({*reference_days(self.library), *own}))

    def ground(self, front: LineChoice, *plans: Scenario | None, second: LineChoice | None = None) -> Ground:
        """The zones of a line, or of two lines together, cut along the earlier days that plans refer to."""
        lines = _lines(front, second)
        days = self.reference_days(*plans)
        key = Key(Step.GROUND, (lines, days, front.margin_km), _is_private(front, second))
        return self.cache(key, lambda: with_margin(self.world, self.drawn(front, days, second),
                                                   front.margin_km))

    def ground_of(self, case: Case) -> Ground:
        """The ground of a case: the same for all plans that refer to the same earlier days."""
        return self.ground(case.front, self.plan(case))

    def drawn(self, front: LineChoice, days: tuple[date, ...],
              second: LineChoice | None = None) -> DrawnGround:
        """The zones of one line as drawn, or of two; `margin_km` plays no part."""
        key = Key(Step.DRAWN, (_lines(front, second), days), _is_private(front, second))
        return self.cache(key, lambda: drawn_ground(
            self.world, self.control(front), {day: self._recorded(day) for day in days},
            None if second is None else self.control(second)))

    def _recorded(self, day: date) -> Control:
        return self.control(LineChoice(day, 0.0))

    def outcome(self, case: Case) -> Outcome:
        """A plan on a line of contact; `case.plan` is not TODAY."""
        plan = self.plan(case)
        if plan is None:
            raise UnknownScenario(f"'{TODAY}' is the line of contact without a plan, and has no outcome.")
        return self._applied(case.front, plan, _plan_of(case), case.strip_km)

    def apply(self, front: LineChoice, plan: Scenario, strip_km: float | None = None) -> Outcome:
        """A plan that need not be in the library, such as one from a file, on a line of contact."""
        return self._applied(front, plan, (plan_key(plan),), strip_km)

    def _applied(self, front: LineChoice, plan: Scenario, named: tuple[str, ...],
                 strip_km: float | None) -> Outcome:
        parts = (_lines(front), self.reference_days(plan), front.margin_km, named, strip_km)

        def make() -> Outcome:
            ground = self.ground(front, plan)
            return outcome_of(self.world, plan, ground, strip_km,
                              partial(self._band, front, plan, named, ground))

        return self.cache(Key(Step.OUTCOME, parts, front.is_private), make)

    def _band(self, front: LineChoice, plan: Scenario, named: tuple[str, ...], ground: Ground,
              band: Band) -> pd.DataFrame:
        """What lies in a band; a plan's rules decide it only where it lies along the line they draw."""
        rules = (named, ground.reference_days) if band.line is Baseline.PLAN_LINE else ()
        key = Key(Step.OVERLAY, (_lines(front), front.margin_km, band, plan.reference_date, rules),
                  front.is_private)
        return self.cache(key, lambda: measured_band(self.world, plan, ground, band))

    def difference(self, first: Case, second: Case) -> Difference:
        """Two cases on one set of zones; either may be the line of contact without a plan."""
        plans = self.plan(first), self.plan(second)
        other = second.front if second.front != first.front else None
        return self._compared(first.front, other, plans, (_plan_of(first), _plan_of(second)))

    def compare(self, front: LineChoice, first: Scenario | None, second: Scenario | None,
                other: LineChoice | None = None) -> Difference:
        """Two plans that need not be in the library, on one line, or the second on another one."""
        named = tuple(plan and plan_key(plan) for plan in (first, second))
        return self._compared(front, other, (first, second), named)

    def _compared(self, front: LineChoice, other: LineChoice | None,
                  plans: tuple[Scenario | None, Scenario | None], named: tuple[Hashable, ...]) -> Difference:
        parts = (_lines(front, other), self.reference_days(*plans), front.margin_km, named)
        return self.cache(Key(Step.DIFFERENCE, parts, _is_private(front, other)),
                          lambda: difference(self.ground(front, *plans, second=other), *plans))

    def held_places(self, front: LineChoice, *plans: Scenario | None) -> HeldPlaces:
        """Who holds every place on a line, and on the earlier days that plans refer to."""
        days = self.reference_days(*plans)
        key = Key(Step.HELD, (_lines(front), days), front.is_private)
        return self.cache(key, lambda: held_places(
            self.world, self.control(front), {day: self._recorded(day) for day in days}))


def plan_key(plan: Scenario) -> str:
    """A short value that stands for a plan with all it says."""
    return hashlib.sha256(plan.model_dump_json().encode("utf-8")).hexdigest()[:16]


def _plan_of(case: Case) -> tuple[str, str, str]:
    """What decides a plan, in one library."""
    return case.plan, case.own, case.reading


def _lines(front: LineChoice, second: LineChoice | None = None) -> tuple[tuple[date, str], ...]:
    """What decides lines as drawn: the day of each, and whose it is."""
    return tuple((line.on, line.line) for line in (front, second) if line is not None)


def _is_private(front: LineChoice, second: LineChoice | None) -> bool:
    return front.is_private or (second is not None and second.is_private)
