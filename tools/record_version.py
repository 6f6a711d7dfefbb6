"""Add the version of the data, if it is new, to the log of versions; run it after a change of the data."""

import sys
from datetime import UTC, datetime

from geo.corrections.log import LOG
from geo.tables import data_version

if __name__ == "__main__":
    version = data_version()
    known = LOG / "versions.csv"  # read as it is, because a correction may name the version that is to come
    if f"\n{version}," not in known.read_text(encoding="utf-8"):
        with known.open("a", encoding="utf-8") as file:
            file.write(f"{version},{datetime.now(UTC).date().isoformat()}\n")
    sys.stdout.write(f"{version} is in the log\n")
