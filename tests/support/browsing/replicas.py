"""Two replicas of the page behind a real nginx on loopback, with the files of `deploy/nginx`."""

import getpass
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.browsing.reader import HERE, ROOT

PATIENCE_S = 90
DEPLOYED = ("172.30.0.11:8501", "172.30.0.12:8501")
REPLICA = {"ATLAS_LOG": "-", "ATLAS_LOG_FORMAT": "json", "STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE": "true"}
LISTENS = "listen 8080 default_server;"
IN_A_FOLDER = """
# absolute_redirect off;
# rewrite ^/plans$ /plans/ permanent;
# rewrite ^/plans(/.*)$ $1;
"""


@dataclass(frozen=True)
class Answer:
    """An answer over HTTP."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class House:
    """The addresses and processes of proxy and replicas, and a folder for each replica's files."""

    port: int
    ports: tuple[int, int]
    folder: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://{HERE}:{self.port}/"

    def ask(self, path: str, source: str = HERE, method: str = "GET", port: int = 0,
            **headers: str) -> Answer:
        """Ask the proxy, or another port; `source` is the address that the question comes from."""
        line = http.client.HTTPConnection(HERE, port or self.port, timeout=PATIENCE_S,
                                          source_address=(source, 0))
        try:
            line.request(method, path,
                         headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = line.getresponse()
            body = b"" if answer.status == http.HTTPStatus.SWITCHING_PROTOCOLS else answer.read()
            return Answer(answer.status, answer.headers, body)
        finally:
            line.close()

    def knock(self, **headers: str) -> Answer:
        """Ask for a stream, as a browser does."""
        return self.ask("/_stcore/stream", **{
            "Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13",
            "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec_WebSocket_Protocol": "streamlit",
            **headers})

    def log(self, name: str) -> str:
        """Return what a process has written so far."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def requests(self) -> list[dict[str, str]]:
        """Return the lines of the proxy's log of requests."""
        return [json.loads(line) for line in self.log("nginx").splitlines() if line.startswith("{")]

    def end(self, name: str, how: signal.Signals) -> int:
        """Send a process a signal, wait for its end and return its exit status."""
        self.processes[name].send_signal(how)
        return self.processes[name].wait(PATIENCE_S)


def nginx() -> str:
    """Return the path of nginx; without one the test is left out."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip("no nginx: install the package 'nginx-light' or 'nginx'")
    return found


def configured(folder: Path, port: int, ports: tuple[int, int], within: str = "") -> Path:
    """Copy the proxy's files with other addresses, and return the main one.

    `within` is the folder that the page lies in, for which the lines in `listen.conf` are made to count.
    """
    files = Path(shutil.copytree(ROOT / "deploy" / "nginx", folder / "nginx"))
    replicas, listen = files / "replicas.conf", files / "listen.conf"
    text = replicas.read_text(encoding="utf-8")
    for old, new in zip(DEPLOYED, ports, strict=True):
        assert text.count(old) == 3
        assert text.count(re.escape(old)) == 1
        text = text.replace(old, f"{HERE}:{new}").replace(re.escape(old), re.escape(f"{HERE}:{new}"))
    replicas.write_text(text, encoding="utf-8")
    text = listen.read_text(encoding="utf-8")
    assert LISTENS in text
    text = text.replace(LISTENS, f"listen {HERE}:{port} default_server;")
    if within:
        assert text.count(IN_A_FOLDER) == 1
        text = text.replace(IN_A_FOLDER, IN_A_FOLDER.replace("# ", "").replace("/plans", f"/{within}"))
    listen.write_text(text, encoding="utf-8")
    return files / "nginx.conf"


@contextmanager
def running(folder: Path, within: str = "") -> Iterator[House]:
    """Start everything, and wait until both replicas are ready; end everything afterwards.

    `within` is the folder that the page lies in at its host.
    """
    program = nginx()
    port, first, second = free_ports(3)
    house = House(port, (first, second), folder)
    (folder / "proxy").mkdir()
    master = ["-g", f"user {getpass.getuser()};"] if os.geteuid() == 0 else []
    files = configured(folder, port, house.ports, within)
    command = [program, "-p", str(folder / "proxy"), "-c", str(files), *master]
    told = {**REPLICA, "STREAMLIT_SERVER_BASE_URL_PATH": within}
    with ExitStack() as stack:
        for name, number in (("one", first), ("two", second)):
            (folder / name).mkdir()
            stack.enter_context(process(house, name, [
                sys.executable, "-m", "streamlit", "run", "serve.py", "--server.address", HERE,
                "--server.port", str(number)], **told, TMPDIR=str(folder / name)))
        stack.enter_context(process(house, "nginx", command))
        for name, number in (("one", first), ("two", second)):
            until(lambda name=name, number=number: ready(house, name, number), house, name)
        yield house


def ready(house: House, name: str, port: int) -> bool:
    """Say whether a replica is ready; one that has ended never will be."""
    assert house.processes[name].poll() is None, house.log(name)
    try:
        return house.ask("/ready", port=port).status == http.HTTPStatus.OK
    except OSError:
        return False


def until(happens: object, house: House, name: str) -> None:
    """Wait until a condition holds."""
    assert callable(happens)
    end = time.monotonic() + PATIENCE_S
    while not happens():
        assert time.monotonic() < end, house.log(name)
        time.sleep(0.1)


@contextmanager
def process(house: House, name: str, command: list[str], **environment: str) -> Iterator[None]:
    """Run a program whose output is kept; it is killed if it does not end when asked."""
    with (house.folder / f"{name}.log").open("wb") as said:
        started = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, stdin=subprocess.DEVNULL,
                                   env={**os.environ, **environment})
        house.processes[name] = started
        try:
            yield
        finally:
            started.terminate()
            try:
                started.wait(PATIENCE_S)
            finally:
                started.kill()
                started.wait()


def free_ports(count: int) -> list[int]:
    """Return ports that are free now, all different."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind((HERE, 0))
        return [probe.getsockname()[1] for probe in probes]
