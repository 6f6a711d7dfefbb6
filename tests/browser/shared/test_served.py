"""`streamlit run serve.py`: the page works with a card in its head, and data beside it opens in GDAL."""

import json
import os
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
from playwright.sync_api import Browser

from tests.layers.export.test_files_qgis import SCRIPT, python_of_qgis
from tests.support.browsing.browser import serving, visiting
from tests.support.browsing.heads import Head
from tests.support.browsing.reader import ROOT

pytestmark = pytest.mark.browser
pytest_plugins = ("tests.support.browsing.browser",)

QUERY = "?plan=us-28-point&on=2025-11-21"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(ROOT, tmp_path_factory.mktemp("served"), "serve.py") as address:
        yield address


def fetched(address: str) -> bytes:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(address, timeout=120) as answer:
        return bytes(answer.read())


def test_the_page_works_with_its_card(served: str, chromium: Browser) -> None:
    with visiting(chromium, served) as visit:
        reader = visit(f"{served}{QUERY}").open()
        card = Head(fetched(f"{served}{QUERY}").decode("utf-8"))
        over = reader.page.locator(".over")
        for part in over.locator("dd.km2").all_inner_texts():
            assert part.replace("\N{NO-BREAK SPACE}", " ") in card.meta["og:description"]
        assert over.locator("p.name").inner_text() == card.meta["og:title"]
        assert reader.page.locator('head meta[property="og:image"]').get_attribute(
            "content") == f"{served}card.png{QUERY}"


def test_gdal_opens_a_layer_at_its_address(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As QGIS does: through /vsicurl, which asks for parts of the file."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    address = f"{served}data/us-28-point/2025-11-21.geojson"
    content = fetched(address)
    there = gpd.read_file(content)
    if "HTTP" not in pyogrio.list_drivers():
        pytest.skip("this GDAL was built without network access")
    layer = pyogrio.read_dataframe(f"/vsicurl/{address}")
    assert len(layer) == len(there) == len(json.loads(content)["features"])
    assert layer["area_km2"].sum() == pytest.approx(there["area_km2"].sum())


def test_qgis_opens_layers_at_their_addresses(served: str, tmp_path: Path) -> None:
    """With and without GDAL's prefix; a GeoPackage comes with its looks over the network, too."""
    python = python_of_qgis()
    if python is None:
        pytest.skip("QGIS is not installed")
    address = f"{served}data/us-28-point/2025-11-21"
    clean = {"PATH": os.defpath, "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen",
             "XDG_RUNTIME_DIR": str(tmp_path)}
    zones = json.loads(fetched(f"{address}.geojson"))["features"]
    for prefix in ("/vsicurl/", ""):
        asked = [f"{prefix}{address}.{suffix}" for suffix in ("geojson", "gpkg", "kml")]
        done = subprocess.run([python, "-I", str(SCRIPT), str(tmp_path), *asked], capture_output=True,
                              check=True, text=True, env=clean)
        said = json.loads(done.stdout)
        assert said["complaints"] == []
        for suffix, named, renderer in (("geojson", "2025-11-21", "singleSymbol"),
                                        ("gpkg", "zones", "categorizedSymbol"),
                                        ("kml", "Zones", "embeddedSymbol")):
            layers = said[f"2025-11-21.{suffix}"]["layers"]
            assert all((layer["valid"], layer["crs"], layer["bad"]) == (True, "EPSG:4326", 0)
                       for layer in layers.values()), suffix
            assert (layers[named]["count"], layers[named]["renderer"]) == (len(zones), renderer)
