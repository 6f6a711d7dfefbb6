"""The data sources of the figures, by id, with address and licence."""

import tomllib
from pathlib import Path

from geo.errors import N_, SourceError, Words
from geo.paths import DATA
from geo.tables import joined

SOURCES_FILE = DATA / "sources.toml"
KEYS = ("title", "url", "licence")


def load_sources(path: Path = SOURCES_FILE) -> dict[str, dict[str, str]]:
    """Read the sources by id, each with the keys `title`, `url` and `licence`.

    Raises
    ------
    SourceError
        If the file is unreadable, or a source lacks one of the keys or has a value that is not text.
    """
    try:
        sources = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SourceError(N_("{name}: is no readable TOML ({fault})"), name=path.name,
                          fault=str(fault)) from fault
    faults = []
    for name, source in sources.items():
        if not isinstance(source, dict):
            faults.append(Words(N_("{name} is no table"), name=name))
            continue
        faults += [Words(N_("{name} lacks {key}"), name=name, key=key) for key in KEYS if not source.get(key)]
        faults += [Words(N_("{name} has a {key} that is no text"), name=name, key=key) for key in KEYS
                   if source.get(key) and not isinstance(source[key], str)]
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    return sources
