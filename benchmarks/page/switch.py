"""Compare the cost of switching plans with that of a conventional page: `python -m benchmarks.page.switch`.

Five servers run in parallel on their own ports, and every stage measures them in turn. All are stopped
at the end. Only 127.0.0.1 is contacted. Times are reported, not asserted.
"""

import argparse
import asyncio
import json
import os
import platform
import signal
import sys
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.page.browser import repaints
from benchmarks.page.cost import costs, first_costs, footprints
from benchmarks.page.crowd import Level, crowd
from benchmarks.page.report import cost_table, crowd_table, footprint_table, repaint_table, say
from benchmarks.page.server import Server
from benchmarks.page.variant import OURS, OURS_UNTUNED, PLANS, VARIANTS, WITH_MAP
from geo.plans.library import load_library
from geo.world import load_world


@dataclass(frozen=True)
class Effort:
    """The number of repetitions of each stage."""

    warm_up: int
    switches: int
    warm_clicks: int
    clicks: int
    levels: tuple[int, ...]
    level_seconds: float
    memory_sessions: int
    memory_switches: int


FULL = Effort(warm_up=8, switches=40, warm_clicks=4, clicks=12,
              levels=(10, 20, 40, 80, 160, 240, 320), level_seconds=15,
              memory_sessions=6, memory_switches=100)
QUICK = Effort(warm_up=4, switches=8, warm_clicks=1, clicks=3,
               levels=(10, 40, 80), level_seconds=5,
               memory_sessions=1, memory_switches=40)


def main() -> int:
    """Run all stages, print their tables and, on request, write the raw numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page.switch", description=__doc__)
    parser.add_argument("--quick", action="store_true",
                        help="two minutes instead of fifteen, and rougher numbers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the raw numbers")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    raw = measure(QUICK if options.quick else FULL)
    if options.json:
        options.json.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    return 0


def measure(effort: Effort) -> dict[str, Any]:
    """Run all four stages on the same servers and return the raw numbers."""
    library = load_library(load_world().regions.index)
    order = list(library.plans)
    plans = [order.index(name) for name in PLANS]
    labels = [library[name].short_title for name in PLANS]
    machine = about()
    say("A switch of plan: ours beside the usual page", ", ".join(machine.values()))
    with ExitStack() as stack:
        servers = [stack.enter_context(Server(variant)) for variant in VARIANTS]
        cost = asyncio.run(costs(servers, plans, effort.warm_up, effort.switches))
        say(f"1. The server, one reader, {effort.switches} switches each", cost_table(cost))
        first = asyncio.run(first_costs(servers, list(range(len(order)))))
        say(f"The same, {len(order)} plans that the browser has not had yet", cost_table(first))
        paint = repaints([server for server in servers if server.variant in WITH_MAP], labels,
                         effort.warm_clicks, effort.clicks)
        say(f"2. In Chromium, {effort.clicks} clicks each", repaint_table(paint))
        memory = {
            server.variant.id: asyncio.run(
                footprints(server, plans, effort.memory_sessions, effort.memory_switches))
            for server in servers if server.variant in (OURS, OURS_UNTUNED)
        }
        say("3. Memory of the server", footprint_table(memory))
        levels = asyncio.run(crowds(servers, plans, effort))
        say("4. Sessions held, each switching every 5 s: median / 95th percentile",
            crowd_table(levels))
    say("Load average at the end", load())
    stages: dict[str, dict[str, Any]] = {
        "cost": cost, "first": first, "repaint": paint, "memory": memory, "crowd": levels,
    }
    return {"machine": machine, **{
        stage: {name: [asdict(one) for one in found] for name, found in by_variant.items()}
        for stage, by_variant in stages.items()
    }}


async def crowds(servers: list[Server], plans: list[int], effort: Effort) -> dict[str, list[Level]]:
    """Run every level on every server, until a server fails a level twice in a row.

    The second attempt avoids dropping a variant because of unrelated load on the machine.
    """
    found: dict[str, list[Level]] = {server.variant.id: [] for server in servers}
    for size in effort.levels:
        for server in servers:
            levels = found[server.variant.id]
            if not levels or levels[-1].held:
                level = await crowd([server], plans, size, effort.level_seconds)
                if not level.held:
                    again = await crowd([server], plans, size, effort.level_seconds)
                    level = min(level, again, key=lambda one: (one.failed, one.p95_ms))
                levels.append(level)
    return found


def about() -> dict[str, str]:
    """Return the machine and the versions, for the report."""
    return {
        "cores": f"{os.cpu_count()} cores",
        "python": f"Python {platform.python_version()}",
        **{name: f"{name} {version(name)}" for name in ("streamlit", "streamlit-folium", "folium")},
        "load": f"load average {load()}",
    }


def load() -> str:
    """Return the load average over one minute; the benchmark itself accounts for about two."""
    return f"{os.getloadavg()[0]:.1f}"



if __name__ == "__main__":
    sys.exit(main())
