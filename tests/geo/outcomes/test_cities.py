"""One settlement, one position: the table itself, and its use wherever settlements are shown."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from geo.gazetteer.cities import KINDS, cities, together
from geo.gazetteer.names import load_names
from geo.outcomes.drawn_zone import drawn_zone, overlay_zone
from geo.outcomes.handovers import handovers
from geo.outcomes.outcome import Outcome
from geo.outcomes.settlements import held_places, settlements_of
from geo.plans.library import Library
from geo.world import World
from layers.export.drawn_geojson import drawn_geojson
from layers.html.town_card import town_card
from layers.language import Language
from layers.style.simplify import TOWNS, town_list
from layers.text.towns import towns_csv
from tests.conftest import DAYS, ROOT

ON = DAYS[2]
UKRAINE = ((22.0, 44.0), (40.5, 44.0), (40.5, 52.6), (22.0, 52.6))
BY_HAND = ("UA6312027001", "UA2306007001", "UA5110027001", "UA1412009001", "UA8000000000")
"""Kharkiv, Zaporizhzhia and Odesa, whose positions used to differ most, Kramatorsk, and Kyiv."""

OutcomeOn = Callable[[str, date], Outcome]
Positions = dict[str, tuple[float, float]]


def positions(table: pd.DataFrame) -> Positions:
    """Assert that each settlement has a single position in all rows, and return it."""
    pairs = {(str(row["settlement"]), float(row["lon"]), float(row["lat"]))
             for row in table.to_dict("records")}
    assert len({settlement for settlement, *_ in pairs}) == len(pairs), "two positions of one settlement"
    return {settlement: (lon, lat) for settlement, lon, lat in pairs}


@pytest.fixture(scope="module")
def ours(world: World) -> Positions:
    return positions(world.cities.reset_index())


def test_a_city_is_where_its_people_lived(world: World) -> None:
    for settlement in BY_HAND:
        parts = world.places[world.places["settlement"] == settlement]
        assert len(parts) > 10
        people = sum(parts["population"])
        for name in ("lon", "lat"):
            mean = sum(a * n for a, n in zip(parts[name], parts["population"], strict=True)) / people
            assert world.cities.at[settlement, name] == pytest.approx(mean, abs=0.00006)
            assert parts[name].min() <= world.cities.at[settlement, name] <= parts[name].max()


def test_without_residents_the_plain_mean_is_used() -> None:
    rows = {"name_en": "A", "name_uk": "А", "former_en": "", "former_uk": "",
            "kind": "hromada-rural-residual", "region": "UA-14", "raion": "", "hromada": "",
            "settlement": ["x", "x", "y", "y"], "lon": [30.0, 31.0, 30.0, 31.0],
            "lat": [48.0, 50.0, 48.0, 50.0], "population": [0, 0, 3, 1]}
    table = cities(pd.DataFrame(rows, index=list("abcd")))
    assert table.loc["x", ["lon", "lat", "population"]].tolist() == [30.5, 49.0, 0]
    assert table.loc["y", ["lon", "lat", "population"]].tolist() == [30.25, 48.5, 4]
    assert set(table["kind"]) == {KINDS[-1]}


def test_people_and_names_are_those_of_the_places(world: World) -> None:
    sums = world.places.groupby("settlement")["population"].sum()
    assert world.cities["population"].equals(sums)
    assert set(world.cities["kind"]) == set(KINDS)
    alone = world.places[world.places["settlement"] == world.places.index]
    for name in ("name_en", "name_uk", "region", "raion", "hromada", "lon", "lat"):
        assert world.cities.loc[alone.index, name].equals(alone[name].rename_axis("settlement")), name
    assert together(world.places, world.cities)["population"].sum() == sums.sum()


def test_search_and_map_labels_have_the_position(world: World, ours: Positions) -> None:
    found = load_names(world.places, regions=world.regions).settlements
    assert positions(found.reset_index()) == ours
    labels = town_list(world.cities, "name_en")
    assert len(labels) == TOWNS
    assert all((label["lon"], label["lat"]) in set(ours.values()) for label in labels)
    at = {label["name"]: (label["lon"], label["lat"]) for label in labels}
    for settlement in BY_HAND:
        assert at[world.cities.at[settlement, "name_en"]] == ours[settlement]


@pytest.mark.parametrize("plan", ["us-28-point", "kellogg-buffer"])
def test_list_and_csv_have_the_position(
    plan: str, outcome_on: OutcomeOn, library: Library, world: World, ours: Positions
) -> None:
    """This includes the four cities cut by the line, which have two rows."""
    rows = settlements_of(outcome_on(plan, ON), world)
    assert positions(rows) == ours
    read = csv.DictReader(io.StringIO(towns_csv(rows, library[plan], str(ON)).decode("utf-8")))
    assert positions(pd.DataFrame(list(read))) == ours


def test_a_card_has_the_position(
    outcome_on: OutcomeOn, library: Library, world: World, ours: Positions, names: dict[str, str],
    english: Language
) -> None:
    outcome = outcome_on("freeze", ON)
    places = held_places(world, outcome.ground.control, {DAYS[0]: outcome.ground.control})
    for settlement in (*BY_HAND, *world.cities.index[::2000]):
        card = town_card(settlement, places, outcome, library, world, names, english).as_dict(english)
        assert (card["lon"], card["lat"]) == ours[settlement]
        assert card["population"] == world.cities.at[settlement, "population"]


def test_the_file_of_a_drawn_zone_has_the_position(
    outcome_on: OutcomeOn, library: Library, world: World, ours: Positions, english: Language
) -> None:
    """For a zone around everything, and for one with a side through Kramatorsk."""
    ground = outcome_on("freeze", ON).ground
    for corners in (UKRAINE, ((37.0, 48.0), (37.58, 48.0), (37.58, 49.0), (37.0, 49.0))):
        drawn = drawn_zone(world, corners)
        assert positions(drawn.settlements()).items() <= ours.items()
        file = json.loads(drawn_geojson(overlay_zone(world, drawn, ground), ground, library, world, english))
        points = {feature["id"]: tuple(feature["geometry"]["coordinates"]) for feature in file["features"]
                  if feature["properties"]["layer"] == "settlement"}
        assert points.items() <= ours.items()
        assert "UA1412009001" in points
        assert len(points) == len(drawn.settlements())


def test_a_city_that_changed_hands_has_the_names_and_people_of_the_table(world: World) -> None:
    rows = handovers(world, DAYS[1], DAYS[3]).set_index("settlement")
    for name in ("name_en", "name_uk", "kind", "region"):
        assert rows[name].equals(world.cities[name].reindex(rows.index)), name
    assert (rows["whole"] == world.cities["population"].reindex(rows.index)).all()


def test_no_other_code_computes_a_position_or_shortens_an_id() -> None:
    """A second formula was how one city came to have three positions."""
    averaged = re.compile(r"""["'](?:lon|lat)["']\s*[:,]\s*["'](?:mean|sum|median|first)["']"""
                          r"""|\[["'](?:lon|lat)["']\]\s*(?:\*|\.mean|\.sum|\.median)""")
    cut = re.compile(r"\.str\[:\s*(?:CITY_ID_LENGTH|12)\]")
    found = []
    for folder in ("geo", "layers", "page", "terminal"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
            if averaged.search(text) and name != "geo/gazetteer/cities.py":
                found.append(f"{name} averages positions")
            if cut.search(text) and name != "geo/gazetteer/places.py":
                found.append(f"{name} cuts ids")
    assert found == []
    here = Path(ROOT / "geo/gazetteer/cities.py").read_text(encoding="utf-8")
    assert averaged.search(here), "the pattern finds the one formula there is"
