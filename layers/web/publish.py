"""Reference-counted files that browsers fetch from this server."""

import hashlib
import secrets
import threading
from collections import Counter, OrderedDict
from dataclasses import dataclass
from pathlib import Path

from geo.errors import N_, UnwrittenError
from geo.writing.whole_file import put_whole

GRACE = 32
"""The number of released files kept for browsers that may still be about to fetch them."""


@dataclass(frozen=True)
class Published:
    """A published file. The caller that published it must release it (`Shelf.release`)."""

    name: str
    is_private: bool = False


class Shelf:
    """A folder of files for browsers.

    A file exists until every `publish` has been matched by a `release`, and the last GRACE released
    files are kept somewhat longer. Private files, drawn from one reader's upload, have names that
    cannot be guessed and are removed as soon as they are released.
    """

    def __init__(self, folder: Path, grace: int = GRACE) -> None:
        self.folder = folder
        self._grace = grace
        self._held: Counter[str] = Counter()
        self._released: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def publish(self, name: str, content: bytes, *, is_private: bool = False) -> Published:
        """Write a file; its name contains a hash of its content, or a random number if it is private.

        The same content keeps its name, so browsers do not fetch it twice.

        Raises
        ------
        UnwrittenError
            If the disk is full. Then no file counts as published.
        """
        stem, _, suffix = name.rpartition(".")
        mark = secrets.token_hex(16) if is_private else hashlib.sha256(content).hexdigest()[:12]
        published = Published(f"{stem}.{mark}.{suffix}", is_private)
        with self._lock:
            target = self.folder / published.name
            if not target.exists():
                try:
                    put_whole(target, content)
                except UnwrittenError as fault:
                    raise UnwrittenError(N_("This server can keep no file for your browser ({why}); try "
                                            "again later."), why=fault.words.values["why"]) from fault
            self._held[published.name] += 1
            self._released.pop(published.name, None)
        return published

    def release(self, published: Published) -> None:
        """Release a file. It is removed once all its publishers have released it and GRACE is exceeded."""
        name = published.name
        with self._lock:
            self._held[name] -= 1
            if self._held[name] > 0:
                return
            del self._held[name]
            if published.is_private:
                self._remove(name)
                return
            self._released[name] = None
            self._released.move_to_end(name)
            while len(self._released) > self._grace:
                self._remove(self._released.popitem(last=False)[0])

    def _remove(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)
