"""What the browser says of a control may be out of date: it must not undo what the reader chose meanwhile."""

from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from layers.choice import VIEWS
from page import binding, guard
from page.guard import on_change
from page.parts.interpretations import OPEN
from page.state.widget import show_value
from tests.page.test_page import visit

KINDS = ("radio", "selectbox", "checkbox", "number_input", "date_input", "slider", "text_input",
         "multiselect", "button_group", "text_area")
FIELD = {"radio": "string_value", "selectbox": "string_value", "multiselect": "string_array_value",
         "button_group": "string_array_value"}
USUAL = {"plan": "us-28-point", "on": "2025-11-21"}


def controls(page: AppTest) -> list[Any]:
    """Return every control on the page, found by walking it."""
    return [item for kind in KINDS for item in page.get(kind)]


def set_by_server(page: AppTest) -> list[str]:
    """Return the ids of the controls whose value travels to the browser with the latest run."""
    return [item.proto.id for item in controls(page) if item.proto.set_value]


def other_values(page: AppTest, items: list[Any]) -> WidgetStates:
    """Return what a browser sends that shows another value in each of these controls."""
    chosen: dict[str, Any] = {}
    for item in items:
        if item.type in FIELD:
            now = getattr(item._widget_state, FIELD[item.type])
            shown = [now] if isinstance(now, str) else list(now.data)
            chosen[item.id] = next((option for option in item.options if option not in shown), None)
        elif item.type == "slider":
            chosen[item.id] = item.min
        elif item.type == "checkbox":
            item.set_value(not item.value)
        elif item.type in ("text_input", "text_area"):
            item.set_value("another value")
        else:
            item.set_value(item.min if item.value != item.min else item.max)
    states = page._tree.get_widget_states()
    for state in states.widgets:
        option = chosen.get(state.id)
        if option is not None and state.WhichOneof("value") == "string_array_value":
            state.string_array_value.data[:] = [option]
        elif option is not None and state.WhichOneof("value") == "double_array_value":
            state.double_array_value.data[:] = [option]
        elif option is not None:
            state.string_value = option
    return states


@pytest.fixture
def fragment_runs(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list of one value, which says whether a run is that of a fragment."""
    is_fragment = [False]
    monkeypatch.setattr(guard, "is_fragment_run", lambda: is_fragment[0])
    return is_fragment


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the keys of the controls that show a value of the session, filled as the page is drawn."""
    keys: set[str] = set()

    def noted(key: str, value: object) -> None:
        keys.add(key)
        show_value(key, value)

    monkeypatch.setattr(binding, "show_value", noted)
    return keys


VISITS = [
    *({**USUAL, "view": view} for view in VIEWS),
    {**USUAL, "plan": "kellogg-buffer", "strip": "7", "units": "mi2", "base": "none", "margin": "3"},
    {**USUAL, "view": "compare", "against": "freeze", "against_on": "2026-08-22"},
    {**USUAL, "line": "liveuamap", "layers": "crimea contact", "frame": "UA-14"},
    {**USUAL, "view": "write", "own": "1~us-28-point~frozen.14r~buffer.15~ref.2022-02-23~name.Mine"},
    {**USUAL, "reading": "kinburn=left-open"},
]


@pytest.mark.parametrize("address", VISITS, ids=lambda address: " ".join(address.values())[:60])
def test_what_a_fragments_run_says_of_a_control_changes_nothing(
    address: dict[str, str], fragment_runs: list[bool], bound: set[str]
) -> None:
    """Whatever control it is: the message may be older than what the server has set meanwhile."""
    page = visit(**address)
    if "reading" in address:
        page.session_state[OPEN] = True
        page.run()
    before, items = dict(page.query_params), controls(page)
    shown = {item.key: item.value for item in items if item.key in bound}
    assert len(shown) > 10
    fragment_runs[0] = True
    page._run(other_values(page, items))
    assert not page.exception
    assert dict(page.query_params) == before
    fragment_runs[0] = False
    page.run()
    assert dict(page.query_params) == before
    assert {item.key: item.value for item in controls(page) if item.key in bound} == shown


def test_the_same_message_of_the_whole_page_is_heard() -> None:
    """Or else the law above could not fail."""
    page = visit(**USUAL)
    for name in ("on-widget", "margin-widget", "units-widget", "base-widget", "layer-crimea", "view-widget",
                 "frame-region", "line-kind", "plan-report"):
        item = next(item for item in controls(page) if item.key == name)
        before = dict(page.query_params)
        page._run(other_values(page, [item]))
        assert not page.exception
        assert dict(page.query_params) != before, name


@pytest.mark.parametrize("view", VIEWS)
def test_a_run_that_changes_nothing_sets_no_control(view: str) -> None:
    """A value that is set would replace what the reader chooses while the run is being drawn."""
    page = visit(view=view, plan="us-28-point", on="2025-11-21")
    assert set_by_server(page)
    assert set_by_server(page.run()) == []


def test_the_control_that_the_reader_used_is_not_set() -> None:
    page = visit(plan="us-28-point", on="2025-11-21")
    page.run()
    page.radio(key="plan-text").set_value("russia-june-2024").run()
    assert page.query_params["plan"] == "russia-june-2024"
    assert not [name for name in set_by_server(page) if "plan-" in name]
    page.radio(key="plan-reference").set_value("freeze").run()
    assert [name.rpartition("plan-")[2] for name in set_by_server(page) if "plan-" in name] == ["text"]


@pytest.mark.parametrize("order", [1, -1])
def test_a_group_that_is_cleared_in_the_same_run_takes_nothing_back(order: int) -> None:
    page = visit(plan="freeze", on="2025-11-21")
    changes = [("plan-text", "russia-june-2024"), ("plan-reference", None)]
    for key, value in changes[::order]:
        page.radio(key=key).set_value(value)
    page.run()
    assert page.query_params["plan"] == "russia-june-2024"


def test_the_run_of_a_fragment_changes_no_control_outside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    callback = on_change("a test")(heard.append)
    callback("whole page")
    monkeypatch.setattr(guard, "is_fragment_run", lambda: True)
    callback("fragment")
    assert heard == ["whole page"]
