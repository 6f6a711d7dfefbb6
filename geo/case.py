"""What is asked: a line of contact, and a plan on it, each as short values that compare and hash."""

from dataclasses import dataclass
from datetime import date

RECORD, ARCHIVE = "record", "archive"
"""Whose line of contact: our record's, or the public archive's; else one that a reader brought."""


@dataclass(frozen=True)
class LineChoice:
    """What decides the ground: the day, by how much the line may be off, and whose line it is."""

    on: date
    margin_km: float
    line: str = RECORD

    @property
    def is_private(self) -> bool:
        """Whether one reader alone brought this line."""
        return self.line not in (RECORD, ARCHIVE)


@dataclass(frozen=True)
class Case:
    """What decides an outcome: a line of contact, and a plan as it is read, with a strip of some width."""

    front: LineChoice
    plan: str
    strip_km: float | None = None
    own: str = ""
    reading: str = ""
