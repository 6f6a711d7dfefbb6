"""Pull-backs on the page: how much ground the forces of each side would leave, by depth."""

import streamlit as st

from geo.case import Case
from geo.control.margin import read_km
from geo.explore.depths import SIDES
from geo.explore.own_plan import pulled_back_draft
from geo.explore.presets import Preset, load_presets
from geo.explore.pull_back import MAX_KM, NO_PULL_BACK
from geo.plans.edit.code import draft_code, read_draft
from geo.plans.overlay import Band, Baseline
from layers.choice import Choice
from layers.explore.depth_chart import depth_chart_html
from layers.explore.pull_back import NOTE, no_line_words, pull_back_sentences
from layers.explore.tables import presets_html
from layers.html.render import render
from layers.language import N_, Language
from page.editor.plan_edit import forget_draft
from page.guard import guarded, on_change
from page.messages import literal
from page.panel import panel
from page.state import cache
from page.state.explored import curve_of, measured_case, pulled_back
from page.state.widget import show_value

OPEN, LINE = "pull-back", "pull-back-line"
DEPTH = "pull-back-{}"
BAND = "pull"
"""Session key of the pull-back, which is also its name in the address; the sliders only show it."""
STEP_KM = 0.5

LINES: dict[Baseline, str] = {
    Baseline.LINE_OF_CONTACT: N_("The line of contact"),
    Baseline.PLAN_LINE: N_("The line the plan would leave"),
}
SLIDERS: dict[str, str] = {
    SIDES[0]: N_("Ukraine's forces go back by"),
    SIDES[1]: N_("Russia's forces go back by"),
}
DRAWN = N_("The map, its pictures and the address have this pull-back. The figures of the plan do not: it is "
           "not a part of the plan.")


@guarded("pull-back")
def pull_back_section(choice: Choice, language: Language) -> None:
    """Draw the sliders, the answer and its curve; the map above has the pull-back, too.

    Nothing is worked out while the panel is closed, unless there is a pull-back.
    """
    say, band = language.text, choice.pull_back
    with panel(say(N_("Pull-back: what forces would leave, by depth")), OPEN,
               is_open_at_first=not band.is_empty) as is_open:
        if not is_open:
            return
        show_value(LINE, band.line)
        st.radio(say(N_("Measured from")), list(LINES), key=LINE, horizontal=True, on_change=_set,
                 format_func=lambda one: say(LINES[one]))
        _named_depths(language)
        columns = st.columns(len(SIDES), gap="medium")
        depths = (band.depth_ukraine_km, band.depth_russia_km)
        for column, side, km in zip(columns, SIDES, depths, strict=True):
            show_value(DEPTH.format(side), km)
            column.slider(say(SLIDERS[side]), 0.0, MAX_KM, step=STEP_KM, format=f"%.4g {say(N_('km'))}",
                          key=DEPTH.format(side), on_change=_set)
        _answer(measured_case(choice.case, band.line), band, language)
        _buttons(choice.case, band, language)
        st.html(presets_html(presets().values(), language))
        st.html(render("page/explored", items=[say(NOTE), say(DRAWN)], quiet=True))


def _named_depths(language: Language) -> None:
    """Draw a button for each depth that somebody named; the table below says who."""
    say = language.text
    st.html(render("page/explored", items=[say(N_("Depths that texts and officials named, on each side:"))],
                   quiet=True))
    with st.container(horizontal=True, gap="small", key="named-depths"):
        for km in sorted({preset.depth_km for preset in presets().values()}):
            st.button(literal(say(N_("{km} km"), km=language.decimal(km))), key=f"named-depth-{km:g}",
                      on_click=_take, args=(km,))


@guarded("choosing a named depth")
def _take(km: float) -> None:
    st.session_state[BAND] = Band(st.session_state[BAND].line, km, km)


@on_change("setting a pull-back")
def _set() -> None:
    """Take what the controls show; a depth that no slider has moved stays as exact as it was."""
    state = st.session_state
    before: Band = state[BAND]
    depths = [old if state[DEPTH.format(side)] == old else read_km(state[DEPTH.format(side)], "depth", MAX_KM)
              for side, old in zip(SIDES, (before.depth_ukraine_km, before.depth_russia_km), strict=True)]
    state[BAND] = Band(state[LINE], depths[0], depths[1])


def _answer(case: Case, band: Band, language: Language) -> None:
    found = pulled_back(case, band)
    with st.spinner(language.text(N_("Measuring the ground by depth …"))):
        table = curve_of(case, band.line)
    none = no_line_words(table, band.line, language)
    sentences = [none] if none else pull_back_sentences(found, cache.world(), language)
    st.html(render("page/explored", items=sentences, quiet=False))
    if not none:
        st.html(depth_chart_html(table, found, language))


def _buttons(case: Case, band: Band, language: Language) -> None:
    """Draw what can be done with a pull-back: make a plan of it, or take it off the map."""
    with st.container(horizontal=True, gap="small", key="pull-back-buttons"):
        st.button(language.text(N_("Make it a part of a plan of your own")), key="pull-back-own",
                  on_click=_as_own_plan, args=(case, band), disabled=band.is_empty)
        st.button(language.text(N_("No pull-back")), key="pull-back-none", on_click=_take, args=(0.0,),
                  disabled=band.is_empty)


@guarded("making a pull-back a part of an own plan")
def _as_own_plan(case: Case, band: Band) -> None:
    """Open the editor with the plan shown and the pull-back as its buffer, which the map then has once."""
    state, world = st.session_state, cache.world()
    regions, base = frozenset(world.regions.index), cache.library()[case.plan]
    draft = pulled_back_draft(cache.workspace().plan(case) or base, base, band, regions)
    code = draft_code(draft)
    read_draft(code, cache.library(), regions, world.periods)
    forget_draft()
    state["own"], state["plan"], state["chosen-plan"] = code, base.id, base.id
    state[BAND], state["view"] = NO_PULL_BACK, "write"


@st.cache_resource(show_spinner=False)
def presets() -> dict[str, Preset]:
    """Return the depths that texts and officials named."""
    return load_presets()
