"""Panels: what a closed one contains is not sent, what an open one contains can be drawn."""

import ast

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Expander

from layers.choice import VIEWS
from tests.conftest import ROOT
from tests.page.test_page import visit, warnings
from tests.support.source import tree

KEEPING = {"page/panel.py", "page/parts/upload_line.py", "page/views/draw_zone.py"}
"""The two beside the panel itself hold a reader's file and text, which Streamlit drops with their widgets."""

PATIENCE_S = 600
"""Every published figure is compared once its panel is open."""


def panels(page: AppTest) -> dict[str, Expander]:
    """Return the panels by key, without those that always keep their content."""
    return {one.proto.id.split("-", 2)[2]: one for one in page.expander if one.proto.id}


@pytest.mark.parametrize("view", VIEWS)
def test_a_closed_panel_is_empty_and_an_open_one_is_not(view: str) -> None:
    page = visit(view=view)
    assert warnings(page) == []
    found = panels(page)
    assert len(found) > 5
    closed = {key for key in found if not page.session_state[key]}
    assert {key for key, one in found.items() if not one.children} == closed
    for key in closed:
        page.session_state[key] = True
    page.run(timeout=PATIENCE_S)
    assert warnings(page) == []
    assert set(panels(page)) == set(found)
    assert all(one.children for one in panels(page).values())


def test_the_first_view_opens_with_the_layers_the_accuracy_and_the_clauses() -> None:
    page = visit()
    assert {key for key in panels(page) if page.session_state[key]} == {
        "layer-switches", "accuracy", "plan-clauses"}


def test_a_closed_panel_of_the_sidebar_changes_nothing_else() -> None:
    """Its controls are not drawn, and what they say still holds."""
    page = visit(margin="2", units="mi2")
    page.checkbox(key="layer-towns").uncheck().run()
    assert warnings(page) == []
    before = dict(page.query_params)
    page.session_state["layer-switches"] = page.session_state["accuracy"] = False
    page.run()
    assert not page.sidebar.checkbox
    assert warnings(page) == []
    assert dict(page.query_params) == before
    page.session_state["layer-switches"] = page.session_state["accuracy"] = True
    page.run()
    assert page.number_input(key="margin-widget").value == 2
    assert page.checkbox(key="layer-towns").value is False
    assert dict(page.query_params) == before


def test_what_was_chosen_in_a_panel_is_still_chosen_when_it_is_opened_again() -> None:
    page = visit("all-downloads", "settlements")
    page.selectbox(key="picture-size").set_value("1x1")
    page.selectbox(key="list-status").set_value("returned")
    page.run()
    for is_open in (False, True):
        page.session_state["all-downloads"] = page.session_state["settlements"] = is_open
        page.run()
    assert page.selectbox(key="picture-size").value == "1x1"
    assert page.selectbox(key="list-status").value == "returned"


def test_every_panel_of_the_page_is_one_of_these() -> None:
    """Streamlit's own expander draws its content while it is closed."""
    found = set()
    for path in sorted((ROOT / "page").rglob("*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr == "expander":
                found.add(path.relative_to(ROOT).as_posix())
    assert found == KEEPING
