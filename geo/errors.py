"""The exceptions that the project raises, under one base class, and the words they carry.

Every word of an error can be said in the reader's language: a message is a template with named placeholders,
marked with N_, and the values that fill it. `layers.language.Language.said` says it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce

Value = str | float | date
"""What fills a placeholder of words."""


def N_(message: str) -> str:  # noqa: N802 - the name message extractors look for
    """Mark a text for translation where it is defined; `tools/extract_words.py` collects marked texts."""
    return message


class Words(str):
    """An English sentence, or a part of one, that can be said in other languages.

    It is a plain text for everything that does not ask for more.

    Parameters
    ----------
    message
        The English, marked with N_, with named placeholders.
    values
        What fills the placeholders: names as text, numbers and dates as such, and further words. Without
        values the message is taken as it stands.
    """

    __slots__ = ("message", "values")
    message: str
    values: dict[str, Value]

    def __new__(cls, message: str, /, **values: Value) -> "Words":
        words = super().__new__(cls, message.format(**values) if values else message)
        words.message, words.values = message, values
        return words

    def printable(self) -> "Words":
        """Return the same words with '?' for every character of a value that does not print."""
        if not self.values:
            return Words(_printable(self))
        return Words(self.message, **{
            name: value.printable() if isinstance(value, Words) else
            _printable(value) if isinstance(value, str) else value for name, value in self.values.items()})

    def shortened(self, most: int) -> "Words":
        """Return words of at most `most` characters in English; other languages say them in full."""
        if len(self) <= most:
            return self
        words = super().__new__(Words, cut(self, most))
        words.message, words.values = self.message, self.values
        return words

    def __format__(self, spec: str) -> str:
        """Fill a placeholder: `{words:capital}` begins a sentence, `{words:bare}` leaves out 'name: '."""
        if spec == "capital":
            return f"{self[:1].upper()}{self[1:]}"
        return self.partition(": ")[2] if spec == "bare" else super().__format__(spec)


def cut(text: str, most: int) -> str:
    """Shorten a text to at most `most` characters, with an ellipsis in place of the rest."""
    return str(text) if len(text) <= most else f"{text[:most - 1].rstrip()}…"


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)


class Name(str):
    """An English name, with how other languages write it by their codes."""

    __slots__ = ("others",)
    others: dict[str, str]

    def __new__(cls, name: str, /, **others: str) -> "Name":
        made = super().__new__(cls, name)
        made.others = others
        return made


def listed(parts: Iterable[str], separator: str = ", ") -> Words:
    """Return words and names as one list; words stay words, so that each can be said in another language."""
    there = {f"part_{number}": part for number, part in enumerate(parts)}
    return Words(separator.join(f"{{{name}}}" for name in there), **there)


def chained(message: str, parts: Sequence[str]) -> str:
    """Return words and names put together one after the other by a template with {head} and {last}."""
    return reduce(lambda head, last: Words(message, head=head, last=last), parts)


class GeoError(ValueError):
    """Invalid input from a reader or a file; the message is one clear sentence.

    Parameters
    ----------
    message
        The sentence: words that are there already, or a template marked with N_.
    values
        What fills the placeholders of a template; see `Words`.
    """

    def __init__(self, message: str, /, **values: Value) -> None:
        self.words = message if isinstance(message, Words) else Words(message, **values)
        super().__init__(self.words)


class SourceError(GeoError):
    """A data file is missing, unreadable or invalid; the message lists every fault found."""


class AmbiguousFile(SourceError):
    """A reader's file has several layers, statuses or days, and it is not plain which are meant."""


class ScenarioError(SourceError):
    """A plan file breaks the schema or leaves ground without a status."""


class UnknownScenario(GeoError):
    """No plan has this id."""


class DateError(GeoError):
    """The text is not a date, or the line of contact on that day is not known."""


class OtherRecordError(DateError):
    """The record that was chosen does not know the day; the project's own is used instead."""


class MarginError(GeoError):
    """The margin or width is not a number, is negative, or is unreasonably large."""


class FormatError(GeoError):
    """The export format is not supported."""


class TableError(GeoError):
    """An internal table does not match its schema; the message lists every fault."""


class CrsMismatch(GeoError):
    """Two layers that should share a coordinate reference system do not."""


class FileError(GeoError):
    """A file cannot be written, or already exists."""


class UnwrittenError(FileError):
    """Writing failed: the disk is full, a limit was reached, or permission is lacking."""


class InterpretationError(GeoError):
    """The plan does not offer this interpretation, or it cannot be chosen."""


class CheckError(GeoError):
    """A picture cannot be checked: what was given is no address, data version or day that is known."""


class SolveError(GeoError):
    """No shift of the line and no depth within reach gives the figure asked for."""


class ZoneError(GeoError):
    """The corners of a drawn zone cannot be read, or do not enclose ground in Ukraine."""


class DraftError(GeoError):
    """A reader's own plan cannot be read from an address, or contains something no plan can express."""


class LineError(SourceError):
    """A reader's file contains no usable line of contact."""


class UnclearLineError(LineError):
    """A reader's file has features of several kinds, and the reader has to choose first."""


class ArchiveError(GeoError):
    """The public archive returned no line of contact for a day; the bundled one is shown instead."""


class SweepError(GeoError):
    """A sweep cannot run: its folder holds another one, workers ended, or its cluster is out of reach."""
