"""Figures published by others, with date and publisher, for comparison with the computed ones."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from geo.claims import rows
from geo.errors import N_, Words
from geo.paths import DATA

CLAIMS_FILE = DATA / "claims" / "published.csv"


class Unit(StrEnum):
    """The unit of a published figure."""

    PERCENT = "percent"
    KM2 = "km2"
    KM = "km"
    PERSONS = "persons"
    COUNT = "count"


class Quantity(StrEnum):
    """The quantity a published figure is about."""

    SHARE_RUSSIAN = "share_russian_controlled"
    SHARE_RUSSIAN_EXCL_CRIMEA = "share_russian_controlled_excl_crimea"
    SHARE_UKRAINIAN = "share_ukrainian_held"
    SHARE_OUT_UNDER_PLAN = "share_outside_ukrainian_control_under_plan"
    AREA_RUSSIAN = "area_russian_controlled"
    AREA_RUSSIAN_EXCL_CRIMEA = "area_russian_controlled_excl_crimea"
    AREA_RUSSIAN_OR_CLAIMED = "area_russian_controlled_or_claimed"
    AREA_NOT_UKRAINIAN = "area_not_ukrainian_controlled"
    AREA_UKRAINIAN = "area_ukrainian_held"
    AREA_FOUR_OBLASTS = "area_four_oblasts_still_ukrainian"
    MONTHLY_GAIN = "monthly_russian_gain"
    YEARLY_GAIN = "yearly_russian_gain"
    NET_GAIN_UNDER_PLAN = "net_gain_to_russia_under_plan"
    CONTACT_LINE = "contact_line_length_active"
    QUIET_LINE = "line_no_active_fighting"
    FORTRESS_BELT = "fortress_belt_length"
    SPIT = "length_spit"
    ZONE_WIDTH = "dmz_width_total"
    PULLBACK = "pullback_distance_floated"
    PREWAR = "population_prewar"
    TOWN = "population_town"
    REMAINING = "population_remaining"
    REMAINING_COMBAT = "population_remaining_active_combat"
    TOWN_REMAINING = "population_town_remaining"
    SETTLEMENTS = "settlements_occupied"


UNIT_OF: dict[Quantity, Unit] = {
    quantity: unit
    for unit, starts in {
        Unit.PERCENT: ("share_",),
        Unit.KM2: ("area_", "monthly_", "yearly_", "net_gain_"),
        Unit.KM: ("contact_", "line_", "fortress_", "length_", "dmz_", "pullback_"),
        Unit.PERSONS: ("population_",),
        Unit.COUNT: ("settlements_",),
    }.items()
    for quantity in Quantity
    if quantity.startswith(starts)
}


UNDER_PLAN = frozenset({Quantity.NET_GAIN_UNDER_PLAN, Quantity.SHARE_OUT_UNDER_PLAN})
"""Quantities that describe the effect of a plan."""


class Reason(StrEnum):
    """The documented reason why a published figure differs from the computed one by definition."""

    CLAIMS_AND_CONTROL = "claims_and_control"
    DONBAS_NOT_DONETSK = "donbas_not_donetsk"
    TWO_READINGS = "two_readings"
    OTHER_BASE = "other_base"
    WATER = "water"
    PART_ONLY = "part_only"
    OTHER_LINE = "other_line"
    OTHER_DAY = "other_day"
    PERIOD_SUM = "period_sum"
    MIDPOINT = "midpoint_of_range"
    ROUNDING = "rounding"
    STALE = "stale"
    OFFICIAL_CLAIM = "official_claim"
    HEADCOUNT_TODAY = "headcount_today"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Claim:
    """One published figure.

    `region` is the area in the publisher's words; `regions` holds the matching region ids, just `UA`
    for the country, and is empty if the area matches no region. `place` is the settlement's id if the
    figure is about a town, and `plan` a plan's id if the quantity is one of UNDER_PLAN. `reason` is None
    if no reason for a difference is documented.
    """

    id: str
    quantity: Quantity
    region: str
    regions: tuple[str, ...]
    place: str
    plan: str
    value: float
    unit: Unit
    as_of: date
    publisher: str
    url: str
    note: str
    reason: Reason | None


def load_claims(path: Path = CLAIMS_FILE) -> tuple[Claim, ...]:
    """Read and check the published figures, in the order of the file.

    Raises
    ------
    SourceError
        If the file cannot be read, or with a list of every invalid value in it.
    """
    return rows.load_rows(path, Claim, {
        "quantity": Quantity, "region": rows.words, "regions": rows.regions, "place": rows.place,
        "plan": rows.plan,
        "value": rows.number, "unit": Unit, "as_of": rows.day, "publisher": rows.words, "url": rows.address,
        "note": rows.line, "reason": lambda text: Reason(text) if text else None,
    }, _contradictions)


def _contradictions(claim: Claim) -> list[str]:
    if bool(claim.plan) != (claim.quantity in UNDER_PLAN):
        return [Words(N_("{quantity} needs a plan") if claim.quantity in UNDER_PLAN else
                      N_("{quantity} is about no plan"), quantity=claim.quantity)]
    if claim.unit is not UNIT_OF[claim.quantity]:
        return [Words(N_("{quantity} is counted in {right}, not in {unit}"), quantity=claim.quantity,
                      right=UNIT_OF[claim.quantity], unit=claim.unit)]
    if (claim.unit is Unit.PERCENT and claim.value > 100) or \
            (claim.value < 0 and "_gain" not in claim.quantity):
        return [Words(N_("{value:g} {unit} cannot be"), value=claim.value, unit=claim.unit)]
    return []
