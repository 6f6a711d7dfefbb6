"""Take the pictures in the documentation: the page in a real browser, and a plate.

Run it with `make pictures` whenever the look of the page or of the plates has changed.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

import cli
from tools.find_chromium import installed, named

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
HERE = "127.0.0.1"
PLAN, DAY = "us-28-point", "2025-11-21"
SIZE = {"width": 1440, "height": 1000}
MAP = 'iframe[src*="streamlit_folium"]'
PATIENCE_S = 120


def main() -> None:
    """Write `docs/screenshot.png` and `docs/plate.png`."""
    with served() as address:
        take_page(f"{address}?plan={PLAN}&on={DAY}")
    code = cli.main(["export", PLAN, "--on", DAY, "--format", "png", "--size", "16x9", "--frame", "donetsk",
                     "--out", str(DOCS / "plate.png"), "--force"])
    if code:
        sys.exit(code)


@contextmanager
def served() -> Iterator[str]:
    """Serve the page on a free local port."""
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
               "--server.address", HERE, "--server.headless", "true"]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait(f"http://{HERE}:{port}/_stcore/health")
        yield f"http://{HERE}:{port}/"
    finally:
        process.terminate()
        process.wait()


def _wait(address: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - an address of this machine
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


def take_page(address: str) -> None:
    """Take a screenshot of the page once its map is drawn and its script is idle."""
    path = named() or installed()
    if path is None:
        sys.exit("There is no Chromium: set CHROMIUM to the path of one.")
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=flags)
        page = browser.new_page(viewport=SIZE)
        page.goto(address)
        page.set_default_timeout(PATIENCE_S * 1000)
        page.frame_locator(MAP).locator(".leaflet-container[data-painted]").wait_for()
        page.locator('[data-test-script-state="notRunning"]').wait_for()
        page.wait_for_timeout(2000)  # lets transitions finish
        page.screenshot(path=DOCS / "screenshot.png")
        browser.close()


if __name__ == "__main__":
    main()
