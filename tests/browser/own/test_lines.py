"""A reader's own line of contact, from a file or the archive: figures, notes and errors."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from geo.line_sources.archive import file_of
from layers.bundle.registry import EXPORTS
from layers.request import ExportRequest
from tests.conftest import DAYS
from tests.support.browsing.browser import HERE, ROOT, Reader, Visit, serving, visiting

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

ON = DAYS[2]
SQUARE = {"type": "Polygon", "coordinates": [
    [[37, 47.5], [38.5, 47.5], [38.5, 48.5], [37, 48.5], [37, 47.5]]]}
ELSEWHERE = {"type": "Polygon", "coordinates": [[[2, 48], [3, 48], [3, 49], [2, 48]]]}


def choose_kind(reader: Reader, words: str) -> None:
    """Choose the source of the line in the sidebar; the panel opens with a short animation."""
    page = reader.page
    label = page.locator(".st-key-line-kind label").filter(has_text=words)
    if not label.is_visible():
        page.get_by_text("Use another line of contact").click()
        expect(label).to_be_visible()
    reader.settle()
    page.wait_for_timeout(500)  # elements are hard to click while the panel opens
    label.click()
    expect(label.locator("input")).to_be_checked()


def bring_line(reader: Reader, path: Path) -> None:
    """Upload a file in the sidebar."""
    given = reader.page.locator('input[type="file"]')
    if not given.count():
        choose_kind(reader, "Upload a file")
        expect(given).to_have_count(1)
    given.set_input_files(path)


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "kml"])
def test_an_export_of_the_atlas_reproduces_its_figures(
    kind: str, visit: Visit, request_of: Callable[..., ExportRequest], tmp_path: Path
) -> None:
    path = tmp_path / f"line.{kind}"
    path.write_bytes(EXPORTS[kind].write(request_of("us-28-point", ON, parts=frozenset({"zones"}))))
    reader = visit().open(plan="us-28-point", on=ON.isoformat())
    before, fills = reader.lead, reader.fills()
    reader.map.evaluate("window.mine = true")
    with reader.repaint():
        bring_line(reader, path)
    assert reader.lead == before.replace("21 November 2025 ", f"21 November 2025 (from file line.{kind}) ")
    assert sorted(reader.fills().values()) == sorted(fills.values())
    assert reader.map.evaluate("window.mine") is True
    expect(reader.page.get_by_text("It is an export of this atlas")).to_be_visible()
    sums = reader.page.locator("table.ledger tr.sum").filter(has_text="All regions").first.locator("td")
    assert sums.nth(2).inner_text() == sums.nth(3).inner_text() == "0"


@pytest.mark.parametrize("content, says", [
    (b'{"type":"FeatureCollection","features":[]}', "holds no polygon"),
    (b"", "is empty"),
    (b"<kml><![CDATA[", "own.geojson"),
    (json.dumps(ELSEWHERE).encode(), "Ukraine"),
    (b"PK\x03\x04" + b"\0" * 40, "own.geojson"),
], ids=["no polygon", "empty", "broken", "elsewhere", "archive"])
def test_a_file_that_cannot_be_used_leaves_the_bundled_line(
    content: bytes, says: str, visit: Visit, tmp_path: Path
) -> None:
    path = tmp_path / "own.geojson"
    path.write_bytes(content)
    reader = visit().open(plan="freeze")
    before = reader.lead
    bring_line(reader, path)
    message = reader.page.locator('[data-testid="stAlert"]')
    expect(message).to_contain_text("The file cannot be used; the bundled line of contact is shown.")
    expect(message).to_contain_text(re.compile(says))
    assert reader.lead == before
    assert "line" not in reader.query


def test_a_hostile_file_name_is_shown_as_text(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "<img src=x onerror=alert(1)> [x](http:..evil) $a$ :smile:.geojson"
    path.write_text(json.dumps(SQUARE))
    reader = visit().open(plan="freeze")
    with reader.repaint():
        bring_line(reader, path)
    assert "<img src=x" in reader.lead
    assert reader.page.locator("img[src=x]").count() == 0


def test_an_address_cannot_carry_a_file(visit: Visit) -> None:
    reader = visit().open(plan="freeze", line="0123456789abcdef")
    expect(reader.page.get_by_text("an address cannot carry it")).to_be_visible()
    assert "line" not in reader.query


@pytest.fixture(scope="module")
def archive() -> Iterator[tuple[str, list[str]]]:
    """Serve an archive with a single day; also return the list of requested addresses."""
    asked: list[str] = []

    class Archive(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            there = self.path == f"/{file_of(ON)}"
            self.send_response(200 if there else 404)
            self.end_headers()
            if there:
                self.wfile.write(json.dumps(SQUARE).encode())

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer((HERE, 0), Archive)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://{HERE}:{server.server_port}/", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def come(archive: tuple[str, list[str]], chromium: Browser, tmp_path_factory: pytest.TempPathFactory
         ) -> Iterator[Visit]:
    """Return a function that opens a page configured to use this archive."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_ARCHIVE", archive[0])
        patch.setenv("ATLAS_CACHE", str(tmp_path_factory.mktemp("cache")))
        with serving(ROOT, tmp_path_factory.mktemp("server")) as address, \
                visiting(chromium, address) as arrive:
            yield arrive


