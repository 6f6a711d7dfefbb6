"""What a reader typed in search of a settlement, split into its name and the areas it lies in."""

import re
from dataclasses import dataclass

QUERY_CHARACTERS = 100  # longer than any name; the rest is ignored

HROMADA = (r"(?:(?:міськ|сільськ|селищн|городск|сельск|поселков)\w+\s|(?:urban|rural|settlement)\s)?"
           r"(?:територіальн\w+\s|территориальн\w+\s|territorial\s)?"
           r"(?:громад\w{1,2}|отг|тг|hromad[aiy]|gromada|общин\w{1,2}|community)")
AREA = (r"(?:район|районі|р-н|raion|rayon|district|область|області|обл|oblast|region|province"
        rf"|{HROMADA})\b\.?")
TYPED = re.compile(rf"\S\s+{AREA}|\b{AREA}\s*\S", re.IGNORECASE)
"""An area that is called so; the word alone may be a name, such as that of the village Hromada."""
TAIL = re.compile(rf"(?P<name>.+?)\s+(?P<area>[\w’'ʼ-]+\s{AREA}(?:\s[\w’'ʼ-]+\s{AREA})?)", re.IGNORECASE)
TYPED_AREA = re.compile(rf".+?\b{AREA}", re.IGNORECASE)
KIND = re.compile(
    r"(?:(?:м|с|смт|с-ще|сел|г|пгт|пос|д)\.|(?:смт|пгт|місто|село|селище|город|посёлок|поселок|деревня)\b"
    r"|(?:city|town|village|settlement) of\b)\s*(?=\S)", re.IGNORECASE)
KIND_AFTER = re.compile(r"\s+(?:city|town|village|settlement|місто|село|селище|смт|город|посёлок|поселок)$",
                        re.IGNORECASE)
COUNTRY = {"ukraine", "україна", "украина", "ua"}
"""As a part of an address these tell no place from another."""

BRACKETS = re.compile(r"(?P<name>[^()]+)\((?P<areas>[^()]+)\)")


@dataclass(frozen=True)
class Query:
    """The name of a settlement, and the regions, raions or other names given with it."""

    name: str
    areas: tuple[str, ...] = ()


def cleaned(text: str) -> str:
    """Return at most QUERY_CHARACTERS characters of a text, printable and with single blanks."""
    words = " ".join(text[:QUERY_CHARACTERS].split())
    return "".join(letter for letter in words if letter.isprintable())


def read_query(text: str) -> Query:
    """Split a text, as `cleaned` returns it, at commas or brackets.

    The name comes first, as in 'Hryshyne, Pokrovskyi raion, Donetsk' and 'Hryshyne (Pokrovskyi raion,
    Donetsk)', or last if the text begins with a region or raion that is called so, as in 'Донецька
    обл., Покровський р-н, с. Гришине'.
    """
    found = BRACKETS.fullmatch(text)
    parts = [found["name"], *found["areas"].split(",")] if found else text.split(",")
    parts = [part.strip() for part in parts]
    if len(parts) > 1:
        parts = [part for part in parts if part.casefold() not in COUNTRY] or parts
    if len(parts) > 1 and parts[-1] and TYPED.search(parts[0]) and not TYPED.search(parts[-1]):
        parts = [parts[-1], *parts[:-1]]
    return Query(parts[0], tuple(part for part in parts[1:] if part))


def loosened(query: Query) -> Query:
    """Read a name that no settlement has once more: without the kind of place before or after it, and with
    areas after it that no comma divides off, as in 'с. Гришине Покровський район'.
    """
    name = KIND.sub("", query.name, count=1) if KIND.match(query.name) else KIND_AFTER.sub("", query.name)
    areas = query.areas
    tail = TAIL.fullmatch(name)
    if tail:
        name, areas = tail["name"], (*(part.strip() for part in TYPED_AREA.findall(tail["area"])), *areas)
    return Query(name.strip(), areas)
