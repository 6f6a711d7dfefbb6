"""Everything that does not depend on a date or a plan, loaded once."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.dates import Period, known_day, load_periods, with_days
from geo.control.events import load_changes, load_whole
from geo.control.margin import load_water
from geo.control.nobodys import load_nobodys
from geo.control.origin import Origin, dated_file_origin, record_origins
from geo.control.points import load_points
from geo.control.record import Control, Record, control_on
from geo.crs import AREA_CRS, to_metres
from geo.gazetteer.cities import cities
from geo.gazetteer.neighbours import load_neighbours
from geo.gazetteer.places import load_places, load_units
from geo.gazetteer.regions import load_regions
from geo.line_sources.dated_files import dated_files, read_control
from geo.schema import EventSource
from geo.sources import load_sources
from geo.tables import data_version

SETTLEMENT = ["name_en", "name_uk", "region", "lon", "lat", "x_m", "y_m"]
"""Columns that places and control points have in common."""


@dataclass(frozen=True)
class World:
    """Regions, places and the record of control; never changed after loading.

    `regions` is in STORE_CRS with measured areas, `regions_m` the same rows in AREA_CRS;
    `interior` (AREA_CRS) is the country less a metre along its outer border, and `water` where
    the line of contact follows the Dnipro.
    """

    regions: gpd.GeoDataFrame
    regions_m: gpd.GeoDataFrame
    places: pd.DataFrame
    record: Record
    interior: BaseGeometry
    water: BaseGeometry
    version: str
    dated: dict[date, Path] = field(default_factory=dict)
    """Days whose line of contact comes from a file of its own (`data/boundaries/control/`)."""
    units: dict[str, pd.DataFrame] = field(default_factory=dict)
    """Raions and hromadas by id, with names and official population (none for Crimea)."""
    neighbours: dict[str, BaseGeometry] = field(default_factory=dict)
    """States that have a land border with Ukraine, by ISO 3166-1 code; AREA_CRS, drawn coarsely."""
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    """What figures rest on, by id: `title`, `url`, `licence`."""

    def names_of(self, unit: str, column: str) -> dict[str, str]:
        """Names by id of the units called 'raion' or 'hromada', from `name_en` or `name_uk`."""
        return self.units[unit][column].to_dict() if unit in self.units else {}

    def origin_on(self, day: date) -> Origin:
        """What the line of a known day is credited to: its own file if there is one, else the record."""
        return dated_file_origin(self.dated[day].name) if day in self.dated else self.record.origin_on(day)

    @cached_property
    def cities(self) -> pd.DataFrame:
        """The places put together into settlements, each with its one position (see `cities`)."""
        return cities(self.places)

    @cached_property
    def spots(self) -> np.ndarray:
        """Where the places lie, in their order: points in AREA_CRS."""
        return np.asarray(shapely.points(self.places["x_m"], self.places["y_m"]))

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every known day: the record's periods, and single days that have a file."""
        return with_days(self.record.periods, self.dated)


def load_world() -> World:
    """Read and check all committed data but the plans.

    Raises
    ------
    SourceError
        If a file is missing or wrong.
    """
    sources = load_sources()
    regions = load_regions()
    places = load_places(known=regions.index)
    points = load_points(places, regions.index)
    settlements = pd.concat([places[SETTLEMENT], points[SETTLEMENT]])
    changes = load_changes(settlements)
    origins = record_origins(sources)
    regions_m = regions.set_geometry(to_metres(regions.geometry.to_numpy()), crs=AREA_CRS)
    record = Record(
        settlements=settlements,
        regions=dict(zip(regions_m.index, regions_m.geometry, strict=True)),
        changes=changes,
        whole=load_whole(regions.index),
        periods=load_periods(changes["date"].unique()),
        origin=origins[EventSource.DEEPSTATE],
        origins=origins,
        nobodys=load_nobodys(),
    )
    country = shapely.coverage_union_all(regions_m.geometry.to_numpy())
    return World(
        regions=regions,
        regions_m=regions_m,
        places=places,
        record=record,
        interior=shapely.buffer(country, -1),
        water=load_water(),
        version=data_version(),
        dated=dated_files(),
        units={unit: load_units(unit) for unit in ("raion", "hromada")},
        neighbours=load_neighbours(),
        sources=sources,
    )


def control_for(world: World, day: date) -> Control:
    """Who holds what at the end of a day: from that day's own file if there is one, else replayed.

    Raises
    ------
    DateError
        If nothing is known about that day.
    SourceError
        If the day's file is wrong.
    """
    known_day(day, world.periods)
    if day in world.dated:
        return read_control(world.dated[day], day, world.regions_m, world.origin_on(day))
    return control_on(world.record, day)
