"""Cards of the views that are more than one plan: each says and shows what its address shows."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from geo.case import Case, LineChoice
from geo.explore.ranking import COLUMNS
from geo.outcomes.drawn_vertices import corners_text
from geo.outcomes.figures import total
from geo.plans.edit.code import draft_code
from geo.plans.edit.draft import Draft
from geo.status import Holder, Side
from geo.workspace import Workspace
from layers.captions.link import Link
from layers.card.card import card_of, plain_card
from layers.card.drawn_area import measured
from layers.card.moved_line import handed_over, sheet_of_line, span_of
from layers.card.picture import MAX_LINK, SIZE_PX, link_to, picture, shown_by
from layers.card.small_maps import type_of
from layers.choice import VIEWS, Choice
from layers.frame import AFFECTED
from layers.language import load_language
from layers.plate.fonts import wrapped
from layers.request import ExportRequest
from layers.site.cover import cover_of
from tests.conftest import DAYS
from tests.support.pseudo import pseudo_language

AREA = corners_text(((37.2, 48.2), (38.3, 48.2), (38.3, 49.1), (37.2, 49.1)))
NOWHERE = Link("", None, ())
WIDE_PT = 109.0
"""The width of a small map."""
OWN = draft_code(Draft("freeze", {}, None, None, "Mine"))
DAY = DAYS[2]


def view(name: str, **more: Any) -> Choice:
    """A view, with an area where it is about one."""
    return replace(Choice(view=name, zone=AREA if name == "zone" else ""), **more)


@pytest.mark.parametrize("code", ["en", "uk"])
def test_no_two_views_have_one_card(work: Workspace, code: str) -> None:
    language = load_language(code)
    cards = {name: card_of(view(name, language=code), work, language) for name in VIEWS}
    assert len({card.title for card in cards.values()}) == len(VIEWS)
    assert len({card.description for card in cards.values()}) == len(VIEWS)
    for name, card in cards.items():
        assert ".." not in card.alt
        assert "km²" in card.description or "км²" in card.description
        assert f"view={name}" in card.query or name == "plan"
        if name not in ("compare", "zone"):  # whose titles need figures
            assert plain_card(view(name, language=code), work, language).title == card.title


def test_no_two_views_have_one_picture(work: Workspace) -> None:
    language = load_language("en")
    made = {name: picture(view(name), work, language, None) for name in VIEWS}
    assert len(set(made.values())) == len(VIEWS)
    assert {Image.open(io.BytesIO(content)).size for content in made.values()} == {SIZE_PX}


def test_the_most_of_all_plans_is_that_of_a_plan(work: Workspace) -> None:
    language = load_language("en")
    areas = {plan: total(work.outcome(Case(Choice().front, plan)).on_sides(Side.LEAVES))["area_km2"]
             for plan in work.library.plans}
    most = max(areas, key=lambda plan: areas[plan])
    said = card_of(view("all"), work, language).description
    assert f"{len(areas)} plans" in said
    assert f"Ukraine would withdraw from: up to {language.area(areas[most])}" in said
    assert language.text(work.library[most].short_title) in said


def test_a_rank_puts_its_figure_first_and_makes_another_picture(work: Workspace) -> None:
    language, asked = load_language("en"), view("all", rank="open_km2")
    said = card_of(asked, work, language).description
    assert said.index("Left open by the text: up to") < said.index("Ukraine would withdraw from: up to")
    assert picture(asked, work, language, None) != picture(view("all"), work, language, None)
    assert all(card_of(view("all", rank=column), work, language).description for column in COLUMNS)


def test_the_line_moved_by_what_either_side_gained(work: Workspace) -> None:
    """What came under either side's control is the change of what Russia held."""
    span = span_of(DAY, work)
    assert span is not None
    assert span.first == date(2025, 10, 21)
    sums = handed_over(span, work).groupby("held_by_after")["area_km2"].sum()
    held = []
    for day in (span.first, span.second):
        table = work.ground(LineChoice(day, 1.0)).table
        held.append(table.loc[table["holder"] == Holder.RUSSIA, "area_km2"].sum())
    assert sums["russia"] - sums["ukraine"] == pytest.approx(held[1] - held[0], abs=0.5)
    said = card_of(view("time"), work, load_language("en"))
    assert "from 21 October 2025 to 21 November 2025" in said.title
    assert f"{sums['russia']:.0f} km²" in said.description.replace("\N{NO-BREAK SPACE}", " ")


