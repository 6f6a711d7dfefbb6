"""Caches for results: shared by all readers, or private if a result depends on an uploaded line."""

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
MAX_DAYS = 240
"""The number of days kept without their shapes, each with its records and margins; 5 kB for each of these."""
BOUNDS: dict[str, int] = {
    Step.CONTROL: MAX_SURVEYS, Step.DRAWN: MAX_SURVEYS, Step.GROUND: MAX_SURVEYS,
    Step.OVERLAY: MAX_SURVEYS, Step.HELD: MAX_SURVEYS, Step.CELLS: MAX_SURVEYS, Step.DEPTHS: MAX_SURVEYS,
    Step.SWEPT: MAX_DAYS,
}
"""The number of shared results kept of each kind, if not MAX_RESULTS."""

@st.cache_resource(show_spinner=False)
def shared() -> Store:
    """Return the cache for all readers; nothing in it depends on an uploaded line."""
    return Store(BOUNDS, MAX_RESULTS, give_back, turn)


def keep(key: Key, make: Callable[[], T], /) -> T:
    """Get a result from the cache or compute it; private results are stored only with the visit."""
    return visit().store(key, make) if key.is_private else shared()(key, make)


def kept(most: int = MAX_RESULTS) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Cache up to `most` results of a function with small hashable arguments, through `keep`.

    The function may depend only on its arguments and on what never changes while the server runs.
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
    """Say whether an argument refers to an uploaded line."""
    if isinstance(value, LineChoice):
        return value.is_private
    if isinstance(value, (Case, Choice)):
        return value.front.is_private
    return False
