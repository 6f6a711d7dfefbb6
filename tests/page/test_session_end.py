"""A real server: when a connection ends, a reader's own data is dropped, and the session soon after."""

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from tests.conftest import ROOT

SCRIPT = """
import json, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from streamlit import runtime
from geo.cache import Key
from page.state import visit as visiting
from page.state.files import shelf

visiting.FORGET_S = 1.0
visit = visiting.visit()
visit._lines["brought"] = object()
visit.store(Key("shapes", (), is_private=True),
            lambda: shelf().publish("ground.json", b"{{}}", is_private=True))
sessions = runtime.get_instance()._session_mgr.list_sessions()
Path({log!r}).write_text(json.dumps({{
    "sessions": len(sessions), "files": [str(path) for path in shelf().folder.iterdir()]}}))
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A page that loads a reader's line at once: its port, and the file in which it reports its state."""
    log, page = tmp_path / "log.json", tmp_path / "page.py"
    page.write_text(SCRIPT.format(root=str(ROOT), log=str(log)))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "streamlit", "run", str(page), f"--server.port={port}",
                                "--server.address=127.0.0.1", "--server.headless=true",
                                "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"],
                               cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: answers(port))
        yield port, log
    finally:
        process.terminate()
        process.wait(20)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(true: Callable[[], bool]) -> None:
    for _ in range(1200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it never happened")


async def visit(port: int, log: Path) -> dict[str, object]:
    """Open the page as a browser does, wait until its script has run, and disconnect."""
    log.unlink(missing_ok=True)
    address = f"127.0.0.1:{port}"
    async with connect(f"ws://{address}/_stcore/stream", origin=Origin(f"http://{address}"),
                       subprotocols=[Subprotocol("streamlit")], open_timeout=60, proxy=None) as browser:
        message = BackMsg()
        message.rerun_script.query_string = ""
        await browser.send(message.SerializeToString())
        for _ in range(1200):
            if log.exists() and log.read_text():
                break
            await asyncio.sleep(0.05)
    found: dict[str, object] = json.loads(log.read_text())
    return found


def test_files_are_dropped_with_the_connection_and_the_session_soon_after(server: tuple[int, Path]) -> None:
    port, log = server
    first = asyncio.run(visit(port, log))
    assert first["sessions"] == 1
    (file,) = map(Path, first["files"])  # type: ignore[arg-type,call-overload]
    until(lambda: not file.exists())
    time.sleep(3)
    second = asyncio.run(visit(port, log))
    assert second["sessions"] == 1  # Streamlit alone would still keep the first
    (other,) = map(Path, second["files"])  # type: ignore[arg-type,call-overload]
    assert other != file
