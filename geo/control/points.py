"""Control points: settlements whose people are counted elsewhere, which only say who holds the ground."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from geo.crs import points_to_metres
from geo.errors import N_, SourceError, Words
from geo.gazetteer.places import location_faults
from geo.paths import DATA
from geo.tables import joined, read_table, unknown

POINTS_FILE = DATA / "control" / "points.csv"
COLUMNS = ("place", "name_en", "name_uk", "region", "lon", "lat")


def load_points(places: pd.DataFrame, known: Iterable[str], path: Path = POINTS_FILE) -> pd.DataFrame:
    """Read and check the control points.

    Parameters
    ----------
    places
        From `load_places`: none of them may come again.
    known
        Ids of the regions there are.
    path
        The table.

    Returns
    -------
    DataFrame
        One row per settlement, index `place` (P-code); columns `name_en`, `name_uk`, `region`, `lon`,
        `lat` (degrees), `x_m`, `y_m` (AREA_CRS), as `geo.schema.POINTS` has it.

    Raises
    ------
    SourceError
        If a column is missing or one too many, an id repeats or is that of a place, a region is unknown, a
        value is no number of degrees, a point is not in Ukraine, or lies on the spot of another settlement.
    """
    table = read_table(path, COLUMNS, key="place")
    faults: list[str] = [Words(N_("column '{name}' does not belong there"), name=str(name))
                         for name in table if name not in COLUMNS]
    faults += [Words(N_("'{place}' is a place already"), place=place)
               for place in sorted(set(table.index) & set(places.index))]
    faults += unknown(table["region"], known, N_("region"))
    faults += location_faults(table)
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    table = table[list(COLUMNS[1:])].astype({"lon": float, "lat": float})
    both = pd.concat([places[["lon", "lat"]], table[["lon", "lat"]]])
    faults = [Words(N_("'{place}' is on the spot of another"), place=place)
              for place in both.index[both.duplicated()]]
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    table["x_m"], table["y_m"] = points_to_metres(table["lon"], table["lat"])
    return table
