"""Session state of the plan editor: the opened file, the draft, and how to reset them."""

import streamlit as st

from geo.errors import N_, GeoError, ScenarioError
from geo.plans.custom import OWN
from geo.plans.edit.draft import Draft, opened
from geo.plans.scenario import Scenario
from geo.plans.toml_file import MAX_BYTES, read_plan, shown
from page.state import cache

PREFIX = "draft-"
FILE, TAKEN, AGAIN, FAULT, UPLOAD = "draft-file", "draft-taken", "draft-again", "draft-fault", "draft-upload"
NAME = f"{PREFIX}name"
"""Session key of the plan's name."""
LAST = "draft-last"
"""Session key of the editor's last result, since an uploaded file has no code."""
KEPT = frozenset({FILE, TAKEN, AGAIN, FAULT, UPLOAD, LAST})
"""Session keys that a reset preserves: the reader's file, and messages about it."""


def draft_start(plan: str, draft: Draft | None) -> tuple[Scenario, Draft | None]:
    """Return the plan to edit and its draft: from a file just opened, a draft, or the chosen plan.

    Parameters
    ----------
    plan
        Id of the plan chosen on the page.
    draft
        The editor's result in the previous run, or the draft in the address.

    Raises
    ------
    UnknownScenario
        If there is no such plan.
    """
    state = st.session_state
    if state.pop(AGAIN, False):
        draft = None
    draft = state.pop(TAKEN, draft)
    own = state.get(FILE)
    if own is not None and (draft is None or draft.base == OWN):
        return own, draft
    if draft is not None and draft.base == OWN:
        draft = None  # the file has been removed
    return cache.library()[plan if draft is None else draft.base], draft


def forget_draft() -> None:
    """Reset the editor completely, including the reader's file."""
    for key in [key for key in st.session_state if str(key).startswith(PREFIX)]:
        del st.session_state[key]


def leave_own() -> None:
    """Show the chosen plan as published, instead of the reader's own."""
    st.session_state["own"] = ""
    forget_draft()


def start_again() -> None:
    """Restore the plan's own values at the next run."""
    fresh()
    st.session_state[AGAIN] = True


def load_plan_file() -> None:
    """Open an uploaded plan file; an invalid file leaves everything unchanged."""
    state = st.session_state
    state.pop(FAULT, None)
    file = state.get(UPLOAD)
    if file is None:
        return
    world = cache.world()
    regions = frozenset(world.regions.index)
    try:
        if file.size > MAX_BYTES:
            raise ScenarioError(N_("{name}: larger than {most} kB"), name=shown(file.name),
                                most=MAX_BYTES // 1000)
        plan = read_plan(file.getvalue(), file.name, regions, world.periods,
                         sites=frozenset(world.sites.index))
        base, draft = opened(plan, cache.library().plans, regions)
    except GeoError as fault:
        state[FAULT] = fault.words
        return
    fresh()
    state[FILE] = base if base.id == OWN else None
    state[TAKEN] = draft


def fresh() -> None:
    """Make every widget of the editor take its value from the draft again."""
    for key in [key for key in st.session_state if str(key).startswith(PREFIX) and key not in KEPT]:
        del st.session_state[key]
