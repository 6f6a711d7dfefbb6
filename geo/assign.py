"""Giving every zone the status of the first rule that matches it."""

import pandas as pd

from geo.scenario import Rule, Scenario
from geo.status import HOLDER_OF, SIDE_OF, Holder, Status


def assign(table: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Apply a plan's rules to zones.

    Parameters
    ----------
    table
        One row per zone; columns `region`, `holder`, and, if the plan has a reference date, a
        column of that date's ISO text with who held the ground then (see `Ground.table`).
    scenario
        The plan; its last rule matches everything.

    Returns
    -------
    DataFrame
        Index of `table`; columns `rule` (position in `scenario.rules`), `status` and `side`.
    """
    day = scenario.reference_date
    before = table[day.isoformat()] if day is not None else pd.Series("", index=table.index)
    rule_of = pd.Series(len(scenario.rules) - 1, index=table.index, name="rule")
    free = pd.Series(True, index=table.index)
    for number, rule in enumerate(scenario.rules):
        hit = free & _matches(rule, table, before)
        rule_of[hit] = number
        free &= ~hit
    statuses = rule_of.map({n: rule.status.value for n, rule in enumerate(scenario.rules)})
    sides = statuses.map({status.value: side.value for status, side in SIDE_OF.items()})
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


def misfits(scenario: Scenario, regions: frozenset[str]) -> list[str]:
    """Say where a plan's rules make no sense, whatever the line of contact.

    Returns
    -------
    list of str
        Unknown regions, rules that an earlier rule hides, and statuses that do not fit who
        holds the ground, such as `returned` for ground that Ukraine holds.
    """
    faults = []
    for number, rule in enumerate(scenario.rules, start=1):
        unknown = sorted((rule.regions or frozenset()) - regions)
        faults += [f"rules.{number}.regions: '{region}' is unknown" for region in unknown]
    day = scenario.reference_date.isoformat() if scenario.reference_date else ""
    combinations = pd.MultiIndex.from_product(
        [sorted(regions), list(Holder), list(Holder)], names=["region", "holder", day or "before"]
    ).to_frame(index=False)
    result = assign(combinations, scenario).join(combinations)
    for number in sorted(set(range(len(scenario.rules))) - set(result["rule"])):
        faults.append(f"rules.{number + 1}: never reached, earlier rules match everything it does")
    pairs = result[["rule", "status", "holder"]].drop_duplicates()
    for row in pairs.itertuples():
        if row.holder not in HOLDER_OF[SIDE_OF[Status(row.status)]]:
            faults.append(
                f"rules.{row.rule + 1}: '{row.status}' cannot be the status of ground "
                f"held by {row.holder}"
            )
    return faults
