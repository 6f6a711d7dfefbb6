"""Laws of what the browser tells of a zone being drawn."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page.state.drawing import Act, new_acts

CORNERS = [(37.2, 48.4), (38.1, 48.4), (38.1, 49.0)]
ACTS = [*(Act("corner", at) for at in CORNERS), Act("back", None), Act("close", None), Act("clear", None)]


def spelled(acts: list[Act], start: int, name: str = "browser") -> dict[str, Any]:
    """Return acts as the browser tells them, the first with number `start`."""
    return {"id": name, "acts": [
        {"number": number, "act": act.name} | ({"at": [*act.at]} if act.at else {})
        for number, act in enumerate(acts, start)]}


@given(st.lists(st.sampled_from(ACTS), min_size=1, max_size=12), st.data())
def test_however_often_and_late_acts_are_told_each_is_done_once_and_in_order(acts: list[Act],
                                                                              data: st.DataObject) -> None:
    """A message repeats what has not been answered, may arrive twice, and may be overtaken by the next."""
    seen: list[Act] = []
    done: dict[str, int] = {}
    end = 0
    while end < len(acts):
        end = data.draw(st.integers(end + 1, len(acts)), label="last act told")
        first = data.draw(st.integers(0, len(seen)), label="first act told")
        for _ in range(data.draw(st.integers(1, 2), label="times")):
            new, done = new_acts(spelled(acts[first:end], first + 1), done)
            seen += new
    assert seen == acts


def test_a_page_that_was_loaded_again_starts_at_one() -> None:
    _, done = new_acts(spelled(ACTS, 1, "first"), {})
    assert new_acts(spelled(ACTS[:1], 1, "second"), done)[0] == ACTS[:1]
    assert new_acts(spelled(ACTS, 1, "first"), done)[0] == []


@pytest.mark.parametrize("told", [
    None, 7, "close", [], {}, {"id": "a"}, {"id": "", "acts": []}, {"id": "x" * 99, "acts": [{"number": 1}]},
    {"id": "a", "acts": "close"}, {"id": "a", "acts": [None, 3, {}, {"number": "1", "act": "clear"}]},
    {"id": "a", "acts": [{"number": 1, "act": "__class__"}, {"number": True, "act": "clear"}]},
    {"id": "a", "acts": [{"number": 1, "act": "corner"}, {"number": 2, "act": "corner", "at": [1]}]},
    {"id": "a", "acts": [{"number": 1, "act": "corner", "at": ["1", 2]}, {"number": 2, "act": ["clear"]}]},
    {"id": "a", "acts": [{"number": 1, "act": "corner", "at": [float("inf"), 1]}]},
    {"id": "a", "acts": [{"number": 1, "act": "corner", "at": [float("nan"), 48]}]},
])
def test_what_no_page_of_ours_tells_does_nothing(told: object) -> None:
    assert new_acts(told, {})[0] == []


def test_the_lists_of_old_pages_are_forgotten() -> None:
    done: dict[str, int] = {}
    for number in range(40):
        new, done = new_acts(spelled(ACTS[-1:], 1, f"list{number}"), done)
        assert new == ACTS[-1:]
    assert len(done) < 10
