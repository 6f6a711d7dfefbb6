"""Reading polygons from FlatGeobuf and GeoParquet: their geometries come back as WKB and are checked here."""

import json
from collections.abc import Iterator

from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.errors import N_, SourceError
from geo.line_sources.coordinate_systems import MAX_CHARACTERS, by_name
from geo.line_sources.foreign.kinds import FLATGEOBUF, GEOPARQUET
from geo.line_sources.foreign.process import answer_of
from geo.line_sources.geometry_blob import polygons_of_wkb
from geo.line_sources.polygons import Layer, Rings, SizeLimits

KINDS = (FLATGEOBUF, GEOPARQUET)
FLATGEOBUF_MAGIC, PARQUET_MAGIC = b"fgb\x03", b"PAR1"


def read_flatgeobuf(data: bytes, name: str) -> list[Layer]:
    """Read the polygons of a FlatGeobuf.

    Raises
    ------
    SourceError
        If it is broken, or too large; the message is one line.
    """
    return [_layer(data, FLATGEOBUF, name)]


def read_geoparquet(data: bytes, name: str) -> list[Layer]:
    """Read the polygons of the primary geometry column of a GeoParquet.

    Raises
    ------
    SourceError
        If it is broken, too large, has no description of its geometry, or has it in another encoding than
        WKB; the message is one line.
    """
    return [_layer(data, GEOPARQUET, name)]


def _layer(data: bytes, kind: str, name: str) -> Layer:
    answer = answer_of(data, kind, name)
    found: list[tuple[Rings, dict[str, str]]] = []
    budget = SizeLimits(name)
    for blob, row in zip(answer.blobs, answer.rows, strict=True):
        if blob:
            found += [(polygon, row) for polygon in polygons_of_wkb(blob, budget)]
    system = None
    if answer.system is not None and found:
        system = next(_systems(answer.system), None)
        if system is None:
            raise SourceError(N_("{name}: the coordinate system that it declares is not known; save it "
                                 "in EPSG:4326"), name=name)
    return Layer("", tuple(polygon for polygon, _ in found), tuple(row for _, row in found), system,
                 assumed=system is None)


def _systems(text: str) -> Iterator[CRS]:
    """Return the system that a name, a definition in WKT, or one in PROJJSON means, if it is known."""
    if text.startswith("{") and len(text) <= 2 * MAX_CHARACTERS:
        identity = json.loads(text).get("id")
        if isinstance(identity, dict):
            yield from filter(None, [by_name(f"{identity.get('authority')}:{identity.get('code')}")])
        try:
            text = CRS.from_json(text).to_wkt()
        except CRSError:
            return
    yield from filter(None, [by_name(text)])
