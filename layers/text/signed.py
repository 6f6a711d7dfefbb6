"""Formatting of signed numbers."""

from layers.language import Language


def signed_area(km2: float, language: Language) -> str:
    """Format an area with its sign, to three significant digits."""
    return signed(km2, language.area(abs(km2)))


def signed_people(count: float, language: Language) -> str:
    """Format a number of people with its sign."""
    return signed(count, language.people(abs(count)))


def signed(value: float, words: str) -> str:
    """Prefix a formatted magnitude with the sign of the value; a formatted zero has none."""
    if not any(c in "123456789" for c in words):
        return words
    return ("+" if value > 0 else "\N{MINUS SIGN}") + words
