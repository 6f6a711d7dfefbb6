"""How far the line of contact is from the archive's: `python -m benchmarks.line FILE...`.

FILE is a daily file of the public DeepStateMap archive, called deepstatemap_data_YYYYMMDD.geojson.
Nothing of it is kept. The archive's ground is matched to our borders (`geo.line_sources.border_match`);
its parts that are not held and have no settlement in them (open water, strips along the coast) count as
held, too.
"""

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.mosaic import cells_of
from geo.control.record import Record, holders
from geo.control.slices import slices_of
from geo.line_sources.dated_files import read_control_path
from geo.status import Holder
from geo.world import World, control_for, load_world

FRONT = {"UA-63": "Kharkiv", "UA-09": "Luhansk", "UA-14": "Donetsk", "UA-23": "Zaporizhzhia",
         "UA-12": "Dnipropetrovsk", "UA-59": "Sumy"}
"""The regions of the land front; elsewhere the line follows the Dnipro and the isthmus of Crimea."""
STEP_M = 200.0
DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
Method = Callable[[World, date], BaseGeometry]
EMPTY_KM2 = 200.0
"""The largest part without a settlement that is taken for water or a mismatch of borders."""
FIGURES = ("median km", "p90 km", "Hausdorff km", "sum of errors", "sym. difference", "without the Dnipro",
           "wrong side", "length km")


def _cells(record: Record, day: date, first: int) -> BaseGeometry:
    russian = (holders(record, day) == Holder.RUSSIA).to_numpy()[:first]
    return shapely.coverage_union_all(cells_of(record.settlements.iloc[:first])[russian])


def product(world: World, day: date) -> BaseGeometry:
    """As the atlas draws it."""
    return control_for(world, day).held


def cells_of_places(world: World, day: date) -> BaseGeometry:
    """The cells of the places alone, which stand for several settlements each."""
    return _cells(world.record, day, len(world.places))


def cells_of_all(world: World, day: date) -> BaseGeometry:
    """The cells of all settlements."""
    return _cells(world.record, day, len(world.record.settlements))


def cells_less_bed(world: World, day: date) -> BaseGeometry:
    """The cells of all settlements, less what nobody holds."""
    return cells_of_all(world, day).difference(world.record.nobodys)


def cells_moved(world: World, day: date) -> BaseGeometry:
    """The same with the front moved 0.3 km towards the Russian-held side."""
    held = cells_less_bed(world, day)
    return held.difference(contact_line_of(held, world).buffer(300))


def at_share(needed: float, count: int = 12) -> Method:
    """The atlas's slices, Russian-held from another share of the weights, or by another count."""

    def held(world: World, day: date) -> BaseGeometry:
        record = world.record
        russian = (holders(record, day) == Holder.RUSSIA).to_numpy()
        which = np.unique(record.slices.cell)
        slices = slices_of(record.cells, record.spots, which, count)
        share = (slices.weight * russian[slices.near]).sum(axis=1) / slices.weight.sum(axis=1)
        whole = russian.copy()
        whole[which] = False
        ground = np.concatenate([record.cells[whole], slices.shape[share > needed]])
        return shapely.coverage_union_all(ground).difference(record.nobodys)

    held.__name__ = f"slices_{count}_nearest_over_{needed:.3g}"
    return held


METHODS: tuple[Method, ...] = (
    cells_of_places, cells_of_all, cells_less_bed, cells_moved, at_share(0.5), at_share(0.55),
    at_share(0.6, 8), at_share(0.6, 20), product,
)


def contact_line_of(held: BaseGeometry, world: World) -> BaseGeometry:
    """The land front: where held ground ends inside the country, without the Dnipro's corridor."""
    line = shapely.intersection(shapely.boundary(held), world.interior)
    return shapely.difference(line, world.water)


def reference(path: Path, day: date, world: World) -> BaseGeometry:
    """The archive's ground of a day, matched to our borders; AREA_CRS."""
    held = read_control_path(path, day, world.regions_m).control.held
    country = shapely.coverage_union_all(world.regions_m.geometry.to_numpy())
    free = shapely.get_parts(shapely.difference(country, held))
    free = free[shapely.area(free) < EMPTY_KM2 * 1e6]
    spots = shapely.STRtree(shapely.points(world.record.spots))
    empty = np.setdiff1d(np.arange(len(free)), spots.query(free, predicate="contains")[0])
    return shapely.union_all([held, *shapely.buffer(free[empty], 1)])


def samples(line: BaseGeometry) -> np.ndarray:
    """A spot every STEP_M along a line."""
    parts = shapely.get_parts(shapely.line_merge(line))
    many = (shapely.length(parts) // STEP_M).astype(int) + 1
    nth = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    return shapely.line_interpolate_point(np.repeat(parts, many), nth * STEP_M)


def compared(ours: BaseGeometry, archive: BaseGeometry, day: date, world: World) -> dict[str, float]:
    """The distances of two lines, both ways; areas in km2 by region; settlements on ours' wrong side."""
    lines = [contact_line_of(held, world) for held in (ours, archive)]
    away_km = np.concatenate([shapely.distance(samples(lines[0]), lines[1]),
                              shapely.distance(samples(lines[1]), lines[0])]) / 1000
    regions = world.regions_m.geometry[list(FRONT)].to_numpy()
    here, there = shapely.intersection(regions, ours), shapely.intersection(regions, archive)
    errors = (shapely.area(here) - shapely.area(there)) / 1e6
    apart = shapely.symmetric_difference(here, there)
    shapely.prepare(ours)
    inside = shapely.contains(ours, shapely.points(world.record.spots))
    russian = (holders(world.record, day) == Holder.RUSSIA).to_numpy()
    front = world.record.settlements["region"].isin(list(FRONT)).to_numpy()
    return dict(zip(FIGURES, (
        np.median(away_km), np.percentile(away_km, 90), away_km.max(), np.abs(errors).sum(),
        shapely.area(apart).sum() / 1e6, shapely.area(shapely.difference(apart, world.water)).sum() / 1e6,
        (inside != russian)[front].sum(), lines[0].length / 1000), strict=True)) | {
            **dict(zip(FRONT.values(), errors, strict=True)), "archive's length": lines[1].length / 1000}


def main(paths: list[Path]) -> None:
    """Print a table for each method, one row per file, and the means."""
    world = load_world()
    days = [date.fromisoformat("-".join(DAY.findall(path.name)[-1])) for path in paths]
    archive = {day: reference(path, day, world) for day, path in zip(days, paths, strict=True)}
    for method in METHODS:
        rows = pd.DataFrame([compared(method(world, day), held, day, world) for day, held in archive.items()],
                            index=[str(day) for day in days], dtype=float)
        rows.loc["mean"] = rows.mean()
        print(f"\n{method.__name__}\n{rows.round(2).to_string()}", flush=True)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
