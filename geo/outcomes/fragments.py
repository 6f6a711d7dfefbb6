"""The ground in pieces that never split: whatever the day, each has one holder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import shapely

from geo.control.dates import days
from geo.control.record import Control, Record
from geo.crs import to_metres
from geo.measure import areas_km2
from geo.outcomes.courses import NEVER, Courses, courses
from geo.prepared import prepared
from geo.status import Holder
from geo.world import World
from geo.zones.cut import cut

NOTHING_M2 = 1.0  # what rounding leaves of a region that is covered whole


@dataclass(frozen=True)
class Fragments:
    """Pieces of ground and groups of people, and who held each on every day of the record.

    `pieces` has one row per region, course and region held as a whole: columns `region` (the one
    that counts it), `course` (row of `Courses.russian_held`: whatever changed hands on the same days
    is one piece; NEVER for what no event ever gave to Russia), `whole` (the id of a region that one
    holder held as a whole at some time, if the piece lies there, else ''), `area_km2` (geodesic) and
    `people` (reference year). Areas and people of a region's pieces sum to the region's. `russian_held`
    is aligned with it: one column per day of `days`, true where Russia held the piece at the end of
    that day.
    """

    pieces: pd.DataFrame
    days: tuple[date, ...]
    russian_held: np.ndarray

    def on(self, some: Sequence[date]) -> np.ndarray:
        """Select the days of a question.

        Returns
        -------
        ndarray
            The columns of `russian_held` for some days of `days`, in the order given; one row per piece.
        """
        position = {day: number for number, day in enumerate(self.days)}
        return self.russian_held[:, [position[day] for day in some]]


def mosaic(world: World, line: Control | None = None) -> Fragments:
    """Cut the cells and slices that Russia ever held along the regions, and measure them once.

    Parameters
    ----------
    world
        Its record says who held which settlement; days that have a file of their own are no part of it.
    line
        A line of contact that cuts the pieces once more, for a plan that refers to a day whose
        line comes from a file. `pieces` then has a column `before`, true where Russia held the
        ground on that line.
    """
    record = world.record
    told = courses(record, days(record.periods))
    keys = ["region", "course", "whole", *(["before"] if line is not None else [])]
    table = pd.concat([_ground(world, told, line), _people(world, told, line)])
    pieces = table.groupby(keys, as_index=False)[["area_km2", "people"]].sum()
    pieces["people"] = pieces["people"].astype("int64")
    russian_held = told.russian_held[pieces["course"]]
    for row in record.whole.itertuples():
        there = (pieces["whole"] == row.region).to_numpy()
        spell = [row.first <= day <= row.last for day in told.days]
        russian_held[np.ix_(there, spell)] = row.held_by == Holder.RUSSIA
    return Fragments(pieces, told.days, russian_held)


def _ever_held(record: Record, told: Courses) -> tuple[np.ndarray, np.ndarray]:
    """All cells and slices that Russia ever held, less what nobody holds: shapes, and their courses."""
    whole = np.ones(len(record.cells), dtype=bool)
    whole[record.slices.cell] = False
    course = np.concatenate([np.where(whole, told.of_settlement, NEVER), told.of_slice])
    shapes = np.concatenate([record.cells, record.slices.shape])[course != NEVER]
    wet = np.flatnonzero(shapely.intersects(shapes, record.nobodys))
    shapes[wet] = shapely.difference(shapes[wet], record.nobodys)
    return shapes, course[course != NEVER]


def _ground(world: World, told: Courses, line: Control | None) -> pd.DataFrame:
    """What Russia ever held by region and course, and of each region what it never held.

    Areas are measured in AREA_CRS, where they add up however often a border is cut, and scaled,
    by parts in a million, so that they sum to the geodesic area of the region.
    """
    grounds = _grounds(world, line)
    shapes = grounds.pop("shape").to_numpy()
    cells, course = _ever_held(world.record, told)
    whole = prepared(shapes)
    ground, cell = shapely.STRtree(cells).query(whole, predicate="intersects")
    # Cells of a region that is always whole decide nothing there.
    cut_up = ~grounds["region"].isin(_always_whole(world)).to_numpy()[ground]
    ground, cell = ground[cut_up], cell[cut_up]
    parts = cells[cell]
    over = ~shapely.covers(whole[ground], parts)
    parts[over] = shapely.intersection(shapes[ground[over]], parts[over])
    flat, part_m2 = shapely.area(shapes), shapely.area(parts)
    rest_m2 = flat - np.bincount(ground, part_m2, minlength=len(shapes))
    rest_m2[rest_m2 < NOTHING_M2] = 0
    scale = (grounds["area_km2"] / flat).to_numpy()
    there = grounds.iloc[ground].assign(course=course[cell], area_km2=part_m2 * scale[ground])
    table = pd.concat([there, grounds.assign(course=NEVER, area_km2=rest_m2 * scale)]).assign(people=0)
    wholes = set(world.record.whole["region"])
    return table.assign(whole=table["region"].where(table["region"].isin(wholes), ""))


def _grounds(world: World, line: Control | None) -> pd.DataFrame:
    """The regions; along a line, what it gives to Russia of each, and what it does not."""
    ids, regions = world.regions_m.index.to_numpy(), world.regions_m.geometry.to_numpy()
    if line is None:
        areas = world.regions["area_km2"].reindex(ids).to_numpy()
        return pd.DataFrame({"region": ids, "shape": regions, "area_km2": areas})
    zones = cut(world.regions_m, {"before": line.held}).zones
    shapes = to_metres(zones.geometry.to_numpy())
    return pd.DataFrame(zones[["region", "before"]]).assign(shape=shapes, area_km2=areas_km2(zones.geometry))


def _always_whole(world: World) -> set[str]:
    """The regions that one holder held as a whole on every day of the record."""
    known = days(world.record.periods)
    return {row.region for row in world.record.whole.itertuples()
            if row.first <= known[0] and known[-1] <= row.last}


def _people(world: World, told: Courses, line: Control | None) -> pd.DataFrame:
    """The people of every place, who count for the region of its own code wherever it lies."""
    places = world.places
    spots = shapely.points(places["x_m"], places["y_m"])
    table = pd.DataFrame({"region": places["region"].to_numpy(), "whole": "",
                          "course": told.of_settlement[:len(places)],
                          "area_km2": 0.0, "people": places["population"].to_numpy()})
    for region in world.record.whole["region"].unique():
        table.loc[shapely.contains(prepared(world.record.regions[region]), spots), "whole"] = region
    if line is not None:
        table["before"] = shapely.contains(prepared(line.held), spots)
    return table
