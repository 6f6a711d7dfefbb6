"""What figures are compared with: the states of the world, or the regions of one state."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.explore.regions_abroad import load_regions_abroad
from geo.gazetteer.states import load_states
from geo.world import World
from layers.language import N_, Language

STATES, UKRAINE = "states", "UA"

YARDSTICKS: dict[str, str] = {
    STATES: N_("States of the world"),
    UKRAINE: N_("Regions of Ukraine"),
    "IT": N_("Regions of Italy"),
    "US": N_("States of the United States"),
}
"""What a reader can choose to compare with: all states, or the regions of a state (ISO 3166-1)."""

SOURCES: dict[str, str] = {
    STATES: N_("Areas and populations of states: GeoNames (CC BY 4.0); populations as listed there, mostly "
               "of about 2018."),
    UKRAINE: N_("Areas and populations of regions of Ukraine: State Statistics Service; 1 January 2022, "
                "Crimea and Sevastopol 1 January 2014."),
    "IT": N_("Regions of Italy: areas of the outlines of openpolis (CC BY 4.0), populations of ISTAT for "
             "2023 (CC BY 3.0)."),
    "US": N_("States of the United States, with the District of Columbia: areas of the Census Bureau's "
             "outlines of 2017 with inland water, populations of its American Community Survey 2011–2015 "
             "(public domain, CC0)."),
}


@dataclass(frozen=True)
class Yardstick:
    """What figures are compared with.

    `table` has one row per state or region, index its code (ISO 3166), columns `area_km2` and `population`;
    `names` are their names and `source` the sources of the table, in the reader's language. `which` is the
    key of YARDSTICKS.
    """

    which: str
    table: pd.DataFrame
    names: Mapping[str, str]
    source: str


def yardstick_of(which: str, world: World, language: Language) -> Yardstick:
    """Return what a reader chose to compare with.

    Parameters
    ----------
    which
        A key of YARDSTICKS.
    world
        Provides the regions of Ukraine.
    language
        The reader's.
    """
    if which == STATES:
        table = load_states()
        names = {code: str(language.locale.territories[code]) for code in table.index}
    elif which == UKRAINE:
        table = world.regions[["area_official_km2", "population"]]
        table = table.rename(columns={"area_official_km2": "area_km2"})
        names = language.regions(world.regions)
    else:
        abroad = load_regions_abroad()
        table = abroad[abroad["country"] == which]
        column = language.name_column if language.name_column in table else "name_en"
        names = table[column].to_dict()
    return Yardstick(which, table, names, language.text(SOURCES[which]))
