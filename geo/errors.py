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


class CrsMismatch(GeoError):
    """Two layers that should share a coordinate reference system do not."""


class FileError(GeoError):
    """A file cannot be written, or is already there."""
