"""Every fault this project raises on purpose, under one base class."""


class GeoError(ValueError):
    """A fault in what a reader or a file asked for; its text is one clear sentence."""


class SourceError(GeoError):
    """A data file is missing, unreadable or wrong; the message lists every fault found."""


class ScenarioError(SourceError):
    """A plan file breaks the schema or leaves ground without a status."""


class UnknownScenario(GeoError):
    """No plan has this id."""


class DateError(GeoError):
    """The text is no date, or nothing is known about the line of contact on that day."""


class MarginError(GeoError):
    """The margin or width is no number, negative, or too large to mean anything."""


class FormatError(GeoError):
    """The export format is not one we write."""


class TableError(GeoError):
    """A table inside the project is not what it is declared to be; the message lists every fault."""


class CrsMismatch(GeoError):
    """Two layers that should share a coordinate reference system do not."""


class FileError(GeoError):
    """A file cannot be written, or is already there."""


class InterpretationError(GeoError):
    """A reading that the plan does not offer, or one that cannot be chosen."""


class ZoneError(GeoError):
    """A drawn zone's corners cannot be read, or do not enclose ground in Ukraine."""


class DraftError(GeoError):
    """A reader's own plan cannot be read from an address, or asks for what no plan can say."""


class LineError(SourceError):
    """A file that a reader brought holds no line of contact that can be used."""


class ArchiveError(GeoError):
    """The public archive gave no line of contact for a day; the bundled one is shown instead."""
