"""What others published: figures and statements with date and publisher, to set beside ours."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from geo.errors import SourceError
from geo.gazetteer.places import CITY_ID_LENGTH
from geo.paths import DATA
from geo.tables import joined, read_table

CLAIMS_FILE = DATA / "claims" / "published.csv"
REMAINING_FILE = DATA / "claims" / "remaining.csv"
COUNTRY = "UA"
"""Stands in `regions` for all regions of Ukraine."""

LONGEST = 600  # characters of a line
YEARS = range(1991, 2100)
ID = re.compile(r"[a-z0-9][a-z0-9-]{1,79}")
PLACE = re.compile(rf"UA\d{{{CITY_ID_LENGTH - 2}}}")
REGION = re.compile(rf"{COUNTRY}(-\d\d)?")
UNSAFE = re.compile(r"[\s\"'<>\\^`]")
T = TypeVar("T")


class Unit(StrEnum):
    """What a published figure is counted in."""

    PERCENT = "percent"
    KM2 = "km2"
    KM = "km"
    PERSONS = "persons"
    COUNT = "count"


class Quantity(StrEnum):
    """What a published figure counts."""

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
"""Quantities that are about what a plan would do."""


class Reason(StrEnum):
    """Why a published figure differs from ours by definition, where that is documented."""

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

    `region` is what the publisher speaks of, in words; `regions` the same as ids of ours, `UA`
    alone for the country, nothing if it is no region; `place` a settlement's id, if it is a town;
    `plan` a plan's id, if the quantity is one of UNDER_PLAN.
    `reason` is None if no reason for a difference is documented.
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


@dataclass(frozen=True)
class Statement:
    """How many people somebody said were in an area on a day; quoted, never added to ours."""

    id: str
    area: str
    regions: tuple[str, ...]
    place: str
    as_of: date
    population: int
    kind: str
    statement: str
    url: str


def load_claims(path: Path = CLAIMS_FILE) -> tuple[Claim, ...]:
    """Read and check the published figures, in the order of the file.

    Raises
    ------
    SourceError
        If the file cannot be read; else naming every value in it that is wrong.
    """
    return _load(path, Claim, {
        "quantity": Quantity, "region": _words, "regions": _regions, "place": _place, "plan": _plan,
        "value": _number, "unit": Unit, "as_of": _day, "publisher": _words, "url": _address,
        "note": _line, "reason": lambda text: Reason(text) if text else None,
    }, _contradictions)


def load_remaining(path: Path = REMAINING_FILE) -> tuple[Statement, ...]:
    """Read and check the quoted statements about people, as `load_claims` does the figures."""
    return _load(path, Statement, {
        "area": _words, "regions": _regions, "place": _place, "as_of": _day,
        "population": _count, "kind": _words, "statement": _words, "url": _address,
    })


def _contradictions(claim: Claim) -> list[str]:
    if bool(claim.plan) != (claim.quantity in UNDER_PLAN):
        return [f"{claim.quantity} {'needs a plan' if claim.quantity in UNDER_PLAN else 'is about no plan'}"]
    if claim.unit is not UNIT_OF[claim.quantity]:
        return [f"{claim.quantity} is counted in {UNIT_OF[claim.quantity]}, not in {claim.unit}"]
    if (claim.unit is Unit.PERCENT and claim.value > 100) or \
            (claim.value < 0 and "_gain" not in claim.quantity):
        return [f"{claim.value:g} {claim.unit} cannot be"]
    return []


def _load(path: Path, kind: type[T], readers: Mapping[str, Callable[[str], Any]],
          more: Callable[[T], list[str]] | None = None) -> tuple[T, ...]:
    """Read a table whose columns each have a reader; `more` finds what only a whole row shows."""
    table = read_table(path, ("id", *readers), key="id")
    faults, records = [], []
    for name, row in table.iterrows():
        key = str(name)
        values: dict[str, Any] = {"id": key}
        wrong = [] if ID.fullmatch(key) else ["is no id"]
        for column, read in readers.items():
            try:
                values[column] = read(row[column])
            except ValueError:
                wrong.append(f"{column} {row[column][:40]!r} cannot be used")
        if not wrong:
            records.append(kind(**values))
            wrong = more(records[-1]) if more else []
        faults += [f"{key[:80]!r}: {fault}" for fault in wrong]
    if faults:
        raise SourceError(f"{path.name}: {joined(faults)}")
    return tuple(records)


def _line(text: str, least: int = 0) -> str:
    if not least <= len(text.strip()) <= LONGEST or not text.isprintable():
        raise ValueError
    return text


_words = partial(_line, least=1)


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError
    return value


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ValueError
    return int(text)


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.year not in YEARS or day.isoformat() != text:
        raise ValueError
    return day


def _regions(text: str) -> tuple[str, ...]:
    names = tuple(text.split())
    if not all(REGION.fullmatch(name) for name in names) or (COUNTRY in names and len(names) > 1):
        raise ValueError
    return names


def _plan(text: str) -> str:
    if text and not ID.fullmatch(text):
        raise ValueError(text)
    return text


def _place(text: str) -> str:
    if text and not PLACE.fullmatch(text):
        raise ValueError
    return text


def _address(text: str) -> str:
    """An address that may be linked: nothing, or http(s) without blanks, quotes and brackets."""
    if not text:
        return text
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or UNSAFE.search(text):
        raise ValueError
    return _line(text)
