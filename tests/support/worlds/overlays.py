"""Random overlays of all kinds."""

from typing import Any

from hypothesis import strategies as st

from geo.outcomes.outcome import Outcome
from geo.plans.overlay import Band, Baseline, Neighbour
from geo.zones.overlay import OverlayGround


def bands(depths: st.SearchStrategy[float], most: int = 3) -> st.SearchStrategy[tuple[Band, ...]]:
    """Several distinct bands, or none at all."""
    return st.lists(band(depths), max_size=most, unique=True).map(tuple)


def band(depths: st.SearchStrategy[float]) -> st.SearchStrategy[Band]:
    """A band along any line, one-sided or with two depths."""
    two = st.tuples(depths, depths)
    sides = st.one_of(depths.map(lambda km: (km, km)), two, two.map(lambda both: (both[0], 0.0)),
                      two.map(lambda both: (0.0, both[1])))
    lines = st.sampled_from([Baseline.LINE_OF_CONTACT, Baseline.PLAN_LINE])
    buffers = st.builds(lambda line, both: Band(line, *both), lines, sides)
    strips = st.builds(
        lambda both, names: Band(Baseline.INTERNATIONAL_BORDER, *both, tuple(names)),
        sides, st.lists(st.sampled_from(Neighbour), min_size=1, max_size=3, unique=True))
    return st.one_of(buffers, strips)


def entry(band: Band, **more: Any) -> dict[str, Any]:
    """A band as an entry of `overlays` in a plan file."""
    return {
        "kind": band.kind, "line": band.line, "depth_ukraine_km": band.depth_ukraine_km,
        "depth_russia_km": band.depth_russia_km, "neighbours": list(band.neighbours),
        "clause": "clause 2", "confidence": "text", **more,
    }


def buffer_of(outcome: Outcome) -> OverlayGround:
    """Return the only overlay of an outcome."""
    (found,) = outcome.bands
    return found
