"""Giving every zone the status of the first rule that matches it."""

import pandas as pd

from geo.plans.scenario import Rule, Scenario
from geo.status import Holder, Status

BEFORE = "before"
"""Column of who held the ground on the one earlier day that a plan refers to."""


def assign(table: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Apply a plan's rules to zones.

    Parameters
    ----------
    table
        One row per zone; columns `region`, `holder`, and, if the plan has a reference date, BEFORE:
        who held the ground then (see `Ground.seen_by`).
    scenario
        The plan; its last rule matches everything.

    Returns
    -------
    DataFrame
        Index of `table`; columns `rule` (position in `scenario.rules`), `status` and `side`.
    """
    before = table[BEFORE] if scenario.reference_date else pd.Series("", index=table.index)
    rule_of = pd.Series(len(scenario.rules) - 1, index=table.index, name="rule")
    free = pd.Series(True, index=table.index)
    for number, rule in enumerate(scenario.rules):
        hit = free & _matches(rule, table, before)
        rule_of[hit] = number
        free &= ~hit
    statuses = rule_of.map({n: rule.status.value for n, rule in enumerate(scenario.rules)})
    sides = statuses.map({status.value: status.side.value for status in Status})
    return pd.DataFrame({"rule": rule_of, "status": statuses, "side": sides})


def _matches(rule: Rule, table: pd.DataFrame, before: pd.Series) -> pd.Series:
    hit = pd.Series(True, index=table.index)
    if rule.regions is not None:
        hit &= table["region"].isin(rule.regions)
    if rule.holder is not None:
        hit &= table["holder"] == rule.holder.value
    if rule.before is not None:
        hit &= before == rule.before.value
    return hit


def rule_errors(scenario: Scenario, regions: frozenset[str]) -> list[str]:
    """Say where a plan's rules make no sense, whatever the line of contact.

    Returns
    -------
    list of str
        Unknown regions, rules that an earlier rule hides, and statuses that do not fit who
        holds the ground, such as `returned` for ground that Ukraine holds; the same for the rules
        of each reading. Also readings that change nothing, two that are about the same ground,
        and published figures for ground that does not all end up on one side.
    """
    everything = pd.MultiIndex.from_product(
        [sorted(regions), list(Holder), list(Holder)], names=["region", "holder", BEFORE]
    ).to_frame(index=False)
    faults = _rule_errors(scenario, everything, regions, len(scenario.rules), "")
    plain, claimed = assign(everything, scenario), pd.Series(0, index=everything.index)
    for number, reading in enumerate(scenario.readings, start=1):
        mine = pd.Series(False, index=everything.index)
        for place, option in enumerate(reading.options, start=1):
            where = f"readings.{number}.options.{place}"
            if option.rules:
                read = scenario.model_copy(update={"rules": option.rules + scenario.rules})
                faults += _rule_errors(read, everything, regions, len(option.rules), f"{where}.")
                result = assign(everything, read)
                mine |= result["rule"] < len(option.rules)
                if _fates(result, read).equals(_fates(plain, scenario)):
                    faults.append(f"{where}: changes nothing")
            if option.figure is not None:
                faults += _unknown(option.figure.regions, regions, f"{where}.figure")
                there = everything["region"].isin(option.figure.regions)
                there &= everything["holder"] == option.figure.holder.value
                if plain.loc[there, "side"].nunique() > 1:
                    faults.append(f"{where}.figure: its ground does not all end up on one side")
        for other in sorted(set(claimed[mine]) - {0}):
            faults.append(f"readings.{number}: is about ground that readings.{other} is about, too")
        claimed[mine] = number
    return faults


def _rule_errors(scenario: Scenario, everything: pd.DataFrame, regions: frozenset[str], first: int,
             where: str) -> list[str]:
    """Faults of the first rules of a plan; `where` stands before their numbers."""
    faults = []
    for number, rule in enumerate(scenario.rules[:first], start=1):
        faults += _unknown(rule.regions or frozenset(), regions, f"{where}rules.{number}")
    result = assign(everything, scenario).join(everything)
    for number in sorted(set(range(first)) - set(result["rule"])):
        faults.append(f"{where}rules.{number + 1}: never reached, earlier rules match everything it does")
    pairs = result.loc[result["rule"] < first, ["rule", "status", "holder"]].drop_duplicates()
    for row in pairs.itertuples():
        if row.holder not in Status(row.status).holders:
            faults.append(
                f"{where}rules.{row.rule + 1}: '{row.status}' cannot be the status of ground "
                f"held by {row.holder}"
            )
    return faults


def _unknown(named: frozenset[str], regions: frozenset[str], where: str) -> list[str]:
    return [f"{where}.regions: '{region}' is unknown" for region in sorted(named - regions)]


def _fates(result: pd.DataFrame, scenario: Scenario) -> pd.Series:
    """Status and level of every zone as one text."""
    words = {n: f"{rule.status} {rule.level}" for n, rule in enumerate(scenario.rules)}
    return result["rule"].map(words)
