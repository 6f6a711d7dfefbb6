"""The page in a real browser: a server, a Chromium that can reach nothing else, and a reader.

Test modules name this file in `pytest_plugins`, so that its fixtures are made once for all, and
import from it, too (PYTEST_DONT_REWRITE: or pytest would warn that it comes too late).
"""

import os
import re
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, WebSocket, expect, sync_playwright

from tools.find_chromium import installed, named

ROOT = Path(__file__).resolve().parents[2]
HERE = "127.0.0.1"
PATIENCE_S = 60
PATIENCE_MS = 60_000
FLAGS = ("--disable-background-networking", "--disable-component-update", "--disable-gpu",
         f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HERE}")
MAP = ".leaflet-container"
expect.set_options(timeout=PATIENCE_MS)

FILLS = """() => Object.fromEntries(window.atlas.it.current.zones.getLayers().map(layer => {
  const path = layer.getElement(), seen = path.isConnected && +path.getAttribute('fill-opacity') > 0;
  return [layer.feature.id, seen ? path.getAttribute('fill') : ''];
}))"""


@contextmanager
def serving(folder: Path, room: Path) -> Iterator[str]:
    """Run the page of a copy of the project on a free port, with a room to write in.

    A traceback among its messages fails whoever used it, as does a folder that it leaves behind.
    """
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
               "--server.address", HERE]
    heap = room / "tmp"
    heap.mkdir()
    log = room / "server.log"
    with log.open("wb") as messages:
        process = subprocess.Popen(command, cwd=folder, stdout=messages, stderr=messages,
                                   stdin=subprocess.DEVNULL, env={**os.environ, "TMPDIR": str(heap)})
        try:
            _wait(f"http://{HERE}:{port}/_stcore/health", process, log)
            yield f"http://{HERE}:{port}/"
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE_S)
            finally:
                process.kill()
    said = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback (most recent call last)" not in said, said
    assert not list(heap.glob("atlas-*")), "the server left its files behind"


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        try:
            direct.open(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start: " + log.read_text(encoding="utf-8"))


class Reader:
    """Somebody with the page open: what the browser fetched and complained of, and how to act.

    `requests` are all addresses asked for, frames and websockets included; `received` what came
    through the websocket; `faults` page errors and messages of the console's level "error".
    """

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.requests: list[str] = []
        self.received: list[bytes] = []
        self.faults: list[str] = []
        self.blocked_is_fine = False
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", self._listen)
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)

    def _listen(self, socket_: WebSocket) -> None:
        self.requests.append(socket_.url)
        socket_.on("framereceived", lambda data: self.received.append(
            data if isinstance(data, bytes) else data.encode()))

    def open(self, **query: str) -> "Reader":
        """Go to the page, and wait until the map is painted and the script is done."""
        self.page.goto(self.address + (f"?{urlencode(query)}" if query else ""))
        self.page.frame_locator('iframe[src*="streamlit_folium"]').locator(
            f"{MAP}[data-painted]").wait_for()
        self.settle()
        return self

    @property
    def map(self) -> Frame:
        """The map's frame."""
        found = [frame for frame in self.page.frames if "streamlit_folium" in frame.url]
        assert len(found) == 1
        return found[0]

    @property
    def query(self) -> dict[str, str]:
        """What stands in the address bar."""
        parts = parse_qs(self.page.evaluate("location.search.slice(1)"), keep_blank_values=True)
        return {name: values[-1] for name, values in parts.items()}

    @property
    def outside(self) -> list[str]:
        """Requests that would leave this machine."""
        parts = [(url, urlsplit(url)) for url in self.requests]
        return [url for url, part in parts
                if part.scheme not in ("data", "blob", "about") and part.hostname != HERE]

    def fetched(self, kind: str) -> list[str]:
        """Requests for the map's own files of a kind: `ground`, `strip` or `base`."""
        return [url for url in self.requests if re.search(rf"/{kind}\.\w+\.json$", url)]

    def settle(self) -> None:
        """Wait until the script is done and the map shows the state that it was sent last."""
        self.page.locator('[data-test-script-state="notRunning"]').wait_for()
        self.map.wait_for_function(
            "() => { const box = map_div.getContainer(), last = window.atlas.waiting;"
            " return box.dataset.fault || last && box.dataset.painted === last.stamp; }")
        assert self.map.evaluate("map_div.getContainer().dataset.fault") is None

    @contextmanager
    def repaint(self) -> Iterator[None]:
        """Do something that the map answers, and wait until it has."""
        before = self.map.locator(MAP).get_attribute("data-painted")
        yield
        self.map.wait_for_function(
            "before => { const kept = map_div.getContainer().dataset;"
            " return kept.fault || kept.painted !== before; }", arg=before)
        self.settle()

    def option(self, plan: str) -> Locator:
        """The sidebar's radio of a plan; invisible joiners in its words do not matter."""
        text = (ROOT / "data" / "scenarios" / f"{plan}.toml").read_text(encoding="utf-8")
        words = "\u2060?".join(map(re.escape, tomllib.loads(text)["short_title"]))
        found = re.compile(f"^{words}$")
        return self.page.locator("label:has(input[type=radio])").filter(has_text=found)

    def choose(self, plan: str) -> None:
        """Choose a plan in the sidebar, unless it is chosen."""
        if self.query["plan"] != plan:
            with self.repaint():
                self.option(plan).click()

    def tick(self, key: str) -> None:
        """Switch a checkbox."""
        with self.repaint():
            self.page.locator(f".st-key-{key} label").click()

    def press(self, key: str) -> None:
        with self.repaint():
            self.page.locator(f".st-key-{key} button:visible").click()

    def spot(self, lon: float, lat: float) -> tuple[float, float]:
        self.page.locator('iframe[src*="streamlit_folium"]').scroll_into_view_if_needed()
        at = self.map.evaluate("([lon, lat]) => map_div.latLngToContainerPoint([lat, lon])", [lon, lat])
        box = self.map.locator(MAP).bounding_box()
        assert box is not None
        return box["x"] + at["x"], box["y"] + at["y"]

    def fills(self) -> dict[str, str]:
        """What every zone shows on the screen."""
        return self.map.evaluate(FILLS)

    def count(self, selector: str) -> int:
        return self.map.locator(selector).count()


Visit = Callable[..., Reader]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium that finds no other machine."""
    path = named() or installed()
    if path is None:
        say = "no Chromium: set CHROMIUM to the path of one, or install the package 'chromium'"
        if os.environ.get("CI") == "true" or os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(say)
        pytest.skip(say)
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of this project's page, served once for all tests."""
    with serving(ROOT, tmp_path_factory.mktemp("server")) as address:
        yield address


@contextmanager
def visiting(chromium: Browser, site: str) -> Iterator[Visit]:
    """Let readers come; afterwards none may have seen an error or asked another machine."""
    readers: list[Reader] = []

    def arrive(address: str = site, size: tuple[int, int] = (1440, 900)) -> Reader:
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]})
        readers.append(Reader(context.new_page(), address))
        return readers[-1]

    yield arrive
    for reader in readers:
        reader.page.context.close()
    for reader in readers:
        assert reader.blocked_is_fine or (reader.outside, reader.faults) == ([], [])


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[Visit]:
    """Sends a reader to the page, who has not opened it yet."""
    with visiting(chromium, site) as arrive:
        yield arrive


@pytest.fixture(scope="module")
def onlooker(chromium: Browser, site: str) -> Iterator[Reader]:
    """A reader with the default page open, for tests that look and touch nothing."""
    with visiting(chromium, site) as arrive:
        yield arrive().open()
