"""The code that *Share* copies, in somebody else's page: the frame takes the height that the map tells it."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.support.browsing.browser import Visit, visiting

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

HOST = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Host</title>{policy}
<style>body {{ margin: 0; }}</style></head><body><p>Above.</p>{code}<p>Below.</p>
<iframe src="other.html" title="Other" width="100" height="50"></iframe>
<script>window.heard = []; addEventListener("message", (event) => heard.push(event.data));</script></body>
</html>"""
NO_SCRIPTS = """<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-eval'">"""
FALL_BACK = 720

NEEDS = """() => { const box = document.querySelector('[data-testid="stMain"]');
  return { content: Math.ceil(document.querySelector('.block-container').getBoundingClientRect().height),
    frame: innerHeight, down: box.scrollHeight - box.clientHeight,
    foot: document.querySelector('.foot').getBoundingClientRect().bottom,
    map: document.querySelector('iframe[src*="streamlit_folium"]').getBoundingClientRect().height }; }"""
SETTLED = """(width) => { const content = document.querySelector('.block-container');
  const box = document.querySelector('[data-testid="stMain"]');
  return box.scrollHeight === box.clientHeight && document.querySelector('.foot')
    && document.querySelector('iframe[src*="streamlit_folium"]')
    && document.querySelector('[data-test-script-state="notRunning"]') && document.fonts.status === 'loaded'
    && innerWidth === width && Math.ceil(content.getBoundingClientRect().height) === innerHeight; }"""
HEIGHT = "document.querySelector('iframe').offsetHeight"
TOLD = f"""() => {{ const told = heard.findLast((one) => one?.['datawrapper-height']);
  return told && told['datawrapper-height']['plan-atlas'] === {HEIGHT}; }}"""

Host = Callable[..., Page]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the output of the tests free of requests."""


@pytest.fixture(scope="module")
def code(chromium: Browser, site: str) -> str:
    """The code, as a reader copies it."""
    with visiting(chromium, site) as visit:
        reader = visit()
        reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        reader.open(plan="us-28-point")
        reader.page.get_by_role("button", name="Share").click()
        reader.page.get_by_role("button", name="Copy code to embed").click()
        expect(reader.page.get_by_text("Copied.")).to_be_visible()
        copied: str = reader.page.evaluate("navigator.clipboard.readText()")
        return copied


@pytest.fixture
def host(chromium: Browser, code: str, tmp_path: Path) -> Iterator[Host]:
    """Open a page of another origin that has the code in it, at a width in pixels."""
    (tmp_path / "other.html").write_text("<title>Other</title>", encoding="utf-8")
    handler = functools.partial(Quiet, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    contexts = []

    def opened(width: int, policy: str = "") -> Page:
        (tmp_path / "host.html").write_text(HOST.format(policy=policy, code=code), encoding="utf-8")
        contexts.append(chromium.new_context(viewport={"width": width, "height": 900}))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        page.goto(f"http://127.0.0.1:{server.server_port}/host.html")
        return page

    yield opened
    for context in contexts:
        context.close()
    server.shutdown()
    server.server_close()


def inside(page: Page, number: int = 0) -> Frame:
    """Return a frame of the page."""
    frame = page.query_selector_all("iframe")[number].content_frame()
    assert frame is not None
    return frame


def settle(page: Page, width: int) -> Frame:
    """Wait until the frame has the height that it told at a width, and return it."""
    page.wait_for_function(TOLD)
    frame = inside(page)
    frame.wait_for_function(SETTLED, arg=width)
    return frame


def test_the_frame_grows_and_shrinks_with_the_map(host: Host) -> None:
    page = host(1000)
    heights = {}
    for width in (1000, 340, 700):
        page.set_viewport_size({"width": width, "height": 900})
        frame = settle(page, width)
        needs = frame.evaluate(NEEDS)
        heights[width] = page.evaluate(HEIGHT)
        assert heights[width] == needs["content"] == needs["frame"]
        assert needs["down"] == 0, "nothing scrolls within the frame"
        assert needs["foot"] <= needs["frame"]
        assert needs["map"] == pytest.approx(min(620, max(250, 0.66 * width)), abs=1)
    assert len(set(heights.values())) == 3
    assert heights[1000] > FALL_BACK
    frame.evaluate("document.querySelector('details.zones > summary').click()")
    page.wait_for_function(f"before => {HEIGHT} > before", arg=heights[700])
    settle(page, 700)
    frame.evaluate("document.querySelector('details.zones > summary').click()")
    page.wait_for_function(f"before => {HEIGHT} === before", arg=heights[700])


def test_what_others_say_changes_nothing(host: Host) -> None:
    page = host(700)
    frame, other = settle(page, 700), inside(page, 1)
    before = page.evaluate(HEIGHT)
    say = """([target, values]) => { const to = target === 'parent' ? window.parent : window;
      for (const value of values) to.postMessage(value, '*'); }"""
    fair = {"datawrapper-height": {"plan-atlas": 1234}}
    page.evaluate(say, ["self", [fair]])
    other.evaluate(say, ["parent", [fair]])
    named = [{"datawrapper-height": {"plan-atlas": value}}
             for value in (-5, 0, 119, 6001, 1e9, "1234", None, [])]
    frame.evaluate(say, ["parent", [*named, None, "1234", 1234, {"datawrapper-height": None},
                                    {"datawrapper-height": {"other": 1234}}]])
    frame.evaluate("for (const value of [NaN, Infinity]) window.parent.postMessage("
                   "{'datawrapper-height': {'plan-atlas': value}}, '*')")
    frame.evaluate(say, ["parent", ["the end"]])
    page.wait_for_function("() => heard.includes('the end')")
    forged = "heard.filter((one) => one?.['datawrapper-height']?.['plan-atlas'] === 1234)"
    assert page.evaluate(f"{forged}.length") == 2, "both have been heard"
    assert page.evaluate(HEIGHT) == before
    frame.evaluate(say, ["parent", [fair]])
    page.wait_for_function(f"() => {HEIGHT} === 1234")


def test_where_scripts_are_forbidden_the_height_is_fixed(host: Host) -> None:
    page = host(1000, policy=NO_SCRIPTS)
    frame = inside(page)
    frame.wait_for_function("() => document.querySelector('.foot')")
    assert page.evaluate(HEIGHT) == FALL_BACK


def test_the_code_asks_no_other_machine(code: str, visit: Visit) -> None:
    assert code.count("http") == 1, "the address of the page"
    assert "src=" not in code.partition("</iframe>")[2]
    reader = visit().open(plan="us-28-point", mode="fit")
    assert reader.query["mode"] == "fit"
    assert reader.page.evaluate("innerHeight") == 900, "on its own it is a page like any other"
