"""The columns of features that are looked at: what tells features apart, and what dates them."""

import re
from collections.abc import Iterable

MAX_COLUMNS = 40
MAX_CHARACTERS = 80
MAX_WORDS = 20  # of a list in a column

_ANSWERS = "occupied is_occupied russian_held held_by_russia".split()  # noqa: SIM905 - a name in the code would be ours
YES_OR_NO = tuple(dict.fromkeys(column[:most] for most in (80, 10) for column in _ANSWERS))
"""Columns that answer by true or false, in the words of those who made the file; dBase keeps ten letters."""

ANSWERS = re.compile(r"^(?:is_|under_)?(?:occ|occup\w*|ru|rus|rf|russian?)"
                     r"(?:_?(?:held|control(?:led)?|occ\w*))?$")
"""Other columns that do so where their texts are answers: `occ`, `is_ru`, `ru_control`."""

NAMES = ("name", "name_en", "назва", "название", "title", "label", "fill", "color", "colour", "styleurl")
"""Columns that name a feature or say how it is drawn, whatever its status."""

VISIBILITY, SHOWN, HIDDEN = "visibility", "1", "0"
"""The column of what a program shows and what its user has switched off, and its values."""

LABELS = (
    *YES_OR_NO, "status", "status_en", "статус", "control", "controlled_by", "controller", "holder",
    "held_by", "owner", "faction", "party", "side", "type", "тип", "kind", "class",
    "category", "zone", "group", "layer", "folder", "legend", VISIBILITY, *NAMES)
"""Columns that tell features of different kinds apart, in the order in which they are asked."""

AROUND = ("layer", "folder")
"""Columns with the name of what a feature lies in; what it says of itself is asked before."""

REMARKS = ("description", "snippet")
"""Columns of what somebody wrote on a feature in sentences, as KML has them."""

COUNTRY = {"ukraine", "ukrainian", "ua", "ukr", "україна", "украина"}
"""As the name of the only layer of a file these say which country it is about, not who holds it."""

LABEL = re.compile(r"statu|control|occup|holder|owner|faction|class|categ|type|статус|kontrol|contrôl|zustand"
                   r"|besetz|besatz|контрол|состояни"
                   r"|^(?:стан|сторона|situation|actor|stan|stav|stato|estado|[eé]tat)$")
"""In the names of other columns, such as `status_2` or `control_type`, which are asked after those."""

NO_LONGER_HELD = re.compile(r"liberat|de_?occup|freed|звільн|деокуп|освобожд|деоккуп")
"""In the names of columns that say whether, or since when, Russia no longer holds the ground."""

DATES = {"date", "day", "datetime", "timestamp", "as_of", "asof", "on", "when", "datum", "дата",
         "year", "рік", "год", "line_date", "map_date", "report_date", "observed", "snapshot", "valid_from",
         "begin", "month", "місяць", "месяц", "week", "тиждень", "неделя", "quarter"}
"""Columns with the day that a feature is for, or a longer time."""

DATED = re.compile(r"date|дат[аиуі]|d[aá]tum|^data|fecha|^jour|^dzie[nń]|^tag$|^stand$|день|станом|as[ _]?of"
                   r"|tarih|valid|time|^ts$|epoch|observ|^час$|время")
ABOUT = re.compile(r"edit|creat|updat|modif|publi|since|occup|liber|captur|start|retriev|access|upload|source"
                   r"|оновл|змін|створ|обнов|измен|созд|звільн|окуп|освоб|оккуп|з_дати|до_дати")
"""In names of columns that have the day if their texts are days, and of those that date something else."""

NUMBERS = re.compile(r"^n$|^id|id$|^no$|^nr|num|№|номер|index|order|rank|count|popul|km|area|shape"
                     r"|len|perim|width|opacity|stroke|z_|elev|alt|tessel|extrude|zoom|площ|dist")
"""In names of columns that number or measure their features, and do not put them into kinds."""

SHARES = re.compile(r"(?:^|_)(?:prob\w*|share|pct|percent\w*|fraction|likelihood|confidence)(?:_|$)")
"""Columns of how much of a feature, or how surely, is held, which nobody can count as held or not."""

FILES = ("filename", "file_name", "file", "path")
"""Columns with the file that a feature comes from, as programs write them that merge layers."""

ENDS = {"end", "end_date", "enddate", "date_end", "valid_to", "validto", "date_to", "to_date",
        "until", "ended"}
"""Columns with the day until which a feature was there; empty in those that are there still."""


def telling(column: str) -> int:
    """Return how much a column tells of control or date: 0 by its whole name, 1 by a part, 2 nothing."""
    folded = column.casefold()
    if folded in LABELS or folded in DATES or folded in ENDS:
        return 0
    return 1 if LABEL.search(folded) or NO_LONGER_HELD.search(folded) else 2


def looked_at(columns: Iterable[str]) -> list[str]:
    """Return the first MAX_COLUMNS of all columns, of which those that tell something go before others."""
    return sorted(columns, key=telling)[:MAX_COLUMNS]
