"""States that a figure is comparable with."""

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import SourceError
from geo.explore.regions_abroad import COUNTRIES, load_regions_abroad
from geo.gazetteer.states import WITHIN, comparable, load_states
from geo.status import Side
from geo.world import World
from layers.captions.comparable import NONE_NEAR, area_words, people_words, side_line
from layers.language import Language, load_language
from layers.yardstick import STATES as EVERY_STATE
from layers.yardstick import UKRAINE, YARDSTICKS, Yardstick, yardstick_of

STATES_LU = pd.DataFrame({"area_km2": [2586], "population": [607_728]}, index=["LU"])
STATES = pd.DataFrame({"area_km2": [100, 1000], "population": [5, 9]}, index=["AA", "BB"])


def test_the_nearest_state_by_ratio_is_named_if_it_is_near_enough() -> None:
    found = comparable(STATES, 110, "area_km2")
    assert found is not None
    assert (found.state, found.value, found.ratio) == ("AA", 100, pytest.approx(1.1))
    assert comparable(STATES, 100 / (1 - WITHIN) + 1, "area_km2") is None
    assert comparable(STATES, 0, "area_km2") is None
    assert comparable(STATES, float("nan"), "area_km2") is None
    people = comparable(STATES, 8, "population")
    assert people is not None
    assert people.state == "BB"


def test_every_state_has_a_name_and_neither_party_is_one(world: World, english: Language) -> None:
    states = load_states()
    assert len(states) == 191
    assert not {"UA", "RU"} & set(states.index)
    names = yardstick_of(EVERY_STATE, world, english).names
    assert len({names[code] for code in states.index}) == 191


def test_a_figure_in_words(world: World, english: Language) -> None:
    states = yardstick_of(EVERY_STATE, world, english)
    only = Yardstick(EVERY_STATE, STATES_LU, states.names, "")
    assert area_words(states, 2_590, english) == "about the area of Luxembourg (2,590 km²)"
    assert area_words(only, 2_950, english) == "14.1% more than the area of Luxembourg (2,590 km²)"
    assert area_words(only, 2_400, english) == "7.2% less than the area of Luxembourg (2,590 km²)"
    assert people_words(states, 600_000, english) == "about as many people as Luxembourg has (608,000)"
    assert area_words(states, 0.5, english) == ""


def test_a_table_of_states_with_faults_names_them_all(tmp_path: Path) -> None:
    path = tmp_path / "states.csv"
    path.write_text("state,area_km2,population\nAAA,1,2\nBB,0,many\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"AAA.*area_km2.*population"):
        load_states(path)


REGIONS_ABROAD = {"IT": (20, 301_340, 58_850_000), "US": (51, 9_372_000, 316_515_021)}
"""Regions, square kilometres with inland water, and residents, as the statistical offices have them."""


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_regions_of_a_state_are_all_there_and_add_up_to_it(country: str) -> None:
    table = load_regions_abroad()
    regions = table[table["country"] == country]
    count, area_km2, people = REGIONS_ABROAD[country]
    assert len(regions) == count
    assert regions["area_km2"].sum() == pytest.approx(area_km2, rel=5e-3)
    assert regions["population"].sum() == pytest.approx(people, rel=5e-4)
    for name in ("name_en", "name_uk"):
        assert regions[name].is_unique
    assert regions["name_uk"].str.contains("[а-яіїєґ]").all()


def test_every_yardstick_names_its_regions_in_the_readers_language_and_its_source(
    world: World, english: Language,
) -> None:
    ukrainian = load_language("uk")
    for which in YARDSTICKS:
        for language, sign in ((english, "GeoNames" if which == EVERY_STATE else ""), (ukrainian, "")):
            yardstick = yardstick_of(which, world, language)
            assert set(yardstick.table.index) <= set(yardstick.names)
            assert sign in yardstick.source
            assert yardstick.source
            assert (yardstick.table[["area_km2", "population"]] > 0).all(axis=None)
    assert yardstick_of("IT", world, ukrainian).names["IT-67"] == "Молізе"
    assert area_words(yardstick_of("IT", world, english), 4_441, english) == (
        "about the area of Molise (4,440 km²)")
    assert "Chernivtsi" in area_words(yardstick_of(UKRAINE, world, english), 8_100, english)


def test_a_reader_who_chose_is_told_when_nothing_is_near(world: World, english: Language) -> None:
    every, chosen = (yardstick_of(which, world, english) for which in (EVERY_STATE, "US"))
    assert side_line(Side.LEAVES, 30_000_000, 0, every, english) == ""
    said = side_line(Side.LEAVES, 30, 5_100_000, chosen, english)
    assert f"30 km², {NONE_NEAR}" in said
    assert "5,100,000 people, " in said
    assert "Colorado" in said


def test_a_table_of_regions_with_faults_names_them_all(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    rows = "region,name_en,name_uk,area_km2,population\nXX-1,a,b,1,2\nIT-21,,b,0,many\n"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(SourceError, match=r"XX-1.*name_en.*area_km2.*population"):
        load_regions_abroad(path)
