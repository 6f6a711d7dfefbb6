"""Our figure beside a published one: the difference, or why the two cannot be compared."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

import shapely

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
from geo.zones.ground import Ground
from geo.zones.survey import ground_for


class WhyNot(StrEnum):
    """Why a published figure is listed without a comparison."""

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
    """A published figure, and ours if there is one.

    Exactly the comparisons without `why_not` have a `difference`. Beside people who are there
    today stands, where it can be computed, the number of residents in the reference year: for
    reading, not for subtracting.
    """

    claim: Claim
    our_figure: OurFigure | None
    why_not: WhyNot | None
    plan: Scenario | None = None
    """The plan that the claim is about, if it is about one that can be read."""

    @property
    def ours(self) -> float | None:
        """Our figure, in the claim's unit."""
        return self.our_figure.value if self.our_figure else None

    @property
    def low(self) -> float | None:
        """The least it may be, if the line is off by the margin."""
        return self.our_figure.low if self.our_figure else None

    @property
    def high(self) -> float | None:
        """The most it may be, if the line is off by the margin."""
        return self.our_figure.high if self.our_figure else None

    @property
    def on(self) -> date | None:
        """The day our figure is for."""
        return self.our_figure.on if self.our_figure else None

    @property
    def unit(self) -> Unit:
        return self.claim.unit

    @property
    def reason(self) -> Reason | None:
        """Why the two differ by definition, where that is documented."""
        return self.claim.reason

    @property
    def difference(self) -> float | None:
        """The computed figure less the published one: percentage points, km2, km, persons or a count."""
        if self.why_not is not None or self.our_figure is None:
            return None
        return self.our_figure.value - self.claim.value

    @property
    def relative(self) -> float | None:
        """The difference as a share of the published figure; None also where that is 0."""
        if self.difference is None or not self.claim.value:
            return None
        return self.difference / self.claim.value

    @property
    def inside(self) -> bool:
        """Whether the published figure is within the computed range."""
        if self.difference is None or self.low is None or self.high is None:
            return False
        return self.low <= self.claim.value <= self.high

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON, rounded to hundredths; None for what there is not."""
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
    """Set our figure beside a published one.

    Parameters
    ----------
    world, library
        From `load_world` and `load_library`.
    claim
        The published figure. Ours is for its own day; no other day is taken in its place.
    ground_on
        The ground on a known day, if the caller keeps it; otherwise it is surveyed here, the
        line good to DEFAULT_KM.

    Returns
    -------
    Comparison
        With `why_not` if the quantity, region, place or day is not one that we compute.

    Raises
    ------
    SourceError
        If a day has a file of its own that is wrong.
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
    """Compare every claim, in the order given; each line of contact is surveyed once.

    Raises
    ------
    SourceError
        As for `compare`.
    """
    ground_on = ground_on or surveyor(world, library)
    return tuple(compare(world, library, claim, ground_on) for claim in claims)


def surveyor(world: World, library: Library) -> GroundOn:
    """The ground on any known day, cut as the front ends cut it.

    Days between which nothing changed are surveyed once. What is remembered goes when the
    function returned does.
    """
    earlier_days = reference_days(library)
    known: dict[bytes, Ground] = {}

    @cache
    def ground_on(day: date) -> Ground:
        control = control_for(world, day)
        key = shapely.to_wkb(control.held)
        if key not in known:
            known[key] = ground_for(world, control, earlier_days)
        return replace(known[key], control=control)

    return ground_on


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