def test_on_the_first_day_the_line_has_not_moved(work: Workspace) -> None:
    asked = view("time", on=DAYS[0])
    assert span_of(DAYS[0], work) is None
    assert card_of(asked, work, load_language("en")).title == work.library[asked.plan].title
    assert shown_by(asked, work).view == "plan"


def test_the_map_of_the_moved_line_goes_around_what_moved(work: Workspace) -> None:
    span, asked, outcome = span_of(DAY, work), view("time"), work.outcome(Choice().case)
    assert span is not None
    request = ExportRequest(work.world, work.library, outcome.ground, outcome, load_language("en"),
                            frame=AFFECTED, size="card")
    scene, sheet = sheet_of_line(span, asked, work, request, NOWHERE)
    whole, _ = sheet_of_line(span, asked, work, replace(request, frame="all"), NOWHERE)
    wide = [bounds[2] - bounds[0] for bounds in (scene.bounds, whole.bounds)]
    assert wide[0] < wide[1] * 0.6
    assert "contact" not in scene.lines
    assert [item.label for item in sheet.figures] == ["Came under Russian military control",
                                                      "Came under Ukrainian control"]


def test_an_area_says_its_ground_and_people(work: Workspace) -> None:
    asked, language = view("zone"), load_language("en")
    found, card = measured(AREA, asked.case, work), card_of(asked, work, language)
    assert language.area(found.drawn.area_km2, exact=True) in card.title
    assert language.people(found.drawn.people) in card.title
    assert "Donetsk" in card.description
    assert work.library[asked.plan].short_title in card.description


def test_an_own_plan_in_the_editor_is_that_plan(work: Workspace) -> None:
    language = load_language("en")
    own = Choice(plan="freeze", own=OWN)
    assert card_of(replace(own, view="write"), work, language).title.startswith("Own plan “Mine”")
    assert shown_by(replace(own, view="write"), work) == shown_by(own, work)


def test_views_that_show_one_picture_are_one_choice(work: Workspace) -> None:
    assert shown_by(view("all", plan="freeze", own=OWN), work) == shown_by(view("all"), work)
    assert shown_by(view("time", plan="freeze"), work) == shown_by(view("time"), work)
    assert shown_by(view("zone", zone=""), work) != shown_by(view("zone"), work)


def test_a_long_address_is_not_printed_in_full(work: Workspace) -> None:
    """An area of a thousand corners has an address that would cover its picture."""
    ring = [(37 + step / 1000, 48.0) for step in range(200)] + [(37.1, 49.0)]
    link = link_to(view("zone", zone=corners_text(tuple(ring))), work, "https://atlas.example.org")
    assert link.address == "https://atlas.example.org/"
    assert len(link_to(view("zone"), work, None).query) < MAX_LINK


@pytest.mark.parametrize("code", ["en", "uk", "pseudo"])
def test_every_plan_has_its_whole_name_over_its_map(work: Workspace, code: str, tmp_path: Path) -> None:
    language = pseudo_language(tmp_path) if code == "pseudo" else load_language(code)
    names = [language.text(plan.short_title) for plan in work.library.plans.values()]
    size, most = type_of(names, WIDE_PT)
    assert max(len(wrapped(name, WIDE_PT, size)) for name in names) <= most


@pytest.mark.parametrize("code", ["en", "uk"])
def test_the_static_site_has_the_card_of_all_plans(work: Workspace, code: str) -> None:
    language, outcome = load_language(code), work.outcome(Choice().case)
    request = ExportRequest(work.world, work.library, outcome.ground, outcome, language)
    live = card_of(view("all", language=code), work, language)
    cover = cover_of(request)
    assert (cover.card.title, cover.card.description) == (live.title, live.description)
    assert cover.content is None, "without an address nobody can ask for a picture"
