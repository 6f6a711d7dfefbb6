"""The exceptions that the project raises, under one base class."""


class GeoError(ValueError):
    """Invalid input from a reader or a file; the message is one clear sentence."""


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
