"""The map inside somebody else's page, in a real browser: its height follows its width; nothing scrolls."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page

from layers.site.embed import SCRIPT, embed_codes, script
from tests.support.files.export_requests import PLAN

pytest_plugins = ["tests.support.browsing.browser", "tests.support.browsing.one_file"]
pytestmark = pytest.mark.browser

OTHER = "freeze"
WIDTHS = (320, 600, 1000)
POLICY = "default-src 'none'; script-src 'self'; frame-src 'self'; img-src 'self'; style-src 'self'"
HOST = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="host.css">
<script src="host.js"></script></head><body><p id="before">Above.</p>{codes}<p id="after">Below.</p>
</body></html>"""
LISTENER = "window.heard = []; addEventListener('message', (event) => heard.push(event.data));"
SHEET = "body { margin: 0; } p { margin: 0; height: 20px; }"

NEEDS = """() => ({ content: Math.ceil(document.body.getBoundingClientRect().height), frame: innerHeight,
  across: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  down: document.documentElement.scrollHeight - document.documentElement.clientHeight,
  legend: document.querySelector('.plan.on .legend').getBoundingClientRect().bottom,
  foot: document.querySelector('.foot').getBoundingClientRect().bottom,
  map: document.getElementById('map').getBoundingClientRect().toJSON() })"""
SETTLED = """() => document.querySelector('.leaflet-container')?.dataset.painted
  && Math.ceil(document.body.getBoundingClientRect().height) === innerHeight"""

Show = Callable[..., Page]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the output of the tests free of requests."""


@pytest.fixture(scope="module")
def site(one_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder with the map and the script, and its address."""
    folder = tmp_path_factory.mktemp("embed")
    (folder / "atlas.html").write_bytes(one_file.read_bytes())
    (folder / SCRIPT).write_text(script(), encoding="utf-8")
    (folder / "host.js").write_text(LISTENER, encoding="utf-8")
    (folder / "host.css").write_text(SHEET, encoding="utf-8")
    (folder / PLAN).mkdir()
    (folder / PLAN / "preview.png").write_bytes(b"")
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def show(chromium: Browser, site: tuple[Path, str]) -> Iterator[Show]:
    """Open a page of our own with some codes in it; afterwards there must have been no fault."""
    contexts, faults = [], []
    folder, address = site

    def opened(codes: str, width: int, **more: bool) -> Page:
        (folder / "host.html").write_text(HOST.format(policy=POLICY, codes=codes), encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": 700}, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(f"{address}/host.html")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [fault for fault in faults if "favicon" not in fault and "404" not in fault] == []


def code(site: tuple[Path, str], plan: str = PLAN, flags: str = "", kind: str = "script") -> str:
    made = embed_codes(site[1], plan, f"atlas.html{flags}", f"Map: {plan}", "What it shows",
                       ("preview.png", 1280, 720))
    return made[kind]


def inside(page: Page, count: int = 1) -> list[Frame]:
    """Return the embedded maps, in the order of the page, once they have the height that they asked for."""
    page.wait_for_function("count => document.querySelectorAll('iframe').length === count", arg=count)
    frames = [handle.content_frame() for handle in page.query_selector_all("iframe")]
    found = [frame for frame in frames if frame is not None]
    for frame in found:
        frame.wait_for_function(SETTLED)
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("flags", ["", "?plain", "?dark&static"])
def test_the_frame_is_as_high_as_its_content_at_every_width(show: Show, site: tuple[Path, str], width: int,
                                                            flags: str) -> None:
    page = show(code(site, flags=flags), width)
    frame = inside(page)[0]
    needs = frame.evaluate(NEEDS)
    assert needs["content"] == needs["frame"]
    assert needs["across"] <= 0
    assert needs["down"] <= 0
    assert needs["map"]["left"] >= 0
    assert needs["map"]["right"] <= width
    assert needs["map"]["height"] >= 200
    assert needs["map"]["bottom"] < needs["legend"] < needs["foot"] <= needs["frame"]
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, width)
    assert page.locator("#before").bounding_box()["y"] == 0  # type: ignore[index]
    assert page.locator("#after").bounding_box()["y"] == pytest.approx(box["y"] + box["height"])  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("iframe").get_attribute("title") == f"Map: {PLAN}"


