"""The rules of a plan file, and the types shared by all parts of the file.

Docstrings of models and fields become descriptions in `plan.schema.json` (`make schema`) and are written
for authors of plan files.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from geo.errors import N_, Words
from geo.status import Holder, Status

Line = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Paragraph = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$")]
RegionId = Annotated[str, StringConstraints(pattern=r"^UA-\d\d$")]


class Confidence(StrEnum):
    """What a rule rests on: the text itself, a report of it, our reading of it, or a reader's choice."""

    TEXT = "text"
    REPORT = "report"
    INFERRED = "inferred"
    OWN = "own"


class Level(StrEnum):
    """How far a recognition goes, and of what or by whom it is.

    `line`: de facto, because the line of contact is frozen. `us_de_facto`, `us_de_jure`: the United States
    recognises Russian control, and nobody else is named. `international`: of ground that Ukraine leaves and
    Russian forces do not enter.
    """

    DE_FACTO = "de_facto"
    DE_JURE = "de_jure"
    TREATY = "treaty"
    LINE = "line"
    US_DE_FACTO = "us_de_facto"
    US_DE_JURE = "us_de_jure"
    INTERNATIONAL = "international"


def levels_of(status: Status) -> tuple[Level | None, ...]:
    """Return the levels of recognition that go with a status; None means that none is needed."""
    if status.recognises:
        return tuple(level for level in Level if level is not Level.INTERNATIONAL)
    return (None, Level.INTERNATIONAL) if status is Status.DEMILITARISED else (None,)


class Entry(BaseModel):
    """Base class of all tables in a plan file: immutable, unknown keys are rejected."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Rule(Entry):
    """Which ground gets which status. A condition that is left out matches everything."""

    regions: frozenset[RegionId] | None = None
    """Regions that the rule is about, by ISO 3166-2 code such as `UA-14`; left out: all regions."""
    holder: Holder | None = None
    """Who holds the ground on the day of the line of contact: military control, never title."""
    before: Holder | None = None
    """Who held the ground on the plan's `reference_date`."""
    status: Status
    """What the plan does to the ground."""
    level: Level | None = None
    """How far the recognition goes; required with status `recognised`. Elsewhere only `international`, with
    status `demilitarised`."""
    clause: Line
    """The clause or account that the rule rests on."""
    confidence: Confidence
    """Whether the clause says so itself."""
    note: Line | None = None
    """What a reader should know about this reading."""

    @model_validator(mode="after")
    def _level_goes_with_recognition(self) -> "Rule":
        if self.level not in levels_of(self.status):
            allowed = ", ".join(f"'{level}'" for level in levels_of(self.status) if level is not None)
            raise ValueError(Words(N_("level of status '{status}' must be one of {allowed}"),
                                   status=self.status, allowed=allowed) if allowed else
                             Words(N_("status '{status}' has no level"), status=self.status))
        return self
