"""The content of a drawn map as shapes in metres: fills, lines, base map and label candidates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.nobodys import DRAINED
from geo.crs import to_metres
from geo.outcomes.outcome import new_dividing_line, wall_line
from geo.status import Holder, Side, Status
from geo.zones.edges import border_around, borders_of
from geo.zones.ground import Ground
from geo.zones.sites import decided_by
from layers.frame import ALL, box_of, ground_in
from layers.plate.labels import (
    Label,
    decided_labels,
    region_labels,
    site_labels,
    town_labels,
    unit_labels,
)
from layers.plate.sizes import layout_of
from layers.request import ExportRequest
from layers.selection import LINE_LAYERS
from layers.style.base_shapes import base_shapes
from layers.style.looks import looks
from layers.style.overlays import overlay_looks
from layers.style.simplify import edge_kind, thinned
from layers.style.statuses import NotShown, Shade, look
from layers.style.styles import HELD, HIDDEN, Style

FINEST_DEG, COARSEST_DEG, STEPS = 0.0004, 0.003, 3000
"""Limits of the simplification in degrees, and the least number of such steps in the width of a frame: one is
under half a pixel of the largest plate."""

ROOM_M = {ALL: 28_000}
OTHER_ROOM_M = 22_000
"""Margin around the ground of a named frame, in metres; a box has none."""

DETAILS_KEPT = 6
"""Of how many frames the shapes of a ground are kept."""

Box = tuple[float, float, float, float]
Lines = Mapping[str, BaseGeometry]
NOWHERE = shapely.Polygon()


@dataclass(frozen=True)
class Paint:
    """A fill: the id of its look, its style, the colour of its pattern, and its shape."""

    name: str
    style: Style
    ink: str
    shape: BaseGeometry


@dataclass(frozen=True)
class OverlayShape:
    """An overlay, or ground that a reader laid over the map: its look (a name in STROKES) and its shape."""

    look: str
    shape: BaseGeometry


@dataclass(frozen=True)
class Scene:
    """The shapes of a map in AREA_CRS.

    `bounds` is the extent that must be visible: (left, bottom, right, top) in metres. `base` has
    land, country (borders of neighbours), ukraine, water, river and bed; `lines` are keyed by the names of
    STROKES; `moved` is the ground from which a side would withdraw; `regions` are the labels of
    regions affected by the plan, `towns` those of towns, the largest first, `sites` those of sites,
    `units` those of raions and hromadas; `uncertain` is the ground whose holder is in doubt.
    """

    bounds: Box
    base: Mapping[str, BaseGeometry]
    paints: tuple[Paint, ...]
    overlays: tuple[OverlayShape, ...]
    lines: Mapping[str, BaseGeometry]
    moved: BaseGeometry
    regions: tuple[Label, ...]
    towns: tuple[Label, ...]
    sites: tuple[Label, ...] = ()
    units: tuple[Label, ...] = ()
    decided: tuple[Label, ...] = ()
    """The sites that a plan itself decides on."""
    uncertain: BaseGeometry = NOWHERE
    drained: bool = False
    """Whether the bed of the former Kakhovka Reservoir is dry."""

    @property
    def hidden(self) -> tuple[Paint, ...]:
        """The fills that cover hidden regions."""
        return tuple(item for item in self.paints if item.name == NotShown.HIDDEN)

    def marked(self, size: str) -> tuple[Label, ...]:
        """Return the sites to mark; the short legend of a brief picture has no room for the sign."""
        return () if layout_of(size).brief else self.decided


def scene_of(request: ExportRequest) -> Scene:
    """Collect the content of a request's map, simplified for drawing."""
    ground, outcome = request.ground, request.outcome
    about = ground_in(request.frame, request.world.regions, outcome or ground)
    detail_deg = detail_of(about)
    zones, edges, lines = _drawn(ground, detail_deg)
    table = ground.table if outcome is None else outcome.table
    shown = set(table.index[table["region"].isin(request.shown)])
    if outcome is None:
        held = [zone for zone in zones.index
                if zone in shown and table.at[zone, "holder"] == Holder.RUSSIA]
        paints: tuple[Paint, ...] = ()
        if held:
            paints = (Paint("held", HELD, HELD.colour, ground_of(zones, held)),)
        affected = held
        moved: BaseGeometry = shapely.MultiPolygon()
    else:
        sides = {side: set(table.index[table["side"] == side]) & shown for side in Side}
        lines = {
            **lines,
            "withdrawal": lines_of(border_around(edges, sides[Side.LEAVES])),
            "plan_line": lines_of(new_dividing_line(outcome, request.shown, edges)),
            "wall": lines_of(wall_line(outcome, request.shown, edges)),
        }
        affected = [zone for zone in zones.index
                    if zone in shown and table.at[zone, "side"] != Side.KEEPS]
        look_there = looks(outcome)
        paints = tuple(Paint(what, *look(what), ground_of(zones, members)) for what in (*Status, *Shade)
                       if (members := [zone for zone in affected if look_there[zone] is what]))
        moved = ground_of(zones, [zone for side in (Side.LEAVES, Side.RETURNS) for zone in sides[side]
                                if zone in zones.index])
    overlay_look = {} if outcome is None else overlay_looks(outcome.scenario)
    over = [] if outcome is None else [(overlay_look[item.id], item.shape) for item in outcome.bands]
    overlays = tuple(OverlayShape(name, in_metres(shapely.simplify(shape, detail_deg))) for name, shape
                     in (*over, *((item.kind, item.ground) for item in request.laid)))
    if request.laid:
        lines = {**lines, "shifted": to_metres(shapely.union_all([item.line for item in request.laid]))}
    regions = {str(table.at[zone, "region"]) for zone in affected}
    scene = composed(request, about, zones, paints, lines, moved, regions, overlays)
    if outcome is None:
        return scene
    decided = decided_by(outcome.scenario, None, ground, request.shown)
    return replace(scene, decided=decided_labels(request, decided, moved))


