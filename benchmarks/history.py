"""Time for a whole history, compared with surveying each day: `python -m benchmarks.history`."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial

from geo.control.dates import days
from geo.outcomes.history import history, pieces_for
from geo.outcomes.outcome import outcome_of
from geo.plans.library import load_library
from geo.world import control_for, load_world
from geo.zones.survey import ground_for

RUNS = 7
SURVEYED = 7
"""Number of days surveyed one by one, spread over the record; the total is estimated from their median."""


def main() -> None:
    """Print times for one plan, for all plans and for surveys of every day, and their ratio."""
    world = load_world()
    library = load_library(world.regions.index, periods=world.periods)
    known = days(world.periods)
    plan = library[library.default]
    earlier_days = [plan.reference_date] if plan.reference_date else []
    sample = known[:: max(1, len(known) // SURVEYED)][:SURVEYED]

    first_s, first_rows = timed(lambda: len(history(world, plan)))
    whole_s = statistics.median(timed(lambda: history(world, plan))[0] for _ in range(RUNS))
    pieces = pieces_for(world)
    again_s = statistics.median(timed(lambda: history(world, plan, pieces=pieces))[0] for _ in range(RUNS))
    all_s, _ = timed(lambda: [history(world, each, pieces=pieces) for each in library.plans.values()])

    def surveyed(day: date) -> object:
        return outcome_of(world, plan, ground_for(world, control_for(world, day), earlier_days), 0)

    survey_s = statistics.median(timed(partial(surveyed, day))[0] for day in sample)
    print(f"{len(known)} days, {len(pieces.pieces):,} pieces, {first_rows:,} rows")
    print(f"one plan: first {first_s * 1000:.0f} ms, median {whole_s * 1000:.0f} ms; "
          f"with the pieces at hand {again_s * 1000:.0f} ms; "
          f"all {len(library.plans)} plans {all_s * 1000:.0f} ms")
    print(f"a survey takes {survey_s * 1000:.0f} ms (with ranges), all days {survey_s * len(known):.0f} s: "
          f"{survey_s * len(known) / whole_s:,.0f} times as long")


def timed(run: Callable[[], object]) -> tuple[float, object]:
    """Return the duration of a call in seconds, and its result."""
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main()
