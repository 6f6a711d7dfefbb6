"""What holds in any case, on the page: the answer of the terminal, asked for with a button."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geo.cache import Step
from geo.case import RECORDS, Case, LineChoice
from geo.plans.decision_table import Condition, Disposition
from geo.plans.edit.code import draft_code
from geo.plans.edit.draft import Draft
from geo.status import Holder, Status
from geo.sweep.one_plan import Cases, cases_of, swept_plan, usual_survey
from geo.sweep.survey import STEP, STEPS, Survey
from geo.workspace import Workspace
from geo.world import World
from layers.explore.holds import holds_of
from layers.language import Language
from page.parts.explore import holds as section
from page.state.kept import shared
from tests.page.sections.test_page_explore import PLAN, html, visit
from tests.page.test_page import warnings

Run = Callable[..., tuple[int, str, str]]

DONETSK = Condition("UA-14", Holder.UKRAINE)
FIRST, LAST = date(2026, 8, 15), date(2026, 10, 10)
"""Three days: one that both records know, and two single ones."""


@pytest.fixture(scope="module")
def cases(world: World) -> Cases:
    found = cases_of(world, FIRST, LAST, STEP, (0, 1))
    assert len(found.days) == 3
    return found


def ask(page: AppTest) -> AppTest:
    """Ask for the three days with margins up to a kilometre."""
    page.date_input(key=section.FIRST).set_value(FIRST)
    page.date_input(key=section.LAST).set_value(LAST)
    page.slider(key=section.MARGIN).set_value(1)
    page.run()
    return page.button(key="holds-check").click().run()


def table(page: AppTest) -> str:
    return html(page, "ledger words holds")


def test_the_page_says_what_the_terminal_says(run: Run, cases: Cases) -> None:
    page = ask(visit(section.OPEN))
    assert not warnings(page)
    argv = ("holds", PLAN, "--from", str(FIRST), "--to", str(LAST), "--margins", "0,1")
    code, out, err = run(*argv, "--json")
    assert (code, err) == (0, "")
    value = json.loads(out)
    assert (value["days"], value["margins_km"], value["records"]) == (3, [0.0, 1.0], list(RECORDS))
    said = value["plans"][PLAN]
    assert len(said["always"]) > 5
    shown, at = table(page), 0
    for one in (*said["always"], *said["not_always"]):
        at = shown.index(one["sentence"], at) + 1
    assert shown.count("on all 3 days") == len(said["always"])
    text = " ".join(run(*argv)[1].split())
    explored = html(page, 'class="explored"')
    summary = next(line for line in run(*argv)[1].splitlines() if line).removeprefix(f"{PLAN}. ")
    assert summary in explored
    assert "Liveuamap knows 1 of the 3 days." in text
    assert "Liveuamap knows 1 of the 3 days." in html(page, "explored quiet")


def test_nothing_is_worked_out_until_it_is_asked_for(world: World) -> None:
    before = shared().sizes().get(Step.SWEPT, 0)
    page = visit(section.OPEN, on="2026-08-15")
    assert not table(page)
    assert shared().sizes().get(Step.SWEPT, 0) == before
    days = cases_of(world).days
    assert f"{len(days)} days, on the recorded lines of both observers" in html(page, "explored quiet")


@pytest.mark.parametrize("plan", ["freeze", "geneva-19-point", "peace-formula"])
def test_another_plan_on_the_same_days_is_answered_at_once(
    plan: str, work: Workspace, cases: Cases, names: dict[str, str], english: Language,
) -> None:
    page = ask(visit(section.OPEN))
    kept = shared().sizes()[Step.SWEPT]
    page.session_state["plan"] = plan
    page.run()
    assert not warnings(page)
    assert shared().sizes()[Step.SWEPT] == kept, "no day is surveyed again"
    found = holds_of(swept_plan(work, work.library[plan], cases), names, english)
    assert found.summary in html(page, 'class="explored"')
    for row in found.grid.rows[1:]:
        assert " ".join(" ".join(row).split()) in table(page)


def test_an_own_plan_is_answered_as_its_own(
    work: Workspace, cases: Cases, names: dict[str, str], english: Language,
) -> None:
    own = draft_code(Draft("freeze", ((DONETSK, Disposition(Status.HANDED_OVER)),)))
    page = ask(visit(section.OPEN, "freeze", own=own))
    assert not warnings(page)
    plan = work.plan(Case(LineChoice(FIRST, 0.0), "freeze", own=own))
    assert plan is not None
    found = holds_of(swept_plan(work, plan, cases), names, english)
    assert "Ukraine would leave its last ground in Donetsk" in {
        one.sentence for one in found.statements if one.always}
    for row in found.grid.rows[1:]:
        assert " ".join(" ".join(row).split()) in table(page)


def test_the_unit_of_the_margin_is_in_the_readers_language() -> None:
    page = visit(section.OPEN, language="uk", pull="10-5")
    assert {slider.proto.format for slider in page.slider if slider.proto.format.endswith(("km", "км"))} == {
        "%d км", "%.4g км"}


CHOSEN = Survey(date(2025, 3, 1), date(2026, 9, 22), 30, 2)


def controls(page: AppTest) -> Survey:
    """Return what the controls show."""
    return Survey(page.date_input(key=section.FIRST).value, page.date_input(key=section.LAST).value,
                  page.selectbox(key=section.EVERY).value, page.slider(key=section.MARGIN).value)


def test_what_is_chosen_stands_in_the_address_and_an_address_restores_it(world: World) -> None:
    page = visit(section.OPEN)
    assert controls(page) == usual_survey(world)
    assert section.DAYS not in page.query_params, "nobody has chosen or asked"
    page.date_input(key=section.FIRST).set_value(CHOSEN.first)
    page.date_input(key=section.LAST).set_value(CHOSEN.last)
    page.selectbox(key=section.EVERY).set_value(CHOSEN.step)
    page.slider(key=section.MARGIN).set_value(CHOSEN.most_km)
    page.run()
    assert page.query_params[section.DAYS] == CHOSEN.text
    again = visit(survey=CHOSEN.text)
    assert (controls(again), warnings(again)) == (CHOSEN, [])
    assert not table(again), "an address asks nothing"
    again.session_state["plan"] = "freeze"
    again.run()
    assert controls(again) == CHOSEN
    assert again.query_params[section.DAYS] == CHOSEN.text


def test_usual_days_stand_in_the_address_once_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a longer record other days are the usual ones."""
    usual = Survey(FIRST, LAST, STEP, 1)
    monkeypatch.setattr(section, "usual_survey", lambda _world: usual)
    page = visit(section.OPEN)
    assert section.DAYS not in page.query_params
    page.button(key="holds-check").click().run()
    assert table(page)
    assert page.query_params[section.DAYS] == usual.text


