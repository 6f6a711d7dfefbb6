"""A reader's language: gettext for text, CLDR for numbers and dates; passed as an argument, never global."""

import gettext
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from numbers import Real
from pathlib import Path
from string import Formatter

import pandas as pd
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.pofile import PoFileError
from babel.numbers import format_decimal, format_percent, get_decimal_symbol, get_group_symbol

from geo.errors import N_, Name, SourceError, Words
from geo.measure import KM2_PER_SQUARE_MILE, KM_PER_MILE
from geo.paths import LOCALE
from layers.catalogue import read_catalogue

__all__ = ["N_", "Language", "asked_for", "languages", "load_language", "own_name", "significant"]

DEFAULT_LANGUAGE = "en"
NO_BREAK = "\u00a0"
UNITS = ("km2", "mi2")
DAY_FORMATS = {"uk": "d MMMM y\u00a0'р'."}
"""How a language writes a day where it differs from day, month, year."""
PER_CENT_SIGNS = {"en": "%"}
"""What follows the number of a share, where it is not a no-break space and the sign."""
UNIT_GAPS = {"en": " "}
"""What stands between a number and its unit, where it is not a no-break space."""
NO_OBLASTS = frozenset({"UA-30", "UA-40", "UA-43"})
"""Kyiv, Sevastopol and Crimea; every other region is an oblast."""
MAX_ACCEPTED = 1_000
"""The most letters read of what a browser says of its languages."""
WEIGHT = re.compile(r"q=([01](?:\.\d{0,3})?)")


@dataclass(frozen=True)
class Language:
    """Translates text and formats numbers and dates for one reader."""

    code: str
    locale: Locale
    catalogue: gettext.NullTranslations
    units: str = "km2"

    def text(self, message: str, **values: object) -> str:
        """Translate a text and fill in its named placeholders; `Words` bring their values along."""
        if isinstance(message, Words):
            return self.said(message)
        translated = self.catalogue.gettext(message) if message else ""
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """Translate a text in the plural form for `count`, which replaces `{count}`."""
        return self.catalogue.ngettext(one, many, count).format(count=self.number(count), **values)

    def said(self, words: str) -> str:
        """Say words or a name, and every part of them, in this language; a plain text stays as it is.

        Numbers keep their digits and dates their day, written as the language writes them. In English words
        are what they are as text.
        """
        if isinstance(words, Name):
            return words.others.get(self.code, str(words))
        if not isinstance(words, Words) or self.code == DEFAULT_LANGUAGE:
            return str(words)
        message = self.catalogue.gettext(words.message)
        return _Filling(self).vformat(message, (), words.values) if words.values else message

    def digits(self, written: str) -> str:
        """Write a number that is written as Python does, such as '5,000.25', as the language writes it."""
        marks = {",": get_group_symbol(self.locale), ".": get_decimal_symbol(self.locale)}
        return "".join(marks.get(letter, letter) for letter in written)

    def plural_of(self, meaning: str, one: str, many: str, count: int, **values: object) -> str:
        """Return the same as `plural` for a text that has several meanings, of which a translator chooses."""
        said = self.catalogue.npgettext(meaning, one, many, count)
        return said.format(count=self.number(count), **values)

    @property
    def name_column(self) -> str:
        """The table column with names of regions and places in this language."""
        return "name_uk" if self.code == "uk" else "name_en"

    def regions(self, table: pd.DataFrame) -> dict[str, str]:
        """Return the names of `World.regions` by id, as they stand in a sentence.

        The Ukrainian name of an oblast is an adjective, such as 'Донецька', which needs its noun.
        """
        names = {str(region): str(name) for region, name in table[self.name_column].items()}
        if self.name_column != "name_uk":
            return names
        return {region: name if region in NO_OBLASTS else f"{name} область" for region, name in names.items()}

    def day(self, day: date) -> str:
        """Format a date in words, such as '21 November 2025'."""
        return format_date(day, DAY_FORMATS.get(self.code, "d MMMM y"), locale=self.locale)

    @property
    def town_column(self) -> str:
        """The column of `geo.gazetteer.cities.cities` with names as readers know them, in this language."""
        return "known_as_uk" if self.code == "uk" else "known_as_en"

    def area(self, km2: float, *, exact: bool = False) -> str:
        """Format an area with its unit: three significant digits, or whole units if `exact`."""
        if self.units == "km2":
            return self.with_unit(self.area_number(km2, exact=exact), self.area_unit)
        miles = km2 / KM2_PER_SQUARE_MILE
        return self.plural("{count} sq mi", "{count} sq mi", round(miles if exact else significant(miles)))

    def with_unit(self, number: str, unit: str) -> str:
        return f"{number}{UNIT_GAPS.get(self.code, NO_BREAK)}{unit}"

    def area_number(self, km2: float, *, exact: bool = False) -> str:
        """Format an area without its unit."""
        value = km2 if self.units == "km2" else km2 / KM2_PER_SQUARE_MILE
        return self.number(value if exact else significant(value))

    @property
    def area_unit(self) -> str:
        return self.text(N_("km²")) if self.units == "km2" else self.text(N_("sq mi"))

    def length(self, km: float) -> str:
        """Format a length with its unit, to the whole kilometre or mile."""
        if self.units == "km2":
            return self.with_unit(self.number(km), self.text(N_("km")))
        return self.miles(round(km / KM_PER_MILE))

    def miles(self, count: int) -> str:
        """Format a number of miles with the unit, whose form may depend on the number."""
        return self.plural("{count} mi", "{count} mi", count)

    def span(self, low: str, high: str) -> str:
        """Return a range of two numbers as they are written, or the number if both are the same."""
        return low if low == high else self.text(N_("{low} to {high}"), low=low, high=high)

    def number(self, value: float) -> str:
        """Format a whole number with the language's digit grouping."""
        return format_decimal(round(value), locale=self.locale)

    def decimal(self, value: float) -> str:
        """Format a number with up to two decimals."""
        return format_decimal(round(value, 2), format="#,##0.##", locale=self.locale)

    def people(self, count: float, *, exact: bool = False) -> str:
        """Format a number of people: three significant digits unless `exact`."""
        return self.number(count if exact else significant(count))

    def share(self, part: float, whole: float) -> str:
        """Format a share in per cent with one decimal."""
        return format_percent(part / whole, format=f"0.0{self._per_cent}", locale=self.locale)

    def per_cent(self, value: float) -> str:
        """Format a number of per cent with up to two decimals."""
        return f"{self.decimal(value)}{self._per_cent}"

    @property
    def _per_cent(self) -> str:
        return PER_CENT_SIGNS.get(self.code, "\u00a0%")

    def listed(self, items: list[str]) -> str:
        """Join names as 'a, b and c'."""
        if len(items) < 2:
            return "".join(items)
        head = ", ".join(items[:-1])
        return self.text(N_("{head} and {last}"), head=head, last=items[-1])


