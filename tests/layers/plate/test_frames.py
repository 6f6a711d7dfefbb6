"""Frames: each has one text, goes around what it names, and decides what a picture shows."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from matplotlib.text import Text

from geo.errors import FormatError
from geo.outcomes.outcome import outcome_of
from geo.plans.library import Library
from geo.status import Side
from geo.world import World
from geo.zones.ground import Ground
from layers.frame import (
    AFFECTED,
    ALL,
    FRAME_REGIONS,
    FRAMES,
    bounds_of,
    box_of,
    clipped_frame,
    frame_words,
    read_frame,
    regions_of,
)
from layers.language import Language
from layers.plate.plate import plate
from layers.plate.scene import scene_of
from layers.plate.text import sheet_of
from layers.request import ExportRequest, read_title
from tests.support.files.export_requests import RequestOf
from tests.support.worlds import toy
from tests.support.worlds.choices import REGIONS, frames

FEW = settings(max_examples=100, deadline=None, derandomize=True, database=None)
TOY_WITHDRAWAL = ({"regions": [toy.SW], "holder": "ukraine", "status": "handed_over", "clause": "1"},
                  {"holder": "russia", "status": "frozen", "clause": "2"},
                  {"status": "ukrainian", "clause": "3"})


@FEW
@given(frame=frames())
def test_a_frame_has_one_text(frame: str) -> None:
    assert read_frame(frame, REGIONS) == frame
    assert read_frame(f" {frame.replace(',', ' , ')} ", REGIONS) == frame
    assert (box_of(frame) is None) == (frame in FRAMES or frame in REGIONS)
    assert regions_of(frame) <= REGIONS


@pytest.mark.parametrize("text", ["", "kyiv", "UA-99", "1,2,3", "36,47,35,49", "36,47,36.01,47.01",
                                  "36,47,39,60", "nan,47,39,49", "inf 1 2 3", "36,47,39,49,50", "1e3,1,2,3",
                                  "<img>"])
def test_what_is_no_frame_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(FormatError, match="frame") as said:
        read_frame(text, REGIONS)
    assert len(str(said.value)) < 300


@pytest.mark.parametrize("text, frame", [("ukraine", ALL), ("UA-14", "donetsk"),
                                         ("36.5 47 39 49.2500", "36.5,47,39,49.25")])
def test_other_spellings_are_read(text: str, frame: str) -> None:
    assert read_frame(text, REGIONS) == frame


@pytest.mark.parametrize("told, frame", [("36,47.5,39,49", "36,47.5,39,49"),
                                         ("0,30,60,70", "12.5,40.5,53.5,57.5"),
                                         ("50,50,80,56", "50,50,53.5,56"), ("donetsk", "donetsk")])
def test_what_is_on_the_screen_is_cut_to_what_the_map_covers(told: str, frame: str) -> None:
    assert clipped_frame(told, REGIONS) == frame


@pytest.mark.parametrize("told", ["60,45,70,50", "nan,1,2,3", "39,47,36,49", "<img>", "1,2,3,4,5"])
def test_a_screen_that_shows_nothing_of_it_is_refused(told: str) -> None:
    with pytest.raises(FormatError, match="frame"):
        clipped_frame(told, REGIONS)


def test_a_frame_of_regions_is_two_entries(
    toy_world: World, toy_ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FRAMES, "corner", "South-west corner")
    monkeypatch.setitem(FRAME_REGIONS, "corner", frozenset({toy.SW}))
    assert read_frame("corner", REGIONS) == "corner"
    regions = toy_world.regions
    assert bounds_of("corner", regions, toy_ground) == bounds_of(toy.SW, regions, toy_ground)


def test_the_whole_country_and_a_region_are_framed_by_their_own_edges(
    toy_world: World, toy_ground: Ground
) -> None:
    regions = toy_world.regions
    assert bounds_of(ALL, regions, toy_ground) == pytest.approx(tuple(regions.total_bounds))
    for region in regions.index:
        assert bounds_of(region, regions, toy_ground) == pytest.approx(regions.geometry[region].bounds)
    assert bounds_of("36.5,47,39,49.25", regions, toy_ground) == (36.5, 47, 39, 49.25)


def test_affected_is_the_ground_that_a_plan_moves(toy_world: World, toy_ground: Ground) -> None:
    outcome = outcome_of(toy_world, toy.plan(*TOY_WITHDRAWAL), toy_ground)
    moved = outcome.on_sides(Side.LEAVES, Side.RETURNS).index
    assert len(moved) > 0
    expected = tuple(toy_ground.zones.loc[moved].total_bounds)
    assert bounds_of(AFFECTED, toy_world.regions, outcome) == pytest.approx(expected)
    assert expected != pytest.approx(tuple(toy_world.regions.total_bounds))


def test_a_plan_that_moves_nothing_shows_all_ground_in_question(toy_world: World, toy_ground: Ground) -> None:
    """Likewise the line without a plan."""
    plan = toy.plan({"holder": "russia", "status": "frozen", "clause": "1"},
                    {"status": "ukrainian", "clause": "2"})
    outcome = outcome_of(toy_world, plan, toy_ground)
    table = toy_ground.table
    zones = toy_ground.zones
    held = tuple(zones.loc[zones.index.intersection(table.index[table["holder"] == "russia"])].total_bounds)
    assert bounds_of(AFFECTED, toy_world.regions, outcome) == pytest.approx(held)
    assert bounds_of(AFFECTED, toy_world.regions, toy_ground) == pytest.approx(held)


def test_a_plan_that_touches_nothing_shows_the_country(toy_world: World, toy_ground: Ground) -> None:
    ground = replace(toy_ground, table=toy_ground.table.assign(holder="ukraine"))
    assert bounds_of(AFFECTED, toy_world.regions, ground) == pytest.approx(
        tuple(toy_world.regions.total_bounds))


def test_every_frame_has_a_name(names: dict[str, str], english: Language) -> None:
    words = [frame_words(frame, names, english) for frame in [*FRAMES, "UA-23", "36,47,39,49"]]
    assert all(words)
    assert len(set(words)) == len(words)


@pytest.fixture
def toy_request(toy_world: World, toy_ground: Ground, english: Language) -> ExportRequest:
    plan = toy.plan(*TOY_WITHDRAWAL)
    outcome = outcome_of(toy_world, plan, toy_ground)
    return ExportRequest(toy_world, Library({plan.id: plan}), toy_ground, outcome, english, size="1x1")


def test_an_own_title_stands_above_what_the_plan_would_do(request_of: RequestOf) -> None:
    plain = request_of("us-28-point")
    usual = sheet_of(plain)
    titled = sheet_of(replace(plain, title=read_title("  Who would\thold what ")))
    assert titled.title == "Who would hold what"
    assert titled.summary.startswith(usual.title)
    assert usual.summary in titled.summary
    assert titled.kicker == usual.kicker


@pytest.mark.parametrize("text", ["x" * 121, "a\u202eb", "a\x07b"])
def test_a_title_that_cannot_be_printed_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match="title"):
        read_title(text)


def words_on(request: ExportRequest) -> str:
    return " ".join(item.get_text() for item in plate(request).figure.findobj(Text))


def test_a_map_alone_has_day_sources_and_disclaimer_but_no_figures(request_of: RequestOf) -> None:
    request = request_of("freeze", size="1x1", frame="donetsk")
    alone = words_on(replace(request, map_only=True))
    whole, sheet = words_on(request), sheet_of(request)
    assert "Boundaries, names and designations" in alone
    assert all(part in alone for part in sheet.credit.split())
    assert sheet.figures[0].value in whole
    assert sheet.figures[0].value not in alone
    assert sheet.legend[0].words in whole
    assert sheet.legend[0].words not in alone


def test_a_box_is_drawn_to_its_edges(toy_request: ExportRequest) -> None:
    """To the rounding of the box; a frame with a name has room around it."""
    west, south, east, north = toy_request.world.regions.total_bounds
    frame = read_frame(f"{west},{south},{east},{north}", toy_request.world.regions.index)
    scene = scene_of(replace(toy_request, frame=frame))
    country = scene.base["ukraine"].bounds
    assert scene.bounds == pytest.approx(country, abs=120)
    named = scene_of(replace(toy_request, frame=toy.SW)).bounds
    square = toy_request.world.regions_m.geometry[toy.SW].bounds
    assert all(abs(edge - own) > 10_000 for edge, own in zip(named, square, strict=True))
