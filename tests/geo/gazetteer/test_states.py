"""States that a figure is comparable with."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from geo.errors import SourceError
from geo.gazetteer.states import WITHIN, comparable, load_states
from geo.status import Side
from geo.world import World
from layers.captions.comparable import NONE_NEAR, area_words, people_words, side_line
from layers.language import Language, load_language
from layers.yardstick import STATES as EVERY_STATE
from layers.yardstick import UKRAINE, YARDSTICKS, Yardstick, yardstick_name, yardstick_of, yardsticks
from page.language import browser_state

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
            assert (yardstick.table["area_km2"] > 0).all()
            assert yardstick.counts_people == (which in {EVERY_STATE, UKRAINE, "FR", "IT", "NZ", "TR", "US"})
    assert yardstick_of("IT", world, ukrainian).names["IT-67"] == "Молізе"
    assert area_words(yardstick_of("IT", world, english), 4_441, english) == (
        "about as large as Molise (4,440 km²)")
    germany = yardstick_of("DE", world, english)
    assert area_words(germany, 70_500, english) == "about as large as Bavaria (70,000 km²)"
    assert area_words(germany, 6_330, english) == "about a third the size of Saxony (18,200 km²)"
    assert people_words(germany, 4_000_000, english) == ""
    assert "Chernivtsi" in area_words(yardstick_of(UKRAINE, world, english), 8_100, english)


@pytest.mark.parametrize("code", ["en", "uk"])
def test_yardsticks_are_found_by_the_name_of_the_state(code: str) -> None:
    language = load_language(code)
    offered = yardsticks(language, "PL")
    assert sorted(offered) == sorted(YARDSTICKS)
    assert offered[:3] == [EVERY_STATE, UKRAINE, "PL"]
    assert yardsticks(language, "RU") == yardsticks(language)
    names = [yardstick_name(which, language) for which in offered]
    assert len(set(names)) == len(names)
    for which, name in zip(offered[2:], names[2:], strict=True):
        assert name.startswith(str(language.locale.territories[which]))
    alphabet = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя" if code == "uk" else "abcdefghijklmnopqrstuvwxyz"
    first = [alphabet.index(name[0].casefold()) for name in names[3:]]
    assert first == sorted(first)


@pytest.mark.parametrize(("zone", "state"), [("Europe/Warsaw", "PL"), ("Etc/UTC", ""), (None, "")])
def test_the_time_zone_of_the_browser_tells_the_readers_state(
    zone: str | None, state: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("page.language.st.context", SimpleNamespace(timezone=zone))
    assert browser_state() == state


def test_a_reader_who_chose_is_told_when_nothing_is_near(world: World, english: Language) -> None:
    every, chosen = (yardstick_of(which, world, english) for which in (EVERY_STATE, "US"))
    assert side_line(Side.LEAVES, 30_000_000, 0, every, english) == ""
    said = side_line(Side.LEAVES, 30, 5_100_000, chosen, english)
    assert f"30 km², {NONE_NEAR}" in said
    assert "5,100,000 people, " in said
    assert "Colorado" in said
