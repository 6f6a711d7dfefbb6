"""Undo and redo of the plan editor, and what the browser may tell of the versions that it keeps."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from geo.plans.decision_table import Disposition
from geo.plans.edit.code import parse_draft
from geo.status import Status
from page.editor.versions import MAX_VERSIONS, Version, Versions
from tests.page.test_page import visit, warnings

DONETSK = "draft-UA-14.ukraine-widget"
FIRST, SECOND = "1~us-28-point~ukrainian.14u", "1~us-28-point~frozen.14r~ukrainian.14u"
STEPS = some.lists(some.one_of(some.sampled_from(["undo", "redo"]), some.integers(0, 5)), max_size=40)


def version(number: int) -> Version:
    """The plan as published for 0, or one that a reader edited."""
    return Version("us-28-point", f"1~us-28-point~buffer.{number}" if number else "")


@given(STEPS)
def test_undo_and_redo_are_those_of_a_list_with_a_place_in_it(steps: list[Any]) -> None:
    found, every, place = Versions(version(0)), [version(0)], 0
    for step in steps:
        if step == "undo":
            found, place = found.undo(), max(0, place - 1)
        elif step == "redo":
            found, place = found.redo(), min(len(every) - 1, place + 1)
        elif version(step) != every[place]:
            found = found.and_then(version(step))
            every, place = [*every[:place + 1], version(step)], place + 1
        assert found.now == every[place]
        assert [*found.past, found.now, *reversed(found.undone)] == every


def test_another_plan_with_nothing_edited_is_no_change() -> None:
    other = Version("freeze", "")
    assert Versions(version(0)).and_then(other) == Versions(other)
    assert Versions(version(3)).and_then(other).undo().now == version(3)


def test_the_oldest_versions_are_forgotten() -> None:
    found = Versions(version(1))
    for number in range(2, MAX_VERSIONS + 20):
        found = found.and_then(version(number))
    assert len(found.past) == MAX_VERSIONS


def code(page: AppTest) -> str:
    assert not page.exception
    assert not warnings(page)
    return str(page.session_state["own"])


def step(page: AppTest, way: str) -> str:
    return code(page.button(key=f"own-plan-{way}").click().run())


def disabled(page: AppTest) -> tuple[bool, bool]:
    return tuple(page.button(key=f"own-plan-{way}").disabled for way in ("undo", "redo"))


def test_a_reader_takes_changes_back_and_does_them_again() -> None:
    page = visit(plan="us-28-point", view="write")
    assert disabled(page) == (True, True)
    page.selectbox(key=DONETSK).set_value(Disposition(Status.UKRAINIAN)).run()
    assert code(page) == FIRST
    page.selectbox(key="draft-UA-14.russia-widget").set_value(Disposition(Status.FROZEN)).run()
    assert code(page) == SECOND
    assert disabled(page) == (False, True)
    assert step(page, "undo") == FIRST
    assert page.selectbox(key="draft-UA-14.russia-widget").value != Disposition(Status.FROZEN)
    assert step(page, "undo") == ""
    assert disabled(page) == (True, False)
    assert (step(page, "redo"), step(page, "redo")) == (FIRST, SECOND)
    assert page.selectbox(key="draft-UA-14.russia-widget").value == Disposition(Status.FROZEN)
    step(page, "undo")
    page.text_input(key="draft-name-widget").set_value("Mine").run()
    assert code(page) == f"{FIRST}~name.Mine"
    assert disabled(page) == (False, True)


def test_what_was_reset_or_left_comes_back() -> None:
    page = visit(plan="us-28-point", view="write", own=FIRST)
    page.button(key="draft-again").click().run()
    assert code(page) == ""
    assert step(page, "undo") == FIRST
    page.button(key="own-leave").click().run()
    assert code(page) == ""
    assert step(page, "undo") == FIRST


@pytest.mark.parametrize("chosen", ["ukraine", "silent"])
def test_a_site_is_decided_on_and_taken_back(chosen: str) -> None:
    page = visit(plan="us-28-point", view="write")
    page.selectbox(key="draft-site-zaporizhzhia-nuclear-plant-widget").set_value(chosen).run()
    assert parse_draft(code(page)).sites[0][0] == "zaporizhzhia-nuclear-plant"
    page.multiselect(key="draft-more-sites-widget").set_value(["kherson-port"]).run()
    page.selectbox(key="draft-site-kherson-port-widget").set_value("open").run()
    assert [site for site, _control in parse_draft(code(page)).sites] == [
        "kherson-port", "zaporizhzhia-nuclear-plant"]
    step(page, "undo")
    assert step(page, "undo") == ""
