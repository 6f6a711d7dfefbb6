"""A tab that several tests have one after the other is as if it were new."""

import pytest

from tests.support.browsing.browser import Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

FOUND = """() => [localStorage.getItem('left'), sessionStorage.getItem('left'),
  document.cookie.includes('left='), matchMedia('(prefers-color-scheme: dark)').matches, innerWidth,
  'left' in window]"""
LEAVE = """() => { localStorage.setItem('left', 'x'); sessionStorage.setItem('left', 'x');
  document.cookie = 'left=x'; window.left = 'x'; }"""
NOTHING = [None, None, False, False, 1440, False]


@pytest.mark.parametrize("turn", ["first", "second", "third"])
def test_a_visit_finds_nothing_of_the_one_before(visit: Visit, turn: str) -> None:
    reader = visit()
    assert (reader.requests, reader.received, reader.faults) == ([], [], [])
    reader.open(plan="freeze", mode="embed")
    assert reader.page.evaluate(FOUND) == NOTHING, turn
    reader.page.evaluate(LEAVE)
    reader.page.emulate_media(color_scheme="dark")
    reader.page.set_viewport_size({"width": 600, "height": 600})


def test_two_readers_at_once_share_nothing(visit: Visit) -> None:
    one, other = visit(), visit()
    for reader in (one, other):
        reader.open(plan="freeze", mode="embed")
        assert reader.page.evaluate(FOUND) == NOTHING
        reader.page.evaluate(LEAVE)


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_first_visit_finds_nothing_of_the_one_before(first_visit: Visit, turn: str) -> None:
    """Its tab is new, and what it keeps files in is not."""
    reader = first_visit()
    assert reader.page.evaluate("history.length") == 1
    reader.open(plan="freeze", mode="embed")
    assert reader.page.evaluate(FOUND) == NOTHING, turn
    reader.page.evaluate(LEAVE)
