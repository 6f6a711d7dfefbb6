"""The computed counterpart of a published figure: same ground, same day, same unit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial

import numpy as np
import pandas as pd
import shapely

from geo.claims.published import Claim, Quantity, Reason
from geo.claims.rows import COUNTRY
from geo.outcomes.figures import over_lines
from geo.outcomes.outcome import outcome_of
from geo.plans.library import Library
from geo.prepared import prepared
from geo.schema import VARIANTS
from geo.status import Holder, Side
from geo.world import World
from geo.zones.ground import Ground

CRIMEA = frozenset({"UA-43", "UA-40"})
RESIDUAL = "hromada-rural-residual"
"""The kind of a place that stands for the remaining villages of a hromada; not a settlement itself."""

GroundOn = Callable[[date], Ground]
"""Returns the ground at the end of a known day."""


class Basis(StrEnum):
    """An alternative basis of a share."""

    OFFICIAL_AREA = "official_area"
    OF_WHOLE = "of_whole"
    OF_HELD = "of_held"


@dataclass(frozen=True)
class ShareBasis:
    """A share on another basis.

    OFFICIAL_AREA: the computed area in per cent of the official one. OF_WHOLE, OF_HELD: the published
    share converted to km2, taken of the whole region or of the part that Ukraine holds.
    """

    basis: Basis
    value: float


@dataclass(frozen=True)
class OurFigure:
    """The computed figure for a claim, in the claim's unit.

    `low` and `high` are the minimum and maximum over all VARIANTS of the line; None for lengths and counts,
    which are not computed for the moved lines. `on` is the date of the figure; for a change over a period,
    `since` is the day at whose end the period starts.
    """

    value: float
    low: float | None
    high: float | None
    on: date
    since: date | None = None
    share_bases: tuple[ShareBasis, ...] = ()


@dataclass(frozen=True)
class Question:
    """A claim and the data needed to compute its counterpart."""

    claim: Claim
    world: World
    library: Library
    ground_on: GroundOn

    @property
    def regions(self) -> list[str]:
        """Ids of the regions the claim covers."""
        if self.claim.regions == (COUNTRY,):
            return list(self.world.regions.index)
        return list(self.claim.regions)

    @property
    def town(self) -> pd.DataFrame:
        """The places that make up the settlement of the claim: rows of `World.places`, none without one."""
        places = self.world.places
        return places[places["settlement"] == self.claim.place]

    def held(self, day: date, holder: Holder, measure: str = "area_km2",
             without: frozenset[str] = frozenset()) -> np.ndarray:
        """Sum what a holder has in these regions at the end of a day.

        Parameters
        ----------
        day
            A day that `ground_on` knows.
        holder
            Whose ground is summed.
        measure
            'area_km2' or 'people'.
        without
            Ids of regions that are left out.

        Returns
        -------
        ndarray
            One number per line, in the order of VARIANTS: square kilometres to a hectare, or residents in the
            reference year.
        """
        table = self.ground_on(day).table
        there = table["region"].isin(set(self.regions) - without) & (table["holder"] == holder)
        return _sums(table[there], measure)

    def whole_km2(self, column: str = "area_km2") -> float:
        """Return the measured or official area of these regions, including water."""
        return float(self.world.regions.loc[self.regions, column].sum())


def days_of(claim: Claim) -> tuple[date, ...]:
    """Return the days whose line of contact a claim needs: none, one, or both ends of a period.

    A monthly or yearly change covers the calendar month or year of `as_of`: from the end of the last
    day before it to the end of `as_of`.
    """
    day = claim.as_of
    if claim.quantity in TOWNS:
        return ()
    if claim.quantity is Quantity.MONTHLY_GAIN:
        return day.replace(day=1) - timedelta(days=1), day
    if claim.quantity is Quantity.YEARLY_GAIN:
        return date(day.year - 1, 12, 31), day
    return (day,)


def _sums(table: pd.DataFrame, measure: str) -> np.ndarray:
    """Sum a measure on each line, rounding areas to a hectare as in all other outputs."""
    return np.array([round(float(table[measure + suffix].sum()), 2) for suffix in VARIANTS])


def _ranged(values: np.ndarray, on: date, since: date | None = None,
            share_bases: tuple[ShareBasis, ...] = ()) -> OurFigure:
    drawn, low, high = (float(value) for value in over_lines(values))
    return OurFigure(drawn, low, high, on, since, share_bases)


def _area(asked: Question, holder: Holder, without: frozenset[str] = frozenset()) -> OurFigure:
    day = asked.claim.as_of
    return _ranged(asked.held(day, holder, without=without), day)


def _share(asked: Question, holder: Holder, without: frozenset[str] = frozenset()) -> OurFigure:
    """Compute a share in per cent; `without` leaves regions out of the numerator only."""
    day, published = asked.claim.as_of, asked.claim.value / 100
    part, whole_km2 = asked.held(day, holder, without=without), asked.whole_km2()
    official = 100 * float(part[0]) / asked.whole_km2("area_official_km2")
    share_bases = [ShareBasis(Basis.OFFICIAL_AREA, official)]
    if asked.claim.reason is Reason.TWO_READINGS:
        of_held = published * float(asked.held(day, Holder.UKRAINE)[0])
        share_bases += [ShareBasis(Basis.OF_WHOLE, published * whole_km2), ShareBasis(Basis.OF_HELD, of_held)]
    return _ranged(100 * part / whole_km2, day, share_bases=tuple(share_bases))


def _gain(asked: Question) -> OurFigure:
    """Compute the net change between two days, assuming the same error of the line on both."""
    since, day = days_of(asked.claim)
    change = asked.held(day, Holder.RUSSIA) - asked.held(since, Holder.RUSSIA)
    return _ranged(change, day, since)


def _net_gain(asked: Question) -> OurFigure:
    """Compute what Ukraine would withdraw from under the plan, minus what Russia would withdraw from."""
    outcome = outcome_of(asked.world, asked.library[asked.claim.plan], asked.ground_on(asked.claim.as_of))
    leaves, returns = (_sums(outcome.on_sides(side), "area_km2")
                       for side in (Side.LEAVES, Side.RETURNS))
    return _ranged(leaves - returns, asked.claim.as_of)


def _share_out(asked: Question) -> OurFigure:
    """Compute the ground outside Ukrainian control under the plan, in per cent of the country."""
    outcome = outcome_of(asked.world, asked.library[asked.claim.plan], asked.ground_on(asked.claim.as_of))
    part = _sums(outcome.on_sides(Side.LEAVES, Side.STAYS_OUT), "area_km2")
    official = ShareBasis(Basis.OFFICIAL_AREA, 100 * float(part[0]) / asked.whole_km2("area_official_km2"))
    return _ranged(100 * part / asked.whole_km2(), asked.claim.as_of, share_bases=(official,))


def _contact(asked: Question) -> OurFigure:
    """Measure the whole line of contact, with or without active fighting."""
    length = round(asked.ground_on(asked.claim.as_of).contact_km, 1)
    return OurFigure(length, None, None, asked.claim.as_of)


def _residents(asked: Question) -> OurFigure:
    """Count the reference-year residents of the ground that Ukraine holds on the day."""
    day = asked.claim.as_of
    return _ranged(asked.held(day, Holder.UKRAINE, "people"), day)


def _town(asked: Question) -> OurFigure:
    """Count a settlement's residents in the reference year, dated as the population figures are."""
    town = asked.town
    dated = asked.world.regions.at[town["region"].iloc[0], "population_date"]
    count = float(town["population"].sum())
    return OurFigure(count, count, count, pd.Timestamp(str(dated)).date())


