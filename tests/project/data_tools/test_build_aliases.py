"""The tables of alternative names and the tool that builds them: respelling, matching, valid files."""

from pathlib import Path

import pandas as pd
import pytest

from geo.errors import SourceError
from geo.gazetteer.names import ALIAS_COLUMNS, LANGUAGES, NAME_COLUMNS, load_names
from geo.gazetteer.places import CITY_ID_LENGTH, load_places
from geo.gazetteer.transliteration import folded, lettered
from geo.paths import DATA
from geo.tables import read_table
from tools.build_aliases import Entry, aliases, alphabet, hits, language, matched, tidy
from tools.respelling import respelled, romanised

TOWNS = pd.DataFrame(
    [("Avdiivka", "Авдіївка", "", "", "city", 37.75, 48.14),
     ("Nove", "Нове", "", "", "village", 37.80, 48.14),
     ("Nove", "Нове", "", "", "village", 37.90, 48.14),
     ("Yuriivka", "Юріївка", "Old Name", "Олд Нейм", "village", 30.0, 50.0)],
    index=["A", "B", "C", "D"], columns=[*NAME_COLUMNS, "kind", "lon", "lat"],
)
ENTRIES = [
    Entry(1, 37.76, 48.14, ("Avdiyivka", "AVD", "Авде\u0301евка", "Авдіївка", "アウディーイウカ")),
    Entry(2, 37.81, 48.14, ("Nove", "Novoye", "Новое")),
    Entry(3, 37.82, 48.14, ("Nove", "Liebental", "Новое")),
    Entry(4, 37.75, 48.14, ("Nove Davydkovo", "Elsewhere")),
    Entry(5, 30.50, 50.0, ("Yuriivka", "Too far away")),
]
TOWN = "UA1412009001"


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    return load_places()


@pytest.mark.parametrize("names", [
    "Луганськ Луганск Luhansk Lugansk Luhans'k", "Київ Kyiv Kyjiv Kyyiv", "Киев Kiev Kiyev Kijev Kiew",
    "Запоріжжя Zaporizhzhia Zaporižžja Zaporizhia", "Єнакієве Yenakiieve Yenakiyeve Enakieve",
    "Слов’янськ Sloviansk Slov'yansk Слов'янск", "Чернігів Chernihiv Černihiv Chernigiv Чернигив",
    "Євпаторія Yevpatoriia Евпатория Evpatoria", "Згурівка Zghurivka Згуривка", "Одеса Odesa Odessa Одесса",
    "Івано-Франківськ IVANO–FRANKIVSK Ivano_Frankivsk", "Йосипівка Yosypivka Iosypivka Йосыпивка",
])
def test_names_that_sound_alike_have_one_key(names: str) -> None:
    assert len({folded(name) for name in names.split()}) == 1


