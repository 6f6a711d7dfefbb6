"""The computation from a line of contact to the figures of a plan, with each step cached.

    line -> ground as drawn -> ground with the line moved -> outcome -> figures
                                        overlay --------/

A front end provides the input (`geo.case`) and a cache; the order of the steps and their dependencies
are defined here alone. A key contains exactly what its result depends on, so a new margin does not cut
the line as drawn again, and a new interpretation or an edit of a reader's own plan cuts no ground.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pandas as pd

from geo.cache import Cache, Key, Step, uncached
from geo.case import LIVEUAMAP, RECORD, RECORDS, Case, LineChoice, no_other_line
from geo.control.record import Control
from geo.errors import N_, UnknownScenario
from geo.explore.cells import Cells, cells_of
from geo.explore.depths import Depths, depths_from
from geo.explore.necks import Neck
from geo.explore.part_necks import necks_of
from geo.explore.together import Together, together_of
from geo.outcomes.difference import Difference, difference
from geo.outcomes.figures import plain
from geo.outcomes.outcome import Outcome, apply, outcome_of
from geo.outcomes.overlays import measured_band
from geo.outcomes.settlements import HeldPlaces, held_places
from geo.plans.edit.code import read_draft
from geo.plans.edit.draft import scenario_of
from geo.plans.interpretations import interpreted, parse_interpretations
from geo.plans.key import plan_key
from geo.plans.library import TODAY, Library, reference_days
from geo.plans.overlay import Band, Baseline
from geo.plans.scenario import Scenario
from geo.schema import MEASURES
from geo.status import Holder
from geo.world import World, control_for, other_origin, second_control
from geo.zones.ground import Ground
from geo.zones.survey import DrawnGround, drawn_ground, with_margin


@dataclass(frozen=True)
class Workspace:
    """Computes grounds, outcomes and comparisons.

    Attributes
    ----------
    world, library, cache
        The committed data, the plans, and a store of results that no other world or library shares.
    other_line
        Returns a line of contact that does not come from the record. Its result may depend only on the
        day and the name of the line.
    """

    world: World
    library: Library
    cache: Cache = uncached
    other_line: Callable[[LineChoice], Control] = no_other_line

    def control(self, front: LineChoice) -> Control:
        """Return the control on a line of contact.

        Raises
        ------
        DateError, SourceError
            If the line on that day is not known, or the day's own file is invalid.
        """
        if front.line == RECORD:
            return self.cache(Key(Step.CONTROL, (front.on,)), lambda: control_for(self.world, front.on))
        if front.line == LIVEUAMAP:
            return self.cache(Key(Step.CONTROL, (front.on, front.line)),
                              lambda: second_control(self.world, front.on))
        return self.other_line(front)

    def plan(self, case: Case) -> Scenario | None:
        """Return the plan of a case, with interpretations or edits; None for TODAY.

        Raises
        ------
        GeoError
            If there is no such plan, or its code or interpretations are invalid.
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
        """Return all plans, with the plan of a case as the reader edited or interprets it."""
        plan = self.plan(case)
        return self.library if plan is None else self.library.with_plan(plan)

    def reference_days(self, *plans: Scenario | None) -> tuple[date, ...]:
        """Return the days that the ground is cut along: the reference dates of the library and of `plans`."""
        own = {plan.reference_date for plan in plans if plan and plan.reference_date}
        return tuple(sorted({*reference_days(self.library), *own}))

    def ground(self, front: LineChoice, *plans: Scenario | None, second: LineChoice | None = None) -> Ground:
        """Return the zones of one or two lines, cut along the reference dates of plans."""
        lines = _lines(front, second)
        days = self.reference_days(*plans)
        key = Key(Step.GROUND, (lines, days, front.margin_km), _is_private(front, second))
        return self.cache(key, lambda: with_margin(self.world, self.drawn(front, days, second),
                                                   front.margin_km))

    def ground_of(self, case: Case) -> Ground:
        """Return the ground of a case, shared by all plans with the same reference dates."""
        return self.ground(case.front, self.plan(case))

    def drawn(self, front: LineChoice, days: tuple[date, ...],
              second: LineChoice | None = None) -> DrawnGround:
        """Return the zones of one or two lines as drawn; `margin_km` is ignored."""
        key = Key(Step.DRAWN, (_lines(front, second), days), _is_private(front, second))
        return self.cache(key, lambda: drawn_ground(
            self.world, self.control(front), {day: self._recorded(day) for day in days},
            None if second is None else self.control(second)))

    def _recorded(self, day: date) -> Control:
        return self.control(LineChoice(day, 0.0))

    def by_record(self, front: LineChoice) -> dict[str, dict[str, float]]:
        """Return the Russian-held area and people on a day by either observer, on lines as drawn.

        `area_km2` and `people` by record; empty if the line is from none, or one observer knows the day.
        """
        if front.line not in RECORDS or other_origin(self.world, self.control(front)) is None:
            return {}
        days = self.reference_days()
        tables = {name: self.drawn(LineChoice(front.on, 0.0, name), days).table for name in RECORDS}
        return {name: plain(table.loc[table["holder"] == Holder.RUSSIA, list(MEASURES)].sum().to_dict())
                for name, table in tables.items()}

    def outcome(self, case: Case) -> Outcome:
        """Return the outcome of a case.

        Raises
        ------
        UnknownScenario
            If `case.plan` is TODAY, or there is no such plan.
        """
        plan = self.plan(case)
        if plan is None:
            raise UnknownScenario(N_("'{today}' is the line of contact without a plan, and has no "
                                     "outcome."), today=TODAY)
        return self._applied(case.front, plan, _plan_of(case), case.strip_km)

    def apply(self, front: LineChoice, plan: Scenario, strip_km: float | None = None) -> Outcome:
        """Return the outcome of a plan that need not be in the library, such as one from a file."""
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
        """Measure a band; it depends on the plan's rules only if it is measured from the plan's line."""
        rules = (named, ground.reference_days) if band.line is Baseline.PLAN_LINE else ()
        key = Key(Step.OVERLAY, (_lines(front), front.margin_km, band, plan.reference_date, rules),
                  front.is_private)
        return self.cache(key, lambda: measured_band(self.world, plan, ground, band))

    def difference(self, first: Case, second: Case) -> Difference:
        """Compare two cases; either may be the line of contact without a plan."""
        plans = self.plan(first), self.plan(second)
        other = second.front if second.front != first.front else None
        return self._compared(first.front, other, plans, (_plan_of(first), _plan_of(second)))

    def compare(self, front: LineChoice, first: Scenario | None, second: Scenario | None,
                other: LineChoice | None = None) -> Difference:
        """Compare plans that need not be in the library, both on one line or the second on `other`."""
        named = tuple(plan and plan_key(plan) for plan in (first, second))
        return self._compared(front, other, (first, second), named)

    def _compared(self, front: LineChoice, other: LineChoice | None,
                  plans: tuple[Scenario | None, Scenario | None], named: tuple[Hashable, ...]) -> Difference:
        parts = (_lines(front, other), self.reference_days(*plans), front.margin_km, named)
        return self.cache(Key(Step.DIFFERENCE, parts, _is_private(front, other)),
                          lambda: difference(self.ground(front, *plans, second=other), *plans))

    def cells(self, front: LineChoice, *plans: Scenario | None) -> Cells:
        """Return the cells of a line, shared by all plans with the same reference dates."""
        drawn, days = replace(front, margin_km=0.0), self.reference_days(*plans)
        return self.cache(Key(Step.CELLS, (_lines(front), days), front.is_private),
                          lambda: cells_of(self.world, self.ground(drawn, *plans)))

    def together(self, front: LineChoice, plan: Scenario | None) -> Together:
        """Return what hangs together under a plan, or for None on the line without one."""
        cells = self.cells(front, plan)
        return together_of(self.world, cells, None if plan is None else apply(plan, cells.ground))

    def necks(self, front: LineChoice, found: Together, part: int) -> list[Neck]:
        """Return the narrowest necks of a part of what hangs together; plans share those of equal ground."""
        cells = (found.part_of_cell == part).tobytes()
        key = Key(Step.NECKS, (_lines(front), found.cells.ground.reference_days, cells), front.is_private)
        return self.cache(key, lambda: necks_of(found, part))

    def depths(self, front: LineChoice, plan: Scenario | None, line: Baseline) -> Depths:
        """Return the ground beside the line of contact, or beside the line that a plan would leave."""
        drawn = replace(front, margin_km=0.0)
        of_plan = plan if line is Baseline.PLAN_LINE else None
        parts = (_lines(front), self.reference_days(plan), of_plan and plan_key(of_plan))

        def make() -> Depths:
            ground = self.ground(drawn, plan)
            return depths_from(self.world, ground, None if of_plan is None else apply(of_plan, ground), line)

        return self.cache(Key(Step.DEPTHS, parts, front.is_private), make)

    def held_places(self, front: LineChoice, *plans: Scenario | None) -> HeldPlaces:
        """Return the holder of every place on a line, and on the reference dates of plans."""
        days = self.reference_days(*plans)
        key = Key(Step.HELD, (_lines(front), days), front.is_private)
        return self.cache(key, lambda: held_places(
            self.world, self.control(front), {day: self._recorded(day) for day in days}))


def _plan_of(case: Case) -> tuple[str, str, str]:
    """Return the part of a cache key that identifies a case's plan within a library."""
    return case.plan, case.own, case.reading


def _lines(front: LineChoice, second: LineChoice | None = None) -> tuple[tuple[date, str], ...]:
    """Return the part of a cache key that identifies lines as drawn: the day and source of each."""
    return tuple((line.on, line.line) for line in (front, second) if line is not None)


def _is_private(front: LineChoice, second: LineChoice | None) -> bool:
    return front.is_private or (second is not None and second.is_private)
