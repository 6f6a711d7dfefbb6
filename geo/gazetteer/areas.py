"""Regions, raions and hromadas by the names that readers give them."""

import re

import pandas as pd
from rapidfuzz import fuzz

from geo.errors import N_, Name, Words
from geo.gazetteer.transliteration import folded

OBLAST, RAION, HROMADA = "oblast", "raion", "hromada"
WORDS = {"oblast": OBLAST, "oblasti": OBLAST, "obl": OBLAST, "rehion": OBLAST, "province": OBLAST,
         "raion": RAION, "raioni": RAION, "r n": RAION, "district": RAION,
         **dict.fromkeys(folded("громада\nгромади\nгромаді\nгромаду\nгромадою\nобщина\nобщины\nобщине\nтг\nотг"
                                "\ncommunity").split("\n"), HROMADA)}
"""What an area is called, as spelled by `folded`."""
TYPED = re.compile(rf" ({'|'.join(WORDS)})$|^({'|'.join(WORDS)}) ")
REPUBLIC = re.compile("^(?:(?:" + "|".join(folded(
    "the\nautonomous\nrepublic of\nar\nark\nавтономна\nавтономная\nреспубліка\nреспублика").split("\n"))
    + ") )+")

FEMININE = re.compile("(?<=[bcdfhjklmnpqrstvwxz])(?:a|aia|oi|oiu|u|uiu|i)$")
"""The endings that the name of a hromada, such as 'limanska', takes in Ukrainian and Russian sentences."""
OF_HROMADA = re.compile("(?:^| )(?:" + "|".join(folded(
    "міськ\nсільськ\nселищн\nтериторіальн\nоб'єднан\nгородск\nсельск\nпоселков\nобъединенн"
    "\nurban\nrural\nsettlement").split("\n")) + ")[a-z]*(?= |$)")
"""What stands between the name of a hromada and that word."""

ADJECTIVE = re.compile("(?<=[sckz]k)(?:i|oho|omu|im|om|oi)$")
"""The endings that the name of a raion, such as 'pokrovski', takes in a sentence."""
VOWELS = str.maketrans("eo", "ii")
"""Ukrainian and Russian differ in these: 'Харківський', 'Харьковский'."""
LIKENESS = 70  # of 100: minimum similarity of a text to the name of a region
CENTRE, BETWEEN = "centre", "\n"
KEYS = ["key_en", "key_uk"]
OFFICIAL = 2  # of the spellings of a centre: its name in English and Ukrainian
KINDS = ("city", "settlement")
UNITS = {"raion": KINDS, "hromada": (*KINDS, "village")}
"""The columns of areas that are called after their centres, and what centres are."""
LIKENESS_CENTRE = 55  # of 100: minimum similarity of the names of a raion and its centre


def areas_called(areas: pd.DataFrame, text: str) -> list[str]:
    """Return the ids of the regions, raions and hromadas that a text names.

    Those of that name; or else those with a word that begins with the text; or those spelled so but for
    vowels that differ between Ukrainian and Russian; or the most similar regions; or the raions with a
    centre of that name. No raion is guessed by likeness: the raions were redrawn in 2020, and names of
    earlier ones are very like those of others far away ('Олександрівський', 'Олександрійський'). After
    'oblast' or 'region' only regions are meant, after 'raion' or 'district' only raions, so far as there
    are any. Hromadas are meant after 'hromada' or 'community', or if nothing else is called so: those of
    that name, or with a centre of that name.

    Parameters
    ----------
    areas
        From `with_keys`, with the column `centre` (`geo.gazetteer.names.Names`).
    text
        In either script, such as 'Донецька обл.', 'Kherson' or 'Pokrovsk district'.
    """
    whole = folded(text)
    found = TYPED.search(whole)
    kind = WORDS[found[1] or found[2]] if found else ""
    key = _bare(whole)
    if not key:
        return []
    if kind == HROMADA:
        return _hromadas(areas, OF_HROMADA.sub("", key).strip() or key)
    hromadas, areas = areas, areas[areas["kind"] != HROMADA]
    spelled = {str(code): [_bare(name) for name in names]
               for code, *names in areas[KEYS].itertuples()}
    of_kind = {code: both for code, both in spelled.items() if not kind or _kind(code) == kind}
    surely = _surely(of_kind, key)
    if surely:
        return surely
    regions = {code: both for code, both in of_kind.items() if _kind(code) == OBLAST}
    masculine = not kind and ADJECTIVE.search(key)  # a raion is masculine, a region feminine
    centres = {str(code): centre.split(BETWEEN) for code, centre in areas[CENTRE].items() if code in of_kind}
    centred = [code for code, spellings in centres.items() if key in spellings[:OFFICIAL]]
    centred = centred or [code for code, spellings in centres.items() if _is_centre(spellings, key)]
    called = ([] if masculine else _most_like(regions, key)) or centred or _surely(spelled, key)
    return called if called or kind or masculine else _hromadas(hromadas, key)


def is_area(areas: pd.DataFrame, text: str) -> bool:
    """Tell whether a text says that it is a region, raion or hromada, or is the name or code of a region."""
    key = folded(text)
    regions = areas.loc[areas["kind"] == OBLAST, KEYS].to_numpy().ravel()
    return bool(TYPED.search(key) or text.upper() in areas.index or _bare(key) in map(_bare, regions))


