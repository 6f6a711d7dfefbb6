"""The data gate: all consistency checks of the committed data."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from geo.control.dates import days
from geo.control.origin import RECORD_SOURCES
from geo.crs import to_metres
from geo.errors import N_, SourceError, TableError, Words
from geo.paths import DATA
from geo.plans.assign import assign
from geo.plans.interpretations import variants
from geo.plans.library import Library, reference_days
from geo.plans.scenario import Scenario
from geo.prepared import prepared
from geo.schema import POINTS, check
from geo.tables import read_table, stray_blanks
from geo.world import World, control_for
from geo.zones.ground import Ground
from geo.zones.survey import ground_for

COAST_KM = 0.1
"""How far a place may lie outside its region: outlines and positions are each rounded to some 100 m;
places further off are listed with a reason in `strays.csv`."""

SYVASH = (34.8, 45.8)
"""Longitude and latitude in the one lagoon that ground encloses and that is no ground of a region."""

DATA_SUFFIXES = {".csv", ".geojson", ".toml"}


@dataclass(frozen=True)
class Check:
    """A named check and the faults it found, in words that can be said in other languages."""

    name: str
    faults: tuple[str, ...]


def gate(world: World, library: Library, root: Path = DATA) -> list[Check]:
    """Run every check on all data.

    Loading already rejects unknown ids, contradictory events, repeated keys, invalid geometry and plan
    files that break the schema. These checks need all the data together.
    """
    grounds = cache(lambda: _grounds(world, library))
    checks: dict[str, Callable[[], Iterable[str]]] = {
        N_("every plan file can be read"): lambda: library.faults,
        N_("events lie on recorded days, in order"): lambda: _events(world),
        N_("no event changes nothing"): lambda: _idle_events(world),
        N_("every event is read off a source that is named"): lambda: _unnamed(world, root),
        N_("every place lies in its region or near its coast"): lambda: _strays(world, root),
        N_("control points carry no people and repeat no place"): lambda: _points(world),
        N_("places have spots and names of their own"): lambda: _duplicates(world),
        N_("no name has a stray blank"): lambda: _blanks(world, root),
        N_("regions fill the country without gaps"): lambda: _holes(world),
        N_("people sum to the official totals"): lambda: _sums(world),
        N_("every rule of every plan is used"): lambda: _idle_rules(grounds(), library),
        N_("every rule of every reading is used"): lambda: _idle_readings(grounds(), library),
        N_("every plan and file names its source"): lambda: _sourceless(library, root),
    }
    return [Check(name, tuple(run())) for name, run in checks.items()]


def _events(world: World) -> Iterable[str]:
    known = set(days(world.record.periods))
    table = world.record.changes
    for day in table.loc[~table["date"].isin(known), "date"].unique():
        yield Words(N_("{day} is no recorded day"), day=day)
    if not table["date"].is_monotonic_increasing:
        yield Words(N_("events are not in order"))


def _idle_events(world: World) -> Iterable[str]:
    table = world.record.changes
    before = table.groupby("place")["held_by"].shift()
    for row in table[table["held_by"] == before.fillna("ukraine")].itertuples():
        yield Words(N_("{place} on {day}: was held by {holder} already"), place=row.place, day=row.date,
                    holder=row.held_by)


def _unnamed(world: World, root: Path) -> Iterable[str]:
    """Codes that `sources.toml` gives to another source or to none, or that SOURCES.md leaves out."""
    codes = {source["code"]: name for name, source in world.sources.items() if "code" in source}
    words = _sources_page(root)
    for code, name in RECORD_SOURCES.items():
        if codes.get(code) != name:
            yield Words(N_("{source} has no code {code} in sources.toml"), source=name, code=code)
        if f"`{code}`" not in words:
            yield Words(N_("the code `{code}` is not in SOURCES.md"), code=code)
    used = {*world.record.changes["source"], *(period.source for period in world.record.periods)}
    for code in sorted(used - codes.keys()):
        yield Words(N_("no source has the code {code}"), code=code)


def _points(world: World) -> Iterable[str]:
    """Places come first among the settlements; what follows has a spot and an id of its own."""
    settlements = world.record.settlements
    if not settlements.index[:len(world.places)].equals(world.places.index):
        yield Words(N_("places are not the first settlements of the record"))
    try:
        check(settlements.iloc[len(world.places):], POINTS)
    except TableError as fault:
        yield fault.words
    for place in settlements.index[settlements.duplicated(["lon", "lat"])]:
        yield Words(N_("{place} lies on the spot of another settlement"), place=place)


def _strays(world: World, root: Path) -> Iterable[str]:
    off_km = np.zeros(len(world.places))
    for region, rows in world.places.groupby("region").indices.items():
        outline, spots = world.regions_m.geometry[region], world.spots[rows]
        outside = rows[~shapely.contains(prepared(outline), spots)]
        off_km[outside] = shapely.distance(outline, world.spots[outside]) / 1000
    known = read_table(root / "places" / "strays.csv", ("place", "reason"), key="place")
    far = {p for p, km in zip(world.places.index, off_km, strict=True) if km > COAST_KM}
    for place in sorted(far - set(known.index)):
        yield Words(N_("{place} lies more than {km:g} km outside its region, and no reason is given"),
                    place=place, km=COAST_KM)
    for place in sorted(set(known.index) - far):
        yield Words(N_("{place} is listed as a stray, but lies in its region"), place=place)


def _duplicates(world: World) -> Iterable[str]:
    table = world.places
    for place in table.index[table.duplicated(["lon", "lat"])]:
        yield Words(N_("{place} lies on the spot of another place"), place=place)
    for place in table.index[(table["name_en"] == "") | (table["name_uk"] == "")]:
        yield Words(N_("{place} lacks a name"), place=place)
    for place in table.index[table["population"] < 0]:
        yield Words(N_("{place} has a negative population"), place=place)


def _blanks(world: World, root: Path) -> Iterable[str]:
    """Check the tables as loaded and every CSV file in the folder, including files not read anywhere."""
    for name, table in {"regions": world.regions, "places": world.places, **world.units}.items():
        yield from (Words(N_("{name}: {fault}"), name=name, fault=fault) for fault in stray_blanks(table))
    for path in sorted(root.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            table = pd.DataFrame(list(csv.DictReader(file)))
        yield from (Words(N_("{name}: {fault}"), name=path.relative_to(root).as_posix(), fault=fault)
                    for fault in stray_blanks(table))


def _holes(world: World) -> Iterable[str]:
    country = shapely.coverage_union_all(world.regions_m.geometry.to_numpy())
    lagoon = to_metres(shapely.Point(SYVASH))
    for part in shapely.get_parts(country):
        for hole in map(shapely.Polygon, part.interiors):
            if not hole.contains(lagoon):
                yield Words(N_("a hole of {km2:.2f} km2 near {point}"), km2=hole.area / 1e6,
                            point=hole.centroid.wkt)


def _sums(world: World) -> Iterable[str]:
    levels = {"region": world.regions["population"].astype("int64")}
    levels |= {unit: table["population"] for unit, table in world.units.items()}
    for name, official in levels.items():
        ours = world.places.groupby(name)["population"].sum()
        for key in official.index[official != ours.reindex(official.index, fill_value=0)]:
            yield Words(N_("{level} {key}: places have {ours}, official {official}"), level=name, key=key,
                        ours=int(ours.get(key, 0)), official=int(official[key]))


def _grounds(world: World, library: Library) -> list[Ground]:
    """Survey the ground on the first and last day of every period."""
    dates = sorted({day for period in world.periods for day in (period.first, period.last)})
    earlier_days = reference_days(library)
    return [ground_for(world, control_for(world, day), earlier_days, 0) for day in dates]


def _idle_rules(grounds: list[Ground], library: Library) -> Iterable[str]:
    for plan in library.plans.values():
        for number in _unused(grounds, plan, len(plan.rules)):
            yield Words(N_("{plan}: rule {number} matches nothing on {count} dates"), plan=plan.id,
                        number=number + 1, count=len(grounds))


def _idle_readings(grounds: list[Ground], library: Library) -> Iterable[str]:
    for plan in library.plans.values():
        for reading, option in variants(plan):
            read = plan.model_copy(update={"rules": option.rules + plan.rules})
            for number in _unused(grounds, read, len(option.rules)):
                yield Words(N_("{plan}: rule {number} of {choice} matches nothing on {count} dates"),
                            plan=plan.id, number=number + 1, choice=f"{reading.id}={option.id}",
                            count=len(grounds))


def _unused(grounds: list[Ground], plan: Scenario, first: int) -> list[int]:
    """Return the positions, among the first rules of a plan, of those that match no zone on any day."""
    used = {rule for ground in grounds
            for rule in assign(ground.seen_by(plan.reference_date), plan)["rule"]}
    return sorted(set(range(first)) - used)


def _sourceless(library: Library, root: Path) -> Iterable[str]:
    for plan in library.plans.values():
        if not any(source.url for source in plan.sources):
            yield Words(N_("{plan}: no source has an address"), plan=plan.id)
    named = _sources_page(root)
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.suffix in DATA_SUFFIXES and "scenarios/" not in name and name not in named:
            yield Words(N_("{file} is not in SOURCES.md"), file=name)


def _sources_page(root: Path) -> str:
    try:
        return (root / "SOURCES.md").read_text(encoding="utf-8")
    except OSError as fault:
        raise SourceError(N_("SOURCES.md: cannot be read")) from fault
