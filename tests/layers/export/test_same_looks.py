"""The swatch of a row of the table is the look of the same ground on every map and in every file."""

import sqlite3
from xml.etree import ElementTree

import pytest
import shapely

from geo.crs import to_metres
from geo.status import Side
from layers.export.geopackage import geopackage
from layers.export.kml import NAMESPACE, kml
from layers.export.qgis_style import LOOK
from layers.html.ledger import ledger_lines, ledger_table
from layers.plate.scene import scene_of
from layers.plate.static_svg import LOOKS
from layers.request import ExportRequest
from layers.selection import LAYERS
from layers.style.statuses import ALL_LOOKS, look
from layers.svg.signs import signs_css
from layers.web.map_state import map_state, piece_rule
from layers.web.offline_map import map_data
from tests.support.files.export_requests import DAY, PLANS, RequestOf

KML = f"{{{NAMESPACE}}}"
MIN_KM2 = 60.0
"""Smaller ground may be simplified away in a picture."""

Place = tuple[str, str, str]
"""Region, status and holder: what a row of the table is about."""


def swatches(request: ExportRequest) -> dict[Place, str]:
    """Return the swatch of every row of the whole table."""
    lines = ledger_lines(request.plan(), request.world, request.names, request.language, whole=True)
    return {(line.row["region"], line.row["status"], line.row["holder"]): line.look
            for line in lines if line.status is not None}


@pytest.mark.parametrize("plan", PLANS)
def test_every_map_and_file_has_the_swatch_of_the_row(plan: str, request_of: RequestOf) -> None:
    request = request_of(plan, DAY, parts=frozenset({"zones"}))
    outcome, expected = request.plan(), swatches(request)
    table = outcome.table[outcome.table["area_km2"] > 0]
    place_of = {str(zone): (row["region"], row["status"], row["holder"]) for zone, row in table.iterrows()}
    assert set(place_of.values()) == set(expected)
    _check_web_maps(request, place_of, expected)
    _check_plate(request, place_of, expected)
    _check_kml(request, expected)
    _check_geopackage(request, expected)
    sheet = signs_css()
    table = ledger_table(outcome, request.world, request.names, request.language, whole=True)
    chips = [row.chip for row in table.rows if not row.total]
    assert all(f".chip.{chip} " in sheet for chip in chips)
    assert set(chips) == set(expected.values())


def _check_web_maps(request: ExportRequest, place_of: dict[str, Place], expected: dict[Place, str]) -> None:
    outcome, layers = request.plan(), frozenset(LAYERS)
    online = map_state(outcome, request.names, request.language, layers, "vector", "", None, None, "")
    offline = map_data(request.world, request.ground, {"it": outcome}, request.names, request.language,
                       layers)["states"]["it"]
    stays = set(outcome.table.index[outcome.table["side"] == Side.KEEPS])
    for state in (online, offline):
        for zone, place in place_of.items():
            if zone in stays:
                assert zone not in state["zones"]
                assert look(next(what for what in ALL_LOOKS if what == expected[place]))[0].tint == 0
            else:
                assert state["zones"][zone] == expected[place], zone


def _check_plate(request: ExportRequest, place_of: dict[str, Place], expected: dict[Place, str]) -> None:
    """In the scene, which plates and still pictures draw, and in the layers of the plate itself."""
    scene, zones = scene_of(request), request.ground.zones
    areas = request.plan().table["area_km2"]
    found = 0
    for zone, place in place_of.items():
        if areas[zone] < MIN_KM2:
            continue
        parts = shapely.get_parts(to_metres(zones.geometry[zone]))
        spot = shapely.point_on_surface(max(parts, key=lambda part: part.area))
        here = [paint for paint in scene.paints if paint.shape.intersects(spot)]
        painted = [str(paint.name) for paint in here]
        assert painted in ([expected[place]], [] if expected[place] == "ukrainian" else None), zone
        found += len(here)
        for paint in here:
            assert (paint.style, paint.ink) == look(paint.name)  # type: ignore[arg-type]
            assert paint.style not in LOOKS or LOOKS[paint.style] == paint.name
    assert found


def _check_kml(request: ExportRequest, expected: dict[Place, str]) -> None:
    tree = ElementTree.fromstring(kml(request))  # noqa: S314 - our own file
    folder = tree.find(f".//{KML}Folder[@id='folder.zones']")
    assert folder is not None
    found = set()
    for mark in folder.iter(f"{KML}Placemark"):
        said = {item.get("name"): item.text for item in mark.iter(f"{KML}SimpleData")}
        place = (said["region"], said["status"], said["holder"])
        assert mark.findtext(f"{KML}styleUrl") == f"#style.{expected[place]}", place
        found.add(place)
    assert found == set(expected)


def _check_geopackage(request: ExportRequest, expected: dict[Place, str]) -> None:
    """QGIS works out the look of a row by an expression that SQLite understands as well."""
    base = sqlite3.connect(":memory:")
    base.deserialize(geopackage(request))
    rows = base.execute(f"SELECT region, status, holder, {LOOK} FROM zones").fetchall()  # noqa: S608
    (text,), = base.execute("SELECT styleQML FROM layer_styles WHERE f_table_name = 'zones'").fetchall()
    base.close()
    renderer = ElementTree.fromstring(text).find("renderer-v2")  # noqa: S314 - our own file
    assert renderer is not None
    assert renderer.get("attr") == LOOK
    categories = {item.get("value") for item in renderer.iter("category")}
    assert {(region, status, holder): found for region, status, holder, found in rows} == expected
    assert {found for *_, found in rows} == categories



def test_the_pieces_of_a_map_are_told_by_a_rule_where_there_is_one() -> None:
    assert piece_rule({"UA-09.russia.ukraine": "UA-09.russia", "UA-14.ukraine": "UA-14.ukraine"}) == 2
    odd = {"UA-09.russia.ukraine": "UA-09.russia", "UA-14.ukraine.russia": "UA-14.ukraine.russia"}
    assert piece_rule(odd) == odd
