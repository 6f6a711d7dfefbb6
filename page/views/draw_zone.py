"""Drawing a zone on the page: corners from clicks or from text, the card of the zone, its file."""

from collections.abc import Callable

import streamlit as st

from geo.case import Case
from geo.errors import GeoError, ZoneError
from geo.outcomes.drawn_vertices import (
    MAX_CORNERS,
    Corner,
    checked,
    corners_from,
    corners_text,
    read_corners,
)
from geo.outcomes.drawn_zone import ZoneOnGround, drawn_zone, overlay_zone
from geo.outcomes.outcome import Outcome
from layers.choice import Choice
from layers.export.drawn_geojson import MIME, drawn_file_name, drawn_geojson
from layers.html.drawn_zone import card_html
from layers.html.render import render
from layers.language import N_, Language
from page import messages
from page.guard import guarded
from page.state import cache
from page.state.drawing import Act
from page.state.kept import kept
from page.views.drawing_buttons import drawing_buttons

CORNERS = "zone-corners"
"""Session key of the corners clicked so far: a list of (longitude, latitude) in degrees."""
ZONE = "zone"
"""Session key of the measured zone, as text (`geo.outcomes.drawn_vertices.corners_text`)."""
CLICK = N_("Click the map to set the corners one after the other, or type them below.")
TYPED, FAULT = "zone-text", "zone-fault"
MAX_TYPED = 20_000


@guarded("corners of a zone")
def corner_box(choice: Choice, language: Language) -> None:
    """Draw the corners so far, the buttons and the text box.

    `choice.zone` is the measured zone as text. A click on the map appends a corner to the session's CORNERS;
    the buttons and the text box write both.
    """
    say, state = language.text, st.session_state
    corners = list(corners_of(choice))
    st.html(render("page/section", title=say(N_("Draw a zone")), quiet=say(CLICK)))
    drawing_buttons(len(corners), bool(choice.zone), do, language)
    st.text(_listed(corners, language))
    with st.expander(say(N_("Type or paste coordinates")), expanded=not corners):
        st.text_area(
            say(N_("Corners")), key=TYPED, max_chars=MAX_TYPED, height=140,
            placeholder="37.2 48.4\n38.1 48.4\n38.1 49.0\n37.2 49.0",
            help=say(N_("One corner per line: longitude then latitude in degrees, or in either order "
                        "with N and E. A GeoJSON polygon or a WKT POLYGON works too.")))
        st.button(say(N_("Measure")), key="zone-typed", on_click=_take_text)
    if state.get(FAULT):
        messages.show([ZoneError(state[FAULT])], language)


@guarded("card of a zone")
def zone_card(outcome: Outcome, choice: Choice, language: Language) -> None:
    """Draw the card of a closed zone: area, people, towns, its status under every plan, and its file."""
    if choice.zone:
        _measured(outcome, choice, corners_from(choice.zone), language)


def corners_of(choice: Choice) -> tuple[Corner, ...]:
    """Return the corners so far, initially those of the measured zone."""
    state = st.session_state
    if CORNERS not in state:
        state[CORNERS] = list(corners_from(choice.zone)) if choice.zone else []
    corners: list[Corner] = state[CORNERS]
    return tuple(corners)


@guarded("acts of drawing a zone")
def do(acts: list[Act]) -> None:
    """Do what the reader did, in its order; the measured zone stays until the new one is closed."""
    for act in acts:
        if act.at is not None:
            _add(*act.at)
        else:
            ACTS[act.name]()


def _measured(outcome: Outcome, choice: Choice, drawn: tuple[Corner, ...], language: Language) -> None:
    try:
        zone_on_ground = measured(corners_text(drawn), choice.case)
    except GeoError as fault:
        messages.show([fault], language)
        return
    plans = cache.workspace().library_with(choice.case)
    st.html(card_html(zone_on_ground, outcome, plans, cache.region_names(choice.language), language))
    st.download_button(
        language.text(N_("Download the zone (GeoJSON)")),
        data=lambda: drawn_geojson(zone_on_ground, outcome.ground, plans, cache.world(), language),
        file_name=drawn_file_name(outcome.ground), mime=MIME, on_click="ignore", key="zone-file")


@kept()
def measured(zone: str, case: Case) -> ZoneOnGround:
    """Measure a zone, given as text, on the ground of a case.

    Raises
    ------
    ZoneError
        If it lies outside Ukraine.
    """
    world = cache.world()
    return overlay_zone(world, drawn_zone(world, corners_from(zone)), cache.workspace().ground_of(case))


def _listed(corners: list[Corner], language: Language) -> str:
    if not corners:
        return language.text(N_("No corners yet."))
    spots = "; ".join(f"{lon:.4f} {lat:.4f}" for lon, lat in corners)
    return language.text(N_("Corners (longitude latitude): {spots}"), spots=spots)


def _add(lon: float, lat: float) -> None:
    corners: list[Corner] = st.session_state.setdefault(CORNERS, [])
    if len(corners) < MAX_CORNERS:
        corners.append((round(lon, 4), round(lat, 4)))


def _take_back() -> None:
    del st.session_state[CORNERS][-1:]
    st.session_state[FAULT] = ""


def _clear() -> None:
    state = st.session_state
    state[CORNERS], state[ZONE], state[FAULT], state[TYPED] = [], "", "", ""


def _close() -> None:
    _settle(lambda: checked(st.session_state[CORNERS]))


@guarded("reading typed corners")
def _take_text() -> None:
    _settle(lambda: read_corners(str(st.session_state[TYPED])))


def _settle(read: Callable[[], tuple[Corner, ...]]) -> None:
    """Measure the zone with these corners; if it is invalid, say why and keep the previous one."""
    state = st.session_state
    try:
        corners = read()
        drawn_zone(cache.world(), corners)
    except ZoneError as fault:
        state[FAULT] = fault.words
        return
    state[CORNERS], state[ZONE], state[FAULT] = list(corners), corners_text(corners), ""


ACTS = {"back": _take_back, "close": _close, "clear": _clear}
