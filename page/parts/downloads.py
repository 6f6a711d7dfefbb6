"""Downloads: pictures, files, briefing, bundle and citation, each generated on demand."""

import ipaddress
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import BoundedSemaphore
from typing import TypeVar
from urllib.parse import urlsplit

import streamlit as st

from geo.errors import FormatError, GeoError
from geo.outcomes.outcome import Outcome
from geo.settings.variables import ADDRESS, FILES_AT_ONCE
from geo.sweep.one_plan import brief_zones
from layers.bundle.registry import DOCUMENT, EXPORTS, PICTURE, SET, SHAPES, TABLE, Export, file_name
from layers.captions.citation import citation
from layers.choice import Choice
from layers.frame import FRAMES, frame_words
from layers.html.render import render
from layers.language import N_, Language
from layers.plate.sizes import SIZES
from layers.request import MAX_TITLE_LENGTH, PARTS, ExportRequest, read_address, read_title
from page.guard import guarded
from page.panel import panel
from page.parts.copy_button import copy_button
from page.parts.on_screen import frame_on_screen
from page.parts.series import series_panel
from page.state import cache, rendered
from page.state.address import address_of
from page.state.explored import laid_of

QUICK: dict[str, str] = {
    "png": N_("Picture (PNG)"), "briefing": N_("Briefing (PDF)"), "geojson": N_("Data (GeoJSON)"),
}
"""The most popular downloads, one click each."""

OPEN = "all-downloads"
"""The key of the panel with all sizes and formats."""

LAYER_PARTS = {"contact": "contact", "plan_line": "plan_line"}
"""Map layers that correspond to a part of a shape file."""

_making = BoundedSemaphore(FILES_AT_ONCE.number())

Thing = TypeVar("Thing")


@st.fragment
@guarded("downloads")
def downloads(outcome: Outcome, choice: Choice, regions: frozenset[str], language: Language) -> None:
    """Draw the one-click buttons, and a panel with all sizes and formats."""
    say = language.text
    everything = regions == frozenset(cache.world().regions.index)
    plans = cache.workspace().library_with(choice.case)
    request = ExportRequest(cache.world(), plans, outcome.ground, outcome, language,
                  regions=None if everything else regions, layers=choice.layers, address=address(),
                  choice=choice, frame=frame_on_screen(choice), laid=laid_of(choice),
                  zones=partial(brief_zones, cache.workspace()))
    st.html(render("page/section", title=say(N_("Download")), quiet=""))
    with st.container(horizontal=True, gap="small"):
        for name, words in QUICK.items():
            _button(request, EXPORTS[name], say(words), f"quick-{name}")
    with panel(say(N_("All sizes and formats; citation")), OPEN) as is_open:
        if not is_open:
            return
        picture = _pictures(request, language)
        _heading(say(N_("Series of pictures")))
        series_panel(picture, choice, language)
        _files(request, choice.layers, language)
        described = rendered.description(choice.case, choice.language, choice.units, request.regions)
        _words(request, described, language)


def _pictures(request: ExportRequest, language: Language) -> ExportRequest:
    """Draw the choice of a picture and its formats; return the picture that is chosen."""
    say = language.text
    _heading(say(N_("Picture")))
    size = st.selectbox(say(N_("Size of the picture")), list(SIZES), key="picture-size",
                        persist_state="session", format_func=lambda name: say(SIZES[name].label))
    frame = st.selectbox(
        say(N_("Area of the picture")), ["", *FRAMES], key="picture-frame", persist_state="session",
        format_func=lambda name: say(FRAMES[name]) if name else say(
            N_("As on the map: {area}"), area=frame_words(request.frame, request.names, language)))
    title = st.text_input(say(N_("Title of your own")), key="picture-title",
                          persist_state="session", max_chars=MAX_TITLE_LENGTH)
    bare = st.checkbox(say(N_("Line of contact only, without the plan")), key="picture-bare",
                       persist_state="session")
    alone = st.checkbox(say(N_("Map only, without heading, figures and legend")), key="picture-alone",
                        persist_state="session")
    picture = replace(request, outcome=None if bare else request.outcome, size=size,
                      laid=() if bare else request.laid,
                      frame=frame or request.frame, title=read_title(title), map_only=alone)
    _row(picture, (PICTURE,), language)
    return picture


def _files(request: ExportRequest, layers: frozenset[str], language: Language) -> None:
    say = language.text
    _heading(say(N_("Shapes")))
    on_map = {part for layer, part in LAYER_PARTS.items() if layer in layers}
    offered = [part for part in PARTS if part != "strip" or request.plan().bands]
    parts = st.multiselect(
        say(N_("Contents of the file")), offered, key="file-parts", persist_state="session",
        default=[part for part in offered if part in {"zones", "strip"} | on_map],
        format_func=lambda name: say(PARTS[name]))
    _row(replace(request, parts=frozenset(parts)), (SHAPES,), language)
    _heading(say(N_("Tables and documents")))
    _row(request, (TABLE, DOCUMENT, SET), language)


def _words(request: ExportRequest, description: str, language: Language) -> None:
    say = language.text
    _heading(say(N_("Citation and alt text")))
    for words, text, key in (
        (N_("Copy citation"), citation(request), "copy-citation"),
        (N_("Copy alt text"), description, "copy-alt"),
    ):
        copy_button(say(words), text, key, language)
        st.html(render("page/copied", text=text))


def _heading(words: str) -> None:
    st.html(render("page/part", title=words))


def _row(request: ExportRequest, groups: tuple[str, ...], language: Language) -> None:
    """Draw the formats of some groups side by side, on as many rows as needed."""
    with st.container(horizontal=True, gap="small"):
        for export in EXPORTS.values():
            if export.group in groups:
                _button(request, export, language.text(export.label), f"export-{export.id}")


def _button(request: ExportRequest, export: Export, label: str, key: str) -> None:
    st.download_button(label, data=partial(written, export.write, request), mime=export.mime,
                       file_name=file_name(request, export), on_click="ignore", key=key, width="content")


def written(write: Callable[[Thing], bytes], thing: Thing) -> bytes:
    """Generate a file; while FILES_AT_ONCE others are being generated, wait."""
    with _making:
        return write(thing)


def address() -> str | None:
    """Return the public URL of this page: as configured, otherwise as in the reader's browser.

    A local address is not returned, because it would be printed on plates.
    """
    try:
        configured = read_address(ADDRESS.text())
        url = st.context.url or ""
        return configured or (read_address(url.partition("?")[0]) if is_public(url) else None)
    except FormatError:
        return None


def view_address(choice: Choice) -> str:
    """Return the public address of a view; '' if the page has none, or the view is too long for one."""
    try:
        base = address()
        return f"{base}{address_of(choice)}" if base else ""
    except GeoError:
        return ""


def is_public(url: str) -> bool:
    """Say whether a URL may be public: not this machine, a private IP address or a bare host name."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host.strip(".") and not host.endswith((".local", ".localhost", ".internal", ".lan"))
