"""The named layers of a plate in SVG, as shown by an editor."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
import shapely

from geo.crs import to_metres
from layers.plate.render import write_plate
from layers.plate.scene import in_metres
from layers.request import ExportRequest
from layers.style.base_shapes import BED

SVG = "{http://www.w3.org/2000/svg}"


def test_they_have_names(request_of: Callable[..., ExportRequest]) -> None:
    """No name is a number or repeated, and everything on the map is in a layer."""
    tree = ElementTree.fromstring(write_plate(request_of("kellogg-buffer"), "svg"))  # noqa: S314 - trusted input
    above = {child: parent for parent in tree.iter() for child in parent}
    named = [item for item in tree.iter(f"{SVG}g") if item.get("id")]
    layers = {str(item.get("id")): item for item in named}
    assert len(layers) == len(named)
    assert {"title", "map", "figures-and-legend", "credits", "base-map", "overlay-buffer", "line-contact",
            "names"} <= set(layers)
    assert any(name.startswith("zone-") for name in layers)
    assert not [name for name in layers if re.search(r"(patch|line2d|text|figure|Collection)_\d", name)]
    assert above[layers["names"]] is layers["map"]
    item = next(item for item in tree.iter(f"{SVG}text") if "Kharkiv" in "".join(item.itertext()))
    while item is not layers["names"]:
        item = above[item]


def test_the_bed_of_the_former_reservoir_is_named_where_it_has_room(
    request_of: Callable[..., ExportRequest]
) -> None:
    """Once it has run dry, and in frames that show it from near enough."""
    def words(frame: str, on: date) -> str:
        tree = ElementTree.fromstring(  # noqa: S314 - trusted input
            write_plate(replace(request_of("freeze", on), frame=frame), "svg"))
        return " ".join("".join(item.itertext()) for item in tree.iter(f"{SVG}text"))

    near = "34.2,47,35.6,47.9"
    assert BED[0] in words(near, date(2025, 11, 21))
    assert BED[0] not in words(near, date(2023, 6, 1))
    assert BED[0] not in words("all", date(2025, 11, 21))


def test_ground_close_to_a_long_edge_is_drawn_without_crossings() -> None:
    """A long edge, straight in degrees, bends in the projection and would cross what lies beside it."""
    ground = shapely.box(38, 48.5, 39.5, 49.3) - shapely.box(38.7, 48.5005, 38.8, 48.6)
    bent = to_metres(ground)
    assert shapely.is_valid(ground)
    assert not shapely.is_valid(bent)
    drawn = in_metres(ground)
    assert shapely.is_valid(drawn)
    assert shapely.intersection(drawn, shapely.envelope(drawn)).area == pytest.approx(bent.area, rel=1e-3)
