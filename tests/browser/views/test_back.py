"""Back and Forward: the browser returns to earlier choices, and the page follows the address."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browsing.browser import Reader, Visit
from tests.support.browsing.reader import DONE

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

PLANS = ("us-28-point", "freeze", "istanbul-2022", "kellogg-buffer")


def turn(reader: Reader, way: str) -> None:
    """Press Back or Forward and wait until the page has followed."""
    with reader.repaint():
        reader.page.evaluate(f"history.{way}()")
    reader.page.locator(DONE).wait_for()


def seen(reader: Reader) -> tuple[str, str, dict[str, str]]:
    """Return what the address, the headline and the map show."""
    return reader.query["plan"], reader.page.locator("h1.lead").inner_text(), reader.fills()


def entries(reader: Reader) -> int:
    return reader.page.evaluate("history.length")


def test_back_and_forward_go_through_the_plans_one_by_one(first_visit: Visit) -> None:
    reader = first_visit().open(plan=PLANS[0])
    steps = [seen(reader)]
    before = entries(reader)
    for plan in PLANS[1:]:
        reader.choose(plan)
        steps.append(seen(reader))
    assert entries(reader) == before + 3, "one entry for each switch"
    for step in reversed(steps[:-1]):
        turn(reader, "back")
        assert seen(reader) == step
        expect(reader.option(step[0]).locator("input")).to_be_checked()
    for step in steps[1:]:
        turn(reader, "forward")
        assert seen(reader) == step
    assert entries(reader) == before + 3, "going to and fro adds none"


def test_back_restores_everything_in_an_address(first_visit: Visit) -> None:
    """Day, strip, margin, layers, units, view and comparison are changed one after the other."""
    reader = first_visit().open(plan="kellogg-buffer", strip="40", margin="2.5", layers="donetsk contact",
                          units="mi2", on="2026-08-22")
    first, words = reader.query, reader.page.locator("h1.lead").inner_text()
    box = reader.page.locator(".st-key-strip-width input")
    expect(box).to_have_value("40.0")
    with reader.repaint():
        box.fill("60")
        box.press("Enter")
    assert reader.query["strip"] == "60"
    turn(reader, "back")
    assert (reader.query, reader.page.locator("h1.lead").inner_text()) == (first, words)
    expect(box).to_have_value("40.0")
    reader.press("day-2025-11-21")
    reader.choose("freeze")
    reader.tick("layer-towns")
    assert reader.query["layers"] == "donetsk contact towns"
    for _ in range(3):
        turn(reader, "back")
    assert reader.query == first
    expect(reader.page.locator(".st-key-layer-towns input")).not_to_be_checked()
    expect(reader.page.locator(".st-key-margin-widget input")).to_have_value("2.5")
    expect(box).to_have_value("40.0")


def test_what_follows_a_step_back_is_a_new_choice(first_visit: Visit) -> None:
    """A click after Back starts a new branch of history; Forward is then disabled, as in any browser."""
    reader = first_visit().open(plan="us-28-point")
    reader.choose("freeze")
    reader.choose("istanbul-2022")
    turn(reader, "back")
    reader.choose("kellogg-buffer")
    assert reader.query["plan"] == "kellogg-buffer"
    turn(reader, "back")
    assert reader.query["plan"] == "freeze"


def test_back_leaves_the_site_in_the_end(first_visit: Visit) -> None:
    """The address that a session started with remains a single entry and is not pushed again."""
    reader = first_visit().open()
    reader.choose("freeze")
    turn(reader, "back")
    assert reader.query["plan"] == "us-28-point"
    reader.page.evaluate("history.back()")
    reader.page.wait_for_timeout(1000)
    reader.page.locator(DONE).wait_for()
    assert reader.query["plan"] == "us-28-point"
    reader.page.evaluate("history.back()")
    reader.page.wait_for_url(re.compile("^about:blank$"))


def test_going_back_to_an_unusable_address_shows_its_message_again(first_visit: Visit) -> None:
    reader = first_visit().open(plan="freeze", strip="-4")
    warning = reader.page.locator(".st-key-messages").get_by_text("between 0 and 100 kilometres")
    expect(warning).to_be_visible()
    reader.choose("us-28-point")
    expect(warning).to_have_count(0)
