"""What somebody ordered: a plan on a line of contact, or the line alone, and how it is to be shown."""

import re
from dataclasses import dataclass
from datetime import date

from geo.errors import FormatError
from geo.outcomes.outcome import Outcome
from geo.plans.library import TODAY, Library
from geo.world import World
from geo.zones.ground import Ground
from layers.choice import Choice
from layers.language import N_, Language
from layers.selection import LAYERS, shown_regions

PARTS: dict[str, str] = {
    "zones": N_("Zones"),
    "contact": N_("Line of contact"),
    "plan_line": N_("New dividing line under the plan, with any security wall"),
    "strip": N_("Buffers and border strips"),
}
"""What a file of shapes can hold."""

VIEWS: dict[str, str] = {"ukraine": N_("All of Ukraine"), "donetsk": N_("Close-up of Donetsk")}
"""Which ground a plate shows."""

CLOSE_UP = "UA-14"
"""The region of the close-up."""


MAX_ADDRESS_LENGTH = 200
ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/\[\]@%+-]+", re.ASCII)


def read_address(text: str | None) -> str | None:
    """Read where the page can be reached in public; nothing means that it cannot.

    Raises
    ------
    FormatError
        If it is no plain address of the web, without query, quotes or blanks.
    """
    if not text:
        return None
    if len(text) > MAX_ADDRESS_LENGTH or not ADDRESS.fullmatch(text):
        raise FormatError(f"'{text[:40]}' is no address of a page, such as https://host/folder.")
    return text.rstrip("/")


@dataclass(frozen=True)
class ExportRequest:
    """One finished thing that somebody wants.

    `outcome` is None for the line of contact without a plan. `regions` are the regions that
    shapes and pictures show (None means all), `layers` the switches of LAYERS that are on in
    pictures; figures always count everything. `parts` are names of PARTS, `size` one of SIZES,
    `view` one of VIEWS. `address` is where the page can be reached, if it has a public address,
    for links back; `choice` is what the reader chose, for what of a link no other value here says.
    """

    world: World
    library: Library
    ground: Ground
    outcome: Outcome | None
    language: Language
    regions: frozenset[str] | None = None
    layers: frozenset[str] = frozenset(LAYERS)
    parts: frozenset[str] = frozenset({"zones"})
    size: str = "16x9"
    view: str = "ukraine"
    address: str | None = None
    choice: Choice = Choice()

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
        """Names of the regions by id, in the language of the order."""
        return self.world.regions[self.language.name_column].to_dict()

    @property
    def shown(self) -> frozenset[str]:
        """The regions whose zones pictures show: asked for, and not switched off."""
        return shown_regions(self.world.regions.index, self.layers, self.regions)

    @property
    def hidden(self) -> frozenset[str]:
        """All other regions."""
        return frozenset(self.world.regions.index) - self.shown

    def plan(self) -> Outcome:
        """The outcome, where a thing cannot be made without a plan.

        Raises
        ------
        FormatError
            If there is none.
        """
        if self.outcome is None:
            raise FormatError(f"This format is about a plan; '{TODAY}' is the line of contact without one.")
        return self.outcome
