"""A line of contact from a file of one's own."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import shapely

from geo.line_sources.dated_files import read_control_path
from geo.line_sources.reader import ParsedControl
from geo.world import World
from layers.language import Language
from layers.text.wording import note_words

Where = Mapping[str, str | Sequence[str]]
"""Columns of a file, each with the value, or the values, of the features that are counted."""


@dataclass(frozen=True)
class Line:
    """A line of contact from a file, which `Atlas.line` read.

    Attributes
    ----------
    file
        The last part of the file's name.
    on
        The day that it is for.
    notes
        What to know of how it was read, in sentences.
    """

    file: str
    on: date
    notes: tuple[str, ...]
    parsed: ParsedControl = field(repr=False)
    name: str = field(repr=False)
    """Stands for the line wherever a record is named; lines that are the same have the same."""

    def of_day(self, on: date, language: Language) -> "Line":
        """Return the line as that of another day."""
        return self if on == self.on else _line(self.parsed.of_day(on), language)


def read_line(path: Path, on: date, where: Where, world: World, language: Language) -> Line:
    """Read what Russia holds on a day from a file.

    Parameters
    ----------
    path
        A file of one of the formats that page and terminal take.
    on
        The day that the line is for, whatever the file says.
    where
        The features that are counted; empty to count what is plainly held by Russia.
    world
        Gives the borders.
    language
        That of the notes.

    Raises
    ------
    SourceError
        If the file is not there or cannot be read as a line of contact.
    """
    pairs = tuple((column, value) for column, values in where.items()
                  for value in ([values] if isinstance(values, str) else values))
    return _line(read_control_path(path, on, world.regions_m, where=pairs), language)


def _line(parsed: ParsedControl, language: Language) -> Line:
    control = parsed.control
    name = hashlib.sha256(shapely.to_wkb(control.held) + control.origin.title.encode()).hexdigest()[:16]
    return Line(control.origin.file or "", control.on,
                tuple(note_words(note, language, exact=True) for note in parsed.notes), parsed, name)
