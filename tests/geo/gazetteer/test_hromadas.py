"""Hromadas in a query: one beside a name narrows it, and an area alone is told from a settlement."""

import pytest

from geo.gazetteer.areas import HROMADA, areas_called
from geo.gazetteer.names import Names, load_names
from geo.gazetteer.places import load_places
from geo.gazetteer.search import AmbiguousPlace, AreaAsked, CountedElsewhere, UnknownArea, find, search
from tests.geo.gazetteer.test_homonyms import GONE, HRYSHYNE
from tests.geo.gazetteer.test_search import meant

pytestmark = pytest.mark.slow  # all names of the country

LYMAN, YAMPIL = "UA1412011", "UA1412011005"
IN_DONETSK = "Lymanska hromada (Kramatorskyi raion, Donetsk) with Lyman"


@pytest.fixture(scope="module")
def index() -> Names:
    return load_names(load_places())


@pytest.mark.parametrize("query, place", [
    ("Гришине, Покровська громада", HRYSHYNE), ("Гришине, Покровська міська територіальна громада", HRYSHYNE),
    ("Гришине Покровська громада", HRYSHYNE), ("Покровська міська громада, с. Гришине", HRYSHYNE),
    ("Hryshyne, Pokrovsk hromada", HRYSHYNE), ("Hryshyne (Pokrovska urban community)", HRYSHYNE),
    ("Ямполь, Лиманская община", YAMPIL), ("Ямпіль, Лиман", YAMPIL), ("Ямпіль, Лиманської ТГ", YAMPIL),
    ("с. Ямпіль, Лиманська ОТГ, Краматорський район, Донецька область", YAMPIL),
    ("Темирівка, Гуляйпольская громада", "UA2310007028"),
])
def test_a_hromada_counts_in_every_way_of_writing_it(index: Names, query: str, place: str) -> None:
    assert find(index, query) == place
    assert search(index, query)[0].place == place


def test_every_settlement_is_found_by_its_name_and_its_hromada(index: Names) -> None:
    """In both languages; where several of one name and hromada are, the reader is asked."""
    towns, areas = index.settlements, index.areas
    towns = towns[towns["hromada"].isin(areas.index)]
    shared = areas.loc[areas["kind"] == HROMADA, "name_uk"].duplicated(keep=False)
    among = towns[towns["hromada"].map(shared)]
    for column, word in (("name_uk", "громада"), ("name_en", "hromada")):
        asked = towns[column] + ", " + towns["hromada"].map(areas[column]) + " " + word
        of_same_name = asked.groupby(asked).groups
        central = asked[among.index[among["kind"] != "village"]]
        for query in {*asked.sample(30, random_state=20251121), *central.sample(15, random_state=20251121),
                      "Тернівка, Тернівська громада", "Ternivka, Ternivska hromada"} & {*asked}:
            assert meant(index, query) == set(of_same_name[query]), query


def test_every_hromada_is_found_in_every_case(index: Names) -> None:
    table = index.areas[index.areas["kind"] == HROMADA]
    assert len(table) == 1_469
    for code, row in table[::60].iterrows():
        stem = row["name_uk"].removesuffix("а")
        for text in (f"{row['name_uk']} громада", f"{stem}ої громади", f"{stem}ій громаді",
                     f"{row['name_en']} hromada", f"{row['name_uk']} сільська територіальна громада"):
            found = areas_called(index.areas, text)
            assert code in found
            assert {table.at[one, "name_uk"] for one in found} == {row["name_uk"]}, text
    assert areas_called(index.areas, "Lyman hromada")[0] == LYMAN


def test_no_area_becomes_a_hromada_that_did_not_say_so(index: Names) -> None:
    """'Лиманський' is a raion that is no more, and 'Лиманська' a hromada of today."""
    for raion in GONE:
        assert areas_called(index.areas, raion) == []
    assert areas_called(index.areas, "Лиманська громада")[0] == LYMAN
    assert areas_called(index.areas, "Покровськ") == ["UA1416"]


@pytest.mark.parametrize("query, said", [
    ("Лиманська громада, Донецька область", f"{IN_DONETSK}, Drobysheve, Zarichne, "),
    ("Lyman hromada", f"{IN_DONETSK}, Drobysheve, Zarichne and 23 more; "), (LYMAN, f"{IN_DONETSK}, "),
    ("Краматорський район", "Kramatorskyi raion, Donetsk with Kramatorsk, Sloviansk, Kostiantynivka, "),
    ("Донецька область, Краматорський район", "Kramatorskyi raion, Donetsk with Kramatorsk, "),
    ("Донецька область", "the region Donetsk with Donetsk, Mariupol, "), ("UA-14", "the region Donetsk with"),
    ("Республіка Крим", "the region Crimea with Simferopol, "), ("Zakarpattia", "the region Zakarpattia"),
])
def test_an_area_alone_is_told_with_its_largest_settlements(index: Names, query: str, said: str) -> None:
    with pytest.raises(AreaAsked) as caught:
        find(index, query)
    assert f"'{query[:40]}' is no settlement but an area: {said}" in str(caught.value)
    people = [index.people[place] for place in caught.value.places]
    assert 1 < len(people) <= 30
    assert people[0] == max(people[:3])


@pytest.mark.parametrize("query, place", [
    ("Bakhmut (Artyomovsk)", "UA1402001001"), ("Toretsk (Dzerzhinsk)", "UA1402011001"),
    ("Oleshky (Tsiurupynsk)", "UA6510011001"), ("Robotyne village", "UA2310027015"),
    ("Роботине село, Пологівський район", "UA2310027015"),
])
def test_a_former_name_in_brackets_and_a_kind_after_the_name_are_understood(
    index: Names, query: str, place: str
) -> None:
    assert find(index, query) == place


@pytest.mark.parametrize("query", ["Слов'янський район", "Гришинська громада", "Бахчисарайський район"])
def test_an_area_that_is_no_more_is_called_so(index: Names, query: str) -> None:
    with pytest.raises(UnknownArea, match=f"hromada in the tables is called '{query}'"):
        find(index, query)


def test_a_village_that_is_called_hromada_is_no_area(index: Names) -> None:
    for query in ("Громада", "Hromada, Zhytomyr", "Громада, Житомирська область"):
        with pytest.raises(CountedElsewhere, match="Hromada"):
            find(index, query)


@pytest.mark.parametrize("query", ["Artyomovka", "Artjomovka", "Артёмовка", "Артемовка"])
def test_a_romanised_letter_sounds_as_it_does_in_russian(index: Names, query: str) -> None:
    """A gazetteer has the spelling 'Artyomovka' for one of five villages."""
    with pytest.raises(AmbiguousPlace, match="fits 5 places"):
        find(index, query)
