"""A Streamlit server for the benchmarks: started on a free port, measured via /proc, always stopped."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.page.variant import ROOT, Variant

START_SECONDS = 90
STOP_SECONDS = 10
QUIET_SECONDS = 0.06
QUIET_CPU_SECONDS = 0.0015


def free_port() -> int:
    """Return a currently unused port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The server of a variant, as a context manager."""

    def __init__(self, variant: Variant) -> None:
        self.variant = variant
        self.port = free_port()
        self.address = f"127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        options = {
            "server.address": "127.0.0.1",
            "server.port": self.port,
            "server.headless": "true",
            "browser.gatherUsageStats": "false",
            "logger.level": "error",
            **dict(self.variant.settings),
        }
        flags = [f"--{name}={value}" for name, value in options.items()]
        command = [sys.executable, "-m", "streamlit.web.cli", "run", self.variant.script, *flags]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )
        try:
            self._wait()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self.process.poll() is not None:
            print(f"{self.variant.title}: the server was ended from outside (exit status "
                  f"{self.process.returncode}).", file=sys.stderr)
        self._stop()

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.variant.title}: the server ended by itself")
            try:
                with urllib.request.urlopen(f"http://{self.address}/_stcore/health", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise TimeoutError(f"{self.variant.title}: no answer in {START_SECONDS} s")

    def _stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def cpu_seconds(self) -> float:
        """Return the CPU time of the process so far, over all threads, to the nanosecond.

        The clock id is what clock_getcpuclockid returns for the process on Linux.
        """
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def settled_cpu_seconds(self, most_seconds: float = 3.0) -> float:
        """Return the CPU time once the process is idle; garbage collection outlasts the response."""
        end = time.monotonic() + most_seconds
        before = self.cpu_seconds()
        while time.monotonic() < end:
            time.sleep(QUIET_SECONDS)
            now = self.cpu_seconds()
            if now - before < QUIET_CPU_SECONDS:
                return now
            before = now
        return before

    def memory_mb(self) -> float:
        """Return the resident memory of the process in megabytes (10^6 bytes)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        line = next(row for row in status.splitlines() if row.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024 / 1e6
