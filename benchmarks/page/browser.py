"""Switching plans in a real Chromium: time from click to repaint, blank time, bytes, and the view."""

import base64
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.page.server import Server

WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VIEW = (48.25, 37.25, 8)  # latitude, longitude, zoom: the Donetsk region
WINDOW: ViewportSize = {"width": 1440, "height": 900}
SHIFT_DEG = 0.02
QUIET_SECONDS = 0.7
MAX_SECONDS = 20


@dataclass(frozen=True)
class Repaint:
    """One click on another plan, as seen by the browser; `repaint_ms` is None if no fill changed."""

    repaint_ms: float | None
    blank_ms: float
    view_kept: bool
    lasting: bool
    socket_bytes: int
    http_bytes: int
    requests: int
    runs: int
    server_cpu_ms: float


class Reader:
    """A browser page connected to a server, with a count of its network traffic."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page, self.server = page, server
        self.socket_bytes = self.http_bytes = self.requests = self.runs = 0
        self.last_frame = time.monotonic()
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.webSocketFrameReceived", self._received)
        wire.on("Network.loadingFinished", self._loaded)
        page.goto(f"http://{server.address}/", wait_until="domcontentloaded")
        page.evaluate(WATCH)
        page.wait_for_function("bench.ready()", timeout=60_000)
        self.settle()

    def _received(self, event: dict[str, Any]) -> None:
        data = base64.b64decode(event["response"]["payloadData"])
        self.socket_bytes += len(data)
        self.runs += ForwardMsg.FromString(data).WhichOneof("type") == "script_finished"
        self.last_frame = time.monotonic()

    def _loaded(self, event: dict[str, Any]) -> None:
        self.http_bytes += int(event["encodedDataLength"])
        self.requests += 1
        self.last_frame = time.monotonic()

    def settle(self) -> None:
        """Wait until no data has been received for a while."""
        end = time.monotonic() + MAX_SECONDS
        self.last_frame = time.monotonic()
        while time.monotonic() < end:
            self.page.wait_for_timeout(50)
            if time.monotonic() - self.last_frame > QUIET_SECONDS:
                return

    def switch(self, label: str) -> Repaint:
        """Zoom in, click a plan and watch every frame until the page is idle again."""
        page = self.page
        page.bring_to_front()
        page.evaluate("view => bench.setView(...view)", list(VIEW))
        self.settle()
        button = page.locator('[data-testid="stSidebar"] [data-testid="stRadio"] label')
        button = button.filter(has=page.get_by_text(label, exact=True)).first
        button.scroll_into_view_if_needed()
        cpu = self.server.settled_cpu_seconds()
        self.socket_bytes = self.http_bytes = self.requests = self.runs = 0
        page.evaluate("bench.arm()")
        button.click()
        with suppress(PlaywrightTimeoutError):
            page.wait_for_function("bench.changed()", timeout=MAX_SECONDS * 1000)
        self.settle()
        seen = page.evaluate("bench.result()")
        view = page.evaluate("bench.view()")
        return Repaint(
            repaint_ms=seen["changed"],
            blank_ms=seen["blank"],
            view_kept=view is not None and all(
                abs(now - then) < SHIFT_DEG for now, then in zip(view, VIEW, strict=True)),
            lasting=seen["lasting"],
            socket_bytes=self.socket_bytes, http_bytes=self.http_bytes, requests=self.requests,
            runs=self.runs,
            server_cpu_ms=(self.server.settled_cpu_seconds() - cpu) * 1000,
        )


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a headless browser that can reach only this machine."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    flags = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        try:
            yield browser
        finally:
            browser.close()


def repaints(servers: list[Server], labels: list[str], warm_up: int,
             switches: int) -> dict[str, list[Repaint]]:
    """Switch plans on every server's page in turn; return the results by variant id."""
    found: dict[str, list[Repaint]] = {server.variant.id: [] for server in servers}
    with chromium() as browser, ExitStack() as stack:
        readers = []
        for server in servers:
            context = stack.enter_context(browser.new_context(viewport=WINDOW))
            readers.append(Reader(context.new_page(), server))
        for number in range(-warm_up, switches):
            for reader in readers:
                result = reader.switch(labels[number % len(labels)])
                if number >= 0:
                    found[reader.server.variant.id].append(result)
    return found
