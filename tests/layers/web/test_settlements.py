"""All settlements in tiles, and the names of raions and hromadas."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.world import World
from layers.language import Language
from layers.style.settlements import settlements, unit_names
from layers.web.publish import Shelf
from layers.web.settlements import TILE_DEG, publish_settlements, tile_of, tiles

Tiles = dict[str, list[list[Any]]]


@pytest.fixture(scope="module")
def published(world: World, english: Language, tmp_path_factory: pytest.TempPathFactory) -> Tiles:
    """The tiles as a browser fetches them, by the index."""
    folder: Path = tmp_path_factory.mktemp("shelf")
    index = publish_settlements(world, english, Shelf(folder))
    whole = json.loads((folder / index.name).read_text(encoding="utf-8"))
    assert tuple(whole["step"]) == TILE_DEG
    return {tile: json.loads((folder / file).read_text(encoding="utf-8"))
            for tile, file in whole["tiles"].items()}


def test_every_settlement_is_in_exactly_one_tile_at_its_own_spot(
    world: World, published: Tiles
) -> None:
    rows = pd.DataFrame([(tile, *row) for tile, rows in published.items() for row in rows],
                        columns=["tile", "name", "lon", "lat", "people"])
    table = settlements(world)
    found = sorted(zip(rows["name"], rows["lon"], rows["lat"], rows["people"], strict=True))
    columns = (table[name] for name in ("known_as_en", "lon", "lat", "population"))
    assert found == sorted(zip(*columns, strict=True))
    for row in rows.itertuples():
        west, south = (int(part) * step for part, step in zip(row.tile.split("_"), TILE_DEG, strict=True))
        assert west <= row.lon < west + TILE_DEG[0]
        assert south <= row.lat < south + TILE_DEG[1]


def test_all_of_the_record_is_there_and_nothing_twice(world: World) -> None:
    """Parts of a city count as the city; a city's middle that is a control point, too, comes once."""
    table = settlements(world)
    assert not table.index.has_duplicates
    whole = {code[:12] for code in world.record.settlements.index}
    assert set(table.index) == whole
    assert len(table) == 29_702
    assert table["population"].sum() == world.places["population"].sum()
    at = world.cities.loc[world.cities.index, ["lon", "lat"]]
    assert table.loc[at.index, ["lon", "lat"]].equals(at)


def test_a_tile_has_the_largest_first(published: Tiles) -> None:
    for rows in published.values():
        people = [row[3] for row in rows]
        assert people == sorted(people, reverse=True)


@pytest.mark.parametrize(("lon", "lat", "tile"), [(37.99, 48.0, "18_48"), (38.0, 47.999, "19_47")])
def test_a_tile_begins_at_its_edge(lon: float, lat: float, tile: str) -> None:
    assert tile_of(lon, lat) == tile




def test_names_are_those_of_the_language(world: World) -> None:
    in_ukrainian = tiles(settlements(world), "known_as_uk")
    assert "Краматорськ" in {row[0] for row in in_ukrainian["18_48"]}


def test_every_raion_and_hromada_of_the_tables_stands_at_a_settlement_of_its_own(
    world: World, english: Language
) -> None:
    named = unit_names(world, english)
    assert len(named) == len(world.units["raion"]) + len(world.units["hromada"])
    table = settlements(world)
    raions = world.places.groupby("raion")[["lon", "lat"]].agg(["min", "max"])
    spots = set(zip(table["lon"], table["lat"], strict=True))
    assert all((one["lon"], one["lat"]) in spots for one in named)
    pokrovsk = next(one for one in named if one["name"] == "Pokrovskyi raion")
    around = raions.loc["UA1416"]
    assert around["lon", "min"] < pokrovsk["lon"] < around["lon", "max"]
    assert around["lat", "min"] < pokrovsk["lat"] < around["lat", "max"]
