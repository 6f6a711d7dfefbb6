"""Text that the typeface can show: letters that it lacks are replaced, controls are dropped."""

import unicodedata
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont

from layers.plate.fonts import FILES, WEIGHTS

INSTEAD = "?"
"""Stands for a letter that the typeface lacks; an accessible PDF may not hold a missing one."""

UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Unicode categories without anything to see: controls, directions, surrogates, breaks."""


def to_supported_glyphs(value: Any) -> Any:
    """Plain values, with every text in them put into letters that the typeface has.

    White space of any kind becomes one space, so that no text can break a line.
    """
    if isinstance(value, str):
        return _legible(value)
    if isinstance(value, dict):
        return {name: to_supported_glyphs(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_supported_glyphs(item) for item in value]
    return value


def _legible(text: str) -> str:
    known = _letters()
    joined = unicodedata.normalize("NFC", " ".join(text.split()))
    seen = (letter for letter in joined if unicodedata.category(letter) not in UNSEEN)
    return "".join(letter if ord(letter) in known else INSTEAD for letter in seen)


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """The code points that every face in use has."""
    found: frozenset[int] | None = None
    for name, _weight, _style in WEIGHTS.values():
        with TTFont(FILES / name, lazy=True) as font:
            letters = frozenset(font.getBestCmap())
        found = letters if found is None else found & letters
    return found or frozenset()
