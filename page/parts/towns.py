"""Towns on the page: the search, the card of one settlement, and the list of a zone's settlements."""

import numpy as np
import pandas as pd
import streamlit as st

from geo.crs import points_to_metres
from geo.errors import GeoError, Words
from geo.gazetteer.cities import KINDS
from geo.gazetteer.search import (
    AmbiguousPlace,
    AreaAsked,
    CityDistrict,
    CountedElsewhere,
    EmptyTown,
    UnknownArea,
    UnknownPlace,
    find,
    namesakes,
)
from geo.gazetteer.sites import called, like
from geo.outcomes.outcome import Outcome
from geo.outcomes.settlements import listed
from geo.status import Status
from layers.alphabet import alphabetical
from layers.choice import Choice
from layers.html.town_card import card_html
from layers.language import N_, Language
from layers.parameter import SPOT_DECIMALS
from layers.places import site_card
from layers.selection import SIDES_ORDERED
from layers.style.statuses import STATUSES
from layers.text.towns import KIND_WORDS, towns_csv
from layers.text.wording import HOLDER_WORDS
from page import messages
from page.guard import guarded, on_change
from page.panel import panel
from page.state import cache, rendered
from page.state.look import look_at_spot

OPEN = "settlements"
"""The key of the panel with the list."""
ROWS_SHOWN = 2000
MAX_QUERY_LENGTH = 100
NEAR_KM = 15.0
CANDIDATES = 10


@guarded("search")
def search_box(language: Language) -> None:
    """Draw the search box; a single match opens its card, several are offered as a choice."""
    st.text_input(
        language.text(N_("Find a town, village, plant, dam or port")), key="query",
        max_chars=MAX_QUERY_LENGTH, on_change=_look_up, label_visibility="collapsed",
        placeholder=language.text(N_("Find Kramatorsk, Краматорск, ZNPP …")),
    )
    state = st.session_state
    if not state.get("unfound"):
        return
    regions = cache.region_names(language.code)
    with st.container(key="candidates"):
        st.caption(messages.literal(language.said(state["unfound"])))
        for place in state.get("candidates", []):
            words = _offer(place, regions, language)
            st.button(messages.literal(words), key=f"town-{place}", on_click=choose, args=(place,),
                      type="tertiary")


def _offer(place: str, regions: dict[str, str], language: Language) -> str:
    """Name a settlement or site that the search offers."""
    sites = cache.world().sites
    if place in sites.index:
        row = sites.loc[place]
        return language.text(N_("{name}, {region}"), name=row[language.name_column],
                             region=regions[row["region"]])
    names = cache.names()
    row = names.settlements.loc[place]
    people, raion = language.people(row["population"]), row["raion"]
    if raion not in names.areas.index:
        return language.text(
            N_("{name}, {region}: {people} residents before 2022"), name=row[language.town_column],
            region=regions[row["region"]], people=people)
    return language.text(
        N_("{name}, {raion} raion, {region}: {people} residents before 2022"),
        name=row[language.town_column], raion=names.areas.at[raion, language.name_column],
        region=regions[row["region"]], people=people)


@on_change("looking up a place")
def _look_up() -> None:
    """Find the site or settlement that the reader typed; if there is none, keep the current card."""
    state = st.session_state
    query = str(state["query"]).strip()
    state["candidates"], state["unfound"] = [], ""
    if not query:
        return
    sites, names = cache.world().sites, cache.names()
    try:
        site = called(sites, query)
        if site is not None:
            choose(site)
            return
        place = find(names, query)
        choose(place)
        state["unfound"] = namesakes(names, query, place)[1]
    except AmbiguousPlace as fault:
        state["candidates"] = list(fault.places[:CANDIDATES])
        state["unfound"] = Words(N_("Several places have this name. Which one?"))
    except (AreaAsked, CityDistrict, CountedElsewhere, EmptyTown) as fault:
        state["candidates"], state["unfound"] = list(fault.places[:CANDIDATES]), fault.words
    except UnknownArea as fault:
        state["candidates"] = list(fault.places[:CANDIDATES])
        state["unfound"] = fault.words if not fault.places else Words(
            N_("No region, raion or hromada of today has this name. Which of these places do you mean?"))
    except UnknownPlace as fault:
        state["candidates"] = [*like(sites, query), *fault.places][:CANDIDATES]
        state["unfound"] = Words(
            N_("No place has this name. Did you mean one of these?") if state["candidates"]
            else N_("No town or village has this name."))


