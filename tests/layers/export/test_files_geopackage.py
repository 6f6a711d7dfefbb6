"""GeoPackages: conforming to the standard, and unchanged when read by GDAL."""

import json
import sqlite3
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from pyogrio import list_layers, read_info

from geo.outcomes.figures import FIGURES_CHANGED
from geo.plans.library import TODAY
from layers.export.geopackage import geopackage
from layers.export.metadata import metadata
from layers.export.shape_tables import COLUMNS, POLYGONS, shape_tables
from layers.request import PARTS, ExportRequest
from layers.text.wording import DISCLAIMER
from tests.support.files.export_requests import HOSTILE, LINELESS, PLAN, STRIP_PLAN, RequestOf


def layer(path: Path, part: str) -> gpd.GeoDataFrame:
    return gpd.read_file(path, layer=part, engine="pyogrio").set_index("id")


@pytest.mark.parametrize("thing", [PLAN, STRIP_PLAN, LINELESS, TODAY])
def test_gdal_reads_the_same_geopackage(thing: str, request_of: RequestOf, tmp_path: Path) -> None:
    """Every coordinate and every value is the same."""
    export_request, path = request_of(thing), tmp_path / "plan.gpkg"
    path.write_bytes(geopackage(export_request))
    tables = shape_tables(export_request)
    assert [name for name, kind in list_layers(path) if kind] == list(tables)
    for part, table in tables.items():
        back = layer(path, part)
        assert back.crs == "EPSG:4326"
        assert list(back.index) == list(table.index)
        assert shapely.equals_exact(
            shapely.normalize(shapely.get_parts(back.geometry.to_numpy())),
            shapely.normalize(shapely.get_parts(table.geometry.to_numpy()))).all()
        assert set(back.geom_type) <= {"MultiPolygon" if part in POLYGONS else "MultiLineString"}
        for name in COLUMNS[part]:
            found = back[name].dt.strftime("%Y-%m-%d") if name == "line_date" else back[name]
            assert found.astype(object).where(found.notna(), None).tolist() == table[name].tolist(), name


def test_a_geopackage_conforms_to_the_standard(request_of: RequestOf, tmp_path: Path) -> None:
    """Header, contents, extents, metadata and styles are valid, and SQLite's integrity check passes."""
    export_request, path = request_of(STRIP_PLAN), tmp_path / "plan.gpkg"
    content = geopackage(export_request)
    assert content[:16] == b"SQLite format 3\0"
    assert content[68:72] == b"GPKG"
    path.write_bytes(content)
    base = sqlite3.connect(path)
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    rows = base.execute("SELECT table_name, identifier, description, last_change, min_x, srs_id "
                        "FROM gpkg_contents WHERE data_type = 'features'").fetchall()
    assert [row[0] for row in rows] == list(PARTS)
    for _, identifier, description, changed, west, srs in rows:
        assert identifier
        assert DISCLAIMER in description
        assert "{" not in description
        assert (changed[:10], srs) == (FIGURES_CHANGED, 4326)
        assert 22 < west < 40
    said = base.execute("SELECT metadata FROM gpkg_metadata").fetchall()
    assert [json.loads(text) for text, in said] == [metadata(export_request)]
    styles = base.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault").fetchall()
    assert [name for name, _ in styles] == list(PARTS)
    base.close()
    assert read_info(path, layer="zones")["features"] == len(shape_tables(export_request)["zones"])


def test_hostile_text_remains_text(hostile: ExportRequest, tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    path.write_bytes(geopackage(hostile))
    zones = layer(path, "zones")
    assert set(zones["region_name"]) == {HOSTILE}
    assert set(zones["note"]) == {HOSTILE, "@x"}
    assert set(layer(path, "plan_line")["wall_text"]) == {HOSTILE}
