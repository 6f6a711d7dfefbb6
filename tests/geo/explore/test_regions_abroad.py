"""Regions of other states that a figure is comparable with."""

import csv
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import SourceError
from geo.explore.regions_abroad import COUNTRIES, load_regions_abroad
from geo.gazetteer.states import MULTIPLES, OFF_MULTIPLE, WITHIN, comparable, load_states, multiple
from tools.abroad.natural_earth import MAX_OFF, MIN_KM2, UNITS
from tools.abroad.south_korea import MISSED

REGIONS = load_regions_abroad()
FIRST = REGIONS[REGIONS["part_of"] == ""]

FIRST_LEVEL = {
    "AT": 9, "AU": 8, "BE": 3, "BR": 27, "CA": 13, "CH": 26, "CN": 29, "CZ": 14, "DE": 16, "DK": 5, "ES": 19,
    "FI": 18, "FR": 18, "GB": 4, "GR": 14, "HU": 20, "IE": 26, "IN": 33, "IT": 20, "JP": 47, "KR": 17,
    "LT": 10, "MX": 32, "NL": 12, "NO": 15, "NZ": 16, "PL": 16, "PT": 20, "RO": 42, "SE": 21, "SK": 8,
    "TR": 81, "US": 51, "ZA": 9,
}
"""Regions that each state has: China without Xinjiang, Tibet and what is not of the mainland, Finland without
Åland, India without three whose ground is disputed."""

KM2 = {"FR": 632_734, "IT": 301_340, "NL": 37_377, "NO": 323_787, "NZ": 263_310, "US": 9_372_000}
"""Areas of those states of which `states.csv` counts other ground: overseas departments, the sea, lakes.
The Netherlands with inland water, Norway without Svalbard and Jan Mayen, New Zealand's land."""

IN_PART = {"CN", "IN"}

ELSEWHERE = ["IT", "KR", "NZ", "TR", "US"]
"""States with a source of their own for areas."""

PEOPLE = {"FR": 68_350_000, "IT": 58_850_000, "NZ": 4_790_000, "TR": 85_372_377, "US": 316_515_021}
"""Residents as the statistical offices have them."""


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_regions_of_a_state_are_all_there_and_add_up_to_it(country: str) -> None:
    first = FIRST[FIRST["country"] == country]
    assert len(first) == FIRST_LEVEL[country]
    if country not in IN_PART:
        whole = KM2.get(country, load_states()["area_km2"].get(country))
        assert first["area_km2"].sum() == pytest.approx(whole, rel=0.02)
    counted = first["population"].notna()
    assert counted.all() if country in PEOPLE else not counted.any()
    assert first["population"].sum() == pytest.approx(PEOPLE.get(country, 0), rel=1e-3)


def test_the_parts_of_a_region_make_it_up() -> None:
    parts = REGIONS[REGIONS["part_of"] != ""]
    assert set(parts["country"]) == {"BE", "ES", "FR", "GB"}
    for whole, members in parts.groupby("part_of"):
        assert members["area_km2"].sum() == REGIONS.at[whole, "area_km2"]
        assert members["population"].sum() == np.nan_to_num(REGIONS.at[whole, "population"])
        assert REGIONS.at[whole, "part_of"] == ""
        assert {code[:2] for code in members.index} == {str(whole)[:2]}


@pytest.mark.parametrize("column", ["name_en", "name_uk"])
def test_no_two_regions_of_a_state_have_one_name_and_each_reads_well(column: str) -> None:
    for country, names in REGIONS.groupby("country")[column]:
        assert not [name for name, count in Counter(names).items() if count > 1], country
    for name in REGIONS[column]:
        assert name == " ".join(name.split())
        assert not set("'\"()|/") & set(name), name
    if column == "name_uk":
        assert not [name for name in REGIONS[column] if re.search("[a-zA-Zыэёъ]", name)]


def test_a_code_is_of_a_region_and_none_is_of_contested_ground() -> None:
    assert not REGIONS.index.has_duplicates
    assert not {"UA", "RU", "BY"} & set(REGIONS["country"])
    assert not {"CN-TW", "CN-XJ", "CN-XZ", "IN-JK", "IN-LA", "IN-AR"} & set(REGIONS.index)
    for name in REGIONS["name_en"]:
        assert not re.search("Crimea|Sevastopol|Donetsk|Luhansk|Zaporizh|Kherson", name)


def test_what_is_measured_roughly_is_not_compared_with() -> None:
    with UNITS.open(encoding="utf-8", newline="") as file:
        units = {unit["region"]: unit for unit in csv.DictReader(file)}
    assert set(units) == set(REGIONS.index[~REGIONS["country"].isin(ELSEWHERE)])
    for code, compared in REGIONS["compared"].items():
        published = units[code]["published_km2"] if code in units else MISSED.get(str(code))
        area = REGIONS.at[code, "area_km2"]
        assert compared != (bool(published) or (code in units and area < MIN_KM2))
        assert not published or abs(area / int(published) - 1) > (MAX_OFF if code in units else 0.02)


@given(st.floats(1, 3e6), st.sampled_from(COUNTRIES))
def test_the_nearest_region_is_picked(km2: float, country: str) -> None:
    table = REGIONS[(REGIONS["country"] == country) & REGIONS["compared"]]
    found, part = comparable(table, km2, "area_km2"), multiple(table, km2, "area_km2")
    nearest = min(table["area_km2"], key=lambda area: abs(np.log(area / km2)))
    assert (found is not None) == (abs(nearest - km2) <= WITHIN * km2)
    assert found is None or found.value == nearest == table.at[found.state, "area_km2"]
    off, value = min((abs(np.log(km2 / area / times)), area)
                     for area in table["area_km2"] for times in MULTIPLES)
    assert part is None or (part[0].value, part[1] in MULTIPLES) == (value, True)
    assert part is not None or off > np.log(1 + OFF_MULTIPLE) * 0.99


def test_a_part_or_a_multiple_is_found() -> None:
    table = pd.DataFrame({"area_km2": [900, 2000], "population": [np.nan, np.nan]}, index=["AA", "BB"])
    found = multiple(table, 305, "area_km2")
    assert found is not None
    assert (found[0].state, found[1]) == ("AA", pytest.approx(1 / 3))
    assert multiple(table, 340, "area_km2") is None
    assert multiple(table, float("nan"), "area_km2") is None
    assert comparable(table, 5, "population") is None


def test_a_table_of_regions_with_faults_names_them_all(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_text("region,part_of,name_en,name_uk,area_km2,compared,population\n"
                    "XX-1,,a,b,1,yes,2\nIT-21,IT-99,,b,0,maybe,many\n", encoding="utf-8")
    faults = r"XX-1.*part_of of .IT-21.*compared.*name_en.*area_km2.*population"
    with pytest.raises(SourceError, match=faults):
        load_regions_abroad(path)
