"""What the browser tells of a zone being drawn: acts with numbers, each told until it is done."""

from typing import Any, Literal, NamedTuple, cast

import streamlit as st

from geo.outcomes.drawn_vertices import Corner

DONE = "zone-done"
"""Session key of the last act done: the number in each of the browser's lists, by the list's name."""
MAX_ACTS = 600
MAX_LISTS = 8
MAX_NAME = 20
MAX_DEGREES = 360
ActName = Literal["corner", "back", "close", "clear"]
NAMES: tuple[ActName, ...] = ("corner", "back", "close", "clear")


class Act(NamedTuple):
    """An act of the reader: its name, and the spot (degrees) of a corner."""

    name: ActName
    at: Corner | None


def done() -> dict[str, int]:
    """Return the number of the last act that has been done, by the name of the browser's list."""
    return cast(dict[str, int], st.session_state.get(DONE, {}))


def take_new(told: object) -> list[Act]:
    """Return the acts that have not been done yet in this session, and count them as done."""
    acts, st.session_state[DONE] = new_acts(told, done())
    return acts


def new_acts(told: object, done: dict[str, int]) -> tuple[list[Act], dict[str, int]]:
    """Return the acts that have not been done yet, in the reader's order, and what is done after them.

    Parameters
    ----------
    told
        `{"id": str, "acts": [{"number": int, "act": str, "at": [lon, lat]}, ...]}` from the browser.
        What has another shape is left out.
    done
        The number of the last act that has been done, by the name of the browser's list.
    """
    if not isinstance(told, dict):
        return [], done
    name, acts = told.get("id"), told.get("acts")
    if not (isinstance(name, str) and 0 < len(name) <= MAX_NAME and isinstance(acts, list)):
        return [], done
    others = {other: last for other, last in done.items() if other != name}
    number = done.get(name, 0)
    found = []
    for told_act in acts[:MAX_ACTS]:
        if isinstance(told_act, dict) and _is_count(told_act.get("number")) and told_act["number"] > number:
            number = told_act["number"]
            act = _act(told_act)
            found += [act] if act else []
    return found, {**dict([*others.items()][1 - MAX_LISTS:]), name: number}


def _act(told: dict[str, Any]) -> Act | None:
    name = told.get("act")
    if name not in NAMES:
        return None
    if name != "corner":
        return Act(name, None)
    at = told.get("at")
    if not (isinstance(at, list) and len(at) == 2 and all(map(_is_degrees, at))):
        return None
    return Act(name, (float(at[0]), float(at[1])))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_degrees(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= MAX_DEGREES
