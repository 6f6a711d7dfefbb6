"""Versions of own plans that the reader's browser keeps: saving, opening and forking them."""

from typing import Any

import streamlit as st

from geo.plans.custom import clean_name
from geo.plans.edit.code import read_draft
from geo.plans.edit.code_parts import read_from
from layers.language import N_, Language
from page.component import component
from page.editor.plan_edit import NAME
from page.editor.versions import Version, show, step
from page.guard import guarded
from page.state import cache

STYLE = """
section { font-size: .88rem; color: var(--ink); }
summary { font-size: .88rem; color: var(--ink); cursor: pointer; min-height: 28px; padding: .25rem 0; }
p { margin: .3rem 0; color: var(--ink); }
div { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0; }
ul { list-style: none; margin: .3rem 0; padding: 0; }
li { display: grid; grid-template-columns: 1fr auto; gap: 0 .6rem; align-items: center; padding: .35rem 0;
  border-top: 1px solid var(--rule); }
a { color: inherit; overflow-wrap: anywhere; font-weight: 600; padding: .15rem 0; min-height: 24px; }
small { grid-column: 1; color: var(--ink); }
li button { grid-column: 2; grid-row: 1 / span 2; }
button { font: inherit; min-height: 28px; padding: .3rem .7rem; border: 1px solid var(--quiet);
  border-radius: .4rem; background: var(--field); color: var(--ink); cursor: pointer; }
button:hover { background: var(--paper); }
button:disabled { opacity: .55; cursor: default; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
"""

WORDS: dict[str, str] = {
    "title": N_("Saved in this browser ({count})"),
    "note": N_("Only this browser keeps them, until you delete them; nobody else sees them."),
    "save": N_("Save this version"),
    "fork": N_("Save it and go on with a copy"),
    "none": N_("Nothing is saved yet."),
    "remove": N_("Delete"),
    "restore": N_("Restore"),
    "unnamed": N_("Without a name"),
    "opened": N_("“{name}” is open."),
    "already": N_("“{name}” is saved already."),
    "forked": N_("“{name}” is saved; you go on with “{copy}”."),
    "saved": N_("“{name}” is saved."),
    "removed": N_("“{name}” is deleted."),
    "full": N_("There is no room for more: delete a version first."),
    "failed": N_("This browser does not let pages keep anything: download the plan file instead."),
}


def saved_plans(version: Version, language: Language) -> None:
    """Draw the list, and do what the reader asks for there: open, fork, undo or redo.

    Parameters
    ----------
    version
        What the editor shows.
    language
        The reader's.
    """
    name = version.draft.name if version.draft is not None else ""
    now = {"own": version.code, "plan": version.plan, "name": name}
    plans = {plan.id: language.text(plan.short_title) for plan in cache.library().plans.values()}
    told = component("saved-plans", css=STYLE)(
        key="saved-plans", height="content", on_told_change=lambda: None,
        data={"now": now, "plans": plans, "language": language.code,
              "words": {key: language.text(words) for key, words in WORDS.items()}})
    act = getattr(told, "told", None)
    if isinstance(act, dict):
        _do(act)


@guarded("saved plans")
def _do(act: dict[str, Any]) -> None:
    """Do what the browser tells, which may be anything; a code that cannot be read is said to be so."""
    match act:
        case {"act": "undo" | "redo" as way}:
            step(way)
        case {"act": "fork", "name": str(name)}:
            st.session_state[NAME] = clean_name(name)
        case {"act": "open", "own": str(code)}:
            world = cache.world()
            with read_from(N_("The saved plan cannot be read: {why}.")):
                draft = read_draft(code, cache.library(), frozenset(world.regions.index), world.periods)
            show(Version(draft.base, code, draft))
        case _:
            return
    st.rerun()
