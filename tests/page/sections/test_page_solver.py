"""Pull-backs and shifted lines on the page: found, on the map, in the address, as own plan and own line."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.case import RECORD
from geo.explore.front_shift import FrontShift, shift_front
from geo.explore.own_plan import band_of
from geo.explore.solver import AREA, PEOPLE, Goal, Whose, solve, solve_shift
from geo.plans.edit.code import parse_draft
from geo.plans.overlay import Band, Baseline
from geo.workspace import Workspace
from layers.choice import Choice
from layers.explore.laid import moved_sentences
from layers.explore.pull_back import depth_sentences
from layers.language import Language
from layers.web.publish import Shelf
from page.parts.explore import pull_back as panel
from page.parts.explore import solver
from page.parts.upload_line import LINE_KIND, SOLVED
from page.state import explored
from tests.page.sections.test_page_explore import FRONT, PLAN, html, put, visit
from tests.page.test_page import warnings

CONTACT = Baseline.LINE_OF_CONTACT


def ask(page: AppTest, figure: float, what: str = solver.SHIFT, unit: str = "area", region: str = "",
        side: Whose = Whose.UKRAINE) -> AppTest:
    """Ask for a figure, and return the page with its answer."""
    if what != page.radio(key=solver.WHAT).value:
        page.radio(key=solver.WHAT).set_value(what).run()
    page.radio(key=f"{solver.SIDE}-{what}").set_value(side)
    page.number_input(key=solver.FIGURE).set_value(figure)
    page.selectbox(key=f"{solver.UNIT}-{what}").set_value(unit)
    page.selectbox(key=solver.REGION).set_value(region)
    return page.button(key="solver-find").click().run()


def test_a_shift_has_the_figures_of_the_solver_and_stands_in_the_address(
    work: Workspace, names: dict[str, str], english: Language,
) -> None:
    page = ask(visit(solver.OPEN), 1500)
    ground = work.ground(FRONT)
    solved = solve_shift(work.world, ground, Whose.UKRAINE, Goal(AREA, 1500.0))
    by = FrontShift(Whose.UKRAINE, round(solved.found.km, 5))
    assert not warnings(page)
    assert page.query_params["shift"] == f"ukraine-{by.km:g}"
    sentences = moved_sentences(shift_front(work.world, ground, by), names, work.world, english)
    assert "1,500 km² that Ukraine holds" in sentences[0]
    assert [sentence in html(page, 'class="explored"') for sentence in sentences] == [True] * len(sentences)
    again = html(visit(shift=page.query_params["shift"]), 'class="explored"')
    assert [sentence in again for sentence in sentences] == [True] * len(sentences), "a shared link"
    assert "Front shifted by a reader, not by the plan" in html(page, "legend")
    page.button(key="solver-none").click().run()
    assert "shift" not in page.query_params
    assert "Front shifted by a reader" not in html(page, "legend")


def test_a_share_under_control_says_itself_which_way_the_front_shifts(work: Workspace) -> None:
    page = ask(visit(solver.OPEN), 30, unit=solver.HELD, region="UA-14")
    assert page.query_params["shift"].startswith("russia-"), "Ukraine holds less than 30 % of Donetsk"
    by = page.session_state["shift"]
    table = work.ground(FRONT).table
    here = table[table["region"] == "UA-14"]
    gained = shift_front(work.world, work.ground(FRONT), by).strip.regions.at["UA-14", AREA]
    held = here.loc[here["holder"] == "ukraine", AREA].sum() + gained
    assert held / here[AREA].sum() == pytest.approx(0.3, abs=1e-4)


def test_a_depth_becomes_the_pull_back_on_the_map(work: Workspace, names: dict[str, str],
                                                  english: Language) -> None:
    page = ask(visit(solver.OPEN), 300_000, solver.DEPTH, PEOPLE, side=Whose.BOTH)
    goal = Goal(PEOPLE, 300_000.0)
    found = solve(work.depths(FRONT, None, CONTACT), Whose.BOTH, goal, 40.0)
    band = band_of(CONTACT, Whose.BOTH, found.km)
    assert not warnings(page)
    assert page.query_params["pull"] == f"{band.deepest_km:g}"
    assert [slider.value for slider in page.slider] == [band.deepest_km] * 2
    said = html(page, 'class="explored"')
    for sentence in depth_sentences(found, goal, Whose.BOTH, CONTACT, names, english):
        assert " ".join(sentence.split()) in said
    put(page, 5.0, band.deepest_km)
    assert page.query_params["pull"] == f"5-{band.deepest_km:g}", "the other side's depth stays exact"
    assert "lie within" not in html(page, 'class="explored"'), "the answer is no longer on the map"


@pytest.mark.parametrize("what, figure, unit, sentence", [
    (solver.SHIFT, 101, "share", "between 0 and 100 per cent"),
    (solver.DEPTH, 590_000, "area", "Within 40 km of the line there is not as much"),
    (solver.SHIFT, 45_000_000, PEOPLE, "Within 100 km of the line there is not as much"),
])
def test_a_figure_that_cannot_be_met_is_one_sentence(what: str, figure: float, unit: str,
                                                     sentence: str) -> None:
    page = ask(visit(solver.OPEN), figure, what, unit)
    assert [sentence in words for words in warnings(page)] == [True]
    assert not {"shift", "pull"} & set(page.query_params)
    assert not page.exception


def test_no_figure_is_no_shift() -> None:
    page = ask(visit(solver.OPEN), 0.0)
    assert "shift" not in page.query_params
    assert not page.exception


def test_a_pull_back_becomes_a_part_of_an_own_plan_and_the_interpretation_stays() -> None:
    page = visit(pull="10-5", reading="kinburn=left-open")
    page.button(key="pull-back-own").click().run()
    assert not warnings(page)
    assert page.query_params["view"] == "write"
    assert "pull" not in page.query_params
    draft = parse_draft(page.query_params["own"])
    assert (draft.base, draft.bands) == (PLAN, (Band(CONTACT, 10.0, 5.0),))
    assert draft.changes, "the interpretation is kept"
    assert "Ukrainian-held ground within 10 km and Russian-held ground within 5 km" in html(page, "legend")


def test_the_plan_can_be_shown_on_the_shifted_line_and_on_the_record_again() -> None:
    page = visit(shift="ukraine-3")
    before = html(page, 'class="figures"')
    page.button(key="solver-line-own").click().run()
    assert not warnings(page)
    assert page.session_state[LINE_KIND] == SOLVED
    assert "shift" not in page.query_params
    assert page.session_state["line"] not in ("", RECORD)
    after = html(page, 'class="figures"')
    assert after != before
    assert "The plan is shown on the shifted line" in html(page, 'class="explored"')
    page.radio(key="plan-reference").set_value("freeze").run()
    assert page.session_state[LINE_KIND] == SOLVED, "another plan is shown on the same line"
    page.button(key="solver-line-leave").click().run()
    assert page.session_state["line"] == RECORD
    assert "line" not in page.query_params


def test_the_map_has_what_was_set_in_the_view_of_a_plan_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, work: Workspace,
) -> None:
    shelf = Shelf(tmp_path)
    monkeypatch.setattr(explored, "shelf", lambda: shelf)
    monkeypatch.setattr(explored.cache, "workspace", lambda: work)
    monkeypatch.setattr(explored.cache, "world", lambda: work.world)
    choice = Choice(plan=PLAN, pull_back=Band(CONTACT, 10.0, 0.0), shift=FrontShift(Whose.RUSSIA, 2.0))
    published = explored.laid_file(choice)
    assert published is not None
    shapes: dict[str, Any] = json.loads((tmp_path / published.name).read_text())
    assert [feature["id"] for feature in shapes["features"]] == ["pull_back", "swept", "shifted"]
    for view in ("compare", "all", "time", "zone", "write"):
        assert explored.laid_of(replace(choice, view=view)) == ()
    assert explored.laid_file(Choice(plan=PLAN)) is None


def test_a_pull_back_from_a_line_that_there_is_not_draws_nothing() -> None:
    page = visit(plan="peace-formula", pull="10.plan")
    assert not warnings(page)
    assert "Under this plan there is no line" in html(page, 'class="explored"')
    assert "Pull-back set by a reader" not in html(page, "legend")
    assert panel.OPEN in page.session_state
