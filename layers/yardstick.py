"""What figures are compared with: the states of the world, or the regions of one state."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from geo.explore.regions_abroad import COUNTRIES, load_regions_abroad
from geo.gazetteer.states import load_states
from geo.world import World
from layers.alphabet import alphabetical
from layers.language import N_, Language

STATES, UKRAINE = "states", "UA"

YARDSTICKS: tuple[str, ...] = (STATES, UKRAINE, *COUNTRIES)
"""What a reader can choose to compare with: all states, or the regions of a state (ISO 3166-1)."""

ALL_STATES, OF_UKRAINE, OF_STATE = N_("States of the world"), N_("Regions of Ukraine"), N_("{state}: regions")

SOURCES: dict[str, str] = {
    STATES: N_("Areas and populations of states: GeoNames (CC BY 4.0); populations as listed there, mostly "
               "of about 2018."),
    UKRAINE: N_("Areas and populations of regions of Ukraine: State Statistics Service; 1 January 2022, "
                "Crimea and Sevastopol 1 January 2014."),
    "IT": N_("Regions of Italy: areas of the outlines of openpolis (CC BY 4.0), populations of ISTAT for "
             "2023 (CC BY 3.0)."),
    "KR": N_("Regions of South Korea: areas measured on outlines of its National Geographic Information "
             "Institute of 2023, with inland water. Without Incheon and South Jeolla, whose outlines miss "
             "their official areas by more than 2%, and the Liancourt Rocks, which Japan claims, too."),
    "NZ": N_("Regions of New Zealand: land areas and populations of Statistics New Zealand for 2017 (CC0)."),
    "TR": N_("Provinces of Türkiye: areas of its General Directorate of Mapping, with lakes; populations of "
             "its Statistical Institute on 31 December 2023."),
    "US": N_("States of the United States, with the District of Columbia: areas of the Census Bureau's "
             "outlines of 2017 with inland water, populations of its American Community Survey 2011–2015 "
             "(public domain, CC0)."),
}

MEASURED = N_("{state}: areas of regions of 1,000 km² or more, measured on Natural Earth's outlines at "
              "1:10 million (public domain) with inland water; most are within 2% of the official ones.")

FURTHER: dict[str, str] = {
    "CN": N_("Provinces of the mainland without Xinjiang and Tibet, whose borders are disputed in part."),
    "FI": N_("Without Åland, whose outline is incomplete."),
    "FR": N_("Populations: INSEE, those in force in 2026, Mayotte's of 2017 (Licence Ouverte)."),
    "IN": N_("Without Jammu and Kashmir, Ladakh and Arunachal Pradesh, whose ground is disputed between "
             "states."),
    "JP": N_("Hokkaido without the islands that Japan and Russia both claim."),
}
"""What else is to be said of a state whose regions are measured."""


@dataclass(frozen=True)
class Yardstick:
    """What figures are compared with.

    `table` has one row per state or region, index its code (ISO 3166), columns `area_km2` and `population`,
    which is NaN where it is not known;
    `names` are their names and `source` the sources of the table, in the reader's language. `which` is one of
    YARDSTICKS.
    """

    which: str
    table: pd.DataFrame
    names: Mapping[str, str]
    source: str

    @property
    def counts_people(self) -> bool:
        """Whether the table knows a population."""
        return bool(self.table["population"].notna().any())


def yardstick_of(which: str, world: World, language: Language) -> Yardstick:
    """Return what a reader chose to compare with.

    Parameters
    ----------
    which
        One of YARDSTICKS.
    world
        Provides the regions of Ukraine.
    language
        The reader's.
    """
    if which == STATES:
        table = _states()
        names = {code: str(language.locale.territories[code]) for code in table.index}
    elif which == UKRAINE:
        table = world.regions[["area_official_km2", "population"]]
        table = table.rename(columns={"area_official_km2": "area_km2"})
        names = language.regions(world.regions)
    else:
        abroad = _abroad()
        table = abroad[(abroad["country"] == which) & abroad["compared"]]
        column = language.name_column if language.name_column in table else "name_en"
        names = table[column].to_dict()
    return Yardstick(which, table, names, _source_of(which, language))


@cache
def _states() -> pd.DataFrame:
    return load_states()


@cache
def _abroad() -> pd.DataFrame:
    return load_regions_abroad()


def _source_of(which: str, language: Language) -> str:
    if which in SOURCES:
        return language.text(SOURCES[which])
    measured = language.text(MEASURED, state=str(language.locale.territories[which]))
    return f"{measured} {language.text(FURTHER[which])}" if which in FURTHER else measured


def yardstick_name(which: str, language: Language) -> str:
    """Name one of YARDSTICKS in the reader's language; a state's begins with the name of the state."""
    if which in (STATES, UKRAINE):
        return language.text(ALL_STATES if which == STATES else OF_UKRAINE)
    return language.text(OF_STATE, state=str(language.locale.territories[which]))


def yardsticks(language: Language, at_first: str = "") -> list[str]:
    """Return YARDSTICKS as they are offered: all states, Ukraine, a reader's own state, the others by name.

    Parameters
    ----------
    language
        The reader's, by whose alphabet names are ordered.
    at_first
        The reader's own state (ISO 3166-1), if it is known.
    """
    others = sorted(COUNTRIES, key=lambda code: alphabetical(yardstick_name(code, language)))
    own = [at_first] if at_first in COUNTRIES else []
    return [STATES, UKRAINE, *own, *(code for code in others if code not in own)]