def _drawn(ground: Ground, detail_deg: float) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, Lines]:
    """Return zones, edges with their kind, and lines as simplified, which all plans on a ground share."""
    def make() -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, Lines]:
        zones = thinned(ground.zones, detail_deg)
        edges = borders_of(zones)
        edges["kind"] = [edge_kind(ground, row) for row in edges.itertuples()]
        lines = {kind: lines_of(edges[edges["kind"] == kind]) for kind in ("region", "outline", "contact")}
        return zones, edges, lines

    return ground.among("drawn", DETAILS_KEPT, detail_deg, make)


def composed(request: ExportRequest, about: np.ndarray, zones: gpd.GeoDataFrame, paints: tuple[Paint, ...],
             lines: Mapping[str, BaseGeometry], moved: BaseGeometry, affected: set[str],
             overlays: tuple[OverlayShape, ...] = ()) -> Scene:
    """Combine fills and lines with the base map of a request and the names of regions and towns.

    Lines and towns that the request switches off are left out, and hidden regions are covered.

    Parameters
    ----------
    request
        Supplies frame, layers, language and names.
    about
        The shapes that the frame goes around, in STORE_CRS.
    zones
        Zones simplified for drawing, in STORE_CRS.
    paints, lines, moved, overlays
        As in `Scene`.
    affected
        Ids of the regions to be labelled.
    """
    regions = request.ground.table["region"]
    hidden = [zone for zone in zones.index if regions[zone] in request.hidden]
    cover = (Paint(NotShown.HIDDEN, *HIDDEN, ground_of(zones, hidden)),) if hidden else ()
    country = in_metres(shapely.coverage_union_all(zones.geometry.to_numpy()))
    edges = country.bounds if request.frame == ALL else shapely.total_bounds(to_metres(about))
    room_m = 0 if box_of(request.frame) else ROOM_M.get(request.frame, OTHER_ROOM_M)
    bounds = _with_room(tuple(edges), room_m)
    return Scene(
        bounds=bounds,
        base={**base_shapes(), "ukraine": country},
        uncertain=_uncertain(request) if "uncertain" in request.layers else NOWHERE,
        drained=request.on >= DRAINED,
        paints=(*paints, *cover),
        overlays=overlays,
        lines={kind: line for kind, line in lines.items()
               if LINE_LAYERS.get(kind) in (None, *request.layers)},
        moved=moved,
        regions=region_labels(request, affected),
        towns=town_labels(request, moved, bounds) if "towns" in request.layers else (),
        sites=site_labels(request, moved) if "sites" in request.layers else (),
        units=unit_labels(request) if "units" in request.layers else (),
    )


def _uncertain(request: ExportRequest) -> BaseGeometry:
    """Return the ground in the regions shown whose holder is in doubt."""
    zones = request.ground.uncertain_zones
    shown = zones.geometry[zones.index.isin(request.shown)]
    return in_metres(shapely.union_all(shapely.simplify(shown.to_numpy(), FINEST_DEG)))


def detail_of(about: np.ndarray) -> float:
    """Return the tolerance in degrees to which shapes around this ground are simplified."""
    west, _, east, _ = shapely.total_bounds(about)
    return float(min(COARSEST_DEG, max(FINEST_DEG, (east - west) / STEPS)))


def ground_of(zones: gpd.GeoDataFrame, members: list[str]) -> BaseGeometry:
    """Merge zones into one shape in AREA_CRS."""
    return in_metres(shapely.coverage_union_all(zones.geometry[members].to_numpy()))


def in_metres(ground: BaseGeometry) -> BaseGeometry:
    """Project simplified ground to AREA_CRS, in which its long edges bend towards what lies beside them."""
    ground_m = to_metres(ground)
    if shapely.is_valid(ground_m):
        return ground_m
    return shapely.make_valid(ground_m, method="structure", keep_collapsed=False)


def lines_of(edges: gpd.GeoDataFrame) -> BaseGeometry:
    """Return edges as lines in AREA_CRS."""
    lines = shapely.line_merge(shapely.union_all(edges.geometry.to_numpy()))
    return to_metres(lines)


def _with_room(bounds: Box, room_m: float) -> Box:
    left, bottom, right, top = bounds
    return left - room_m, bottom - room_m, right + room_m, top + room_m
