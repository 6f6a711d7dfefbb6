"""Finding a place by any of its names, current, former, Russian or misspelt, without guessing."""

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import GeoError
from geo.gazetteer.cities import POSITION_DECIMALS, cities
from geo.gazetteer.names import ALIAS_COLUMNS
from geo.gazetteer.places import load_places
from geo.gazetteer.search import (
    CITY_FACTOR,
    AmbiguousPlace,
    Names,
    UnknownPlace,
    find,
    load_names,
    search,
)
from geo.gazetteer.transliteration import folded, lettered
from geo.paths import DATA
from geo.tables import read_table

KRAMATORSK, BAKHMUT, MYRNOHRAD = "UA1412009001", "UA1402001001", "UA1416015001"

MEANT = {
    "Краматорск": KRAMATORSK, "Краматорськ": KRAMATORSK, "Kramatorsk": KRAMATORSK,
    "  kramatorsk ": KRAMATORSK, "KRAMATORS’K": KRAMATORSK,
    "Bakhmut": BAKHMUT, "Artemovsk": BAKHMUT, "Артемовск": BAKHMUT, "Артёмовск": BAKHMUT,
    "Artemivsk": BAKHMUT, "Бахмут": BAKHMUT,
    "Myrnohrad": MYRNOHRAD, "Димитров": MYRNOHRAD, "Dymytrov": MYRNOHRAD, "Мирноград": MYRNOHRAD,
    "Kiev": "UA8000000000", "Київ": "UA8000000000", "Киев": "UA8000000000",
    "Odessa": "UA5110027001", "Kharkov": "UA6312027001", "Lvov": "UA4606025001",
    "Nikolaev": "UA4806015001", "Lugansk": "UA4406001001", "Rovno": "UA5606047001",
    "Zaporozhye": "UA2306007001", "Запорожье": "UA2306007001", "Chernigov": "UA7410039001",
    "Enerhodar": "UA2304011001", "Энергодар": "UA2304011001", "Energodar": "UA2304011001",
    "Днепропетровск": "UA1202001001", "Dnipro": "UA1202001001",
    "Мар'їнка": "UA1416013001", "Marʼinka": "UA1416013001", "Марьинка": "UA1416013001",
    "Северодонецк": "UA4412011001", "Siverskodonetsk": "UA4412011001",  # the official name since 2024
    "Samar": "UA1210007001", "Новомосковск": "UA1210007001", "Berestyn": "UA6306005001",
    "Sheptytskyi": "UA4612013001", "Pivdennoukrainsk": "UA4804025001",
    "Yany Kapu": "UA0114023001", "Krasnoperekopsk": "UA0114023001", "Красноперекопск": "UA0114023001",
    "Kurman": "UA0112027001", "Джанкой": "UA0106005001",
    "Pokrovsk": "UA1416021001", "Красноармейск": "UA1416021001", "Donetsk": "UA1408003001",
    "Счастье": "UA4416009001", "New York": "UA1402011005",
}


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    return load_places()


@pytest.fixture(scope="module")
def index(places: pd.DataFrame) -> Names:
    return load_names(places)


def meant(index: Names, name: str) -> set[str]:
    """Return the place that `find` returns, or the candidates in its error."""
    try:
        return {find(index, name)}
    except AmbiguousPlace as many:
        return set(many.places)


@pytest.mark.parametrize("query", MEANT)
def test_a_known_name_means_one_place_and_comes_first(index: Names, query: str) -> None:
    assert find(index, query) == MEANT[query]
    first = search(index, query)[0]
    assert (first.place, first.exact, first.score) == (MEANT[query], True, 100)
    assert folded(first.name) == folded(query)


