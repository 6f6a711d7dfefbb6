"""Synchronisation of a reader's own plan between editor, session and address."""

import streamlit as st

from geo.plans.custom import OWN
from geo.plans.edit.code import code_of, read_draft
from geo.plans.edit.draft import Draft, scenario_of
from layers.choice import Choice
from layers.language import N_, Language
from page.editor.plan_edit import FILE, LAST, draft_start
from page.editor.plan_editor import draft_editor
from page.editor.saved_plans import saved_plans
from page.editor.versions import Version, Versions, remember, step
from page.guard import guarded
from page.state import cache


@guarded("plan editor")
def own_box(choice: Choice, language: Language) -> None:
    """Draw the editor; a change updates the chosen plan and reruns the page."""
    state, world = st.session_state, cache.world()
    regions = frozenset(world.regions.index)
    last: Draft | None = state.get(LAST)
    if last is None or last.base != OWN:
        last = read_draft(choice.own, cache.library(), regions, world.periods) if choice.own else None
    base, draft = draft_start(choice.plan, last)
    top = st.container()
    result = draft_editor(base, draft, language, cache.workspace().ground_of(choice.case))
    state[LAST] = result
    code = "" if result is None else code_of(scenario_of(result, base, regions), cache.library(), regions)
    plan = read_draft(code, cache.library(), regions, world.periods).base if code else choice.plan
    version = Version(plan, code, result, state.get(FILE))
    found = remember(version)
    if code != choice.own:
        state["own"] = code
        state["plan"] = state["chosen-plan"] = plan
        st.rerun()
    with top:
        _step_buttons(found, language)
        saved_plans(version, language)


def _step_buttons(found: Versions, language: Language) -> None:
    """Draw the buttons for undo and redo."""
    with st.container(horizontal=True, gap="small", key="own-plan-steps"):
        for way, words, others in (("undo", N_("Undo"), found.past),
                                   ("redo", N_("Redo"), found.undone)):
            st.button(language.text(words), key=f"own-plan-{way}", on_click=_step, args=(way,),
                      disabled=not others)


@guarded("undoing a change of an own plan")
def _step(way: str) -> None:
    step(way)
