"""The words of the map's scale."""

from layers.language import N_, Language

ROUND = tuple(first * 10**zeros for zeros in range(4) for first in (1, 2, 3, 5))
"""The lengths in km or miles to which Leaflet rounds a scale."""


def lengths(language: Language) -> dict[str, str]:
    """Return what the scale of the map may say, in Leaflet's words and in those of the language."""
    kilometres = language.text(N_("km"))
    return {said: words for count in ROUND for said, words in (
        (f"{count} km", f"{language.number(count)}\N{NO-BREAK SPACE}{kilometres}"),
        (f"{count} mi", language.miles(count)))}
