"""Cached content of the page for a choice: text, cards, tables and map states."""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from geo.case import Case
from geo.gazetteer.search import UnknownPlace
from geo.outcomes.drawn_vertices import Corner
from geo.outcomes.settlements import listed
from layers.captions.alt_text import alt_text
from layers.captions.comparable import moved, moved_sentence
from layers.choice import Choice
from layers.frame import Degrees, bounds_of
from layers.html.areas import areas_html
from layers.html.claims import claims_html
from layers.html.difference_ledger import ledger_html as differing_ledger
from layers.html.ledger import ledger_html
from layers.html.town_card import TownCard, town_card
from layers.language import N_
from layers.places.site_card import SiteCard, site_card
from layers.request import ExportRequest
from layers.selection import shown_regions
from layers.text.credit import map_credit
from layers.text.difference import headlines as differing_headlines
from layers.text.difference import second_sentence, sentence, title_of
from layers.text.headline import dateline, kicker, over_the_map, summary, title
from layers.text.legend import Entry, entries
from layers.text.outcome import Headline, headlines
from layers.web.difference_state import difference_state
from layers.web.map_state import map_state, stamped
from layers.web.pair_state import pair_state
from layers.web.publish import Published
from page.state import cache
from page.state.explored import laid_file
from page.state.kept import kept
from page.state.map_files import ground_file, overlays_file, uncertain_file


@dataclass(frozen=True)
class Words:
    """The page's text for one outcome, or one comparison, in one language.

    `name` and `day` say over the map what it shows: the plan, the state of its text, the line of contact.
    """

    name: str
    day: str
    kicker: str
    title: str
    summary: str
    headlines: tuple[Headline, ...]
    ledger: str


NO_WORDS = Words("", "", "", "", "", (), "")
"""Used if the text cannot be computed, so that the map is still shown."""


@kept()
def words(case: Case, code: str, units: str) -> Words:
    answer, language = cache.workspace().outcome(case), cache.language(code, units)
    names, world = cache.region_names(code), cache.world()
    held = cache.workspace().held_places(case.front, answer.scenario)
    towns = listed(held.seen_by(answer.scenario.reference_date), answer.scenario, world.cities)
    return Words(
        name=language.text(answer.scenario.title),
        day=over_the_map(answer, language),
        kicker=kicker(answer, language),
        title=title(answer, names, language),
        summary=summary(answer, names, language),
        headlines=tuple(headlines(answer, world, language)),
        ledger=ledger_html(answer, world, names, language, towns),
    )


@kept()
def comparison(case: Case, alike: str, code: str, units: str) -> str:
    """Return what is about as large as what the plan moves; empty if there is nothing."""
    return moved_sentence(cache.workspace().outcome(case), cache.yardstick(alike, code),
                          cache.language(code, units))


@kept()
def moves_ground(case: Case) -> bool:
    """Tell whether a plan moves any ground that could be compared with other areas."""
    return bool(moved(cache.workspace().outcome(case)))


@kept()
def legend(case: Case, code: str, units: str, layers: frozenset[str]) -> tuple[Entry, ...]:
    """Return the legend of a plan's map, without what the reader laid over it."""
    language, regions = cache.language(code, units), shown_regions(list(cache.region_names(code)), layers)
    return tuple(entries(cache.workspace().outcome(case), language, layers, regions))


@kept()
def differing_words(first: Case, second: Case, code: str, units: str) -> Words:
    found, language = cache.workspace().difference(first, second), cache.language(code, units)
    names = cache.region_names(code)
    return Words(
        name=title_of(found, language),
        day=dateline(found.line_1, language),
        kicker="",
        title=sentence(found, names, language),
        summary=second_sentence(found, names, language),
        headlines=tuple(differing_headlines(found, language)),
        ledger=differing_ledger(found, names, language),
    )


@kept()
def description(case: Case, code: str, units: str, regions: frozenset[str] | None) -> str:
    """Return the alt text of a case's map."""
    answer = cache.workspace().outcome(case)
    return alt_text(ExportRequest(cache.world(), cache.workspace().library_with(case), answer.ground, answer,
                          cache.language(code, units), regions=regions))


@kept()
def town(place: str, case: Case, code: str, units: str) -> TownCard:
    """Return the card of a settlement with every plan of the project.

    Raises
    ------
    UnknownPlace
        If no settlement has this code.
    """
    work = cache.workspace()
    held = work.held_places(case.front, work.plan(case))
    if not (held.table["settlement"] == place).any():
        raise UnknownPlace(N_("There is no settlement with the code '{place}'."), place=place)
    return town_card(place, held, work.outcome(case), work.library_with(case), work.world,
                     cache.region_names(code), cache.language(code, units), case.strip_km)


