"""The sentence to quote beside a figure: copied with the keyboard, said aloud, and sent nowhere."""

import pytest
from playwright.sync_api import expect

from tests.support.browsing.browser import Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

SAID = {"en": ("Ukraine would withdraw from", "Copied."),
        "uk": ("Звідки Україна вивела б війська", "Скопійовано.")}
MIN_PX = 24
HEARD = """(words) => [...document.querySelectorAll('.unseen[aria-live]')]
  .some((part) => part.textContent === words)"""


@pytest.mark.parametrize("code", SAID)
def test_a_sentence_to_quote_is_copied_with_the_keyboard(visit: Visit, code: str) -> None:
    name, done = SAID[code]
    reader = visit()
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open(plan="us-28-point", language=code)
    figure = reader.page.locator(".figure").first
    figure.locator("details.why").last.locator("summary").focus()
    reader.page.keyboard.press("Enter")
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.page.keyboard.press("Tab")
    button = figure.get_by_role("button", name=f": {name}")
    expect(button).to_be_focused()
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= MIN_PX
    for _ in range(2):  # a second time it is said again
        reader.page.evaluate("navigator.clipboard.writeText('')")
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
        reader.page.wait_for_function(HEARD, arg=done)
        expect(figure.locator(".copied")).to_have_text(done)
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert copied == figure.locator(".cite").text_content()
    assert "6" in copied
    assert not asked
