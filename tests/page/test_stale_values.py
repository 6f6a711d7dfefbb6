"""What the browser says of a control may be out of date: it must not undo what the reader chose meanwhile."""

import pytest
from streamlit.testing.v1 import AppTest

from layers.choice import VIEWS
from page import guard
from page.guard import on_change
from tests.page.test_page import visit


def set_by_server(page: AppTest) -> list[str]:
    """Return the ids of the controls whose value travels to the browser with the latest run."""
    kinds = ("radio", "selectbox", "checkbox", "number_input", "date_input", "slider", "text_input",
             "multiselect", "button_group", "text_area")
    found = [item.proto for kind in kinds for item in page.get(kind)]
    return [proto.id for proto in found if proto.set_value]


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
