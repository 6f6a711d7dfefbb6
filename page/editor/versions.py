"""Undo and redo of the plan editor: the versions of a reader's own plan in this session."""

from dataclasses import dataclass, field, replace

import streamlit as st

from geo.plans.edit.draft import Draft
from geo.plans.scenario import Scenario
from page.editor.plan_edit import AGAIN, FILE, LAST, TAKEN, fresh

KEY = "own-plan-versions"
MAX_VERSIONS = 200


@dataclass(frozen=True)
class Version:
    """The editor at one moment: the plan chosen, the code of the own plan, the draft, and an opened file."""

    plan: str
    code: str
    draft: Draft | None = field(default=None, compare=False)
    file: Scenario | None = None

    @property
    def is_edited(self) -> bool:
        """Whether there is anything that is the reader's own."""
        return bool(self.code)


@dataclass(frozen=True)
class Versions:
    """The version on display, those before it, and those that were undone; the nearest comes last."""

    now: Version
    past: tuple[Version, ...] = ()
    undone: tuple[Version, ...] = ()

    def and_then(self, version: Version) -> "Versions":
        """Return the versions after a change; another plan chosen, with nothing edited, is no change."""
        if version == self.now:
            return self
        if not (version.is_edited or self.now.is_edited):
            return replace(self, now=version)
        return Versions(version, (*self.past, self.now)[-MAX_VERSIONS:])

    def undo(self) -> "Versions":
        """Return the versions with the one before on display, if there is one."""
        if not self.past:
            return self
        return Versions(self.past[-1], self.past[:-1], (*self.undone, self.now))

    def redo(self) -> "Versions":
        """Return the versions with the one undone last on display, if there is one."""
        if not self.undone:
            return self
        return Versions(self.undone[-1], (*self.past, self.now), self.undone[:-1])


def versions() -> Versions | None:
    """Return the versions of this session; None before the editor was first drawn."""
    found: Versions | None = st.session_state.get(KEY)
    return found


def remember(version: Version) -> Versions:
    """Take note of what the editor shows now."""
    before = versions()
    found = Versions(version) if before is None else before.and_then(version)
    st.session_state[KEY] = found
    return found


def step(way: str) -> None:
    """Undo or redo (`way`) the last change, if there is one."""
    before = versions()
    if before is None:
        return
    after = before.undo() if way == "undo" else before.redo()
    if after is not before:
        st.session_state[KEY] = after
        show(after.now)


def show(version: Version) -> None:
    """Make the editor show a version at the next run."""
    state = st.session_state
    fresh()
    for key in (TAKEN, AGAIN, LAST):
        state.pop(key, None)
    state[FILE] = version.file
    if version.draft is None:
        state[AGAIN] = True
    else:
        state[TAKEN] = version.draft
    state["own"], state["plan"], state["chosen-plan"] = version.code, version.plan, version.plan
