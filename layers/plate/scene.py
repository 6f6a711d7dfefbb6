"""The content of a drawn map as shapes in metres: fills, lines, base map and label candidates."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.crs import points_to_metres, to_metres
from geo.outcomes.outcome import new_dividing_line, wall_line
from geo.paths import DATA
from geo.status import Holder, Side, Status
from geo.zones.edges import border_around, edges_of
from layers.frame import ALL, box_of, ground_in
from layers.plate.font_coverage import to_supported_glyphs
from layers.request import ExportRequest
from layers.selection import LINE_LAYERS
from layers.style.looks import looks
from layers.style.overlays import overlay_looks
from layers.style.simplify import edge_kind, site_list, thinned, town_list
from layers.style.statuses import NotShown, Shade, look
from layers.style.styles import HELD, HIDDEN, Style

FINEST_DEG, COARSEST_DEG, STEPS = 0.0004, 0.003, 3000
"""Limits of the simplification in degrees, and the least number of such steps in the width of a frame: one is
under half a pixel of the largest plate."""

ROOM_M = {ALL: 28_000}
OTHER_ROOM_M = 22_000
"""Margin around the ground of a named frame, in metres; a box has none."""

Box = tuple[float, float, float, float]
NOWHERE = shapely.Polygon()


@dataclass(frozen=True)
class Paint:
    """A fill: the id of its status or change, its style, the colour of its pattern, and its shape."""

    name: str
    style: Style
    ink: str
    shape: BaseGeometry


@dataclass(frozen=True)
class OverlayShape:
    """An overlay: its look (a name of OVERLAY_SHADES) and its shape."""

    look: str
    shape: BaseGeometry


@dataclass(frozen=True)
class Label:
    """A label candidate at a spot in AREA_CRS.

    `rank` is the web map zoom from which a town may appear; `moved` whether under the plan a side
    would withdraw from there or the plan leaves it open; `home` is the shape of a named region.
    """

    words: str
    x_m: float
    y_m: float
    rank: int = 0
    moved: bool = False
    home: BaseGeometry = NOWHERE


@dataclass(frozen=True)
class Scene:
    """The shapes of a map in AREA_CRS.

    `bounds` is the extent that must be visible: (left, bottom, right, top) in metres. `base` has
    land, country (borders of neighbours), ukraine and lake; `lines` are keyed by the names of
    STROKES; `moved` is the ground from which a side would withdraw; `regions` are the labels of
    regions affected by the plan, `towns` those of towns, the largest first, and `sites` those of sites.
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

    @property
    def hidden(self) -> tuple[Paint, ...]:
        """The fills that cover hidden regions."""
        return tuple(item for item in self.paints if item.name == NotShown.HIDDEN)


