"""What a plan file may say: the schema of `data/scenarios/*.toml`."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints, model_validator

from geo.status import Holder, Status

Line = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Paragraph = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$")]
RegionId = Annotated[str, StringConstraints(pattern=r"^UA-\d\d$")]


class Group(StrEnum):
    """How the plans are grouped for a reader who chooses one."""

    TEXT = "text"
    REPORT = "report"
    REFERENCE = "reference"


class TextStatus(StrEnum):
    """What is known of the wording itself."""

    LEAKED = "leaked"
    PUBLISHED = "published"
    REPORTED = "reported"
    UNPUBLISHED = "unpublished"


class Confidence(StrEnum):
    """What a rule rests on: the text itself, a report of it, or our reading of it."""

    TEXT = "text"
    REPORT = "report"
    INFERRED = "inferred"


class Level(StrEnum):
    """How far a recognition goes."""

    DE_FACTO = "de_facto"
    DE_JURE = "de_jure"
    TREATY = "treaty"


class Entry(BaseModel):
    """Base of every table in a plan file: frozen, and no key that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rule(Entry):
    """Which ground gets which status. A condition that is left out matches everything."""

    regions: frozenset[RegionId] | None = None
    holder: Holder | None = None
    before: Holder | None = None
    """Who held the ground on the plan's `reference_date`."""
    status: Status
    level: Level | None = None
    clause: Line
    confidence: Confidence
    note: Line | None = None

    @model_validator(mode="after")
    def _level_goes_with_recognition(self) -> "Rule":
        if (self.level is not None) != (self.status is Status.RECOGNISED):
            raise ValueError("level is required with status 'recognised' and allowed only there")
        return self


class Buffer(Entry):
    """A strip along the line of contact, laid over whatever status the ground has."""

    width_km: Annotated[float, Field(gt=0, le=100)]
    """Kilometres on each side of the line."""
    clause: Line
    confidence: Confidence
    note: Line | None = None


class Wall(Entry):
    """A fortified or monitored line that someone says would run along the plan's line."""

    text: Line
    confidence: Confidence
    source: Id


class Point(Entry):
    """One numbered point of a published text, in one line of our own words."""

    number: Annotated[int, Field(ge=1, le=99)]
    text: Line


class Term(Entry):
    """A headline term that is not about territory."""

    topic: Literal[
        "troop cap", "nato", "eu", "guarantees", "nuclear plant", "money", "sanctions",
        "elections", "amnesty", "prisoners", "deadline", "monitoring", "referendum",
        "versions", "other",
    ]
    text: Line
    clause: Line | None = None


class Event(Entry):
    """A dated step in the plan's own history."""

    on: date
    text: Line


class Source(Entry):
    """Where a statement was read."""

    id: Id
    publisher: Line
    url: HttpUrl | None = None
    note: Line | None = None


class Scenario(Entry):
    """One plan: where it comes from, what it says, and the rules that give ground a status."""

    id: Id
    title: Line
    short_title: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    sentence_title: Annotated[str, StringConstraints(min_length=1, max_length=90)]
    """How the plan is named inside a sentence, after the word "Under"."""
    group: Group
    proposed_by: Line
    published: date
    text_status: TextStatus
    reference_date: date | None = None
    summary: Paragraph
    caveat: Paragraph | None = None
    """What a reader must know before quoting a figure from this plan."""
    history: tuple[Event, ...] = ()
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    buffer: Buffer | None = None
    wall: Wall | None = None
    terms: tuple[Term, ...] = ()
    points: tuple[Point, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _hangs_together(self) -> "Scenario":
        faults = []
        last = self.rules[-1]
        if (last.regions, last.holder, last.before) != (None, None, None):
            faults.append("the last rule must match everything: no regions, holder or before")
        if self.reference_date is None and any(rule.before for rule in self.rules):
            faults.append("a rule asks who held ground before, but there is no reference_date")
        known = [source.id for source in self.sources]
        if len(set(known)) != len(known):
            faults.append("two sources share one id")
        if self.wall and self.wall.source not in known:
            faults.append(f"wall names the source '{self.wall.source}', which is not listed")
        numbers = [point.number for point in self.points]
        if numbers != sorted(set(numbers)):
            faults.append("points must be numbered upwards without repeats")
        if faults:
            raise ValueError("; ".join(faults))
        return self
