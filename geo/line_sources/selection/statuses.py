"""What the attributes of a feature say of its ground: held by Russia, not plainly held, or nothing.

Maps of control put several statuses into one file, told apart by a name, a status or a colour. Only words
that are in common use on such maps are known here; a colour or an unknown word says nothing.
"""

import re
from collections.abc import Mapping
from enum import Enum

MAX_COLUMNS = 40
MAX_CHARACTERS = 80


class Verdict(Enum):
    """What a text says of the ground."""

    HELD = "held"
    SINCE_2014 = "since 2014"
    """Only a name of ground held since then: among other statuses a status, among other names a name."""
    OTHER = "other"


YES_OR_NO = tuple("occupied is_occupied russian_held held_by_russia".split())  # noqa: SIM905 - a name in the code would be ours
"""Columns that answer by true or false, in the words of those who made the file."""

NAMES = ("name", "name_en", "назва", "название", "title", "label", "fill", "color", "colour", "styleurl")
"""Columns that name a feature or say how it is drawn, whatever its status."""

LABELS = (
    *YES_OR_NO, "status", "status_en", "статус", "control", "controlled_by", "controller", "holder",
    "held_by", "owner", "faction", "party", "side", "type", "тип", "kind", "class",
    "category", "zone", "group", "layer", "folder", "legend", *NAMES)
"""Columns that tell features of different kinds apart, in the order in which they are asked."""

LABEL = re.compile(r"status|control|occup|holder|owner|faction|class|categ|type|статус")
"""In the names of other columns, such as `status_2` or `control_type`, which are asked after those."""

_OTHER = re.compile(
    r"\b(?:not|no|never|non|un|ex|until|till|former|formerly|previously|was|were)\b|unoccup|de-?occup"
    r"|liberat|\bfreed?\b|retak|recaptur|reclaim|unknown|unclear|unspecified|contest|disput|\bgr[ea]y\b"
    r"|no man|claim|advanc|offensive|part(?:ly|ial)|neutral|buffer|fighting|clash|infiltrat"
    r"|ukrain\w*[\s-]+(?:\w+[\s-]+)?(?:control|held|hold|govern|forces|army|advance)"
    r"|(?:held|controlled|control|hands)\s+(?:by|of)\s+(?:the\s+)?ukrain|^(?:ukraine|ukrainian|ua|ukr)$"
    r"|transnistria|звільн|деокуп|неокуп|невідом|сір[аіоу]|спірн|нейтральн|придністров|контрольн\w* україн"
    r"|контрол\w+ (?:україн|зсу)|^україна$|освобожд|деоккуп|неоккуп|неизвест|сер(?:ая|ой|ые)|спорн"
    r"|приднестров|контрол\w+ (?:украин|всу)|^украина$")
_HELD = re.compile(
    r"occupied|occupation|окупован|окупац|оккупир|оккупац"
    r"|russia\w*[\s-]+(?:\w+[\s-]+)?(?:control|held|hold)"
    r"|(?:held|controlled|control)\s+(?:by|of)\s+(?:the\s+)?russia"
    r"|^(?:russia|russian|russian federation|ru|rus|рф|росія|россия)$|контрол\w+ (?:рф|росі|росси)")
_SINCE_2014 = re.compile(r"\bordlo\b|ордло|\bcadr\b|\bcalr\b|\bcrimea\b|\bкрим\b|\bкрым\b")
_NO, _YES = {"false", "0", "no", "n", "ні", "нет"}, {"true", "1", "yes", "y", "так", "да"}


def said(column: str, value: str) -> Verdict | None:
    """Return what a value says of the ground; None if it says nothing that is known."""
    text = " ".join(value.casefold().replace("_", " ").split())
    if column.casefold() in YES_OR_NO and text in _YES | _NO:
        return Verdict.HELD if text in _YES else Verdict.OTHER
    if _OTHER.search(text):
        return Verdict.OTHER
    if _HELD.search(text):
        return Verdict.HELD
    return Verdict.SINCE_2014 if _SINCE_2014.search(text) else None


def attributes(properties: Mapping[str, object]) -> dict[str, str]:
    """Return the first columns of a feature with plain values as short texts."""
    row: dict[str, str] = {}
    for column, value in properties.items():
        if len(row) >= MAX_COLUMNS:
            break
        if isinstance(value, (str, bool, int, float)) and len(column) <= MAX_CHARACTERS:
            text = short(value)
            if text:
                row[column] = text
    return row


def short(value: object) -> str:
    """Return a value as a short text; an integer of thousands of digits has no text in Python."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**18:
        return "a large number"
    return " ".join(str(value)[:4 * MAX_CHARACTERS].split())[:MAX_CHARACTERS]
