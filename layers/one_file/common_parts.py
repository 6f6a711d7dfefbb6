"""What several states of the map share, so that a file says it once."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

State = Mapping[str, Any]

ABSENT = "-"
"""The key under which a mapping lists the common keys that it lacks; no state has a key of this name."""


def common_parts(states: Mapping[str, State]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Split the states of the map into what most of them have, and what each has besides.

    Parameters
    ----------
    states
        Plain values by name, of any depth.

    Returns
    -------
    tuple
        The common values, under keys that more than half of the states have; then for each state the values
        that differ from them. A state is the common values with its own laid over them, mapping by mapping,
        without the keys under ABSENT.
    """
    common = _common(list(states.values()))
    return common, {name: _own(state, common) for name, state in states.items()}


def _common(states: Sequence[State]) -> dict[str, Any]:
    counts = Counter(key for state in states for key in state)
    found: dict[str, Any] = {}
    for key in (key for key, count in counts.items() if 2 * count > len(states)):
        values = [state[key] for state in states if key in state]
        if all(isinstance(value, Mapping) for value in values):
            found[key] = _common(values)
        else:
            written = Counter(json.dumps(value, sort_keys=True) for value in values)
            found[key] = json.loads(written.most_common(1)[0][0])
    return found


def _own(state: State, common: State) -> dict[str, Any]:
    own: dict[str, Any] = {}
    for key, value in state.items():
        if key not in common:
            own[key] = value
        elif isinstance(value, Mapping) and isinstance(common[key], Mapping):
            inner = _own(value, common[key])
            if inner:
                own[key] = inner
        elif json.dumps(value, sort_keys=True) != json.dumps(common[key], sort_keys=True):
            own[key] = value
    absent = [key for key in common if key not in state]
    return {**own, ABSENT: absent} if absent else own
