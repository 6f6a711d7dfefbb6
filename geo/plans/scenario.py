"""The model of a plan file, `data/scenarios/*.toml`.

Docstrings of the models become descriptions in `plan.schema.json` (see `geo.plans.rule`).
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, HttpUrl, StringConstraints, model_validator

from geo.errors import N_, Words, listed
from geo.plans.interpretation import Figure, Interpretation, Option, faults_of
from geo.plans.overlay import Baseline, Buffer, Neighbour, Overlay, OverlayKind, Wall
from geo.plans.rule import Confidence, Entry, Id, Level, Line, Paragraph, RegionId, Rule
from geo.plans.site_clause import SiteClause, repeated_sites

__all__ = [
    "Baseline",
    "Buffer",
    "Confidence",
    "Edit",
    "Entry",
    "Event",
    "Figure",
    "Group",
    "Interpretation",
    "Level",
    "Neighbour",
    "Option",
    "Overlay",
    "OverlayKind",
    "Point",
    "RegionId",
    "Rule",
    "Scenario",
    "SiteClause",
    "Source",
    "Term",
    "TextStatus",
    "Wall",
]

MAX_SHORT_TITLE = 40
MAX_SENTENCE_TITLE = 90
MAX_OVERLAYS = 6
MAX_SITES = 40
MAX_NAME_LENGTH = 60
"""Maximum length of a name given by a reader, in characters."""


class Group(StrEnum):
    """How the plans are grouped for a reader who chooses one."""

    TEXT = "text"
    REPORT = "report"
    REFERENCE = "reference"
    OWN = "own"


class TextStatus(StrEnum):
    """What is known of the wording itself."""

    LEAKED = "leaked"
    PUBLISHED = "published"
    REPORTED = "reported"
    UNPUBLISHED = "unpublished"
    OWN = "own"


class Point(Entry):
    """One numbered point of a published text, in one line of our own words."""

    number: Annotated[int, Field(ge=1, le=99)]
    """Its number in the text; points stand in order."""
    text: Line
    """What it says."""


class Term(Entry):
    """A headline term that is not about territory."""

    topic: Literal[
        "troop cap", "nato", "eu", "guarantees", "nuclear plant", "money", "sanctions",
        "elections", "amnesty", "prisoners", "deadline", "monitoring", "referendum",
        "versions", "other",
    ]
    """What the term is about."""
    text: Line
    """What it says."""
    clause: Line | None = None
    """Where it says so."""


class Event(Entry):
    """A dated step in the plan's own history."""

    on: date
    """The day."""
    text: Line
    """What happened."""


class Follow(Entry):
    """An earlier text that this one grew out of, answers or replaces."""

    plan: Id
    """The `id` of the earlier plan."""
    text: Line
    """How the two texts are related."""


class Source(Entry):
    """Where a statement was read."""

    id: Id
    """A short name, used once in the file."""
    publisher: Line
    """Who published it."""
    url: HttpUrl | None = None
    """Where it can be read."""
    note: Line | None = None
    """What a reader should know about the source."""


class Edit(Entry):
    """What a reader's own plan was edited from, so that the page can open it and go on editing."""

    of: Id
    """The `id` of the plan that it was edited from."""
    name: Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME_LENGTH)] | None = None
    """The name that the reader gave it."""


