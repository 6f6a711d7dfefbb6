"""After a change of the data: log its version if it is new, and compute the figures that are stored."""

import sys
from datetime import UTC, datetime

from geo.claims.compare import compare_all
from geo.claims.published import load_claims
from geo.claims.stored import STORED_FILE, as_stored
from geo.corrections.log import LOG
from geo.plans.library import load_library
from geo.world import load_world
from layers.progress import counted, progress

if __name__ == "__main__":
    world = load_world()
    known = LOG / "versions.csv"  # read as it is, because a correction may name the version that is to come
    if f"\n{world.version}," not in known.read_text(encoding="utf-8"):
        with known.open("a", encoding="utf-8") as file:
            file.write(f"{world.version},{datetime.now(UTC).date().isoformat()}\n")
    sys.stdout.write(f"{world.version} is in the log\n")
    with progress("figures") as report:
        found = compare_all(world, load_library(world.regions.index), counted(load_claims(), report))
    STORED_FILE.write_text(as_stored(found, world.version), encoding="utf-8")
    sys.stdout.write(f"{len(found)} figures are in {STORED_FILE.name}\n")
