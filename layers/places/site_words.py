"""Text for sites: kinds, capacity, state, and what a plan's text says of them."""

from datetime import date
from math import isnan

import pandas as pd

from geo.gazetteer.sites import SiteKind
from geo.plans.scenario import Scenario
from geo.zones.sites import summed_mw
from layers.language import N_, Language
from layers.text.clauses import said_of_sites

KIND_WORDS: dict[str, str] = {
    SiteKind.NUCLEAR_PLANT: N_("nuclear power plant"),
    SiteKind.DAM: N_("dam with hydroelectric plant"),
    SiteKind.POWER_STATION: N_("thermal power station"),
    SiteKind.PORT: N_("port"),
    SiteKind.BRIDGE: N_("bridge"),
    SiteKind.CANAL: N_("canal"),
    SiteKind.SPIT: N_("spit"),
    SiteKind.WORKS: N_("steel or coke works"),
    SiteKind.MINE: N_("mine or deposit"),
}

GROUP_WORDS: dict[str, str] = {
    SiteKind.NUCLEAR_PLANT: N_("Nuclear power plants"),
    SiteKind.DAM: N_("Dams"),
    SiteKind.POWER_STATION: N_("Thermal power stations"),
    SiteKind.PORT: N_("Ports"),
    SiteKind.BRIDGE: N_("Bridges"),
    SiteKind.CANAL: N_("Canals"),
    SiteKind.SPIT: N_("Spits"),
    SiteKind.WORKS: N_("Steel and coke works"),
    SiteKind.MINE: N_("Mines and deposits"),
}


UNREPORTED = N_("not known: no dated report was read")


def capacity_words(megawatts: float | None, source: str, language: Language) -> str:
    """State a capacity with what it is worth and who states it; empty if none is stated."""
    if megawatts is None or isnan(megawatts):
        return ""
    return language.text(N_("{count} MW as built, before any damage ({source})"),
                         count=language.number(megawatts), source=source)


def state_words(site: pd.Series, language: Language) -> str:
    """State what is known of a site, and when, or that nothing is."""
    if not site["state"]:
        return language.text(UNREPORTED)
    return language.text(N_("{state} ({day})"), state=language.text(site["state"]),
                         day=language.day(date.fromisoformat(site["as_of"])))


def site_clauses(plan: Scenario, sites: pd.DataFrame, language: Language) -> list[tuple[str, str]]:
    """Return name and text for each site that a plan's text speaks of."""
    names = sites[language.name_column]
    return [(str(names.get(site, site)), words) for site, words in said_of_sites(plan, language).items()]


def listed_by_kind(sites: pd.DataFrame, language: Language) -> list[tuple[str, str]]:
    """Return kind and names of the sites of a zone, with their capacity together.

    `sites` are rows of `geo.zones.sites.sites_in`, in order.
    """
    rows = []
    for kind, group in sites.groupby("kind", sort=False):
        names = ", ".join(group[language.name_column])
        sources = ", ".join(dict.fromkeys(filter(None, group["capacity_source"])))
        power = capacity_words(summed_mw(group), sources, language)
        rows.append((language.text(GROUP_WORDS[str(kind)]), f"{names}: {power}" if power else names))
    return rows
