"""Synchronisation of a reader's own plan between editor, session and address."""

import streamlit as st

from geo.plans.custom import OWN
from geo.plans.edit.code import code_of, read_draft
from geo.plans.edit.draft import Draft, scenario_of
from layers.choice import Choice
from layers.language import Language
from page.guard import guarded
from page.state import cache
from page.state.plan_edit import LAST, draft_start
from page.views.plan_editor import draft_editor


@guarded("plan editor")
def own_box(choice: Choice, language: Language) -> None:
    """Draw the editor; a change updates the chosen plan and reruns the page."""
    state, world = st.session_state, cache.world()
    regions = frozenset(world.regions.index)
    last: Draft | None = state.get(LAST)
    if last is None or last.base != OWN:
        last = read_draft(choice.own, cache.library(), regions, world.periods) if choice.own else None
    base, draft = draft_start(choice.plan, last)
    result = draft_editor(base, draft, language, cache.workspace().ground_of(choice.case))
    state[LAST] = result
    code = "" if result is None else code_of(scenario_of(result, base, regions), cache.library(), regions)
    if code != choice.own:
        state["own"] = code
        if code:
            state["plan"] = state["chosen-plan"] = read_draft(code, cache.library(), regions,
                                                              world.periods).base
        st.rerun()