def test_a_narrower_page_makes_the_frame_fit_again(show: Show, site: tuple[Path, str]) -> None:
    page = show(code(site), 1000)
    frame = inside(page)[0]
    for width in (600, 320, 800):
        page.set_viewport_size({"width": width, "height": 700})
        frame.wait_for_function("width => innerWidth === width", arg=width)
        frame.wait_for_function(SETTLED)
        assert frame.evaluate(NEEDS)["across"] <= 0


def test_two_maps_on_one_page_do_not_disturb_each_other(show: Show, site: tuple[Path, str]) -> None:
    page = show(code(site) + code(site, OTHER, "?plain"), 600)
    first, second = inside(page, 2)
    assert first.evaluate("document.querySelector('.plan.on').id") == PLAN
    assert second.evaluate("document.querySelector('.plan.on').id") == OTHER
    heights = "() => [...document.querySelectorAll('iframe')].map(frame => frame.offsetHeight)"
    before = page.evaluate(heights)
    assert before[0] != before[1]
    first.evaluate("""() => { const more = document.createElement('div');
      more.style.height = '150px'; document.body.append(more); }""")
    page.wait_for_function("before => document.querySelector('iframe').offsetHeight === before + 150",
                           arg=before[0])
    assert page.evaluate(heights) == [before[0] + 150, before[1]]


def test_messages_of_others_change_nothing(show: Show, site: tuple[Path, str]) -> None:
    """Only the frame itself, from its own origin and with its own name, says how high it is."""
    page = show(code(site) + code(site, OTHER), 600)
    first, second = inside(page, 2)
    heights = "() => [...document.querySelectorAll('iframe')].map(frame => frame.offsetHeight)"
    before = page.evaluate(heights)
    name = first.evaluate("new URLSearchParams(location.search).get('childId')")
    forged = f"""target => {{ for (const value of [
        {{'datawrapper-height': {{'{name}': 1234}}}}, ['pym', '{name}', 'height', '1234'].join('xPYMx')])
      target.postMessage(value, '*'); }}"""
    page.evaluate(f"({forged})(window)")
    second.evaluate(f"({forged})(window.parent)")
    for bad in ("-5", "NaN", "1e9", "'; alert(1)"):
        first.evaluate(f"parent.postMessage(['pym', '{name}', 'height', \"{bad}\"].join('xPYMx'), '*')")
    first.evaluate("parent.postMessage(null, '*'); parent.postMessage({'datawrapper-height': null}, '*')")
    page.wait_for_function("() => heard.some(value => value && value['datawrapper-height'] === null)")
    assert page.evaluate(heights) == before


def test_the_page_around_hears_both_formats(show: Show, site: tuple[Path, str]) -> None:
    """A newsroom's own listener, of Datawrapper or of pym.js, needs no script of ours."""
    address = f"{site[1]}/atlas.html?childId=mine#{PLAN}.map"
    page = show(f'<iframe src="{address}" title="Map" width="600" height="300"></iframe>', 600)
    page.wait_for_function("() => heard.length >= 2")
    heard = page.evaluate("heard")
    height = heard[-2]["datawrapper-height"]["mine"]
    assert heard[-1] == f"pymxPYMxminexPYMxheightxPYMx{height}"
    frame = page.query_selector("iframe").content_frame()  # type: ignore[union-attr]
    assert frame is not None
    assert height == frame.evaluate(NEEDS)["content"]
    before = len(heard)
    page.evaluate("""document.querySelector('iframe').contentWindow
      .postMessage('pymxPYMxminexPYMxwidthxPYMx600', '*')""")
    page.wait_for_function("before => heard.length > before", arg=before)


def test_without_javascript_a_picture_stands_there(show: Show, site: tuple[Path, str]) -> None:
    page = show(code(site), 320, java_script_enabled=False)
    picture = page.locator("img")
    assert picture.get_attribute("src") == f"{site[1]}/{PLAN}/preview.png"
    assert picture.get_attribute("alt") == "What it shows"
    assert page.locator("iframe").count() == 0


def test_flags_say_what_is_left_out(show: Show, site: tuple[Path, str]) -> None:
    page = show(code(site, flags="?plain&dark&static"), 600)
    frame = inside(page)[0]
    for gone in (".chooser", ".plan.on .head", ".leaflet-control-zoom"):
        assert not frame.locator(gone).is_visible(), gone
    assert frame.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 25, 29)"
    assert frame.locator(".foot strong").first.is_visible(), "the disclaimer stays"
    before = frame.evaluate("window.atlas.it.map.getZoom()")
    page.mouse.dblclick(300, 200)
    assert frame.evaluate("window.atlas.it.map.getZoom()") == before
