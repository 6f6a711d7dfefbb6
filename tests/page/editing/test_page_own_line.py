"""A reader's own line on the whole page: its credit, its notes, and its privacy."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import shapely
from streamlit.runtime.caching import clear_session_resource_cache

from layers.export.geojson import geojson
from layers.request import ExportRequest
from page.state import kept
from page.state.files import shelf
from tests.geo.selection.test_line_selection import EAST, MIDDLE, WEST, features
from tests.page.test_page import visit
from tests.support.files import line_files
from tests.support.files.export_requests import PLAN

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


TWO_DAYS = features((EAST, {"status": "Occupied land", "day": "2025-11-20"}),
                    (MIDDLE, {"status": "Unknown status", "day": "2025-11-20"}),
                    (WEST, {"status": "Occupied land", "day": "2025-11-21"}))


def test_features_of_an_ambiguous_file_are_chosen_on_the_page() -> None:
    page = visit(plan=PLAN, on="2025-11-21")
    bring(page, "two_days.geojson", TWO_DAYS)
    assert any("Choose below the file" in item.value for item in page.warning)
    column = one(page, "line-column-0")
    assert column.options == ["status", "day"]
    assert column.value is None
    column.select("day").run()
    values = one(page, "line-values-0")
    assert values.options == ["2025-11-20 (1,800 km²)", "2025-11-21 (487 km²)"]
    values.set_value(["2025-11-20"]).run()
    assert not page.exception
    assert not [item for item in page.warning if "two_days" in item.value]  # the one held feature is taken
    one(page, "line-column-1").select("status").run()
    one(page, "line-values-1").set_value(["Unknown status"]).run()
    assert "file two_days.geojson, brought by the reader" in told(page)
    said = "".join(item.value.replace("\\", "") for item in page.caption)
    assert "Counted as held by Russia: 812 km²" in said
    called = page.session_state["line"]
    page.session_state["view"] = "all"
    page.run()
    assert page.session_state["line"] == called  # the choice stays with the file


def test_what_the_file_says_itself_can_be_chosen_otherwise() -> None:
    page = visit(plan=PLAN, on="2025-11-21")
    bring(page, "mine.geojson", features((EAST, {"status": "Occupied land"}),
                                         (MIDDLE, {"status": "Unknown status"})))
    assert not page.warning
    first = page.session_state["line"]
    one(page, "line-column-0").select("status").run()
    assert page.session_state["line"] == first  # until a value is chosen
    one(page, "line-values-0").set_value(["Unknown status", "Occupied land"]).run()
    assert page.session_state["line"] != first
    bring(page, "other.geojson", line_files.geojson(INLAND))
    assert not [box for box in page.selectbox if str(box.key).startswith("line-column")]


def one(page: object, key: str) -> Any:
    """The choice that a key begins with; the rest of it names the file."""
    boxes = [*page.selectbox, *page.multiselect]  # type: ignore[attr-defined]
    return next(box for box in boxes if str(box.key).startswith(key))
