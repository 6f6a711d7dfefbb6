"""Alt text: a neutral description of a map for readers who cannot see it."""

import pandas as pd

from geo.outcomes.figures import MIN_SHOWN_KM2, tally, total
from geo.plans.scenario import Level, Scenario
from geo.status import Holder, Side
from geo.zones.sites import decided_in
from layers.frame import ALL, box_of, regions_of
from layers.language import N_, Language
from layers.request import ExportRequest
from layers.selection import SIDES_ORDERED
from layers.text.credit import line_source
from layers.text.not_shown import regions_left_out
from layers.text.overlays import overlay_words
from layers.text.wording import HOLDER_LONG, TEXT_STATUS_WORDS, status_words

MAX_REGIONS = 4
"""The most regions a list names; the rest are counted, which keeps the text short when read aloud."""


FULL = (Side.LEAVES,)
"""Sides whose short label does not say that Ukraine would withdraw, so that the full phrase is used."""


def alt_text(request: ExportRequest) -> str:
    """Describe the map of a request in plain sentences.

    Parameters
    ----------
    request
        With or without a plan; `regions` and `frame` decide which part of the country is shown.

    Returns
    -------
    str
        The subject of the map, its proposer and the state of its text, the line of contact with
        date and source, every status on the map with its area and regions, and the uncertainty
        of the areas. At most about 120 words for the plans of this project.
    """
    ground, language = request.ground, request.language
    control = language.text(
        N_("Line of contact: {day}. Source: {source}."), day=language.day(request.on),
        source=line_source(ground.control.origin, language),
    )
    parts = _holders(request) if request.outcome is None else \
        [*_statuses(request), *_overlays(request), *_sites(request)]
    parts += [f"{item.words}." for item in request.laid]
    return " ".join([_subject(request), *_excerpt(request), control, *parts, *_caution(request)])


def _subject(request: ExportRequest) -> str:
    """Return the subject of the map; for a plan with its proposer and the state of its text."""
    say = request.language.text
    where = _where(request)
    if request.outcome is None:
        return say(N_("{where}, by who holds what, without a plan."), where=where)
    scenario = request.outcome.scenario
    return say(
        N_("{where}: {plan} (origin: {who}; {text})."), where=where, plan=say(scenario.title),
        who=_first_name(scenario, request.language), text=say(TEXT_STATUS_WORDS[scenario.text_status]),
    )


def _where(request: ExportRequest) -> str:
    """Say which part of the country is in the frame."""
    say, members = request.language.text, sorted(regions_of(request.frame))
    if members:
        return say(N_("Close-up map of {region} and the ground around it"), region=_listed(request, members))
    if request.frame == ALL:
        return say(N_("Map of Ukraine in its borders of 1991"))
    box = box_of(request.frame)
    if box is None:
        return say(N_("Map of the part of Ukraine in question"))
    west, south, east, north = map(request.language.decimal, box)
    return say(N_("Map of Ukraine from {west} to {east} degrees east and {south} to {north} degrees north"),
               west=west, south=south, east=east, north=north)


def _first_name(scenario: Scenario, language: Language) -> str:
    """Return the proposer without the drafting history that some plans add after a colon."""
    return language.text(scenario.proposed_by).partition(":")[0]


def _excerpt(request: ExportRequest) -> list[str]:
    """Say which regions the map leaves out, and what the areas cover if not all of Ukraine."""
    language, regions = request.language, _regions(request)
    sentences = [regions_left_out(request.shown, request.names, language)] if request.hidden else []
    if regions:
        where = (_listed(request, sorted(regions)) if regions_of(request.frame)
                 else language.text(N_("the regions shown")))
        sentences.append(language.text(N_("Areas are for {where} only."), where=where))
    return sentences


def _regions(request: ExportRequest) -> frozenset[str] | None:
    """Return the regions whose statuses the text names; None means all."""
    members = regions_of(request.frame)
    if members:
        return members & request.shown
    return request.shown if request.hidden else None