@pytest.mark.parametrize("query, place", [
    ("kramatorks", KRAMATORSK), ("Kramotorsk", KRAMATORSK), ("Храматорск", KRAMATORSK),
    ("ramatorsk", KRAMATORSK), ("Bakmut", BAKHMUT), ("Мирнград", MYRNOHRAD),
    ("Zaporozhia", "UA2306007001"), ("Melitpol", "UA2308007001"), ("Энергодр", "UA2304011001"),
])
def test_a_typo_is_tolerated_in_search_and_reported_in_find(
    index: Names, query: str, place: str
) -> None:
    first = search(index, query)[0]
    assert first.place == place
    assert not first.exact
    assert 60 < first.score < 90
    with pytest.raises(UnknownPlace, match="Did you mean") as caught:
        find(index, query)
    assert place in caught.value.places
    assert len(caught.value.places) <= 5
    assert index.settlements.at[place, "name_en"] in str(caught.value)


def test_search_ranks_exact_names_before_prefixes_and_each_by_size(index: Names) -> None:
    matches = search(index, "Pokrovsk", 30)
    assert [match.score for match in matches] == sorted((m.score for m in matches), reverse=True)
    assert [m.place for m in matches if m.exact] == [MEANT["Pokrovsk"]]
    begins = [index.people[m.place] for m in matches if m.score == 95]
    assert len(begins) > 5
    assert begins == sorted(begins, reverse=True)
    assert len({match.place for match in matches}) == len(matches) == 30


def test_search_finds_prefixes_and_later_words(index: Names) -> None:
    assert search(index, "Харк")[0].place == MEANT["Kharkov"]
    assert "Velyka Novosilka" in {match.name for match in search(index, "novosilka")}
    later = [match for match in search(index, "церква") if match.name == "Біла Церква"]
    assert {match.score for match in later} == {90}


@pytest.mark.parametrize("name", ["Pokrovske", "Ivanivka", "Pershotravneve", "Шевченково"])
def test_an_ambiguous_name_is_reported(index: Names, name: str) -> None:
    with pytest.raises(AmbiguousPlace) as caught:
        find(index, name)
    candidates, sentence = caught.value.places, str(caught.value)
    sizes = [index.people[place] for place in candidates]
    assert len(candidates) > 8
    assert sizes == sorted(sizes, reverse=True)
    assert f"fits {len(candidates)} places" in sentence
    for place in candidates[:8]:
        assert place in sentence
        assert f"{index.people[place]:,}" in sentence
        assert index.areas.at[index.settlements.at[place, "region"], "name_en"] in sentence
    assert candidates[8] not in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("query, place", [
    ("Pokrovske, Dnipropetrovsk, Synelnykivskyi", "UA1214025001"), ("Ivanivka, Henichesk", "UA6504003001"),
    ("Ивановка, Генический район", "UA6504003001"), ("Іванівка, UA6504", "UA6504003001"),
    ("Lyman, Odesa", "UA5104009001"), ("Lyman, Донецька область", "UA1412011001"),
    ("Pershotravneve, Zhytomyr, ", None), ("ua1402001001", BAKHMUT), ("UA1402001001-3", BAKHMUT),
    ("Mykolaivka, UA1412013", "UA1412013001"), ("Kirovske, Донецкая область", "UA1406013001"),
])
def test_a_region_a_raion_or_a_code_resolves_ambiguity(index: Names, query: str, place: str | None) -> None:
    if place is None:
        with pytest.raises((AmbiguousPlace, UnknownPlace)):
            find(index, query)
    else:
        assert find(index, query) == place
        assert search(index, query)[0].place == place


def test_a_name_that_lies_elsewhere_is_unknown_there(index: Names) -> None:
    with pytest.raises(UnknownPlace, match=r"No place in 'Lviv' is called 'Kramatorsk'.*Donetsk") as caught:
        find(index, "Kramatorsk, Lviv")
    assert caught.value.places == (KRAMATORSK,)
    assert search(index, "Kramatorsk, Lviv") == []


