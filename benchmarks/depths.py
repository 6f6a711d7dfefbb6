"""Time of a change of depth, a curve, a solved line and a plan's parts: `python -m benchmarks.depths`."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from geo.cache import remembering
from geo.case import LineChoice
from geo.control.dates import DEFAULT_DAY
from geo.explore.pull_back import curve, pull_back
from geo.explore.solver import AREA, PEOPLE, Goal, Whose, solve, solve_shift
from geo.plans.library import load_library
from geo.plans.overlay import Baseline
from geo.workspace import Workspace
from geo.world import load_world

PLAN = "us-28-point"
DEPTHS_KM = (0.5, 1.0, 2.5, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0)


def main() -> None:
    """Print how long each takes once the line is surveyed, and the survey itself."""
    world = load_world()
    work = Workspace(world, load_library(world.regions.index), remembering())
    front, plan = LineChoice(DEFAULT_DAY, 0.0), work.library[PLAN]
    with _timed("the line surveyed"):
        ground = work.ground(front, plan)
    for line in (Baseline.LINE_OF_CONTACT, Baseline.PLAN_LINE):
        with _timed(f"ground beside the {line.value} prepared"):
            depths = work.depths(front, plan, line)
        times = [_seconds(partial(pull_back, depths, line, km, km)) for km in DEPTHS_KM]
        print(f"  another depth, both sides: median {statistics.median(times) * 1000:.0f} ms, "
              f"most {max(times) * 1000:.0f} ms")
        with _timed("  a curve of 15 depths"):
            curve(depths)
    with _timed("a depth for 500,000 people"):
        solve(work.depths(front, None, Baseline.LINE_OF_CONTACT), Whose.BOTH, Goal(PEOPLE, 500_000))
    with _timed("a shift for 2,000 km²"):
        solve_shift(world, ground, Whose.UKRAINE, Goal(AREA, 2000))
    with _timed("cells of the line"):
        work.cells(front, plan)
    times = [_seconds(partial(work.together, front, one)) for one in work.library.plans.values()]
    print(f"what hangs together under one of {len(times)} plans: "
          f"median {statistics.median(times) * 1000:.0f} ms, most {max(times) * 1000:.0f} ms")


def _seconds(run: Callable[[], Any]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


@contextmanager
def _timed(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"{what}: {(time.perf_counter() - start) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
