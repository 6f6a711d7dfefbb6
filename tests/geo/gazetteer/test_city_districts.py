"""Raions within cities, which have no figures: a sentence says so, and names the city."""

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import SourceError
from geo.gazetteer.names import Names, load_names
from geo.gazetteer.places import load_places
from geo.gazetteer.search import AmbiguousPlace, AreaAsked, CityDistrict, CountedElsewhere, find, namesakes
from geo.gazetteer.without_figures.districts import load_districts
from geo.paths import DATA

pytestmark = pytest.mark.slow  # all names of the country

TABLE = DATA / "places" / "city_districts.csv"
KYIV, KHARKIV, KRYVYI_RIH = "UA8000000000", "UA6312027001", "UA1206017001"


@pytest.fixture(scope="module")
def names() -> Names:
    return load_names(load_places())


WAYS = ("{uk} район, {city_uk}", "{city_uk}, {uk} район", "{uk} район міста {city_uk}",
        "{en} raion, {city_en}")


def test_districts_are_found_with_their_city_in_every_order(names: Names) -> None:
    """Every fifth district, each in another way, since a search takes a while."""
    assert len(names.districts) == 108
    for number, row in enumerate(names.districts[::5].itertuples()):
        city = names.settlements.loc[row.city]
        query = WAYS[number % len(WAYS)].format(uk=row.name_uk, en=row.name_en, city_uk=city["name_uk"],
                                                city_en=city["name_en"])
        with pytest.raises(CityDistrict) as fault:
            find(names, query)
        assert fault.value.places == (row.city,), query


ASKED = {
    "Оболонський район": KYIV, "Оболонь, Київ": KYIV, "район Оболонь": KYIV, "Obolon district of Kyiv": KYIV,
    "Салтівка": KHARKIV, "Салтовка": KHARKIV, "Saltivka": KHARKIV, "Печерськ": KYIV,
    "Київський район Харкова": KHARKIV, "Київського району м. Харкова": KHARKIV,
    "м. Харків Салтівський район": KHARKIV, "Покровський район Кривого Рогу": KRYVYI_RIH,
    "Оболонский район Киева": KYIV, "Центральний район, Дніпропетровська область": "UA1202001001",
}


@pytest.mark.parametrize("query", ASKED)
def test_a_query_for_a_part_of_a_city_names_the_city(names: Names, query: str) -> None:
    with pytest.raises(CityDistrict, match="may mean a raion within a city") as fault:
        find(names, query)
    assert ASKED[query] in fault.value.places


def test_a_village_of_the_name_is_found_with_a_note(names: Names) -> None:
    for query, code in (("Оболонь", "UA80000000000551439"), ("Сихів", "UA46060250010457177")):
        codes, sentence = namesakes(names, query, find(names, query))
        assert codes == [code]
        assert "may mean a raion within a city" in sentence
    village = find(names, "Оболонь, Полтавська область")
    assert namesakes(names, "Оболонь, Полтавська область", village) == ([], "")


@pytest.mark.parametrize(("query", "error"), [
    ("Поділ", AmbiguousPlace), ("Дарниця", CountedElsewhere), ("Подільський район", AreaAsked)])
def test_every_other_answer_says_it_too(names: Names, query: str, error: type[Exception]) -> None:
    with pytest.raises(error, match="may mean a raion within a city"):
        find(names, query)


@pytest.mark.parametrize("query", ["Дніпровка", "Олександрівка", "Шевченкове"])
def test_common_names_of_villages_mean_no_part_of_a_city(names: Names, query: str) -> None:
    with pytest.raises(AmbiguousPlace) as fault:
        find(names, query)
    assert "within a city" not in str(fault.value)


def test_a_district_of_an_unknown_city_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "city_districts.csv"
    path.write_text("district,city,name_en,name_uk\nUA1,UA9999999999,X,Х\n", encoding="utf-8")
    with pytest.raises(SourceError, match="unknown place UA9999999999"):
        load_districts(path, pd.Index([KYIV]))
    assert load_districts(tmp_path / "none.csv", pd.Index([])).empty
