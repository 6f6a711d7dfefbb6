"""Labels and styles of the statuses, and styles of the changes between two plans."""

from dataclasses import dataclass, replace
from enum import StrEnum

from geo.outcomes.difference import Change
from geo.plans.rule import Level
from geo.status import Holder, Status
from layers.language import N_
from layers.style.changes import CHANGES, HeldChange
from layers.style.styles import HELD, HIDDEN, RUSSIAN_HELD, RUSSIAN_INK, UKRAINIAN_HELD, UKRAINIAN_INK, Style


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


# The hue says who holds the ground on the day, the pattern what the plan does to it. Diagonals rising to
# the right (45 degrees) mean that Ukraine would withdraw: solid to Russian control, dashed to a special
# zone. Diagonals rising to the left (135 degrees) mean that Russia would withdraw; dots mean a
# demilitarised zone.
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
        style=Style(RUSSIAN_HELD, "back_diagonal", tint=0.18),
        ink=RUSSIAN_INK,
    ),
    Status.DEMILITARISED: StatusDisplay(
        phrase=N_("Ukraine would withdraw; demilitarised zone, no Russian forces"),
        short=N_("Demilitarised zone"),
        town=N_("Ukrainian forces would withdraw from {town}; it would lie in a demilitarised zone that "
                "Russian forces do not enter."),
        style=Style(UKRAINIAN_HELD, "dots", tint=0.45),
        ink=UKRAINIAN_INK,
    ),
    Status.SPECIAL_ZONE: StatusDisplay(
        phrase=N_("Ukraine would withdraw; special or free economic zone"),
        short=N_("Special economic zone"),
        town=N_("Ukrainian forces would withdraw from {town}; it would lie in a special or free economic "
                "zone."),
        style=Style(UKRAINIAN_HELD, "broken_diagonal", tint=0.3),
        ink=UKRAINIAN_INK,
    ),
    Status.HANDED_OVER: StatusDisplay(
        phrase=N_("Ukraine would withdraw; Russian control"),
        short=N_("Ukraine would hand over to Russia"),
        town=N_("Ukrainian forces would withdraw from {town}; it would be under Russian control."),
        style=Style(UKRAINIAN_HELD, "diagonal", tint=0.55),
        ink=UKRAINIAN_INK,
    ),
    Status.RECOGNISED: StatusDisplay(
        phrase=N_("Under Russian military control, recognised as Russian"),
        short=N_("Russian-held; recognised as Russian"),
        town=N_("{town} would stay under Russian military control and be recognised as Russian ({level})."),
        style=Style(RUSSIAN_HELD, "solid", tint=0.68),
        ink=RUSSIAN_INK,
        stays=N_("recognised as Russian"),
    ),
    Status.FROZEN: StatusDisplay(
        phrase=N_("Under Russian military control, line frozen, not recognised"),
        short=N_("Russian-held; line frozen, not recognised"),
        town=N_("{town} would stay under Russian military control; the line would be frozen, without "
                "recognition."),
        style=Style(RUSSIAN_HELD, "level", tint=0.48),
        ink=RUSSIAN_INK,
        stays=N_("the line frozen, not recognised"),
    ),
    Status.DEFERRED: StatusDisplay(
        phrase=N_("Under Russian military control, left to later talks"),
        short=N_("Russian-held; status left to later talks"),
        town=N_("{town} would stay under Russian military control; its status is left to later talks."),
        style=Style(RUSSIAN_HELD, "upright", tint=0.3),
        ink=RUSSIAN_INK,
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


class Shade(StrEnum):
    """Fills of a status on ground that needs one of its own: by holder, or by the level of recognition."""

    OPEN_HELD = "open_held"
    """Left open by the text, and Russian-held on the day."""
    RECOGNISED_IN_LAW = "recognised_in_law"
    """Recognised de jure or by treaty."""
    RECOGNISED_BY_LINE = "recognised_by_line"
    """Recognised de facto, by freezing the line."""


SHADES: dict[Shade, Style] = {
    Shade.OPEN_HELD: replace(HELD, dashed=True),
    Shade.RECOGNISED_IN_LAW: Style(RUSSIAN_HELD, "solid", tint=0.95),
    Shade.RECOGNISED_BY_LINE: Style(RUSSIAN_HELD, "broken_level", tint=0.68),
}
SHADE_OF_LEVEL: dict[Level, Shade] = {
    Level.DE_JURE: Shade.RECOGNISED_IN_LAW,
    Level.US_DE_JURE: Shade.RECOGNISED_IN_LAW,
    Level.TREATY: Shade.RECOGNISED_IN_LAW,
    Level.LINE: Shade.RECOGNISED_BY_LINE,
}


class NotShown(StrEnum):
    """Regions that the reader switched off."""

    HIDDEN = "hidden"


Look = Status | Shade | Change | HeldChange | NotShown
"""Anything with its own fill."""


def look(what: Look) -> tuple[Style, str]:
    """Return the fill and ink of a status, a shade of one, a look of a comparison, or hidden regions."""
    if isinstance(what, NotShown):
        return HIDDEN
    if isinstance(what, Change | HeldChange):
        return CHANGES[what]
    if isinstance(what, Shade):
        return SHADES[what], RUSSIAN_INK
    return STATUSES[what].style, STATUSES[what].ink


def look_of(status: Status, holder: Holder, level: Level | None) -> Status | Shade:
    """Return the look of ground with a status, by who holds it and by the level of recognition."""
    if status is Status.OPEN and holder is Holder.RUSSIA:
        return Shade.OPEN_HELD
    if status is Status.RECOGNISED and level is not None:
        return SHADE_OF_LEVEL.get(level, status)
    return status


def looks_with(status: Status) -> tuple[Status | Shade, ...]:
    """Return every look that ground with a status can have."""
    found = [look_of(status, holder, level) for holder in Holder for level in (None, *Level)]
    return tuple(dict.fromkeys(found))


ALL_LOOKS: tuple[Status | Shade, ...] = tuple(what for status in Status for what in looks_with(status))
"""Every look of ground under a plan, in the order of legends."""
