"""Parsing and writing of the parameters in an address; their text is untrusted."""

import dataclasses
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.case import ARCHIVE, FORMER_LINES, RECORDS
from geo.control.dates import Period, read_day
from geo.control.margin import MAX_STRIP_KM, read_km
from geo.errors import N_, DraftError, FormatError, GeoError, Words
from geo.explore.front_shift import DECIMALS, FrontShift
from geo.explore.pull_back import MAX_KM
from geo.explore.solver import Whose
from geo.gazetteer.sites import SITE_ID
from geo.outcomes.drawn_vertices import corners_from, corners_text
from geo.plans.edit.code import draft_code, parse_draft, read_draft
from geo.plans.edit.code_parts import BUFFER, band_code, read_band
from geo.plans.interpretations import interpretations_text, interpreted, parse_interpretations
from geo.plans.library import TODAY, Library
from geo.plans.overlay import Band
from geo.sweep.survey import Survey, read_survey
from layers.frame import read_frame
from layers.selection import FORMER_LAYERS, LAYERS

SHOWN = 40  # characters of user input that a message may repeat
SPOT_DECIMALS = 4  # of a degree, about ten metres
KEY = "parameter"

SETTLEMENT = re.compile(rf"UA\d{{10}}|{SITE_ID}", re.ASCII)
"""The code of a settlement, or the id of a site."""
UPLOAD = "upload"
"""The value for an uploaded line in an address that is written outside any session."""
SHIFT = re.compile(r"(ukraine|russia)-(\d{1,3}(?:\.\d{1,5})?)", re.ASCII)
OWN_LINE = re.compile(rf"{UPLOAD}|[0-9a-f]{{16}}", re.ASCII)


class ChoiceError(GeoError):
    """A parameter of an address names something that does not exist."""


@dataclass(frozen=True)
class Offered:
    """What an address may name.

    Parameters
    ----------
    library, periods, languages
        The available plans, recorded days and language codes.
    regions
        All region ids, which a reader's own plan may refer to.
    lines
        Names of the uploaded lines in this session; an address cannot refer to any other.
    """

    library: Library
    periods: tuple[Period, ...]
    languages: Collection[str]
    regions: Collection[str] = ()
    lines: Collection[str] = ()


Parse = Callable[[str, Offered, str], Any]
"""Parses a text, given what is offered and the plan id already read; raises a GeoError."""


@dataclass(frozen=True)
class Parameter:
    """How one field of a choice is represented in an address.

    `write` is the inverse of `parse`. A default value is omitted unless `always`; `brings` returns
    other fields that a value determines, such as the plan from which a reader's own was edited;
    `page_only` marks fields that concern the page and no picture or file.
    """

    name: str
    parse: Parse
    write: Callable[[Any], str] = str
    always: bool = False
    page_only: bool = False
    brings: Callable[[Any], Mapping[str, Any]] = lambda _value: {}


def parameter(default: Any, name: str, parse: Parse, write: Callable[[Any], str] = str,
              **more: Any) -> Any:
    """Return a dataclass field with its default and the functions that read and write it in an address."""
    return dataclasses.field(default=default, metadata={KEY: Parameter(name, parse, write, **more)})


def one_of(offered: Collection[str], what: str) -> Parse:
    """Return a parser that accepts only the names offered."""
    return lambda text, _offered, _plan: named(text, offered, what)


def named(text: str, offered: Collection[str], what: str) -> str:
    """Return the text if it is among the names offered.

    Raises
    ------
    ChoiceError
        If it is not; the message lists the names.
    """
    if text not in offered:
        raise ChoiceError(N_("There is no {what} '{name}'; there are {offered}."), what=Words(what),
                          name=text[:SHOWN], offered=", ".join(offered))
    return text


def language(text: str, offered: Offered, _plan: str) -> str:
    return named(text, offered.languages, N_("language"))


def plan(text: str, offered: Offered, _plan: str) -> str:
    return offered.library[text].id


def plan_or_none(text: str, offered: Offered, _plan: str) -> str:
    """Parse a plan id, or TODAY for the line of contact without a plan."""
    return TODAY if text == TODAY else offered.library[text].id


def day(text: str, offered: Offered, _plan: str) -> date:
    return read_day(text, offered.periods)


def kilometres(what: str, **most: float) -> Parse:
    return lambda text, _offered, _plan: read_km(text, what, **most)


def write_km(km: float) -> str:
    return f"{km:g}"


