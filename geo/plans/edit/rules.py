"""The rules of an edited plan: a reader's changes as rules, and what they leave of the plan's own."""

from collections.abc import Mapping
from datetime import date

from geo.errors import N_
from geo.plans.decision_table import Condition, Disposition, fitting, pairs
from geo.plans.scenario import Confidence, Rule, Scenario
from geo.status import Holder

CLAUSE = N_("the reader's own choice")
NOTE = N_("Chosen by the reader, whatever the plan that was edited says of this ground.")


def differences(
    wanted: Mapping[Condition, Disposition], plain: Mapping[Condition, Disposition], day: date | None
) -> dict[Condition, Disposition]:
    """Return the conditions whose effects differ from the base's.

    If the reference date changes, conditions whose effect in the base depends on it are included too.
    """
    found: dict[Condition, Disposition] = {}
    for region, holder in pairs({condition.region for condition in plain}):
        conditions = [Condition(region, holder, before) for before in Holder]
        now, then = (
            [wanted[condition] for condition in conditions],
            [plain[condition] for condition in conditions],
        )
        moved = day is not None and then[0] != then[1]
        if now == then and not moved:
            continue
        if now[0] == now[1]:
            found[Condition(region, holder)] = now[0]
        else:
            found |= {
                condition: wanted[condition]
                for condition in conditions
                if moved or wanted[condition] != plain[condition]
            }
    return found


def new_rules(changes: Mapping[Condition, Disposition]) -> list[Rule]:
    """Convert changes to rules, one for all regions with the same effect and condition."""
    alike: dict[tuple[Disposition, Holder, Holder | None], set[str]] = {}
    for condition, disposition in changes.items():
        alike.setdefault((disposition, condition.holder, condition.before), set()).add(condition.region)
    order = [(disposition, holder, before) for holder in Holder for disposition in fitting(holder)
             for before in (*Holder, None)]
    return [Rule(regions=frozenset(alike[key]), holder=key[1], before=key[2], status=key[0].status,
                 level=key[0].level, clause=CLAUSE, confidence=Confidence.OWN, note=NOTE)
            for key in order if key in alike]


def remaining_rules(
    base: Scenario, changes: Mapping[Condition, Disposition], numbers: Mapping[Condition, int]
) -> list[Rule]:
    """Return the rules of the base that still apply, narrowed to the ground that was not changed."""
    decided: dict[int, set[Condition]] = {}
    kept: dict[int, set[Condition]] = {}
    for condition, number in numbers.items():
        decided.setdefault(number, set()).add(condition)
        if condition not in changes and Condition(condition.region, condition.holder) not in changes:
            kept.setdefault(number, set()).add(condition)
    result = []
    for number, conditions in sorted(kept.items()):
        rule = base.rules[number]
        if conditions != decided[number]:
            holders = {condition.holder for condition in conditions}
            regions_left = (
                None if rule.regions is None else frozenset(condition.region for condition in conditions)
            )
            holder = holders.pop() if len(holders) == 1 else None
            rule = rule.model_copy(update={"regions": regions_left, "holder": holder})
        result.append(rule)
    return result