def _shown(table: pd.DataFrame, request: ExportRequest) -> pd.DataFrame:
    regions = _regions(request)
    return table if regions is None else table[table["region"].isin(regions)]


def _statuses(request: ExportRequest) -> list[str]:
    """Write one sentence per status and level on the map; ground that the plan moves comes first."""
    outcome, language = request.plan(), request.language
    rules, sentences = outcome.scenario.rules, []
    table = _shown(outcome.table, request)
    table = table.assign(level=[rules[number].level or "" for number in table["rule"]])
    for side in SIDES_ORDERED:
        for (status, level), part in table[table["side"] == side].groupby(["status", "level"]):
            area_km2 = total(part)["area_km2"]
            if area_km2 < MIN_SHOWN_KM2:
                continue
            words = status_words(language, str(status), Level(str(level)) if level else None,
                                 short=side not in FULL)
            sentences.append(_sentence(request, words, area_km2, part, name_regions=side is not Side.KEEPS))
    return sentences


def _holders(request: ExportRequest) -> list[str]:
    """Write one sentence per holder, for a map without a plan."""
    sentences, table = [], _shown(request.ground.table, request)
    for holder in (Holder.RUSSIA, Holder.UKRAINE):
        part = table[table["holder"] == holder]
        area_km2 = total(part)["area_km2"]
        if area_km2 >= MIN_SHOWN_KM2:
            words = request.language.text(HOLDER_LONG[holder])
            name_regions = holder is Holder.RUSSIA
            sentences.append(_sentence(request, words, area_km2, part, name_regions=name_regions))
    return sentences


def _sentence(request: ExportRequest, words: str, area_km2: float, part: pd.DataFrame, *,
              name_regions: bool) -> str:
    """State an area with its regions, the largest first; ground that does not change needs no list."""
    language = request.language
    area = language.area(area_km2)
    sums = tally(part, ["region"]).sort_values(["area_km2", "region"], ascending=[False, True])
    regions = list(sums.loc[sums["area_km2"] >= MIN_SHOWN_KM2, "region"])
    if not name_regions or len(regions) == len(request.names):
        return language.text(N_("{what}: {area}."), what=words, area=area)
    return language.text(N_("{what}: {area} ({where})."), what=words, area=area,
                         where=_listed(request, regions))


def _listed(request: ExportRequest, regions: list[str]) -> str:
    """List names of regions; beyond MAX_REGIONS they are counted."""
    language = request.language
    if len(regions) <= MAX_REGIONS + 1:
        return language.listed([request.names[region] for region in regions])
    names = [request.names[region] for region in regions[:MAX_REGIONS]]
    more = language.text(N_("{count} more"), count=language.number(len(regions) - MAX_REGIONS))
    return language.listed([*names, more])


def _overlays(request: ExportRequest) -> list[str]:
    """Describe the plan's overlays."""
    language = request.language
    return [
        language.text(N_("{overlay} ({area})."), overlay=overlay_words(item.band.kind, item.band, language),
                      area=language.area(total(_shown(item.table, request))["area_km2"]))
        for item in request.plan().bands
    ]


def _sites(request: ExportRequest) -> list[str]:
    """Name the sites that the plan itself decides on, which a map marks."""
    names = request.world.sites[request.language.name_column]
    regions = _regions(request) or request.shown
    decided = [str(names[site]) for site in decided_in(request.plan().scenario, request.ground, regions)]
    words = N_("The plan decides on: {sites}.")
    return [request.language.text(words, sites=request.language.listed(decided))] if decided else []


def _caution(request: ExportRequest) -> list[str]:
    """Say that areas have ranges, what they are over, and where to find them."""
    ground, language = request.ground, request.language
    if not ground.margin_km:
        return []
    words = (N_("Areas have ranges, over two observers of the line, each ± {km} km: see the figures.")
             if ground.observers > 1 else
             N_("Areas have ranges, for a line that is {km} km wrong either way: see the figures."))
    return [language.text(words, km=language.decimal(ground.margin_km))]
