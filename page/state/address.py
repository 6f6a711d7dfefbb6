"""Reading an address: everything in it is hostile, and what cannot be used is said in one sentence."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from geo.control.dates import Period, read_day
from geo.control.margin import MAX_STRIP_KM, read_km
from geo.errors import GeoError
from geo.outcomes.drawn_vertices import corners_from, corners_text
from geo.plans.edit_code import draft_code, read_draft
from geo.plans.interpretations import interpretations_text, interpreted, parse_interpretations
from geo.plans.library import TODAY, Library
from geo.plans.scenario import Scenario
from layers.choice import ARCHIVE, MODES, RECORD, SPOT_DECIMALS, VIEWS, Choice
from layers.language import UNITS
from layers.selection import BASES, LAYERS

SHOWN = 40  # characters of a reader's own text that a message may repeat
SETTLEMENT = re.compile(r"UA\d{10}", re.ASCII)
OWN_LINE = re.compile(r"[0-9a-f]{16}", re.ASCII)


class ChoiceError(GeoError):
    """A part of the URL names something that is not on offer."""


def from_query(
    query: Mapping[str, str],
    library: Library,
    periods: tuple[Period, ...],
    languages: Collection[str],
    version: str,
    regions: Collection[str] = (),
) -> tuple[Choice, list[GeoError]]:
    """Read a URL; what cannot be used keeps its default and becomes one fault.

    Parameters
    ----------
    query
        The parameters of the address.
    library, periods, languages, version
        What is on offer, and the version of our data.
    regions
        All region ids, which a reader's own plan may speak of.

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
        "strip": ("strip_km", lambda text: read_km(text, "width", MAX_STRIP_KM)),
        "units": ("units", lambda text: _one_of(text, UNITS, "unit")),
        "language": ("language", lambda text: _one_of(text, languages, "language")),
        "base": ("base", lambda text: _one_of(text, BASES, "base map")),
        "layers": ("layers", _layers),
        "at": ("at", _spot),
        "place": ("place", _place),
        "view": ("view", lambda text: _one_of(text, VIEWS, "view")),
        "against": ("against", lambda text: TODAY if text == TODAY else library[text].id),
        "against_on": ("against_on", lambda text: read_day(text, periods)),
        "line": ("line", _line),
        "mode": ("mode", lambda text: _one_of(text, MODES, "mode")),
    }
    readers |= {
        "own": ("own", lambda text: _own(text, library, regions, periods, values)),
        "reading": ("reading", lambda text: _reading(text, library[values["plan"]])),
        "zone": ("zone", lambda text: corners_text(corners_from(text)) if text else ""),
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


def _line(text: str) -> str:
    if text in {RECORD, ARCHIVE}:
        return text
    if OWN_LINE.fullmatch(text):
        raise ChoiceError("The address was made with a line of contact that its reader had brought; "
                          "an address cannot carry it, so the bundled line is shown.")
    raise ChoiceError(f"There is no line of contact '{text[:SHOWN]}'; there are {RECORD} and {ARCHIVE}.")


def _own(text: str, library: Library, regions: Collection[str], periods: tuple[Period, ...],
         values: dict[str, Any]) -> str:
    """The code of a reader's own plan, which brings the plan that it was edited from."""
    draft = read_draft(text, library, frozenset(regions), periods)
    values["plan"] = draft.base
    return draft_code(draft)


def _reading(text: str, plan: Scenario) -> str:
    chosen = parse_interpretations(text, plan)
    interpreted(plan, chosen)
    return interpretations_text(chosen)


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
