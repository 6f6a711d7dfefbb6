"""The page in a real browser: a server, a Chromium without network access, and a reader.

Test modules list this file in `pytest_plugins`, so that its fixtures are created once, and also import
from it (hence PYTEST_DONT_REWRITE, without which pytest would warn that it is imported too early).
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.browsing.reader import HERE, ROOT, Reader
from tests.support.scratch import scratch
from tools.find_chromium import installed, named

PATIENCE_S = 60
BLANK = "about:blank"
TOLD = 4000  # characters of what a server said, in the report of a failure
TRACES = "local_storage,indexeddb,websql,service_workers,cache_storage,file_systems,shared_storage"
FLAGS = ("--disable-background-networking", "--disable-component-update", "--disable-gpu",
         f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HERE}")


@contextmanager
def serving(folder: Path, room: Path, script: str = "app.py", *options: str) -> Iterator[str]:
    """Serve the page of a copy of the project on a free port, with a folder for temporary files.

    A traceback in its output or a folder left behind fails the test that used it.
    """
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port),
               "--server.address", HERE, *options]
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
            if fault := sys.exception():
                told = log.read_text(encoding="utf-8", errors="replace")[-TOLD:]
                fault.add_note(f"the server said: {told}")
            process.terminate()
            try:
                process.wait(PATIENCE_S)
            finally:
                process.kill()
    said = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback (most recent call last)" not in said, said
    assert not scratch(heap), "the server left its files behind"


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


Visit = Callable[..., Reader]

_free: list[BrowserContext] = []
"""Contexts that no reader has; what a server sent them and they compiled spares a third of a visit."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium that resolves no other host."""
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
        _free.clear()
        browser.close()


@pytest.fixture(scope="session")
def site(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of this project's page, served once for all tests."""
    with serving(ROOT, tmp_path_factory.mktemp("server")) as address:
        yield address


@contextmanager
def visiting(chromium: Browser, site: str) -> Iterator[Visit]:
    """Open pages for readers; afterwards there must have been no errors and no requests to other machines."""
    readers: list[Reader] = []

    def arrive(address: str = site, size: tuple[int, int] = (1440, 900)) -> Reader:
        page = _fresh_page(chromium, address)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        readers.append(Reader(page, address))
        return readers[-1]

    try:
        yield arrive
    finally:
        for reader in readers:
            _leave(reader.page.context)
    for reader in readers:
        _well(reader)


def _well(reader: Reader) -> None:
    wrong = [*reader.outside, *reader.faults]
    assert reader.blocked_is_fine or not wrong, wrong


def _fresh_page(chromium: Browser, address: str) -> Page:
    """Return a page of a context that nobody else has, without a trace of whoever had it before."""
    context = _free.pop() if _free else chromium.new_context()
    page = context.new_page()
    _forget(page, address)
    return page


def _forget(page: Page, address: str) -> None:
    """Empty what a browser keeps for a site, except for its cache of files."""
    where = urlsplit(address)
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {
        "origin": f"{where.scheme}://{where.netloc}", "storageTypes": TRACES})
    session.detach()


def _leave(context: BrowserContext) -> None:
    """Close what a reader has open, and keep the context for the next one."""
    for page in context.pages:
        page.close()
    context.clear_cookies()
    context.clear_permissions()
    _free.append(context)


@pytest.fixture
def first_visit(chromium: Browser, site: str) -> Iterator[Visit]:
    """A function that creates a reader with a tab of its own, who has not opened the page yet."""
    with visiting(chromium, site) as arrive:
        yield arrive


@pytest.fixture(scope="module")
def regular(chromium: Browser, site: str) -> Iterator[Reader]:
    """The reader whose tab the tests of a module have one after the other."""
    with visiting(chromium, site) as arrive:
        yield arrive()


@pytest.fixture
def visit(regular: Reader, first_visit: Visit) -> Iterator[Visit]:
    """A function that creates a reader who has not opened the page yet.

    The first has the tab of the test before, which costs a third less. Nothing remains in it but steps of
    history, scripts added for all pages, routes, and a throttle; what needs one of these is a `first_visit`.
    """
    came: list[Reader] = []

    def arrive(address: str | None = None, size: tuple[int, int] = (1440, 900)) -> Reader:
        if came or address:
            return first_visit(address or regular.address, size)
        came.append(regular)
        if regular.page.url != BLANK:
            regular.page.evaluate("sessionStorage.clear()")
            regular.page.goto(BLANK)
        _forget(regular.page, regular.address)
        regular.page.context.clear_cookies()
        regular.page.context.clear_permissions()
        regular.page.emulate_media(color_scheme="null", media="null", reduced_motion="null")
        regular.page.set_viewport_size({"width": size[0], "height": size[1]})
        for seen in (regular.requests, regular.received, regular.sent, regular.faults):
            seen.clear()
        regular.blocked_is_fine = False
        return regular

    yield arrive
    for reader in came:
        _well(reader)


@pytest.fixture(scope="module")
def onlooker(chromium: Browser, site: str) -> Iterator[Reader]:
    """A reader with the default page open, for tests that do not interact with it."""
    with visiting(chromium, site) as arrive:
        yield arrive().open()
