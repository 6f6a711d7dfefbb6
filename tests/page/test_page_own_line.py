"""A reader's own line on the whole page: its credit, its notes, and its privacy."""

from collections.abc import Callable
from datetime import date

import pytest
import shapely
from streamlit.runtime.caching import clear_session_resource_cache

from layers.export.geojson import geojson
from layers.request import ExportRequest
from page.state import kept
from page.state.files import shelf
from tests.page.test_page import visit
from tests.support import line_files
from tests.support.export_requests import PLAN

VIEWS = ("plan", "compare", "all", "time")
SESSION = "test session id"
"""The session id of pages in tests."""
INLAND = shapely.box(37.5, 47.5, 38.5, 48.5)


@pytest.fixture
def export(request_of: Callable[..., ExportRequest]) -> bytes:
    return geojson(request_of(PLAN, date(2025, 11, 21), parts=frozenset({"zones"})))


def told(page: object) -> str:
    return "".join(item.proto.body for item in page.get("html"))  # type: ignore[attr-defined]


def bring(page: object, name: str, content: bytes) -> None:
    page.radio(key="line-kind").set_value("own").run()  # type: ignore[attr-defined]
    page.file_uploader(key="line-file").set_value((name, content, "application/json")).run()  # type: ignore[attr-defined]


def test_a_date_chosen_after_the_upload_gives_a_note_on_the_date_of_the_file(export: bytes) -> None:
    page = visit(plan=PLAN, on="2025-11-21")
    bring(page, "mine.geojson", export)
    note = "It was exported for the line of contact of 2025-11-21."
    notes = [item.value.replace("\\", "") for item in page.caption]
    assert any("It is an export of this atlas" in words for words in notes)
    assert note not in notes
    page.date_input(key="on-widget").set_value(date(2026, 8, 22)).run()
    assert note in [item.value.replace("\\", "") for item in page.caption]


def test_nothing_of_a_readers_own_line_is_shared_and_it_has_its_own_credit() -> None:
    page = visit(plan="kellogg-buffer", on="2025-11-21")
    assert "Line of contact: DeepStateMap.live settlement status" in told(page)
    kept.shared()  # results for the recorded line are cached by now
    bring(page, "mine.geojson", line_files.geojson(INLAND))
    assert not page.exception
    assert not page.error
    for view in VIEWS:
        page.session_state["view"] = view
        page.run()
        assert not page.exception
        assert "file mine.geojson, brought by the reader" in told(page), view
        if view in ("plan", "all", "time"):
            assert "Line of contact: DeepStateMap.live" not in told(page), view
    called = page.session_state["line"]
    asked = [key for of in kept.shared()._kept.values() for key in of]
    assert asked
    assert not [key for key in asked if called in str(key)]
    published = {path.name for path in shelf().folder.iterdir()}
    private = {name for name in published if len(name.split(".")[1]) == 32}
    assert private
    clear_session_resource_cache(SESSION)  # what Streamlit does after the browser has disconnected
    assert not private & {path.name for path in shelf().folder.iterdir()}
