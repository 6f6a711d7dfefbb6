"""Published figures, pinned so that none changes unnoticed.

`python -m tests.golden` rewrites `figures.json`. It refuses to if a figure has changed, but
`geo.outcomes.figures.FIGURES_CHANGED` has not.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from geo.outcomes.outcome import Outcome, report
from geo.world import World

FILE = Path(__file__).with_name("figures.json")
PLAN = "us-28-point"
DAYS = tuple(map(date.fromisoformat, ("2024-07-08", "2025-11-21", "2026-08-22")))

ADVICE = (
    "a published figure has moved: move FIGURES_CHANGED in geo/outcomes/figures.py to today, mark the "
    "line in CHANGELOG.md with **[figure]**, then run "
    "'python -m tests.golden' and commit tests/golden/figures.json"
)

KM2_TOLERANCE = 0.015
"""Figures are rounded to hundredths, and another build of GEOS or PROJ may round the other way."""

Totals = Mapping[str, Mapping[str, Mapping[str, float]]]


def stored() -> dict[str, object]:
    return json.loads(FILE.read_text(encoding="utf-8"))


def totals(outcome_on: Callable[[str, date], Outcome], world: World) -> Totals:
    """Return the plan's totals by date and status, as `cli.py figures --json` prints them."""
    return {day.isoformat(): report(outcome_on(PLAN, day), world)["totals"] for day in DAYS}


def moved(before: Totals, after: Totals) -> list[str]:
    """List each figure that differs, as 'date status name: before, now after'."""
    found = []
    for day in sorted({*before, *after}):
        old, new = before.get(day, {}), after.get(day, {})
        for status in sorted({*old, *new}):
            was, now = old.get(status, {}), new.get(status, {})
            for name in sorted({*was, *now}):
                least = KM2_TOLERANCE if name.startswith("area") else 0
                if abs(was.get(name, -1) - now.get(name, -1)) > least:
                    found.append(f"{day} {status} {name}: {was.get(name)}, now {now.get(name)}")
    return found
