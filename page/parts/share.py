"""Sharing: the page without panels, for presenters and for embedding, and links to it."""

from dataclasses import replace

import streamlit as st

from layers.choice import Choice
from layers.html.legend import legend_html
from layers.html.render import render
from layers.language import N_, Language
from layers.text.credit import Lines, credits_of
from layers.text.legend import Entry
from layers.text.wording import DISCLAIMER
from page.component import ASSETS, component
from page.guard import guarded
from page.map import show_map
from page.parts.cards import headline_cards
from page.parts.copy_button import copy_button
from page.reading import reading, said, zone_list
from page.state import cache
from page.state.address import address_of, written
from page.state.rendered import Words

HERE_MARK = "{here}"
"""Placeholder for the page's address, which only the browser knows in full."""

OPEN = "share"
"""The key of the panel, which is sent once it is opened."""

BARE = (ASSETS / "bare.css").read_text(encoding="utf-8")
FIT = BARE + (ASSETS / "fit.css").read_text(encoding="utf-8")


def bare_view(choice: Choice, words: Words, legend: list[Entry], lines: Lines,
              language: Language) -> None:
    """Draw sentence, map, legend and credits in one window; presenters also get figures and keys."""
    say = language.text
    fit = choice.mode == "fit"
    st.html(render("page/style", sheet=FIT if fit else BARE))
    st.html(render("page/headline", kicker=words.kicker, title=words.title, second=None))
    if choice.mode == "present":
        with st.container(key="figures"):
            headline_cards(words.headlines, language)
    with guarded("map"):
        show_map(choice)
    st.html(legend_html(legend, language, bare=True))
    presented = choice.mode == "present"
    if presented:
        _turning(choice, language)
    else:
        zone_list(language, has_cards=False)
    reading(said(words), language, has_list=not presented)
    if fit:
        with st.sidebar:  # where it takes no room
            component("height")(key="height")
    version = say(N_("Data version {version}."), version=cache.world().version)
    st.html(render("page/bare_foot", words=f"{credits_of(lines, language)} {version}",
                   disclaimer=say(DISCLAIMER), address=address_of(choice, mode=""),
                   full=say(N_("Open the full page"))))


def _turning(choice: Choice, language: Language) -> None:
    """Draw buttons and enable keys that move to the next or previous plan."""
    say, plans = language.text, list(cache.library().plans)
    place = plans.index(choice.plan) if choice.plan in plans else 0
    with st.container(key="turning", horizontal=True, gap="small", vertical_alignment="center"):
        st.button(say(N_("Previous plan")), key="turn-previous", on_click=turn, args=(-1,))
        st.button(say(N_("Next plan")), key="turn-next", on_click=turn, args=(1,))
        st.button(say(N_("Leave presenter mode")), key="turn-leave", on_click=leave)
        st.caption(say(N_("Plan {number} of {count}. Use the arrow keys to move between plans, Escape to "
                          "leave."),
                       number=language.number(place + 1), count=language.number(len(plans))))
    pressed = component("keys")(key="keys", on_turn_change=lambda: None)
    way = getattr(pressed, "turn", None)
    if way == "leave":
        leave()
        st.rerun()
    elif way in ("next", "previous"):
        turn(1 if way == "next" else -1)
        st.rerun()


@guarded("turning to another plan")
def turn(step: int) -> None:
    """Move `step` plans forwards, wrapping round at the ends."""
    plans = list(cache.library().plans)
    now = st.session_state["plan"]
    st.session_state["plan"] = plans[((plans.index(now) if now in plans else 0) + step) % len(plans)]


@guarded("leaving a mode")
def leave() -> None:
    st.session_state["mode"] = ""


@guarded("entering a mode")
def enter(mode: str) -> None:
    st.session_state["mode"] = mode


@guarded("share")
def share_panel(choice: Choice, language: Language) -> None:
    """Draw a link to the current view, the embedding code, and the presenter mode."""
    say = language.text
    with st.popover(say(N_("Share")), key=OPEN, on_change="rerun") as box:
        if not box.open:
            return
        st.caption(say(N_("The address of the page holds plan, comparison, date, layers, view, units, "
                          "language and data version.")))
        shared = replace(choice, zone=written(choice)[0].get("zone", ""))
        copy_button(say(N_("Copy link")), HERE_MARK, "copy-link", language, query=address_of(shared))
        frame = render("page/frame", address=HERE_MARK,
                       title=say(N_("Ukraine peace plans: who would hold what")))
        copy_button(say(N_("Copy code to embed")), frame, "copy-frame", language,
                    query=address_of(shared, mode="fit"), quoted=True)
        st.button(say(N_("Presenter mode")), key="present", on_click=enter, args=("present",))
