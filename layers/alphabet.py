"""The order of names in a list, by the alphabet of their language."""

AFTER = {"ґ": "г", "є": "е", "і": "и", "ї": "і"}
"""Letters that stand in the Ukrainian alphabet after another, though not by their number."""
LAST = "\u04ff"
"""What follows every letter."""


def alphabetical(name: str) -> str:
    """Return what a name is sorted by."""
    return "".join(_place(letter) for letter in name.casefold())


def _place(letter: str) -> str:
    before = AFTER.get(letter)
    return letter if before is None else f"{_place(before)}{LAST}"
