"""Measuring zones: their area, and the people in them."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.measure import areas_km2
from geo.prepared import prepared
from geo.world import World
from geo.zones.cut import Cut
from geo.zones.ground import HELD, HOLDERS


def measured(
    world: World, part: Cut, shapes: Mapping[str, BaseGeometry], flags: Sequence[str] = ()
) -> pd.DataFrame:
    """Assign ids to the zones of a cut, and measure their area and people.

    Parameters
    ----------
    world
        Provides the places.
    part
        A cut along `shapes`.
    shapes, flags
        As for `with_people`.

    Returns
    -------
    DataFrame
        As from `with_people`, with `geometry` (missing if a zone consists only of places without ground
        around them, as on a coast drawn too far inland).
    """
    zones = pd.DataFrame(part.zones).assign(area_km2=areas_km2(part.zones.geometry))
    return with_people(world, zones, shapes, flags)


def with_people(
    world: World, zones: pd.DataFrame, shapes: Mapping[str, BaseGeometry], flags: Sequence[str] = ()
) -> pd.DataFrame:
    """Assign ids to zones, and sum the people in each.

    Parameters
    ----------
    world
        Provides the places.
    zones
        One row per zone: `region`, one boolean column per shape, `area_km2`, and what else is to be kept.
    shapes
        The same shapes in AREA_CRS. Each is the ground that Russia holds on some line, except for those
        named in `flags`.
    flags
        Names of shapes that do not represent control. Their columns stay boolean and are not part of the
        zone id, which may therefore be repeated.

    Returns
    -------
    DataFrame
        One row per zone, index `zone` (id); columns `region`, `holder`, one per further shape,
        `area_km2`, `people` and the others of `zones`, missing for places without ground around them.
    """
    keys = ["region", *shapes]
    table = zones.merge(_people(world, set(zones["region"]), shapes), on=keys, how="outer")
    table = table.fillna({"area_km2": 0.0, "people": 0})
    named = [name for name in keys if name not in flags]
    for name in named[1:]:
        table[name] = table[name].map(HOLDERS)
    table["people"] = table["people"].astype("int64")
    ids = [".".join(parts) for parts in zip(*(table[name] for name in named), strict=True)]
    table.index = pd.Index(ids, dtype="str", name="zone")
    return table.rename(columns={HELD: "holder"})


def _people(world: World, regions: set[str], shapes: Mapping[str, BaseGeometry]) -> pd.DataFrame:
    """Sum the people of some regions by region and by which shapes they are in."""
    codes, known = world.region_codes
    here = np.isin(codes, np.flatnonzero([region in regions for region in known]))
    spots, group = world.spots[here], codes[here]
    for shape in shapes.values():
        group = group * 2 + shapely.contains(prepared(shape), spots)
    groups, member = np.unique(group, return_inverse=True)
    # Sums of whole numbers are exact as floats, too.
    people = np.bincount(member, world.places["population"].to_numpy()[here], len(groups)).astype("int64")
    inside = {name: (groups >> bit) % 2 == 1 for bit, name in enumerate(reversed(list(shapes)))}
    region = known.take(groups >> len(shapes))
    return pd.DataFrame({"region": region, **{name: inside[name] for name in shapes}, "people": people})
