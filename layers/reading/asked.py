"""What a reader gives to have a picture checked: its address, its data version, or a day printed on it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import parse_qs, urlsplit

from babel import Locale

from geo.corrections.check import Since, since_day, since_version
from geo.corrections.log import CorrectionLog
from geo.errors import N_, CheckError
from layers.address import DATA
from layers.language import languages

MAX_LENGTH = 20_000
VERSION = re.compile(r"[0-9a-f]{8}", re.ASCII)
IN_WORDS = re.compile(r"\s*(\d{1,2})\s+(\w+)\s+(\d{4})[\sр.]*")
"""A day in words, as `Language.day` writes it."""
WORDS = N_("Give the address printed on the picture, its data version (eight digits or letters from a to f), "
           "or the day on which it says that figures last changed (as 2026-11-28).")


@dataclass(frozen=True)
class Asked:
    """A picture: its data version or its day of the last change, and its plan if an address was given."""

    version: str = ""
    day: date | None = None
    plan: str | None = None


def read_asked(text: str) -> Asked:
    """Read an address, a data version or a day.

    Raises
    ------
    CheckError
        If it is none of these, or an address without a data version.
    """
    given = "".join(text.split())
    if not given or len(given) > MAX_LENGTH or not given.isprintable():
        raise CheckError(WORDS)
    if VERSION.fullmatch(given.lower()):
        return Asked(version=given.lower())
    day = _day(text)
    if day is not None:
        return Asked(day=day)
    query = given.partition("?")[2].partition("#")[0] if "?" in given else ""
    try:
        values = parse_qs(query or urlsplit(given).query, max_num_fields=200)
    except ValueError as fault:
        raise CheckError(WORDS) from fault
    version = values.get(DATA, [""])[-1].lower()
    if not VERSION.fullmatch(version):
        raise CheckError(WORDS)
    return Asked(version=version, plan=values.get("plan", [""])[-1] or None)


def _day(text: str) -> date | None:
    """Read a day as pictures print it in any of the languages, or as 2026-11-28."""
    found = IN_WORDS.fullmatch(text)
    try:
        if found is None:
            return date.fromisoformat("".join(text.split()))
        day, month, year = found.groups()
        return date(int(year), _months()[month.casefold()], int(day))
    except (ValueError, KeyError):
        return None


@cache
def _months() -> dict[str, int]:
    return {name.casefold(): number for code in languages()
            for number, name in Locale.parse(code).months["format"]["wide"].items()}


def checked(log: CorrectionLog, asked: Asked, now: str, plan: str | None = None) -> Since:
    """Return what has changed since the picture was made; `plan` overrides the plan of its address.

    Raises
    ------
    CheckError
        If there was no such data version, or no figures on that day.
    """
    about = plan or asked.plan
    if asked.day is not None:
        return since_day(log, asked.day, now, about)
    return since_version(log, asked.version, now, about)
