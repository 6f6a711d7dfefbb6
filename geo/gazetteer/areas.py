"""Regions and raions by the names that readers give them."""

import re

import pandas as pd
from rapidfuzz import fuzz

from geo.gazetteer.transliteration import folded

OBLAST, RAION = "oblast", "raion"
WORDS = {"oblast": OBLAST, "oblasti": OBLAST, "obl": OBLAST, "rehion": OBLAST, "province": OBLAST,
         "raion": RAION, "raioni": RAION, "r n": RAION, "district": RAION}
"""What an area is called, as spelled by `folded`."""
TYPED = re.compile(rf" ({'|'.join(WORDS)})$|^({'|'.join(WORDS)}) ")
REPUBLIC = re.compile("^(?:the )?(?:autonomous )?republic of |^(?:ar|ark) ")

SURE = 101
LIKENESS = 70  # of 100: minimum similarity of a text to the name of an area
LIKENESS_TYPED = 55  # the same if the text says that it is a raion, as in 'Zaporizhzhia raion'


def areas_called(areas: pd.DataFrame, text: str) -> list[str]:
    """Return the ids of the regions and raions that a text names.

    Those of that name, or else those with a word that begins with the text, or else the most similar.
    After 'oblast' or 'region' only regions are meant, after 'raion' or 'district' only raions, so far as
    there are any.

    Parameters
    ----------
    areas
        Index id, columns `name_en` and `name_uk`, of `geo.gazetteer.names.Names`.
    text
        In either script, such as 'Донецька обл.', 'Kherson' or 'Pokrovsk district'.
    """
    whole = folded(text)
    found = TYPED.search(whole)
    kind = WORDS[found[1] or found[2]] if found else ""
    key = REPUBLIC.sub("", TYPED.sub("", whole))
    if not key:
        return []
    names = folded("\n".join([*areas["name_en"], *areas["name_uk"]])).split("\n")  # in one go: far faster
    spelled = {str(code): [TYPED.sub("", english), TYPED.sub("", ukrainian)] for code, english, ukrainian
               in zip(areas.index, names[:len(areas)], names[len(areas):], strict=True)}
    of_kind = {code: both for code, both in spelled.items() if not kind or _kind(code) == kind}
    return _best(of_kind, key, LIKENESS_TYPED if kind == RAION else LIKENESS) or _best(spelled, key, LIKENESS)


def _kind(code: str) -> str:
    """Tell a region (ISO 3166-2, 'UA-14') from a raion ('UA1416')."""
    return OBLAST if "-" in code else RAION


def _best(spelled: dict[str, list[str]], key: str, least: float) -> list[str]:
    likeness = {code: max(_likeness(name, key) for name in both) for code, both in spelled.items()}
    best = max(likeness.values(), default=0)
    return [code for code, score in likeness.items() if score == best >= least]


def _likeness(name: str, key: str) -> float:
    if name == key:
        return SURE + 1
    return SURE if f" {key}" in f" {name}" else fuzz.ratio(key, name)

