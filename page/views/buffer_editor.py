"""The editor of the buffer in a reader's own plan: its baseline, and its depth on each side."""

import streamlit as st

from geo.control.margin import MAX_STRIP_KM
from geo.plans.edit import Draft
from geo.plans.edit_overlays import bands_of
from geo.plans.overlay import Band, Baseline, OverlayKind
from geo.plans.scenario import Scenario
from layers.language import N_, Language
from layers.text.overlays import overlay_words
from page import messages
from page.binding import bound_first
from page.state.plan_edit import PREFIX

LINE, UKRAINE, RUSSIA = f"{PREFIX}buffer-line", f"{PREFIX}buffer-ukraine", f"{PREFIX}buffer-russia"

LINES: dict[Baseline, str] = {
    Baseline.LINE_OF_CONTACT: N_("the line of contact"),
    Baseline.PLAN_LINE: N_("the line the plan would leave"),
}
PART = "buffer editor"
NONE = Band(Baseline.LINE_OF_CONTACT, 0.0, 0.0)


def buffer_editor(base: Scenario, draft: Draft, language: Language) -> tuple[Band, ...] | None:
    """Draw the editor of the first buffer; other overlays of the plan stay as they are.

    Returns
    -------
    tuple of Band, or None
        All buffers and border strips of the edited plan; None if they are unchanged.
    """
    say, plain = language.text, bands_of(base)
    bands = plain if draft.bands is None else draft.bands
    before = next((band for band in bands if band.kind is OverlayKind.BUFFER), NONE)
    line = st.selectbox(say(N_("Buffer measured from")), list(LINES),
                        format_func=lambda name: say(LINES[name]), **bound_first(LINE, before.line, PART))
    sides = {Baseline.LINE_OF_CONTACT: (N_("Ukrainian-held ground (km; 0: none)"),
                                        N_("Russian-held ground (km; 0: none)")),
             Baseline.PLAN_LINE: (N_("Side under Ukrainian control (km; 0: none)"),
                                  N_("Other side (km; 0: none)"))}[line]
    depths = []
    firsts = {UKRAINE: before.depth_ukraine_km, RUSSIA: before.depth_russia_km}
    for column, words, (key, first) in zip(st.columns(2), sides, firsts.items(), strict=True):
        km = column.number_input(say(words), min_value=0.0, max_value=MAX_STRIP_KM, step=1.0,
                                 **bound_first(key, first, PART))
        depths.append(round(float(km or 0), 2))
    wanted = Band(line, depths[0], depths[1])
    if not wanted.is_empty:
        st.caption(messages.literal(overlay_words(wanted.kind, wanted, language)))
    if wanted.is_empty:
        result = tuple(band for band in bands if band != before)
    elif before in bands:
        result = tuple(wanted if band == before else band for band in bands)
    else:
        result = (wanted, *bands)
    result = tuple(dict.fromkeys(result))
    return None if result == plain else result
