"""The committed places: known, counted once, and in their region."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from geo.crs import to_metres
from geo.errors import SourceError
from geo.gazetteer.places import CITY_ID_LENGTH, PLACES_FILE, load_places
from geo.world import World
from tests.conftest import SHARED

FACTS = SHARED / "facts"

FARTHEST_M = 50
"""How far a place may lie outside the outline of its region: positions are rounded to 100 m."""

SLAVUTYCH = "UA3210013001"

BETWEEN = 16
"""Places that the codifier files under Crimea and that lie within Sevastopol's borders in official areas."""

KINDS = {"city", "settlement", "village", "hromada-rural-residual"}
METHODS = {"S", "SV", "SG", "SVG", "OG"}


def test_places_of_a_region_sum_to_its_official_population(world: World) -> None:
    """Exactly, for each of the 27."""
    sums = world.places.groupby("region")["population"].sum()
    assert sums.to_dict() == world.regions["population"].to_dict()


def test_the_country_has_its_official_population(world: World) -> None:
    """41,167,335 on 1 January 2022, and 2,353,129 in Crimea and Sevastopol in 2014."""
    crimea = world.places["region"].isin(["UA-43", "UA-40"])
    assert world.places.loc[~crimea, "population"].sum() == 41_167_335
    assert world.places.loc[crimea, "population"].sum() == 2_353_129


@pytest.mark.skipif(not FACTS.is_dir(), reason="the tables of facts lie outside the repository")
@pytest.mark.parametrize("unit", ["raion", "hromada"])
def test_places_sum_to_the_official_totals_below_the_region(unit: str, world: World) -> None:
    table = pd.read_csv(FACTS / f"{unit}s.csv", index_col=unit)
    sums = world.places.groupby(unit)["population"].sum()
    assert sums[table.index].to_dict() == table["population"].to_dict()


def test_ids_and_spots_are_unique(world: World) -> None:
    """No place is repeated and no two share a spot, so that each has its own Voronoi cell."""
    assert world.places.index.is_unique
    assert not world.places.duplicated(["lon", "lat"]).any()
    cells = world.record.cells
    settlements = world.record.settlements
    assert len(cells) == len(settlements) == 15_233 + 16_496
    assert settlements.index.is_unique
    spots = shapely.points(settlements["x_m"], settlements["y_m"])
    assert shapely.contains(cells, spots).all()


def test_cells_are_a_coverage_of_the_country(world: World) -> None:
    cells = world.record.cells
    assert shapely.coverage_is_valid(cells)
    country = shapely.union_all(world.regions_m.geometry.to_numpy())
    assert shapely.area(cells).sum() > country.area
    assert country.difference(shapely.coverage_union_all(cells)).area == 0


def test_values_are_those_the_columns_promise(world: World) -> None:
    places = world.places
    assert set(places["region"]) == set(world.regions.index)
    assert set(places["kind"]) <= KINDS
    assert set(places["source"]) <= METHODS
    assert places.index.str.fullmatch(rf"UA\d{{{CITY_ID_LENGTH - 2}}}(-\d+)?").all()
    assert (places["population"] >= 0).all()
    assert (places[["name_en", "name_uk"]] != "").all().all()
    assert places["lon"].between(22, 40.3).all()
    assert places["lat"].between(44.3, 52.4).all()


def test_every_place_lies_in_its_region_or_close_to_it(world: World) -> None:
    """At most FARTHEST_M outside; between Crimea and Sevastopol the codifier and official areas differ."""
    spots = shapely.points(world.places["x_m"], world.places["y_m"])
    outlines = world.regions_m.geometry[world.places["region"]].to_numpy()
    distance_m = pd.Series(shapely.distance(outlines, spots), index=world.places.index)
    far = distance_m.index[distance_m > FARTHEST_M]
    assert set(far.str[:7]) == {"UA01020"}, "Bakhchysarai raion"
    assert len(far) == BETWEEN
    assert shapely.covers(world.regions_m.geometry["UA-40"], spots[world.places.index.isin(far)]).all()
    assert distance_m[SLAVUTYCH] == 0, "an exclave of Kyiv Oblast in Chernihiv Oblast"


@pytest.mark.skipif(not FACTS.is_dir(), reason="the tables of facts lie outside the repository")
def test_every_further_settlement_lies_in_its_region(world: World) -> None:
    """16,496 more that no people are counted at; one by a lagoon of Odesa is 215 m off."""
    table = pd.read_csv(FACTS / "control_points.csv", index_col="place")
    table = table[~table["region"].isin(["UA-43", "UA-40"])]
    spots = np.array(to_metres(shapely.points(table["lon"], table["lat"])))
    distance_m = shapely.distance(world.regions_m.geometry[table["region"]].to_numpy(), spots)
    assert list(table.index[distance_m > FARTHEST_M]) == ["UA5104027006"]
    assert distance_m.max() < 250


@pytest.mark.parametrize("name, region, least, most", [
    ("Pokrovsk", "UA-14", 55_000, 65_000), ("Kramatorsk", "UA-14", 140_000, 155_000),
    ("Kherson", "UA-65", 270_000, 290_000), ("Kyiv", "UA-30", 2_900_000, 3_000_000),
    ("Sevastopol", "UA-40", 300_000, 390_000), ("Mariupol", "UA-14", 415_000, 440_000),
])
def test_towns_have_their_well_known_populations(
    name: str, region: str, least: int, most: int, world: World
) -> None:
    """The parts of a city are aggregated by the first characters of their id."""
    towns = world.places[(world.places["name_en"] == name) & (world.places["region"] == region)]
    parts = world.places.index.str[:CITY_ID_LENGTH].isin(towns.index.str[:CITY_ID_LENGTH])
    assert least < world.places.loc[parts, "population"].sum() < most


def test_a_wrong_table_gets_one_message_with_all_its_faults(tmp_path: Path) -> None:
    """A repeated id, a missing column or a value that is not a number; never a traceback."""
    with PLACES_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[:4]

    def message(table: list[list[str]]) -> str:
        path = tmp_path / "places.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)
        with pytest.raises(SourceError) as found:
            load_places(path)
        return str(found.value)

    assert "stands there twice" in message([*rows, rows[1]])
    assert "column 'lat' is missing" in message([[v for n, v in enumerate(r) if n != 8] for r in rows])
    spoiled = [list(row) for row in rows]
    spoiled[1][7], spoiled[2][9] = "east", "many"
    text = message(spoiled)
    assert f"lon of '{rows[1][0]}' is no number" in text
    assert f"population of '{rows[2][0]}' is no whole number" in text
    (tmp_path / "places.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceError, match="cannot be read"):
        load_places(tmp_path / "places.csv")
