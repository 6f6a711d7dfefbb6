"""A reader with the page open in a real browser."""

import re
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Frame, Locator, Page, WebSocket, expect

from tests.support.browsing.story import NOTICE, telling

ROOT = Path(__file__).resolve().parents[3]
HERE = "127.0.0.1"
PATIENCE_MS = 60_000
MAP = "#map_div"
expect.set_options(timeout=PATIENCE_MS)

FILLS = """() => Object.fromEntries(window.atlas.it.current.zones.getLayers().map(layer => {
  const path = layer.getElement(), seen = path.isConnected && +path.getAttribute('fill-opacity') > 0;
  return [layer.feature.id, seen ? path.getAttribute('fill') : ''];
}))"""

DONE = '[data-test-script-state="notRunning"]'
COUNT_RUNS = """(() => {
  window.runsDone = 0;
  new MutationObserver(seen => seen.forEach(one => {
    const state = one.target.dataset.testScriptState;
    if (state === 'notRunning' && one.oldValue !== state) window.runsDone += 1;
  })).observe(document, {subtree: true, attributeFilter: ['data-test-script-state'],
                         attributeOldValue: true});
})()"""


class Reader:
    """A reader with the page open: the browser's requests and errors, and functions to use the page.

    `requests` are all addresses requested, including frames and websockets; `received` is the data
    received through the websocket, `sent` when and how many bytes went the other way; `faults` are page
    errors and console messages of level "error".
    """

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.requests: list[str] = []
        self.received: list[bytes] = []
        self.sent: list[tuple[float, int]] = []
        self.faults: list[str] = []
        self.blocked_is_fine = False
        page.set_default_timeout(PATIENCE_MS)
        page.add_init_script(COUNT_RUNS)
        page.add_init_script(NOTICE)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", self._listen)
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)

    def _listen(self, socket_: WebSocket) -> None:
        self.requests.append(socket_.url)
        socket_.on("framereceived", lambda data: self.received.append(
            data if isinstance(data, bytes) else data.encode()))
        socket_.on("framesent", lambda data: self.sent.append((round(time.monotonic(), 1), len(data))))

    def open(self, **query: str) -> "Reader":
        """Open the page and wait until the map is painted and every control is there.

        Streamlit fetches the code of each kind of control apart, and shows a grey bar in the meantime.
        """
        self.page.goto(self.address + (f"?{urlencode(query)}" if query else ""))
        self.page.frame_locator('iframe[src*="streamlit_folium"]').locator(
            f"{MAP}[data-painted]").wait_for()
        self.settle()
        expect(self.page.locator("[data-testid^=stSkeleton]")).to_have_count(0)
        self.page.evaluate("document.fonts.ready.then(() => null)")
        return self

    @property
    def map(self) -> Frame:
        """The frame of the map."""
        found = [frame for frame in self.page.frames if "streamlit_folium" in frame.url]
        assert len(found) == 1
        return found[0]

    @property
    def query(self) -> dict[str, str]:
        """The query of the address bar."""
        parts = parse_qs(self.page.evaluate("location.search.slice(1)"), keep_blank_values=True)
        return {name: values[-1] for name, values in parts.items()}

    @property
    def lead(self) -> str:
        """The headline with the line above it, without characters that prevent line breaks."""
        words = self.page.locator("p.kicker, h1.lead").all_inner_texts()
        return " ".join(words).replace("\N{NO-BREAK SPACE}", " ")

    @property
    def outside(self) -> list[str]:
        """Requests that would leave this machine."""
        parts = [(url, urlsplit(url)) for url in self.requests]
        return [url for url, part in parts
                if part.scheme not in ("data", "blob", "about") and part.hostname != HERE]

    def fetched(self, kind: str) -> list[str]:
        """Return the requests for the map's own files of a kind: `ground`, `strip` or `base`."""
        return [url for url in self.requests if re.search(rf"/{kind}\.\w+\.json$", url)]

    def settle(self) -> None:
        """Wait until the script is done and the map shows the latest state."""
        with telling(self.page, self.sent):
            self.page.locator(DONE).wait_for()
            self.map.wait_for_function(
                "() => { const box = map_div.getContainer(), last = window.atlas.waiting;"
                " return box.dataset.fault || last && box.dataset.painted === last.stamp; }")
        self.drawn()
        assert self.map.evaluate("map_div.getContainer().dataset.fault") is None

    def drawn(self) -> None:
        """Wait until the browser has drawn what has just changed, and what follows from it.

        A run has ended before its last elements are drawn. A click on a button that is being replaced by
        another of its kind is lost.
        """
        self.page.evaluate("""async () => {
          for (let i = 0; i < 4; i++) await new Promise(done => requestAnimationFrame(done)); }""")

    @contextmanager
    def rerun(self) -> Iterator[None]:
        """Perform an action that runs the script, and wait until it has run to its end.

        Between the click and the start of the run the page still says that nothing is running, so that
        waiting for this alone looks at the page as it was, or at a part of the new one.
        """
        before = self.page.evaluate("window.runsDone")
        yield
        with telling(self.page, self.sent):
            self.page.wait_for_function("before => window.runsDone > before", arg=before)
            self.page.locator(DONE).wait_for()
        self.drawn()

    def unfold(self, box: Locator) -> None:
        """Open the options of a box, which shut again if they are opened while the page still scrolls."""
        box.scroll_into_view_if_needed()
        box.focus()
        self.drawn()
        box.click()

    @contextmanager
    def repaint(self) -> Iterator[None]:
        """Perform an action that changes the map, and wait until it has."""
        before = self.map.locator(MAP).get_attribute("data-painted")
        yield
        with telling(self.page, self.sent):
            self.map.wait_for_function(
                "before => { const kept = map_div.getContainer().dataset;"
                " return kept.fault || kept.painted !== before; }", arg=before)
        self.settle()

    def option(self, plan: str) -> Locator:
        """Return the sidebar's radio button of a plan, ignoring invisible joiners in its label."""
        text = (ROOT / "data" / "scenarios" / f"{plan}.toml").read_text(encoding="utf-8")
        words = "\u2060?".join(map(re.escape, tomllib.loads(text)["short_title"]))
        found = re.compile(f"^{words}$")
        return self.page.locator("label:has(input[type=radio])").filter(has_text=found)

    def choose(self, plan: str) -> None:
        """Choose a plan in the sidebar, unless it is already chosen."""
        if self.query["plan"] != plan:
            with self.repaint():
                self.option(plan).click()

    def tick(self, key: str) -> None:
        """Toggle a checkbox."""
        with self.repaint():
            self.page.locator(f".st-key-{key} label").click()

    def press(self, key: str) -> None:
        with self.repaint():
            self.page.locator(f".st-key-{key} button:visible").click()

    def spot(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a spot is on the screen; the map is moved if the spot is outside or covered."""
        frame = self.page.locator('iframe[src*="streamlit_folium"]')
        frame.scroll_into_view_if_needed()
        for _ in range(2):
            at = self.map.evaluate("([lon, lat]) => map_div.latLngToContainerPoint([lat, lon])", [lon, lat])
            box = self.map.locator(MAP).bounding_box()
            assert box is not None
            x, y = box["x"] + at["x"], box["y"] + at["y"]
            if frame.evaluate("(frame, [x, y]) => document.elementFromPoint(x, y) === frame", [x, y]):
                break
            self.map.evaluate("([lon, lat]) => map_div.panTo([lat, lon], {animate: false})", [lon, lat])
        return x, y

    def fills(self) -> dict[str, str]:
        """Return the fill of every zone on the screen."""
        return self.map.evaluate(FILLS)

    def count(self, selector: str) -> int:
        return self.map.locator(selector).count()
