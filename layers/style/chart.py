"""Strokes for charts over time."""

from geo.status import Holder, Side, Status
from layers.style.statuses import STATUSES
from layers.style.styles import INK, MUTED, WITHDRAWAL, Stroke

OVER_TIME: dict[Side | Holder, Stroke] = {
    Side.LEAVES: Stroke(WITHDRAWAL, 2.2),
    Side.RETURNS: Stroke(STATUSES[Status.RETURNED].ink, 2.2),
    Side.STAYS_OUT: Stroke(STATUSES[Status.FROZEN].ink, 2.2),
    Side.OPEN: Stroke(MUTED, 2.2),
    Holder.RUSSIA: Stroke(STATUSES[Status.DEFERRED].ink, 2.2),
}
"""The line for each side or holder; panels are labelled, so colour is never needed to identify it."""

BY_DEPTH: dict[str, Stroke] = {
    Holder.UKRAINE.value: Stroke(WITHDRAWAL, 2.2),
    Holder.RUSSIA.value: Stroke(STATUSES[Status.FROZEN].ink, 2.2, (7, 4)),
}
"""The line for the ground that each side's forces would leave, by its depth; the key names them."""

OVER_TIME_TINT = 0.14
"""The opacity of the fill below a line whose axis starts at zero."""

OVER_TIME_MARKS: dict[str, Stroke] = {
    "grid": Stroke("#DDD9CE", 0.8),
    "axis": Stroke(INK, 1.0),
    "plan": Stroke(MUTED, 0.8, (2, 3)),
    "own": Stroke(INK, 1.1, (2, 3)),
    "day": Stroke(INK, 1.3),
}
"""Thin vertical lines: publication dates of plans, and the chosen day."""
