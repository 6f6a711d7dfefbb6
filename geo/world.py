"""The data that does not depend on a date or a plan, loaded once."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.cache import Keeping
from geo.control.dates import Period, known_day, load_periods, with_days
from geo.control.events import load_changes, load_whole
from geo.control.margin import load_water
from geo.control.nobodys import load_nobodys
from geo.control.origin import Origin, OriginKind, dated_file_origin, record_origins, second_origin
from geo.control.points import load_points
from geo.control.record import Control, Record, control_on
from geo.control.second import SECOND, independent_on, load_second, on_shared_ground
from geo.crs import AREA_CRS, to_metres
from geo.errors import N_, DateError
from geo.gazetteer.centres import load_centres
from geo.gazetteer.cities import cities
from geo.gazetteer.neighbours import load_neighbours
from geo.gazetteer.places import load_places, load_units
from geo.gazetteer.regions import load_regions
from geo.gazetteer.sites import load_sites, no_sites
from geo.line_sources.dated_files import dated_files, read_control
from geo.schema import EventSource
from geo.sources import load_sources
from geo.tables import data_version

SETTLEMENT = ["name_en", "name_uk", "region", "lon", "lat", "x_m", "y_m"]
"""Columns that places and control points have in common."""


@dataclass(frozen=True)
class World(Keeping):
    """Regions, places and the record of control; never changed after loading.

    `regions` has one row per region, in STORE_CRS, with measured areas (see `load_regions`); `regions_m` has
    the same rows in AREA_CRS. `places` has one row per settlement or part of a city (see `load_places`).
    `interior` (AREA_CRS) is the country without one metre along its outer border; `water` (AREA_CRS) is the
    water along which the line of contact follows the Dnipro.
    """

    regions: gpd.GeoDataFrame
    regions_m: gpd.GeoDataFrame
    places: pd.DataFrame
    record: Record
    interior: BaseGeometry
    water: BaseGeometry
    version: str
    second_record: Record | None = None
    """What a second observer has of the same settlements."""
    dated: dict[date, Path] = field(default_factory=dict)
    """Days with a line of contact in a file of their own (`data/boundaries/control/`)."""
    units: dict[str, pd.DataFrame] = field(default_factory=dict)
    """Raions and hromadas by id, with names and official population (none for Crimea)."""
    neighbours: dict[str, BaseGeometry] = field(default_factory=dict)
    """Generalised outlines of the neighbouring states by ISO 3166-1 code, in AREA_CRS."""
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    """The data sources by id, each with `title`, `url` and `licence`."""
    sites: pd.DataFrame = field(default_factory=no_sites)
    """Plants, dams, ports and other named sites (see `geo.gazetteer.sites.load_sites`)."""
    centres: dict[str, str] = field(default_factory=dict)
    """The administrative centre of each region: settlement (P-code) by region id."""

    def names_of(self, unit: str, column: str) -> dict[str, str]:
        """Return the names of raions or hromadas by id, from the column `name_en` or `name_uk`."""
        return self.units[unit][column].to_dict() if unit in self.units else {}

    def origin_on(self, day: date) -> Origin:
        """What the line of a known day is credited to: its own file if there is one, else the record."""
        return dated_file_origin(self.dated[day].name) if day in self.dated else self.record.origin_on(day)

    @cached_property
    def cities(self) -> pd.DataFrame:
        """The settlements, one row each (see `geo.gazetteer.cities.cities`)."""
        return cities(self.places)

    @cached_property
    def spots(self) -> np.ndarray:
        """The positions of `places`, in the same order: points of shape (n,) in AREA_CRS."""
        return np.asarray(shapely.points(self.places["x_m"], self.places["y_m"]))

    @cached_property
    def region_codes(self) -> tuple[np.ndarray, pd.Index]:
        """The region of each of `places` as a number, in the same order, and the regions by that number.

        An array of whole numbers, shape (n,), and an index of region ids.
        """
        return pd.factorize(self.places["region"])

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of known days: those of the record, and single days with a file of their own."""
        return with_days(self.record.periods, self.dated)


def load_world() -> World:
    """Read and check all committed data except the plans.

    Raises
    ------
    SourceError
        If a file is missing or invalid.
    """
    sources = load_sources()
    regions = load_regions()
    places = load_places(known=regions.index)
    points = load_points(places, regions.index)
    settlements = pd.concat([places[SETTLEMENT], points[SETTLEMENT]])
    changes = load_changes(settlements)
    origins = record_origins(sources)
    regions_m = regions.set_geometry(to_metres(regions.geometry.to_numpy()), crs=AREA_CRS)
    water = load_water()
    record = Record(
        settlements=settlements,
        regions=dict(zip(regions_m.index, regions_m.geometry, strict=True)),
        changes=changes,
        whole=load_whole(regions.index),
        periods=load_periods(changes["date"].unique()),
        origin=origins[EventSource.DEEPSTATE],
        origins=origins,
        nobodys=load_nobodys(),
        river=water,
    )
    record, second_record = on_shared_ground(record, load_second(record, second_origin(sources)))
    country = shapely.coverage_union_all(regions_m.geometry.to_numpy())
    return World(
        regions=regions,
        regions_m=regions_m,
        places=places,
        record=record,
        interior=shapely.buffer(country, -1),
        water=water,
        version=data_version(),
        second_record=second_record,
        dated=dated_files(),
        units={unit: load_units(unit) for unit in ("raion", "hromada")},
        neighbours=load_neighbours(),
        sources=sources,
        sites=load_sites(regions_m),
        centres=load_centres(regions.index, places["settlement"].unique()),
    )


def control_for(world: World, day: date) -> Control:
    """Return the control at the end of a day, from the day's own file or by replaying the record.

    Raises
    ------
    DateError
        If the line of contact on that day is not known.
    SourceError
        If the day's own file is invalid.
    """
    known_day(day, world.periods)
    if day in world.dated:
        return read_control(world.dated[day], day, world.regions_m, world.origin_on(day))
    return control_on(world.record, day)


def second_control(world: World, day: date) -> Control:
    """Who holds what at the end of a day according to the second observer.

    Raises
    ------
    DateError
        If there is no second observer, or it does not know that day.
    """
    if world.second_record is None:
        raise DateError(N_("There is no record of a second observer here."))
    return control_on(world.second_record, known_day(day, world.second_record.periods, SECOND))


def record_of(world: World, control: Control) -> Record | None:
    """The record that a line is drawn from; None if it is from a file or an archive."""
    records = {OriginKind.RECORD: world.record, OriginKind.SECOND_RECORD: world.second_record}
    return records.get(control.origin.kind)


def other_origin(world: World, control: Control) -> Origin | None:
    """What the other observer's line of the same day is credited to; see `other_observer`."""
    second = world.second_record
    if second is None or not independent_on(control.on, world.record, second):
        return None
    others = {OriginKind.RECORD: second, OriginKind.SECOND_RECORD: world.record}
    other = others.get(control.origin.kind)
    return None if other is None else other.origin_on(control.on)


def other_observer(world: World, control: Control) -> Control | None:
    """The line of the same day as the other observer has it.

    None if only one observer knows the day, both records follow the same one on it, or the line is from
    neither record.
    """
    origin = other_origin(world, control)
    if origin is None:
        return None
    if origin.kind is OriginKind.SECOND_RECORD:
        return second_control(world, control.on)
    return control_on(world.record, control.on)