def test_a_city_stands_for_its_name_only_if_it_is_far_larger(places: pd.DataFrame, tmp_path: Path) -> None:
    for file in ("aliases.csv", "old_names.csv"):
        (tmp_path / file).write_text("place,name,language,source\n", encoding="utf-8")
    (tmp_path / "raions.csv").write_bytes((DATA / "places" / "raions.csv").read_bytes())
    lymans = places[places["name_en"] == "Lyman"].copy()
    city = lymans["kind"] == "city"
    other = lymans.loc[~city, "population"].max()
    for size, kind, clear in [(CITY_FACTOR * other, "city", True), (CITY_FACTOR * other - 1, "city", False),
                              (CITY_FACTOR * other, "settlement", False)]:
        lymans.loc[city, ["population", "kind"]] = [0, kind]
        lymans.loc[lymans.index[city][0], "population"] = size
        names = load_names(lymans, tmp_path)
        if clear:
            assert find(names, "Lyman") == lymans.index[city][0][:12]
        else:
            with pytest.raises(AmbiguousPlace):
                find(names, "Lyman")


@pytest.mark.parametrize("query", [
    "", "   ", ",", "🙂🙂", "x" * 500, "Краматорск" * 50, "<script>alert(1)</script>",
    "'; DROP TABLE places;--",
    "\x00\n\t", "٣٤٥", "北京", "ﷺ" * 500, "%s{0}\\", "ЇЇЇ", "Ivanivka, " * 60, "../../etc/passwd", ".*", "~",
])
def test_hostile_queries_are_harmless(index: Names, query: str) -> None:
    assert len(search(index, query)) <= 10
    with pytest.raises(GeoError) as caught:
        find(index, query)
    assert len(str(caught.value)) < 1500
    assert str(caught.value).isprintable()
    if not folded(query):
        assert search(index, query) == []


@pytest.mark.slow
def test_every_place_is_found_by_its_own_names(index: Names) -> None:
    sample = index.settlements[["name_en", "name_uk"]].sample(100, random_state=20251121)
    for place, *both in sample.itertuples():
        for name in both:
            possible = meant(index, name)
            if place not in possible:
                (city,) = possible
                assert index.settlements.at[city, "kind"] == "city"
                assert index.people[city] >= CITY_FACTOR * index.people[place]
            matches = search(index, name, len(index.keys[folded(name)]))
            assert place in {match.place for match in matches if match.exact}


def test_the_parts_of_a_city_are_aggregated(places: pd.DataFrame, index: Names) -> None:
    towns = cities(places)
    assert towns["population"].sum() == places["population"].sum()
    assert towns.index.is_unique
    assert set(towns.index.str.len()) == {12}
    parts = places[places.index.str.startswith(BAKHMUT)]
    assert len(parts) > 1
    assert towns.at[BAKHMUT, "population"] == parts["population"].sum()
    mean = (parts["lon"] * parts["population"]).sum() / parts["population"].sum()
    assert towns.at[BAKHMUT, "lon"] == pytest.approx(mean, abs=0.5 * 10**-POSITION_DECIMALS)
    whole = places.index[places.index.str.len() == 12]
    kept = ["name_en", "name_uk", "region", "raion", "hromada", "population"]
    pd.testing.assert_frame_equal(towns.loc[whole, kept], places.loc[whole, kept], check_names=False)
    assert (towns.loc[whole, ["lon", "lat"]] - places.loc[whole, ["lon", "lat"]]).abs().max().max() < 1e-9


def test_an_alias_never_hides_a_larger_place_of_that_name(index: Names) -> None:
    """The name of a larger place leads to it or to a question, never to the smaller place."""
    current = dict[str, set[str]]()
    for place, *both in index.settlements[["name_en", "name_uk"]].itertuples():
        for name in both:
            current.setdefault(lettered(name), set()).add(place)
    checked = 0
    for file in ("aliases.csv", "old_names.csv"):
        for row in read_table(DATA / "places" / file, ALIAS_COLUMNS).itertuples():
            larger = {place for place in current.get(lettered(row.name), ())
                      if index.people[place] > index.people[row.place]}
            if larger:
                checked += 1
                possible = meant(index, row.name)
                assert possible != {row.place}
                assert len(possible) == 1 or larger <= possible
    assert checked > 50
