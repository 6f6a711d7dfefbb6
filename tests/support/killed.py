"""Processes that are killed (SIGKILL) at one of the calls by which they change files."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree")
WRITING = os.O_WRONLY | os.O_RDWR

KILLING = """
import os, signal, sys
def heard(event, arguments):
    if event == {event!r} and {within!r} in str(arguments[1 if event == "os.rename" else 0]):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(heard)
"""
"""The beginning of a program that is killed when it does something in a folder."""


def killed_everywhere(act: Callable[[], Any], folder: Path) -> Iterator[int]:
    """Run something in processes of its own, each killed one call later than the last, until one ends.

    Yields the number of the call after each that was killed; the last one has done all of it.
    """
    for number in range(1000):
        if _run(act, folder, number):
            return
        yield number
    raise AssertionError("it never ended")


def _run(act: Callable[[], Any], folder: Path, number: int) -> bool:
    """Say whether the process ended by itself."""
    child = os.fork()
    if child == 0:
        _kill_at(number, folder)
        code = 1
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.waitstatus_to_exitcode(status) == 0
    return True


def _kill_at(number: int, folder: Path) -> None:
    """Kill this process before its call with this number that changes something in a folder."""
    seen = 0

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        changes = event in CHANGES or (event == "open" and int(arguments[2] or 0) & WRITING)
        if changes and str(arguments[0]).startswith(str(folder)):
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)
            seen += 1

    sys.addaudithook(heard)
