"""Write the golden figures: `python -m tests.golden`."""

import json
import sys
from datetime import date

from geo.figures import FIGURES_CHANGED
from geo.inquiry import control_for, ground_for, outcome_of, reference_days
from geo.outcome import Outcome
from geo.scenarios import load_library
from geo.world import load_world
from tests import golden


def main() -> int:
    world = load_world()
    library = load_library(world.regions.index)
    befores = reference_days(library)

    def outcome_on(plan: str, day: date) -> Outcome:
        return outcome_of(world, library[plan], ground_for(world, control_for(world, day), befores))

    now = golden.totals(outcome_on, world)
    if golden.FILE.exists():
        stored = golden.stored()
        if stored["figures_changed"] == FIGURES_CHANGED and golden.moved(stored["totals"], now):
            sys.stderr.write(f"Not written: {golden.ADVICE}.\n")
            return 2
    value = {"figures_changed": FIGURES_CHANGED, "plan": golden.PLAN, "totals": now}
    golden.FILE.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{golden.FILE.name} written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
