"""How soon a slider answers: `python -m benchmarks.page.slider`.

In Chromium each side's pull-back is moved by half a kilometre at a time. *Words* is the time from the key to
the first frame in which the sentence below names the new depth, *map* that to the first frame with other
ground drawn. Every depth is new to the server. Server, browser and this script share the machine.
"""

import sys
from dataclasses import dataclass

from playwright.sync_api import Page

from benchmarks.page.browser import WINDOW, chromium
from benchmarks.page.report import say, spread, table
from benchmarks.page.server import Server
from benchmarks.page.variant import OURS

STEP_KM, WARM_UP, STEPS = 0.5, 2, 20
REST_MS, MAX_MS = 900, 20_000
PANEL, ANSWER = ".st-key-pull-back", "figure.depths"
SIDES = ("russia", "ukraine")
WATCH = """km => {
  const began = performance.now(), words = new RegExp(`\\\\b${km} km`), seen = window.seen = {};
  const drawn = () => [...document.querySelector('iframe[src*="st_folium"]').contentDocument
    .querySelectorAll(".leaflet-overlays-pane path")].map(path => path.getAttribute("d")).join();
  const before = drawn();
  const look = () => {
    const told = [...document.querySelectorAll(".st-key-pull-back p")].map(one => one.innerText);
    if (!seen.words && told.some(text => text.includes("pull back") && words.test(text)))
      seen.words = performance.now() - began;
    if (!seen.map && drawn() !== before) seen.map = performance.now() - began;
    if (!seen.words || !seen.map) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@dataclass(frozen=True)
class Answer:
    """When a slider's new value was to be seen, in milliseconds after the key was pressed."""

    words_ms: float
    map_ms: float


def answers(page: Page, side: str) -> list[Answer]:
    """Move a side's slider, each time when all is quiet."""
    thumb = page.locator(f"{PANEL}-{side} input[type=range]")
    thumb.focus()
    found = []
    for number in range(1, WARM_UP + STEPS + 1):
        page.evaluate(WATCH, f"{number * STEP_KM:g}".replace(".", "\\."))
        thumb.press("ArrowRight")
        page.wait_for_function("window.seen.words && window.seen.map", timeout=MAX_MS, polling="raf")
        found.append(Answer(*page.evaluate("[window.seen.words, window.seen.map]")))
        page.wait_for_timeout(REST_MS)
    return found[WARM_UP:]


def main() -> int:
    """Measure the sliders of both sides and print a table."""
    with Server(OURS) as server, chromium() as browser, browser.new_context(viewport=WINDOW) as context:
        page = context.new_page()
        rows = []
        for side in SIDES:
            page.goto(f"http://{server.address}/?plan=us-28-point")
            page.locator(f"{PANEL} summary").first.click(timeout=60_000)
            page.locator(f"{PANEL} {ANSWER}").first.wait_for(timeout=60_000)
            page.wait_for_timeout(REST_MS)
            found = answers(page, side)
            rows.append([side, spread([one.words_ms for one in found], 0),
                         spread([one.map_ms for one in found], 0),
                         f"{max(max(one.words_ms, one.map_ms) for one in found):,.0f}"])
    say(f"A pull-back by {STEP_KM} km more, {STEPS} times a side",
        table(["slider", "words, ms", "map, ms", "longest, ms"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