@pytest.mark.parametrize("text", [
    "", "x", "2025-03-01.2026-09-22.30.4", "2025-03-01.2026-09-22.31.2", "2021-03-01.2026-09-22.30.2",
    "2025-03-01.2031-09-22.30.2", "2025-02-30.2026-09-22.30.2", "2025-03-01.2026-09-22.30.²", "<b>.2.3.4"])
def test_other_days_of_an_address_are_refused_in_one_sentence(text: str, world: World) -> None:
    page = visit(section.OPEN, survey=text)
    assert len(warnings(page)) == 1
    assert controls(page) == usual_survey(world)


def test_every_step_has_its_words() -> None:
    assert tuple(section.STEP_WORDS) == STEPS


def test_too_many_days_are_one_sentence() -> None:
    page = visit(section.OPEN)
    page.date_input(key=section.FIRST).set_value(date(2022, 2, 23))
    page.selectbox(key=section.EVERY).set_value(7).run()
    assert ["the page checks at most 60 at once" in words for words in warnings(page)] == [True]
    page.date_input(key=section.LAST).set_value(date(2022, 3, 23)).run()
    assert not warnings(page)
    page.date_input(key=section.FIRST).set_value(date(2026, 1, 1)).run()
    assert ["comes after the last day" in words for words in warnings(page)] == [True]
    assert not page.exception
