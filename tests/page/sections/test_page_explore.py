"""What hangs together, pull-backs and comparisons on the page: the core's figures; no cost while closed."""

import re
from datetime import date
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.case import Case, LineChoice
from geo.explore.part_necks import necks_report
from geo.explore.pull_back import CURVE_KM, curve, pull_back
from geo.explore.sides import Under
from geo.plans.overlay import Baseline
from geo.workspace import Workspace
from layers.captions.comparable import moved_sentence
from layers.explore.answer import answer_of
from layers.explore.pull_back import pull_back_sentences
from layers.language import Language
from layers.yardstick import yardstick_of
from page.parts.explore import pull_back as panel
from page.parts.explore import together as section
from tests.page.test_page import ROOT, warnings

DAY = date(2025, 11, 21)
FRONT = LineChoice(DAY, 0.0)
PLAN = "us-28-point"
HOSTILE = (float("nan"), float("inf"), -1.0, 40.5, 1e308)


def visit(opened: str = "", plan: str = PLAN, **query: str) -> AppTest:
    """Open the page with one of the panels open."""
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    page.query_params.update({"plan": plan, "on": DAY.isoformat(), **query})
    if opened:
        page.session_state[opened] = True
    return page.run()


def html(page: AppTest, mark: str) -> str:
    """Return the text of all pieces of HTML that contain a mark."""
    found = [item.proto.body for item in page.get("html") if mark in item.proto.body]
    text = unescape(re.sub(r"<[^>]+>", " ", " ".join(found))).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(text.split())


def put(page: AppTest, ukraine_km: float, russia_km: float,
        line: Baseline = Baseline.LINE_OF_CONTACT) -> AppTest:
    page.radio(key=panel.LINE).set_value(line)
    for side, km in (("ukraine", ukraine_km), ("russia", russia_km)):
        page.slider(key=panel.DEPTH.format(side)).set_value(km)
    page.run()
    assert not warnings(page)
    return page


@pytest.mark.parametrize("plan", [PLAN, "freeze", "peace-formula", "geneva-19-point"])
def test_what_hangs_together_has_the_words_and_figures_of_the_terminal(
    plan: str, work: Workspace, names: dict[str, str], english: Language,
) -> None:
    found, before = work.together(FRONT, work.library[plan]), work.together(FRONT, None)
    necks = necks_report(found, work.world, partial(work.necks, FRONT, found))
    assert necks
    answer = answer_of(found, before, necks, work.world, names, english)
    page = visit(section.OPEN, plan)
    assert not warnings(page)
    said = html(page, "table class=\"ledger explored sides\"")
    for words in (*answer.sentences, *answer.lines, *answer.notes):
        assert " ".join(words.split()) in said
    for grid in (answer.sides, *answer.more):
        for row in grid.rows:
            assert " ".join(filter(None, row)) in said
    for side in Under:
        if found.sides.at[side, "parts"]:
            assert english.area(found.sides.at[side, "area_km2"], exact=True) in said


def test_the_margin_and_the_depth_of_a_buffer_change_nothing_of_what_hangs_together() -> None:
    mark = "ledger explored sides"
    assert html(visit(section.OPEN), mark) == html(visit(section.OPEN, margin="3", strip="20"), mark) != ""


@pytest.mark.parametrize("line", [Baseline.LINE_OF_CONTACT, Baseline.PLAN_LINE])
@pytest.mark.parametrize("kms", [(10.0, 15.0), (0.0, 2.5), (40.0, 0.0)], ids=str)
def test_a_pull_back_has_the_words_and_figures_of_the_terminal(
    line: Baseline, kms: tuple[float, float], work: Workspace, english: Language,
) -> None:
    found = pull_back(work.depths(FRONT, work.library[PLAN], line), line, *kms)
    page = put(visit(panel.OPEN), *kms, line)
    said = html(page, 'class="explored"')
    for sentence in pull_back_sentences(found, work.world, english):
        assert sentence in said
    chart = html(page, 'class="depths"')
    for strip in found.strips:
        assert f"{english.area(strip.area_km2, exact=True)} ({english.decimal(strip.km)} km)" in chart
        assert f"{english.people(strip.people, exact=True)} ({english.decimal(strip.km)} km)" in chart


def test_the_table_of_the_curve_has_every_depth_with_its_figures(work: Workspace, english: Language) -> None:
    table = curve(work.depths(FRONT, work.library[PLAN], Baseline.LINE_OF_CONTACT))
    chart = html(visit(panel.OPEN), 'class="depths"')
    assert len(table) == 2 * len(CURVE_KM)
    for row in table.itertuples():
        assert f" {english.area_number(row.area_km2, exact=True)} {english.number(row.people)} " in chart


