"""Make the record of control under `data/control/`, and what nobody holds, from what SOURCES.md names.

Run it only to change the data; users never need it. Two runs give identical bytes:

    python -m tools.build_control --facts DIR

`--facts` is a folder with `control_points.csv`, `control_changes.csv`, `control_2022_2024.csv`,
`control_points_changes.csv`, `control_autumn_2026.csv`, `control_second.csv` and `places.csv`;
`boundaries/basemap.geojson` must be there (`tools.build_data`); points keep the current names that
`tools.build_names` gave them. `periods.csv`, `liveuamap_periods.csv` and `whole_regions.csv` are written by
hand.
"""

import argparse
import csv
import hashlib
from pathlib import Path

import pandas as pd

from tools.data.nobodys import write_nobodys

ROOT = Path(__file__).resolve().parent.parent

JOIN = "2024-07-08"
"""The first day read off DeepStateMap; until the evening before, places follow Liveuamap."""
RAIONS, DEEPSTATE = "R", "D"
POINT = ("place", "name_en", "name_uk", "region", "lon", "lat")
EVENT = ("date", "place", "held_by", "source")
START = "ukraine"

Event = dict[str, str]


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_csv(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        out.writerows([row[column] for column in columns] for row in rows)


def points(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The control points by id, each name without stray blanks."""
    tidy = [{name: " ".join(value.split()) for name, value in row.items()} for row in rows]
    return sorted(tidy, key=lambda row: row["place"])


def with_known_names(rows: list[dict[str, str]], path: Path) -> list[dict[str, str]]:
    """The control points with the names that a file of them has already (see `tools.build_names`)."""
    known = {row["place"]: row for row in read_csv(path)} if path.exists() else {}
    names = ("name_en", "name_uk")
    return [row | {name: known.get(row["place"], row)[name] for name in names} for row in rows]


def in_order(events: list[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (event["date"], event["place"]))


def replayed(events: list[Event], until: str) -> dict[str, str]:
    """Who holds each place on the evening before a day, where an event says so."""
    return {event["place"]: event["held_by"] for event in in_order(events) if event["date"] < until}


def joined(before: list[Event], bridge: list[Event]) -> list[Event]:
    """One record of the places: raions, then Liveuamap, then from JOIN on DeepStateMap.

    Parameters
    ----------
    before
        Events without a source: the block of raions, one that brings it to JOIN, then daily.
    bridge
        Events with a source, between the raions and JOIN.

    Returns
    -------
    list
        The block of JOIN is replaced by the events it still takes: of places where the two observers
        differ on that day.
    """
    raions = [{**event, "source": RAIONS} for event in before if event["date"] < JOIN]
    daily = [{**event, "source": DEEPSTATE} for event in before if event["date"] > JOIN]
    liveuamap = replayed([*raions, *bridge], JOIN)
    deepstate = replayed(before, JOIN) | {
        event["place"]: event["held_by"] for event in before if event["date"] == JOIN}
    differ = [{"date": JOIN, "place": place, "held_by": deepstate.get(place, START), "source": DEEPSTATE}
              for place in liveuamap.keys() | deepstate.keys()
              if liveuamap.get(place, START) != deepstate.get(place, START)]
    return [*raions, *bridge, *differ, *daily]


def changes(facts: Path) -> list[Event]:
    """All events of places and control points, in order."""
    places = joined(read_csv(facts / "control_changes.csv"), read_csv(facts / "control_2022_2024.csv"))
    others = [*read_csv(facts / "control_points_changes.csv"), *read_csv(facts / "control_autumn_2026.csv")]
    return in_order([*places, *others])


def other_observer(facts: Path) -> list[Event]:
    """The events of the second observer from JOIN on; until then both records are the same."""
    return in_order([event for event in read_csv(facts / "control_second.csv") if event["date"] >= JOIN])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=ROOT / "data")
    arguments = parser.parse_args()
    folder = arguments.out / "control"
    folder.mkdir(parents=True, exist_ok=True)
    spots = points(read_csv(arguments.facts / "control_points.csv"))
    write_csv(folder / "points.csv", POINT, with_known_names(spots, ROOT / "data" / "control" / "points.csv"))
    write_csv(folder / "changes.csv", EVENT, changes(arguments.facts))
    write_csv(folder / "liveuamap.csv", EVENT, other_observer(arguments.facts))
    settlements = [arguments.facts / "places.csv", folder / "points.csv"]
    write_nobodys(arguments.out / "boundaries", pd.concat(map(pd.read_csv, settlements)))
    for name in ("control/points.csv", "control/changes.csv", "control/liveuamap.csv",
                 "boundaries/held_by_nobody.geojson"):
        print(hashlib.sha256((arguments.out / name).read_bytes()).hexdigest()[:16], name)


if __name__ == "__main__":
    main()
