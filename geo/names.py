"""Finding a settlement by any name it is or was known by, in Cyrillic or Latin, with typing errors."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist, extractOne

from geo.errors import GeoError, SourceError
from geo.places import CITY_ID_LENGTH
from geo.regions import load_regions
from geo.tables import DATA, joined, read_table

ALIAS_COLUMNS = ("place", "name", "language", "source")
LANGUAGES = ("uk", "en", "ru", "old", "other")
ALIAS_FILES = ("old_names.csv", "aliases.csv")
CODIFIER = "KATOTTG"
"""Source of the names that are official today, where `places.csv` has an earlier one."""

QUERY_CHARACTERS = 100  # more than any name has; what follows is not read
CITY_FACTOR = 5
"""A city this many times larger than all others of its name is meant if nothing else is said."""
SUGGESTED, LISTED = 5, 8

# How a name is folded into a key: one letter or digraph per sound, whichever alphabet it came in.
_CYRILLIC = str.maketrans(dict(zip(
    "абвгґдеєжзиіклмнопрстуфхцчшщыэюя",
    "a b v h h d e ie zh z i i k l m n o p r s t u f kh ts ch sh shch i e iu ia".split(),
    strict=True,
)) | dict.fromkeys("ъьѣ'’ʼ‘`´′\"”\u0301") | dict.fromkeys("-‐‑–—/.\t", " "))
_DIGRAPHS = (("c\u030c", "ch"), ("s\u030c", "sh"), ("z\u030c", "zh"), ("ł", "l"), ("ı", "i"),
             ("g", "h"), ("y", "i"), ("j", "i"), ("w", "v"), ("q", "k"), ("x", "ks"), ("kh", "h"),
             ("ts", "c"), ("zh", "j"), ("ch", "q"), ("sh", "w"))


class UnknownPlace(GeoError):
    """No place has this name; `near` holds the ids of places whose names are like it."""

    def __init__(self, message: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.near = near


class AmbiguousPlace(GeoError):
    """The name fits several places; `candidates` holds their ids, the largest first."""

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


@dataclass(frozen=True)
class Match:
    """A settlement that a search found, by which of its names, and how well (`score`, 0 to 100).

    100 is the name itself, 95 its beginning, 90 the beginning of a later word in it; less than
    90 is the share of letters that are right. `exact` is true only for 100.
    """

    place: str
    name: str
    score: int
    exact: bool


@dataclass(frozen=True)
class Names:
    """Every name of every settlement, ready to be searched.

    `table` has one row per name: `place`, `name`, `latin` (its alphabet). `spelled` and `keys`
    lead from a spelling to rows of it: `spelled` letter by letter, and only for names of today
    and those of `old_names.csv`; `keys` by sound, for all names. `ordered` are the keys, sorted.
    """

    settlements: pd.DataFrame
    regions: pd.DataFrame
    table: pd.DataFrame
    spelled: Mapping[str, list[int]]
    keys: Mapping[str, list[int]]
    ordered: list[str]


def settlements(places: pd.DataFrame) -> pd.DataFrame:
    """Put the parts of large cities together.

    Parameters
    ----------
    places
        From `geo.places.load_places`.

    Returns
    -------
    DataFrame
        One row per settlement, index `settlement` (P-code); columns `name_en`, `name_uk`, `kind`,
        `region` (ISO 3166-2), `raion`, `hromada` (P-codes), `lon`, `lat` (degrees; of a city the
        mean of its parts weighted with people, a part without people counting as one person) and
        `population` (reference year, summed over parts).
    """
    weight = places["population"].clip(lower=1)
    parts = places.assign(weight=weight, lon=places["lon"] * weight, lat=places["lat"] * weight)
    first = dict.fromkeys(("name_en", "name_uk", "kind", "region", "raion", "hromada"), "first")
    sums = dict.fromkeys(("lon", "lat", "population", "weight"), "sum")
    table = parts.groupby(parts.index.str[:CITY_ID_LENGTH].rename("settlement")).agg(first | sums)
    table[["lon", "lat"]] = table[["lon", "lat"]].div(table["weight"], axis=0)
    return table.drop(columns="weight")


def folded(text: str) -> str:
    """Fold names, one per line, into keys that agree if the names sound alike.

    Ukrainian, Russian and any romanisation of either give the same key: 'Луганськ', 'Луганск',
    'Luhansk', 'Lugansk'; 'Kyiv' and 'Kyjiv', 'Енергодар' and 'Enerhodar'. Only letters, digits
    and single spaces are left; what is written in another alphabet folds to nothing.
    """
    key = unicodedata.normalize("NFKD", text.casefold()).translate(_CYRILLIC)
    for letters, sound in _DIGRAPHS:
        key = key.replace(letters, sound)
    key = re.sub(r"[^a-z0-9 \n]+", "", key)
    key = re.sub(r"i+e", "e", key)
    return re.sub(r"^ | $", "", re.sub(r"([a-z ])\1+", r"\1", key), flags=re.MULTILINE)


def spelled(text: str) -> str:
    """Reduce names, one per line, to their letters; й, ї, и and і stay apart, ё and ґ do not."""
    plain = unicodedata.normalize("NFC", text.casefold())
    return re.sub(r"['’ʼ‘`´′]", "", plain).replace("ё", "е").replace("ґ", "г").replace("-", " ")


def load_names(
    places: pd.DataFrame, folder: Path = DATA / "places", regions: pd.DataFrame | None = None
) -> Names:
    """Read the tables of further names and build the index.

    Parameters
    ----------
    places
        From `geo.places.load_places`.
    folder
        Where `aliases.csv` (built) and `old_names.csv` (by hand) are.
    regions
        Index `region`, columns `name_en`, `name_uk`; read if None.

    Raises
    ------
    SourceError
        If a file is unreadable, or a row has no name, an unknown place or an unknown language.
    """
    towns = settlements(places)
    own = [pd.DataFrame({"place": towns.index, "name": towns[column].array, "source": CODIFIER})
           for column in ("name_en", "name_uk")]
    old, more = (_load_aliases(folder / name, towns.index) for name in ALIAS_FILES)
    table = pd.concat([*own, old.assign(source=CODIFIER), more], ignore_index=True)
    table = table.drop_duplicates(["place", "name"], ignore_index=True)
    lines = "\n".join(table["name"])
    table["latin"] = table["name"].str.contains("[A-Za-z]")
    today = table["source"] == CODIFIER
    keys = _rows_by(folded(lines).split("\n"), range(len(table)))
    return Names(
        settlements=towns,
        regions=(load_regions() if regions is None else regions)[["name_en", "name_uk"]],
        table=table[["place", "name", "latin"]],
        spelled=_rows_by(np.array(spelled(lines).split("\n"))[today], np.flatnonzero(today)),
        keys=keys,
        ordered=sorted(keys),
    )
