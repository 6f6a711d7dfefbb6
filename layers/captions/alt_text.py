"""A neutral description of a map, for somebody who cannot see it."""

import pandas as pd

from geo.outcomes.figures import MIN_SHOWN_KM2, tally, total
from geo.plans.scenario import Level, Scenario
from geo.status import Holder, Side, Status
from layers.language import N_, Language
from layers.request import CLOSE_UP, ExportRequest
from layers.selection import SIDES_ORDERED
from layers.style.statuses import STATUSES
from layers.text.credit import line_source
from layers.text.not_shown import regions_left_out
from layers.text.overlays import overlay_words
from layers.text.wording import HOLDER_LONG, LEVEL_WORDS, TEXT_STATUS_WORDS

MAX_REGIONS = 4
"""A longer list of regions is cut off and counted, so that a screen reader gets to the end."""


FULL = (Side.LEAVES,)
"""Sides whose short words leave out that Ukraine would withdraw."""


def alt_text(order: ExportRequest) -> str:
    """Describe the map of an order in plain sentences.

    Parameters
    ----------
    order
        With a plan or without one; `regions` and `view` say which ground the map shows.

    Returns
    -------
    str
        What is mapped, who proposed it and what is known of its text, the line of contact with
        its day and source, every status that has ground with its area and regions, and how far
        the areas may be off. About 120 words at most for the plans of this project.
    """
    ground, language = order.ground, order.language
    control = language.text(
        N_("Line of contact: {day}. Source: {source}."), day=language.day(order.on),
        source=line_source(ground.control.origin, language),
    )
    parts = _holders(order) if order.outcome is None else [*_statuses(order), *_overlays(order)]
    return " ".join([_subject(order), *_excerpt(order), control, *parts, *_caution(order)])


def _subject(order: ExportRequest) -> str:
    """What the map shows; a plan with its proposer and the state of its text."""
    say = order.language.text
    frame = (N_("Close-up map of {region} and the ground around it") if order.view == "donetsk"
             else N_("Map of Ukraine in its borders of 1991"))
    where = say(frame, region=order.names.get(CLOSE_UP, CLOSE_UP))
    if order.outcome is None:
        return say(N_("{where}, by who holds what, without a plan."), where=where)
    scenario = order.outcome.scenario
    return say(
        N_("{where}: {plan} (origin: {who}; {text})."), where=where, plan=say(scenario.title),
        who=_first_name(scenario), text=say(TEXT_STATUS_WORDS[scenario.text_status]),
    )


def _first_name(scenario: Scenario) -> str:
    """The proposer without the history of drafting that some plans give after a colon."""
    return scenario.proposed_by.partition(":")[0]


def _excerpt(order: ExportRequest) -> list[str]:
    """Which ground the map leaves out, and which the areas are for, if not all of Ukraine."""
    language, regions = order.language, _regions(order)
    said = [regions_left_out(order.shown, order.names, language)] if order.hidden else []
    if regions:
        where = (language.text(N_("the regions shown")) if order.view != "donetsk"
                 else _listed(order, sorted(regions)))
        said.append(language.text(N_("Areas are for {where} only."), where=where))
    return said


def _regions(order: ExportRequest) -> frozenset[str] | None:
    """The regions whose statuses the text names; None means all."""
    if order.view == "donetsk":
        return frozenset({CLOSE_UP}) & order.shown
    return order.shown if order.hidden else None


def _shown(table: pd.DataFrame, order: ExportRequest) -> pd.DataFrame:
    regions = _regions(order)
    return table if regions is None else table[table["region"].isin(regions)]


def _statuses(order: ExportRequest) -> list[str]:
    """One sentence per status and level that has ground, what the plan moves first."""
    outcome, language = order.plan(), order.language
    rules, sentences = outcome.scenario.rules, []
    table = _shown(outcome.table, order)
    table = table.assign(level=[rules[number].level or "" for number in table["rule"]])
    for side in SIDES_ORDERED:
        for (status, level), part in table[table["side"] == side].groupby(["status", "level"]):
            area_km2 = total(part)["area_km2"]
            if area_km2 < MIN_SHOWN_KM2:
                continue
            shown = STATUSES[Status(str(status))]
            words = language.text(shown.phrase if side in FULL else shown.short)
            if level:
                words = f"{words} ({language.text(LEVEL_WORDS[Level(str(level))])})"
            sentences.append(_sentence(order, words, area_km2, part, name_regions=side is not Side.KEEPS))
    return sentences


def _holders(order: ExportRequest) -> list[str]:
    """One sentence per holder, on a map without a plan."""
    sentences, table = [], _shown(order.ground.table, order)
    for holder in (Holder.RUSSIA, Holder.UKRAINE):
        part = table[table["holder"] == holder]
        area_km2 = total(part)["area_km2"]
        if area_km2 >= MIN_SHOWN_KM2:
            words = order.language.text(HOLDER_LONG[holder])
            name_regions = holder is Holder.RUSSIA
            sentences.append(_sentence(order, words, area_km2, part, name_regions=name_regions))
    return sentences


def _sentence(order: ExportRequest, words: str, area_km2: float, part: pd.DataFrame, *,
              name_regions: bool) -> str:
    """An area with its regions, the largest first; ground that simply stays needs no list."""
    language = order.language
    area = language.area(area_km2)
    sums = tally(part, ["region"]).sort_values(["area_km2", "region"], ascending=[False, True])
    regions = list(sums.loc[sums["area_km2"] >= MIN_SHOWN_KM2, "region"])
    if not name_regions or len(regions) == len(order.names):
        return language.text(N_("{what}: {area}."), what=words, area=area)
    return language.text(N_("{what}: {area} ({where})."), what=words, area=area,
                         where=_listed(order, regions))


def _listed(order: ExportRequest, regions: list[str]) -> str:
    """Names of regions, a long list cut off and counted."""
    language = order.language
    if len(regions) <= MAX_REGIONS + 1:
        return language.listed([order.names[region] for region in regions])
    names = [order.names[region] for region in regions[:MAX_REGIONS]]
    more = language.text(N_("{count} more"), count=language.number(len(regions) - MAX_REGIONS))
    return language.listed([*names, more])


def _overlays(order: ExportRequest) -> list[str]:
    """What the plan lays over the statuses."""
    language = order.language
    return [
        language.text(N_("{overlay} ({area})."), overlay=overlay_words(item.band.kind, item.band, language),
                      area=language.area(total(_shown(item.table, order))["area_km2"]))
        for item in order.plan().bands
    ]


def _caution(order: ExportRequest) -> list[str]:
    """That areas have ranges, and where they stand."""
    language, margin_km = order.language, order.ground.margin_km
    if not margin_km:
        return []
    return [_ranges(language, margin_km)]


def _ranges(language: Language, margin_km: float) -> str:
    return language.text(
        N_("Areas have ranges, for a line that is {km} km wrong either way: see the figures."),
        km=language.decimal(margin_km),
    )