@guarded("choosing a place")
def choose(place: str) -> None:
    """Select a settlement or site for card, marker and address, and fly to it."""
    sites = cache.world().sites
    row = sites.loc[place] if place in sites.index else cache.names().settlements.loc[place]
    st.session_state["place"] = place
    spot = round(float(row["lon"]), SPOT_DECIMALS), round(float(row["lat"]), SPOT_DECIMALS)
    st.session_state["at"] = spot
    look_at_spot(*spot)
    st.session_state["candidates"], st.session_state["unfound"] = [], ""


@guarded("choosing a spot")
def choose_spot(lon: float, lat: float) -> None:
    """Select a clicked spot and the settlement nearest to it for the cards."""
    spot = round(lon, SPOT_DECIMALS), round(lat, SPOT_DECIMALS)
    st.session_state["at"], st.session_state["place"] = spot, nearest(lon, lat)


def nearest(lon: float, lat: float) -> str | None:
    """Return the settlement nearest to a spot, or None if it is further than NEAR_KM."""
    places = cache.world().places
    x_m, y_m = points_to_metres(lon, lat)
    away_m = np.hypot(places["x_m"] - x_m[0], places["y_m"] - y_m[0])
    if away_m.min() > NEAR_KM * 1000:
        return None
    return str(places.at[away_m.idxmin(), "settlement"])


@guarded("card of a town")
def town_section(choice: Choice, language: Language) -> None:
    """Draw the card of the chosen settlement or site, with every plan."""
    if choice.place is None:
        return
    try:
        if not choice.place.startswith("UA"):
            found = rendered.site(choice.place, choice.case, choice.language, choice.units)
            st.html(site_card.card_html(found, language.day(choice.on), language))
            return
        card = rendered.town(choice.place, choice.case, choice.language, choice.units)
    except GeoError as fault:
        messages.show([fault], language)
        st.session_state["place"] = None
        return
    st.html(card_html(card, language.day(choice.on), language))


@guarded("list of settlements")
def settlements_section(outcome: Outcome, choice: Choice, language: Language) -> None:
    """Draw the settlements of a status: sorted by size, filtered and downloadable."""
    say = language.text
    with panel(say(N_("Towns and villages by status")), OPEN) as is_open:
        if not is_open:
            return
        held = cache.workspace().held_places(choice.front, outcome.scenario)
        rows = listed(held.seen_by(outcome.scenario.reference_date), outcome.scenario, cache.world().cities)
        there = [status for side in SIDES_ORDERED for status in Status
                 if status.side is side and (rows["status"] == status).any()]
        left, middle, right = st.columns(3)
        status = left.selectbox(say(N_("Status")), there, key="list-status", persist_state="session",
                                format_func=lambda s: say(STATUSES[s].short))
        rows = rows[rows["status"] == status]
        regions = cache.region_names(language.code)
        inside = middle.multiselect(
            say(N_("Regions")), sorted(set(rows["region"]), key=lambda region: alphabetical(regions[region])),
            format_func=regions.__getitem__, key="list-regions", persist_state="session")
        kinds = right.multiselect(say(N_("Kinds")), KINDS, key="list-kinds", persist_state="session",
                                  format_func=lambda kind: say(KIND_WORDS[kind]))
        rows = rows[rows["region"].isin(inside or regions) & rows["kind"].isin(kinds or KINDS)]
        _table(rows, regions, language)
        st.download_button(
            say(N_("Download the list (CSV)")),
            data=lambda: towns_csv(rows, outcome.scenario, choice.on.isoformat()),
            file_name=f"{outcome.scenario.id}_{choice.on}_settlements.csv", mime="text/csv",
            on_click="ignore", key="list-csv",
        )


def _table(rows: pd.DataFrame, regions: dict[str, str], language: Language) -> None:
    say = language.text
    table = pd.DataFrame({
        say(N_("Name")): rows[language.town_column],
        say(N_("Kind")): [say(KIND_WORDS[kind]) for kind in rows["kind"]],
        say(N_("Region")): rows["region"].map(regions),
        say(N_("Residents before 2022")): rows["population"],
        say(N_("Held by")): [say(HOLDER_WORDS[holder]) for holder in rows["holder"]],
    })
    st.caption(say(N_("{count} settlements, {people} residents before 2022"),
                   count=language.number(len(rows)), people=language.people(rows["population"].sum())))
    st.dataframe(table.head(ROWS_SHOWN), hide_index=True, height=360)
    if len(rows) > ROWS_SHOWN:
        st.caption(say(N_("The largest {count} are shown; the download has all."),
                       count=language.number(ROWS_SHOWN)))
