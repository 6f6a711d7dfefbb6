"""Time per export format, and memory growth: `python -m benchmarks.exports`."""

import gc
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from geo.control.dates import DEFAULT_DAY
from geo.outcomes.outcome import outcome_of
from geo.plans.library import load_library, reference_days
from geo.world import control_for, load_world
from geo.zones.survey import ground_for
from layers.bundle.registry import EXPORTS
from layers.language import load_language
from layers.request import ExportRequest

PLAN = "us-28-point"
RUNS = 5
MANY = 200
PAGE_KB = resource.getpagesize() // 1024


def resident_mb() -> float:
    """Return the resident memory of this process in megabytes (Linux only)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * PAGE_KB / 1024


def seconds(make: Callable[[], object]) -> float:
    start = time.perf_counter()
    make()
    return time.perf_counter() - start


def main() -> None:
    """Print a table of formats, then the memory in use in the course of many exports."""
    world = load_world()
    library = load_library(world.regions.index, periods=world.periods)
    ground = ground_for(world, control_for(world, DEFAULT_DAY), reference_days(library))
    language = load_language("en")
    requests = {plan: ExportRequest(world, library, ground, outcome_of(world, library[plan], ground),
                                    language)
              for plan in library.plans}
    print(f"{'format':10}{'first, s':>10}{'then, s':>10}{'kB':>8}   one process, {RUNS} runs, median")
    for export in EXPORTS.values():
        request = replace(requests[PLAN], parts=export.parts)
        first = seconds(lambda e=export, o=request: e.write(o))
        then = statistics.median(seconds(lambda e=export, o=request: e.write(o)) for _ in range(RUNS))
        print(f"{export.id:10}{first:10.2f}{then:10.2f}{len(export.write(request)) // 1024:8}")
    small = [export for export in EXPORTS.values() if export.id not in ("bundle", "html")]
    plans = list(requests.values())
    marks = []
    for number in range(MANY):
        request, export = plans[number % len(plans)], small[number % len(small)]
        export.write(replace(request, parts=export.parts))
        if (number + 1) % (MANY // 4) == 0:
            gc.collect()
            marks.append(f"{resident_mb():.0f}")
    print(f"\nmemory after {', '.join(str(MANY // 4 * n) for n in range(1, 5))} exports: "
          f"{', '.join(marks)} MB")


if __name__ == "__main__":
    main()
