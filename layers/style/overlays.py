"""The look of every overlay of a plan: no two of one plan look alike."""

from collections.abc import Iterator

from geo.outcomes.overlays import placed_overlays
from geo.plans.overlay import OverlayKind
from geo.plans.scenario import Scenario
from layers.style.styles import LAID_SHADES, OVERLAY_SHADES, STROKES, Stroke, Style

OWN_LOOKS: dict[OverlayKind, str] = {OverlayKind.BUFFER: "buffer", OverlayKind.BORDER_STRIP: "border_strip"}
"""The look of the first overlay of each kind."""


def overlay_looks(plan: Scenario) -> dict[str, str]:
    """Return the looks of a plan's buffers and border strips: names of OVERLAY_SHADES, by overlay id.

    They do not depend on the depth that a reader gives the first buffer.
    """
    kinds = {name: overlay.kind for name, overlay, _band in placed_overlays(plan)
             if overlay.kind in OWN_LOOKS}
    firsts = {kind: name for name, kind in reversed(kinds.items())}
    further = _further({OWN_LOOKS[kind] for kind in firsts})
    return {name: OWN_LOOKS[kind] if firsts[kind] == name else next(further) for name, kind in kinds.items()}


def _further(taken: set[str]) -> Iterator[str]:
    """Yield the looks of further overlays; the own look of another kind comes last."""
    own = set(OWN_LOOKS.values())
    yield from (look for look in OVERLAY_SHADES if look not in own)
    yield from sorted(own - taken)


def overlay_edge(look: str) -> Stroke:
    """Return the outline of overlays with a look."""
    return STROKES[look][0]


def overlay_fill(look: str) -> Style:
    """Return the fill of overlays with a look: a shade over the ground, which has the hues."""
    return Style("#000000", "solid", (OVERLAY_SHADES | LAID_SHADES)[look])
