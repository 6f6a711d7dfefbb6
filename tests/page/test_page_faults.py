"""Unexpected errors in any part of the page: one sentence there, an entry in the log, and the rest works."""

import ast
import re
from pathlib import Path
from typing import Any, NoReturn

import pytest
from streamlit.testing.v1 import AppTest

from geo.errors import SourceError
from tests.conftest import ROOT
from tests.page.test_page import visit
from tests.support.source import tree

PANELS: dict[str, tuple[str, dict[str, str]]] = {  # what fails, and the address of a page that uses it
    "headline figures": ("page.parts.cards.provenance_of", {}),
    "map": ("page.layout.show_map", {}),
    "map of a frame": ("page.parts.share.show_map", {"mode": "embed"}),
    "legend": ("page.state.rendered.legend", {}),
    "sentences": ("page.state.rendered.words", {}),
    "share": ("page.parts.share.copy_button", {}),
    "search": ("page.parts.towns.st.text_input", {}),
    "card of a spot": ("page.parts.cards.zone_at", {"at": "37.5600 48.7400"}),
    "card of a town": ("page.state.rendered.town", {"place": "UA1412009001"}),
    "comparison with states": ("page.state.rendered.moved_sentence", {"on": "2024-06-06"}),
    "downloads": ("page.parts.downloads.citation", {}),
    "interpretations": ("page.parts.interpretations.plain_of", {}),
    "card of the plan": ("page.parts.cards._clauses", {}),
    "people today": ("page.parts.notes.remaining_html", {}),
    "notes": ("page.state.rendered.areas", {}),
    "line of contact": ("page.sidebar.line_choice", {}),
    "time": ("page.views.time_slider.known", {"view": "time"}),
    "history": ("page.views.history._chart", {"view": "time"}),
    "clauses beside each other": ("page.views.compare.differing_clauses", {"view": "compare"}),
    "sentences of a comparison": ("page.state.rendered.differing_words", {"view": "compare"}),
    "small maps": ("page.views.overview.literal", {"view": "all"}),
    "table of plans": ("page.views.overview.matrix_html", {"view": "all"}),
    "lineage": ("page.views.overview.lineage", {"view": "all"}),
    "corners": ("page.views.draw_zone._listed", {"view": "zone"}),
    "editor": ("page.editor.own_plan.draft_editor", {"view": "write"}),
}

OPENED = {"share": "share", "downloads": "all-downloads", "people today": "people-today",
          "notes": "region-areas"}
"""The panels that must be open for a part to be drawn."""

CALLS = {"on_click", "on_change"}


def fail(*_: Any, **__: Any) -> NoReturn:
    raise KeyError("2022-02-23")


def refuse(*_: Any, **__: Any) -> NoReturn:
    raise SourceError("A file is wrong.")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "atlas.log"
    monkeypatch.setenv("ATLAS_LOG", str(path))
    return path


def parts(page: AppTest) -> set[str]:
    """Return which of the parts common to all views except the frame are present."""
    html = " ".join(item.proto.body for item in page.get("html"))
    found = {"map"} if page.get("component_instance") else set()
    found |= {"sentence"} if re.search(r"<h1[^>]*>[^<]", html) else set()
    found |= {"credits"} if "do not imply endorsement" in html else set()
    return found | ({"sidebar"} if page.sidebar.date_input else set())


def missing(name: str, query: dict[str, str]) -> set[str]:
    """Return the parts that may be missing: the broken one, and those its view never has."""
    of_view = {"map"} if query.get("view") == "all" else set()
    return of_view | {"map"} if name.startswith("map") else \
        of_view | {"sentence"} if name.startswith("sentences") else of_view


@pytest.mark.parametrize("name", list(PANELS))
def test_an_error_in_one_part_does_not_affect_the_others(
    name: str, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, query = PANELS[name]
    monkeypatch.setattr(broken, fail)
    page = visit(*filter(None, [OPENED.get(name)]), **query)
    assert not page.exception
    said = [item.value for item in page.error]
    assert said
    entries = log.read_text(encoding="utf-8")
    assert all(text.rstrip(".\\")[-8:] in entries for text in said)
    assert "KeyError: '2022-02-23'" in entries
    assert {"map", "sentence", "credits", "sidebar"} - parts(page) == missing(name, query)


@pytest.mark.parametrize("name", ["map", "sentences", "downloads", "lineage"])
def test_an_expected_error_does_not_affect_the_others_either(
    name: str, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is described and not logged."""
    broken, query = PANELS[name]
    monkeypatch.setattr(broken, refuse)
    page = visit(*filter(None, [OPENED.get(name)]), **query)
    assert not page.exception
    assert not page.error
    assert any("A file is wrong" in item.value.replace("\\", "") for item in page.warning)
    assert {"map", "sentence", "credits", "sidebar"} - parts(page) == missing(name, query)
    assert not log.exists()


def test_an_error_in_everything_is_one_sentence(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("page.state.cache.workspace", fail)
    page = visit()
    assert not page.exception
    assert any("log" in item.value for item in page.error)
    assert "sidebar" in parts(page)


def test_an_error_in_a_button_s_callback_leaves_the_page_unchanged(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit()
    before = dict(page.query_params)
    monkeypatch.setattr("page.parts.towns.find", fail)
    page.text_input(key="query").set_value("Kramatorsk").run()
    assert not page.exception
    assert len(page.error) == 1
    assert parts(page) == {"map", "sentence", "credits", "sidebar"}
    assert dict(page.query_params) == before
    assert "looking up a place" in log.read_text(encoding="utf-8")


def guards(node: ast.expr) -> bool:
    return (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            and node.func.id in ("guarded", "on_change"))


def test_every_widget_callback_is_guarded() -> None:
    """By a decorator or in place: Streamlit runs callbacks before the page, outside all other guards."""
    seen = 0
    for path in sorted((ROOT / "page").rglob("*.py")):
        module = tree(path)
        safe = {node.name for node in ast.walk(module) if isinstance(node, ast.FunctionDef)
                and any(map(guards, node.decorator_list))}
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
            for argument in (item for item in call.keywords if item.arg in CALLS):
                value = argument.value
                if isinstance(value, ast.Constant):  # "ignore" and "rerun" are not callbacks
                    continue
                seen += 1
                assert (isinstance(value, ast.Name) and value.id in safe) or (
                    isinstance(value, ast.Call) and guards(value.func)), (path.name, value.lineno)
    assert seen > 20
