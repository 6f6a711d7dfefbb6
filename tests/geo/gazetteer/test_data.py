"""The committed boundaries: complete, valid, and those of Ukraine in 1991."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry import shape

from geo.crs import STORE_CRS, to_metres
from geo.gazetteer.regions import REGIONS_FILE
from geo.measure import areas_km2
from geo.paths import DATA
from geo.plans.scenario import RegionId
from geo.world import World
from layers.style.simplify import TOLERANCE_DEG, thinned
from tests.conftest import ROOT

BASEMAP = DATA / "boundaries" / "basemap.geojson"

ISO_IDS = {f"UA-{number:02}" for number in (
    5, 7, 9, 12, 14, 18, 21, 23, 26, 30, 32, 35, 40, 43, 46, 48, 51, 53, 56, 59, 61, 63, 65, 68, 71, 74, 77,
)}

TOWNS = {  # longitude and latitude in degrees, and region
    "Simferopol": (34.10, 44.95, "UA-43"), "Sevastopol": (33.52, 44.60, "UA-40"),
    "Kerch": (36.47, 45.36, "UA-43"), "Yalta": (34.17, 44.50, "UA-43"),
    "Donetsk": (37.80, 48.00, "UA-14"), "Luhansk": (39.31, 48.57, "UA-09"),
    "Kyiv": (30.52, 50.45, "UA-30"), "Lviv": (24.03, 49.84, "UA-46"),
    "Uzhhorod": (22.30, 48.62, "UA-21"), "Chernihiv": (31.29, 51.50, "UA-74"),
    "Starobilsk": (38.91, 49.27, "UA-09"),
}

MEASURED = {  # measured over official area less one, where it is more than the 0.25 % of all others
    "UA-30": (-0.006, -0.004, "835 of 839 km²: so it is drawn"),
    "UA-40": (0.005, 0.010, "its border runs halfway between settlements"),
    "UA-43": (-0.052, -0.050, "the Syvash is water"),
    "UA-65": (-0.097, -0.094, "the estuary, the Syvash and the bays are water"),
    "UA-48": (-0.025, -0.022, "the estuary is water"),
    "UA-23": (-0.006, -0.005, "the Utliuk estuary is water"),
}

SYVASH = shapely.Point(34.8, 45.8)

ISLANDS = {  # longitude, latitude in degrees, region
    "Snake Island": (30.2045, 45.2553, "UA-51"), "Tuzla": (36.545, 45.27, "UA-43"),
    "Berezan": (31.413, 46.598, "UA-48"), "Biriuchyi": (35.1, 46.13, "UA-65"),
    "Dzharylhach": (32.9, 46.03, "UA-65"), "Tendra": (31.525, 46.33, "UA-65"),
    "Kinburn": (31.65, 46.52, "UA-48"), "the Arabat spit in Kherson": (34.865, 45.95, "UA-65"),
    "the Arabat spit in Crimea": (35.1, 45.6, "UA-43"),
}

OPEN_WATER = {
    "Syvash": (34.8, 45.8), "Dnipro-Buh estuary": (31.9, 46.6), "Yahorlyk Bay": (31.9, 46.4),
    "Tendra Bay": (31.9, 46.24), "Karkinit Bay": (33.2, 45.95), "Utliuk estuary": (35.18, 46.32),
    "Dzharylhach Bay": (32.9, 46.08), "Sevastopol's bay": (33.54, 44.6215), "Strait of Kerch": (36.6, 45.33),
}


def basemap(kind: str) -> dict[str, shapely.Geometry]:
    """The features of a kind by name."""
    features = json.loads(BASEMAP.read_text(encoding="utf-8"))["features"]
    return {
        item["properties"].get("name", kind): shape(item["geometry"])
        for item in features if item["properties"]["kind"] == kind
    }


@pytest.fixture(scope="module")
def outline(world: World) -> shapely.Geometry:
    """The outline of Ukraine as the union of its regions, in degrees."""
    return shapely.union_all(world.regions.geometry.to_numpy())


def test_there_are_27_regions_with_iso_ids(world: World) -> None:
    assert set(world.regions.index) == ISO_IDS
    assert len(ISO_IDS) == 27
    pattern = RegionId.__metadata__[0].pattern
    assert pd.Series(sorted(ISO_IDS)).str.fullmatch(pattern).all()


def test_each_region_has_its_names_area_and_population(world: World) -> None:
    regions = world.regions
    assert regions.crs == STORE_CRS
    assert regions["name_en"].is_unique
    assert regions["name_uk"].is_unique
    assert (regions["area_official_km2"] > 0).all()
    assert (regions["population"] > 0).all()
    dates = pd.to_datetime(regions["population_date"]).dt.date.astype(str)
    assert set(dates[["UA-43", "UA-40"]]) == {"2014-01-01"}
    assert set(dates.drop(["UA-43", "UA-40"])) == {"2022-01-01"}


def test_official_areas_sum_to_the_official_area_of_ukraine(world: World) -> None:
    """Slightly over 603,500 km² in every official table since 1991; the rounding differs."""
    assert 603_500 <= world.regions["area_official_km2"].sum() <= 603_700


def test_regions_are_a_coverage_without_gaps(world: World, outline: shapely.Geometry) -> None:
    """The union is a mainland and islands, all of them solid but for the Syvash."""
    geometry = world.regions.geometry.to_numpy()
    assert shapely.is_valid(geometry).all()
    assert shapely.coverage_is_valid(geometry)
    parts = shapely.get_parts(outline)
    [hole] = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    assert hole.contains(SYVASH)
    sizes = sorted(areas_km2(parts), reverse=True)
    assert sizes[0] > 598_000
    assert sum(sizes[1:]) < 300, "islands and spits"
    assert sizes[-1] >= 0.1


@pytest.mark.parametrize("tolerance_deg", [TOLERANCE_DEG, 0.0003, 0.001, 0.005, 0.01])
def test_thinned_regions_are_a_coverage(world: World, tolerance_deg: float) -> None:
    thin = thinned(world.regions, tolerance_deg)
    assert shapely.is_valid(thin.geometry.to_numpy()).all()
    assert shapely.coverage_is_valid(thin.geometry.to_numpy())
    assert areas_km2(thin.geometry) == pytest.approx(world.regions["area_km2"].to_numpy(), rel=0.01)


@pytest.mark.parametrize("name", ISLANDS)
def test_islands_and_spits_lie_in_their_region(name: str, world: World) -> None:
    *spot, region = ISLANDS[name]
    assert world.regions.geometry[region].contains(shapely.Point(spot))


@pytest.mark.parametrize("name", OPEN_WATER)
def test_open_water_is_nobody_s_ground(name: str, outline: shapely.Geometry) -> None:
    assert not outline.intersects(shapely.Point(OPEN_WATER[name]))


def test_the_outline_is_the_sum_of_the_regions(world: World, outline: shapely.Geometry) -> None:
    assert areas_km2([outline])[0] == pytest.approx(world.regions["area_km2"].sum(), rel=1e-9)


@pytest.mark.parametrize("town", TOWNS)
def test_towns_lie_in_their_region_of_ukraine(
    town: str, world: World, outline: shapely.Geometry
) -> None:
    """Including Simferopol and Sevastopol: the border is that of 1991."""
    lon, lat, region = TOWNS[town]
    assert outline.contains(shapely.Point(lon, lat))
    assert world.regions.geometry[region].contains(shapely.Point(lon, lat))


@pytest.mark.parametrize("town, lon, lat", [
    ("Taman", 36.72, 45.21), ("Rostov", 39.72, 47.23), ("Belgorod", 36.59, 50.60),
    ("Tiraspol", 29.64, 46.84), ("Brest", 23.70, 52.10), ("Przemysl", 22.77, 49.78),
    ("Sighet", 23.89, 47.93),
])
def test_towns_across_the_border_lie_outside(
    town: str, lon: float, lat: float, outline: shapely.Geometry
) -> None:
    assert not outline.contains(shapely.Point(lon, lat))


def test_measured_areas_agree_with_official_ones(world: World) -> None:
    """Within 0.25 %, but for six regions where the direction and the reason are known."""
    gap = world.regions["area_km2"] / world.regions["area_official_km2"] - 1
    others = gap.drop(list(MEASURED))
    assert others.abs().max() < 0.0025
    for region, (least, most, reason) in MEASURED.items():
        assert least < gap[region] < most, reason


def test_the_area_of_the_country_is_the_official_one_without_its_water(world: World) -> None:
    ratio = world.regions["area_km2"].sum() / world.regions["area_official_km2"].sum()
    assert 0.99 < ratio < 1.0


def test_areas_are_geodesic(world: World) -> None:
    """The equal-area projection, an independent method, agrees to one part in 10,000."""
    plane_km2 = shapely.area(world.regions_m.geometry.to_numpy()) / 1e6
    assert plane_km2 == pytest.approx(world.regions["area_km2"].to_numpy(), rel=1e-4)


def test_land_on_the_base_map_contains_crimea_and_ukraine(outline: shapely.Geometry) -> None:
    """All towns are on land, and almost nothing of Ukraine is sea."""
    land = basemap("land")["land"]
    assert land.is_valid
    for lon, lat, _region in TOWNS.values():
        assert land.contains(shapely.Point(lon, lat))
    assert areas_km2([outline.difference(land)])[0] < 15


def test_the_base_map_meets_the_outline(outline: shapely.Geometry) -> None:
    """Along 5,000 km of border and coast: no sliver of sea or of a neighbour inside, none of land outside."""
    land, neighbours = basemap("land")["land"], shapely.union_all(list(basemap("country").values()))
    assert areas_km2([neighbours.intersection(outline)])[0] < 8
    gaps = [part for part in shapely.get_parts(land.difference(neighbours).difference(outline))
            if part.distance(outline) < 0.01 and part.area < 1]  # and not Bulgaria
    assert areas_km2(gaps).sum() < 25
    assert max(areas_km2(gaps)) < 0.15
    [lagoon] = [ring for part in shapely.get_parts(land) for ring in part.interiors
                if shapely.Polygon(ring).distance(outline) < 0.05]
    assert shapely.Polygon(lagoon).contains(SYVASH)


def test_no_neighbour_overlaps_ukraine(outline: shapely.Geometry) -> None:
    """Not by more than drawing needs: 0.0015 degrees of thinning along the border."""
    neighbours = basemap("country")
    assert set(neighbours) == {"Belarus", "Hungary", "Moldova", "Poland", "Romania", "Russia", "Slovakia"}
    deep_inside = to_metres(outline).buffer(-250)
    for name, neighbour in neighbours.items():
        assert neighbour.is_valid
        assert areas_km2([neighbour.intersection(outline)])[0] < 3, name
        assert not to_metres(neighbour).intersects(deep_inside), name


def test_russia_on_the_base_map_ends_at_the_border_of_1991(world: World) -> None:
    russia = basemap("country")["Russia"]
    for region in ("UA-43", "UA-40", "UA-14", "UA-09", "UA-65", "UA-23"):
        assert not russia.contains(world.regions.geometry[region].representative_point())
    assert russia.contains(shapely.Point(38.97, 45.04)), "Krasnodar: it is not empty"


def test_the_water_line_follows_the_dnipro_and_nothing_else(world: World) -> None:
    """It includes Kherson, Kinburn and the former reservoir, but no front line in the east."""
    assert world.water.is_valid
    for lon, lat in ((32.62, 46.62), (31.70, 46.52), (33.95, 47.20), (34.30, 47.45)):
        assert world.water.contains(to_metres(shapely.Point(lon, lat))), (lon, lat)
    for lon, lat in ((37.17, 48.28), (36.2, 47.6), (37.9, 49.7)):
        assert not world.water.intersects(to_metres(shapely.Point(lon, lat)).buffer(20_000))


@pytest.mark.parametrize("path", [REGIONS_FILE, BASEMAP, DATA / "boundaries" / "water_line.geojson",
                                  DATA / "boundaries" / "locator.geojson"],
                         ids=lambda path: path.stem)
def test_boundary_files_are_plain_geojson(path: Path) -> None:
    """WGS 84 without a crs member, a limited number of decimals, and valid geometries."""
    tree = json.loads(path.read_text(encoding="utf-8"))
    assert tree["type"] == "FeatureCollection"
    assert "crs" not in tree
    table = gpd.read_file(path)
    assert table.is_valid.all()
    coordinates = shapely.get_coordinates(table.geometry.to_numpy())
    assert (coordinates == coordinates.round(7)).all()


def test_every_data_file_is_named_with_its_source() -> None:
    """`data/SOURCES.md` names each file, or a pattern that matches it."""
    text = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    named = [word for word in text.split("`") if "/" in word or "." in word]
    for path in sorted(DATA.rglob("*")):
        if path.is_file() and path.name != "SOURCES.md":
            relative = path.relative_to(DATA)
            assert any(relative.match(word) for word in named), f"{relative} has no source"
    assert (ROOT / "LICENSE").is_file()
