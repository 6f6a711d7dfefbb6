"""Places of one name: today's official name before former ones, cities before namesakes, or a question."""

import pytest

from geo.gazetteer.areas import RAION, areas_called
from geo.gazetteer.counted_elsewhere import so_called
from geo.gazetteer.empty_towns import load_empty_towns
from geo.gazetteer.meaning import _is_own, called, dwarfs
from geo.gazetteer.names import ALIAS_COLUMNS, Names, load_names
from geo.gazetteer.places import load_places
from geo.gazetteer.search import (
    AmbiguousPlace,
    CountedElsewhere,
    EmptyTown,
    UnknownPlace,
    find,
    namesakes,
    search,
)
from geo.gazetteer.transliteration import folded, lettered
from geo.paths import DATA
from geo.tables import read_table
from tests.geo.gazetteer.test_search import meant

pytestmark = pytest.mark.slow  # all names of the country

HRYSHYNE, OSYPENKO, STANISLAV = "UA1416021008", "UA2302011001", "UA6510013001"


@pytest.fixture(scope="module")
def index() -> Names:
    return load_names(load_places())


@pytest.mark.parametrize("query, place", [
    ("Гришине, Покровський район", HRYSHYNE), ("Гришине, Донецька обл.", HRYSHYNE),
    ("Hryshyne, Pokrovsk district", HRYSHYNE), ("Hryshyne (Pokrovskyi raion, Donetsk)", HRYSHYNE),
    ("Донецька область, Покровський р-н, с. Гришине", HRYSHYNE), ("с. Гришине Покровський район", HRYSHYNE),
    ("Hryshyne Donetsk oblast", HRYSHYNE), ("Осипенко, Бердянський район", OSYPENKO),
    ("Осипенко, Бердянский район, Запорожская область", OSYPENKO),
    ("Osypenko, Berdiansk raion, Zaporizhzhia region", OSYPENKO), ("Станіслав, Херсонський район", STANISLAV),
    ("Вільнянськ, Zaporizhzhia raion", "UA2306003001"), ("Hryshyne, Pokrovsk raion, Ukraine", HRYSHYNE),
    ("Україна, Донецька область, Покровський район, Гришине", HRYSHYNE),
    ("Zlatopil (Pervomaiskyi)", "UA6310009001"),
    ("Ordzhonikidze, Autonomous Republic of Crimea", "UA0118043001"),
])
def test_areas_count_in_every_way_of_writing_them(index: Names, query: str, place: str) -> None:
    """Also where a larger city of that raion was once called so."""
    assert find(index, query) == place
    assert search(index, query)[0].place == place


@pytest.mark.parametrize("query, possible", [
    ("Гришине", {HRYSHYNE, "UA0112011001", "UA1416021001"}), ("Осипенко", {OSYPENKO, "UA2302005001"}),
    ("Станіслав", {STANISLAV, "UA2604019001"}),
    ("Ordzhonikidze", {"UA1208009001", "UA0118043001", "UA1406007001", "UA5102019002"}),
    ("Новгородське", {"UA1402011005", "UA5904001009"}), ("Ювілейне", {"UA1202025001", "UA6510019001"}),
    ("Новгородское", {"UA1402011005", "UA5904001009"}), ("Александровск", {"UA2306007001", "UA4406001002"}),
    ("Катеринопіль", {"UA7102015001", "UA1204001019"}), ("Novgorodske", {"UA1402011005", "UA5904001009"}),
    ("Pervomaisky", {"UA6310009001", "UA1406011009"}), ("Первомайский", {"UA6310009001", "UA1406011009"}),
    ("Kirovskoye", {"UA1406013001", "UA0118023001", "UA0108023001", "UA1404015006"}),
])
def test_a_village_is_not_taken_for_the_city_that_was_once_called_so(
    index: Names, query: str, possible: set[str]
) -> None:
    with pytest.raises(AmbiguousPlace) as caught:
        find(index, query)
    assert set(caught.value.places) == possible


def test_a_city_with_another_name_is_not_taken_for_a_village_of_the_name(index: Names) -> None:
    """Donetsk was Aleksandrovka before 1869; 65 villages are called so in Russian today."""
    shared = 0
    for numbers in index.keys.values():
        places = {index.names[number][0] for number in numbers}
        cities = [place for place in places if index.settlements.at[place, "kind"] == "city"]
        for name in {index.names[number][1] for number in numbers} if cities and len(places) > 1 else ():
            own = {place for place in places if _is_own(index, place, name)}
            found = meant(index, name) if own else set()
            assert len(found) != 1 or found <= own, name
            shared += len(found) > 1
    assert shared > 100


