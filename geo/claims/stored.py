"""The computed counterparts of published figures, stored beside the data that they were computed from.

Computing them takes a survey of some fifty days. They are a copy: a test computes every one of them again.
"""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from geo.claims.compare import Comparison, WhyNot, compare, surveyor
from geo.claims.measure import Basis, GroundOn, OurFigure, ShareBasis
from geo.claims.published import Claim
from geo.paths import DATA
from geo.plans.library import Library
from geo.world import World

STORED_FILE = DATA / "claims" / "computed.json"


def comparisons(
    world: World, library: Library, claims: Iterable[Claim], ground_on: GroundOn | None = None,
    path: Path = STORED_FILE,
) -> tuple[Comparison, ...]:
    """Compare every claim, in the order given, with the stored figure if it is of this version of the data.

    Parameters
    ----------
    world, library
        The committed data and its plans, as they are.
    claims
        The published figures.
    ground_on
        As for `compare`, for claims without a stored figure.
    path
        A file that `as_stored` made. One that is missing or broken is passed over.

    Raises
    ------
    SourceError
        As for `compare`.
    """
    stored, ground_on = _stored(path, world.version), ground_on or surveyor(world, library)

    def compared(claim: Claim) -> Comparison:
        if claim.id not in stored:
            return compare(world, library, claim, ground_on)
        return Comparison(claim, *stored[claim.id], library.plans.get(claim.plan))

    return tuple(map(compared, claims))


def as_stored(found: Iterable[Comparison], version: str) -> str:
    """Return the text of the file with these comparisons, one on each line, of a version of the data."""
    rows = ",\n".join(f"{json.dumps(one.claim.id)}: {json.dumps(_row(one))}" for one in found)
    return f'{{"data_version": "{version}", "figures": {{\n{rows}\n}}}}\n'


def _stored(path: Path, version: str) -> dict[str, tuple[OurFigure | None, WhyNot | None]]:
    """Return what is stored by the id of its claim; nothing if the file is of another version."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["data_version"] != version:
            return {}
        return {name: (_figure(row["figure"]), _why_not(row["why_not"]))
                for name, row in kept["figures"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _row(one: Comparison) -> dict[str, Any]:
    figure = one.our_figure
    return {"why_not": one.why_not, "figure": None if figure is None else {
        "value": figure.value, "low": figure.low, "high": figure.high, "on": figure.on.isoformat(),
        "since": None if figure.since is None else figure.since.isoformat(),
        "share_bases": {base.basis: base.value for base in figure.share_bases}}}


def _figure(row: dict[str, Any] | None) -> OurFigure | None:
    if row is None:
        return None
    since = None if row["since"] is None else date.fromisoformat(row["since"])
    bases = tuple(ShareBasis(Basis(basis), value) for basis, value in row["share_bases"].items())
    return OurFigure(row["value"], row["low"], row["high"], date.fromisoformat(row["on"]), since, bases)


def _why_not(name: str | None) -> WhyNot | None:
    return None if name is None else WhyNot(name)
