"""Keeping what was worked out: for all readers, or for one alone if it rests on a line that he brought."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from geo.cache import Key, Step
from geo.case import Case, LineChoice
from layers.choice import Choice
from page.state.files import give_back
from page.state.slots import turn
from page.state.store import Store
from page.state.visit import visit

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

MAX_SURVEYS, MAX_RESULTS = 64, 400
BOUNDS: dict[str, int] = {
    Step.CONTROL: MAX_SURVEYS, Step.DRAWN: MAX_SURVEYS, Step.GROUND: MAX_SURVEYS,
    Step.OVERLAY: MAX_SURVEYS, Step.HELD: MAX_SURVEYS,
}
"""How many results of each kind are kept for all readers, where it is not MAX_RESULTS."""

@st.cache_resource(show_spinner=False)
def shared() -> Store:
    """What is kept for all readers: nothing in it rests on a line that one of them brought."""
    return Store(BOUNDS, MAX_RESULTS, give_back, turn)


def keep(key: Key, make: Callable[[], T], /) -> T:
    """The cache of the page's workspace: private results are kept with the visit and nowhere else."""
    return visit().store(key, make) if key.is_private else shared()(key, make)


def kept(most: int = MAX_RESULTS) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function of short values returns, so many results of it, as `keep` does.

    It must depend on its arguments only, and on what never changes while the server runs.
    """
    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        step = f"{function.__module__}.{function.__qualname__}"
        BOUNDS[step] = most

        @wraps(function)
        def kept_result(*args: P.args, **kwargs: P.kwargs) -> R:
            parts = (*args, *sorted(kwargs.items()))
            key = Key(step, parts, any(map(is_private, args)) or any(map(is_private, kwargs.values())))
            return keep(key, lambda: function(*args, **kwargs))

        return kept_result

    return decorate


def is_private(value: object) -> bool:
    """Whether an argument says that a line is asked for which one reader brought."""
    if isinstance(value, LineChoice):
        return value.is_private
    if isinstance(value, (Case, Choice)):
        return value.front.is_private
    return False
