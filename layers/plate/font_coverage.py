"""Restricting text to the typeface's glyphs: missing letters are replaced, control characters dropped."""

import unicodedata
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont

from geo.plans.toml_file import INVISIBLE_CATEGORIES
from layers.plate.fonts import FILES, WEIGHTS

REPLACEMENT = "?"
"""Replaces a letter missing from the typeface; an accessible PDF may not contain missing glyphs."""


def to_supported_glyphs(value: Any) -> Any:
    """Restrict every text in nested plain values to letters in the typeface.

    Any run of white space becomes one space, so that no text can break a line.
    """
    if isinstance(value, str):
        return _legible(value)
    if isinstance(value, dict):
        return {name: to_supported_glyphs(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_supported_glyphs(item) for item in value]
    return value


@lru_cache(maxsize=20_000)
def _legible(text: str) -> str:
    known = _letters()
    joined = unicodedata.normalize("NFC", " ".join(text.split()))
    seen = (letter for letter in joined if unicodedata.category(letter) not in INVISIBLE_CATEGORIES)
    return "".join(letter if ord(letter) in known else REPLACEMENT for letter in seen)


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """Return the code points present in every face in use."""
    found: frozenset[int] | None = None
    for name, _weight, _style in WEIGHTS.values():
        with TTFont(FILES / name, lazy=True) as font:
            letters = frozenset(font.getBestCmap())
        found = letters if found is None else found & letters
    return found or frozenset()