def _settlements(asked: Question) -> OurFigure:
    """Count the settlements that Russia holds wholly or in part."""
    places = asked.world.places
    places = places[places["region"].isin(asked.regions) & (places["kind"] != RESIDUAL)]
    spots = shapely.points(places["x_m"], places["y_m"])
    held = places[shapely.contains(prepared(asked.ground_on(asked.claim.as_of).control.held), spots)]
    count = float(held["settlement"].nunique())
    return OurFigure(count, None, None, asked.claim.as_of)


MEASURERS: dict[Quantity, Callable[[Question], OurFigure]] = {
    Quantity.SHARE_RUSSIAN: partial(_share, holder=Holder.RUSSIA),
    Quantity.SHARE_RUSSIAN_EXCL_CRIMEA: partial(_share, holder=Holder.RUSSIA, without=CRIMEA),
    Quantity.SHARE_UKRAINIAN: partial(_share, holder=Holder.UKRAINE),
    Quantity.SHARE_OUT_UNDER_PLAN: _share_out,
    Quantity.AREA_RUSSIAN: partial(_area, holder=Holder.RUSSIA),
    Quantity.AREA_RUSSIAN_EXCL_CRIMEA: partial(_area, holder=Holder.RUSSIA, without=CRIMEA),
    Quantity.AREA_RUSSIAN_OR_CLAIMED: partial(_area, holder=Holder.RUSSIA),
    Quantity.AREA_NOT_UKRAINIAN: partial(_area, holder=Holder.RUSSIA),
    Quantity.AREA_UKRAINIAN: partial(_area, holder=Holder.UKRAINE),
    Quantity.AREA_FOUR_OBLASTS: partial(_area, holder=Holder.UKRAINE),
    Quantity.MONTHLY_GAIN: _gain,
    Quantity.YEARLY_GAIN: _gain,
    Quantity.NET_GAIN_UNDER_PLAN: _net_gain,
    Quantity.CONTACT_LINE: _contact,
    Quantity.PREWAR: _residents,
    Quantity.REMAINING: _residents,
    Quantity.TOWN: _town,
    Quantity.TOWN_REMAINING: _town,
    Quantity.SETTLEMENTS: _settlements,
}
"""The function that computes each quantity; a quantity without one is not computed."""

TOWNS = frozenset({Quantity.TOWN, Quantity.TOWN_REMAINING})
