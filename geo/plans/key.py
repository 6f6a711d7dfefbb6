"""A short name for the content of a plan, for caches and for the folders of sweeps."""

import hashlib
import json

from geo.plans.scenario import Scenario


def plan_key(plan: Scenario) -> str:
    """Return a hash of the content of a plan, the same in every process."""
    def ordered(value: object) -> object:
        return sorted(value, key=str) if isinstance(value, (set, frozenset)) else str(value)

    text = json.dumps(plan.model_dump(), default=ordered, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
