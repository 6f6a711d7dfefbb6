"""Memory of the server over an hour of mixed use: `python -m benchmarks.page.mixed_use --graph FILE.svg`.

One reader after another opens the page in Chromium at some plan and day, switches plans, takes a picture and
a file of shapes away, brings the file of the reader before as a line of contact, and leaves. Nothing is
asserted.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from benchmarks.page.browser import WINDOW, chromium
from benchmarks.page.report import say
from benchmarks.page.server import Server
from benchmarks.page.variant import OURS
from geo.control.dates import days
from geo.plans.library import Library, load_library
from geo.world import load_world

SEED, SWITCHES, PATIENCE_MS = 15, 3, 120_000
DONE = '[data-test-script-state="notRunning"]'
WIDTH, HEIGHT, MARGIN = 720, 260, 44
GRAPH = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"
 font-size="12"><title>Resident memory of the server over time</title>
<rect width="{width}" height="{height}" fill="#FFFFFF"/>
<path d="M{margin} {top}V{bottom}H{right}" fill="none" stroke="#57606A"/>
<polyline points="{points}" fill="none" stroke="#1F5F8B" stroke-width="2"/>
<text x="4" y="{top}">{most:.0f} MB</text><text x="4" y="{bottom}">0 MB</text>
<text x="{right}" y="{below}" text-anchor="end">{minutes:.0f} minutes, {visits} readers</text>
</svg>
"""


def visit(browser: Browser, server: Server, library: Library, chance: np.random.Generator,
          folder: Path) -> None:
    """Be one reader: open, switch, take away, bring along."""
    world = load_world()
    known = days(world.periods)
    day = known[chance.integers(len(known))]
    plans = chance.choice(list(library.plans), SWITCHES + 1, replace=False)
    with browser.new_context(viewport=WINDOW, accept_downloads=True) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"http://{server.address}/?plan={plans[0]}&on={day.isoformat()}")
        settle(page)
        for plan in plans[1:]:
            page.locator("[data-testid=stSidebar] [data-testid=stRadio] label").filter(
                has=page.get_by_text(library[plan].short_title, exact=True)).first.click()
            settle(page)
        taken = folder / "shapes.geojson"
        if taken.exists():
            bring(page, taken)
        for key, path in (("quick-png", folder / "picture.png"), ("quick-geojson", taken)):
            with page.expect_download() as coming:
                page.locator(f".st-key-{key} button").click()
            coming.value.save_as(path)


def bring(page: Page, path: Path) -> None:
    """Use a file as the line of contact."""
    page.get_by_text("Use another line of contact").click()
    page.wait_for_timeout(500)
    page.locator(".st-key-line-kind label").filter(has_text="Upload a file").click()
    page.locator('[data-testid=stSidebar] input[type="file"]').set_input_files(path)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the script is done."""
    page.wait_for_timeout(300)
    page.locator(DONE).first.wait_for()


def graph(seconds: Sequence[float], memory_mb: Sequence[float]) -> str:
    """Return a line of memory over time as SVG."""
    most, right, bottom = max(memory_mb) * 1.1, WIDTH - 8, HEIGHT - MARGIN
    points = " ".join(
        f"{MARGIN + (right - MARGIN) * at / seconds[-1]:.1f},{bottom - (bottom - 16) * mb / most:.1f}"
        for at, mb in zip(seconds, memory_mb, strict=True))
    return GRAPH.format(width=WIDTH, height=HEIGHT, margin=MARGIN, top=16, bottom=bottom, right=right,
                        below=bottom + 18, points=points, most=most, minutes=seconds[-1] / 60,
                        visits=len(seconds) - 1)


def main() -> int:
    """Let readers come and go, then print the memory after every tenth part and draw it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page.mixed_use", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--graph", type=Path, metavar="FILE")
    options = parser.parse_args()
    library = load_library(load_world().regions.index)
    chance, lost = np.random.default_rng(SEED), 0
    with Server(OURS) as server, chromium() as browser, tempfile.TemporaryDirectory() as folder:
        begin = time.monotonic()
        seconds, memory_mb = [0.0], [server.memory_mb()]
        while seconds[-1] < options.minutes * 60:
            try:
                visit(browser, server, library, chance, Path(folder))
            except PlaywrightTimeoutError:
                lost += 1
            seconds.append(time.monotonic() - begin)
            memory_mb.append(server.memory_mb())
    tenths = [round(n * (len(memory_mb) - 1) / 10) for n in range(11)]
    say(f"{len(seconds) - 1} readers in {seconds[-1] / 60:.0f} minutes, {lost} of whom gave up",
        "MB after every tenth of them: " + ", ".join(f"{memory_mb[n]:.0f}" for n in tenths))
    if options.graph:
        options.graph.write_text(graph(seconds, memory_mb), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
