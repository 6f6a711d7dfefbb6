"""Where a line of contact comes from: whoever shows the line, or a figure that rests on it, credits this."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from geo.errors import N_, Words
from geo.schema import EventSource

ARCHIVE_SOURCE = "deepstate-archive"
RECORD_SOURCES: dict[EventSource, str] = {
    EventSource.RAIONS: "raions", EventSource.LIVEUAMAP: "liveuamap", EventSource.TOWN_TABLE: "town-table",
    EventSource.DEEPSTATE: "deepstate",
}
"""What the record is read off, by the code in its events: ids in `data/sources.toml`."""
SECOND_SOURCE = "second-observer"
LINE_SOURCES = frozenset({*RECORD_SOURCES.values(), SECOND_SOURCE, ARCHIVE_SOURCE})
"""Ids in `data/sources.toml` of what a line may come from; all other sources are behind every figure."""

PROJECT_LICENCE = "as listed in data/SOURCES.md"
READER_LICENCE = "the reader's own"


class OriginKind(StrEnum):
    """What kind of thing a line of contact was taken from."""

    RECORD = "record"
    """The bundled record of settlements, replayed to a day."""
    SECOND_RECORD = "second_record"
    """The record of the second observer, replayed to a day."""
    DATED_FILE = "dated_file"
    """A file of one day that the project itself has."""
    ARCHIVE = "archive"
    """A day of a public archive, fetched when a reader asked for it."""
    UPLOAD = "upload"
    """A file that a reader brought."""


RECORD_KINDS = frozenset({OriginKind.RECORD, OriginKind.SECOND_RECORD})
"""Origins whose lines are drawn from settlements."""


@dataclass(frozen=True)
class Origin:
    """Where a line of contact comes from, on which terms.

    Attributes
    ----------
    kind
        What kind of thing it was taken from.
    title
        What the source is called: words, if there is more to it than a name.
    licence
        On which terms it may be used.
    url
        Where the source can be found; None if it has no public address.
    file
        The last part of a file's name, fit to be printed; None for a record.
    short
        What the source is called in the corner of a map; None if its kind says enough.
    note
        What a reader should know of the day, in English; '' if nothing.
    """

    kind: OriginKind
    title: str
    licence: str
    url: str | None = None
    file: str | None = None
    short: str | None = None
    note: str = ""

    @property
    def source(self) -> str:
        """The source as data says it in one line: words, which a language can say."""
        if self.kind in RECORD_KINDS:
            return Words(N_("{title}, drawn from settlements by this project"), title=Words(self.title))
        if self.kind is OriginKind.ARCHIVE:
            return Words(N_("{title}, file {file}"), title=Words(self.title), file=self.file or "")
        return self.title

    def as_dict(self) -> dict[str, Any]:
        """What JSON says of the origin, beside the line that came from it."""
        return {"source": self.source, "origin": self.kind.value, "licence": Words(self.licence),
                "url": self.url, "file": self.file}


def record_origins(sources: Mapping[str, Mapping[str, str]]) -> dict[EventSource, Origin]:
    """The bundled record by what its events are read off, as `data/sources.toml` describes it."""
    found = {code: sources[name] for code, name in RECORD_SOURCES.items()}
    return {code: Origin(OriginKind.RECORD, source["title"], source["licence"], source["url"],
                         short=source.get("short")) for code, source in found.items()}


def second_origin(sources: Mapping[str, Mapping[str, str]]) -> Origin:
    """The record of the second observer, as `data/sources.toml` describes it."""
    source = sources[SECOND_SOURCE]
    return Origin(OriginKind.SECOND_RECORD, source["title"], source["licence"], source["url"],
                  short=source.get("short"))


def dated_file_origin(file: str) -> Origin:
    """A file of one day that the project itself has."""
    return Origin(OriginKind.DATED_FILE, Words(N_("dated file {file} of this project"), file=file),
                  PROJECT_LICENCE, file=file)


def archive_origin(sources: Mapping[str, Mapping[str, str]], file: str) -> Origin:
    """A day's file of the public archive, as `data/sources.toml` describes the archive."""
    source = sources[ARCHIVE_SOURCE]
    return Origin(OriginKind.ARCHIVE, source["title"], source["licence"], source["url"], file)


def upload_origin(file: str) -> Origin:
    """A file that a reader brought; nothing is known of it but its name."""
    return Origin(OriginKind.UPLOAD, Words(N_("file {file}"), file=file), READER_LICENCE, file=file)
