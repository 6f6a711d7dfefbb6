"""What a reader takes away: files made when asked for, the same as the exporter's, without a rerun."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from geo.outcome import Outcome
from geo.world import World
from layers.exports import EXPORTS
from layers.selection import LAYERS, shown_regions
from tests.browser import Reader, visiting

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.browser

PLAN, DAY = "russia-june-2024", date(2025, 11, 21)
WHATS = {"geojson": "zones", "csv": "table"}


@pytest.fixture(scope="module")
def reader(chromium: Browser, site: str) -> Iterator[Reader]:
    """A reader of the Russian terms, with every region shown."""
    with visiting(chromium, site) as arrive:
        yield arrive().open(plan=PLAN)


def download(reader: Reader, export: str) -> tuple[str, bytes]:
    """Press a download button; the file's name and content."""
    with reader.page.expect_download() as coming:
        reader.page.locator(f".st-key-export-{export} button:visible").click()
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()


@pytest.mark.parametrize("export", list(EXPORTS))
def test_a_download_is_named_after_plan_and_date_and_equals_the_export(
    reader: Reader, world: World, outcome_on: Callable[[str, date], Outcome], export: str
) -> None:
    name, content = download(reader, export)
    outcome = outcome_on(PLAN, DAY)
    shown = shown_regions(list(world.regions.index), frozenset(LAYERS))
    assert name == f"{PLAN}_{DAY}_{WHATS[export]}.{EXPORTS[export].suffix}"
    assert content == EXPORTS[export].write(outcome, world, shown)


def test_a_download_holds_the_regions_that_are_shown(reader: Reader) -> None:
    reader.tick("layer-crimea")
    _, content = download(reader, "geojson")
    reader.tick("layer-crimea")
    regions = {item["properties"]["region"] for item in json.loads(content)["features"]}
    assert "UA-14" in regions
    assert not regions & {"UA-43", "UA-40"}


def test_a_download_leaves_the_page_and_the_map_alone(reader: Reader) -> None:
    """No run of the script, so nothing is repainted and no frame is rebuilt."""
    reader.map.evaluate("""() => { window.mine = 0;
      new MutationObserver(() => { window.mine += 1; }).observe(
        map_div.getContainer(), { attributes: true, subtree: true, childList: true }); }""")
    runs = reader.page.evaluate_handle("""() => { const seen = [];
      new MutationObserver(found => seen.push(...found.map(one => one.target.dataset.testScriptState)))
        .observe(document.querySelector('[data-testid=stApp]'),
                 { attributes: true, attributeFilter: ['data-test-script-state'] }); return seen; }""")
    download(reader, "geojson")
    reader.settle()
    assert runs.json_value() == []
    assert reader.map.evaluate("window.mine") == 0
