"""The input of a computation: a line of contact and a plan, as hashable values."""

from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from geo.errors import N_, LineError

RECORD, LIVEUAMAP, ARCHIVE = "deepstate", "liveuamap", "archive"
"""Values of `LineChoice.line` for the project's record, the record of the second observer, and the public
archive; any other is a reader's."""

RECORDS = (RECORD, LIVEUAMAP)
"""The lines that are replayed from settlements."""


FORMER_LINES: dict[str, str] = {"record": RECORD}
"""Old names of lines, still accepted in addresses already shared."""


@dataclass(frozen=True)
class LineChoice:
    """A line of contact: its day, its margin of error in kilometres, and its source."""

    on: date
    margin_km: float
    line: str = RECORD

    def on_day(self, day: date) -> "LineChoice":
        """The line of another day: of the same record, or of the project's own if this is a single day's."""
        return LineChoice(day, self.margin_km, self.line if self.line in RECORDS else RECORD)

    @property
    def is_private(self) -> bool:
        """Whether the line is a reader's own."""
        return self.line not in (*RECORDS, ARCHIVE)


def no_other_line(front: LineChoice) -> NoReturn:
    """Refuse any line; the default of a workspace that knows only the lines of the record.

    Raises
    ------
    LineError
        Always.
    """
    raise LineError(N_("There is no line of contact '{line}' here."), line=front.line[:40])


@dataclass(frozen=True)
class Case:
    """The input of an outcome: a line of contact, and a plan with its interpretations and buffer depth.

    `strip_km` replaces the depth of the plan's buffer; None means the plan's own. `own` is the code of
    a reader's own plan (see `geo.plans.edit.code`), `reading` the text of the interpretations chosen.
    """

    front: LineChoice
    plan: str
    strip_km: float | None = None
    own: str = ""
    reading: str = ""
