"""Plans as plain data: the rules that a browser applies to pieces of ground."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from geo.plans.overlay import Overlay
from geo.plans.scenario import Rule, Scenario


def plan_data(plan: Scenario) -> dict[str, Any]:
    """Return what assigning statuses needs of a plan; the first rule that matches decides (`assign`).

    `overlays` lists what the plan lays over its zones, which is not computed from pieces.
    """
    return {
        "id": plan.id,
        "reference": plan.reference_date.isoformat() if plan.reference_date else None,
        "rules": [_rule(rule) for rule in plan.rules],
        "overlays": [_overlay(item) for item in plan.all_overlays],
    }


def answerable(plans: Iterable[Scenario], known: Iterable[date]) -> list[Scenario]:
    """Return the plans whose reference date, if they have one, is among the days of the record."""
    days = set(known)
    return [plan for plan in plans if plan.reference_date is None or plan.reference_date in days]


def _rule(rule: Rule) -> dict[str, Any]:
    written = {
        "regions": sorted(rule.regions) if rule.regions is not None else None,
        "holder": rule.holder and rule.holder.value,
        "before": rule.before and rule.before.value,
        "level": rule.level and rule.level.value,
    }
    return {**{name: value for name, value in written.items() if value is not None},
            "status": rule.status.value, "side": rule.status.side.value}


def _overlay(item: Overlay) -> dict[str, Any]:
    return {"kind": item.kind.value, "line": item.band.line.value}
