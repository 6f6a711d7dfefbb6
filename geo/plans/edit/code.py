"""Encoding a draft as a short readable text for addresses, with only the changes.

`1~us-28-point~frozen.14r.09r~recognised.de_jure.43r~buffer.15~ref.2022-02-23~name.My_20plan` means:
version 1; the edited plan; Russian-held parts of Donetsk (UA-14) and Luhansk frozen; Russian-held Crimea
recognised de jure; a buffer of 15 km on both sides of the line of contact; the reference date; the name,
with `_20` for a space. `14ru` is ground that Russia holds and Ukraine held on the reference date.
`buffer.10-5` is 10 km deep on the Ukrainian side and 5 km on the other, `buffer.10-5.plan` the same along
the line that the plan would leave, and `border.10-0.by.ru` a strip along the border with Belarus and
Russia; each may be repeated. `buffer.0` means no buffer. `wall` is a wall along the line of contact,
`wall.plan` one along the line that the plan would leave. `site.ukraine.kakhovka-dam.kherson-port` are sites
under Ukrainian control, `site.silent.kinburn-spit` one that the plan says nothing of. All characters are safe
in a URL.
"""

import re
from datetime import date
from operator import itemgetter

from geo.control.dates import Period, known_day
from geo.plans.custom import clean_name
from geo.plans.decision_table import Condition, Disposition
from geo.plans.edit.code_parts import (
    BORDER,
    BUFFER,
    LETTERS,
    SHOWN,
    SITE,
    WALL,
    WITHIN,
    band_code,
    disposition_code,
    fault,
    line_code,
    read_band,
    read_disposition,
    read_line,
    read_sites,
    site_codes,
)
from geo.plans.edit.draft import Draft, linked, ordered, scenario_of
from geo.plans.edit.sites import SiteDecision
from geo.plans.library import DEFAULT_PLAN, Library
from geo.plans.overlay import Band, Baseline
from geo.plans.scenario import Group, Scenario

VERSION = "1"
LONGEST = 2000
PART = "~"
DAY, NAME = "ref", "name"

SAFE = re.compile(r"[A-Za-z0-9._~-]+", re.ASCII)
PLAN = re.compile(r"[a-z0-9][a-z0-9-]{1,39}", re.ASCII)
LETTER = re.compile(rb"_([0-9a-f]{2})")
PLAIN = re.compile(rb"[^A-Za-z0-9-]")


def draft_code(draft: Draft) -> str:
    """Encode a draft as text; `parse_draft` is the inverse."""
    parts = [VERSION, draft.base]
    alike: dict[Disposition, list[str]] = {}
    for condition, disposition in draft.changes:
        held = LETTERS[condition.holder] + (LETTERS[condition.before] if condition.before else "")
        alike.setdefault(disposition, []).append(condition.region.removeprefix("UA-") + held)
    parts += [WITHIN.join([*disposition_code(disposition), *conditions])
              for disposition, conditions in alike.items()]
    if draft.bands is not None:
        parts += [band_code(band) for band in draft.bands] or [f"{BUFFER}{WITHIN}0"]
    parts += [WITHIN.join([WALL, *line_code(line)]) for line in draft.walls or ()]
    parts += site_codes(draft.sites)
    if draft.reference_date is not None:
        parts.append(f"{DAY}{WITHIN}{draft.reference_date.isoformat()}")
    if draft.name:
        coded = PLAIN.sub(lambda found: b"_%02x" % found[0][0], draft.name.encode("utf-8"))
        parts.append(f"{NAME}{WITHIN}{coded.decode('ascii')}")
    return PART.join(parts)


def parse_draft(code: str) -> Draft:
    """Decode a draft from untrusted text, without checking that its plan and reference date exist.

    Raises
    ------
    DraftError
        If the text is too long, of another version, or malformed.
    """
    if len(code) > LONGEST:
        raise fault("long", most=LONGEST)
    if not SAFE.fullmatch(code):
        raise fault("letters")
    version, *parts = code.split(PART)
    if version != VERSION:
        raise fault("version", version=VERSION)
    if not parts or not PLAN.fullmatch(parts[0]):
        raise fault("base")
    changes: dict[Condition, Disposition] = {}
    named: dict[str, str] = {}
    bands: list[Band] | None = None
    walls: list[Baseline] = []
    sites: list[SiteDecision] = []
    for part in parts[1:]:
        kind, _, text = part.partition(WITHIN)
        if kind in (BUFFER, BORDER):
            bands = [*(bands or []), read_band(kind, text)]
            continue
        if kind == WALL:
            walls.append(read_line([text] if text else [], WALL))
            continue
        if kind == SITE:
            sites += read_sites(text)
            continue
        if kind in (DAY, NAME):
            if kind in named:
                raise fault("twice", kind=kind)
            named[kind] = text
            continue
        disposition, conditions = read_disposition(part)
        twice = [condition.region for condition in conditions if condition in changes]
        if twice or len(set(conditions)) < len(conditions):
            raise fault("again", region=[*twice, conditions[0].region][0])
        changes |= dict.fromkeys(conditions, disposition)
    return Draft(parts[0], ordered(changes), _bands(bands), _day(named), _name(named), tuple(walls) or None,
                 tuple(sorted(sites, key=itemgetter(0))))


def read_draft(code: str, library: Library, regions: frozenset[str], periods: tuple[Period, ...]) -> Draft:
    """Decode a draft from text and check it against the library and the recorded days.

    Raises
    ------
    DraftError
        If it cannot be read, or contains something no plan can express.
    UnknownScenario
        If the edited plan is not in the library.
    DateError
        If the line of contact on its reference date is not known.
    """
    draft = parse_draft(code)
    base = library[draft.base]
    scenario_of(draft, base, regions)
    for site, _control in draft.sites:
        if library.sites is not None and site not in library.sites:
            raise fault("no_site", site=site[:SHOWN])
    if draft.reference_date is not None:
        known_day(draft.reference_date, periods)
    return draft


def code_of(plan: Scenario, library: Library, regions: frozenset[str]) -> str:
    """Encode a reader's own plan for an address; only effects, overlays, date and name survive.

    Parameters
    ----------
    plan
        A plan made from a draft, or read from a reader's file.
    library
        The shipped plans, one of which becomes the base; readers' own plans in it are ignored.
    regions
        All region ids.
    """
    shipped = {name: other for name, other in library.plans.items() if other.group is not Group.OWN}
    default = DEFAULT_PLAN if DEFAULT_PLAN in shipped else next(iter(shipped))
    return draft_code(linked(Draft(plan.id), plan, shipped, default, regions))


def _bands(bands: list[Band] | None) -> tuple[Band, ...] | None:
    """Return the bands; a single buffer without depth means that there are none."""
    if bands is None or any(not band.is_empty for band in bands) or len(bands) > 1:
        return None if bands is None else tuple(bands)
    return ()


def _day(named: dict[str, str]) -> date | None:
    if DAY not in named:
        return None
    try:
        day = date.fromisoformat(named[DAY])
    except ValueError:
        raise fault("no_date") from None
    if day.isoformat() != named[DAY]:
        raise fault("unwritten")
    return day


def _name(named: dict[str, str]) -> str:
    if NAME not in named:
        return ""
    coded = named[NAME].encode("ascii")
    try:
        name = LETTER.sub(lambda found: bytes([int(found[1], 16)]), coded).decode("utf-8")
    except ValueError:
        name = ""
    if not name or len(LETTER.findall(coded)) != coded.count(b"_") or name != clean_name(name):
        raise fault("name")
    return name
