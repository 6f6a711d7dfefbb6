"""A reader's own buffers and border strips, which replace those of the edited plan."""

from collections.abc import Sequence
from typing import Any

from geo.control.margin import MAX_STRIP_KM
from geo.plans.overlay import Band, Overlay, OverlayKind
from geo.plans.scenario import MAX_OVERLAYS, Confidence, Scenario


def bands_of(plan: Scenario) -> tuple[Band, ...]:
    """Return the bands of a plan's buffers and border strips, in its order."""
    return tuple(item.band for item in plan.bands)


def band_faults(bands: Sequence[Band]) -> list[str]:
    """List what is invalid about a draft's bands."""
    faults = []
    depths = [km for band in bands for km in (band.depth_ukraine_km, band.depth_russia_km)]
    if not all(0 <= km <= MAX_STRIP_KM and round(km, 2) == km for km in depths):
        faults.append(f"a buffer is 0 to {MAX_STRIP_KM:g} km deep on each side, to 10 metres")
    elif any(band.is_empty for band in bands):
        faults.append("a buffer has no depth on any side")
    if any(bool(band.neighbours) != (band.kind is OverlayKind.BORDER_STRIP) for band in bands):
        faults.append("a border strip lacks its neighbours, or a buffer has some")
    if len(set(bands)) != len(bands) or len(bands) > MAX_OVERLAYS:
        faults.append(f"it has more than {MAX_OVERLAYS} overlays, or one twice")
    return faults


def edited_overlays(bands: tuple[Band, ...] | None, base: Scenario, clause: str) -> dict[str, Any]:
    """Return the overlays of an edited plan, as fields of `Scenario`.

    Walls belong to the edited plan and are left out.

    Parameters
    ----------
    bands
        The reader's bands; None keeps those of the edited plan.
    base
        The edited plan; bands that it also has keep their clause and note.
    clause
        The clause of all other bands.
    """
    if bands is None or bands == bands_of(base):
        kept = tuple(item for item in base.overlays if item.kind is not OverlayKind.WALL)
        return {"buffer": base.buffer, "overlays": kept}
    same = {item.band: item for item in base.bands}
    made = [same.get(band) or _overlay(band, clause) for band in bands]
    first = made[0].short() if made else None
    return {"buffer": first, "overlays": tuple(made[1:] if first else made)}


def _overlay(band: Band, clause: str) -> Overlay:
    return Overlay(
        kind=band.kind, line=band.line, depth_ukraine_km=band.depth_ukraine_km,
        depth_russia_km=band.depth_russia_km, neighbours=band.neighbours, clause=clause,
        confidence=Confidence.OWN)
