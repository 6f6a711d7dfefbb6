"""The inputs that are changed: one of every form that is read, and a few that are refused."""

import gzip
import io
import json

import geopandas as gpd
import shapely

from geo.plans.library import SCENARIOS
from tests.geo.line_sources.test_line_forms import (
    PARTS,
    TWO,
    collection,
    esri,
    feature,
    named,
    text,
    topology,
)
from tests.support.files import line_files
from tests.support.files.line_files import KML_BEGIN, KML_END, placemark, zipped

STATUSES = collection(feature(TWO, status="Occupied land", date="2025-11-21"),
                      feature(shapely.box(36, 49, 36.5, 49.2), status="Unknown status", date="2025-11-20"))


def lines() -> dict[str, bytes]:
    """Files of a line of contact by what they are."""
    rest = placemark(shapely.box(36, 49, 36.5, 49.2))
    wide = [feature(shapely.box(33 + n / 10, 48, 33.1 + n / 10, 48.1), n=n, status="ab"[n % 2])
            for n in range(40)]
    return {
        **{name: make(TWO) for name, make in line_files.FORMATS.items()},
        "statuses": text(STATUSES), "a mosaic": text(collection(*wide)),
        "by line": b"\n".join(map(text, PARTS)),
        "records": b"".join(b"\x1e" + text(part) + b"\n" for part in PARTS),
        "gzip": gzip.compress(text(STATUSES)), "wrapped": text({"id": 7, "map": STATUSES}),
        "wrapped twice": text({"result": {"data": json.dumps(STATUSES)}}), "a list": text(PARTS),
        "cut off": text({**collection(), "exceededTransferLimit": False, "numberMatched": 1}),
        "named system": text(collection(crs=named("urn:ogc:def:crs:EPSG::4326"))),
        "Esri": text(esri(TWO)), "topology": text(topology(quantised=True)),
        "topology of floats": text(topology(quantised=False)),
        "folders": (f"{KML_BEGIN}<Folder><name>Occupied</name>{placemark(TWO)}</Folder><Folder>"
                    f"<name>Unknown status</name>{rest}</Folder>{KML_END}").encode(),
        "GeoJSON in a zip": zipped({"a/Occupied.geojson": text(STATUSES), "b.json": text(STATUSES)}),
        "KMZ in a zip": zipped({"map.kmz": line_files.kmz(TWO)}),
        "GeoPackage in a zip": zipped({"a.gpkg": line_files.gpkg(TWO, "EPSG:32637")}),
        "Shapefile in metres": zipped(line_files.shapefile(TWO, "EPSG:3857")),
    }


def foreign() -> dict[str, bytes]:
    """Files that a process of their own reads, which takes long."""
    table = gpd.GeoDataFrame({"status": ["Occupied land", "Unknown status"]}, crs="EPSG:4326",
                             geometry=[TWO, shapely.box(36, 49, 36.5, 49.2)])
    parquet = io.BytesIO()
    table.to_parquet(parquet)
    return {"FlatGeobuf": line_files.flatgeobuf(table), "GeoParquet": parquet.getvalue()}


def plans() -> dict[str, bytes]:
    """All plan files of the project."""
    return {path.name: path.read_bytes() for path in sorted(SCENARIOS.glob("*.toml"))}


ADDRESSES = {
    "plan": (b"plan=us-28-point&on=2025-11-21&margin=2&strip=15&units=mi2&language=uk&view=compare"
             b"&against=freeze&against_on=2026-08-22"),
    "map": (b"plan=freeze&on=2026-08-22&layers=zones,contact&at=37.5,48.7&place=UA1412&frame=donetsk"
            b"&base=none"),
    "own": b"plan=freeze&own=1&reading=a.b&against_own=2&zone=36.5_48~37.5_48~37_49&line=archive",
}
ZONES = {
    "corners": b"36.5 48\n37.5 48\n37 49", "degrees": "48°30'15\"N 37°15'E; 48°N 38°E; 47°N 37°E".encode(),
    "comma": b"36,5; 48,1\n37,5; 48,1\n37; 49,2",
    "wkt": b"SRID=4326;MULTIPOLYGON(((36 48, 37 48, 37 49, 36 48)))",
    "json": json.dumps(feature(shapely.box(36, 48, 37, 49))).encode(),
    "tuples": b"[(36.5, 48), (37.5, 48), (37, 49)]",
    "objects": b'{"lat": 48, "lng": 36}\n{"lat": 48, "lng": 37}',
    "letters": "48°30'Пн 37°15'Сх\n48°Пн 38°Сх\n47°Пн 37°Сх".encode(),
}
PLACES = {
    name: name.encode() for name in (
        "Гришине, Покровський район", "Belaya Tserkva", "Slovyansk", "ZNPP", "с. Осипенко, Бердянський р-н",
        "Donetsk oblast", "Миколаївка, Слов'янський район", "UA1416021008", "Prypiat")
}
