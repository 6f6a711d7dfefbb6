"""States of the map, divided into what they share and what each has of its own."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from layers.one_file.common_parts import ABSENT, common_parts

KEYS = st.sampled_from("abcd")
VALUES = st.recursive(st.none() | st.booleans() | st.integers(0, 3) | st.lists(st.integers(0, 2), max_size=2),
                      lambda inner: st.dictionaries(KEYS, inner, max_size=3), max_leaves=8)
STATES = st.dictionaries(st.sampled_from(["one", "two", "three"]), st.dictionaries(KEYS, VALUES, max_size=4))


def laid_over(common: Any, own: Any) -> Any:
    """The same as in the script of the page: mapping by mapping, anything else as a whole."""
    if isinstance(common, dict) and isinstance(own, dict):
        return {key: laid_over(common[key], own[key]) if key in common and key in own
                else own[key] if key in own else common[key] for key in {**common, **own}
                if key not in (*own.get(ABSENT, ()), ABSENT)}
    return own


@given(STATES)
def test_every_state_comes_back(states: dict[str, dict[str, Any]]) -> None:
    common, own = common_parts(states)
    assert {name: laid_over(common, part) for name, part in own.items()} == states


def test_what_all_have_is_said_once() -> None:
    tips = {f"region {n}": ["a long sentence about it"] for n in range(20)}
    states = {f"plan {n}": {"tips": {**tips, "region 0": [f"sentence {n}"]}, "layers": {"towns": True}}
              for n in range(10)}
    common, own = common_parts(states)
    assert common["layers"] == {"towns": True}
    assert [part for name, part in own.items() if "layers" in part] == []
    assert len(json.dumps([common, own])) < len(json.dumps(states)) / 5
