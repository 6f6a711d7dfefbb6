"""All names of all settlements: current and former, Ukrainian, Russian and romanised."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.errors import N_, SourceError, Words
from geo.gazetteer.areas import CENTRE, UNITS, centre_spellings, with_keys
from geo.gazetteer.cities import cities
from geo.gazetteer.counted_elsewhere import load_counted_elsewhere
from geo.gazetteer.empty_towns import load_empty_towns
from geo.gazetteer.places import FORMER
from geo.gazetteer.regions import load_regions
from geo.gazetteer.transliteration import folded, lettered
from geo.gazetteer.without_figures.districts import load_districts
from geo.paths import DATA
from geo.tables import joined, read_table

ALIAS_COLUMNS = ("place", "name", "language", "source")
FORMERLY = "old"
LANGUAGES = ("uk", "en", "ru", FORMERLY, "other")
AREA_NAMES = ["name_en", "name_uk"]
NAME_COLUMNS = [*AREA_NAMES, *FORMER]


@dataclass(frozen=True)
class Names:
    """The search index of all settlement names; never changed after loading.

    `names` are pairs of settlement id and name. `lettered` and `keys` map a spelling to positions in
    `names`: `keys` by sound (`geo.gazetteer.transliteration.folded`) for all names, `lettered` by exact
    letters, only for current and former names and those in `old_names.csv`. `ordered` holds the keys, sorted.
    The first `official` names are today's official ones; `former` are the positions of former names.
    `counted_elsewhere`, `empty_towns` and `districts` are the tables of those names in `geo.gazetteer`.
    `settlements` is the table of `geo.gazetteer.cities.cities`. `areas` has one row per region, raion and
    hromada: index id, columns `name_en`, `name_uk`, those of `geo.gazetteer.areas.with_keys`, and `centre`
    (`geo.gazetteer.areas.centre_spellings`).
    """

    settlements: pd.DataFrame
    areas: pd.DataFrame
    people: Mapping[str, int]
    names: tuple[tuple[str, str], ...]
    lettered: Mapping[str, list[int]]
    keys: Mapping[str, list[int]]
    ordered: list[str]
    official: int
    former: frozenset[int]
    empty_towns: pd.DataFrame
    districts: pd.DataFrame
    counted_elsewhere: pd.DataFrame


def load_names(
    places: pd.DataFrame, folder: Path = DATA / "places", regions: pd.DataFrame | None = None
) -> Names:
    """Read the tables of alternative names and build the index.

    Parameters
    ----------
    places
        From `geo.gazetteer.places.load_places`.
    folder
        Contains `aliases.csv` (built by `tools.build_aliases`), `old_names.csv` (maintained by hand),
        `raions.csv` and, if there are any, `hromadas.csv`, `city_districts.csv` and `empty_towns.csv` (by
        hand); the folder `control` beside it may have `points.csv`.
    regions
        From `geo.gazetteer.regions.load_regions`; read if None.

    Raises
    ------
    SourceError
        If a file is unreadable, or a row has no name, an unknown place or an unknown language.
    """
    towns = cities(places)
    by_column = {column: towns[column].rename("name").rename_axis("place") for column in NAME_COLUMNS}
    own = pd.concat([names.reset_index().assign(known=True, language="" if column in AREA_NAMES else FORMERLY)
                     for column, names in by_column.items()])
    own = own[own["name"] != ""]
    old = load_aliases(folder / "old_names.csv", towns.index)
    more = load_aliases(folder / "aliases.csv", towns.index)
    tables = [own, old.assign(known=True), more.assign(known=False)]
    table = pd.concat(tables, ignore_index=True).drop_duplicates(["place", "name"], ignore_index=True)
    regions = load_regions() if regions is None else regions
    paths = {unit: folder / f"{unit}s.csv" for unit in UNITS}
    units = [read_table(path, (unit, *AREA_NAMES), key=unit) for unit, path in paths.items()
             if unit == "raion" or path.exists()]
    spellings = table["name"].tolist()  # iterating over a list is far faster
    known = table["known"].to_numpy().nonzero()[0].tolist()
    letters = lettered("\n".join(spellings[number] for number in known)).split("\n")
    areas = with_keys(pd.concat([regions[AREA_NAMES], *(table[AREA_NAMES] for table in units)]))
    keys = _numbers(enumerate(folded("\n".join(spellings)).split("\n")))
    return Names(
        settlements=towns,
        areas=areas.assign(**{CENTRE: centre_spellings(areas, towns, table[table["language"] != FORMERLY])}),
        people=towns["population"].to_dict(),
        names=tuple(zip(table["place"].tolist(), spellings, strict=True)),
        lettered=_numbers(zip(known, letters, strict=True)),
        keys=keys,
        ordered=sorted(keys),
        official=int((table["language"] == "").sum()),
        former=frozenset((table["language"] == FORMERLY).to_numpy().nonzero()[0].tolist()),
        empty_towns=load_empty_towns(folder / "empty_towns.csv"),
        districts=load_districts(folder / "city_districts.csv", towns.index),
        counted_elsewhere=load_counted_elsewhere(folder.parent / "control" / "points.csv"),
    )


def load_aliases(path: Path, known: pd.Index) -> pd.DataFrame:
    """Read a table of further names of settlements.

    Parameters
    ----------
    path
        The table.
    known
        P-codes of the settlements there are.

    Returns
    -------
    DataFrame
        One row per name, index 0, 1, ...; columns ALIAS_COLUMNS, all text: `place` (P-code of a settlement),
        `name`, `language` (of LANGUAGES) and `source`.

    Raises
    ------
    SourceError
        If the file is unreadable, or a row is empty or repeated or has an unknown place or language.
    """
    table = read_table(path, ALIAS_COLUMNS)
    names = table["place"] + " " + table["name"]
    unknown_values = table["place"][~table["place"].isin(known)].unique()
    tongues = table["language"][~table["language"].isin(LANGUAGES)].unique()
    faults: list[str] = [Words(N_("place '{place}' is unknown"), place=place) for place in unknown_values]
    faults += [Words(N_("language '{language}' is unknown"), language=language) for language in tongues]
    faults += [Words(N_("{name} is no name"), name=repr(name))
               for name in names[~table["name"].str.fullmatch(r".*\w.*")]]
    faults += [Words(N_("'{name}' stands there twice"), name=name) for name in names[names.duplicated()]]
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    return table


def other_names(towns: pd.DataFrame, folder: Path = DATA / "places") -> pd.DataFrame:
    """Return the names of settlements beside today's official ones: former ones, and those in the tables.

    Parameters
    ----------
    towns
        From `geo.gazetteer.cities.cities`; names of other settlements are left out.
    folder
        As for `load_names`.

    Returns
    -------
    DataFrame
        Columns `place` (P-code), `name` and `language` (of LANGUAGES): former names first, then those
        maintained by hand, then the rest.
    """
    columns = list(ALIAS_COLUMNS[:3])
    former = [towns[column].rename("name").rename_axis("place").reset_index().assign(language=FORMERLY)
              for column in FORMER]
    tables = [read_table(folder / name, ALIAS_COLUMNS)[columns] for name in ("old_names.csv", "aliases.csv")]
    table = pd.concat([*former, *tables], ignore_index=True)
    there = (table["name"] != "") & table["place"].isin(towns.index)
    return table[there].drop_duplicates(["place", "name"], ignore_index=True)


def _numbers(spellings: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """Map each non-empty spelling to the positions of the names that have it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, spelling in spellings:
        if spelling:
            found[spelling].append(number)
    return dict(found)
