"""The interactive map in one HTML file in a browser, opened from the file without server or network.

Test modules list this file in `pytest_plugins` and import from it (hence PYTEST_DONT_REWRITE).
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from geo.outcomes.figures import plain, tally
from geo.world import World
from layers.one_file.standalone import standalone
from layers.style.settlements import settlements
from tests.support.files.export_requests import PLAN, RequestOf

PAINTED = "() => document.querySelector('.leaflet-container')?.dataset.painted"

ENGINE = """() => window.atlasEngine.open(Uint8Array.from(
  atob(document.getElementById("engine").textContent.trim()), (one) => one.charCodeAt(0)))"""
"""A function that opens the engine of the page anew."""

NEAR_KM2 = 0.01 + 1e-6
OpenMap = Callable[..., Page]
Rows = list[dict[str, Any]]


@pytest.fixture(scope="session")
def one_file(request_of: RequestOf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stick") / "map.html"
    path.write_bytes(standalone(request_of(PLAN)))
    return path


@pytest.fixture
def open_map(chromium: Browser, one_file: Path) -> Iterator[OpenMap]:
    """Open the page offline; afterwards there must have been no requests and no errors."""
    contexts, asked, faults = [], [], []

    def opened(part: str = "", size: tuple[int, int] = (1200, 900), at: Path = one_file,
               **more: bool) -> Page:
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, offline=True,
                                       reduced_motion="reduce", **more)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(at.as_uri() + part)
        if more.get("java_script_enabled", True):
            page.wait_for_function(PAINTED)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert faults == []


def by_key(rows: Rows) -> dict[tuple[str, ...], tuple[float, int]]:
    """Return area and people by region, status and holder."""
    return {(row["region"], row["status"], row["holder"]): (row["area_km2"], row["people"]) for row in rows}


def assert_same_figures(rows: Rows, table: pd.DataFrame, *where: object) -> None:
    """Assert that rows of the page are those of the survey: to a hundredth of a km² and to the person."""
    found, right = by_key(rows), by_key([plain(row) for row in tally(table).to_dict("records")])
    assert found.keys() == right.keys(), where
    for key, (area_km2, people) in right.items():
        assert found[key][1] == people, (*where, key)
        assert abs(found[key][0] - area_km2) <= NEAR_KM2, (*where, key)


@pytest.fixture(scope="module")
def town_order(world: World) -> pd.Index:
    """The codes of all settlements, by their positions in the file."""
    return settlements(world).sort_index().index
