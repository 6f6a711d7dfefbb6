"""A catalogue of translations, which can be handed to another process."""

import gettext
import io
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


class Catalogue(gettext.GNUTranslations):
    """A catalogue from its compiled form, which stands for it when it is pickled."""

    def __init__(self, compiled: bytes) -> None:
        super().__init__(io.BytesIO(compiled))
        self._compiled = compiled

    def __reduce__(self) -> tuple[Callable[[bytes], "Catalogue"], tuple[bytes]]:
        return type(self), (self._compiled,)


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue named by the code of its language, such as `uk.po`; an unchanged file is read once.

    Raises
    ------
    OSError, PoFileError, ValueError, LookupError
        If it cannot be read.
    """
    state = path.stat()
    return _read(path.resolve(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, _changed_ns: int, _bytes: int) -> Catalogue:
    """Reading takes a third of a second: the files hold thousands of texts, with comments."""
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=path.stem, abort_invalid=True))
    return Catalogue(compiled.getvalue())
