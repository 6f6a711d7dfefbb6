"""Numbers with their sign, in words."""

from layers.language import Language


def signed_area(km2: float, language: Language) -> str:
    """An area with its sign, three significant digits."""
    return signed(km2, language.area(abs(km2)))


def signed_people(count: float, language: Language) -> str:
    """A number of people with its sign."""
    return signed(count, language.people(abs(count)))


def signed(value: float, words: str) -> str:
    """The words for a size with the sign of the value; none where the words say zero."""
    if not any(c in "123456789" for c in words):
        return words
    return ("+" if value > 0 else "\N{MINUS SIGN}") + words
