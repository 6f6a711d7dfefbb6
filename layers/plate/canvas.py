"""Drawing primitives for a page in points with its origin at the top left: boxes, lines, shapes, text."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from threading import RLock
from typing import Any

import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_pdf import PdfFile, Verbatim
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Curve
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Transform
from shapely.geometry.base import BaseGeometry

from geo.zones.sites import DecidedBy
from layers.pdf.tags import FIGURE, TEXT, TITLE, closing, opening
from layers.plate.fonts import face, width_pt
from layers.plate.sizes import POINTS_PER_INCH
from layers.style.styles import INK, Stroke

SETTINGS: Any = {
    "svg.fonttype": "none", "svg.hashsalt": "atlas", "pdf.fonttype": 42, "pdf.compression": 6,
    "path.simplify": False, "text.parse_math": False, "text.hinting": "none",
}
"""Settings that keep text selectable, ids reproducible, paths unsimplified, and lines of text as wide as they
were measured: hinted for a coarse grid, small type is up to 6% wider."""

HALVES = {DecidedBy.FIRST: "left", DecidedBy.SECOND: "right"}
"""The filled half of the mark of a site that one of two plans decides on."""

_alone = RLock()


@contextmanager
def plate_settings() -> Iterator[None]:
    """Apply SETTINGS and restore the previous ones afterwards.

    matplotlib's settings are global to the process, so only one thread draws at a time.
    """
    with _alone, mpl.rc_context(SETTINGS):
        yield


@dataclass(frozen=True)
class Canvas:
    """A page with a size in points; x grows to the right, y downwards."""

    figure: Figure
    width_pt: float
    height_pt: float
    layers: Counter[str] = field(default_factory=Counter)
    parts: list[str] = field(default_factory=list)
    """The names of the outermost layers, in the order in which they are drawn."""
    opened: list[str] = field(default_factory=list)

    def add(self, artist: Artist) -> None:
        """Add an artist above all others, since matplotlib would draw lines over every shape."""
        artist.set_zorder(1)
        self.figure.add_artist(artist)

    @contextmanager
    def layer(self, name: str) -> Iterator[None]:
        """Put everything drawn inside the context into a named SVG layer and, if outermost, a PDF tag."""
        self.layers[name] += 1
        count, outer = self.layers[name], not self.opened
        if outer:
            self.parts.append(name)
        number = len(self.parts) - 1
        self.opened.append(name)
        self.add(LayerEdge(name if count == 1 else f"{name}-{count}",
                           opening(kind_of(name), number) if outer else b""))
        yield
        self.add(LayerEdge(None, closing() if outer else b""))
        self.opened.pop()

    @property
    def points(self) -> Transform:
        """The transform from points with the origin at the top left to figure units."""
        flip = Affine2D().scale(1 / POINTS_PER_INCH, -1 / POINTS_PER_INCH)
        return flip.translate(0, self.height_pt / POINTS_PER_INCH) + self.figure.dpi_scale_trans


class LayerEdge(Artist):
    """An invisible artist that opens a named layer or, without a name, closes it; `tag` does so in PDF."""

    def __init__(self, name: str | None, tag: bytes = b"") -> None:
        super().__init__()
        self.name, self.tag = name, tag

    def draw(self, renderer: RendererBase) -> None:
        if self.name is None:
            renderer.close_group("layer")
        else:
            renderer.open_group("layer", gid=self.name)
        file = getattr(renderer, "file", None)
        if self.tag and isinstance(file, PdfFile):
            file.output(Verbatim(self.tag))  # type: ignore[no-untyped-call]
        self.stale = False


def kind_of(part: str) -> str:
    """Return what an outermost layer is to a reader who hears it."""
    return FIGURE if part == "map" else TITLE if part == "title" else TEXT


def blank(width_pt: float, height_pt: float, colour: str = "#FFFFFF") -> Canvas:
    """Return an empty page."""
    size = (width_pt / POINTS_PER_INCH, height_pt / POINTS_PER_INCH)
    return Canvas(Figure(figsize=size, dpi=POINTS_PER_INCH, facecolor=colour), width_pt, height_pt)


def box(canvas: Canvas, left: float, top: float, width: float, height: float, *,
        fill: str = "none", edge: str = "none", edge_pt: float = 0.0) -> None:
    """Draw a rectangle."""
    canvas.add(Rectangle(
        (left, top), width, height, facecolor=fill, edgecolor=edge, linewidth=edge_pt,
        transform=canvas.points))


def area(canvas: Canvas, shape: BaseGeometry, colour: str, opacity: float = 1.0) -> None:
    """Fill polygons; coordinates are in points."""
    curve = curve_of(shape)
    if curve is not None:
        canvas.add(PathPatch(
            curve, facecolor=colour, edgecolor="none", alpha=opacity, linewidth=0,
            transform=canvas.points))


def lines(canvas: Canvas, shape: BaseGeometry, *strokes: Stroke, scale: float = 1.0) -> None:
    """Draw lines with each stroke in turn; coordinates are in points."""
    parts = [shapely.get_coordinates(part) for part in shapely.get_parts(shape)
             if part.geom_type in ("LineString", "LinearRing")]
    for stroke in strokes if parts else ():
        dash = (0, tuple(part * scale for part in stroke.dash)) if stroke.dash else "solid"
        canvas.add(LineCollection(
            parts, colors=stroke.colour, linewidths=stroke.width * scale, linestyles=[dash],
            alpha=stroke.opacity, capstyle="butt", joinstyle="round", transform=canvas.points))


def spots(canvas: Canvas, xy: np.ndarray, diameter: float, colour: str, edge: str = "none") -> None:
    """Draw dots at the points of an (n, 2) array."""
    if len(xy):
        canvas.add(Line2D(
            xy[:, 0], xy[:, 1], linestyle="none", marker="o", markersize=diameter,
            markerfacecolor=colour, markeredgecolor=edge,
            markeredgewidth=0 if edge == "none" else 1, transform=canvas.points))


def marks(canvas: Canvas, xy: np.ndarray, side: float, by: DecidedBy = DecidedBy.EVERY) -> None:
    """Draw diamonds at the points of an (n, 2) array: hollow, or filled in the half of one of two plans."""
    parts: list[tuple[str, float, Any]] = [("#FFFFFF", side * 0.5, "full"), (INK, side * 0.26, "full")]
    if by in HALVES:
        parts.append((INK, 0, HALVES[by]))  # without an edge, which would cross the middle
    for edge, width, style in parts:
        canvas.add(Line2D(
            xy[:, 0], xy[:, 1], linestyle="none", marker="D", markersize=side, fillstyle=style,
            markerfacecolor="#FFFFFF" if style == "full" else INK, markerfacecoloralt="none",
            markeredgecolor=edge, markeredgewidth=width, transform=canvas.points))


def write(canvas: Canvas, x: float, baseline: float, words: str, size_pt: float, *,
          weight: str = "regular", colour: str = INK, anchor: str = "left",
          halo: str | None = None) -> None:
    """Write one line of selectable text; `anchor` aligns it at `x`, `halo` is the colour behind it.

    A path effect would turn the text into outlines, so the halo is a separate shape.
    """
    if anchor != "left":
        x -= width_pt(words, size_pt, weight) * (0.5 if anchor == "middle" else 1)
    if halo is not None and words:
        outline = _outline(words, size_pt, weight)
        place = Affine2D().scale(1, -1).translate(x, baseline) + canvas.points
        canvas.add(PathPatch(
            outline, facecolor=halo, edgecolor=halo, linewidth=size_pt * 0.28, alpha=0.9,
            joinstyle="round", transform=place))
    canvas.add(Text(
        x, baseline, words, color=colour, fontproperties=face(weight, size_pt),
        verticalalignment="baseline", horizontalalignment="left", parse_math=False,
        transform=canvas.points))


@lru_cache(maxsize=2_000)
def _outline(words: str, size_pt: float, weight: str) -> TextPath:
    """Return the outlines of a line of text, which most plates have in common: the names of the map."""
    return TextPath((0, 0), words, size=size_pt, prop=face(weight, size_pt))


def curve_of(shape: BaseGeometry) -> Curve | None:
    """Convert polygons to one path with shells and holes in opposite directions; None if empty."""
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    vertices, codes = [], []
    for ring in shapely.get_rings(shapely.orient_polygons(polygons)) if polygons else ():
        xy = shapely.get_coordinates(ring)
        step = np.full(len(xy), Curve.LINETO, Curve.code_type)
        step[0], step[-1] = Curve.MOVETO, Curve.CLOSEPOLY
        vertices.append(xy)
        codes.append(step)
    return Curve(np.concatenate(vertices), np.concatenate(codes)) if vertices else None

