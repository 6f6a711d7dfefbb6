"""What the reader has chosen. The URL is the state, and everything in it is hostile."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.dates import DEFAULT_DAY, Period, read_day
from geo.errors import GeoError
from geo.margin import DEFAULT_KM, MOST_STRIP_KM, read_km
from geo.scenarios import DEFAULT_PLAN, Library
from layers.language import DEFAULT_LANGUAGE, UNITS
from layers.selection import BASES, LAYERS

SPOT_DECIMALS = 4  # of a degree: about ten metres
SHOWN = 40  # characters of a reader's own text that a message may repeat


SETTLEMENT = re.compile(r"UA\d{10}", re.ASCII)


class ChoiceError(GeoError):
    """A part of the URL names something that is not on offer."""


@dataclass(frozen=True)
class Choice:
    """A view of the page: what to show, on which line of contact, and how.

    `strip_km` is the reader's own width of a plan's buffer; None means the plan's. `at` is the
    spot asked about, `(lon, lat)`; `place` the settlement whose card is open, by its P-code.
    """

    plan: str = DEFAULT_PLAN
    on: date = DEFAULT_DAY
    margin_km: float = DEFAULT_KM
    strip_km: float | None = None
    units: str = UNITS[0]
    language: str = DEFAULT_LANGUAGE
    base: str = next(iter(BASES))
    layers: frozenset[str] = frozenset(LAYERS)
    at: tuple[float, float] | None = None
    place: str | None = None

    def to_query(self, version: str) -> dict[str, str]:
        """Everything that differs from the default, and always plan, date and data version."""
        query = {"plan": self.plan, "on": self.on.isoformat()}
        plain = Choice()
        if self.margin_km != plain.margin_km:
            query["margin"] = _short(self.margin_km)
        if self.strip_km is not None:
            query["strip"] = _short(self.strip_km)
        for name in ("units", "language", "base"):
            if getattr(self, name) != getattr(plain, name):
                query[name] = getattr(self, name)
        if self.layers != plain.layers:
            query["layers"] = " ".join(name for name in LAYERS if name in self.layers)
        if self.at is not None:
            query["at"] = " ".join(f"{degrees:.{SPOT_DECIMALS}f}" for degrees in self.at)
        if self.place is not None:
            query["place"] = self.place
        return {**query, "data": version}


def _short(number: float) -> str:
    """A number as short as it can be written without losing any of it."""
    short = f"{number:g}"
    return short if float(short) == number else repr(number)


def from_query(
    query: Mapping[str, str],
    library: Library,
    periods: tuple[Period, ...],
    languages: Collection[str],
    version: str,
) -> tuple[Choice, list[GeoError]]:
    """Read a URL; what cannot be used keeps its default and becomes one fault.

    Returns
    -------
    tuple
        The choice, and a fault for every part that was not used. A URL made with other data
        is used, and said so.
    """
    readers: dict[str, tuple[str, Callable[[str], Any]]] = {
        "plan": ("plan", lambda text: library[text].id),
        "on": ("on", lambda text: read_day(text, periods)),
        "margin": ("margin_km", lambda text: read_km(text, "margin")),
        "strip": ("strip_km", lambda text: read_km(text, "width", MOST_STRIP_KM)),
        "units": ("units", lambda text: _one_of(text, UNITS, "unit")),
        "language": ("language", lambda text: _one_of(text, languages, "language")),
        "base": ("base", lambda text: _one_of(text, BASES, "base map")),
        "layers": ("layers", _layers),
        "at": ("at", _spot),
        "place": ("place", _place),
    }
    values: dict[str, Any] = {"plan": library.default}
    faults: list[GeoError] = []
    for name, (field, read) in readers.items():
        if name not in query:
            continue
        try:
            values[field] = read(query[name])
        except GeoError as fault:
            faults.append(fault)
    if query.get("data", version) != version:
        faults.append(ChoiceError(
            f"This address was made with data version '{query['data'][:8]}'; the page now shows "
            f"{version}, so figures may differ."
        ))
    return Choice(**values), faults


def _layers(text: str) -> frozenset[str]:
    return frozenset(_one_of(name, LAYERS, "layer") for name in text.split())


def _one_of(text: str, offered: Collection[str], what: str) -> str:
    if text not in offered:
        raise ChoiceError(f"There is no {what} '{text[:SHOWN]}'; there are {', '.join(offered)}.")
    return text


def _place(text: str) -> str:
    if not SETTLEMENT.fullmatch(text):
        raise ChoiceError(f"'{text[:SHOWN]}' is no code of a settlement.")
    return text


def _spot(text: str) -> tuple[float, float]:
    try:
        lon, lat = (float(part) for part in text.split())
    except ValueError:
        raise ChoiceError("The spot in the address is no pair 'longitude latitude'.") from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ChoiceError("The spot in the address lies outside the world.")
    return round(lon, SPOT_DECIMALS), round(lat, SPOT_DECIMALS)
