"""Labels and styles of the statuses, and styles of the changes between two plans."""

from dataclasses import dataclass
from enum import StrEnum

from geo.outcomes.difference import Change
from geo.plans.rule import Level
from geo.status import Status
from layers.language import N_
from layers.style.styles import HIDDEN, Style


@dataclass(frozen=True)
class StatusDisplay:
    """The labels and the style of one status.

    `phrase` is the full label, `short` the one for legends and columns; `town` is a sentence about
    {town}, with the {level} of a recognition. `stays` says how ground stays out of Ukrainian
    control, for statuses on that side. `ink` is a darker shade of the colour of `style` for lines,
    with a contrast of at least 3:1 against land and tint.
    """

    phrase: str
    short: str
    town: str
    style: Style
    ink: str
    stays: str = ""


# The colours are Okabe and Ito's. Diagonals rising to the right (45 degrees) mean that Ukraine would
# withdraw: solid to Russian control, dashed to a special zone. Diagonals rising to the left
# (135 degrees) mean that Russia would withdraw; dots mean a demilitarised zone.
STATUSES: dict[Status, StatusDisplay] = {
    Status.UKRAINIAN: StatusDisplay(
        phrase=N_("Stays under Ukrainian control"),
        short=N_("Stays under Ukrainian control"),
        town=N_("{town} would stay under Ukrainian control."),
        style=Style("#FFFFFF", "none", tint=0.0),
        ink="#57606A",
    ),
    Status.RETURNED: StatusDisplay(
        phrase=N_("Area Russia would withdraw from"),
        short=N_("Russia would withdraw"),
        town=N_("Russian forces would withdraw from {town}; it would be under Ukrainian control."),
        style=Style("#009E73", "back_diagonal"),
        ink="#00694D",
    ),
    Status.DEMILITARISED: StatusDisplay(
        phrase=N_("Ukraine would withdraw; demilitarised zone, no Russian forces"),
        short=N_("Demilitarised zone"),
        town=N_("Ukrainian forces would withdraw from {town}; it would lie in a demilitarised zone that "
                "Russian forces do not enter."),
        style=Style("#E69F00", "dots", tint=0.45),
        ink="#7A4F00",
    ),
    Status.SPECIAL_ZONE: StatusDisplay(
        phrase=N_("Ukraine would withdraw; special or free economic zone"),
        short=N_("Special economic zone"),
        town=N_("Ukrainian forces would withdraw from {town}; it would lie in a special or free economic "
                "zone."),
        style=Style("#F0E442", "broken_diagonal", tint=0.6),
        ink="#6B6300",
    ),
    Status.HANDED_OVER: StatusDisplay(
        phrase=N_("Ukraine would withdraw; Russian control"),
        short=N_("Ukraine would hand over to Russia"),
        town=N_("Ukrainian forces would withdraw from {town}; it would be under Russian control."),
        style=Style("#CC79A7", "diagonal", tint=0.4),
        ink="#8A2F63",
    ),
    Status.RECOGNISED: StatusDisplay(
        phrase=N_("Under Russian military control, recognised as Russian"),
        short=N_("Russian-held; recognised as Russian"),
        town=N_("{town} would stay under Russian military control and be recognised as Russian ({level})."),
        style=Style("#0072B2", "solid", tint=0.62),
        ink="#00456B",
        stays=N_("recognised as Russian"),
    ),
    Status.FROZEN: StatusDisplay(
        phrase=N_("Under Russian military control, line frozen, not recognised"),
        short=N_("Russian-held; line frozen, not recognised"),
        town=N_("{town} would stay under Russian military control; the line would be frozen, without "
                "recognition."),
        style=Style("#56B4E9", "level", tint=0.45),
        ink="#0B5E8E",
        stays=N_("the line frozen, not recognised"),
    ),
    Status.DEFERRED: StatusDisplay(
        phrase=N_("Under Russian military control, left to later talks"),
        short=N_("Russian-held; status left to later talks"),
        town=N_("{town} would stay under Russian military control; its status is left to later talks."),
        style=Style("#000000", "upright", tint=0.1),
        ink="#3D444D",
        stays=N_("its status left to later talks"),
    ),
    Status.OPEN: StatusDisplay(
        phrase=N_("Left open by the text"),
        short=N_("Left open"),
        town=N_("What would happen to {town} is left open by the text."),
        style=Style("#FFFFFF", "none", tint=0.0, dashed=True),
        ink="#57606A",
    ),
}

@dataclass(frozen=True)
class LevelDisplay:
    """The words of a level of recognition.

    `words` follow the label of a status in brackets. Where the recognition is not of the ground as Russian,
    `phrase`, `short`, `town` and `stays` replace those of the status.
    """

    words: str
    phrase: str = ""
    short: str = ""
    town: str = ""
    stays: str = ""


def _by_the_united_states(level: str) -> LevelDisplay:
    return LevelDisplay(
        words=level,
        phrase=N_("Under Russian military control, which the United States would recognise"),
        short=N_("Russian-held; control recognised by the United States"),
        town=N_("{town} would stay under Russian military control, which the United States would recognise "
                "({level})."),
        stays=N_("which the United States would recognise"),
    )


LEVELS: dict[Level, LevelDisplay] = {
    Level.DE_FACTO: LevelDisplay(N_("de facto")),
    Level.DE_JURE: LevelDisplay(N_("de jure")),
    Level.TREATY: LevelDisplay(N_("by treaty")),
    Level.LINE: LevelDisplay(N_("de facto, by freezing the line")),
    Level.US_DE_FACTO: _by_the_united_states(N_("de facto")),
    Level.US_DE_JURE: _by_the_united_states(N_("de jure")),
    Level.INTERNATIONAL: LevelDisplay(
        words=N_("internationally recognised as Russian"),
        town=N_("Ukrainian forces would withdraw from {town}; it would lie in a demilitarised zone that "
                "Russian forces do not enter and that would be {level}."),
    ),
}

CHANGES: dict[Change, tuple[Style, str]] = {
    Change.TO_UKRAINE: (Style("#009E73", "back_diagonal"), "#00694D"),
    Change.FROM_UKRAINE: (Style("#CC79A7", "diagonal", tint=0.4), "#8A2F63"),
    Change.UNSAID: (Style("#FFFFFF", "dots", tint=0.5), "#57606A"),
    Change.STATUS: (Style("#56B4E9", "level", tint=0.45), "#0B5E8E"),
    Change.SAME: (Style("#000000", "solid", tint=0.12), "#57606A"),
}
"""Fill and ink of each change between two plans. Ground that both treat alike is shaded only if both
leave it out of Ukrainian control. The direction of diagonals has the same meaning as for statuses."""


class NotShown(StrEnum):
    """Regions that the reader switched off."""

    HIDDEN = "hidden"


Look = Status | Change | NotShown
"""Anything with its own fill."""


def look(what: Look) -> tuple[Style, str]:
    """Return the fill and ink of a status, of a change between two plans, or of hidden regions."""
    if isinstance(what, NotShown):
        return HIDDEN
    if isinstance(what, Change):
        return CHANGES[what]
    return STATUSES[what].style, STATUSES[what].ink
