"""What hangs together, pull-backs and solved lines in the terminal, and their words and files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geo.explore.cells import cells_of
from geo.explore.depths import depths_from
from geo.explore.pull_back import curve, pull_back
from geo.explore.solver import AREA, PEOPLE, Goal, Whose, solve, solve_shift
from geo.explore.together import together_of
from geo.line_sources.dated_files import read_control_path
from geo.outcomes.outcome import apply
from geo.plans.overlay import Baseline
from geo.zones.survey import survey
from layers.explore.line_file import shift_geojson
from layers.explore.overview import overview_rows
from layers.explore.pull_back import curve_table, depth_sentences, pull_back_sentences, shift_sentences
from layers.explore.together import (
    apart_sentence,
    change_sentences,
    cut_off_table,
    parts_table,
    side_table,
)
from layers.language import Language
from tests.geo.explore.test_together import CENTRES
from tests.support.files.rfc7946 import faults
from tests.support.worlds import toy
from tests.terminal.test_cli import PLAN, answer

Run = Callable[..., tuple[int, str, str]]
NAMES = {region: region for region in toy.SQUARES_KM}
CONTACT = Baseline.LINE_OF_CONTACT


def test_what_hangs_together_in_words(english: Language) -> None:
    world = replace(toy.make_world(), centres=CENTRES)
    ground = survey(world, toy.held(toy.box_km(4, -10, 6, 10)), margin_km=0)
    cells = cells_of(world, ground)
    plan = toy.plan({"holder": "russia", "status": "returned"}, {"status": "ukrainian"})
    now, then = together_of(world, cells), together_of(world, cells, apply(plan, ground))
    assert apart_sentence(now, english) == (
        "80 km² of the ground under Ukrainian control, with 200 residents before 2022, is not connected with "
        "the rest of it.")
    assert apart_sentence(then, english) == "The ground under Ukrainian control would hang together."
    assert change_sentences(then, now, world, english) == [
        "1 settlement with 100 residents before 2022 would be in one part with the centre of their oblast, "
        "which they are not today, the largest e."]
    heads, area, *_ = side_table(now, english)
    assert heads == ("", "Area under Ukrainian control", "Area under Russian military control")
    assert area == ("Area", "360 km²", "40 km²")
    assert [row[0] for row in parts_table(now, world, NAMES, english)[1:]] == ["b (UA-02 and UA-04)"]
    assert cut_off_table(now, world, NAMES, english)[1][-1] == "e"
    rows = overview_rows({"today": (None, now), "toy": (plan, then)}, {"today": 1.6, "toy": None},
                         english)
    assert [row[2] for row in rows] == ["Narrowest neck", "1.6 km", ""]
    assert [row[-2:] for row in rows[1:]] == [("", ""), ("0", "100")]


def test_a_pull_back_and_a_solved_line_in_words(english: Language) -> None:
    world = toy.make_world()
    ground = survey(world, toy.right_half(), margin_km=0)
    depths = depths_from(world, ground)
    assert pull_back_sentences(pull_back(depths, CONTACT, 0, 0), world, english) == [
        "Nobody would pull back."]
    both = pull_back_sentences(pull_back(depths, CONTACT, 3, 3), world, english)
    assert both[0] == "Both sides would pull back 3 km from the line of contact."
    assert both[1] == ("52 km² of Ukrainian-held ground, with 100 residents before 2022, in 1 village, the "
                       "largest d.")
    rows = curve_table(curve(depths, (0.0, 3.0)), CONTACT, english)
    assert [row[:4] for row in rows] == [("Depth", "Ukrainian-held: km²", "people", "settlements"),
                                         ("0 km", "0", "0", "0"), ("3 km", "52", "100", "1")]
    shift = solve_shift(world, ground, Whose.RUSSIA, Goal(AREA, 14.0, frozenset({toy.SE})))
    assert shift_sentences(shift, NAMES, english)[0] == (
        "If the front shifted by 1 km, 14 km² in UA-04 that Russia holds would come under Ukrainian control.")
    goal = Goal(PEOPLE, 50)
    said = depth_sentences(solve(depths, Whose.RUSSIA, goal), goal, Whose.RUSSIA, CONTACT, NAMES, english)
    assert said[1] == "People come in settlements: it is 100 there, and 0 a few metres before."


def test_a_solved_line_is_read_back_without_loss(english: Language, tmp_path: Path) -> None:
    world = toy.make_world()
    ground = survey(world, toy.right_half(), margin_km=0)
    shift = solve_shift(world, ground, Whose.UKRAINE, Goal(AREA, 20.0))
    written = shift_geojson(shift, world, english)
    assert written == shift_geojson(shift, world, english)
    assert not faults(written)
    path = tmp_path / "line.geojson"
    path.write_bytes(written)
    read = read_control_path(path, toy.DAY, world.regions_m)
    assert read.control.reassigned_km2 == 0
    before, after = (survey(world, control, margin_km=0).table.groupby("holder")["area_km2"].sum()["russia"]
                     for control in (ground.control, read.control))
    assert after - before == pytest.approx(20, abs=0.2)


def test_together_in_the_terminal(run: Run) -> None:
    value = answer(run, "together", PLAN)
    sides = {side["side"]: side for side in value["sides"]}
    figures = answer(run, "figures", PLAN, "--margin", "0")
    assert sum(side["area_km2"] for side in sides.values()) == pytest.approx(
        figures["country"]["area_km2"], abs=0.05)
    assert sum(side["people"] for side in sides.values()) == figures["country"]["people"]
    assert value["line_km"] == figures["plan_line_km"]
    for name, side in sides.items():
        parts = [part for part in [*value["parts"], *value["small_parts"]] if part["side"] == name]
        assert sum(part["area_km2"] for part in parts) == pytest.approx(side["area_km2"], abs=0.2)
        assert sum(part.get("people", 0) for part in parts) == side["people"]
    # The Kinburn Spit is reached by land through ground on the other side only.
    (spit,) = (row for row in value["cut_off"] if row["region"] == "UA-48")
    assert (spit["side"], spit["centre_side"], spit["settlements"]) == ("ukraine", "ukraine", 3)
    code, out, err = run("together", PLAN)
    assert (code, err) == (0, "")
    assert "Under Ukrainian control, ports: Port of Kherson, " in out


def test_a_pull_back_in_the_terminal_is_the_buffer_of_a_plan(run: Run) -> None:
    value = answer(run, "pullback", "--preset", "kellogg-15", "--margin", "0")
    buffer: dict[str, Any] = answer(run, "figures", "kellogg-buffer", "--margin", "0")["buffer"]
    assert value["total"]["area_km2"] == pytest.approx(buffer["total"]["area_km2"], rel=1e-4)
    assert value["total"]["people"] == buffer["total"]["people"]
    assert value["preset"]["said_by"] == "Keith Kellogg"
    assert len(answer(run, "pullback", "--presets")["presets"]) >= 8


def test_a_solved_depth_is_written_as_a_plan(run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "own.toml")
    value = answer(run, "solve", "depth", "freeze", "--km2", "3000", "--side", "russia", "--out", out)
    assert value["amount"] == pytest.approx(3000, abs=0.05)
    buffer = answer(run, "figures", out, "--margin", "0")["buffer"]
    assert (buffer["depth_ukraine_km"], buffer["depth_russia_km"]) == (0, value["file_km"])
    assert buffer["total"]["area_km2"] == pytest.approx(value["file_amount"], rel=1e-4)
    assert value["file_amount"] >= 3000


def test_what_a_plan_moves_is_compared_with_states(run: Run) -> None:
    value = answer(run, "alike", PLAN, "--km2", "2590")
    rows = {row["what"]: row for row in value["comparable"]}
    assert set(rows) == {"leaves", "returns", "open", "given"}
    assert rows["given"]["area_km2_like"]["state"] == "LU"
    assert "GeoNames" in value["source"]
    among = answer(run, "alike", "--km2", "4441", "--people", "4830620", "--among", "US")
    (given,) = among["comparable"]
    assert given["people_like"] == {"state": "US-AL", "name": "Alabama", "value": 4_830_620, "ratio": 1}
    assert "Census Bureau" in among["source"]
