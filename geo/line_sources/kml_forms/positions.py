"""The positions of a ring in KML, as programs and people write them."""

import re

import numpy as np

from geo.errors import N_, SourceError
from geo.line_sources.polygons import MAX_READ, SizeLimits

BESIDE_COMMA = re.compile(r" ?, ?")
NO_PAIRS = np.empty((1, 1))


def ring_in(text: str, budget: SizeLimits) -> np.ndarray:
    """Read the positions of a ring, without their heights.

    Returns
    -------
    ndarray
        One row per position, columns x and y; empty if the text is; of another shape if it has something
        else than pairs of numbers.

    Raises
    ------
    SourceError
        If the positions are joined by commas, or the file exceeds the limits on rings and vertices.
    """
    if len(text) > MAX_READ and (least := _at_least(text)) > MAX_READ:
        budget.spend(least)
    positions = _positions(text)
    budget.spend(len(positions))
    if not positions:
        return np.empty((0, 2))
    if any(position.count(",") > 2 for position in positions):
        raise SourceError(N_("{name}: positions are joined by commas; put a blank between one and "
                             "the next (longitude,latitude longitude,latitude)"), name=budget.name)
    try:
        ring = np.array([[float(n) for n in p.split(",")[:2]] for p in positions], dtype=float)
    except ValueError:
        return NO_PAIRS
    return ring if ring.ndim == 2 else NO_PAIRS


def _at_least(text: str) -> int:
    """Return how many positions a text has at least, without splitting it: every piece takes sixty bytes."""
    for blank in "\n\t\r":
        text = text.replace(blank, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    between = text.replace(" ,", ",").replace(", ", ",").strip().count(" ")
    return max(between, text.count(",") // 3)


def _positions(text: str) -> list[str]:
    """Split the text of a ring at white space, but not beside a comma.

    A ring written with nothing but commas is split into pairs or threes of numbers, whichever closes it.
    """
    # White space becomes single blanks first: a pattern that looks for a comma after each of many takes long.
    positions = BESIDE_COMMA.sub(",", " ".join(text.split())).strip(", ").split()
    if len(positions) != 1:
        return positions
    numbers = positions[0].split(",")
    closed = [size for size in (2, 3) if len(numbers) % size == 0 and len(numbers) > size
              and numbers[:2] == numbers[-size:][:2]]
    if len(closed) != 1:
        return positions
    return [",".join(numbers[at:at + closed[0]]) for at in range(0, len(numbers), closed[0])]
