"""Files of every format for lines of contact, made from polygons in degrees."""

import io
import sqlite3
import tempfile
import warnings
import zipfile
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

DEGREES = "EPSG:4326"
KML_BEGIN, KML_END = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>', "</Document></kml>"


def geojson(shape: BaseGeometry) -> bytes:
    return shapely.to_geojson(shape).encode()


def placemark(shape: BaseGeometry, more: str = "") -> str:
    parts = []
    for part in shapely.get_parts(shape):
        rings = [(part.exterior, "outer"), *((ring, "inner") for ring in part.interiors)]
        parts.append("".join(
            f"<{side}BoundaryIs><LinearRing><coordinates>{_coordinates(ring)}</coordinates></LinearRing>"
            f"</{side}BoundaryIs>" for ring, side in rings))
    bodies = "".join(f"<Polygon>{part}</Polygon>" for part in parts)
    return f"<Placemark>{more}<MultiGeometry>{bodies}</MultiGeometry></Placemark>"


def _coordinates(ring: BaseGeometry) -> str:
    return "\n ".join(f"{x!r},{y!r},0" for x, y in shapely.get_coordinates(ring).tolist())


def kml(shape: BaseGeometry) -> bytes:
    return (KML_BEGIN + placemark(shape) + KML_END).encode()


def kmz(shape: BaseGeometry) -> bytes:
    return zipped({"doc.kml": kml(shape), "files/icon.png": b"\x89PNG"})


def gpkg(shape: BaseGeometry, system: str = DEGREES, *, layers: tuple[str, ...] = ("line",)) -> bytes:
    """Write a GeoPackage with GDAL."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "line.gpkg"
        for layer in layers:
            table(shape, system).to_file(path, layer=layer, driver="GPKG")
        return path.read_bytes()


def shapefile(
    shape: BaseGeometry, system: str | None = DEGREES, name: str = "line", *, ours: bool = False
) -> dict[str, bytes]:
    """The parts of a Shapefile written by GDAL, by file name."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # about a table without a coordinate system
        table(shape, system).to_file(Path(folder) / f"{name}.shp")
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def shp_zip(shape: BaseGeometry, system: str | None = DEGREES) -> bytes:
    return zipped(shapefile(shape, system))


def flatgeobuf(table: gpd.GeoDataFrame) -> bytes:
    """Write a FlatGeobuf with GDAL."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # about a table without a coordinate system
        table.to_file(Path(folder) / "line.fgb", driver="FlatGeobuf")
        return (Path(folder) / "line.fgb").read_bytes()


def table(shape: BaseGeometry, system: str | None) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame({"note": ["x"]}, geometry=[shape], crs=DEGREES)
    return frame.set_crs(None, allow_override=True) if system is None else frame.to_crs(system)


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(database: bytes, *statements: str) -> bytes:
    """A GeoPackage modified by SQL, including tables that only SQLite itself may change."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
        base.deserialize(database)
        for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            base.create_function(name, 1, lambda _: 0)
        base.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            base.execute(statement)
        return base.serialize()


FORMATS = {"line.geojson": geojson, "line.gpkg": gpkg, "line.kml": kml, "line.kmz": kmz, "line.zip": shp_zip}
"""The function that writes each file, by file name."""
