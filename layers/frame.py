"""Frames: the part of the map that the page or a picture shows.

A frame is validated text: one of FRAMES, a region's id, or the edges of a box in degrees.
"""

import math
import re
from collections.abc import Collection, Mapping

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import FormatError
from geo.outcomes.difference import Change, Difference
from geo.outcomes.outcome import Outcome
from geo.status import Holder, Side
from geo.zones.ground import Ground
from layers.language import N_, Language

ALL, AFFECTED = "all", "affected"

FRAME_REGIONS: dict[str, frozenset[str]] = {
    "donetsk": frozenset({"UA-14"}),
    "south": frozenset({"UA-23", "UA-65"}),
    "north-east": frozenset({"UA-59", "UA-63"}),
    "crimea": frozenset({"UA-40", "UA-43"}),
}
"""The frames that are made of regions."""

FRAMES: dict[str, str] = {
    ALL: N_("All of Ukraine"),
    AFFECTED: N_("Affected ground"),
    "donetsk": N_("Donetsk"),
    "south": N_("South"),
    "north-east": N_("North-east"),
    "crimea": N_("Crimea"),
}
"""The frames with a name of their own, in the order in which they are offered."""

CLOSE_UP = "donetsk"
SET_FRAMES = (ALL, CLOSE_UP)
"""The frames of a full set of pictures."""

FORMER_FRAMES: dict[str, str] = {"ukraine": ALL, "UA-14": "donetsk"}
"""Other names of frames that are read, too."""

Shown = Outcome | Difference | Ground
"""What a map shows: a plan, two compared, or a line of contact without a plan."""

Degrees = tuple[float, float, float, float]
"""West, south, east and north in degrees."""

REACH: Degrees = (12.5, 40.5, 53.5, 57.5)
"""The ground that a box may lie in: what the base map covers."""
MIN_BOX_DEG = 0.05
"""The least width and height of a box."""
DECIMALS = 3  # about a hundred metres
SEPARATOR = re.compile(r"[,\s]+")
SHOWN = 40  # characters of user input that a message may repeat

MIN_SHARE = 0.02
"""Ground that a plan moves decides the frame if it is at least this share of all ground that does not simply
stay under Ukrainian control, and a region if at least this share of that ground lies in it."""


def read_frame(text: str, regions: Collection[str]) -> str:
    """Parse a frame; the result is the one text by which it is known.

    Parameters
    ----------
    text
        One of FRAMES, the id of a region, or four numbers: west, south, east and north in degrees.
    regions
        All region ids.

    Raises
    ------
    FormatError
        If it is none of these, or a box is empty, too small or outside REACH.
    """
    text = FORMER_FRAMES.get(text.strip(), text.strip())
    if text in FRAMES or text in regions:
        return text
    try:
        edges = tuple(round(float(part), DECIMALS) for part in SEPARATOR.split(text))
    except ValueError:
        edges = ()
    if len(edges) != 4 or not all(map(math.isfinite, edges)):
        raise FormatError(N_("There is no frame '{text}'; there are {frames}, the id of a region such as "
                             "UA-23, and four numbers: west, south, east, north in degrees."),
                          text=text[:SHOWN], frames=", ".join(FRAMES))
    west, south, east, north = edges
    if not (REACH[0] <= west and REACH[1] <= south and east <= REACH[2] and north <= REACH[3]):
        raise FormatError(N_("The frame reaches beyond the map: west and east lie between {west:g} and "
                             "{east:g} degrees, south and north between {south:g} and {north:g}."),
                          **dict(zip(("west", "south", "east", "north"), REACH, strict=True)))
    if east - west < MIN_BOX_DEG or north - south < MIN_BOX_DEG:
        raise FormatError(N_("The frame is too small, or its edges are in the wrong order: west, south, "
                             "east, north, at least {least:g} degrees apart."), least=MIN_BOX_DEG)
    return ",".join(f"{edge:g}" for edge in edges)


def clipped_frame(text: str, regions: Collection[str]) -> str:
    """Parse a frame as `read_frame` does, but cut a box to what the map covers.

    Raises
    ------
    FormatError
        If it is no frame, or nothing of the box is left.
    """
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        return read_frame(text, regions)
    edges = max(west, REACH[0]), max(south, REACH[1]), min(east, REACH[2]), min(north, REACH[3])
    return read_frame(",".join(map(str, edges)), regions)


def box_of(frame: str) -> Degrees | None:
    """Return the box that a frame gives in degrees; None if it is a name."""
    parts = frame.split(",")
    if len(parts) != 4:
        return None
    west, south, east, north = map(float, parts)
    return west, south, east, north


def regions_of(frame: str) -> frozenset[str]:
    """Return the ids of the regions that a frame is made of; none for all other frames."""
    if frame in FRAMES or box_of(frame) is not None:
        return FRAME_REGIONS.get(frame, frozenset())
    return frozenset({frame})


def frame_words(frame: str, names: Mapping[str, str], language: Language) -> str:
    """Name a frame for a reader; `names` are those of the regions by id."""
    if frame in FRAMES:
        return language.text(FRAMES[frame])
    if frame in names:
        return names[frame]
    return language.text(N_("Part of the map"))


def bounds_of(frame: str, regions: gpd.GeoDataFrame, shown: Shown) -> Degrees:
    """Return the edges of a frame in degrees; the parameters are those of `ground_in`."""
    west, south, east, north = map(float, shapely.total_bounds(ground_in(frame, regions, shown)))
    return west, south, east, north


def ground_in(frame: str, regions: gpd.GeoDataFrame, shown: Shown) -> np.ndarray:
    """Return the shapes in STORE_CRS that a frame goes around.

    Parameters
    ----------
    frame
        As `read_frame` gives it.
    regions
        Regions by id in STORE_CRS.
    shown
        What the map shows, which decides what is affected.
    """
    box = box_of(frame)
    if box is not None:
        return np.array([shapely.segmentize(shapely.box(*box), MIN_BOX_DEG)])
    if frame == AFFECTED:
        found = _affected(shown)
        if len(found):
            return found
    members = regions_of(frame)
    return np.asarray((regions.loc[sorted(members)] if members else regions).geometry.to_numpy())


def _affected(shown: Shown) -> np.ndarray:
    """Return the ground that a plan touches, or on which two plans differ.

    Ground that a plan moves comes first; if it moves little or none, all ground in question is meant.
    """
    table, ground = shown.table, shown if isinstance(shown, Ground) else shown.ground
    bands: list[BaseGeometry] = []
    if isinstance(shown, Ground):
        moved, asked = table.iloc[:0], table[table["holder"] == Holder.RUSSIA]
    elif isinstance(shown, Difference):
        moved, asked = table[table["change"] != Change.SAME], table[table["side_1"] != Side.KEEPS]
    else:
        moved, asked = shown.on_sides(Side.LEAVES, Side.RETURNS), table[table["side"] != Side.KEEPS]
        bands = [band.shape for band in shown.bands if not band.shape.is_empty]
    if not bands and moved["area_km2"].sum() < MIN_SHARE * asked["area_km2"].sum():
        moved = asked
    sums = moved.groupby("region")["area_km2"].transform("sum")
    large = moved.index[sums >= MIN_SHARE * moved["area_km2"].sum()]
    zones = ground.zones.geometry
    return np.array([*zones[zones.index.intersection(large)].to_numpy(), *bands], dtype=object)
