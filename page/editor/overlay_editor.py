"""The editor of the overlays of a reader's own plan: buffers, border strips and walls, one below another."""

import streamlit as st

from geo.control.margin import MAX_STRIP_KM
from geo.plans.edit.draft import Draft
from geo.plans.edit.overlays import bands_of, own_walls
from geo.plans.overlay import Band, Baseline, Neighbour, OverlayKind
from geo.plans.scenario import MAX_OVERLAYS, Scenario
from layers.language import N_, Language
from layers.text.overlays import KIND_WORDS, NEIGHBOUR_WORDS, overlay_words
from page import messages
from page.binding import bound_first
from page.editor.plan_edit import PREFIX
from page.guard import guarded

Overlays = tuple[tuple[Band, ...] | None, tuple[Baseline, ...] | None]

ROWS = f"{PREFIX}overlays"
"""Session key of the rows drawn: what each shows at first, by number."""
ADD, REMOVE, FIELD = f"{PREFIX}add-{{}}", f"{PREFIX}remove-{{}}", f"{PREFIX}overlay-{{}}-{{}}"
PART = "overlay editor"
FIRST_KM = 10.0

LINES: dict[Baseline, str] = {
    Baseline.LINE_OF_CONTACT: N_("the line of contact"),
    Baseline.PLAN_LINE: N_("the line the plan would leave"),
}
HELD = (N_("Ukrainian-held ground (km; 0: none)"), N_("Russian-held ground (km; 0: none)"))
SIDES: dict[Baseline, tuple[str, str]] = {
    Baseline.LINE_OF_CONTACT: HELD,
    Baseline.INTERNATIONAL_BORDER: HELD,
    Baseline.PLAN_LINE: (N_("Side under Ukrainian control (km; 0: none)"), N_("Other side (km; 0: none)")),
}
NEW: dict[OverlayKind, Band | Baseline] = {
    OverlayKind.BUFFER: Band(Baseline.LINE_OF_CONTACT, FIRST_KM, FIRST_KM),
    OverlayKind.BORDER_STRIP: Band(Baseline.INTERNATIONAL_BORDER, FIRST_KM, FIRST_KM, (Neighbour.RUSSIA,)),
    OverlayKind.WALL: Baseline.LINE_OF_CONTACT,
}
ADD_WORDS: dict[OverlayKind, str] = {
    OverlayKind.BUFFER: N_("Add a buffer"),
    OverlayKind.BORDER_STRIP: N_("Add a border strip"),
    OverlayKind.WALL: N_("Add a wall"),
}


def overlay_editor(base: Scenario, draft: Draft, language: Language) -> Overlays:
    """Draw the editor of all overlays but walls that others report.

    Returns
    -------
    tuple
        All buffers and border strips of the edited plan, and the lines of the reader's walls; None for
        those that are unchanged.
    """
    plain, walled = bands_of(base), own_walls(base)
    rows = _rows((*(plain if draft.bands is None else draft.bands),
                  *(walled if draft.walls is None else draft.walls)))
    found = [_band(number, row, language) if isinstance(row, Band) else _wall(number, row, language)
             for number, row in list(rows.items())]
    with st.container(horizontal=True, gap="small"):
        for kind, words in ADD_WORDS.items():
            st.button(language.text(words), key=ADD.format(kind.value), on_click=_add, args=(kind,),
                      disabled=len(rows) >= MAX_OVERLAYS)
    bands = tuple(dict.fromkeys(item for item in found if isinstance(item, Band) and not item.is_empty))
    walls = tuple(dict.fromkeys(item for item in found if isinstance(item, Baseline)))
    return None if bands == plain else bands, None if walls == walled else walls


def _rows(there: tuple[Band | Baseline, ...]) -> dict[int, Band | Baseline]:
    """Return the rows of the run before, or one for each overlay if the editor was not drawn then."""
    state = st.session_state
    if ROWS not in state or ADD.format(OverlayKind.BUFFER.value) not in state:
        state[ROWS] = dict(enumerate(there))
    rows: dict[int, Band | Baseline] = state[ROWS]
    return rows


@guarded("adding an overlay")
def _add(kind: OverlayKind) -> None:
    rows = st.session_state[ROWS]
    st.session_state[ROWS] = {**rows, max(rows, default=-1) + 1: NEW[kind]}


@guarded("removing an overlay")
def _remove(number: int) -> None:
    rows = st.session_state[ROWS]
    st.session_state[ROWS] = {other: row for other, row in rows.items() if other != number}


def _heading(number: int, words: str, language: Language) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"**{messages.literal(language.text(words))}**", width="stretch")
        st.button(language.text(N_("Remove")), key=REMOVE.format(number), type="tertiary", on_click=_remove,
                  args=(number,))


def _line(number: int, first: Baseline, words: str, language: Language) -> Baseline:
    line: Baseline = st.selectbox(
        language.text(words), list(LINES), format_func=lambda name: language.text(LINES[name]),
        **bound_first(FIELD.format(number, "line"), first, PART))
    return line


def _wall(number: int, first: Baseline, language: Language) -> Baseline:
    _heading(number, N_("Wall"), language)
    return _line(number, first, N_("Along"), language)


def _band(number: int, first: Band, language: Language) -> Band:
    """Draw the line, the neighbours of a border strip, and the depth on each side."""
    say, line, names = language.text, first.line, list[Neighbour]()
    _heading(number, KIND_WORDS[first.kind], language)
    if first.kind is OverlayKind.BUFFER:
        line = _line(number, first.line, N_("Measured from"), language)
    else:
        names = st.multiselect(say(N_("Along the border with")), list(Neighbour),
                               format_func=lambda name: say(NEIGHBOUR_WORDS[name]),
                               **bound_first(FIELD.format(number, "border"), list(first.neighbours), PART))
    depths = []
    firsts = {"ukraine": first.depth_ukraine_km, "russia": first.depth_russia_km}
    for column, words, (side, km) in zip(st.columns(2), SIDES[line], firsts.items(), strict=True):
        given = column.number_input(say(words), min_value=0.0, max_value=MAX_STRIP_KM, step=1.0,
                                    **bound_first(FIELD.format(number, side), km, PART))
        depths.append(round(float(given or 0), 2))
    if first.kind is OverlayKind.BORDER_STRIP and not names:
        depths = [0.0, 0.0]
    band = Band(line, depths[0], depths[1], tuple(names))
    if band.is_empty:
        st.caption(say(N_("Not drawn: it needs a depth on at least one side, and a border strip a "
                          "neighbour.")))
    else:
        st.caption(messages.literal(overlay_words(first.kind, band, language)))
    return band
