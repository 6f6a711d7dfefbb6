"""Maps from abroad: statuses and days in other languages and columns, names of systems, and what to do."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.errors import AmbiguousFile, SourceError
from geo.line_sources.coordinate_systems import by_name
from geo.line_sources.notes import NoteKind
from geo.line_sources.selection.days import day_in
from geo.line_sources.selection.statuses import Verdict, said
from geo.world import World
from tests.conftest import ROOT
from tests.geo.selection.test_line_selection import EAST, MIDDLE, features, read, told
from tests.support.files.line_files import KML_BEGIN, KML_END, placemark, zipped
from tests.support.source import tree

WORDS = {
    Verdict.HELD: """
        Russland|russisch kontrolliert|von Russland besetzte Gebiete der Ukraine|Russische Besatzung
        |besetzt|Territoires occupés d'Ukraine|sous contrôle russe|contrôle de la Russie
        |Occupation russe|kontrola rosyjska|pod okupacją rosyjską|zajęte przez Rosję|Ocupado por Rusia
        |Occupato dalla Russia|Ocupat de Rusia|okupované Ruskem|Rus işgali altında|Ворог|занято РФ
        |зона контролю ЗС РФ|Pro-Russian forces|Occupied territories of Ukraine|Ukraine (occupied)
        |Okupowane terytoria Ukrainy|temporär besetzt|vorübergehend besetzt|unter russischer Besatzung
        |sous occupation|ocupado temporalmente""",
    Verdict.OTHER: """
        ukrainisch kontrolliert|Unter ukrainischer Kontrolle|von der Ukraine kontrolliert|umkämpft
        |Zurückerobert|nicht besetzt|sous contrôle ukrainien|repris par l'Ukraine|Zone contestée
        |kontrola ukraińska|sporne|odbite przez Ukrainę|odzyskane|Liberado|osvobozené
        |Occupied by Ukraine|Ukrainian-occupied|відбито|отбито ВСУ|зона контролю СОУ|Просування ворога
        |під контролем Сил оборони України
        |desocupado|dezocupat|déoccupé|désoccupé|neokupované|nebesetzt|nieokupowane|unbesetzt|neocupat
        |nu este ocupat|ne plus occupé|işgal altında değil|ehemals besetzt|vormals russisch besetzt
        |früher besetzt|anciennement occupé|dawniej okupowane|precedentemente occupato|antes ocupado
        |przed okupacją|nach der Besatzung|Ende der Besatzung|avant l'occupation|deokupované
        |Retomado por Ucrania|riconquistato|recucerit""",
    None: "Front|Front line|Nachschub|Donetsk|Territoire|Fläche 3|Rostov|Krasnyi|Zone A",
}


@pytest.mark.parametrize("verdict", WORDS)
def test_statuses_in_the_languages_of_others_are_understood(verdict: Verdict | None) -> None:
    phrases = [" ".join(phrase.split()) for phrase in WORDS[verdict].split("|")]
    assert {phrase: said("x", phrase) for phrase in phrases} == dict.fromkeys(phrases, verdict)


UNKNOWN = {"words": ("хто", "наші", "чужі"), "words once": ("Bemerkung", "so", None),
           "days": ("seen", "2024-05-01", "2025-05-01"), "a day once": ("date", "2024-05-01", None)}


@pytest.mark.parametrize("case", UNKNOWN)
def test_two_features_that_differ_are_never_counted_without_a_word(world: World, case: str) -> None:
    column, one, other = UNKNOWN[case]
    found = read(world, features((EAST, {column: one}), (MIDDLE, {column: other} if other else {})))
    assert [kind for kind, _ in told(found)] == [NoteKind.COUNTED] * 2


def test_ten_kinds_of_a_column_of_any_name_are_told(world: World) -> None:
    parts = [(shapely.box(36 + n / 50, 49, 36 + n / 50 + 0.02, 49.2), {"вид": f"kind {'abcdefghij'[n % 10]}"})
             for n in range(20)]
    assert len(read(world, features(*parts)).notes) == 6


def test_numbers_of_features_are_not_told(world: World) -> None:
    rows = [(EAST, {"fid": 7, "uuid": "a1-b2"}), (MIDDLE, {"fid": 8, "uuid": "c3-d4"})]
    assert read(world, features(*rows)).notes == ()


DAYS = {"Datum": ("1. Mai 2024", "2. Mai 2024"), "jour": ("1er mai 2024", "2 mai 2024"),
        "dzień": ("24 lutego 2022", "11 października 2022"), "fecha": ("2024-05-01", "2025-05-01"),
        "станом на": ("1.5.2024", "2.5.2024"), "mapdate": ("20240501", "20250501"),
        "filename": ("MapAO20NOV2024.shp", "MapAO21NOV2024.shp"), "month": ("2024-05", "2024-06"),
        "layer": ("MapAO20NOV2024", "MapAO21NOV2024"), "name": ("Occupied (01.05.24)", "Occupied (02.05.24)")}


@pytest.mark.parametrize("column", DAYS)
def test_days_in_any_column_and_language_are_asked_about(world: World, column: str) -> None:
    one, other = DAYS[column]
    rows = [{"status": "Occupied", column: day} for day in (one, other)]
    data = features((EAST, rows[0]), (MIDDLE, rows[1]))
    with pytest.raises(AmbiguousFile, match="several dates") as fault:
        read(world, data)
    assert day_in(one) in str(fault.value)


@pytest.mark.parametrize("shown", ["2022-02-24", "Feb. 24, 2022", "feb.  24, 2022"])
def test_a_day_can_be_chosen_as_the_message_shows_it(world: World, shown: str) -> None:
    data = features((EAST, {"date": "Feb. 24, 2022"}), (MIDDLE, {"date": "Nov. 11, 2022"}))
    assert len(told(read(world, data, where=(("date", shown),)))) == 1


@pytest.mark.parametrize("column", ["last_edited_date", "created_date", "since_date", "дата_звільнення"])
def test_days_of_something_else_do_not_divide_a_map(world: World, column: str) -> None:
    data = features((EAST, {"status": "Occupied", column: "2024-05-01"}),
                    (MIDDLE, {"status": "Occupied", column: "2025-05-01"}))
    assert len(told(read(world, data, where=(("status", "Occupied"),)))) == 1


def folder(name: str, *inside: str) -> str:
    return f"<Folder><name>{name}</name>{''.join(inside)}</Folder>"


def extended(word: str) -> str:
    return f'<ExtendedData xmlns:p="urn:p"><p:status>{word}</p:status></ExtendedData>'


def listed(word: str) -> str:
    return ('<ExtendedData><SchemaData><gx:SimpleArrayData name="status"><gx:value>' + word
            + "</gx:value></gx:SimpleArrayData></SchemaData></ExtendedData>")


DATED = {
    "a folder around": [folder(day, folder("Occupied", placemark(shape)))
                        for day, shape in (("2024-05-01", EAST), ("2025-05-01", MIDDLE))],
    "a time of a folder": [folder("Occupied", f"<TimeStamp><when>{day}</when></TimeStamp>", placemark(shape))
                           for day, shape in (("2024-05-01", EAST), ("2025-05-01", MIDDLE))],
}


@pytest.mark.parametrize("case", DATED)
def test_a_day_of_a_folder_is_that_of_all_in_it(world: World, case: str) -> None:
    with pytest.raises(AmbiguousFile, match="several dates"):
        read(world, (KML_BEGIN + "".join(DATED[case]) + KML_END).encode())


@pytest.mark.parametrize("data", [extended, listed])
def test_data_of_a_placemark_in_every_form_counts(world: World, data: Any) -> None:
    both = [placemark(EAST, data("Occupied")), placemark(MIDDLE, data("Liberated"))]
    found = read(world, (KML_BEGIN + "".join(both) + KML_END).encode())
    assert [kind for kind, _ in told(found)] == [NoteKind.COUNTED, NoteKind.LEFT_OUT]


def test_maps_of_google_earth_in_an_archive_have_the_names_of_their_files(world: World) -> None:
    maps = {f"{name}.kmz": zipped({"doc.kml": (KML_BEGIN + placemark(shape) + KML_END).encode()})
            for name, shape in (("occupied land", EAST), ("liberated in 2022", MIDDLE))}
    assert [kind for kind, _ in told(read(world, zipped(maps)))] == [NoteKind.COUNTED, NoteKind.LEFT_OUT]


@pytest.mark.parametrize("about", [{"title": "Liberated "
                                             "territories"}, {"metadata": {"title": "Befreite Gebiete"}},
                                   {"description": "Ground held by Ukraine"}])
def test_a_title_that_says_russia_does_not_hold_it_is_heard(world: World, about: dict[str, Any]) -> None:
    with pytest.raises(AmbiguousFile, match="of no feature it says"):
        read(world, json.dumps(json.loads(features((EAST, {}))) | about).encode())
    held = json.loads(features((EAST, {"status": "Occupied"}))) | about
    assert read(world, json.dumps(held).encode()).control.held.area > 0


def test_a_sign_in_words_that_a_file_is_cut_off_counts(world: World) -> None:
    answer = json.loads(features((EAST, {}))) | {"properties": {"exceededTransferLimit": "true"}}
    with pytest.raises(SourceError, match="cut off"):
        read(world, json.dumps(answer).encode())


SYSTEMS = {"WGS 84 / Pseudo-Mercator": 3857, "WGS_1984_Web_Mercator_Auxiliary_Sphere": 3857,
           "EPSG/4326": 4326, "WGS_1984_UTM_Zone_37N": 32637, "ETRS89": 4258, "GCS_Pulkovo_1942": 4284,
           "WGS84 Lat/Lon": 4326,
           "Pulkovo_1942_GK_Zone_7": 28407, "UCS-2000": 5561}


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_is_known_by_its_name_in_every_spelling(name: str) -> None:
    system = by_name(name)
    assert system is not None
    assert system.to_epsg() == SYSTEMS[name]


def test_a_refusal_of_a_file_says_what_to_do() -> None:
    """After a semicolon, or in a part that is filled in."""
    folder = ROOT / "geo" / "line_sources"
    texts = {found for path in folder.rglob("*.py") if path.name not in ("archive.py", "dated_files.py")
             for found in refusals(path)}
    assert len(texts) > 40
    assert {text for text in texts if not any(sign in text for sign in (";", "{fault}", "{hint}"))} == set()


def refusals(path: Path) -> list[str]:
    module = tree(path)
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    raised = [call.args[0] for call in calls if getattr(call.func, "id", "") == "SourceError" and call.args]
    return [str(node.args[0].value) for node in raised
            if isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant)]
