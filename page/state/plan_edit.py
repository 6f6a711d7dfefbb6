"""What the session remembers of a reader's own plan: the file that was opened, and a fresh start."""

import streamlit as st

from geo.errors import GeoError, ScenarioError
from geo.plans.custom import OWN
from geo.plans.edit import Draft, opened
from geo.plans.scenario import Scenario
from geo.plans.toml_file import MAX_BYTES, read_plan, shown
from page.state import cache

PREFIX = "draft-"
FILE, TAKEN, AGAIN, FAULT, UPLOAD = "draft-file", "draft-taken", "draft-again", "draft-fault", "draft-upload"
LAST = "draft-last"
"""Where the session keeps what the editor returned last: a file of the reader's own has no code."""
KEPT = frozenset({FILE, TAKEN, AGAIN, FAULT, UPLOAD, LAST})
"""What outlives a fresh start: the reader's file, and what was said of it."""


def draft_start(plan: str, draft: Draft | None) -> tuple[Scenario, Draft | None]:
    """The plan to edit, and what was changed of it: a file just opened, a draft, or the chosen plan.

    Parameters
    ----------
    plan
        Id of the plan that is chosen on the page.
    draft
        What the editor returned in the run before, or what the address holds.

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
        draft = None  # the file is no longer there
    return cache.library()[plan if draft is None else draft.base], draft


def forget_draft() -> None:
    """Leave the editor as it was before anybody used it, without the reader's file."""
    for key in [key for key in st.session_state if str(key).startswith(PREFIX)]:
        del st.session_state[key]


def start_again() -> None:
    """Put everything back to what the plan says, at the next run."""
    fresh()
    st.session_state[AGAIN] = True


def load_plan_file() -> None:
    """Open the file that the reader brought; one that is no plan leaves everything as it was."""
    state = st.session_state
    state.pop(FAULT, None)
    file = state.get(UPLOAD)
    if file is None:
        return
    world = cache.world()
    regions = frozenset(world.regions.index)
    try:
        if file.size > MAX_BYTES:
            raise ScenarioError(f"{shown(file.name)}: larger than {MAX_BYTES // 1000} kB")
        plan = read_plan(file.getvalue(), file.name, regions, world.periods)
        base, draft = opened(plan, cache.library().plans, regions)
    except GeoError as fault:
        state[FAULT] = str(fault)
        return
    fresh()
    state[FILE] = base if base.id == OWN else None
    state[TAKEN] = draft


def fresh() -> None:
    """Let every part of the editor take its value from the draft again."""
    for key in [key for key in st.session_state if str(key).startswith(PREFIX) and key not in KEPT]:
        del st.session_state[key]


def seed(key: str, value: object) -> None:
    """Give a part of the editor its first value."""
    if key not in st.session_state:
        st.session_state[key] = value
