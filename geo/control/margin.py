"""A line that may be wrong by a few kilometres: the same control with the front moved."""

import math
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import shapely
from pyogrio.errors import DataSourceError
from shapely.geometry.base import BaseGeometry

from geo.control.record import Control
from geo.crs import to_metres
from geo.errors import N_, MarginError, SourceError, Words
from geo.paths import DATA

DEFAULT_KM = 1.0
STEP_KM = 0.1
"""Distances that readers name are read to this step: no result differs that anybody could see."""
MAX_KM = 25.0
MAX_STRIP_KM = 100.0
"""The widest strip on each side of the line that a reader may ask for."""
RIVER_KM = 0.4
"""How far the line may be off along the Dnipro and its delta, where the record says nothing of the islands:
further than the public archive's outline is from it, and nearer than any settlement."""
RIVER_SINCE = date(2022, 11, 11)
"""The day on which the last Russian-held settlements on the right bank of the Dnipro changed hands."""
WATER_FILE = DATA / "boundaries" / "water_line.geojson"


def read_km(value: object, what: str, most: float = MAX_KM) -> float:
    """Read a distance in kilometres from text or a number.

    Returns
    -------
    float
        Kilometres, to the nearest tenth (STEP_KM): so there are few distances to work out, whoever asks.

    Raises
    ------
    MarginError
        If it is no number, negative, or above `most`.
    """
    try:
        km = float(str(value))
    except ValueError:
        raise MarginError(N_("The {what} must be a number of kilometres, not '{value}'."), what=Words(what),
                          value=str(value)[:40]) from None
    if not math.isfinite(km) or not 0 <= km <= most:
        raise MarginError(N_("The {what} must be between 0 and {most:g} kilometres, not {km:g}."),
                          what=Words(what), most=most, km=km)
    return round(km, 1) + 0.0  # no minus before a zero


def load_water(path: Path = WATER_FILE) -> BaseGeometry:
    """Read where the line of contact follows the Dnipro; one (multi)polygon in AREA_CRS.

    Raises
    ------
    SourceError
        If the file is unreadable.
    """
    try:
        table = gpd.read_file(path)
    except (OSError, DataSourceError) as fault:
        raise SourceError(N_("{name}: cannot be read as GeoJSON"), name=path.name) from fault
    return to_metres(shapely.make_valid(table.geometry.union_all()))


def contact_line(control: Control, interior: BaseGeometry) -> BaseGeometry:
    """Where ground of different holders meets, as lines in AREA_CRS.

    Parameters
    ----------
    control
        Who holds what.
    interior
        The country less a metre along its outer border (`World.interior`), AREA_CRS, so that
        coast and international border are no part of the line.
    """
    return shapely.intersection(shapely.boundary(control.held), interior)


@dataclass(frozen=True)
class Front:
    """A line of contact that can be moved: `land` and `river` are its parts there; lines in AREA_CRS."""

    land: BaseGeometry
    river: BaseGeometry

    def swept(self, km: float) -> BaseGeometry:
        """Return the ground within some kilometres of it, along the river at most RIVER_KM; AREA_CRS."""
        return shapely.union(shapely.buffer(self.land, km * 1000),
                             shapely.buffer(self.river, min(km, RIVER_KM) * 1000))


def front_of(
    control: Control, interior: BaseGeometry, water: BaseGeometry, exact: BaseGeometry | None = None
) -> Front:
    """Divide a line of contact into land and river; the parameters are as for `moved`."""
    line = contact_line(control, interior)
    line = line if exact is None else shapely.difference(line, exact)
    river = shapely.intersection(line, water) if control.on >= RIVER_SINCE else shapely.LineString()
    return Front(shapely.difference(line, river), river)


def moved(
    control: Control, interior: BaseGeometry, water: BaseGeometry, margin_km: float,
    exact: BaseGeometry | None = None,
) -> tuple[Control, Control]:
    """Move the front by a margin both ways, and along the river by at most RIVER_KM; coast and borders stay.

    Parameters
    ----------
    control, interior
        As for `contact_line`.
    water
        Where the line has followed a river since RIVER_SINCE (`load_water`), AREA_CRS.
    margin_km
        Kilometres each way.
    exact
        Where the line is known exactly and stays, AREA_CRS; by default nowhere.

    Returns
    -------
    tuple
        Control with Russian-held ground wider, then narrower.
    """
    band = front_of(control, interior, water, exact).swept(margin_km)
    wider = shapely.union(control.held, band)
    narrower = shapely.difference(control.held, band)
    return replace(control, held=wider), replace(control, held=narrower)
