"""How long the page of one file takes for another day, and how large it is: python -m benchmarks.any_day.

The page is opened from a file, offline. In each round the reader goes from a day to the next one, or to a
day far away; both are timed from the change of the date to the end of the script (`script`) and to the end
of the next frame (`frame`). So is a comparison with another plan on a day far away, and the measuring of
zones of 150 by 150 km is timed. Nothing is asserted.
"""

import gzip
import json
import os
import random
import statistics
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import sync_playwright

from geo.case import LineChoice
from geo.control.dates import DEFAULT_DAY, days
from geo.engine.file import engine_file
from geo.plans.library import load_library
from geo.workspace import Workspace
from geo.world import load_world
from layers.language import load_language
from layers.one_file.standalone import standalone
from layers.request import ExportRequest
from tools.find_chromium import installed, named

ROUNDS = 60
PLAN = "us-28-point"
CHANGE = """async ([id, value]) => {
  const box = document.getElementById(id);
  const start = performance.now();
  box.value = value;
  box.dispatchEvent(new Event("change"));
  const script = performance.now() - start;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [script, performance.now() - start];
}"""
FIGURES = """(asked) => {
  const start = performance.now();
  for (const question of asked) window.atlas.figures(question);
  return (performance.now() - start) / asked.length;
}"""
ZONE = """(corners) => {
  const start = performance.now();
  window.atlas.zone({ corners });
  return performance.now() - start;
}"""
WIDE, TALL = 2.0, 1.35


def main() -> None:
    """Measure, and print one JSON object."""
    world = load_world()
    library = load_library(world.regions.index)
    work = Workspace(world, library)
    front = LineChoice(DEFAULT_DAY, 1.0)
    outcome = work.apply(front, library[PLAN])
    content = standalone(ExportRequest(world, library, outcome.ground, outcome, load_language("en")))
    known = days(world.record.periods)
    rng = random.Random(1)  # noqa: S311 - the same days every time, nothing secret
    path = named() or installed()
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        file = Path(folder) / "map.html"
        file.write_bytes(content)
        browser = driver.chromium.launch(executable_path=path, args=flags)
        page = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True).new_page()
        page.goto(file.as_uri())
        page.wait_for_function("document.querySelector('.leaflet-container')?.dataset.painted")
        times: dict[str, list[list[float]]] = {"next": [], "far": [], "compared": []}
        for _ in range(ROUNDS):
            day = rng.choice(known[:-3])
            times["far"].append(page.evaluate(CHANGE, ["day", day.isoformat()]))
            times["next"].append(page.evaluate(CHANGE, ["day", (day + timedelta(days=1)).isoformat()]))
        for _ in range(ROUNDS):
            page.evaluate(CHANGE, ["against", ""])
            page.evaluate(CHANGE, ["day", rng.choice(known).isoformat()])
            times["compared"].append(page.evaluate(CHANGE, ["against", rng.choice(list(library.plans))]))
        zone_ms = [page.evaluate(ZONE, _box(rng.uniform(30, 37), rng.uniform(46.5, 50)))
                   for _ in range(ROUNDS)]
        asked = [{"plan": rng.choice(list(library.plans)), "on": rng.choice(known).isoformat(),
                  "record": "deepstate"} for _ in range(400)]
        figures_ms = page.evaluate(FIGURES, asked)
        browser.close()
    sys.stdout.write(json.dumps({
        "page_bytes": len(content), "page_gzip_bytes": len(gzip.compress(content, 9)),
        "engine_bytes": len(engine_file(world, library.plans.values())),
        "figures_ms": round(figures_ms, 2), "zone_ms": round(statistics.median(zone_ms), 1),
        "day_ms": {name: {"script": round(statistics.median(one[0] for one in found), 1),
                          "frame": round(statistics.median(one[1] for one in found), 1)}
                   for name, found in times.items()},
        "load": os.getloadavg()[0],
    }, indent=1) + "\n")


def _box(west: float, south: float) -> list[list[float]]:
    """Return the corners of a zone in degrees."""
    return [[west, south], [west + WIDE, south], [west + WIDE, south + TALL], [west, south + TALL]]


if __name__ == "__main__":
    main()
