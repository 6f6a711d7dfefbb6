"""Whether this process can answer readers: not before its data is read, and not once it is stopping."""

from collections.abc import Callable
from threading import Lock

from geo.last_resort import LoggedFault, last_resort

READING = "the data is being read"
STOPPING = "the server is stopping"


class Readiness:
    """The state of one process, from its start to its end; `why` is empty when it is ready."""

    def __init__(self, problems: list[str]) -> None:
        self._lock = Lock()
        self._why = " ".join(problems) or READING
        self._usable = not problems
        self._stopped = False

    @property
    def why(self) -> str:
        """The reason for not being ready."""
        with self._lock:
            return self._why

    def prepare(self, warm: Callable[[], object]) -> None:
        """Do the work of a first reader; the process is ready once that is done.

        A fault is logged, and the process does not become ready; a setting that cannot be used is not
        overcome by it.
        """
        with last_resort("the server: its start", self._say):
            warm()
            self._set("", only_if=self._usable)

    def stop(self) -> None:
        """Be no longer ready, whatever happens."""
        with self._lock:
            self._why, self._stopped = STOPPING, True

    def _say(self, fault: LoggedFault) -> None:
        self._set(f"the data cannot be read; the fault is in the log as {fault.reference}")

    def _set(self, why: str, *, only_if: bool = True) -> None:
        with self._lock:
            if only_if and not self._stopped:
                self._why = why
