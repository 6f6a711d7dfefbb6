"""The narrowest necks of what each side would hold, with what lies at them and on either side."""

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely

from geo.crs import to_degrees, to_metres
from geo.explore.necks import BODY_KM2, Neck, necks_in
from geo.explore.report import largest
from geo.explore.sides import Under
from geo.explore.together import Together
from geo.prepared import prepared
from geo.world import World
from geo.zones.coast import COAST
from geo.zones.overlay import NEAR_BORDER_M

MAX_NECKS = 5
"""How many necks of a side are named, the narrowest first."""
AT_DEG = 1e-5
"""Ground that is this near to the end of a neck, about a metre, borders it."""

NecksOf = Callable[[int], list[Neck]]
"""Returns the necks of a part of `Together.parts`."""


def necks_of(found: Together, part: int) -> list[Neck]:
    """Find the narrowest necks of a part, at most MAX_NECKS."""
    return necks_in(to_metres(found.shape(part)), MAX_NECKS)


def narrowest(found: Together, side: Under, necks: NecksOf) -> list[tuple[int, Neck]]:
    """Return the narrowest necks of a side with their parts, the narrowest first, at most MAX_NECKS."""
    parts = found.parts[(found.parts["side"] == side.value) & (found.parts["area_km2"] >= 2 * BODY_KM2)]
    both = [(part, neck) for part in map(int, parts.index) for neck in necks(part)]
    return sorted(both, key=lambda item: (item[1].width_m, *item[1].ends.ravel()))[:MAX_NECKS]


def necks_report(found: Together, world: World, necks: NecksOf) -> list[dict[str, Any]]:
    """Describe the narrowest necks of each side.

    Returns
    -------
    list of dict
        By side and then by width: `side` (of Under), `part` (index of `Together.parts`), `width_km` (in the
        plane of AREA_CRS, to 10 m), `lon` and `lat` of the middle and `ends` (`[lon, lat]`, the western one
        first) in degrees to five decimals; `shores`: what borders the part at each end, a side (of Under), a
        neighbouring state (ISO 3166-1) or COAST; `near`, the P-code of the nearest settlement; and `bodies`
        on either side, the smaller first, with `area_km2`, `people` and `largest` (P-codes of settlements).
    """
    return [_described(found, world, side, part, neck)
            for side in Under for part, neck in narrowest(found, side, necks)]


def _described(found: Together, world: World, side: Under, part: int, neck: Neck) -> dict[str, Any]:
    middle = neck.ends.mean(axis=0)
    spots = shapely.get_coordinates(to_degrees(shapely.points([middle, *neck.ends]))).round(5)
    away = np.hypot(world.places["x_m"] - middle[0], world.places["y_m"] - middle[1])
    here = found.places[found.places["part"] == part]
    x_m, y_m = world.places.loc[here.index, ["x_m", "y_m"]].to_numpy().T
    inside = shapely.contains_xy(prepared(neck.smaller), x_m, y_m)
    smaller_km2 = float(neck.smaller.area) / 1e6
    larger_km2 = float(found.parts.at[part, "area_km2"]) - smaller_km2
    return {
        "side": side.value, "part": part, "width_km": round(neck.width_m / 1000, 2),
        "lon": float(spots[0, 0]), "lat": float(spots[0, 1]), "ends": spots[1:].tolist(),
        "shores": [_shore(found, world, part, end) for end in neck.ends],
        "near": str(world.places.at[away.idxmin(), "settlement"]),
        "bodies": [{"area_km2": round(km2, 2), "people": int(places["population"].sum()),
                    "largest": largest(places)}
                   for km2, places in ((smaller_km2, here[inside]), (larger_km2, here[~inside]))],
    }


def _shore(found: Together, world: World, part: int, end: np.ndarray) -> str:
    """Return what borders a part at a spot (metres)."""
    spot = shapely.Point(end)
    beside = found.part_of_cell[shapely.dwithin(found.cells.shapes, to_degrees(spot), AT_DEG)]
    if (beside != part).any():
        return str(found.parts.at[beside[beside != part].min(), "side"])
    states = [state for state, shape in world.neighbours.items()
              if shapely.dwithin(shape, spot, NEAR_BORDER_M)]
    return min(states, default=COAST)
