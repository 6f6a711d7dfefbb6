"""What is said of ground in a long text, or in a description of KML, is heard wherever it stands."""

from io import BytesIO

import geopandas as gpd
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from geo.errors import AmbiguousFile
from geo.line_sources.selection import texts
from geo.line_sources.selection.columns import MAX_CHARACTERS
from geo.line_sources.selection.statuses import Verdict, said
from geo.line_sources.selection.texts import short
from geo.world import World
from tests.geo.line_sources.test_line_reader import gap_km2
from tests.geo.selection.test_line_selection import EAST, MIDDLE, WEST, features, read
from tests.support.files import line_files
from tests.support.files.line_files import KML_BEGIN, KML_END, geojson, placemark

LONG = "Drawn from the reports of one week and checked against pictures from satellites of that week. "
HELD, OTHER = "Occupied by Russian forces.", "Liberated in November 2022."
TABLE = ("<![CDATA[<html><body><table border='1'><tr><td>OBJECTID</td><td>7</td></tr><tr bgcolor='#D4E4F3'>"
         "<td>Remark</td><td>a text of some length that says nothing at all</td></tr><tr><td>Status</td>"
         "<td>{}</td></tr></table></body></html>]]>")
WRITTEN = {
    "late in a description": lambda text: f"<description>{LONG}{text}</description>",
    "before a long description": lambda text: f"<description>{text} {LONG * 30}</description>",
    "in a long sentence": lambda text: f"<description>{LONG[:-2]} {text}</description>",
    "a snippet": lambda text: f'<Snippet maxLines="2">{text}</Snippet>',
    "a snippet of old": lambda text: f"<snippet>{text}</snippet><description>{LONG}</description>",
    "a table in a description": lambda text: f"<description>{TABLE.format(text)}</description>",
    "a line of a description": lambda text: f"<description>{LONG}&#10;occupied: "
                                            f"{'yes' if text == HELD else 'no'}&#10;{LONG}</description>",
    "extended data": lambda text: f'<ExtendedData><Data name="note"><value>{LONG}{text}</value></Data>'
                                  "</ExtendedData>",
}


def kml(*marks: tuple[shapely.Geometry, str]) -> bytes:
    return (KML_BEGIN + "".join(placemark(shape, told) for shape, told in marks) + KML_END).encode()


@pytest.mark.parametrize("case", WRITTEN)
def test_a_status_counts_wherever_a_placemark_has_it(world: World, case: str) -> None:
    write = WRITTEN[case]
    found = read(world, kml((EAST, write(HELD)), (MIDDLE, write(OTHER)), (WEST, write(HELD))))
    assert gap_km2(found, read(world, geojson(shapely.union_all([EAST, WEST])))) < 1e-6
    assert [note.kind.value for note in found.notes] == ["counted", "left_out"]


@pytest.mark.parametrize("case", ["late in a description", "a snippet", "a table in a description"])
def test_ground_held_no_more_beside_ground_of_which_nothing_is_said_is_asked_about(
    world: World, case: str
) -> None:
    with pytest.raises(AmbiguousFile, match="of no feature it says that Russia holds"):
        read(world, kml((EAST, f"<description>{LONG}</description>"), (MIDDLE, WRITTEN[case](OTHER))))


TOLD = {
    "pairs of name and value": ({"tags": [{"k": "status", "v": "Occupied"}]},
                                {"tags": [{"k": "status", "v": "liberated"}]}),
    "French": ({"statut": "occupé par la Russie"}, {"statut": "libéré"}),
    "German": ({"status": "russisch besetzt"}, {"status": "befreit"}),
    "Polish": ({"status": "okupowane"}, {"status": "wyzwolone"}),
    "a plan": ({"status": "Occupied"}, {"status": "Planned Russian occupation"}),
    "a threat": ({"status": "окуповано"}, {"status": "загроза окупації"}),
}


@pytest.mark.parametrize("case", TOLD)
def test_a_status_in_other_words_is_told_from_ground_that_is_held(world: World, case: str) -> None:
    held, other = TOLD[case]
    found = read(world, features((EAST, held), (MIDDLE, other), (WEST, held)))
    assert gap_km2(found, read(world, geojson(shapely.union_all([EAST, WEST])))) < 1e-6


@pytest.mark.parametrize("column", ["year", "рік", "год"])
def test_features_of_two_years_are_asked_about(world: World, column: str) -> None:
    with pytest.raises(AmbiguousFile, match="several dates"):
        read(world, features((EAST, {column: 2022}), (MIDDLE, {column: 2025})))


@pytest.mark.parametrize("tag", ["description", "Snippet"])
def test_a_short_description_of_a_folder_counts_where_its_name_says_nothing(world: World, tag: str) -> None:
    folders = "".join(f"<Folder><name>{name}</name><{tag}>{text}</{tag}>{placemark(shape)}</Folder>"
                      for name, text, shape in (("A", HELD, EAST), ("B", OTHER, MIDDLE)))
    found = read(world, (KML_BEGIN + folders + KML_END).encode())
    assert gap_km2(found, read(world, geojson(EAST))) < 1e-6


@pytest.mark.parametrize("form", ["geojson", "gpkg", "shp", "fgb", "parquet"])
def test_a_long_text_in_a_column_counts_in_every_format(
    world: World, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [f"{LONG}{HELD}", f"{LONG}{OTHER}"]
    table = gpd.GeoDataFrame({"status": told}, geometry=[EAST, MIDDLE], crs="EPSG:4326")
    monkeypatch.setattr(line_files, "table", lambda *_: table)
    packed = BytesIO()
    table.to_parquet(packed)
    data = {"geojson": features((EAST, {"status": told[0]}), (MIDDLE, {"status": told[1]})),
            "gpkg": line_files.gpkg(EAST), "shp": line_files.shp_zip(EAST),
            "fgb": line_files.flatgeobuf(table), "parquet": packed.getvalue()}[form]
    assert gap_km2(read(world, data), read(world, geojson(EAST))) < 1e-6


@example(["x" * 70, "word", "Occupied."])  # no piece but the first had begun
@given(st.lists(st.sampled_from(["word", "Occupied.", "a\n", "<td>", "liberated", "x" * 70, "DPR", "не "])))
def test_a_text_is_never_longer_and_says_no_more_than_it_did(words: list[str]) -> None:
    text = " ".join(words)
    found = short(text)
    assert len(found) <= MAX_CHARACTERS
    assert found == short(found)
    if len(" ".join(text.split())) <= MAX_CHARACTERS:
        assert found == " ".join(text.split())
    elif "Occupied." in words and "liberated" not in words and "не " not in words:
        assert said("", found) is Verdict.HELD or "DPR" in found


def test_a_text_without_end_is_looked_at_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []
    monkeypatch.setattr(texts, "said", lambda _, text: looks.append(text))
    short("The zone was drawn. " * 50_000)
    assert 0 < len(looks) <= texts.MAX_LOOKS
    short("<" * 100_000)
    texts.pairs_in("<td>" * 50_000)


def test_the_signs_are_in_every_word_that_says_that_ground_is_held() -> None:
    """Or else a status would be passed over in a long text."""
    for words in ("Occupied", "russian-held", "controlled by Russia", "окупована територія", "РФ", "ДНР",
                  "захвачено", "liberated", "звільнено", "контроль РФ", "contested", "освобождено"):
        assert said("", words) is not None, words
        assert any(sign in words.casefold() for sign in texts.SIGNS), words
