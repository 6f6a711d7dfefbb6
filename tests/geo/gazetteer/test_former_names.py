"""Settlements carry today's official names; the former ones are kept, found, and shown where they help."""

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import SourceError
from geo.gazetteer.names import load_names
from geo.gazetteer.places import PLACES_FILE, former_names, load_places, load_units
from geo.gazetteer.search import find
from geo.gazetteer.transliteration import folded
from geo.paths import DATA
from geo.world import World
from layers.language import Language

FILE = PLACES_FILE.with_name("former_names.csv")

RENAMED = {
    "UA4412011001": ("Siverskodonetsk", "Сіверськодонецьк", "Sievierodonetsk"),
    "UA1210007001": ("Samar", "Самар", "Novomoskovsk"),
    "UA4612013001": ("Sheptytskyi", "Шептицький", "Chervonohrad"),
    "UA4804025001": ("Pivdennoukrainsk", "Південноукраїнськ", "Yuzhnoukrainsk"),
    "UA4402005006": ("Sokolohirsk", "Сокологірськ", "Pervomaisk"),
    "UA5110041001": ("Pivdenne", "Південне", "Yuzhne"),
    "UA6310009001": ("Zlatopil", "Златопіль", "Pervomaiskyi"),
    "UA1214021001": ("Shakhtarske", "Шахтарське", "Pershotravensk"),
    "UA4406005001": ("Otamanivka", "Отаманівка", "Molodohvardiisk"),
    "UA6306005001": ("Berestyn", "Берестин", "Krasnohrad"),
    "UA7102003001": ("Bahacheve", "Багачеве", "Vatutine"),
    "UA5910005001": ("Khutir-Mykhailivskyi", "Хутір-Михайлівський", "Druzhba"),
    "UA1808015001": ("Zviahel", "Звягель", "Novohrad-Volynskyi"),
    "UA0114023001": ("Yany Kapu", "Яни Капу", "Krasnoperekopsk"),
}
"""Cities renamed in 2016 (Crimea), 2022 and 2024."""

RAIONS = {"UA1210": "Самарівський", "UA6306": "Берестинський", "UA4612": "Шептицький",
          "UA4412": "Сіверськодонецький", "UA1808": "Звягельський", "UA0702": "Володимирський"}
UNCHANGED = ("Павлоград", "Синельникове", "Бровари")


@pytest.mark.parametrize("settlement", RENAMED)
def test_a_renamed_city_has_its_new_name_and_the_former_one_in_brackets(
    settlement: str, world: World
) -> None:
    name_en, name_uk, former = RENAMED[settlement]
    city = world.cities.loc[settlement]
    assert (city["name_en"], city["name_uk"], city["former_en"]) == (name_en, name_uk, former)
    assert city["known_as_en"] == f"{name_en} ({former})"
    parts = world.places[world.places["settlement"] == settlement]
    assert set(parts["name_en"]) == {name_en}


def test_every_former_name_is_another_name_and_is_found(world: World) -> None:
    """By its name and region, unless another settlement there is called so, too."""
    table, names = former_names(FILE), load_names(world.places)
    assert len(table) > 250
    cities = world.cities.loc[table.index]
    for code in ("en", "uk"):
        former, name = table[f"former_{code}"], cities[f"name_{code}"]
        changed = former.map(folded) != name.map(folded)
        assert (changed | (former == "")).sum() >= len(table) - 20, code
    in_region = world.cities["name_uk"] + world.cities["region"]
    regions = world.regions["name_uk"]
    for settlement, row in table.iterrows():
        former, region = row["former_uk"] or row["former_en"], cities.at[settlement, "region"]
        both = table[(table["former_uk"] == row["former_uk"]) & (table["former_en"] == row["former_en"])
                     & (cities["region"] == region)]
        if len(both) == 1 and not (in_region == former + region).any() and row["former_uk"]:
            assert find(names, f"{former}, {regions[region]}") == settlement, former


def test_only_a_city_shows_its_former_name_with_the_new_one(world: World, english: Language) -> None:
    table = world.cities
    shown = table[english.town_column] != table["name_en"]
    assert set(table.index[shown]) == set(table.index[(table["kind"] == "city") & (table["former_en"] != "")])
    assert table.at["UA1402011006", english.town_column] == "Novospaske"  # until 2024 Petrivka, a settlement


def test_raions_and_hromadas_have_current_names() -> None:
    raions, hromadas = load_units("raion"), load_units("hromada")
    assert {code: raions.at[code, "name_uk"] for code in RAIONS} == RAIONS
    assert hromadas.at["UA4412011", "name_uk"] == "Сіверськодонецька"
    assert not hromadas["name_uk"].str.contains("'").any()


def test_cities_that_kept_their_name_have_it(world: World) -> None:
    cities = world.cities[world.cities["kind"] == "city"]
    assert set(UNCHANGED) <= set(cities["name_uk"])
    assert (cities.loc[cities["name_uk"].isin(UNCHANGED), "former_uk"] == "").all()


def test_the_former_name_of_an_unknown_settlement_is_refused(tmp_path: Path) -> None:
    rows = pd.read_csv(PLACES_FILE, dtype=str, keep_default_na=False).head(5)
    rows.to_csv(tmp_path / "places.csv", index=False)
    assert (load_places(tmp_path / "places.csv")["former_en"] == "").all()
    file = tmp_path / "former_names.csv"
    file.write_text("settlement,name_en,name_uk\nUA9999999999,A,А\n", encoding="utf-8")
    message = r"former_names\.csv: code of a settlement 'UA9999999999' is unknown"
    with pytest.raises(SourceError, match=message):
        load_places(tmp_path / "places.csv")


def test_the_edition_of_the_names_is_told() -> None:
    assert "edition of 7 July 2026" in (DATA / "SOURCES.md").read_text(encoding="utf-8")
