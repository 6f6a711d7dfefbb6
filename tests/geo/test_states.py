"""States that a figure is comparable with."""

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import SourceError
from geo.gazetteer.states import WITHIN, comparable, load_states
from layers.explore.comparable import area_words, people_words, state_name
from layers.language import Language

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


def test_every_state_has_a_name_and_neither_party_is_one(english: Language) -> None:
    states = load_states()
    assert len(states) == 191
    assert not {"UA", "RU"} & set(states.index)
    assert len({state_name(code, english) for code in states.index}) == 191


def test_a_figure_in_words(english: Language) -> None:
    states = load_states()
    assert area_words(states, 2_590, english) == "about the area of Luxembourg (2,590 km²)"
    assert area_words(STATES_LU, 2_950, english) == "14.1% more than the area of Luxembourg (2,590 km²)"
    assert area_words(STATES_LU, 2_400, english) == "7.2% less than the area of Luxembourg (2,590 km²)"
    assert people_words(states, 600_000, english) == "about as many people as Luxembourg has (608,000)"
    assert area_words(states, 0.5, english) == ""


def test_a_table_of_states_with_faults_names_them_all(tmp_path: Path) -> None:
    path = tmp_path / "states.csv"
    path.write_text("state,area_km2,population\nAAA,1,2\nBB,0,many\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"AAA.*area_km2.*population"):
        load_states(path)
