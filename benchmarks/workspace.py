"""The effect of the workspace's cache keys: each case with an empty cache, and after a similar case.

    python -m benchmarks.workspace

The ratios are comparable between machines; the times are not.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from geo.cache import remembering
from geo.case import Case, LineChoice
from geo.plans.edit.code import draft_code
from geo.plans.edit.draft import Draft
from geo.plans.library import Library, load_library
from geo.workspace import Workspace
from geo.world import World, load_world
from layers.language import load_language
from layers.plate.scene import scene_of
from layers.request import ExportRequest

DAY, PLAN, BUFFERED = date(2025, 11, 21), "us-28-point", "kellogg-buffer"


def seconds(work: Callable[[], object]) -> float:
    """Return the duration of a single call in seconds."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def compared(world: World, library: Library, first: Case, second: Case) -> tuple[float, float]:
    """Return the time for the second case with an empty cache, and after the first case."""
    fresh = seconds(lambda: Workspace(world, library, remembering()).outcome(second))
    work = Workspace(world, library, remembering())
    work.outcome(first)
    return fresh, seconds(lambda: work.outcome(second))


def main() -> None:
    """Print one line for each kind of difference between two cases."""
    world = load_world()
    library = load_library(world.regions.index, periods=world.periods)
    plain = Case(LineChoice(DAY, 1.0), PLAN)
    buffered = replace(plain, plan=BUFFERED)
    reading = library[PLAN].readings[0] if library[PLAN].readings else None
    pairs = {
        "another plan": (plain, replace(plain, plan="freeze")),
        "another margin": (plain, replace(plain, front=LineChoice(DAY, 2.0))),
        "another depth of the buffer": (buffered, replace(buffered, strip_km=10.0)),
        "an own plan edited": (replace(buffered, own=draft_code(Draft(BUFFERED, name="A"))),
                               replace(buffered, own=draft_code(Draft(BUFFERED, name="B")))),
    }
    if reading is not None and reading.others:
        asked = f"{reading.id}={reading.others[0].id}"
        pairs["another interpretation"] = (plain, replace(plain, reading=asked))
    world.record.cells  # noqa: B018 - computed once, before timing starts
    print(f"{'what differs':30}{'afresh, s':>11}{'after, s':>11}{'times':>8}")
    for name, (first, second) in pairs.items():
        fresh, after = compared(world, library, first, second)
        print(f"{name:30}{fresh:>11.3f}{after:>11.3f}{fresh / max(after, 1e-6):>8.0f}")
    outcome = Workspace(world, library, remembering()).outcome(plain)
    request = ExportRequest(world, library, outcome.ground, outcome, load_language("en"))
    first, again = (seconds(lambda: scene_of(request)) for _ in range(2))
    print(f"{'a picture after the first':30}{first:>11.3f}{again:>11.3f}{first / again:>8.1f}")


if __name__ == "__main__":
    main()
