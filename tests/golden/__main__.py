"""Write the golden figures: `python -m tests.golden`."""

import json
import sys
from datetime import date

from geo.outcomes.figures import FIGURES_CHANGED
from geo.outcomes.outcome import Outcome, outcome_of
from geo.plans.library import load_library, reference_days
from geo.world import control_for, load_world
from geo.zones.survey import ground_for
from tests import golden


def main() -> int:
    world = load_world()
    library = load_library(world.regions.index)
    earlier_days = reference_days(library)

    def outcome_on(plan: str, day: date) -> Outcome:
        return outcome_of(world, library[plan], ground_for(world, control_for(world, day), earlier_days))

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
