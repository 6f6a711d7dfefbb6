"""A file of ours without its columns, read as a line of contact."""

import json

import pytest
import shapely
from shapely.geometry import shape

from geo.crs import to_metres
from geo.line_sources.reader import parse_control
from geo.world import World
from geo.zones.survey import survey
from layers.export.geojson import geojson
from tests.support.files.export_requests import DAY, PLAN, RequestOf
from tests.support.files.specks import specks_km2


def test_an_export_without_its_columns_is_read_as_any_other(
    request_of: RequestOf, world: World
) -> None:
    """It differs by the area that the matching of borders reports as reassigned, and by specks."""
    export_request = request_of(PLAN, parts=frozenset({"zones"}))
    tree = json.loads(geojson(export_request))
    tree["features"] = [{**feature, "properties": {}} for feature in tree["features"]
                        if feature["properties"]["holder"] == "russia"]
    control = parse_control(json.dumps(tree).encode(), "zones.geojson", DAY, world.regions_m).control
    tables = [survey(world, control, margin_km=0).table, export_request.ground.table]
    read_back, exported = (
        table[table["holder"] == "russia"].groupby("region")["area_km2"].sum() for table in tables)
    held = to_metres(shapely.union_all([shape(feature["geometry"]) for feature in tree["features"]]))
    grown_km2 = control.reassigned_km2 - specks_km2(held)
    assert read_back.sum() - exported.sum() == pytest.approx(grown_km2, abs=0.1)
    read_back = read_back.reindex(exported.index, fill_value=0.0)
    flat = ["UA-65", "UA-48"]  # their spits and islets are near the sea
    assert read_back.drop(flat).to_dict() == pytest.approx(exported.drop(flat).to_dict(), rel=1e-3)
    assert control.reassigned_km2 < 20
