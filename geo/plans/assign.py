"""Assigning each zone the status of the first rule that matches it."""

from collections.abc import Iterable, Sequence
from itertools import product, repeat

import numpy as np
import pandas as pd

from geo.errors import N_, Words
from geo.plans.scenario import Rule, Scenario
from geo.status import Holder

HELD_BEFORE = "before"
"""The column with the holder on the plan's reference date."""

Place = tuple[str, str, str]
"""The attributes of ground that a rule can match: region, holder, and holder on the reference date."""


def assign(table: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Apply a plan's rules to zones.

    Parameters
    ----------
    table
        One row per zone; columns `region`, `holder` and, if the plan has a reference date, HELD_BEFORE
        (see `Ground.seen_by`).
    scenario
        The plan; its last rule matches everything.

    Returns
    -------
    DataFrame
        Index of `table`; columns `rule` (position in `scenario.rules`), `status` and `side`.
    """
    before: Iterable[str] = table[HELD_BEFORE].tolist() if scenario.reference_date else repeat("")
    places = zip(table["region"].tolist(), table["holder"].tolist(), before, strict=False)
    numbers = np.array(first_matches(places, scenario.rules), dtype="int64")
    statuses = [rule.status for rule in scenario.rules]
    return pd.DataFrame({
        "rule": numbers,
        "status": pd.array([status.value for status in statuses], dtype="str").take(numbers),
        "side": pd.array([status.side.value for status in statuses], dtype="str").take(numbers),
    }, index=table.index)


def first_matches(places: Iterable[Place], rules: Sequence[Rule]) -> list[int]:
    """Return the position of the first rule that matches each place, by default the last.

    Without a reference date the earlier holder is '', which no rule matches.
    """
    # Thousands of zones and places share a few combinations of attributes.
    known: dict[Place, int] = {}
    numbers = []
    for place in places:
        number = known.get(place)
        if number is None:
            hits = (n for n, rule in enumerate(rules) if _matches(rule, place))
            number = known[place] = next(hits, len(rules) - 1)
        numbers.append(number)
    return numbers


def _matches(rule: Rule, place: Place) -> bool:
    region, holder, before = place
    return ((rule.regions is None or region in rule.regions)
            and (rule.holder is None or holder == rule.holder)
            and (rule.before is None or before == rule.before))


def rule_errors(scenario: Scenario, regions: frozenset[str]) -> list[str]:
    """List the errors in a plan's rules that do not depend on the line of contact.

    Returns
    -------
    list of str
        One message per unknown region, rule shadowed by earlier rules, and status that does not fit the
        holder, such as `returned` for Ukrainian-held ground; the same for the rules of each reading.
        Also readings that change nothing or cover the same ground as another, and published figures
        for ground that ends up on several sides.
    """
    before = list(Holder) if scenario.reference_date else [""]
    everything: list[Place] = list(product(sorted(regions), Holder, before))
    plain = [scenario.rules[n] for n in first_matches(everything, scenario.rules)]
    faults = _rule_errors(scenario.rules, everything, regions, len(scenario.rules), "")
    claimed = dict.fromkeys(everything, 0)
    for number, reading in enumerate(scenario.readings, start=1):
        mine: set[Place] = set()
        for at, option in enumerate(reading.options, start=1):
            where = f"readings.{number}.options.{at}"
            if option.rules:
                rules = option.rules + scenario.rules
                faults += _rule_errors(rules, everything, regions, len(option.rules), f"{where}.")
                numbers = first_matches(everything, rules)
                mine |= {place for place, n in zip(everything, numbers, strict=True) if n < len(option.rules)}
                if [_status_and_level(rules[n]) for n in numbers] == [
                    _status_and_level(rule) for rule in plain
                ]:
                    faults.append(Words(N_("{where}: changes nothing"), where=where))
            if option.figure is not None:
                faults += _unknown(option.figure.regions, regions, f"{where}.figure")
                there = {rule.status.side for place, rule in zip(everything, plain, strict=True)
                         if place[0] in option.figure.regions and place[1] == option.figure.holder}
                if len(there) > 1:
                    faults.append(Words(N_("{where}.figure: its ground does not all end up on one side"),
                                        where=where))
        for other in sorted({claimed[place] for place in mine} - {0}):
            faults.append(Words(N_("readings.{number}: is about ground that readings.{other} is about, "
                                   "too"), number=number, other=other))
        claimed.update(dict.fromkeys(mine, number))
    return faults


def _rule_errors(rules: Sequence[Rule], everything: list[Place], regions: frozenset[str], first: int,
                 where: str) -> list[str]:
    """List the errors of the first rules of a plan; `where` is a prefix of their numbers."""
    faults = []
    for number, rule in enumerate(rules[:first], start=1):
        faults += _unknown(rule.regions or frozenset(), regions, f"{where}rules.{number}")
    numbers = first_matches(everything, rules)
    for number in sorted(set(range(first)) - set(numbers)):
        faults.append(Words(N_("{where}rules.{number}: never reached, earlier rules match everything it "
                               "does"), where=where, number=number + 1))
    for number, holder in dict.fromkeys(zip(numbers, (place[1] for place in everything), strict=True)):
        if number < first and holder not in rules[number].status.holders:
            faults.append(Words(N_("{where}rules.{number}: '{status}' cannot be the status of ground "
                                   "held by {holder}"), where=where, number=number + 1,
                                status=rules[number].status, holder=holder))
    return faults


def _unknown(named: frozenset[str], regions: frozenset[str], where: str) -> list[str]:
    return [Words(N_("{where}.regions: '{region}' is unknown"), where=where, region=region)
            for region in sorted(named - regions)]


def _status_and_level(rule: Rule) -> tuple[str, str | None]:
    """Return the effect of a rule, ignoring its clause and confidence."""
    return rule.status, rule.level