@kept()
def site(name: str, case: Case, code: str, units: str) -> SiteCard:
    """Return the card of a site with every plan of the project.

    Raises
    ------
    UnknownPlace
        If no site has this id.
    """
    work = cache.workspace()
    ground = work.ground(replace(case.front, margin_km=0.0), work.plan(case))
    return site_card(name, ground, work.library_with(case), work.world, cache.region_names(code),
                     cache.language(code, units))


@st.cache_resource(show_spinner=False)
def claims(code: str, units: str) -> str:
    """Return the comparison with published figures as a table."""
    return claims_html(cache.compared(), cache.language(code, units))


@st.cache_resource(show_spinner=False)
def areas(code: str) -> str:
    """Return measured and official areas as a table."""
    return areas_html(cache.world(), cache.language(code, "km2"))


def map_view(choice: Choice, files_url: str, corners: tuple[Corner, ...] | None,
             look: dict[str, Any]) -> dict[str, Any]:
    """Return the map state for a choice; `corners` are those of a zone being drawn, `look` where to look.

    The settlement or site whose card is open is labelled at every zoom. File addresses are not cached with
    the state, because a file exists only as long as its own cache entry.
    """
    if choice.view == "compare":
        state = _compared(*choice.cases, choice.language, choice.units, choice.layers, choice.base)
        files = [ground_file(*choice.cases), None]
        if choice.maps == "two":
            state = _paired(choice, state, files_url)
    else:
        state = _planned(choice.case, choice.language, choice.units, choice.layers, choice.base)
        files = [ground_file(choice.case), overlays_file(choice.case)]
    files.append(laid_file(choice))
    files.append(_uncertain(choice) if "uncertain" in choice.layers else None)
    ground, overlays, laid, uncertain = (None if file is None else files_url + file.name for file in files)
    more: dict[str, Any] = {"ground": ground, "overlays": overlays, "laid": laid, "uncertain": uncertain,
                            "at": list(choice.at) if choice.at else None, "look": look}
    if choice.mode == "present":
        more["keys"] = True
    if corners is not None:
        more["corners"] = corners
    language = cache.language(choice.language, choice.units)
    for table, column in ((cache.world().cities, language.town_column),
                          (cache.world().sites, language.name_column)):
        if choice.place in table.index:
            row = table.loc[choice.place]
            more["named"] = {"name": row[column], "lon": float(row["lon"]), "lat": float(row["lat"])}
    return stamped(state, **more)


def _uncertain(choice: Choice) -> Published | None:
    return uncertain_file(*(choice.cases if choice.view == "compare" else (choice.case, None)))


def _paired(choice: Choice, state: dict[str, Any], files_url: str) -> dict[str, Any]:
    cases, work = choice.cases, cache.workspace()
    laid = [overlays_file(case) if work.plan(case) else None for case in cases]
    first, second = (None if file is None else files_url + file.name for file in laid)
    return pair_state(state, work.difference(*cases), cache.region_names(choice.language),
                      cache.language(choice.language, choice.units), choice.layers, (first, second))


def frame_bounds(choice: Choice) -> Degrees:
    """Return the edges of the chosen frame: west, south, east and north in degrees."""
    if choice.view == "compare":
        return _frame_compared(choice.frame, *choice.cases)
    return _frame(choice.frame, choice.case)


@kept()
def _frame(frame: str, case: Case) -> Degrees:
    return bounds_of(frame, cache.world().regions, cache.workspace().outcome(case))


@kept()
def _frame_compared(frame: str, first: Case, second: Case) -> Degrees:
    return bounds_of(frame, cache.world().regions, cache.workspace().difference(first, second))


@kept()
def _compared(first: Case, second: Case, code: str, units: str, layers: frozenset[str],
              base: str) -> dict[str, Any]:
    language = cache.language(code, units)
    return difference_state(cache.workspace().difference(first, second), cache.region_names(code), language,
                            layers, base, "", None, map_credit(cache.lines(first, second), language))


@kept()
def _planned(case: Case, code: str, units: str, layers: frozenset[str], base: str) -> dict[str, Any]:
    language = cache.language(code, units)
    return map_state(cache.workspace().outcome(case), cache.region_names(code), language, layers, base,
                     ground_url="", overlays_url=None, at=None,
                     credit=map_credit(cache.lines(case), language))
