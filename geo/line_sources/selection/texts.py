"""The columns of features as short texts: of a long one the part that says something of the ground."""

import html
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from geo.line_sources.selection.columns import MAX_CHARACTERS, MAX_WORDS, looked_at, telling
from geo.line_sources.selection.statuses import Verdict, said

MAX_NESTING = 3
MAX_TEXT = 2_000  # characters of a text that are looked at
TAG = re.compile(r"<[^<>]{0,300}>")
ENDS = re.compile(r"[\n\r|]+|(?<=[.!?;])\s+")
PAIR = re.compile(r"\s*([^\W\d][\w ]{0,40}?)\s*[:=]\s*(\S.{0,80})")
CELLS = re.compile(r"<t[dh][^<>]{0,300}>([^<>]{1,80})</t[dh]>\s{0,80}<td[^<>]{0,300}>([^<>]{1,80})</td>",
                   re.IGNORECASE)
NO_MORE = re.compile(
    r"liberat|de-?occup|recaptur|retak|regain|contest|disput|\bgr[ea]y zone|no longer|any ?more|withdr|until"
    r"|звільн|деокуп|сір\w+ зон|спірн|більше не|вже не|уже не|освобожд|деоккуп|сер\w+ зон|спорн|больше не")
"""What a later sentence may say against the first that tells something."""
SIGNS = ("occup", "liber", "russia", "ukrain", "control", "captur", "seized", "taken", "retak", "contest",
         "disput", "zone", "unknown", "advanc", "claim", "dpr", "lpr", "ordlo", "crimea", "withdr", "regain",
         "longer",
         "окуп", "оккуп", "росі", "росс", "рф", "україн", "украин", "контрол", "захоп", "захва", "звільн",
         "освобо", "зон", "спірн", "спорн", "невідом", "неизвест", "заявл", "днр", "лнр", "ордло", "крим",
         "крым", "більше", "больше")
"""What a sentence has that is worth a closer look, which takes a tenth of a millisecond."""
MAX_LOOKS = 6  # closer looks at one text


def attributes(properties: Mapping[str, object]) -> dict[str, str]:
    """Return the columns of a feature that are looked at, with plain values as short texts.

    Columns within a column have names of their own; of a list of words the words count together.
    """
    values: dict[str, object] = {}
    for column, value in _plain(properties, MAX_NESTING):
        if len(column) <= MAX_CHARACTERS and column not in values and _is_something(value):
            values[column] = value
    return {column: short(values[column]) for column in looked_at(values)}


def _plain(properties: Mapping[str, object], depth: int) -> Iterator[tuple[str, object]]:
    """Yield columns with plain values, those within others last."""
    within: list[Mapping[str, object]] = []
    for column, value in properties.items():
        if isinstance(value, (str, bool, int, float)):
            yield column, value
        elif isinstance(value, list) and value and all(isinstance(word, str) for word in value):
            yield column, ", ".join(value[:MAX_WORDS])
        elif isinstance(value, list) and depth:
            within += [named for named in map(_named, value[:MAX_WORDS]) if named]
        elif isinstance(value, dict) and depth:
            within.append(value)
    for inner in within:
        yield from _plain(inner, depth - 1)


def _named(part: object) -> dict[str, object]:
    """Return the column of a pair of name and value, as lists of attributes have them."""
    if not isinstance(part, dict):
        return {}
    name, value = (next((part[key] for key in keys if key in part), None)
                   for keys in (("k", "key", "name"), ("v", "value")))
    return {name: value} if isinstance(name, str) else {}


def _is_something(value: object) -> bool:
    return bool(value[:MAX_TEXT].strip()) if isinstance(value, str) else True


def short(value: object) -> str:
    """Return a value as a short text; an integer of thousands of digits has no text in Python.

    Of a text longer than MAX_CHARACTERS the first sentence is kept that says something of the ground, or a
    later one that says that it is held no more; if none does, the beginning.
    """
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**18:
        return "a large number"
    written = str(value)[:MAX_TEXT]
    whole = " ".join(written.split())
    return whole if len(whole) <= MAX_CHARACTERS else _excerpt(written)


def no_more(text: str) -> bool:
    """Tell whether a text says that ground is not held, or not any more, in words that mean nothing else."""
    return bool(NO_MORE.search(text.casefold())) and said("", text) is Verdict.OTHER


def pairs_in(text: str) -> dict[str, str]:
    """Return the columns that a description lists with their values, as far as they tell something.

    They stand in the cells of a table in HTML, or one on each line after its column and a colon.
    """
    written = text[:MAX_TEXT]
    found = [(html.unescape(name), html.unescape(value)) for name, value in CELLS.findall(written)]
    found += [(match[1], match[2]) for line in _lines(written) if (match := PAIR.fullmatch(line))]
    return {name.strip(): short(value) for name, value in found
            if value.strip() and telling(name.strip()) < 2}


def _excerpt(text: str) -> str:
    lines = _lines(text)
    looked = islice((window for line in lines if _has_sign(line) for window in _windows(line)
                     if _has_sign(window)), MAX_LOOKS)
    tells = [window for window in looked if said("", window) is not None]
    first = next(iter(tells), " ".join(lines))
    return next(filter(no_more, tells), first)[:MAX_CHARACTERS].strip()


def _lines(text: str) -> list[str]:
    """Split a text at the ends of sentences and lines, and where it has tags."""
    plain = html.unescape(TAG.sub("\n", text)) if "<" in text else text
    return [" ".join(line.split()) for line in ENDS.split(plain) if line.strip()]


def _has_sign(text: str) -> bool:
    folded = text.casefold()
    return any(sign in folded for sign in SIGNS)


def _windows(line: str) -> Iterator[str]:
    """Yield pieces of a sentence of at most MAX_CHARACTERS that overlap by half and reach its end.

    They begin with a word, unless it is so long that the piece would end too early.
    """
    back = MAX_CHARACTERS // 4
    for at in range(0, max(1, len(line) - back), MAX_CHARACTERS // 2):
        begin = max(line.rfind(" ", 0, at) + 1, at - back) if at else 0
        yield line[begin:begin + MAX_CHARACTERS]
