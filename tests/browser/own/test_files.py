"""Downloads from the page: made on request, identical to the exporter's files, without a rerun."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download

from layers.bundle.registry import EXPORTS, SHAPES, file_name
from layers.captions.alt_text import alt_text
from layers.captions.citation import citation
from layers.frame import AFFECTED, box_of
from layers.plate.render import write_plate
from tests.support.browsing.browser import visiting
from tests.support.browsing.reader import PATIENCE_MS, Reader
from tests.support.files.export_requests import RequestOf

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

PLAN, DAY = "russia-june-2024", date(2025, 11, 21)


@pytest.fixture(scope="module")
def reader(chromium: Browser, site: str) -> Iterator[Reader]:
    """A reader on the page of the Russian terms, with all regions shown."""
    with visiting(chromium, site) as arrive:
        there = arrive().open(plan=PLAN)
        there.page.get_by_text("All sizes and formats; citation").click()
        there.page.locator(".st-key-export-bundle button:visible").wait_for()
        yield there


def download(reader: Reader, export: str) -> tuple[str, bytes]:
    """Press a download button and return the file's name and content."""
    with reader.page.expect_download(timeout=3 * PATIENCE_MS) as coming:  # a bundle takes a while
        reader.page.locator(f".st-key-export-{export} button:visible").click()
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()


ON_MAP = frozenset({"zones", "contact", "plan_line"})
"""Layers of the geodata files with everything on the map switched on; this plan has no strip."""


@pytest.mark.parametrize("export", list(EXPORTS))
def test_a_download_is_named_after_plan_and_date_and_equals_the_terminals(
    reader: Reader, request_of: RequestOf, export: str
) -> None:
    name, content = download(reader, export)
    export_request = request_of(
        PLAN, frame=AFFECTED, parts=ON_MAP if EXPORTS[export].group == SHAPES else frozenset({"zones"})
    )
    assert name == file_name(export_request, EXPORTS[export])
    assert name.startswith(f"{PLAN}_{DAY}_")
    assert content == EXPORTS[export].write(export_request)


def test_the_quick_buttons_offer_the_most_common_files(reader: Reader, request_of: RequestOf) -> None:
    for name in ("png", "briefing", "geojson"):
        with reader.page.expect_download() as coming:
            reader.page.locator(f".st-key-quick-{name} button:visible").click()
        content = Path(coming.value.path()).read_bytes()
        assert content == EXPORTS[name].write(
            request_of(PLAN, frame=AFFECTED, parts=frozenset({"zones"}))), name


def test_size_view_and_plan_of_a_picture_can_be_chosen(reader: Reader, request_of: RequestOf) -> None:
    page = reader.page
    for key, words in (("picture-size", "Square"), ("picture-frame", re.compile("^Donetsk$"))):
        page.locator(f".st-key-{key}").get_by_role("combobox").click()
        page.get_by_role("option", name=words).click()
        reader.settle()
    page.locator(".st-key-picture-bare label").click()
    reader.settle()
    name, content = download(reader, "svg")
    page.locator(".st-key-picture-bare label").click()
    reader.settle()
    assert name == f"today_{DAY}_donetsk-1x1.svg"
    assert content == write_plate(request_of("today", size="1x1", frame="donetsk"), "svg")


def picture_called(reader: Reader, name: str) -> Download:
    """Take pictures away until one is called so: of a moved map the server hears once it has come to rest."""
    for _ in range(10):
        reader.page.wait_for_timeout(2500)
        with reader.page.expect_download() as coming:
            reader.page.locator(".st-key-quick-png button:visible").click()
        if coming.value.suggested_filename == name:
            break
    assert coming.value.suggested_filename == name
    return coming.value


def test_a_picture_shows_what_is_on_the_screen(chromium: Browser, site: str, request_of: RequestOf) -> None:
    """A map that the reader has moved is shown as it stands, otherwise as its frame has it."""
    with visiting(chromium, site) as arrive:
        reader = arrive().open(plan=PLAN)
        reader.map.locator(".leaflet-container").dispatch_event("wheel")
        reader.map.evaluate("map_div.setView([48.5, 37.5], 9, {animate: false})")
        box = reader.map.evaluate("window.atlas.seen()")
        west, south, east, north = box_of(box) or (0, 0, 0, 0)
        assert west < 37.5 < east
        assert south < 48.5 < north
        for frame, name in ((box, "part"), (AFFECTED, AFFECTED)):
            coming = picture_called(reader, f"{PLAN}_{DAY}_{name}-16x9.png")
            assert Path(coming.path()).read_bytes() == write_plate(request_of(PLAN, frame=frame), "png")
            reader.page.locator(".st-key-frames button").filter(has_text="Affected ground").click()
        assert reader.map.evaluate("window.atlas.seen()") == ""


def test_citation_and_alt_text_go_to_the_clipboard(reader: Reader, request_of: RequestOf) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for key, text in (
        ("copy-citation", citation(request_of(PLAN))),
        ("copy-alt", alt_text(request_of(PLAN))),
    ):
        reader.page.locator(f".st-key-{key} button").click()
        reader.page.locator(f".st-key-{key}").get_by_text("Copied.").wait_for()
        assert reader.page.evaluate("navigator.clipboard.readText()") == text


def test_a_download_holds_the_regions_that_are_shown(reader: Reader) -> None:
    reader.tick("layer-crimea")
    _, content = download(reader, "geojson")
    reader.tick("layer-crimea")
    regions = {item["properties"]["region"] for item in json.loads(content)["features"]}
    assert "UA-14" in regions
    assert not regions & {"UA-43", "UA-40"}


def test_a_download_leaves_the_page_and_the_map_alone(reader: Reader) -> None:
    """The script does not run, so nothing is repainted and no frame is rebuilt."""
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
