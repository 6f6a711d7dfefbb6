"""Plans as plain data: the rules that a browser applies to pieces of ground."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from geo.control.margin import MAX_STRIP_KM
from geo.plans.decision_table import Disposition, fitting
from geo.plans.edit.code import LONGEST
from geo.plans.edit.code_parts import WITHIN, disposition_code
from geo.plans.overlay import Overlay
from geo.plans.scenario import MAX_NAME_LENGTH, MAX_OVERLAYS, MAX_SITES, Rule, Scenario
from geo.status import Holder


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


def edit_data() -> dict[str, Any]:
    """Return what a browser needs to read the code of a reader's own plan (`geo.plans.edit.code`).

    Returns
    -------
    dict
        `effects`: by holder, the side on which each effect leaves the ground; an effect is a status, with its
        level behind a dot if it has one. `limits`: how long a code and a name may be, how deep a buffer,
        and how many overlays and sites there may be.
    """
    return {
        "effects": {holder.value: {effect_code(item): item.status.side.value for item in fitting(holder)}
                    for holder in Holder},
        "limits": {"code": LONGEST, "name": MAX_NAME_LENGTH, "km": MAX_STRIP_KM, "overlays": MAX_OVERLAYS,
                   "sites": MAX_SITES},
    }


def effect_code(item: Disposition) -> str:
    """Return how an effect is named among those of `edit_data`."""
    return WITHIN.join(disposition_code(item))


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
