"""Corners in a table, as spreadsheets and ogr2ogr write it: columns with a name each, or one with WKT."""

import csv
import io
from collections.abc import Sequence

from geo.zones.listed_corners import LATITUDE, LONGITUDE

SEPARATORS = "\t;,|"
WKT_COLUMNS = {"wkt", "wkt_geom", "geom", "geometry", "the_geom", "shape"}


def from_table(text: str) -> str:
    """Return the corners of a table as other readers take them; a text that is no such table as it is.

    The first line names the columns. Of a table with corners, longitude and latitude are kept, a corner on
    each line; of one with WKT, the WKT of each row.
    """
    head, _, _ = text.partition("\n")
    names, separator = _columns(head)
    wanted = [_place(names, known) for known in (LONGITUDE, LATITUDE)]
    wkt = _place(names, WKT_COLUMNS)
    if None in wanted and (wkt is None or len(names) < 2):
        return text
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator, skipinitialspace=True))[1:]
    except csv.Error:
        return text
    if None in wanted:
        return "\n".join(["wkt_geom", *(row[wkt or 0] for row in rows if len(row) > (wkt or 0))])
    # A row of another length may have decimal commas between its commas: it is left as it is, to be refused.
    lines = [";".join(row[at or 0].strip() for at in wanted) if len(row) == len(names) else ";".join(row)
             for row in rows]
    return "\n".join(["", *lines])


def _columns(head: str) -> tuple[list[str], str]:
    """Return the names in the first line of a table, in small letters, and what stands between them."""
    separator = max(SEPARATORS, key=head.count)
    row = next(csv.reader([head.strip("\r")], delimiter=separator, skipinitialspace=True), [])
    return [name.strip(" \"\ufeff").casefold() for name in row], separator


def _place(names: Sequence[str], known: Sequence[str] | set[str]) -> int | None:
    """Return the number of the only column with a known name."""
    found = [at for at, name in enumerate(names) if name in known]
    return found[0] if len(found) == 1 else None
