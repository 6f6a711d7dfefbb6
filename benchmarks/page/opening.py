"""Opening the page, and days not asked before: `python -m benchmarks.page.opening`.

The page is opened in Chromium, by turns with its own map and with an empty one, each time as by a reader who
was never there. Then a client without a browser asks for days that nobody has asked for. Times are reported,
not asserted; the ratios are comparable between machines.
"""

import asyncio
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

import numpy as np
from playwright.sync_api import Browser

from benchmarks.page.browser import WINDOW, chromium
from benchmarks.page.client import Client
from benchmarks.page.report import ratio, say, spread, table
from benchmarks.page.server import Server
from benchmarks.page.variant import NO_MAP, OURS
from geo.world import load_world

OPENINGS, WARM_UP, DAYS, SEED = 12, 2, 40, 15
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
SENTENCE = "document.querySelector('.st-key-headline h1') !== null"
MAP = """() => [...document.querySelectorAll("iframe[src*=st_folium]")]
  .some((frame) => frame.contentDocument?.querySelector(".leaflet-container"))"""
ZONES = """() => [...document.querySelectorAll("iframe[src*=st_folium]")]
  .some((frame) => frame.contentDocument?.querySelector("path.leaflet-interactive"))"""


@dataclass(frozen=True)
class Opening:
    """When something was first to be seen, in milliseconds after the address was entered."""

    paint_ms: float
    sentence_ms: float
    map_ms: float


def opening(browser: Browser, server: Server, drawn: str) -> Opening:
    """Open a page in a new context and wait until `drawn` is true."""
    with browser.new_context(viewport=WINDOW) as context:
        page = context.new_page()
        page.goto(f"http://{server.address}/", wait_until="commit")
        seen = []
        for condition in (SENTENCE, drawn):
            page.wait_for_function(condition, timeout=60_000, polling="raf")
            seen.append(float(page.evaluate("performance.now()")))
        return Opening(float(page.evaluate(PAINTED)), *seen)


def openings(servers: Sequence[Server]) -> dict[str, list[Opening]]:
    """Open the page of every server in turn; return the results by variant id."""
    found: dict[str, list[Opening]] = {server.variant.id: [] for server in servers}
    with chromium() as browser:
        for number in range(-WARM_UP, OPENINGS):
            for server in servers:
                one = opening(browser, server, ZONES if server.variant is OURS else MAP)
                if number >= 0:
                    found[server.variant.id].append(one)
    return found


async def new_days(server: Server) -> list[float]:
    """Ask for days that nobody has asked for; return how long each took in milliseconds."""
    every = [period.first + timedelta(days=n) for period in load_world().periods
             for n in range((period.last - period.first).days + 1)]
    numbers = np.random.default_rng(SEED).choice(len(every), DAYS, replace=False)
    async with Client(server.address) as client:
        return [(await client.choose_day(every[int(number)])).seconds * 1000 for number in numbers]


def opening_table(found: dict[str, list[Opening]]) -> str:
    """Format what was first seen when, and the ratios of the medians."""
    columns: tuple[Callable[[Opening], float], ...] = (
        lambda one: one.paint_ms, lambda one: one.sentence_ms, lambda one: one.map_ms)
    ours, empty = found[OURS.id], found[NO_MAP.id]
    rows = [[variant.title, *(spread([get(one) for one in found[variant.id]], 0) for get in columns)]
            for variant in (OURS, NO_MAP)]
    rows.append([f"{OURS.title} / {NO_MAP.title}",
                 *(ratio(median(map(get, ours)), median(map(get, empty))) for get in columns)])
    return table(["", "first paint, ms", "sentence, ms", "map, ms"], rows)


def main() -> int:
    """Measure both and print them."""
    with ExitStack() as stack:
        servers = [stack.enter_context(Server(variant)) for variant in (OURS, NO_MAP)]
        say(f"Opening the page, {OPENINGS} times each", opening_table(openings(servers)))
        days = asyncio.run(new_days(servers[0]))
        say(f"{DAYS} days that nobody had asked for", f"{spread(days, 0)} ms, at most {max(days):,.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
