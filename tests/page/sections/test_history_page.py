"""The history section of the page: chart, table, file, and what changed hands between two days."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geo.control.dates import days
from geo.plans.library import Library
from geo.world import World
from page.views.history import FIGURES_OPEN, key_of, month_before
from tests.conftest import DAYS

SECONDS = 60


def script(plan: str, on: str) -> None:
    """Run the page with this section alone."""
    from datetime import date

    from geo.outcomes.outcome import outcome_of
    from geo.world import control_for
    from geo.zones.survey import ground_for
    from layers.choice import Choice
    from page.state import cache
    from page.views.history import history_section

    day = date.fromisoformat(on)
    outcome = None
    if plan != "today":
        ground = ground_for(cache.world(), control_for(cache.world(), day), [date(2022, 2, 23)], 0.0)
        outcome = outcome_of(cache.world(), cache.library()[plan], ground, 0)
    history_section(outcome, Choice(on=day), cache.language("en", "km2"))


def shown(plan: str, on: date, opened: str = "") -> AppTest:
    """Run the section, with one more of its panels open."""
    test = AppTest.from_function(script, args=(plan, on.isoformat()), default_timeout=SECONDS)
    if opened:
        test.session_state[opened] = True
    test.run()
    assert not test.exception
    return test


@pytest.mark.parametrize("plan", ["us-28-point", "istanbul-2022", "geneva-19-point", "today"])
@pytest.mark.parametrize("day", [DAYS[0], DAYS[2]], ids=str)
def test_the_section_exists_for_every_kind_of_plan_and_day(plan: str, day: date) -> None:
    test = shown(plan, day, FIGURES_OPEN)
    assert not test.warning
    assert test.get("download_button")[0].label.startswith("Download every day")
    assert "data:image/svg+xml;base64," in test.get("html")[0].proto.body


def ground_tables(test: AppTest) -> list[str]:
    bodies = [item.proto.body for item in test.get("html")]
    return [body for body in bodies if "Ground that changed hands" in body]


def test_two_days_give_a_list_that_follows_the_chosen_day() -> None:
    test = shown("freeze", DAYS[2])
    first, second = test.date_input
    assert (first.value, second.value) == (date(2025, 10, 21), DAYS[2])
    assert any("came under Russian military control" in text.value for text in test.markdown)
    assert len(test.dataframe[0].value)
    (table,) = ground_tables(test)
    assert "To Ukrainian control" in table
    assert any("km²" in text.value and "Between the ends of" in text.value for text in test.markdown)
    second.set_value(first.value).run()
    assert ground_tables(test) == []
    assert any("all ground had the same holder" in text.value for text in test.markdown)
    assert any("every settlement had the same holder" in text.value for text in test.markdown)
    assert not test.dataframe


def test_a_day_in_the_gap_gets_one_sentence() -> None:
    test = shown("freeze", DAYS[2])
    test.date_input[0].set_value(date(2026, 9, 2)).run()
    assert not test.exception
    said = [warning.value.replace("\\", "") for warning in test.warning]
    assert ["2026-09-02 is not known" in sentence for sentence in said] == [True]


def test_days_in_the_wrong_order_are_swapped() -> None:
    test = shown("freeze", DAYS[2])
    before = [text.value for text in test.markdown]
    test.date_input[0].set_value(DAYS[2]).run()
    test.date_input[1].set_value(date(2025, 10, 21)).run()
    assert [text.value for text in test.markdown] == before


def test_the_list_starts_a_month_earlier_on_a_known_day(world: World) -> None:
    known = days(world.periods)
    assert month_before(DAYS[3], known) == date(2026, 7, 22)
    assert month_before(DAYS[1], known) == date(2024, 6, 7)
    assert month_before(date(2026, 10, 10), known) == DAYS[3], "the days between are not recorded"
    assert month_before(DAYS[0], known) == DAYS[0]


def test_a_key_identifies_the_whole_content_of_a_plan(library: Library) -> None:
    plans = [None, *library.plans.values()]
    other = library["freeze"].model_copy(update={"rules": library["us-28-point"].rules})
    keys = [key_of(plan) for plan in [*plans, other]]
    assert len(set(keys)) == len(keys)
    assert key_of(library["freeze"]) == key_of(library["freeze"].model_copy())