def with_keys(areas: pd.DataFrame) -> pd.DataFrame:
    """Add how the names of areas sound, and what the areas are.

    Parameters
    ----------
    areas
        Index id; columns `name_en` and `name_uk`.

    Returns
    -------
    DataFrame
        The same with KEYS (`folded`) and `kind`, OBLAST, RAION or HROMADA.
    """
    keys = {key: _folded(areas[name]) for key, name in zip(KEYS, ("name_en", "name_uk"), strict=True)}
    return areas.assign(**keys, kind=[_kind(str(code)) for code in areas.index])


def area_label(areas: pd.DataFrame, raion: str, region: str) -> Name | Words:
    """Return the names of a raion and its region, for a message; of the region alone if it has no raion.

    `areas` is as for `areas_called`; `raion` and `region` are ids, known there or not.
    """
    within, around = (Name(str(areas["name_en"].get(area, "")), uk=str(areas["name_uk"].get(area, "")))
                      for area in (raion, region))
    return (Words(N_("{raion} raion, {region}"), raion=within, region=around)
            if within and within != around else around)


def unit_label(areas: pd.DataFrame, unit: str, raion: str, region: str) -> Name | Words:
    """Return the name of an area with those of the ones around it, for a message.

    `areas` is as for `areas_called`; `unit` is the id of the area, a hromada in the raion, the raion or the
    region.
    """
    around = area_label(areas, raion, region)
    if unit == region:
        return Words(N_("the region {region}"), region=area_label(areas, "", region))
    if unit == raion:
        return around
    return Words(N_("{hromada} hromada ({area})"), area=around,
                 hromada=Name(str(areas["name_en"].get(unit, "")), uk=str(areas["name_uk"].get(unit, ""))))


def centre_spellings(areas: pd.DataFrame, towns: pd.DataFrame, spelled: pd.DataFrame) -> pd.Series:
    """Find the names of the centre of each raion and hromada.

    No table has the centres. An area is called after its own: it is the city, or failing that the larger
    settlement (of a hromada also the village), whose name is most like that of the area. Former names of
    centres do not count.

    Parameters
    ----------
    areas
        From `with_keys`.
    towns
        From `geo.gazetteer.cities.cities`.
    spelled
        Columns `place` and `name`: current names in every spelling.

    Returns
    -------
    Series
        Index of `areas`; keys (`folded`) with BETWEEN between them, official names first; '' without any.
    """
    keys = dict(zip(towns.index, _folded(towns["name_uk"]), strict=True))
    called = areas["key_uk"].to_dict()
    rank: dict[str, tuple[int, float, str]] = {}
    for column, kinds in UNITS.items():
        for place, area, kind in towns[[column, "kind"]].itertuples():
            if area in called and kind in kinds:
                likeness = fuzz.ratio(keys[place], called[area])
                if likeness >= LIKENESS_CENTRE:
                    rank[area] = max(rank.get(area, (-9, 0., "")), (-kinds.index(kind), likeness, place))
    centres: dict[str, list[str]] = {}
    for area, (_, _, place) in rank.items():
        centres.setdefault(place, []).append(area)
    rows = spelled[spelled["place"].isin(centres)]
    found: dict[str, list[str]] = {area: [] for area in areas.index}
    for place, key in zip(rows["place"], _folded(rows["name"]), strict=True):
        if fuzz.ratio(key, keys[place]) >= LIKENESS_CENTRE:  # or a former name in another language
            for area in centres[place]:
                found[area].append(key)
    return pd.Series({area: BETWEEN.join(names) for area, names in found.items()}, dtype=str)


def _bare(key: str) -> str:
    return REPUBLIC.sub("", TYPED.sub("", key))


def _folded(names: pd.Series) -> list[str]:
    return folded("\n".join(names)).split("\n") if len(names) else []  # in one go: far faster


def _kind(code: str) -> str:
    """Tell a region (ISO 3166-2, 'UA-14') from a raion ('UA1416') and a hromada ('UA1416021')."""
    return OBLAST if "-" in code else RAION if len(code) <= len("UA1416") else HROMADA


def _hromadas(areas: pd.DataFrame, key: str) -> list[str]:
    """Return the hromadas of this name in any case or with Russian vowels, or else with such a centre."""
    table = areas[areas["kind"] == HROMADA]
    stem = FEMININE.sub("", key)
    stems = {code: {FEMININE.sub("", name) for name in names} for code, *names in zip(
        table.index.tolist(), *(table[column].tolist() for column in KEYS), strict=True)}
    found = [code for code, both in stems.items() if stem in both]
    if found:
        return found
    centres = {code: centre.split(BETWEEN) for code, centre in table[CENTRE].to_dict().items()}
    plain, nouns = _plain(stem), {key}
    if stem.endswith("k"):
        nouns |= {f"{stem[:-2]}{end}" for end in ("", "a", "e", "o", "i", "oe")}
    centred = [code for code in stems if key in centres[code][:OFFICIAL]]
    return (centred or [code for code, both in stems.items() if plain in map(_plain, both)]
            or [code for code in stems if not nouns.isdisjoint(centres[code])])


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
