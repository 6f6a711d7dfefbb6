"""A toy world small enough to draw, so that every expected number can be checked by hand.

     y
    10 +---------+---------+      four regions of 10 x 10 km, edges along x = 0 and y = 0
       |         |         |      (kilometres in AREA_CRS; north is up)
       |   a     |     b   |
       |   NW    |    NE   |      Russia holds the right half of SE: x from 5, y below 0
     0 +---------+----+----+      zones:   NW.u  NE.u  SW.u  SE.u  SE.r
       |         |    |####|      area:    100   100   100    50    50   km2
       |   c     | d  |# e#|      people:  100   100   100   100   100
       |   SW    |  SE|####|      line of contact: 10 km down the middle of SE,
   -10 +---------+----+----+                       and 5 km where NE meets the held half
     -10         0    5    10 x

Russia lies east of x = 10 and Belarus north of y = 10, with the border along these lines.

There is one place with 100 people in each zone: a, b, c, d, e. The Voronoi cell of e, clipped to the
country, is exactly the held half, so that replaying events, with the nearest place alone deciding, gives
the same zones.
"""

from datetime import date

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.dates import Period
from geo.control.origin import Origin, OriginKind, upload_origin
from geo.control.record import Control, Record
from geo.crs import AREA_CRS, STORE_CRS, to_degrees
from geo.measure import areas_km2
from geo.plans.scenario import Scenario
from geo.world import World

DAY_BEFORE, DAY = date(2020, 1, 1), date(2020, 1, 2)
"""Two consecutive days: on the first, Ukraine holds everything; the second is as drawn."""

NW, NE, SW, SE = "UA-01", "UA-02", "UA-03", "UA-04"
SQUARES_KM = {NW: (-10, 0, 0, 10), NE: (0, 0, 10, 10), SW: (-10, -10, 0, 0), SE: (0, -10, 10, 0)}
PLACES_KM = {"a": (NW, -5, 5), "b": (NE, 7.5, 5), "c": (SW, -5, -5), "d": (SE, 2.5, -5),
             "e": (SE, 7.5, -5)}

ORIGIN = upload_origin("toy")
"""The origin of a line drawn by hand."""

AREA_TOLERANCE = 1e-5
"""Relative. A straight edge in metres is not a geodesic, which over 10 km makes up to 60 square metres."""


def box_km(west: float, south: float, east: float, north: float) -> BaseGeometry:
    """Return a rectangle in AREA_CRS, given in kilometres."""
    return shapely.box(west * 1000, south * 1000, east * 1000, north * 1000)


def region_tables(region_order: list[str]) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the regions in degrees and in metres, in any order."""
    squares = [box_km(*SQUARES_KM[region]) for region in region_order]
    index = pd.Index(region_order, name="region")
    columns = {
        "name_en": region_order,
        "name_uk": region_order,
        "area_official_km2": 100.0,
        "population": 100,
        "population_date": "2020-01-01",
    }
    metres = gpd.GeoDataFrame(columns, index=index, geometry=squares, crs=AREA_CRS)
    degrees = metres.set_geometry(to_degrees(metres.geometry.to_numpy()), crs=STORE_CRS)
    degrees["area_km2"] = areas_km2(degrees.geometry)
    return degrees, metres


def place_table(region_order: list[str]) -> pd.DataFrame:
    """Return the places, in any order."""
    rows = []
    for name in region_order:
        region, x_km, y_km = PLACES_KM[name]
        spot = to_degrees(shapely.Point(x_km * 1000, y_km * 1000))
        rows.append({"place": name, "name_en": name, "name_uk": name, "former_en": "",
                     "former_uk": "", "kind": "village",
                     "region": region, "raion": "", "hromada": "", "lon": spot.x, "lat": spot.y,
                     "x_m": x_km * 1000.0, "y_m": y_km * 1000.0, "population": 100, "source": "S",
                     "settlement": name})
    return pd.DataFrame(rows).set_index("place")


def make_world(regions: str = "", places: str = "abcde") -> World:
    """Return the toy world; `regions` can reorder the squares by number (1 to 4), `places` the places."""
    region_order = [f"UA-0{number}" for number in regions or "1234"]
    degrees, metres = region_tables(region_order)
    spots = place_table(list(places))
    record = Record(
        settlements=spots,
        regions=dict(zip(metres.index, metres.geometry, strict=True)),
        changes=pd.DataFrame({"date": [DAY], "place": ["e"], "held_by": ["russia"],
                              "source": ["D"]}),
        whole=pd.DataFrame(columns=["region", "held_by", "first", "last", "reason"]),
        periods=(Period(DAY_BEFORE, DAY),),
        origin=Origin(OriginKind.RECORD, "toy record", "facts"),
        nearest=1,
    )
    country = shapely.union_all(metres.geometry.to_numpy())
    return World(regions=degrees, regions_m=metres, places=spots, record=record,
                 interior=shapely.buffer(country, -1), water=shapely.Polygon(), version="toy",
                 neighbours={"RU": box_km(10, -20, 30, 20), "BY": box_km(-20, 10, 20, 30)})


def held(shape: BaseGeometry, on: date = DAY) -> Control:
    """Return control in which Russia holds this shape (AREA_CRS)."""
    return Control(on=on, held=shape, origin=ORIGIN)


def right_half() -> Control:
    """Return control as in the drawing above."""
    return held(box_km(5, -10, 10, 0))


def plan(*rules: dict[str, object], **more: object) -> Scenario:
    """Return a plan with these rules; clause and confidence are filled in."""
    said = {"clause": "clause 1", "confidence": "text"}
    return Scenario.model_validate({
        "id": "toy-plan", "title": "A toy plan", "short_title": "Toy", "group": "text",
        "sentence_title": "the toy plan", "proposed_by": "a test", "published": DAY_BEFORE,
        "text_status": "published", "summary": "What a test needs.",
        "rules": [{**said, **rule} for rule in rules],
        "sources": [{"id": "toy", "publisher": "a test"}], **more,
    })


def identity() -> Scenario:
    """Return the plan that changes nothing: held ground stays held."""
    return plan({"holder": "russia", "status": "frozen"}, {"status": "ukrainian"})
