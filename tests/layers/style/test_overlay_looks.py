"""The looks of a plan's overlays: told apart without colour, and the same on every map and in every file."""

import sqlite3
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from geo.outcomes.outcome import outcome_of
from geo.plans.library import Library
from geo.plans.overlay import Band
from geo.plans.scenario import MAX_OVERLAYS
from geo.world import World
from geo.zones.ground import Ground
from layers.export.geopackage import geopackage
from layers.export.kml import NAMESPACE, kml
from layers.language import Language
from layers.plate.scene import scene_of
from layers.plate.static_svg import still
from layers.request import ExportRequest
from layers.selection import LAYERS
from layers.style.overlays import overlay_edge, overlay_fill, overlay_looks
from layers.style.simplify import overlay_shapes
from layers.style.styles import LAND, OVERLAY_SHADES
from layers.svg.small_maps import small_ground, small_map
from layers.text.legend import Flat, entries
from layers.text.overlays import overlay_names
from layers.web.map_files import map_config
from tests.support.files.export_requests import ALL_PARTS
from tests.support.seeing import EYES, ciede2000, lab, seen_by
from tests.support.worlds import toy
from tests.support.worlds.overlays import bands, entry

KML = f"{{{NAMESPACE}}}"
SVG = "{http://www.w3.org/2000/svg}"
LAID_OVER = [
    {"kind": "buffer", "line": "line_of_contact", "depth_ukraine_km": 3},
    {"kind": "buffer", "line": "line_of_contact", "depth_russia_km": 2},
    {"kind": "buffer", "line": "plan_line", "depth_ukraine_km": 1, "depth_russia_km": 1},
    {"kind": "border_strip", "line": "international_border", "depth_ukraine_km": 2, "depth_russia_km": 2,
     "neighbours": ["RU"]},
    {"kind": "border_strip", "line": "international_border", "depth_ukraine_km": 4, "depth_russia_km": 4,
     "neighbours": ["BY"]},
]


@pytest.fixture
def request_with_overlays(toy_world: World, toy_ground: Ground, english: Language) -> ExportRequest:
    plan = toy.plan({"holder": "russia", "status": "frozen", "clause": "1"},
                    {"status": "ukrainian", "clause": "1"},
                    overlays=[{**item, "clause": "2", "confidence": "text"} for item in LAID_OVER])
    return ExportRequest(toy_world, Library({plan.id: plan}), toy_ground,
                         outcome_of(toy_world, plan, toy_ground), english, parts=ALL_PARTS)


@settings(max_examples=60, deadline=None)
@given(bands(st.sampled_from([1.0, 5.0, 20.0]), most=MAX_OVERLAYS), st.booleans())
def test_no_two_overlays_of_a_plan_look_alike(laid_over: tuple[Band, ...], short: bool) -> None:
    more = {"buffer": {"width_km": 7.0, "clause": "2", "confidence": "text"}} if short else {}
    entries_there = [entry(band) for band in laid_over]
    plan = toy.plan({"status": "ukrainian", "clause": "1"}, overlays=entries_there, **more)
    found = overlay_looks(plan)
    assert len(found) == len(plan.bands)
    assert len(set(found.values())) == len(found)
    assert set(found.values()) <= OVERLAY_SHADES.keys()


@pytest.mark.parametrize("eyes", EYES)
def test_two_looks_differ_in_two_ways_and_in_no_hue(eyes: str) -> None:
    """In their dashes, and where a file has none, in the width of the edge or the shade of the ground."""
    land = np.array(to_rgb(LAND))
    for one, other in combinations(OVERLAY_SHADES, 2):
        edges = overlay_edge(one), overlay_edge(other)
        assert edges[0].dash != edges[1].dash, (one, other)
        widths = sorted(edge.width for edge in edges)
        shaded = [lab(seen_by(eyes, land * (1 - overlay_fill(look).tint))) for look in (one, other)]
        assert widths[1] >= 1.4 * widths[0] or ciede2000(*shaded) >= 5, (one, other)
    assert {overlay_fill(look).colour for look in OVERLAY_SHADES} == {"#000000"}


def test_each_overlay_has_one_look_everywhere(request_with_overlays: ExportRequest) -> None:
    request, language = request_with_overlays, request_with_overlays.language
    outcome = request.plan()
    looks = overlay_looks(outcome.scenario)
    assert list(looks.values()) == ["buffer", "overlay_3", "overlay_4", "border_strip", "overlay_5"]
    assert [item.id for item in outcome.bands] == list(looks)
    look_of = {overlay_names(outcome, language)[name]: look for name, look in looks.items()}
    config = map_config(language)
    drawn = {feature["id"]: config["styles"][feature["properties"]["look"]]
             for feature in overlay_shapes(outcome)["features"]}
    legend = {item.words: item.sign for item in entries(outcome, language, frozenset(LAYERS), request.shown)}
    folders = ElementTree.fromstring(kml(request))  # noqa: S314 - our own file
    styles = {style.get("id", ""): style for style in folders.iter(f"{KML}Style")}
    for (words, look), name in zip(look_of.items(), looks, strict=True):
        edge, style = overlay_edge(look), overlay_fill(look)
        sign = legend[words]
        assert isinstance(sign, Flat)
        assert (sign.colour, sign.opacity, sign.strokes) == (style.colour, style.tint, (edge,))
        assert (drawn[name]["fillColor"], drawn[name]["fillOpacity"]) == (style.colour, style.tint)
        assert (drawn[name]["weight"], drawn[name]["stroke"]) == (edge.width, True)
        assert drawn[name]["dashArray"] == " ".join(f"{part:g}" for part in edge.dash)
        in_kml = styles[f"style.{name}"]
        assert float(in_kml.findtext(f".//{KML}width", "")) == edge.width
        assert in_kml.findtext(f".//{KML}PolyStyle/{KML}color", "") == f"{round(style.tint * 255):02x}000000"
    used = {mark.findtext(f"{KML}styleUrl", "") for mark in folders.iter(f"{KML}Placemark")}
    assert {f"#style.{name}" for name in looks} <= used


def test_pictures_and_layers_have_the_same_looks(request_with_overlays: ExportRequest) -> None:
    request = request_with_overlays
    outcome = request.plan()
    looks = overlay_looks(outcome.scenario)
    scene = scene_of(request)
    assert [overlay.look for overlay in scene.overlays] == list(looks.values())
    dashes = [" ".join(f"{part:g}" for part in overlay_edge(look).dash) for look in looks.values()]
    for picture in (still(request), small_map(small_ground(request.ground), outcome)):
        tree = ElementTree.fromstring(picture)  # noqa: S314 - our own picture
        there = [item.get("stroke-dasharray") for item in tree.iter() if item.get("stroke-dasharray")]
        assert [dash for dash in there if dash in dashes] == dashes
    base = sqlite3.connect(":memory:")
    base.deserialize(geopackage(request))
    (text,), = base.execute("SELECT styleQML FROM layer_styles WHERE f_table_name = 'strip'").fetchall()
    there = {name for name, in base.execute("SELECT DISTINCT overlay FROM strip")}
    base.close()
    tree = ElementTree.fromstring(text)  # noqa: S314 - our own file
    assert tree.find("renderer-v2").get("attr") == "overlay"  # type: ignore[union-attr]
    categories = {item.get("value"): item.get("symbol") for item in tree.iter("category")}
    assert set(categories) == there == set(looks)
    drawn = {item.get("name"): [ElementTree.tostring(part) for part in item] for item in tree.iter("symbol")}
    assert len({repr(drawn[categories[name]]) for name in looks}) == len(looks)