def test_no_depth_is_no_pull_back() -> None:
    page = visit(panel.OPEN)
    assert [slider.value for slider in page.slider] == [0.0, 0.0]
    assert "Nobody would pull back." in html(page, 'class="explored"')
    assert "would pull back 5" in html(put(page, 5.0, 0.0), 'class="explored"')
    assert "Nobody would pull back." in html(put(page, 0.0, 0.0), 'class="explored"')


def test_a_plan_that_leaves_no_line_says_so_and_draws_no_curve() -> None:
    page = put(visit(panel.OPEN, "peace-formula"), 10.0, 10.0, Baseline.PLAN_LINE)
    assert "Under this plan there is no line between the two sides" in html(page, 'class="explored"')
    assert html(page, 'class="depths"') == ""
    assert html(put(page, 10.0, 10.0), 'class="depths"')


def test_a_named_depth_sets_both_sliders_and_has_a_source() -> None:
    page = visit(panel.OPEN)
    named = panel.presets()
    assert len(named) >= 8
    for km in {preset.depth_km for preset in named.values()}:
        page.button(key=f"named-depth-{km:g}").click().run()
        assert [slider.value for slider in page.slider] == [km, km]
    (table,) = (item.proto.body for item in page.get("html") if "words named" in item.proto.body)
    assert all(f'href="{preset.url}"' in table for preset in named.values())
    assert not warnings(page)


def test_a_run_that_changes_nothing_sets_no_slider() -> None:
    page = put(visit(panel.OPEN), 5.0, 7.5)
    page.run()
    assert [slider.value for slider in page.slider] == [5.0, 7.5]
    assert not [slider for slider in page.slider if slider.proto.set_value]


BEHIND_PANELS = ("geo.workspace.Workspace.together", "geo.workspace.Workspace.depths",
                 "geo.workspace.Workspace.cells", "page.parts.observers.two_observers",
                 "page.parts.explore.holds.swept_plan", "page.state.cache.comparisons",
                 "page.state.rendered.areas_html", "page.notes.sections.load_log")
"""What is worked out or read for an open panel alone."""


def test_closed_panels_work_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name in BEHIND_PANELS:
        monkeypatch.setattr(name, lambda *_, name=name, **__: asked.append(name))
    page = visit(on="2024-05-07")  # a day of which no earlier test has left anything
    assert not warnings(page)
    assert asked == []
    assert not page.slider
    labels = [one.label for one in page.expander]
    assert len([label for label in labels if label.startswith(("What hangs together", "Pull-back"))]) == 2


@pytest.mark.parametrize("km", HOSTILE, ids=str)
def test_a_depth_that_no_slider_has_is_no_pull_back(km: float) -> None:
    """A browser may send anything."""
    page = put(visit(panel.OPEN), km, km)
    assert [slider.value for slider in page.slider] == [0.0, 0.0]
    assert "Nobody would pull back." in html(page, 'class="explored"')


@pytest.mark.parametrize("broken", ["page.parts.explore.together.answer_of",
                                    "page.parts.explore.pull_back.depth_chart_html"])
def test_an_error_in_a_panel_is_one_sentence(
    broken: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setenv("ATLAS_LOG", str(tmp_path / "log"))
    monkeypatch.setattr(broken, fail)
    # Another day, so that no earlier test has left the answer in the cache.
    page = visit(section.OPEN if "together" in broken else panel.OPEN, on="2024-05-05")
    assert not page.exception
    assert len(page.error) == 1
    assert html(page, ": area and people by region")


@pytest.mark.parametrize("plan", [PLAN, "geneva-19-point", "freeze"])
@pytest.mark.parametrize("among", ["states", "US"])
def test_the_comparison_is_that_of_the_terminal(
    plan: str, among: str, work: Workspace, english: Language,
) -> None:
    with_what = yardstick_of(among, work.world, english)
    wanted = moved_sentence(work.outcome(Case(FRONT, plan)), with_what, english)
    page = visit(plan=plan, alike=among)
    assert html(page, 'class="compared"') == " ".join(wanted.split())
    assert bool(wanted) == (plan != "freeze")
    assert ("alike-widget" in [box.key for box in page.selectbox]) == bool(wanted)


def test_a_reader_chooses_what_to_compare_with(work: Workspace, english: Language) -> None:
    page = visit()
    page.selectbox(key="alike-widget").set_value("IT").run()
    assert not warnings(page)
    wanted = moved_sentence(work.outcome(Case(FRONT, PLAN)), yardstick_of("IT", work.world, english), english)
    assert html(page, 'class="compared"') == " ".join(wanted.split())
    assert "Liguria" in wanted
