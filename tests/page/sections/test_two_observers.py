"""The page on the record of a second observer, the section on both, and the age of the record."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geo.case import LIVEUAMAP, RECORD
from geo.outcomes.observers import two_observers
from geo.world import World
from layers.text.days import age_words
from page.parts.observers import OPEN
from tests.page.editing.test_page_own_line import told
from tests.page.test_page import heading, rows, visit, warnings, words

PLAN, DAY = "us-28-point", "2025-11-21"
LATEST = date(2026, 10, 10)
SECTION = "Two observers: where they differ on this day"
OWN_SHOWN = "This atlas's own record is shown."


def donetsk(page: AppTest) -> str:
    """Return the area of Ukrainian-held Donetsk in the table."""
    (area,) = (area for row, area in rows(page) if row[0] == "Donetsk" and row[-1] == "Ukrainian-held")
    return area


def said(page: AppTest) -> list[str]:
    return [message.replace("\\", "") for message in warnings(page)]


def test_the_choice_changes_the_figures_and_the_address_brings_them_back() -> None:
    """Donetsk measures 26,499 km², of which Liveuamap has 20,520 as Russian-held, this atlas 20,170."""
    page = visit(plan=PLAN, on=DAY)
    before, sentence = rows(page), heading(page)
    assert donetsk(page) == "6,330"
    page.radio(key="line-kind").set_value(LIVEUAMAP).run()
    assert said(page) == []
    assert donetsk(page) == "5,979"
    assert heading(page) != sentence
    assert "Line of contact: Liveuamap settlement status as shown by NZZ" in told(page)
    query = dict(page.query_params)
    assert query["line"] == LIVEUAMAP
    again = visit(**query)
    assert said(again) == []
    assert again.radio(key="line-kind").value == LIVEUAMAP
    assert (rows(again), heading(again), dict(again.query_params)) == (rows(page), heading(page), query)
    page.radio(key="line-kind").set_value(RECORD).run()
    assert (rows(page), heading(page)) == (before, sentence)
    assert "line" not in page.query_params


@pytest.mark.parametrize("view", ["compare", "all", "time"])
def test_every_view_takes_the_other_record(view: str) -> None:
    page = visit(plan=PLAN, on=DAY, view=view, line=LIVEUAMAP)
    assert said(page) == []
    assert page.query_params["line"] == LIVEUAMAP
    assert "Liveuamap settlement status as shown by NZZ" in told(page)


def test_a_day_that_only_the_atlas_knows_falls_back_with_a_message() -> None:
    page = visit(plan=PLAN, on=DAY, line=LIVEUAMAP)
    page.date_input(key="on-widget").set_value(LATEST).run()
    (message,) = said(page)
    assert OWN_SHOWN in message
    assert "2026-10-10 is not known: Liveuamap's record has 2022-02-23 to 2026-08-18" in \
        message.replace("\N{WORD JOINER}", "")
    assert page.query_params["on"] == LATEST.isoformat()
    assert "line" not in page.query_params
    own = visit(plan=PLAN, on=LATEST.isoformat())
    assert (rows(page), heading(page)) == (rows(own), heading(own))
    page.date_input(key="on-widget").set_value(date.fromisoformat(DAY)).run()
    assert said(page) == []
    assert donetsk(page) == "5,979", "the choice still stands"


def test_an_address_of_such_a_day_falls_back_too() -> None:
    page = visit(plan=PLAN, on=LATEST.isoformat(), line=LIVEUAMAP)
    (message,) = said(page)
    assert OWN_SHOWN in message
    assert "line" not in page.query_params


@pytest.mark.parametrize("line", [RECORD, LIVEUAMAP])
def test_the_section_has_ground_and_settlements_of_both(line: str, world: World) -> None:
    page = visit(OPEN, plan=PLAN, on=DAY, **({} if line == RECORD else {"line": line}))
    (section,) = (one for one in page.expander if one.label == SECTION)
    found = two_observers(world, date.fromisoformat(DAY))
    (sentence,) = (text.value.replace("\\", "") for text in section.markdown)
    assert sentence == ("On 21 November 2025 the two observers differ on 95 settlements, where 96,331 lived "
                        "before 2022.")
    ground, settlements = (item.proto.body for item in section.get("html"))
    assert f"{found.ground['second_km2'].sum():,.0f}" in words(ground)
    assert settlements.count("<tr") == 1 + len(found.settlements) == 96
    assert all(name in words(ground) and name in words(settlements)
               for name in ("This atlas's record", "Liveuamap's record"))


@pytest.mark.parametrize("day", ["2023-05-01", "2026-08-22", "2026-10-10"])
def test_a_day_of_one_observer_has_no_such_section(day: str) -> None:
    page = visit(plan=PLAN, on=day)
    assert said(page) == []
    assert SECTION not in [one.label for one in page.expander]


@pytest.mark.parametrize("today, caption", [
    (date(2026, 11, 28),
     "The record ends on 10 October 2026, 49 days ago; what has changed since is not shown."),
    (date(2026, 10, 24), None),
])
def test_an_old_record_says_how_old_it_is(
    today: date, caption: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a day that the test sets, whatever the clock says."""
    monkeypatch.setattr("page.sidebar.age_words",
                        lambda periods, _, language: age_words(periods, today, language))
    page = visit(plan=PLAN, on=DAY)
    assert said(page) == []
    told_old = [text.value.replace("\\", "") for text in page.sidebar.caption if "record ends" in text.value]
    assert told_old == ([] if caption is None else [caption])