def test_a_former_name_in_any_spelling_asks_as_it_does_in_its_own_letters(index: Names) -> None:
    """If a village sounds so today and the town that was called so has five times its residents."""
    asked = 0
    for number in sorted(index.former):
        town, name = index.names[number]
        spelling = name.replace("h", "g").replace("i", "y").replace("Y", "I")
        if not name.isascii() or lettered(spelling) in index.lettered or folded(spelling) != folded(name):
            continue
        official, _, sounding, _ = called(index, spelling)
        if not official and sounding and town not in sounding and dwarfs(
                index, town, sounding[0], ("city", "settlement")):
            assert {town, sounding[0]} <= meant(index, spelling), spelling
            asked += 1
    assert asked >= 2


@pytest.mark.parametrize("query, place", [
    ("Belaya Tserkva", "UA3202001001"), ("Slovyansk", "UA1412021001"), ("Slavyansk", "UA1412021001"),
    ("Krivoy Rog", "UA1206017001"), ("Nikolayev", "UA4806015001"), ("Chernovtsy", "UA7306061001"),
    ("Gorlovka", "UA1406003001"), ("Liman", "UA1412011001"), ("Kamenets-Podolsky", "UA6802011001"),
    ("м. Київ", "UA8000000000"), ("Zlatopil", "UA6310009001"),
])
def test_a_customary_spelling_means_the_city_and_no_namesake(index: Names, query: str, place: str) -> None:
    assert find(index, query) == place


@pytest.mark.parametrize("query, name, others", [
    ("Chornobyl", "Chornobyl", 0), ("Чернобыль", "Chornobyl", 0), ("Chernobyl, Kyiv oblast", "Chornobyl", 0),
    ("Prypiat", "Prypiat", 1), ("Pripyat", "Prypiat", 1), ("Прип'ять, Вишгородський район", "Prypiat", 0),
])
def test_an_empty_town_gets_a_sentence_with_its_source(
    index: Names, query: str, name: str, others: int
) -> None:
    with pytest.raises(EmptyTown) as caught:
        find(index, query)
    assert str(caught.value).startswith(f"{name} (Vyshhorodskyi raion, Kyiv Oblast) was evacuated")
    assert "http" in str(caught.value)
    assert len(caught.value.places) == others


def test_a_village_called_like_an_empty_town_is_found_in_its_region(index: Names) -> None:
    assert find(index, "Prypiat, Volyn") == "UA0706045023"


GONE = ("Слов'янський", "Артемівський", "Новоайдарський", "Мар'їнський", "Красноармійський", "Розівський",
        "Олександрівський", "Марківський", "Новомиколаївський", "Лиманський", "Ясинуватський", "Троїцький",
        "Оріхівський", "Веселівський", "Старобешівський", "Чутівський", "Зміївський", "Козівський")
"""Raions until 2020, whose names are like those of others today, up to 96 of 100."""
ENGLISH = {"Zaporizhzhia": "UA2306", "Bakhmut": "UA1402", "Bila Tserkva": "UA3202", "Odesa": "UA5110",
           "Oleksandriia": "UA3508", "Nizhyn": "UA7404", "Kryvyi Rih": "UA1206", "Verkhovyna": "UA2602",
           "Pokrovsk": "UA1416", "Vinnytsia": "UA0502"}


@pytest.mark.parametrize("raion", GONE)
@pytest.mark.parametrize("form", ["{} район", "{}", "{} р-н", "{} raion"])
def test_a_raion_that_is_no_more_is_never_taken_for_another(index: Names, raion: str, form: str) -> None:
    area = form.format(raion)
    assert areas_called(index.areas, area) == []
    for name in ("Миколаївка", "Троїцьке"):
        official = set(index.settlements.index[index.settlements["name_uk"] == name])
        with pytest.raises(UnknownPlace, match=r"raions since 2020.*Did you mean .* raion, ") as caught:
            find(index, f"{name}, {area}")
        assert official <= set(caught.value.places)
    assert search(index, f"Миколаївка, {area}") == []


def test_every_raion_is_found_in_every_case_and_by_its_centre(index: Names) -> None:
    for code, row in index.areas[index.areas["kind"] == RAION].iterrows():
        ukrainian, english = row["name_uk"], row["name_en"]
        for text in (ukrainian, english, f"{ukrainian[:-2]}ого", f"{ukrainian[:-2]}ому"):
            assert areas_called(index.areas, f"{text} район") == [code], text
    for name, code in ENGLISH.items():
        assert areas_called(index.areas, f"{name} raion") == [code], name
    for russian, code in {"Харьковский": "UA6312", "Запорожский": "UA2306", "Николаевский": "UA4806",
                          "Северодонецкий": "UA4412", "Волновахский": "UA1404"}.items():
        assert areas_called(index.areas, f"{russian} район") == [code], russian


