"""The briefing's sections on other days and other lines: the figures of terminal and page, or a sentence."""

from dataclasses import replace
from multiprocessing.reduction import ForkingPickler

import pandas as pd
import pytest

from geo.case import RECORD, LineChoice
from geo.control.margin import DEFAULT_KM
from geo.errors import N_, DateError
from geo.explore.presets import load_presets
from geo.explore.pull_back import pull_back
from geo.explore.solver import AREA, Goal, Whose, solve_shift
from geo.plans.overlay import Baseline
from geo.plans.scenario import Scenario
from geo.status import Side
from geo.sweep.one_plan import MARGINS_KM, brief_cases, cases_of, swept_plan
from geo.sweep.zones import DayZones
from geo.workspace import Workspace
from layers.bundle.briefing import briefing
from layers.bundle.checked import checked
from layers.bundle.shifted import shifted
from layers.explore.holds import holds_of
from layers.explore.pull_back import shift_sentences
from layers.language import Language
from layers.site.other_days import with_zones
from tests.support.files.export_requests import DAY, PLAN, RequestOf
from tests.support.files.pdf_reading import bare, said


@pytest.mark.parametrize("plan", [PLAN, "freeze", "geneva-19-point"])
def test_what_holds_is_what_the_terminal_says(
    plan: str, request_of: RequestOf, work: Workspace, names: dict[str, str], english: Language,
) -> None:
    found = holds_of(swept_plan(work, work.library[plan], brief_cases(work.world)), names, english)
    told = checked(request_of(plan))
    assert told["summary"] == found.summary
    assert [*told["always"], *(row[:2] for row in told["rest"])] == [
        [one.sentence, one.amount] for one in found.statements]
    assert [row[2:] for row in told["rest"]] == [
        [one.kept, "; ".join(one.missed)] for one in found.statements if not one.always]


@pytest.mark.parametrize("plan", [PLAN, "freeze"])
def test_what_holds_with_the_largest_margin_holds_with_all(
    plan: str, work: Workspace, names: dict[str, str], english: Language,
) -> None:
    """So that a document need not look at the smaller ones."""
    told = []
    for margins in (MARGINS_KM, MARGINS_KM[-1:]):
        rows = swept_plan(work, work.library[plan], cases_of(work.world, DAY, DAY, 1, margins))
        told.append({one.sentence for one in holds_of(rows, names, english).statements if one.always})
    assert told[0] == told[1]
    assert told[0]


def test_depths_have_the_figures_of_a_pull_back(request_of: RequestOf, work: Workspace,
                                                english: Language) -> None:
    depths = work.depths(LineChoice(DAY, DEFAULT_KM), None, Baseline.LINE_OF_CONTACT)
    heads, *rows = shifted(request_of(PLAN))["depths"]
    named = sorted({preset.depth_km for preset in load_presets().values()})
    assert [row[0] for row in rows] == [f"{km:g} km" for km in named]
    for km, row in zip(named, rows, strict=True):
        assert len(row) == len(heads)
        found = pull_back(depths, Baseline.LINE_OF_CONTACT, km, km)
        figures = [f"{value:,.0f}" for strip in found.strips
                   for value in (strip.area_km2, strip.people, len(strip.settlements))]
        assert row[2:] == figures
    for preset in load_presets().values():
        row = rows[named.index(preset.depth_km)]
        assert f"{preset.said_by}, {preset.said_on.year} – {preset.publisher}" in row[1]


def test_shifts_are_those_of_the_solver(
    request_of: RequestOf, names: dict[str, str], english: Language,
) -> None:
    """Of each plan its own, although plans on one ground share what is worked out."""
    for plan in (PLAN, "anchorage-2025"):
        request = request_of(plan)
        lines = shifted(request)["lines"]
        assert len(lines) == 2
        for line, side, whose in zip(lines, (Side.LEAVES, Side.RETURNS), (Whose.UKRAINE, Whose.RUSSIA),
                                     strict=True):
            goal = Goal(AREA, float(request.plan().on_sides(side)["area_km2"].sum()))
            solved = solve_shift(request.world, request.ground, whose, goal)
            assert shift_sentences(solved, names, english)[0] in line


def test_a_plan_that_moves_nothing_has_a_sentence_in_place_of_shifts(request_of: RequestOf) -> None:
    told = shifted(request_of("freeze"))
    assert told["lines"] == ["The plan has neither side leave ground, so there is no shift of the front that "
                             "would move as much."]
    assert told["lines_note"] == ""
    assert told["depths"], "depths are those of the line"


def test_without_other_days_it_says_so(request_of: RequestOf) -> None:
    def none(_plan: object) -> list:
        raise DateError(N_("None of these days is known; see 'dates'."))

    assert checked(replace(request_of(PLAN), zones=none)) == {
        "summary": "Nothing is checked on other days: None of these days is known; see 'dates'."}


def test_a_site_surveys_other_days_once_and_hands_them_to_other_processes(request_of: RequestOf) -> None:
    asked: list[str] = []

    def make(plan: Scenario) -> list[DayZones]:
        asked.append(plan.id)
        return [DayZones(DAY, RECORD, 3.0, pd.DataFrame({"region": ["UA-14"]}), {})]

    request = replace(request_of(PLAN), zones=make)
    assert with_zones(request, ("png", "csv")).zones is None
    assert not asked
    handed = with_zones(request, ("png", "briefing")).zones
    assert len(asked) == 1
    again = ForkingPickler.loads(ForkingPickler.dumps(handed))
    for plan in (PLAN, "freeze"):
        (zones,) = again(request.library[plan])
        assert (zones.on, zones.margin_km, list(zones.table["region"])) == (DAY, 3.0, ["UA-14"])
    assert len(asked) == 1


def test_all_of_it_is_typeset(request_of: RequestOf) -> None:
    request = request_of(PLAN)
    text = said(briefing(request))
    told = {**checked(request), **shifted(request)}
    parts = [told["summary"], *(cell for row in (*told["always"], *told["rest"]) for cell in row),
             *(cell for row in told["depths"] for cell in row), *told["lines"]]
    assert len(parts) > 40
    for part in parts:
        assert bare(part) in text, part
