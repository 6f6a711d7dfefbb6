"""What a plan does to each part of a region: by who holds it, and by who held it before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from geo.plans.assign import first_matches
from geo.plans.rule import Level
from geo.plans.scenario import Scenario
from geo.status import Holder, Status


@dataclass(frozen=True)
class Condition:
    """A part of a region by who holds it and, with a reference date, who held it before."""

    region: str
    holder: Holder
    before: Holder | None = None


@dataclass(frozen=True)
class Disposition:
    """What a plan does to a part: a status, and how far a recognition goes."""

    status: Status
    level: Level | None = None


def fitting(holder: Holder) -> list[Disposition]:
    """Everything that a plan can do to ground of a holder, in the order of the closed lists."""
    statuses = [status for status in Status if holder in status.holders]
    return [Disposition(status, level) for status in statuses
            for level in (list(Level) if status.recognises else [None])]


def conditions_of(scenario: Scenario, regions: Iterable[str]) -> dict[Condition, Disposition]:
    """What a plan does to every part of every region, whatever the line of contact.

    Returns
    -------
    dict
        One entry per region and holder in order; two, by who held the ground before, where the
        plan tells these apart.
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
    """Every region with every holder, in order."""
    return list(product(sorted(regions), Holder))


def rule_numbers(scenario: Scenario, regions: Iterable[str]) -> dict[Condition, int]:
    """Which rule decides each part, told apart by who held it before."""
    conditions = [Condition(region, holder, before) for region, holder in pairs(regions) for before in Holder]
    places = [(c.region, c.holder, c.before or "" if scenario.reference_date else "") for c in conditions]
    return dict(zip(conditions, first_matches(places, scenario.rules), strict=True))


def treated(scenario: Scenario, regions: Iterable[str]) -> dict[Condition, Disposition]:
    """What happens to each part, always told apart by who held it before."""
    return done_by(scenario, rule_numbers(scenario, regions))


def done_by(scenario: Scenario, numbers: Mapping[Condition, int]) -> dict[Condition, Disposition]:
    """What the rules with these numbers do."""
    rules = scenario.rules
    return {
        condition: Disposition(rules[number].status, rules[number].level)
        for condition, number in numbers.items()
    }
