"""Normalising place names so that different spellings of one name compare equal."""

import re
import unicodedata

_LETTERS = str.maketrans(
    "абвгґдезиіклмнопрстуфыэ",  # after decomposition ё is е, й is и and ї is і, each with a mark
    "abvhhdeziiklmnoprstufie",
    "ъьѣ'’ʼ‘`´′ʹ\"”",
) | {ord(letter): sounds for letter, sounds in {
    "є": "ie", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia",
}.items()} | dict.fromkeys(map(ord, "-‐‑–—_/.,\t"), " ")

_SOUNDS = (("c\u030c", "ch"), ("s\u030c", "sh"), ("z\u030c", "zh"), ("ł", "l"), ("ı", "i"),
           ("gh", "h"), ("g", "h"), ("y", "i"), ("j", "i"), ("w", "v"), ("q", "k"), ("x", "ks"),
           ("kh", "h"), ("ts", "c"), ("zh", "j"), ("ch", "q"), ("sh", "w"))
"""Replacements, in order. Each digraph becomes a letter no longer in use, so that a typo counts once."""

_YO = re.compile(r"(?<=[bcdfghklmnpqrstvwxz])[yj]o")
"""The Russian letter ё in romanisations, after a consonant: 'Artyomovka' is 'Артёмовка'."""


def folded(text: str) -> str:
    """Fold names, one per line, into keys that are equal if the names sound alike.

    Ukrainian and Russian names and their romanisations give the same key if they sound the same:
    'Луганськ', 'Луганск', 'Luhansk', 'Lugansk'; 'Київ', 'Kyiv', 'Kyjiv'. A key contains only Latin
    letters, digits and single spaces; letters of other scripts are dropped.
    """
    key = _YO.sub("e", unicodedata.normalize("NFKD", text.casefold())).translate(_LETTERS)
    for written, sound in _SOUNDS:
        key = key.replace(written, sound)
    key = re.sub(r"[^a-z0-9 \n]+", "", key)
    key = re.sub(r"i+e", "e", key)
    return re.sub(r"^ | $", "", re.sub(r"([a-z ])\1+", r"\1", key), flags=re.MULTILINE)


def lettered(text: str) -> str:
    """Reduce names, one per line, to their letters; й, ї, и and і stay distinct, е and ё do not."""
    plain = unicodedata.normalize("NFC", text.casefold())
    plain = re.sub(r"['’ʼ‘`´′ʹ\u0301]+", "", plain)
    return re.sub(r"[-‐‑–— ]+", " ", plain).replace("ё", "е").replace("ґ", "г")
