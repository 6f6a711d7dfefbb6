"""Small maps of many plans: the zones are drawn once, and each plan only adds fills."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from xml.etree import ElementTree as ET

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import to_metres
from geo.outcomes.outcome import Outcome
from geo.status import Side, Status
from geo.zones.ground import Ground
from geo.zones.overlay import OverlayGround
from layers.selection import AT_FIRST, shown_regions
from layers.style.looks import looks
from layers.style.overlays import overlay_edge, overlay_fill, overlay_looks
from layers.style.simplify import thinned
from layers.style.statuses import Look, NotShown
from layers.style.styles import HELD, INK, LAND
from layers.svg.element import drawing, element, text_of
from layers.svg.signs import pattern

TOLERANCE_DEG = 0.03
WIDTH = 480  # SVG units, each half a pixel on the page
SHADE_SCALE = 1.6
"""Shades are that much darker than on the map: they cover little ground at this size."""
OPEN_EDGE = {"stroke": "#57606A", "stroke_width": "2", "stroke_dasharray": "3 5"}


@dataclass(frozen=True)
class SmallGround:
    """SVG path data for one line of contact: each zone by id, the country and the line itself.

    `regions` is the region of each zone. `west_m`, `north_m` (AREA_CRS) and `scale` (units per
    metre) convert further shapes.
    """

    zones: Mapping[str, str]
    regions: Mapping[str, str]
    country: str
    contact: str
    height: int
    west_m: float
    north_m: float
    scale: float

    def path(self, shape: BaseGeometry) -> str:
        """Convert lines in AREA_CRS to path data."""
        return _path(shape, self.west_m, self.north_m, self.scale)


def small_ground(ground: Ground, frame: BaseGeometry | None = None) -> SmallGround:
    """Draw simplified zones of a line of contact, projected to AREA_CRS and fitted to WIDTH.

    Parameters
    ----------
    ground
        The zones.
    frame
        The part of the map that is seen, in STORE_CRS; None for all of the country.
    """
    whole = ground.zones.total_bounds
    west, _south, east, _north = whole if frame is None else frame.bounds
    seen = ground.zones if frame is None else ground.zones[shapely.intersects(
        shapely.box(*shapely.bounds(ground.zones.geometry.to_numpy()).T), frame)]
    zones = thinned(seen, TOLERANCE_DEG * min(1.0, (east - west) / (whole[2] - whole[0])))
    shapes = to_metres(zones.geometry.to_numpy())
    west, south, east, north = shapely.total_bounds(shapes if frame is None else to_metres(
        np.array([shapely.segmentize(frame, TOLERANCE_DEG)])))
    scale = WIDTH / (east - west)
    path = partial(_path, west_m=west, north_m=north, scale=scale)
    held = {name: ground.table.at[name, "holder"] for name in zones.index}
    russian_held = [shape for name, shape in zip(zones.index, shapes, strict=True) if held[name] == "russia"]
    country = shapely.coverage_union_all(shapes)
    front = shapely.difference(shapely.boundary(shapely.coverage_union_all(np.array(russian_held))),
                               shapely.buffer(shapely.boundary(country), 500))
    return SmallGround(
        zones={str(name): path(shapely.boundary(shape))
               for name, shape in zip(zones.index, shapes, strict=True)},
        regions={str(name): str(ground.table.at[name, "region"]) for name in zones.index},
        country=path(shapely.boundary(country)),
        contact=path(shapely.line_merge(front)) if russian_held else "",
        height=round((north - south) * scale),
        west_m=float(west), north_m=float(north), scale=float(scale),
    )


def _path(shape: BaseGeometry, west_m: float, north_m: float, scale: float) -> str:
    return "".join(_ring(np.column_stack([(xy[:, 0] - west_m) * scale, (north_m - xy[:, 1]) * scale]))
                   for xy in map(shapely.get_coordinates, shapely.get_parts(shape)))


def _ring(xy: np.ndarray) -> str:
    """Return a ring as relative steps in whole units, or nothing if it is smaller than a unit."""
    spots = np.rint(xy).astype(int)
    steps = np.diff(spots, axis=0)
    steps = steps[steps.any(axis=1)]
    if not len(steps):
        return ""
    return f"M{spots[0][0]} {spots[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps)


def small_map(small: SmallGround, outcome: Outcome | None, layers: frozenset[str] = AT_FIRST) -> str:
    """Draw one plan's map as SVG without text; None means the line of contact without a plan.

    The page describes the picture in text. `layers` are the members of LAYERS switched on; at this
    size only the regions and the line of contact have any effect.
    """
    shown = shown_regions(small.regions.values(), layers)
    table = None if outcome is None else outcome.table
    look_there = {} if outcome is None else looks(outcome)
    used: list[Look] = []
    fills = []
    for name, path in small.zones.items():
        if small.regions[name] not in shown:
            used.append(NotShown.HIDDEN)
            fills.append(_filled(path, NotShown.HIDDEN))
            continue
        if table is None:
            if ".russia" in name:
                fills.append(element("path", d=path, fill=HELD.colour, fill_opacity=f"{HELD.tint:g}",
                                     fill_rule="evenodd"))
            continue
        if table.at[name, "side"] == Side.KEEPS:
            continue
        used.append(look_there[name])
        edge = OPEN_EDGE if table.at[name, "status"] == Status.OPEN else {}
        fills.append(_filled(path, look_there[name], **edge))
    if outcome is not None and outcome.bands:
        overlay_look = overlay_looks(outcome.scenario)
        fills += [_overlay(small, item, overlay_look[item.id]) for item in outcome.bands]
        fills += [_filled(path, NotShown.HIDDEN) for name, path in small.zones.items()
                  if small.regions[name] not in shown]
    return text_of(drawing(
        element("defs", *(pattern(status, status.value) for status in dict.fromkeys(used))),
        element("path", d=small.country, fill=LAND), *fills,
        element("path", d=small.country, fill="none", stroke=INK, stroke_width=2),
        *(_contact(small) if "contact" in layers else ()),
        viewBox=f"-4 -4 {WIDTH + 8} {small.height + 8}", width=WIDTH // 2, height=small.height // 2))


def _filled(path: str, what: Look, **edge: str) -> ET.Element:
    return element("path", d=path, fill=f"url(#{what})", fill_rule="evenodd", **edge)


def _contact(small: SmallGround) -> tuple[ET.Element, ET.Element]:
    line = {"d": small.contact, "fill": "none"}
    return (element("path", **line, stroke="#FFFFFF", stroke_width=6, stroke_opacity=".8"),
            element("path", **line, stroke=INK, stroke_width=3, stroke_dasharray="9 6"))


def _overlay(small: SmallGround, item: OverlayGround, look: str) -> ET.Element:
    style, edge = overlay_fill(look), overlay_edge(look)
    shape = shapely.simplify(to_metres(item.shape), 1 / small.scale)
    dash = " ".join(f"{part:g}" for part in edge.dash)
    return element("path", class_="overlay", d=small.path(shapely.boundary(shape)), fill=style.colour,
                   fill_opacity=f"{style.tint * SHADE_SCALE:g}", fill_rule="evenodd", stroke=edge.colour,
                   stroke_width=f"{edge.width:g}", stroke_dasharray=dash)