def scene_of(request: ExportRequest) -> Scene:
    """Collect the content of a request's map, simplified for drawing."""
    ground, outcome = request.ground, request.outcome
    about = ground_in(request.frame, request.world.regions, outcome or ground)
    detail_deg = detail_of(about)
    zones = thinned(ground.zones, detail_deg)
    edges = edges_of(zones)
    table = ground.table if outcome is None else outcome.table
    shown = set(table.index[table["region"].isin(request.shown)])
    edges["kind"] = [edge_kind(ground, row) for row in edges.itertuples()]
    lines = {kind: lines_of(edges[edges["kind"] == kind]) for kind in ("region", "outline", "contact")}
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
        lines |= {
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
    overlays = () if outcome is None else tuple(
        OverlayShape(overlay_look[item.id], to_metres(shapely.simplify(item.shape, detail_deg)))
        for item in outcome.bands)
    regions = {str(table.at[zone, "region"]) for zone in affected}
    return composed(request, about, zones, paints, lines, moved, regions, overlays)


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
    country = to_metres(shapely.coverage_union_all(zones.geometry.to_numpy()))
    edges = country.bounds if request.frame == ALL else shapely.total_bounds(to_metres(about))
    room_m = 0 if box_of(request.frame) else ROOM_M.get(request.frame, OTHER_ROOM_M)
    return Scene(
        bounds=_with_room(tuple(edges), room_m),
        base={**_base_map(), "ukraine": country},
        paints=(*paints, *cover),
        overlays=overlays,
        lines={kind: line for kind, line in lines.items()
               if LINE_LAYERS.get(kind) in (None, *request.layers)},
        moved=moved,
        regions=_region_labels(request, affected),
        towns=_towns(request, moved) if "towns" in request.layers else (),
        sites=_sites(request, moved) if "sites" in request.layers else (),
    )


def detail_of(about: np.ndarray) -> float:
    """Return the tolerance in degrees to which shapes around this ground are simplified."""
    west, _, east, _ = shapely.total_bounds(about)
    return float(min(COARSEST_DEG, max(FINEST_DEG, (east - west) / STEPS)))


def ground_of(zones: gpd.GeoDataFrame, members: list[str]) -> BaseGeometry:
    """Merge zones into one shape in AREA_CRS."""
    return to_metres(shapely.coverage_union_all(zones.geometry[members].to_numpy()))


def lines_of(edges: gpd.GeoDataFrame) -> BaseGeometry:
    """Return edges as lines in AREA_CRS."""
    lines = shapely.line_merge(shapely.union_all(edges.geometry.to_numpy()))
    return to_metres(lines)


def _with_room(bounds: Box, room_m: float) -> Box:
    left, bottom, right, top = bounds
    return left - room_m, bottom - room_m, right + room_m, top + room_m


@cache
def _base_map() -> Mapping[str, BaseGeometry]:
    """Load land, lakes and the borders of neighbours; the file has no border inside Ukraine."""
    features = json.loads((DATA / "boundaries" / "basemap.geojson").read_text(encoding="utf-8"))["features"]
    kinds: dict[str, list[BaseGeometry]] = {"land": [], "lake": [], "country": []}
    for feature in features:
        kinds[feature["properties"]["kind"]].append(shape(feature["geometry"]))
    land = kinds["land"][0]
    # Coastlines are removed from neighbours' borders, as the edge of the land already shows them.
    borders = shapely.union_all([country.boundary for country in kinds["country"]])
    inland = shapely.difference(borders, land.boundary.buffer(0.01))
    return MappingProxyType({"land": to_metres(land), "lake": to_metres(shapely.union_all(kinds["lake"])),
                             "country": to_metres(inland)})


def _region_labels(request: ExportRequest, regions: set[str]) -> tuple[Label, ...]:
    """Return a label at the most central point of each region, the largest region first."""
    shapes = request.world.regions_m.geometry
    table = sorted(regions, key=lambda region: -shapes[region].area)
    result = []
    for region in table:
        home = shapely.simplify(shapes[region], 2000)
        spot = shapely.maximum_inscribed_circle(home, 2000).coords[0]
        result.append(Label(to_supported_glyphs(request.names[region]), spot[0], spot[1], home=home))
    return tuple(result)


def _towns(request: ExportRequest, moved: BaseGeometry) -> tuple[Label, ...]:
    towns = town_list(request.world.cities, request.language.town_column)
    return _labels(towns, moved)


def _sites(request: ExportRequest, moved: BaseGeometry) -> tuple[Label, ...]:
    return _labels(site_list(request.world.sites, request.language.name_column), moved)


def _labels(towns: list[dict[str, Any]], moved: BaseGeometry) -> tuple[Label, ...]:
    if not towns:
        return ()
    x_m, y_m = points_to_metres([town["lon"] for town in towns], [town["lat"] for town in towns])
    inside = shapely.contains_xy(moved, x_m, y_m)
    return tuple(Label(to_supported_glyphs(town["name"]), float(x), float(y), int(town["zoom"]), bool(there))
                 for town, x, y, there in zip(towns, x_m, y_m, inside, strict=True))