class _Filling(Formatter):
    """Fills placeholders with values in a reader's language."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: object, spec: str) -> str:
        if isinstance(value, Words):
            return format(Words(self._language.said(value)), spec)
        if isinstance(value, Name):
            return value.others.get(self._language.code, value)
        if isinstance(value, date):
            return self._language.day(value)
        written = format(value, spec)
        return self._language.digits(written) if isinstance(value, Real) and (spec or value % 1) else written


def significant(value: float, digits: int = 3) -> float:
    """Round to significant digits, but at least to whole numbers."""
    if abs(value) < 10**digits:
        return float(round(value))
    return float(f"{value:.{digits}g}")


def languages(folder: Path = LOCALE) -> list[str]:
    """Return the codes of all available languages: English, and one per catalogue `<code>.po`."""
    return [DEFAULT_LANGUAGE, *sorted(path.stem for path in folder.glob("*.po"))]


def own_name(code: str) -> str:
    """Return what a language calls itself, such as 'English' or 'Українська'."""
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]


def asked_for(accepted: str, codes: Collection[str]) -> str:
    """Return the language that a browser prefers of those that there are, else the default.

    Parameters
    ----------
    accepted
        What it sent as `Accept-Language`, such as 'uk-UA,uk;q=0.9,en;q=0.8', or one tag.
    codes
        The codes of the languages.
    """
    wanted: list[tuple[float, str]] = []
    for part in accepted[:MAX_ACCEPTED].split(","):
        tag, _, weight = part.partition(";")
        number = WEIGHT.fullmatch(weight.strip())
        value = 1.0 if not weight.strip() else float(number[1]) if number else 0.0
        code = tag.strip().partition("-")[0].lower()
        if code in codes and value > 0:
            wanted.append((value, code))
    return max(wanted, key=lambda item: item[0], default=(0.0, DEFAULT_LANGUAGE))[1]


def load_language(code: str, units: str = "km2", folder: Path = LOCALE) -> Language:
    """Load a language and its catalogue.

    Raises
    ------
    SourceError
        If the catalogue does not exist or cannot be read.
    """
    if code not in languages(folder):
        raise SourceError(N_("There is no language '{code}'."), code=code[:20])
    if units not in UNITS:
        raise SourceError(N_("There is no unit '{units}'; there are {known}."), units=units[:20],
                          known=", ".join(UNITS))
    try:
        locale = Locale.parse(code)
        catalogue: gettext.NullTranslations = gettext.NullTranslations()
        if code != DEFAULT_LANGUAGE:
            catalogue = read_catalogue(folder / f"{code}.po")
    except (OSError, PoFileError, UnknownLocaleError, ValueError, LookupError) as fault:
        raise SourceError(N_("{code}.po: cannot be read as a catalogue ({fault})"), code=code,
                          fault=str(fault)) from fault
    return Language(code, locale, catalogue, units)
