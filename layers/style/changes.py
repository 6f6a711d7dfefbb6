"""The looks of ground in a comparison of two plans."""

from enum import StrEnum

from geo.outcomes.difference import Change, Difference
from geo.status import Holder, Side
from layers.style.styles import RUSSIAN_HELD, RUSSIAN_INK, UKRAINIAN_HELD, UKRAINIAN_INK, Style


class HeldChange(StrEnum):
    """Looks of changes on ground that Russia holds; on ground that Ukraine holds a `Change` is its look."""

    TO_UKRAINE = "to_ukraine_held"
    FROM_UKRAINE = "from_ukraine_held"
    UNSAID = "unsaid_held"
    STATUS = "status_held"
    SAME = "same_held"


_FILLS: dict[Change, tuple[tuple[str, float], tuple[str, float]]] = {
    Change.TO_UKRAINE: (("back_diagonal", 0.1), ("back_diagonal", 0.6)),
    Change.FROM_UKRAINE: (("diagonal", 0.25), ("diagonal", 0.85)),
    Change.UNSAID: (("upright", 0.05), ("upright", 0.5)),
    Change.STATUS: (("level", 0.18), ("level", 0.6)),
    Change.SAME: (("broken_upright", 0.45), ("solid", 0.36)),
}
"""Pattern and tint of each change on ground that Ukraine holds, and on ground that Russia holds. In grey the
holders are told apart by the tint, or by the pattern."""

ChangeLook = Change | HeldChange
"""The look of a zone in a comparison."""

CHANGES: dict[ChangeLook, tuple[Style, str]] = {
    look: (Style(colour, pattern, tint, dashed=change is Change.UNSAID), ink)
    for change, (one, other) in _FILLS.items()
    for look, (pattern, tint), colour, ink in (
        (change, one, UKRAINIAN_HELD, UKRAINIAN_INK),
        (HeldChange[change.name], other, RUSSIAN_HELD, RUSSIAN_INK),
    )
}
"""Fill and ink of each look. As on the map of one plan, the hue says who holds the ground on the day, and the
pattern what differs: diagonals as where Russia would withdraw if the second plan leaves more under Ukrainian
control, as where Ukraine would if it leaves less, and dashes around what one of the two leaves open."""


def change_looks(found: Difference) -> dict[str, ChangeLook]:
    """Return the look of each zone of a comparison with a fill: by id, in the order of `Difference.table`.

    Ground that Ukraine keeps in both cases has none. The holder is that of the first case's line, which the
    map draws as the line of contact.
    """
    table = found.table[(found.table["change"] != Change.SAME) | (found.table["side_1"] != Side.KEEPS)]
    return {str(zone): HeldChange[Change(change).name] if holder == Holder.RUSSIA else Change(change)
            for zone, change, holder in zip(table.index, table["change"], table["holder_1"], strict=True)}
