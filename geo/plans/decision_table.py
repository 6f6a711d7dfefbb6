"""A plan as a decision table: the effect on each part of a region, by holder and earlier holder."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from geo.plans.assign import first_matches
from geo.plans.rule import Level, levels_of
from geo.plans.scenario import Scenario
from geo.status import Holder, Status


@dataclass(frozen=True)
class Condition:
    """A part of a region, defined by its holder and optionally its holder on the reference date."""

    region: str
    holder: Holder
    before: Holder | None = None


@dataclass(frozen=True)
class Disposition:
    """The effect of a plan on a part of a region: a status, and the level of a recognition."""

    status: Status
    level: Level | None = None


def fitting(holder: Holder) -> list[Disposition]:
    """Return every possible effect on a holder's ground, in the order of `Status` and `Level`."""
    statuses = [status for status in Status if holder in status.holders]
    return [Disposition(status, level) for status in statuses
            for level in levels_of(status)]


def conditions_of(scenario: Scenario, regions: Iterable[str]) -> dict[Condition, Disposition]:
    """Return the effect of a plan on every part of every region, for any line of contact.

    Returns
    -------
    dict
        One entry per region and holder, in order, or two where the effect depends on the holder on the
        reference date.
    """
    every = treated(scenario, regions)
    found: dict[Condition, Disposition] = {}
    for region, holder in pairs(regions):
        then = {before: every[Condition(region, holder, before)] for before in Holder}
        if len(set(then.values())) == 1:
            found[Condition(region, holder)] = then[Holder.UKRAINE]
        else:
            found |= {Condition(region, holder, before): done for before, done in then.items()}
    return found


def pairs(regions: Iterable[str]) -> list[tuple[str, Holder]]:
    """Return all pairs of region and holder, in order."""
    return list(product(sorted(regions), Holder))


def rule_numbers(scenario: Scenario, regions: Iterable[str]) -> dict[Condition, int]:
    """Return the position of the rule that applies to each part, split by earlier holder."""
    conditions = [Condition(region, holder, before) for region, holder in pairs(regions) for before in Holder]
    places = [(c.region, c.holder, c.before or "" if scenario.reference_date else "") for c in conditions]
    return dict(zip(conditions, first_matches(places, scenario.rules), strict=True))


def treated(scenario: Scenario, regions: Iterable[str]) -> dict[Condition, Disposition]:
    """Return the effect on each part, always split by earlier holder."""
    return done_by(scenario, rule_numbers(scenario, regions))


def done_by(scenario: Scenario, numbers: Mapping[Condition, int]) -> dict[Condition, Disposition]:
    """Return the effects of the rules at these positions."""
    rules = scenario.rules
    return {
        condition: Disposition(rules[number].status, rules[number].level)
        for condition, number in numbers.items()
    }