@pytest.mark.parametrize("one, other", [
    ("Pokrovsk", "Pokrovske"), ("Kyiv", "Kiev"), ("Lyman", "Lymany"), ("Harkiv", "Zharkiv"),
    ("Сарата", "Царата"), ("Шабо", "Сабо"), ("Жуки", "Зуки"),
])
def test_names_that_sound_different_have_different_keys(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_lines_are_folded_like_single_names() -> None:
    names = ["Краматорськ", " -Ой-", "", "北京", "Ново Село ", "ss sss", "Kyiv"]
    assert folded("\n".join(names)).split("\n") == [folded(name) for name in names]
    assert lettered("\n".join(names)).split("\n") == [lettered(name) for name in names]
    assert folded("北京") == ""


def test_letters_distinguish_what_sounds_do_not() -> None:
    assert lettered("Ґудзівка") == lettered("гудзівка") == "гудзівка"
    assert lettered("Семёновка") == lettered("Семеновка")
    assert lettered("Мар’їнка") == lettered("Мар'їнка")
    assert lettered("Ліман") != lettered("Лиман")
    assert lettered("Троїцьке") != lettered("Троіцьке")


@pytest.mark.parametrize("ukrainian, russian", [
    ("Краматорськ", "Краматорск"), ("Авдіївка", "Авдеевка"), ("Олександрівка", "Александровка"),
    ("Миколаївка", "Николаевка"), ("Костянтинівка", "Константиновка"), ("Слов’янськ", "Славянск"),
    ("Покровське", "Покровское"), ("Кам’янське", "Каменское"), ("Верхньокам’янське", "Верхнекаменское"),
    ("Новосілка", "Новоселка"), ("Велика Новосілка", "Великая Новоселка"), ("Шевченкове", "Шевченково"),
    ("Вишневе", "Вишневое"), ("Василівка", "Васильевка"), ("Харків", "Харков"), ("Біла Гора", "Белая Гора"),
    ("Добропілля", "Доброполье"), ("Нижнє", "Нижнее"), ("Підгородне", "Подгородное"),
    ("Нова Каховка", "Новая Каховка"), ("Мар’їнка", "Марьинка"), ("Іванівка", "Ивановка"),
])
def test_russian_spelling_by_rule(ukrainian: str, russian: str) -> None:
    assert respelled(ukrainian) == russian


@pytest.mark.parametrize("ukrainian, latin", [
    ("Згурівка", "Zghurivka"), ("Єнакієве", "Yenakiieve"), ("Знам’янка", "Znamianka"), ("Щастя", "Shchastia"),
    ("Іслям-Терек", "Isliam-Terek"), ("Їжаківка", "Yizhakivka"), ("Ґудзівка", "Gudzivka"),
    ("Южноукраїнськ", "Yuzhnoukrainsk"), ("Яни Капу", "Yany Kapu"), ("Новий Буг", "Novyi Buh"),
])
def test_romanisation_follows_the_national_table(ukrainian: str, latin: str) -> None:
    assert romanised(ukrainian) == latin
    assert folded(latin) == folded(ukrainian)


def test_names_of_geonames_are_cleaned_and_classified() -> None:
    kept = {"Авде\u0301евка": "Авдеевка", "Kramators'k": "Kramators’k", "Ново-Село": "Ново-Село",
            "Café Ñandú": "Café Ñandú", "Й\u0301": "", "KRQ": "", "keulamato": "", "1 Мая": "", "Ab": "",
            "北京": "", "Kраматорськ": "", "<b>Kyiv</b>": "", "Kyiv (city)": ""}
    assert {name: tidy(name) for name in kept} == kept
    assert [alphabet(name) for name in ("Kyiv", "Київ", "Kиїв", "京", "12")] \
        == ["latin", "cyrillic", "", "", ""]
    tongues = {"Київ": "uk", "Краматорськ": "uk", "Краматорск": "ru", "Жёлтые Воды": "ru", "Kyiv": "other",
               "Шевченкове": "uk", "Шевченково": "ru", "Кијев": "other", "Новий": "uk"}
    assert {name: language(name) for name in tongues} == tongues


def test_an_entry_is_matched_once_to_the_nearest_place_of_its_name() -> None:
    known = matched(TOWNS, ENTRIES)
    assert {place: entry.number for place, entry in known.items()} == {"A": 1, "B": 2, "C": 3}
    for start in range(len(ENTRIES)):
        turned = [*ENTRIES[start:], *ENTRIES[:start]][::-1]
        assert matched(TOWNS, turned) == known
    between = Entry(6, 37.84, 48.14, ("Nove",))
    assert matched(TOWNS, [between]) == {"B": between}


def test_an_alias_is_kept_only_if_it_adds_a_sound() -> None:
    rows = list(aliases(TOWNS, matched(TOWNS, ENTRIES)))
    assert [row for row in rows if row[0] == "A"] == [["A", "Авдеевка", "ru", "GeoNames"]]
    assert [row for row in rows if row[0] == "B"] == [
        ["B", "Новое", "ru", "GeoNames"], ["B", "Novoye", "other", "GeoNames"]]
    assert [row[1:] for row in rows if row[0] == "D"] == [
        ["Юрьевка", "ru", "respelled by rule"]]
    given = {"A": Entry(1, 37.75, 48.14, ("Авдеивка",))}  # no name is then derived by rule
    assert list(aliases(TOWNS[:1], given)) == [["A", "Авдеивка", "ru", "GeoNames"]]
    sounds = [(place, alphabet(name), folded(name)) for place, name, *_ in rows]
    assert len(sounds) == len(set(sounds))


def test_the_rules_are_measured_against_geonames() -> None:
    assert hits(TOWNS, matched(TOWNS, ENTRIES)) == (3, 3, 3)
    wrong = [Entry(1, 37.76, 48.14, ("Avdiyivka", "Авдовка"))]
    assert hits(TOWNS, matched(TOWNS, wrong)) == (1, 0, 0)


@pytest.mark.parametrize("file", ["aliases.csv", "old_names.csv"])
def test_committed_aliases_are_valid(places: pd.DataFrame, file: str) -> None:
    table = read_table(DATA / "places" / file, ALIAS_COLUMNS)
    assert list(table.columns) == list(ALIAS_COLUMNS)
    assert len(table) > 300
    assert set(table["place"]) <= set(places.index.str[:CITY_ID_LENGTH])
    assert set(table["language"]) <= set(LANGUAGES)
    assert (table["source"] != "").all()
    assert not table.duplicated(["place", "name"]).any()
    assert table["place"].is_monotonic_increasing
    assert (DATA / "places" / file).stat().st_size < 1_500_000


@pytest.mark.slow
@pytest.mark.parametrize("row, fault", [
    ("UA9999999999,Nowhere,en,x", "place 'UA9999999999' is unknown"),
    (f"{TOWN},Kram,xx,x", "language 'xx' is unknown"),
    (f"{TOWN},-,en,x", "is no name"),
    (f"{TOWN}, ,en,x", "has a stray blank"),
    (f"{TOWN},\"Kra\nma\",en,x", "has a stray blank"),
    (f"{TOWN},Kram,en,x\n{TOWN},Kram,ru,x", "stands there twice"),
])
def test_an_invalid_table_of_names_is_rejected(
    places: pd.DataFrame, tmp_path: Path, row: str, fault: str
) -> None:
    for file in ("aliases.csv", "old_names.csv", "raions.csv"):
        (tmp_path / file).write_bytes((DATA / "places" / file).read_bytes())
    load_names(places, tmp_path)
    (tmp_path / "old_names.csv").write_text(f"place,name,language,source\n{row}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=f"old_names.csv: .*{fault}"):
        load_names(places, tmp_path)
