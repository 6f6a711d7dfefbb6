"""Interpretations on the page without a browser: switches, stored choices, and the table."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.plans.library import Library
from page.parts.interpretations import CHOSEN, KEY, OPEN


def script(plan: str) -> None:
    """A page with this section alone, which receives the choices that it stores."""
    from dataclasses import replace

    import streamlit as st

    from geo.plans.interpretations import interpreted, parse_interpretations
    from layers.choice import Choice
    from page.parts.interpretations import readings_section
    from page.state import cache

    choice = Choice(plan=plan, reading=st.session_state.get("reading", ""))
    plain = cache.workspace().outcome(replace(choice, reading="").case)
    chosen = parse_interpretations(choice.reading, plain.scenario)
    outcome = replace(plain, scenario=interpreted(plain.scenario, chosen))
    st.session_state["got"] = readings_section(outcome, choice, cache.language("en", "km2"))


def page(plan: str, **state: Any) -> AppTest:
    test = AppTest.from_function(script, kwargs={"plan": plan}, default_timeout=60)
    test.session_state[OPEN] = True
    for name, value in state.items():
        test.session_state[name] = value
    test.run()
    assert not test.exception
    return test


def table(test: AppTest) -> str:
    return "".join(item.proto.body for item in test.get("html"))


def switches(test: AppTest) -> dict[str, str]:
    return {str(item.key): str(item.value) for item in test.radio}


def test_there_is_a_switch_per_clause_and_a_row_per_assumption() -> None:
    test = page("us-28-point")
    assert switches(test) == {
        "reading-other-territories": "four-oblasts", "reading-kinburn": "returned",
        "reading-luhansk-pocket": "left-open", "reading-sevastopol": "included"}
    assert test.session_state["got"] == {}
    assert "Net area: ground that Russia would withdraw from" in table(test)
    assert table(test).count('<th scope="row">') == 10
    assert "1,700 km² less" in table(test)


def test_a_switch_is_stored_as_text_and_shown_again() -> None:
    test = page("us-28-point")
    test.radio(key=KEY.format("kinburn")).set_value("left-open").run()
    assert test.session_state[CHOSEN] == "kinburn=left-open"
    assert test.session_state["got"] == {"kinburn": "left-open"}
    assert switches(test)["reading-kinburn"] == "left-open"
    test.radio(key=KEY.format("sevastopol")).set_value("not-named").run()
    assert test.session_state[CHOSEN] == "kinburn=left-open sevastopol=not-named"
    test.radio(key=KEY.format("kinburn")).set_value("returned").run()
    assert test.session_state[CHOSEN] == "sevastopol=not-named"
    assert not test.exception


def test_an_address_sets_the_switches() -> None:
    test = page("us-april-2025", reading="luhansk-pocket=stays")
    assert switches(test)["reading-luhansk-pocket"] == "stays"
    assert test.session_state["got"] == {"luhansk-pocket": "stays"}


def test_the_table_is_relative_to_the_plan_in_its_file() -> None:
    """Whatever is chosen, the differences are relative to the plan's own rules."""
    assert table(page("us-28-point")) == table(page("us-28-point", reading="kinburn=left-open"))


@pytest.mark.parametrize("plan", ["freeze", "geneva-19-point", "russia-june-2024"])
def test_a_plan_without_interpretations_says_so(plan: str, library: Library) -> None:
    test = page(plan)
    assert switches(test) == {}
    assert test.session_state["got"] == {}
    assert "do not dispute any clause of this plan" in test.caption[0].value
    assert "Russian-held ground reaches 1 km further" in table(test)
    assert plan in library.plans
