"""Export requests: a plan on a line of contact, or the line alone, and how to show it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from shapely.geometry.base import BaseGeometry

from geo.errors import FormatError
from geo.outcomes.outcome import Outcome
from geo.plans.library import TODAY, Library
from geo.plans.scenario import Scenario
from geo.sweep.zones import DayZones
from geo.world import World
from geo.zones.ground import Ground
from layers.choice import Choice
from layers.frame import ALL
from layers.language import N_, Language
from layers.selection import AT_FIRST, shown_regions

PARTS: dict[str, str] = {
    "zones": N_("Zones"),
    "contact": N_("Line of contact"),
    "plan_line": N_("New dividing line under the plan, with any security wall"),
    "strip": N_("Buffers and border strips"),
}
"""The parts that a shape file can contain."""

PULL_BACK, SWEPT, DRAWN = "pull_back", "swept", "drawn"
"""Kinds of what a reader lays over a map: a pull-back, the ground that a shift of the front sweeps, and a
zone."""

MAX_ADDRESS_LENGTH, MAX_TITLE_LENGTH = 200, 120
ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/\[\]@%+-]+", re.ASCII)


def read_address(text: str | None) -> str | None:
    """Parse the public URL of the page; None or an empty text means that there is none.

    Raises
    ------
    FormatError
        If it is not a plain http(s) URL without query, quotes or spaces.
    """
    if not text:
        return None
    if len(text) > MAX_ADDRESS_LENGTH or not ADDRESS.fullmatch(text):
        raise FormatError(N_("'{text}' is no address of a page, such as https://host/folder."),
                          text=text[:40])
    return text.rstrip("/")


def read_title(text: str | None) -> str:
    """Parse the title that somebody gives a picture; None or an empty text means that there is none.

    Raises
    ------
    FormatError
        If it is longer than MAX_TITLE_LENGTH or contains characters that do not print.
    """
    title = " ".join((text or "").split())
    if len(title) > MAX_TITLE_LENGTH:
        raise FormatError(N_("A title has at most {most} characters; this one has {count}."),
                          most=MAX_TITLE_LENGTH, count=len(title))
    if not title.isprintable():
        raise FormatError(N_("The title contains characters that do not print."))
    return title


@dataclass(frozen=True)
class Laid:
    """What a reader laid over the map of a plan, which no text says.

    `kind` is PULL_BACK, SWEPT or DRAWN, the name of its look; `ground` is its shape and `line` the line that
    goes with it, both in STORE_CRS and perhaps empty; `words` says what it is, in the reader's language.
    """

    kind: str
    ground: BaseGeometry
    line: BaseGeometry
    words: str


@dataclass(frozen=True)
class ExportRequest:
    """One requested export.

    `outcome` is None for the line of contact without a plan. `regions` are the regions that
    shapes and pictures show (None means all), `layers` the members of LAYERS switched on in
    pictures; figures always cover everything. `parts` are names of PARTS, `size` one of SIZES,
    `frame` the part of the map that pictures show (`layers.frame`), `title` a picture's title by its
    maker, which `read_title` accepts, and `map_only` leaves a picture without heading, figures and legend.
    `laid` is what a reader laid over the map, which pictures show, too.
    `address` is the public URL of the page, if any, for links back; `choice` supplies the parts of such
    a link that no other field determines. `zones` returns the zones of other days, for documents that look at
    them; None means that they are surveyed each time.
    """

    world: World
    library: Library
    ground: Ground
    outcome: Outcome | None
    language: Language
    regions: frozenset[str] | None = None
    layers: frozenset[str] = AT_FIRST
    parts: frozenset[str] = frozenset({"zones"})
    size: str = "16x9"
    frame: str = ALL
    title: str = ""
    map_only: bool = False
    address: str | None = None
    choice: Choice = Choice()
    laid: tuple[Laid, ...] = ()
    zones: Callable[[Scenario], Sequence[DayZones]] | None = None

    @property
    def id(self) -> str:
        """The plan's id, or TODAY."""
        return TODAY if self.outcome is None else self.outcome.scenario.id

    @property
    def on(self) -> date:
        """The day of the line of contact."""
        return self.ground.control.on

    @property
    def names(self) -> dict[str, str]:
        """Names of the regions by id, in the language of the request."""
        return self.language.regions(self.world.regions)

    @property
    def shown(self) -> frozenset[str]:
        """The regions whose zones pictures show: requested and not switched off."""
        return shown_regions(self.world.regions.index, self.layers, self.regions)

    @property
    def hidden(self) -> frozenset[str]:
        """All other regions."""
        return frozenset(self.world.regions.index) - self.shown

    def plan(self) -> Outcome:
        """Return the outcome, for exports that require a plan.

        Raises
        ------
        FormatError
            If the request has no plan.
        """
        if self.outcome is None:
            raise FormatError(N_("This format is about a plan; '{today}' is the line of contact without "
                                 "one."), today=TODAY)
        return self.outcome
