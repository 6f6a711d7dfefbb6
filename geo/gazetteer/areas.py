"""Regions and raions by the names that readers give them."""

import re

import pandas as pd
from rapidfuzz import fuzz

from geo.errors import N_, Name, Words
from geo.gazetteer.transliteration import folded

OBLAST, RAION = "oblast", "raion"
WORDS = {"oblast": OBLAST, "oblasti": OBLAST, "obl": OBLAST, "rehion": OBLAST, "province": OBLAST,
         "raion": RAION, "raioni": RAION, "r n": RAION, "district": RAION}
"""What an area is called, as spelled by `folded`."""
TYPED = re.compile(rf" ({'|'.join(WORDS)})$|^({'|'.join(WORDS)}) ")
REPUBLIC = re.compile("^(?:the )?(?:autonomous )?republic of |^(?:ar|ark) ")

ADJECTIVE = re.compile("(?<=[sckz]k)(?:i|oho|omu|im|om|oi)$")
"""The endings that the name of a raion, such as 'pokrovski', takes in a sentence."""
VOWELS = str.maketrans("eo", "ii")
"""Ukrainian and Russian differ in these: 'Харківський', 'Харьковский'."""
LIKENESS = 70  # of 100: minimum similarity of a text to the name of a region
CENTRE, BETWEEN = "centre", "\n"
OFFICIAL = 2  # of the spellings of a centre: its name in English and Ukrainian
KINDS = ("city", "settlement")
LIKENESS_CENTRE = 55  # of 100: minimum similarity of the names of a raion and its centre


def areas_called(areas: pd.DataFrame, text: str) -> list[str]:
    """Return the ids of the regions and raions that a text names.

    Those of that name; or else those with a word that begins with the text; or those spelled so but for
    vowels that differ between Ukrainian and Russian; or the most similar regions; or the raions with a
    centre of that name. No raion is guessed by likeness: the raions were redrawn in 2020, and names of
    earlier ones are very like those of others far away ('Олександрівський', 'Олександрійський'). After
    'oblast' or 'region' only regions are meant, after 'raion' or 'district' only raions, so far as there
    are any.

    Parameters
    ----------
    areas
        Index id, columns `name_en`, `name_uk` and `centre`, of `geo.gazetteer.names.Names`.
    text
        In either script, such as 'Донецька обл.', 'Kherson' or 'Pokrovsk district'.
    """
    whole = folded(text)
    found = TYPED.search(whole)
    kind = WORDS[found[1] or found[2]] if found else ""
    key = REPUBLIC.sub("", TYPED.sub("", whole))
    if not key:
        return []
    names = _folded(pd.concat([areas["name_en"], areas["name_uk"]]))
    spelled = {str(code): [TYPED.sub("", english), TYPED.sub("", ukrainian)] for code, english, ukrainian
               in zip(areas.index, names[:len(areas)], names[len(areas):], strict=True)}
    of_kind = {code: both for code, both in spelled.items() if not kind or _kind(code) == kind}
    surely = _surely(of_kind, key)
    if surely:
        return surely
    regions = {code: both for code, both in of_kind.items() if _kind(code) == OBLAST}
    masculine = not kind and ADJECTIVE.search(key)  # a raion is masculine, a region feminine
    centres = {str(code): centre.split(BETWEEN) for code, centre in areas[CENTRE].items() if code in of_kind}
    centred = [code for code, spellings in centres.items() if key in spellings[:OFFICIAL]]
    centred = centred or [code for code, spellings in centres.items() if _is_centre(spellings, key)]
    return ([] if masculine else _most_like(regions, key)) or centred or _surely(spelled, key)


def area_label(areas: pd.DataFrame, raion: str, region: str) -> Name | Words:
    """Return the names of a raion and its region, for a message; of the region alone if it has no raion.

    `areas` is as for `areas_called`; `raion` and `region` are ids, known there or not.
    """
    within, around = (Name(str(areas["name_en"].get(area, "")), uk=str(areas["name_uk"].get(area, "")))
                      for area in (raion, region))
    return (Words(N_("{raion} raion, {region}"), raion=within, region=around)
            if within and within != around else around)