def test_a_day_of_the_archive_is_shown_with_its_differences(
    come: Visit, archive: tuple[str, list[str]]
) -> None:
    reader = come().open(plan="freeze", on=ON.isoformat())
    with reader.repaint():
        choose_kind(reader, "DeepStateMap archive")
    assert archive[1] == [f"/{file_of(ON)}"]
    assert reader.query["line"] == "archive"
    expect(reader.page.get_by_text("How this line differs from our record for the same day")).to_be_visible()
    again = come().open(**reader.query)
    expect(again.page.get_by_text("nothing is fetched until you press")).to_be_visible()
    with again.repaint():
        again.page.locator(".st-key-line-ask button").click()
    assert len(archive[1]) == 1, "the day was kept"


def test_a_day_that_the_archive_lacks_leaves_the_bundled_line(
    come: Visit, archive: tuple[str, list[str]]
) -> None:
    reader = come().open(plan="freeze", on="2025-11-22")
    before = reader.lead
    choose_kind(reader, "DeepStateMap archive")
    message = reader.page.locator('[data-testid="stAlert"]')
    expect(message).to_contain_text("The bundled line of contact is shown.")
    asked = len(archive[1])
    reader.tick("layer-towns")
    assert len(archive[1]) == asked, "it is not asked again by every run"
    reader.page.locator(".st-key-line-again button").click()
    reader.page.wait_for_timeout(500)
    reader.settle()
    assert len(archive[1]) == asked + 1
    assert reader.lead == before


def test_features_of_an_ambiguous_file_are_chosen_below_it(visit: Visit, tmp_path: Path) -> None:
    other = {"type": "Polygon", "coordinates": [[[36, 49], [36.5, 49], [36.5, 49.2], [36, 49.2], [36, 49]]]}
    path = tmp_path / "layers.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"status": word}, "geometry": shape}
        for word, shape in (("Zone A", SQUARE), ("Unknown status", other))]}), encoding="utf-8")
    reader = visit().open(plan="freeze")
    page = reader.page
    bring_line(reader, path)
    expect(page.locator('[data-testid="stAlert"]')).to_contain_text("Choose below the file")
    column = page.locator('[class*="st-key-line-column-0"]').get_by_role("combobox")
    reader.unfold(column)
    with reader.rerun():
        page.get_by_role("option", name="status").click()
    reader.unfold(page.locator('[class*="st-key-line-values-0"]').get_by_role("combobox"))
    page.get_by_role("option", name="Unknown status (812 km²)").wait_for()
    page.keyboard.type("Zone")
    with reader.repaint():
        page.get_by_role("option", name="Zone A (12,400 km²)").click()
    expect(page.locator('[data-testid="stAlert"]')).to_have_count(0)
    expect(page.get_by_text("Counted as held by Russia: 12,400 km² with 'status' 'Zone A'.")).to_be_visible()
    assert "from file layers.geojson" in reader.lead
    page.screenshot(path=tmp_path / "chosen.png")
