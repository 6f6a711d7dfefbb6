"""Hatching drawn as plain lines and dots clipped to a shape, which every viewer can show."""

from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.prepared import prepared
from layers.plate.canvas import Canvas, area, lines, spots
from layers.style.styles import PATTERNS, PITCH, Marks, Stroke, Style

INSET_PT = 2.6
"""How far inside the outline of a shape its inner edge runs."""


def paint(canvas: Canvas, shape: BaseGeometry, style: Style, ink: str, scale: float = 1.0) -> None:
    """Fill a shape (in points) with a style's tint and pattern.

    The pattern is aligned to the corner of the page, so it continues from one shape to the next.
    """
    if shape.is_empty or style.pattern == "none":
        return
    area(canvas, shape, style.colour, style.tint)
    marks = PATTERNS[style.pattern]
    if marks is None:
        return
    if marks.angle_deg is None:
        spots(canvas, dots_in(shape, PITCH * scale), marks.width * scale, ink)
    else:
        cut = lines_in(shape, marks, PITCH * scale, scale)
        lines(canvas, cut, Stroke(ink, marks.width * scale))
        if marks.crossed:
            across = replace(marks, angle_deg=marks.angle_deg + 90)
            lines(canvas, lines_in(shape, across, PITCH * scale, scale), Stroke(ink, marks.width * scale))


def dots_in(shape: BaseGeometry, pitch: float) -> np.ndarray:
    """Return the points of a square grid inside a shape, as an (n, 2) array."""
    left, top, right, bottom = shape.bounds
    x, y = np.meshgrid(np.arange(np.floor(left / pitch), np.ceil(right / pitch) + 1) * pitch,
                       np.arange(np.floor(top / pitch), np.ceil(bottom / pitch) + 1) * pitch)
    inside = shapely.contains_xy(prepared(shape), x.ravel(), y.ravel())
    return np.column_stack([x.ravel()[inside], y.ravel()[inside]])


def lines_in(shape: BaseGeometry, marks: Marks, pitch: float, scale: float) -> BaseGeometry:
    """Return parallel lines, dashed or solid, clipped to a shape."""
    left, top, right, bottom = shape.bounds
    # Since y grows downwards, a line that rises to the right has a negative angle.
    angle = -np.radians(marks.angle_deg or 0)
    along, across = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    corners = np.array([[left, top], [left, bottom], [right, top], [right, bottom]])
    first, last = np.floor((corners @ across).min() / pitch), np.ceil((corners @ across).max() / pitch)
    start, end = (corners @ along).min(), (corners @ along).max()
    if marks.dash is None:
        pieces = np.array([[start, end]])
    else:
        begins = np.arange(np.floor(start / pitch), np.ceil(end / pitch)) * pitch
        pieces = np.column_stack([begins, begins + marks.dash * scale])
    rows = np.arange(first, last + 1) * pitch
    ends = pieces[None, :, :, None] * along + rows[:, None, None, None] * across
    return shapely.intersection(shapely.multilinestrings(shapely.linestrings(ends.reshape(-1, 2, 2))), shape)


def inner_edge(shape: BaseGeometry, scale: float) -> BaseGeometry:
    """Return a line just inside an outline, distinct from the border or coast that it follows."""
    parts = [shapely.buffer(part, -INSET_PT * scale) for part in shapely.get_parts(shape)]
    kept = [part if small.is_empty else small
            for part, small in zip(shapely.get_parts(shape), parts, strict=True)]
    return shapely.union_all([shapely.boundary(part) for part in kept])