def centre_spellings(areas: pd.DataFrame, towns: pd.DataFrame, spelled: pd.DataFrame) -> pd.Series:
    """Find the names of each raion's centre.

    No table has the centres. A raion is called after its own: it is the city, or failing that the larger
    settlement, whose name is most like that of the raion. Former names of centres do not count.

    Parameters
    ----------
    areas
        Index id, columns `name_en` and `name_uk`.
    towns
        From `geo.gazetteer.cities.cities`.
    spelled
        Columns `place` and `name`: current names in every spelling.

    Returns
    -------
    Series
        Index of `areas`; keys (`folded`) with BETWEEN between them, official names first; '' without any.
    """
    large = towns.loc[towns["kind"].isin(KINDS) & towns["raion"].isin(areas.index), ["raion", "kind"]]
    keys = dict(zip(large.index, _folded(towns.loc[large.index, "name_uk"]), strict=True))
    raions = dict(zip(areas.index, _folded(areas["name_uk"]), strict=True))
    rank: dict[str, tuple[int, float, str]] = {}
    for place, raion, kind in large.itertuples():
        likeness = fuzz.ratio(keys[place], raions[raion])
        if likeness >= LIKENESS_CENTRE:
            rank[raion] = max(rank.get(raion, (-1, 0., "")), (-KINDS.index(kind), likeness, place))
    centres = {place: raion for raion, (_, _, place) in rank.items()}
    rows = spelled[spelled["place"].isin(centres)]
    found: dict[str, list[str]] = {raion: [] for raion in areas.index}
    for place, key in zip(rows["place"], _folded(rows["name"]), strict=True):
        if fuzz.ratio(key, keys[place]) >= LIKENESS_CENTRE:  # or a former name in another language
            found[centres[place]].append(key)
    return pd.Series({raion: BETWEEN.join(names) for raion, names in found.items()}, dtype=str)


def _folded(names: pd.Series) -> list[str]:
    return folded("\n".join(names)).split("\n") if len(names) else []  # in one go: far faster


def _kind(code: str) -> str:
    """Tell a region (ISO 3166-2, 'UA-14') from a raion ('UA1416')."""
    return OBLAST if "-" in code else RAION


def _surely(spelled: dict[str, list[str]], key: str) -> list[str]:
    """Return the areas of exactly this name, or else with a word that begins so, or with other vowels."""
    stem, plain = ADJECTIVE.sub("", key), _plain(key)
    ways = (lambda name: name == key, lambda name: ADJECTIVE.sub("", name) == stem,
            lambda name: stem == key and f" {key}" in f" {name}",  # no raion is a part of another's adjective
            lambda name: _plain(name) == plain)
    for way in ways:
        found = [code for code, both in spelled.items() if any(way(name) for name in both)]
        if found:
            return found
    return []


def _plain(key: str) -> str:
    return ADJECTIVE.sub("", key).replace("jsk", "zk").translate(VOWELS)


def _most_like(spelled: dict[str, list[str]], key: str) -> list[str]:
    likeness = {code: max(fuzz.ratio(key, name) for name in both) for code, both in spelled.items()}
    best = max(likeness.values(), default=0)
    return [code for code, score in likeness.items() if score == best >= LIKENESS]


def _is_centre(spellings: list[str], key: str) -> bool:
    """Tell whether a key is the name of a centre, or the adjective of one ('nikolaevski' of 'nikolaev')."""
    stem = ADJECTIVE.sub("", key)
    nouns = {stem[:-2], f"{stem[:-2]}a", stem, f"{stem}oe"} if stem != key else set()
    return not {key, *nouns}.isdisjoint(spellings)