def layers(text: str, _offered: Offered, _plan: str) -> frozenset[str]:
    return frozenset(named(FORMER_LAYERS.get(name, name), LAYERS, N_("layer")) for name in text.split())


def write_layers(chosen: frozenset[str]) -> str:
    return " ".join(name for name in LAYERS if name in chosen)


def frame(text: str, offered: Offered, _plan: str) -> str:
    try:
        return read_frame(text, offered.regions)
    except FormatError as fault:
        raise ChoiceError(fault.words) from None


def line(text: str, offered: Offered, _plan: str) -> str:
    """Parse the source of the line of contact; an uploaded line is known only in its own session."""
    text = FORMER_LINES.get(text, text)
    if text in {*RECORDS, ARCHIVE} or text in offered.lines:
        return text
    if OWN_LINE.fullmatch(text):
        raise ChoiceError(N_("The address was made with a line of contact that its reader had brought; "
                             "an address cannot carry it, so the bundled line is shown."))
    raise ChoiceError(N_("There is no line of contact '{text}'; there are {records} and {archive}."),
                      text=text[:SHOWN], records=", ".join(RECORDS), archive=ARCHIVE)


def own_plan(text: str, offered: Offered, _plan: str) -> str:
    """Parse the code of a reader's own plan."""
    return draft_code(read_draft(text, offered.library, frozenset(offered.regions), offered.periods))


def edited(code: str) -> str:
    """Return the id of the plan from which a reader's own was edited."""
    return parse_draft(code).base


def interpretation(text: str, offered: Offered, plan: str) -> str:
    """Parse the interpretations chosen for the plan's clauses."""
    scenario = offered.library[plan]
    chosen = parse_interpretations(text, scenario)
    interpreted(scenario, chosen)
    return interpretations_text(chosen)


def corners(text: str, _offered: Offered, _plan: str) -> str:
    return corners_text(corners_from(text)) if text else ""


def settlement(text: str, _offered: Offered, _plan: str) -> str:
    if not SETTLEMENT.fullmatch(text):
        raise ChoiceError(N_("'{text}' is no code of a settlement or site."), text=text[:SHOWN])
    return text


def spot(text: str, _offered: Offered, _plan: str) -> tuple[float, float]:
    """Parse longitude and latitude in degrees."""
    try:
        lon, lat = (float(part) for part in text.split())
    except ValueError:
        raise ChoiceError(N_("The spot in the address is no pair 'longitude latitude'.")) from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ChoiceError(N_("The spot in the address lies outside the world."))
    return round(lon, SPOT_DECIMALS), round(lat, SPOT_DECIMALS)


def write_spot(at: tuple[float, float]) -> str:
    return " ".join(f"{degrees:.{SPOT_DECIMALS}f}" for degrees in at)


def survey(text: str, offered: Offered, _plan: str) -> Survey:
    return read_survey(text, offered.periods)


def write_survey(chosen: Survey) -> str:
    return chosen.text


def pull_back(text: str, _offered: Offered, _plan: str) -> Band:
    return read_pull_back(text)


def read_pull_back(text: str) -> Band:
    """Parse a pull-back as in the code of an own plan: '10', '10-5' or '10-5.plan'."""
    try:
        band = read_band(BUFFER, text)
    except DraftError:
        raise ChoiceError(N_("'{text}' is no pull-back; write the kilometres of each side, such as 10, 10-5 "
                             "or 10-5.plan."), text=text[:SHOWN]) from None
    if band.deepest_km > MAX_KM:
        raise ChoiceError(N_("A pull-back on a map is at most {most:g} km on each side."), most=MAX_KM)
    return band


def write_pull_back(band: Band) -> str:
    return band_code(band).removeprefix(f"{BUFFER}.")


def front_shift(text: str, _offered: Offered, _plan: str) -> FrontShift:
    return read_front_shift(text)


def read_front_shift(text: str) -> FrontShift:
    """Parse whose ground would pass to the other side, and how far the front shifts: 'ukraine-5.9'."""
    found = SHIFT.fullmatch(text)
    km = float(found[2]) if found else 0.0
    if found is None or not 0 < km <= MAX_STRIP_KM:
        raise ChoiceError(N_("'{text}' is no shift of the front; write whose ground would pass to the other "
                             "side and the kilometres, such as ukraine-5 or russia-2.5."), text=text[:SHOWN])
    return FrontShift(Whose(found[1]), km)


def write_front_shift(shift: FrontShift) -> str:
    return f"{shift.whose}-{f'{shift.km:.{DECIMALS}f}'.rstrip('0').rstrip('.')}"
