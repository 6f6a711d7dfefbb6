"""Pull-backs on the page: how much ground the forces of each side would leave, by depth."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from geo.case import Case
from geo.control.margin import read_km
from geo.explore.depths import SIDES
from geo.explore.presets import Preset, load_presets
from geo.explore.pull_back import MAX_KM, PullBack, curve, pull_back
from geo.plans.library import TODAY
from geo.plans.overlay import Baseline
from layers.choice import Choice
from layers.explore.depth_chart import depth_chart_html
from layers.explore.pull_back import NOTE, no_line_words, pull_back_sentences
from layers.explore.tables import presets_html
from layers.html.render import render
from layers.language import N_, Language
from page.guard import guarded
from page.messages import literal
from page.parts.together import as_drawn
from page.state import cache
from page.state.kept import kept
from page.state.widget import show_value

OPEN, LINE = "pull-back", "pull-back-line"
DEPTH = "pull-back-{}"
STEP_KM = 0.5
MAX_CURVES, MAX_ANSWERS = 64, 200

LINES: dict[Baseline, str] = {
    Baseline.LINE_OF_CONTACT: N_("The line of contact"),
    Baseline.PLAN_LINE: N_("The line the plan would leave"),
}
SLIDERS: dict[str, str] = {
    SIDES[0]: N_("Ukraine's forces go back by"),
    SIDES[1]: N_("Russia's forces go back by"),
}
NOT_DRAWN = N_("The map shows the plan without this pull-back. In “Write your own” a buffer can be added to "
               "a plan, and is drawn.")


@st.fragment
@guarded("pull-back")
def pull_back_section(choice: Choice, language: Language) -> None:
    """Draw the sliders, the answer and its curve; a slider redraws nothing else of the page.

    Nothing is worked out while the panel is closed.
    """
    say = language.text
    with st.expander(say(N_("Pull-back: what forces would leave, by depth")), key=OPEN,
                     on_change="rerun") as box:
        if not box.open:
            return
        line = st.radio(say(N_("Measured from")), list(LINES), key=LINE, horizontal=True,
                        persist_state="session", format_func=lambda one: say(LINES[one]))
        _named_depths(language)
        columns = st.columns(len(SIDES), gap="medium")
        given = [column.slider(say(SLIDERS[side]), 0.0, MAX_KM, step=STEP_KM, format="%.1f km",
                               key=DEPTH.format(side), persist_state="session")
                 for side, column in zip(SIDES, columns, strict=True)]
        asked = [read_km(km, "depth", MAX_KM) for km in given]
        _answer(measured_case(choice.case, line), line, asked[0], asked[1], language)
        st.html(presets_html(presets().values(), language))
        st.html(render("page/explored", items=[say(NOTE), say(NOT_DRAWN)], quiet=True))


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
    for side in SIDES:
        show_value(DEPTH.format(side), km)


def _answer(case: Case, line: Baseline, ukraine_km: float, russia_km: float, language: Language) -> None:
    found = pulled_back(case, line, ukraine_km, russia_km)
    with st.spinner(language.text(N_("Measuring the ground by depth …"))):
        table = curve_of(case, line)
    none = no_line_words(table, line, language)
    sentences = [none] if none else pull_back_sentences(found, cache.world(), language)
    st.html(render("page/explored", items=sentences, quiet=False))
    if not none:
        st.html(depth_chart_html(table, found, language))


def measured_case(case: Case, line: Baseline) -> Case:
    """Return what the ground beside a line depends on: not the plan, beside the line of contact."""
    drawn = as_drawn(case)
    return drawn if line is Baseline.PLAN_LINE else replace(drawn, plan=TODAY, own="", reading="")


@kept(MAX_ANSWERS)
def pulled_back(case: Case, line: Baseline, ukraine_km: float, russia_km: float) -> PullBack:
    """Return a pull-back from a line, measured on the line as drawn."""
    work = cache.workspace()
    return pull_back(work.depths(case.front, work.plan(case), line), line, ukraine_km, russia_km)


@kept(MAX_CURVES)
def curve_of(case: Case, line: Baseline) -> pd.DataFrame:
    """Return the curve of a line, which takes a second or two and serves every depth."""
    work = cache.workspace()
    return curve(work.depths(case.front, work.plan(case), line))


@st.cache_resource(show_spinner=False)
def presets() -> dict[str, Preset]:
    """Return the depths that texts and officials named."""
    return load_presets()