def test_places_in_the_region_given_come_with_an_unknown_raion(index: Names) -> None:
    with pytest.raises(UnknownPlace) as caught:
        find(index, "Миколаївка, Слов'янський район, Донецька область")
    assert set(index.settlements.loc[list(caught.value.places), "region"]) == {"UA-14"}


def test_every_official_name_with_its_raion_and_region_means_that_place_alone(index: Names) -> None:
    """Or asks between those of one raion that are called the same."""
    towns, areas = index.settlements, index.areas["name_uk"]
    raion = towns["raion"].map(areas)
    asked = towns["name_uk"] + (", " + raion + " район").fillna("") + ", " + towns["region"].map(areas)
    of_same_name = asked.groupby(asked).groups
    former = set(towns.loc[(towns[["former_en", "former_uk"]] != "").any(axis=1), "name_uk"])
    was_another = set(read_table(DATA / "places" / "old_names.csv", ALIAS_COLUMNS)["name"])
    special = asked[towns["name_uk"].isin(former | was_another)]
    for query in {*asked.sample(60, random_state=20251121), *special.head(60),
                  "Бар, Жмеринський район, Вінницька"}:
        assert meant(index, query) == set(of_same_name[query]), query


def test_no_name_has_a_blank_at_its_end(index: Names) -> None:
    columns = ["name_en", "name_uk", "former_en", "former_uk", "known_as_en", "known_as_uk"]
    for column in columns:
        assert (index.settlements[column] == index.settlements[column].str.strip()).all(), column
    assert all(name == name.strip() for _, name in index.names)


def test_towns_without_residents_are_not_said_to_be_without_people() -> None:
    """People work in Chornobyl in shifts."""
    sources = next(line for line in (DATA / "SOURCES.md").read_text("utf-8").splitlines()
                   if "`places/empty_towns.csv`" in line)
    for text in (sources, str(EmptyTown.__doc__), str(find.__doc__), str(load_empty_towns.__doc__)):
        assert "nobody" not in text
        assert "count no residents" in text


@pytest.mark.parametrize("query, spot", [
    ("", ""), ("Kamyshly, UA0102", "Kamyshly (Crimea, at 44.6623° N, 33.6427° E)"),
    ("UA0102007003", "Kamyshly (Crimea, at 44.6623° N, 33.6427° E)"),
    ("Камишли, UA0102007", "Kamyshly (Crimea"),
])
def test_a_settlement_that_is_counted_with_a_neighbour_gets_a_sentence(
    index: Names, query: str, spot: str
) -> None:
    points = index.counted_elsewhere
    if not spot:
        code = next(code for code, name in points["name_uk"].items() if not any(called(index, name)))
        query, spot = points.at[code, "name_uk"], points.at[code, "name_en"]
    with pytest.raises(CountedElsewhere) as caught:
        find(index, query)
    assert f"count the residents of {spot}" in str(caught.value)
    assert "with a neighbour" in str(caught.value)
    assert caught.value.places


def test_every_settlement_that_is_counted_with_a_neighbour_is_known_by_its_code_and_its_names(
    index: Names
) -> None:
    points = index.counted_elsewhere
    assert len(points) == 16_496
    for code, point in points[::1_500].iterrows():
        assert list(so_called(points, index.areas, str(code), ()).index) == [code]
        for name in (point["name_uk"], point["name_en"].upper()):
            assert code in so_called(points, index.areas, name, (point["region"],)).index
        assert so_called(points, index.areas, point["name_uk"], ("Kyiv", "Lviv", "Odesa")).empty
    assert so_called(points, index.areas, "", ()).empty


def test_a_village_found_by_a_name_that_others_have_comes_with_those(index: Names) -> None:
    """Bilohorivka in Luhansk has figures, and that near Soledar in Donetsk has none."""
    query, found = "Bilohorivka", find(index, "Bilohorivka")
    codes, sentence = namesakes(index, query, found)
    assert set(codes) == {"UA1402009004", "UA5604013003"}
    assert "Bilohorivka (Bakhmutskyi raion, Donetsk, at 48.7345° N, 38.2159° E)" in sentence
    assert namesakes(index, "Білогорівка, Луганська область", found) == ([], "")
    assert namesakes(index, found, found) == ([], "")
    assert namesakes(index, "Kramatorsk", find(index, "Kramatorsk")) == ([], "")
