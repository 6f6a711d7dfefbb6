"""A reader's own buffers, border strips and walls, which replace those of the edited plan."""

from collections.abc import Sequence
from typing import Any

from geo.control.margin import MAX_STRIP_KM
from geo.plans.custom import SOURCE
from geo.plans.edit.reasons import reason
from geo.plans.overlay import Band, Baseline, Overlay, OverlayKind
from geo.plans.scenario import MAX_OVERLAYS, Confidence, Scenario


def bands_of(plan: Scenario) -> tuple[Band, ...]:
    """Return the bands of a plan's buffers and border strips, in its order."""
    return tuple(item.band for item in plan.bands)


def own_walls(plan: Scenario) -> tuple[Baseline, ...]:
    """Return the lines along which a plan has walls that are a reader's own choice, in its order."""
    return tuple(wall.line for wall in plan.walls if wall.confidence is Confidence.OWN)


def overlay_faults(bands: Sequence[Band], walls: Sequence[Baseline]) -> list[str]:
    """List what is invalid about a draft's bands and walls."""
    faults: list[str] = []
    depths = [km for band in bands for km in (band.depth_ukraine_km, band.depth_russia_km)]
    if not all(0 <= km <= MAX_STRIP_KM and round(km, 2) == km for km in depths):
        faults.append(reason("deep", most=MAX_STRIP_KM))
    elif any(band.is_empty for band in bands):
        faults.append(reason("empty"))
    if any(bool(band.neighbours) != (band.kind is OverlayKind.BORDER_STRIP) for band in bands):
        faults.append(reason("neighbours"))
    if Baseline.INTERNATIONAL_BORDER in walls:
        faults.append(reason("wall"))
    there = [*bands, *walls]
    if len(set(there)) != len(there) or len(there) > MAX_OVERLAYS:
        faults.append(reason("overlays", most=MAX_OVERLAYS))
    return faults


def edited_overlays(bands: tuple[Band, ...] | None, walls: tuple[Baseline, ...] | None, base: Scenario,
                    clause: str) -> dict[str, Any]:
    """Return the overlays of an edited plan, as fields of `Scenario`.

    Walls that others report belong to the edited plan and are left out.

    Parameters
    ----------
    bands, walls
        The reader's bands, and the lines of the reader's walls; None keeps those of the edited plan.
    base
        The edited plan; bands that it also has keep their clause and note.
    clause
        The clause of all other bands, and the text of other walls.
    """
    given = {wall.line: wall for wall in base.walls if wall.confidence is Confidence.OWN}
    walled = [given.get(line) or _wall(line, clause) for line in (given if walls is None else walls)]
    if bands is None or bands == bands_of(base):
        kept = [item for item in base.overlays if item.kind is not OverlayKind.WALL]
        return {"buffer": base.buffer, "overlays": (*kept, *walled)}
    same = {item.band: item for item in base.bands}
    made = [same.get(band) or _overlay(band, clause) for band in bands]
    first = made[0].short() if made else None
    return {"buffer": first, "overlays": (*(made[1:] if first else made), *walled)}


def _wall(line: Baseline, text: str) -> Overlay:
    return Overlay(kind=OverlayKind.WALL, line=line, text=text, source=SOURCE.id, confidence=Confidence.OWN)


def _overlay(band: Band, clause: str) -> Overlay:
    return Overlay(
        kind=band.kind, line=band.line, depth_ukraine_km=band.depth_ukraine_km,
        depth_russia_km=band.depth_russia_km, neighbours=band.neighbours, clause=clause,
        confidence=Confidence.OWN)
