"""Comparison of a published figure with the computed one, or the reason why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from geo.claims.measure import (
    MEASURERS,
    TOWNS,
    GroundOn,
    OurFigure,
    Question,
    days_of,
)
from geo.claims.published import UNDER_PLAN, Claim, Quantity, Reason, Unit
from geo.control.dates import period_of
from geo.plans.library import Library, reference_days
from geo.plans.scenario import Scenario
from geo.world import World, control_for
from geo.zones.survey import ground_for


class WhyNot(StrEnum):
    """Why a published figure has no comparison."""

    NOT_COMPUTED = "not_computed"
    PROPOSAL = "proposal"
    PEOPLE_TODAY = "people_today"
    NO_REGION = "no_region"
    NO_PLACE = "no_place"
    NO_PLAN = "no_plan"
    BEFORE_RECORD = "before_record"
    IN_GAP = "in_gap"
    AFTER_RECORD = "after_record"


PROPOSALS = frozenset({Quantity.ZONE_WIDTH, Quantity.PULLBACK})
PEOPLE_TODAY = frozenset({
    Quantity.REMAINING, Quantity.REMAINING_COMBAT, Quantity.TOWN_REMAINING})


@dataclass(frozen=True)
class Comparison:
    """A published figure with the computed one, if any.

    A comparison has a `difference` if and only if `why_not` is None. For estimates of people present
    today, `our_figure` is the number of residents in the reference year where that can be computed; it
    is shown for context, not subtracted.
    """

    claim: Claim
    our_figure: OurFigure | None
    why_not: WhyNot | None
    plan: Scenario | None = None
    """The plan the claim is about; None if it is about no plan, or the plan is not in the library."""

    @property
    def ours(self) -> float | None:
        """The computed figure, in the claim's unit."""
        return self.our_figure.value if self.our_figure else None

    @property
    def low(self) -> float | None:
        """The minimum if the line is off by the margin."""
        return self.our_figure.low if self.our_figure else None

    @property
    def high(self) -> float | None:
        """The maximum if the line is off by the margin."""
        return self.our_figure.high if self.our_figure else None

    @property
    def on(self) -> date | None:
        """The date of the computed figure."""
        return self.our_figure.on if self.our_figure else None

    @property
    def unit(self) -> Unit:
        return self.claim.unit

    @property
    def reason(self) -> Reason | None:
        """The documented reason why the two differ by definition, if any."""
        return self.claim.reason

    @property
    def difference(self) -> float | None:
        """The computed figure minus the published one: percentage points, km2, km, persons or a count."""
        if self.why_not is not None or self.our_figure is None:
            return None
        return self.our_figure.value - self.claim.value

    @property
    def relative(self) -> float | None:
        """The difference as a fraction of the published figure; also None if that is 0."""
        if self.difference is None or not self.claim.value:
            return None
        return self.difference / self.claim.value

    @property
    def inside(self) -> bool:
        """Whether the published figure lies within the computed range."""
        if self.difference is None or self.low is None or self.high is None:
            return False
        return self.low <= self.claim.value <= self.high

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON, rounded to hundredths; missing values are None."""
        numbers = {"ours": self.ours, "low": self.low, "high": self.high,
                   "difference": self.difference}
        since = self.our_figure.since if self.our_figure else None
        readings = self.our_figure.share_bases if self.our_figure else ()
        return {
            **{name: value for name, value in vars(self.claim).items() if name != "value"},
            "regions": list(self.claim.regions),
            "as_of": self.claim.as_of.isoformat(),
            "published": self.claim.value,
            **{name: None if value is None else round(value, 2) for name, value in numbers.items()},
            "relative": None if self.relative is None else round(self.relative, 4),
            "inside_range": self.inside,
            "on": self.on.isoformat() if self.on else None,
            "since": since.isoformat() if since else None,
            "readings": {reading.basis.value: round(reading.value, 2) for reading in readings},
            "why_not": self.why_not,
        }


def compare(
    world: World, library: Library, claim: Claim, ground_on: GroundOn | None = None
) -> Comparison:
    """Compare a published figure with the computed one.

    Parameters
    ----------
    world, library
        From `load_world` and `load_library`.
    claim
        The published figure. The computed one is always for the same day.
    ground_on
        Returns the ground on a known day, if the caller caches it; by default it is surveyed here,
        with a margin of DEFAULT_KM.

    Returns
    -------
    Comparison
        With `why_not` set if the quantity, region, place, plan or day is not covered.

    Raises
    ------
    SourceError
        If the day's own file is invalid.
    """
    asked = Question(claim, world, library, ground_on or surveyor(world, library))
    today = WhyNot.PEOPLE_TODAY if claim.quantity in PEOPLE_TODAY else None
    plan = library.plans.get(claim.plan)
    obstacle = _obstacle(asked)
    if obstacle is not None:
        return Comparison(claim, None, today or obstacle, plan)
    return Comparison(claim, MEASURERS[claim.quantity](asked), today, plan)


def compare_all(
    world: World, library: Library, claims: Iterable[Claim], ground_on: GroundOn | None = None
) -> tuple[Comparison, ...]:
    """Compare every claim, in the order given, surveying each line of contact once.

    Raises
    ------
    SourceError
        As for `compare`.
    """
    ground_on = ground_on or surveyor(world, library)
    return tuple(compare(world, library, claim, ground_on) for claim in claims)


def surveyor(world: World, library: Library) -> GroundOn:
    """Return a function that surveys the ground on any known day, as the front ends do.

    Each day is surveyed once: on two days with the same line the other observer's may differ, and with it
    the ranges. The results are cached for the lifetime of the returned function.
    """
    earlier_days = reference_days(library)
    return cache(lambda day: ground_for(world, control_for(world, day), earlier_days))


def _obstacle(asked: Question) -> WhyNot | None:
    claim, world = asked.claim, asked.world
    if claim.quantity not in MEASURERS:
        return WhyNot.PROPOSAL if claim.quantity in PROPOSALS else WhyNot.NOT_COMPUTED
    if not asked.regions or not set(asked.regions) <= set(world.regions.index):
        return WhyNot.NO_REGION
    if claim.quantity in TOWNS and asked.town.empty:
        return WhyNot.NO_PLACE
    if claim.quantity in UNDER_PLAN and claim.plan not in asked.library.plans:
        return WhyNot.NO_PLAN
    return next((why for day in days_of(claim) if (why := _unknown(world, day))), None)


def _unknown(world: World, day: date) -> WhyNot | None:
    periods = world.periods
    if period_of(day, periods) is not None:
        return None
    if day < periods[0].first:
        return WhyNot.BEFORE_RECORD
    return WhyNot.AFTER_RECORD if day > periods[-1].last else WhyNot.IN_GAP
