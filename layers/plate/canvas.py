"""Drawing on a page measured in points, origin at the top left: boxes, lines, shapes, real text."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Curve
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Transform
from shapely.geometry.base import BaseGeometry

from layers.plate.fonts import face, width_pt
from layers.style.styles import INK, Stroke

POINTS_PER_INCH = 72


@dataclass(frozen=True)
class Canvas:
    """A page of some size in points; x grows to the right, y downwards."""

    figure: Figure
    width_pt: float
    height_pt: float
    layers: Counter[str] = field(default_factory=Counter)

    def add(self, artist: Artist) -> None:
        """Lay something over all that is there; matplotlib would put lines over every shape."""
        artist.set_zorder(1)
        self.figure.add_artist(artist)

    @contextmanager
    def layer(self, name: str) -> Iterator[None]:
        """Put what is drawn meanwhile into a layer, which an SVG and its editors know by its name."""
        self.layers[name] += 1
        count = self.layers[name]
        self.add(LayerEdge(name if count == 1 else f"{name}-{count}"))
        yield
        self.add(LayerEdge(None))

    @property
    def points(self) -> Transform:
        """From points with the origin at the top left to the figure's own units."""
        flip = Affine2D().scale(1 / POINTS_PER_INCH, -1 / POINTS_PER_INCH)
        return flip.translate(0, self.height_pt / POINTS_PER_INCH) + self.figure.dpi_scale_trans


class LayerEdge(Artist):
    """Where a layer begins, if it has a name, or ends; nothing that can be seen."""

    def __init__(self, name: str | None) -> None:
        super().__init__()
        self.name = name

    def draw(self, renderer: RendererBase) -> None:
        if self.name is None:
            renderer.close_group("layer")
        else:
            renderer.open_group("layer", gid=self.name)
        self.stale = False


def blank(width_pt: float, height_pt: float, colour: str = "#FFFFFF") -> Canvas:
    """An empty page."""
    size = (width_pt / POINTS_PER_INCH, height_pt / POINTS_PER_INCH)
    return Canvas(Figure(figsize=size, dpi=POINTS_PER_INCH, facecolor=colour), width_pt, height_pt)


def box(canvas: Canvas, left: float, top: float, width: float, height: float, *,
        fill: str = "none", edge: str = "none", edge_pt: float = 0.0) -> None:
    """A rectangle."""
    canvas.add(Rectangle(
        (left, top), width, height, facecolor=fill, edgecolor=edge, linewidth=edge_pt,
        transform=canvas.points))


def area(canvas: Canvas, shape: BaseGeometry, colour: str, opacity: float = 1.0) -> None:
    """Polygons, filled; coordinates in points."""
    curve = curve_of(shape)
    if curve is not None:
        canvas.add(PathPatch(
            curve, facecolor=colour, edgecolor="none", alpha=opacity, linewidth=0,
            transform=canvas.points))


def lines(canvas: Canvas, shape: BaseGeometry, *strokes: Stroke, scale: float = 1.0) -> None:
    """Lines, one stroke over the other; coordinates in points."""
    parts = [shapely.get_coordinates(part) for part in shapely.get_parts(shape)
             if part.geom_type in ("LineString", "LinearRing")]
    for stroke in strokes if parts else ():
        dash = (0, tuple(part * scale for part in stroke.dash)) if stroke.dash else "solid"
        canvas.add(LineCollection(
            parts, colors=stroke.colour, linewidths=stroke.width * scale, linestyles=[dash],
            alpha=stroke.opacity, capstyle="butt", joinstyle="round", transform=canvas.points))


def spots(canvas: Canvas, xy: np.ndarray, diameter: float, colour: str, edge: str = "none") -> None:
    """Dots at points of an (n, 2) array."""
    if len(xy):
        canvas.add(Line2D(
            xy[:, 0], xy[:, 1], linestyle="none", marker="o", markersize=diameter,
            markerfacecolor=colour, markeredgecolor=edge,
            markeredgewidth=0 if edge == "none" else 1, transform=canvas.points))


def write(canvas: Canvas, x: float, baseline: float, words: str, size_pt: float, *,
          weight: str = "regular", colour: str = INK, anchor: str = "left",
          halo: str | None = None) -> None:
    """One line of real text; `anchor` says which end of it is at `x`, `halo` what is put behind it.

    A path effect would turn the text into shapes, so the halo is a shape of its own.
    """
    if anchor != "left":
        x -= width_pt(words, size_pt, weight) * (0.5 if anchor == "middle" else 1)
    if halo is not None and words:
        outline = TextPath((0, 0), words, size=size_pt, prop=face(weight, size_pt))
        place = Affine2D().scale(1, -1).translate(x, baseline) + canvas.points
        canvas.add(PathPatch(
            outline, facecolor=halo, edgecolor=halo, linewidth=size_pt * 0.28, alpha=0.9,
            joinstyle="round", transform=place))
    canvas.add(Text(
        x, baseline, words, color=colour, fontproperties=face(weight, size_pt),
        verticalalignment="baseline", horizontalalignment="left", parse_math=False,
        transform=canvas.points))


def curve_of(shape: BaseGeometry) -> Curve | None:
    """Polygons as one curve, shells and holes running opposite ways; None if there is nothing."""
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    vertices, codes = [], []
    for ring in shapely.get_rings(shapely.orient_polygons(polygons)) if polygons else ():
        xy = shapely.get_coordinates(ring)
        step = np.full(len(xy), Curve.LINETO, Curve.code_type)
        step[0], step[-1] = Curve.MOVETO, Curve.CLOSEPOLY
        vertices.append(xy)
        codes.append(step)
    return Curve(np.concatenate(vertices), np.concatenate(codes)) if vertices else None

