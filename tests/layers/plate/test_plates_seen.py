"""Whole plates as seen by colour-blind readers and as printed in grey."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest
import shapely
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.text import Text
from shapely.geometry.base import BaseGeometry

from geo.status import Status
from layers.bundle.registry import EXPORTS
from layers.plate.canvas import Canvas
from layers.plate.frame import Frame
from layers.plate.map import draw_map
from layers.plate.plate import plate
from layers.plate.scene import Scene
from layers.plate.sizes import SIZES
from layers.request import ExportRequest
from layers.selection import AT_FIRST
from layers.style.statuses import Look, Shade, look
from layers.style.styles import LAND, STROKES, Style
from tests.support.seeing import (
    CLEAR_COLOUR,
    CLEAR_PATTERN,
    EYES,
    Picture,
    colour_step,
    contrast,
    lab,
    pattern_step,
    picture_of,
    pixels,
    seen_by,
)

MakeOrder = Callable[..., ExportRequest]


@pytest.mark.parametrize(("plan", "size"), [("us-28-point", "16x9"), ("kellogg-buffer", "a4-portrait"),
                                            ("today", "9x16")])
def test_all_text_on_a_plate_is_legible(request_of: MakeOrder, plan: str, size: str) -> None:
    """WCAG 1.4.3, 4.5 to 1, against the background of nine tenths of the letters as drawn."""
    canvas = plate(request_of(plan, size=size))
    words = [item for item in canvas.figure.findobj(Text) if item.get_text()]
    written = pixels(canvas)
    boxes = [item.get_window_extent() for item in words]
    for item in words:
        item.set_visible(False)
    behind = pixels(canvas)
    changed = np.abs(written - behind).max(axis=-1) > 0.1
    for eyes in EYES:
        light = lab(seen_by(eyes, behind))[..., 0]
        for item, box in zip(words, boxes, strict=True):
            rows = slice(int(len(written) - box.y1) - 1, int(len(written) - box.y0) + 2)
            columns = slice(int(box.x0) - 1, int(box.x1) + 2)
            letters = changed[rows, columns]
            assert letters.any(), item.get_text()
            # All inks are darker than their background, so its darkest part is the worst case.
            worst = np.argsort(light[rows, columns][letters])[letters.sum() // 10]
            base = behind[rows, columns][letters][worst]
            ink = np.array(to_rgb(item.get_color()))
            assert contrast(seen_by(eyes, ink), seen_by(eyes, base)) >= 4.5, (item.get_text(), eyes)


SIDE_PT = 14
"""Side of the squares compared: more than one repeat of every pattern."""


def squares(frame: Frame, scene: Scene, canvas: Canvas) -> dict[str, tuple[int, int]]:
    """For every fill on a map, find the corner (in points) of a square free of lines and labels."""
    names = [shapely.box(*_box(item, canvas)) for item in canvas.figure.findobj(Text) if item.get_text()]
    strokes = [shapely.buffer(frame.placed(line), 4) for line in scene.lines.values()]
    strip = [shapely.buffer(frame.placed(item.shape), 3) for item in scene.overlays]
    lakes = shapely.buffer(shapely.union_all([frame.placed(scene.base[kind])
                                              for kind in ("water", "river", "bed")]), 2)
    taken = shapely.union_all([*names, *strokes, *strip, lakes])
    fills: dict[Look, BaseGeometry | None] = {
        what: scene_shape(scene, look(what)[0]) for what in (*Status, *Shade)}
    painted = shapely.union_all([shape for shape in fills.values() if shape is not None])
    fills[Status.UKRAINIAN] = shapely.difference(scene.base["ukraine"], shapely.buffer(painted, 9_000))
    found = {}
    for what, shape in fills.items():
        if shape is not None:
            spot = _free_square(shapely.difference(frame.placed(shape), taken))
            if spot is not None:
                found[what.value] = spot
    return found


def scene_shape(scene: Scene, style: Style) -> BaseGeometry | None:
    shapes = [item.shape for item in scene.paints if item.style == style]
    return shapely.union_all(shapes) if shapes else None


def _box(item: Text, canvas: Canvas) -> tuple[float, float, float, float]:
    box, per_point = item.get_window_extent(), canvas.figure.dpi / 72
    x, y = box.x0 / per_point, canvas.height_pt - box.y1 / per_point
    return x - 2, y - 2, box.x1 / per_point + 2, canvas.height_pt - box.y0 / per_point + 2


def _free_square(shape: BaseGeometry) -> tuple[int, int] | None:
    parts = [part for part in shapely.get_parts(shape) if part.area >= SIDE_PT**2]
    for part in sorted(parts, key=shapely.area, reverse=True)[:6]:
        left, top, right, bottom = part.bounds
        shapely.prepare(part)
        for y in range(int(top), int(bottom) - SIDE_PT):
            for x in range(int(left), int(right) - SIDE_PT):
                if part.contains(shapely.box(x, y, x + SIDE_PT, y + SIDE_PT)):
                    return x, y
    return None


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Frame, Scene, Canvas]]:
    """Record where plates draw their maps, in order."""
    seen: list[tuple[Frame, Scene, Canvas]] = []

    def noted(
        canvas: Canvas, frame: Frame, scene: Scene, export_request: ExportRequest, scale: float = 1.0,
        *rest: Any
    ) -> None:
        seen.append((frame, scene, canvas))
        draw_map(canvas, frame, scene, export_request, scale, *rest)

    monkeypatch.setattr("layers.plate.plate.draw_map", noted)
    return seen


WHOLE_PLATES = {
    "us-28-point": {"ukrainian", "demilitarised", "recognised"},
    "russia-june-2024": {"ukrainian", "handed_over", "recognised_in_law"},
    "20-point-zone": {"ukrainian", "special_zone", "frozen"},
    "istanbul-2022": {"ukrainian", "returned", "deferred"},
}


@pytest.mark.parametrize("plan", WHOLE_PLATES)
def test_neighbours_on_a_whole_plate_are_distinguishable(
    request_of: MakeOrder, frames: list[tuple[Frame, Scene, Canvas]], plan: str
) -> None:
    """The rendered picture, seen with each kind of vision."""
    # Names of small settlements leave no square of the zone free.
    wanted = request_of(plan, size="16x9", frame="donetsk", layers=AT_FIRST - {"towns"})
    picture = picture_of(EXPORTS["png"].write(wanted))
    found = squares(*frames[0])
    assert WHOLE_PLATES[plan] <= set(found)
    for eyes in EYES:
        parts = {status: seen_by(eyes, _cut(picture, spot, SIZES[wanted.size].pixels_per_point))
                 for status, spot in found.items()}
        for one, other in combinations(parts, 2):
            if {one, other} == {Status.UKRAINIAN, Status.OPEN}:
                continue  # Dashes and text distinguish these, see below.
            assert (colour_step(parts[one], parts[other]) >= CLEAR_COLOUR
                    or pattern_step(parts[one], parts[other]) >= CLEAR_PATTERN), (eyes, one, other)


def _cut(picture: Picture, spot: tuple[int, int], per_point: float) -> Picture:
    left, top, side = (int(value * per_point) for value in (*spot, SIDE_PT))
    return picture[top:top + side, left:left + side]


@pytest.fixture(scope="module")
def with_and_without_dashes(request_of: MakeOrder) -> tuple[Picture, Picture]:
    """A page with open ground, and the same page without the edge of that ground."""
    canvas = plate(request_of("20-point-zone", size="1x1"))
    assert "left open by the text" in {item.get_text() for item in canvas.figure.findobj(Text)}
    with_dashes, open_ground = pixels(canvas), STROKES["open"][0]
    dashes = [item for item in canvas.figure.findobj(LineCollection)
              if np.allclose(np.array(item.get_color())[0][:3], to_rgb(open_ground.colour))
              and "None" not in str(item.get_linestyle())]
    assert dashes
    for item in dashes:
        item.set_visible(False)
    return with_dashes, pixels(canvas)


@pytest.mark.parametrize("eyes", EYES)
def test_open_ground_has_an_edge_and_a_label(
    with_and_without_dashes: tuple[Picture, Picture], eyes: str
) -> None:
    """It has no fill; without its dashes the page must look different to every kind of vision."""
    seen, without = (seen_by(eyes, picture) for picture in with_and_without_dashes)
    changed = np.abs(seen - without).max(axis=-1) > 0.2
    assert changed.sum() > 400, "pixels of dashes"
    open_ground, base = STROKES["open"][0], to_rgb(LAND)
    assert contrast(seen_by(eyes, np.array(to_rgb(open_ground.colour))), seen_by(eyes, np.array(base))) >= 3
