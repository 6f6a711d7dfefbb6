"""One parameter of an address: how its text is read and written. Whoever wrote the text may be hostile."""

import dataclasses
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.case import ARCHIVE, RECORD
from geo.control.dates import Period, read_day
from geo.control.margin import read_km
from geo.errors import GeoError
from geo.outcomes.drawn_vertices import corners_from, corners_text
from geo.plans.edit_code import draft_code, parse_draft, read_draft
from geo.plans.interpretations import interpretations_text, interpreted, parse_interpretations
from geo.plans.library import TODAY, Library
from layers.selection import FORMER_LAYERS, LAYERS

SHOWN = 40  # characters of a reader's own text that a message may repeat
SPOT_DECIMALS = 4  # of a degree: about ten metres
KEY = "parameter"

SETTLEMENT = re.compile(r"UA\d{10}", re.ASCII)
UPLOAD = "upload"
"""Stands in an address for a line that a reader brought, where no session knows it by a name."""
OWN_LINE = re.compile(rf"{UPLOAD}|[0-9a-f]{{16}}", re.ASCII)


class ChoiceError(GeoError):
    """A part of an address names something that is not on offer."""


@dataclass(frozen=True)
class Offered:
    """What an address may name.

    Parameters
    ----------
    library, periods, languages
        The plans, the recorded days, and the codes of languages that there are.
    regions
        All region ids, which a reader's own plan may speak of.
    lines
        Names of readers' own lines that are at hand; an address cannot carry any other.
    """

    library: Library
    periods: tuple[Period, ...]
    languages: Collection[str]
    regions: Collection[str] = ()
    lines: Collection[str] = ()


Parse = Callable[[str, Offered, str], Any]
"""From a text, what is on offer, and the id of the plan that was read before; raises a GeoError."""


@dataclass(frozen=True)
class Parameter:
    """How one value of a choice stands in an address.

    `write` is the inverse of `parse`. A value that is the default is left out unless `always`;
    `brings` says what else a value decides, such as the plan that a reader's own was edited from;
    `page_only` that the value is about the page and nothing that a picture or a file shows.
    """

    name: str
    parse: Parse
    write: Callable[[Any], str] = str
    always: bool = False
    page_only: bool = False
    brings: Callable[[Any], Mapping[str, Any]] = lambda _value: {}


def parameter(default: Any, name: str, parse: Parse, write: Callable[[Any], str] = str,
              **more: Any) -> Any:
    """A field of a dataclass with its default, and how it is read from and written to an address."""
    return dataclasses.field(default=default, metadata={KEY: Parameter(name, parse, write, **more)})


def one_of(offered: Collection[str], what: str) -> Parse:
    """One of some names."""
    return lambda text, _offered, _plan: named(text, offered, what)


def named(text: str, offered: Collection[str], what: str) -> str:
    """A name that is on offer.

    Raises
    ------
    ChoiceError
        Naming what there is.
    """
    if text not in offered:
        raise ChoiceError(f"There is no {what} '{text[:SHOWN]}'; there are {', '.join(offered)}.")
    return text


def language(text: str, offered: Offered, _plan: str) -> str:
    return named(text, offered.languages, "language")


def plan(text: str, offered: Offered, _plan: str) -> str:
    return offered.library[text].id


def plan_or_none(text: str, offered: Offered, _plan: str) -> str:
    """A plan, or the line of contact without one."""
    return TODAY if text == TODAY else offered.library[text].id


def day(text: str, offered: Offered, _plan: str) -> date:
    return read_day(text, offered.periods)


def kilometres(what: str, **most: float) -> Parse:
    return lambda text, _offered, _plan: read_km(text, what, **most)


def write_km(km: float) -> str:
    return f"{km:g}"


def layers(text: str, _offered: Offered, _plan: str) -> frozenset[str]:
    return frozenset(named(FORMER_LAYERS.get(name, name), LAYERS, "layer") for name in text.split())


def write_layers(chosen: frozenset[str]) -> str:
    return " ".join(name for name in LAYERS if name in chosen)


def line(text: str, offered: Offered, _plan: str) -> str:
    """Whose line of contact; one that a reader brought is known only where it was brought."""
    if text in {RECORD, ARCHIVE} or text in offered.lines:
        return text
    if OWN_LINE.fullmatch(text):
        raise ChoiceError("The address was made with a line of contact that its reader had brought; "
                          "an address cannot carry it, so the bundled line is shown.")
    raise ChoiceError(f"There is no line of contact '{text[:SHOWN]}'; there are {RECORD} and {ARCHIVE}.")


def own_plan(text: str, offered: Offered, _plan: str) -> str:
    """The code of a reader's own plan."""
    return draft_code(read_draft(text, offered.library, frozenset(offered.regions), offered.periods))


def edited(code: str) -> str:
    """The id of the plan that a reader's own was edited from."""
    return parse_draft(code).base


def interpretation(text: str, offered: Offered, plan: str) -> str:
    """Which interpretations of its clauses are chosen for the plan."""
    scenario = offered.library[plan]
    chosen = parse_interpretations(text, scenario)
    interpreted(scenario, chosen)
    return interpretations_text(chosen)


def corners(text: str, _offered: Offered, _plan: str) -> str:
    return corners_text(corners_from(text)) if text else ""


def settlement(text: str, _offered: Offered, _plan: str) -> str:
    if not SETTLEMENT.fullmatch(text):
        raise ChoiceError(f"'{text[:SHOWN]}' is no code of a settlement.")
    return text


def spot(text: str, _offered: Offered, _plan: str) -> tuple[float, float]:
    """Longitude and latitude in degrees."""
    try:
        lon, lat = (float(part) for part in text.split())
    except ValueError:
        raise ChoiceError("The spot in the address is no pair 'longitude latitude'.") from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ChoiceError("The spot in the address lies outside the world.")
    return round(lon, SPOT_DECIMALS), round(lat, SPOT_DECIMALS)


def write_spot(at: tuple[float, float]) -> str:
    return " ".join(f"{degrees:.{SPOT_DECIMALS}f}" for degrees in at)
