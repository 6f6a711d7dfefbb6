"""Overlays of a plan: buffers, walls and border strips, each measured from a named line.

Docstrings of the models become descriptions in `plan.schema.json` (see `geo.plans.rule`).
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from geo.control.margin import MAX_STRIP_KM
from geo.errors import N_, Words, listed
from geo.plans.rule import Confidence, Entry, Id, Line

Depth = Annotated[float, Field(ge=0, le=MAX_STRIP_KM)]


class OverlayKind(StrEnum):
    """The kinds of overlay."""

    BUFFER = "buffer"
    WALL = "wall"
    BORDER_STRIP = "border_strip"


class Baseline(StrEnum):
    """The line that an overlay is measured from."""

    LINE_OF_CONTACT = "line_of_contact"
    PLAN_LINE = "plan_line"
    INTERNATIONAL_BORDER = "international_border"


class Neighbour(StrEnum):
    """A state that Ukraine has a land border with, by its ISO 3166-1 code."""

    BELARUS = "BY"
    HUNGARY = "HU"
    MOLDOVA = "MD"
    POLAND = "PL"
    ROMANIA = "RO"
    RUSSIA = "RU"
    SLOVAKIA = "SK"


@dataclass(frozen=True)
class Band:
    """The geometry of an overlay: a baseline, and the depth on either side of it in kilometres.

    For the line of contact and the international border, the sides are defined by who holds the ground;
    for the line that the plan would leave, by whether the ground would be under Ukrainian control.
    Ground that a plan leaves open counts for its holder.
    """

    line: Baseline
    depth_ukraine_km: float
    depth_russia_km: float
    neighbours: tuple[Neighbour, ...] = ()
    """For a border strip, the neighbouring states along whose border it runs."""

    @property
    def kind(self) -> OverlayKind:
        """The kind of overlay: a border strip if measured from the international border, else a buffer."""
        border = self.line is Baseline.INTERNATIONAL_BORDER
        return OverlayKind.BORDER_STRIP if border else OverlayKind.BUFFER

    @property
    def is_symmetric(self) -> bool:
        """Whether the depth is the same on both sides."""
        return self.depth_ukraine_km == self.depth_russia_km

    @property
    def is_empty(self) -> bool:
        """Whether the depth is zero on both sides."""
        return self.deepest_km == 0

    @property
    def deepest_km(self) -> float:
        """The greater of the two depths."""
        return max(self.depth_ukraine_km, self.depth_russia_km)

    def with_depth(self, km: float) -> "Band":
        """Return the band with another depth on each side that has any."""
        return replace(self, depth_ukraine_km=km if self.depth_ukraine_km else 0.0,
                       depth_russia_km=km if self.depth_russia_km else 0.0)


class Overlay(Entry):
    """Ground or a line that a plan adds on top of the zones, whatever their status."""

    kind: OverlayKind
    """What it is."""
    line: Baseline
    """The line that it is measured from, or that a wall would run along."""
    depth_ukraine_km: Depth = 0.0
    """Kilometres on Ukraine's side of the line; left out: no ground of that side."""
    depth_russia_km: Depth = 0.0
    """Kilometres on the other side of the line; left out: no ground of that side."""
    neighbours: Annotated[tuple[Neighbour, ...], Field(max_length=len(Neighbour))] = ()
    """Of a border strip: the states that the border is with."""
    clause: Line | None = None
    """The clause or account that it rests on; required but for a wall."""
    confidence: Confidence
    """Whether the clause says so itself."""
    note: Line | None = None
    """What a reader should know about it."""
    text: Line | None = None
    """Of a wall: who says what about it."""
    source: Id | None = None
    """Of a wall: the `id` of one of the plan's sources."""

    @model_validator(mode="after")
    def _says_what_its_kind_needs(self) -> "Overlay":
        wall, border = self.kind is OverlayKind.WALL, self.kind is OverlayKind.BORDER_STRIP
        faults = []
        if border != (self.band.kind is OverlayKind.BORDER_STRIP):
            faults.append(Words(N_("line 'international_border' goes with kind 'border_strip' and no "
                                   "other")))
        if bool(self.neighbours) != border:
            faults.append(Words(N_("neighbours are required of a border strip and allowed only there")))
        if len(set(self.neighbours)) != len(self.neighbours):
            faults.append(Words(N_("a neighbour is named twice")))
        if wall and not self.band.is_empty:
            faults.append(Words(N_("a wall has no depth")))
        if not wall and self.band.is_empty:
            faults.append(Words(N_("a depth on at least one side is required")))
        if wall in (self.text is None, self.source is None):
            faults.append(Words(N_("text and source are required of a wall and allowed only there")))
        if self.clause is None and not wall:
            faults.append(Words(N_("clause is required")))
        if faults:
            raise ValueError(listed(faults, "; "))
        return self

    def short(self) -> "Buffer | None":
        """Return the short form, if the overlay has one depth on both sides of the line of contact."""
        band = self.band
        if self.clause is None or band.line is not Baseline.LINE_OF_CONTACT or not band.is_symmetric:
            return None
        return Buffer(width_km=band.deepest_km, clause=self.clause, confidence=self.confidence,
                      note=self.note)

    @property
    def band(self) -> Band:
        """The band that the overlay covers; empty for a wall, which is a line."""
        return Band(self.line, self.depth_ukraine_km, self.depth_russia_km, self.neighbours)


class Buffer(Entry):
    """The short form of one overlay: as deep on both sides of the line of contact."""

    width_km: Annotated[float, Field(gt=0, le=MAX_STRIP_KM)]
    """Kilometres on each side of the line of contact."""
    clause: Line
    """The clause or account that names the buffer."""
    confidence: Confidence
    """Whether the clause says so itself."""
    note: Line | None = None
    """What a reader should know about the buffer."""

    def overlay(self) -> Overlay:
        """The same in the general form."""
        return Overlay(
            kind=OverlayKind.BUFFER, line=Baseline.LINE_OF_CONTACT, depth_ukraine_km=self.width_km,
            depth_russia_km=self.width_km, clause=self.clause, confidence=self.confidence, note=self.note)


class Wall(Entry):
    """The short form of one overlay: a wall along the line that the plan would leave."""

    text: Line
    """Who says what about it."""
    confidence: Confidence
    """Whether the plan's text says so."""
    source: Id
    """The `id` of one of the plan's sources."""

    def overlay(self) -> Overlay:
        """The same in the general form."""
        return Overlay(kind=OverlayKind.WALL, line=Baseline.PLAN_LINE, text=self.text,
                       confidence=self.confidence, source=self.source)