class Scenario(Entry):
    """One plan: where it comes from, what it says, and the rules that give ground a status."""

    id: Id
    """Short name of the plan; its file is called `<id>.toml`."""
    title: Line
    """Full name with origin and month, as on a plate."""
    short_title: Annotated[str, StringConstraints(min_length=1, max_length=MAX_SHORT_TITLE)]
    """Name in lists."""
    sentence_title: Annotated[str, StringConstraints(min_length=1, max_length=MAX_SENTENCE_TITLE)]
    """How the plan is named inside a sentence, after the word "Under"."""
    group: Group
    """Where a reader finds the plan."""
    proposed_by: Line
    """Who proposed it; what follows a colon is left out where space is short."""
    published: date
    """The day it became public; of a reader's own plan, that of the plan it was edited from."""
    text_status: TextStatus
    """What is known of the wording."""
    reference_date: date | None = None
    """A recorded earlier day; rules may ask who held the ground `before`, on that day."""
    summary: Paragraph
    """What it would do on the ground, and what it leaves unsaid."""
    caveat: Paragraph | None = None
    """What a reader must know before quoting a figure from this plan."""
    history: tuple[Event, ...] = ()
    """Dated steps, the earliest first."""
    follows: tuple[Follow, ...] = ()
    """Earlier texts that this one grew out of, answers or replaces."""
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    """The first rule that matches a piece of ground gives its status; the last matches everything."""
    buffer: Buffer | None = None
    """Short form of an overlay: a buffer equally deep on both sides of the line of contact."""
    wall: Wall | None = None
    """Short form of an overlay: a wall reported to run along the line that the plan would leave."""
    overlays: Annotated[tuple[Overlay, ...], Field(max_length=MAX_OVERLAYS)] = ()
    """Buffers, walls and border strips; they apply in addition to the status of the ground."""
    terms: tuple[Term, ...] = ()
    """Headline terms that are not about territory."""
    sites: Annotated[tuple[SiteClause, ...], Field(max_length=MAX_SITES)] = ()
    """What the text says of single sites, such as the nuclear plant; at most one entry per site."""
    points: tuple[Point, ...] = ()
    """All points of a published text."""
    readings: Annotated[tuple[Interpretation, ...], Field(max_length=12)] = ()
    """Clauses that can be read two ways, each with its options; the rules above follow the defaults."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    """Where all of this was read."""
    edit: Edit | None = None
    """Only of a reader's own plan: what it was edited from."""

    @property
    def all_overlays(self) -> tuple[Overlay, ...]:
        """All overlays, including those written in a short form."""
        short = (form.overlay() for form in (self.buffer, self.wall) if form is not None)
        return (*short, *self.overlays)

    @property
    def bands(self) -> tuple[Overlay, ...]:
        """The overlays with an area, that is all but walls."""
        return tuple(item for item in self.all_overlays if item.kind is not OverlayKind.WALL)

    @property
    def main_buffer(self) -> Overlay | None:
        """The first buffer, whose depth a reader can change."""
        return next((item for item in self.all_overlays if item.kind is OverlayKind.BUFFER), None)

    @property
    def walls(self) -> tuple[Overlay, ...]:
        """The security walls, each along a line of its own."""
        return tuple(item for item in self.all_overlays if item.kind is OverlayKind.WALL)

    @model_validator(mode="after")
    def _check_consistency(self) -> "Scenario":
        faults: list[str] = []
        last = self.rules[-1]
        if (last.regions, last.holder, last.before) != (None, None, None):
            faults.append(Words(N_("the last rule must match everything: no regions, holder or before")))
        if self.reference_date is None and any(rule.before for rule in self.rules):
            faults.append(Words(N_("a rule asks who held ground before, but there is no reference_date")))
        known = [source.id for source in self.sources]
        if len(set(known)) != len(known):
            faults.append(Words(N_("two sources share one id")))
        faults += [Words(N_("a wall names the source '{source}', which is not listed"), source=item.source)
                   for item in self.all_overlays if item.source is not None and item.source not in known]
        bands = [(item.kind, item.band) for item in self.all_overlays]
        if len(set(bands)) != len(bands):
            faults.append(Words(N_("two overlays are one and the same")))
        faults += faults_of(self.readings, known, self.reference_date)
        numbers = [point.number for point in self.points]
        if numbers != sorted(set(numbers)):
            faults.append(Words(N_("points must be numbered upwards without repeats")))
        faults += repeated_sites(self.sites) + _mixed(self)
        if faults:
            raise ValueError(listed(faults, "; "))
        return self


def _mixed(plan: Scenario) -> list[str]:
    """List the faults of plans that mix a reader's own choices with a proposal."""
    faults: list[str] = []
    own = plan.group is Group.OWN
    if (plan.text_status is TextStatus.OWN) != own:
        faults.append(Words(N_("group 'own' and text_status 'own' go together")))
    read = (rule for reading in plan.readings for option in reading.options for rule in option.rules)
    grounds = [item.confidence for item in (*plan.rules, *read)]
    grounds += [item.confidence for item in plan.sites]
    grounds += [item.confidence for item in plan.all_overlays]
    if not own and (plan.edit or Confidence.OWN in grounds):
        faults.append(Words(N_("confidence 'own' and [edit] are only for plans of group 'own'")))
    return faults
