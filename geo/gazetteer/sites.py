"""Sites: named things that clauses speak of or readers ask for, such as plants, dams, ports and bridges."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import points_to_metres
from geo.errors import N_, SourceError, Words
from geo.gazetteer.names import LANGUAGES
from geo.gazetteer.places import location_faults
from geo.gazetteer.transliteration import folded, lettered
from geo.paths import DATA
from geo.tables import faulty_values, joined, read_table, unknown

SITES_FILE = DATA / "places" / "sites.csv"
COLUMNS = ("site", "name_en", "name_uk", "kind", "lon", "lat", "capacity_mw", "capacity_source", "state",
           "as_of", "source_title", "source_url")
NAME_COLUMNS = ("site", "name", "language")
NAMES_FILE = "site_names.csv"

OFFSHORE_KM = 5.0
"""How far from its ground a site may lie; some stand in water, which belongs to no region."""

SITE_ID = "[a-z][a-z0-9-]{1,39}"
MEGAWATTS = r"([0-9]{1,5}(\.[0-9]+)?)?"
ADDRESS = r"(https://\S+)?"


class SiteKind(StrEnum):
    """What a site is, in the order of lists."""

    NUCLEAR_PLANT = "nuclear_plant"
    DAM = "dam"
    POWER_STATION = "power_station"
    PORT = "port"
    BRIDGE = "bridge"
    CANAL = "canal"
    SPIT = "spit"
    WORKS = "works"
    MINE = "mine"


def load_sites(regions_m: gpd.GeoDataFrame, path: Path = SITES_FILE) -> pd.DataFrame:
    """Read and check the sites.

    Parameters
    ----------
    regions_m
        `World.regions_m`: the regions in AREA_CRS.
    path
        The table; NAMES_FILE beside it has further names of the sites.

    Returns
    -------
    DataFrame
        One row per site, index `site` (id); columns `name_en`, `name_uk`, `kind` (of SiteKind), `lon`,
        `lat` (degrees), `x_m`, `y_m` (AREA_CRS), `region` (ISO 3166-2: the one it lies in, or the nearest
        within OFFSHORE_KM), `capacity_mw` (as built, NaN if none is stated), `capacity_source` (who
        states it), `state` and `as_of` (what is known of it on that day; both empty if nothing is stated),
        `source_title`, `source_url` (of the state) and `names` (tuple: all its names).

    Raises
    ------
    SourceError
        If a column is missing, an id repeats, a kind is unknown, a capacity is no number, a state has no
        day or source, a day is none, a site lies further than OFFSHORE_KM from Ukraine, or two sites have
        the same spot or name.
    """
    table = read_table(path, COLUMNS, key="site")
    faults = _faults(table)
    if not faults:
        table = table.astype({"lon": float, "lat": float})
        table["x_m"], table["y_m"] = points_to_metres(table["lon"], table["lat"])
        table["region"] = _regions(table, regions_m)
        faults = faulty_values(table["region"].rename("position"), table["region"] != "",
                               Words(N_("further than {km:g} km from Ukraine"),
                                     km=OFFSHORE_KM))
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    table["capacity_mw"] = pd.to_numeric(table["capacity_mw"], errors="coerce").astype(float)
    return table.assign(names=_names(table, path.with_name(NAMES_FILE)))


def no_sites() -> pd.DataFrame:
    """Return a table of sites without rows.

    Returns
    -------
    DataFrame
        Index and columns as from `load_sites`.
    """
    columns = {name: pd.Series(dtype="str") for name in (*COLUMNS[1:], "region", "names")}
    numbers = {name: pd.Series(dtype="float") for name in ("lon", "lat", "x_m", "y_m", "capacity_mw")}
    return pd.DataFrame({**columns, **numbers}, index=pd.Index([], dtype="str", name="site"))


def called(sites: pd.DataFrame, query: str) -> str | None:
    """Return the id of the site with exactly this name, by letters or else by sound; None if there is none.

    All names of a site count, in either script, and its id. Several sites never share a name. `sites` is from
    `load_sites`.
    """
    words = " ".join(query.split())
    for form in (lettered, folded):
        key = form(words)
        hits = [site for site, names in sites["names"].items() if key and key in {form(n) for n in names}]
        if hits:
            return str(hits[0])
    return str(words) if words in sites.index else None


def like(sites: pd.DataFrame, query: str) -> list[str]:
    """Return the ids of the sites with a name that has a word beginning with the query, in their order.

    `sites` is from `load_sites`; a query of fewer than three letters finds none.
    """
    key = folded(" ".join(query.split()))
    if len(key) < 3:
        return []
    return [str(site) for site, names in sites["names"].items()
            if any(f" {key}" in f" {folded(name)}" for name in names)]


def _faults(table: pd.DataFrame) -> list[str]:
    """List the faults of the rows as written."""
    ids = pd.Series(table.index, table.index, name="id")
    faults = faulty_values(ids, ids.str.fullmatch(SITE_ID),
                          Words(N_("not in small letters, digits and hyphens after a letter")))
    for column in ("name_en", "name_uk"):
        faults += faulty_values(table[column], table[column] != "", Words(N_("missing")))
    faults += unknown(table["kind"], [kind.value for kind in SiteKind], N_("kind"))
    faults += location_faults(table)
    faults += faulty_values(table["capacity_mw"], table["capacity_mw"].str.fullmatch(MEGAWATTS),
                            Words(N_("no number of megawatts")))
    faults += faulty_values(table["as_of"], table["as_of"].map(_is_day), Words(N_("no day")))
    faults += faulty_values(table["source_url"], table["source_url"].str.fullmatch(ADDRESS),
                            Words(N_("no address")))
    stated = (table["state"] != "") | (table["as_of"] != "")
    for column in ("state", "as_of", "source_title", "source_url"):
        faults += faulty_values(table[column], ~stated | (table[column] != ""), Words(N_("missing")))
    faults += faulty_values(table["capacity_source"], (table["capacity_mw"] == "") | (
        table["capacity_source"] != ""), Words(N_("missing")))
    again = table.index[table.duplicated(["lon", "lat"])]
    return faults + [Words(N_("'{place}' is on the spot of another"), place=site) for site in again]


def _is_day(text: str) -> bool:
    try:
        return text == "" or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _regions(table: pd.DataFrame, regions_m: gpd.GeoDataFrame) -> list[str]:
    """Return the region of each site, or '' if it lies too far from all of them."""
    spots = shapely.points(table["x_m"], table["y_m"])
    site, region = shapely.STRtree(regions_m.geometry.to_numpy()).query_nearest(
        spots, max_distance=OFFSHORE_KM * 1000, all_matches=False)
    found = np.full(len(table), "", dtype=object)
    found[site] = regions_m.index.to_numpy()[region]
    return list(found)


def _names(table: pd.DataFrame, path: Path) -> list[tuple[str, ...]]:
    """Return all names of each site.

    Raises
    ------
    SourceError
        If a row of the table of names has an unknown site or language, or a name belongs to two sites.
    """
    more = read_table(path, NAME_COLUMNS)
    faults = unknown(more["site"], table.index, N_("site"))
    faults += unknown(more["language"], LANGUAGES, N_("language"))
    every = [(str(site), name) for site, *both in table[["name_en", "name_uk"]].itertuples() for name in both]
    every += list(zip(more["site"], more["name"], strict=True))
    faults += _shared(every)
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    return [tuple(name for of, name in every if of == site) for site in table.index]


def _shared(names: Iterable[tuple[str, str]]) -> list[str]:
    """List the names that stand there twice or have no letters, by letters as `called` compares them."""
    seen: set[str] = set()
    faults: list[str] = []
    for _, name in names:
        key = lettered(name)
        if not folded(name):
            faults.append(Words(N_("{name} is no name"), name=repr(name)))
        elif key in seen:
            faults.append(Words(N_("'{name}' stands there twice"), name=name))
        seen.add(key)
    return faults
