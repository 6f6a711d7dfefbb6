"""The parts of a draft's code that say what happens to ground and sites, and what is laid over it."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from geo.errors import DraftError, Value
from geo.plans.decision_table import Condition, Disposition
from geo.plans.edit.reasons import UNREAD, reason
from geo.plans.edit.sites import SiteDecision
from geo.plans.overlay import Band, Baseline, Neighbour
from geo.plans.rule import Level, levels_of
from geo.plans.site_clause import SiteControl
from geo.status import Holder, Status

WITHIN = "."
BUFFER, BORDER, WALL, SITE = "buffer", "border", "wall", "site"
PLAN_LINE = "plan"
SILENT = "silent"
SHOWN = 40

LETTERS = {Holder.UKRAINE: "u", Holder.RUSSIA: "r"}
HOLDERS = {letter: holder for holder, letter in LETTERS.items()}

SITE_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,39}", re.ASCII)
CELL = re.compile(r"(\d\d)([ur])([ur])?", re.ASCII)
KM = r"(\d{1,3}(?:\.\d{1,2})?)"
BAND = re.compile(rf"{KM}(?:-{KM})?((?:\.[a-z]+)*)", re.ASCII)


class CodeError(DraftError):
    """A code cannot be read. It says so of an address, and whoever got the code elsewhere says of what."""

    def __init__(self, why: str) -> None:
        super().__init__(UNREAD, why=why)
        self.why = why


def fault(name: str, **values: Value) -> DraftError:
    """Return the error that a code cannot be read, and why: the name of a reason and its values."""
    return CodeError(reason(name, **values))


@contextmanager
def read_from(template: str, **values: str) -> Iterator[None]:
    """Say what a code was read from: a template with a place for `why`, and its other values.

    Raises
    ------
    DraftError
        In place of a CodeError.
    """
    try:
        yield
    except CodeError as wrong:
        raise DraftError(template, why=wrong.why, **values) from None


def disposition_code(disposition: Disposition) -> list[str]:
    """Return the words of an effect; `read_disposition` reads them."""
    return [disposition.status.value, *([disposition.level.value] if disposition.level else [])]


def read_disposition(part: str) -> tuple[Disposition, list[Condition]]:
    """Parse a part into an effect and the conditions it applies to.

    Raises
    ------
    DraftError
        If it cannot be read.
    """
    status, *rest = part.split(WITHIN)
    level = rest.pop(0) if rest and rest[0] in set(Level) else None
    if status not in set(Status) or level not in levels_of(Status(status)) or not rest:
        raise fault("part", part=part[:SHOWN])
    conditions = []
    for text in rest:
        found = CELL.fullmatch(text)
        if not found:
            raise fault("cell", text=text[:SHOWN])
        number, holder, before = found.groups()
        conditions.append(Condition(f"UA-{number}", HOLDERS[holder], HOLDERS[before] if before else None))
    return Disposition(Status(status), Level(level) if level else None), conditions


def band_code(band: Band) -> str:
    """Encode a band as a part of a code, its kind first; `read_band` is the inverse."""
    depths = [f"{km:.2f}".rstrip("0").rstrip(".") for km in (band.depth_ukraine_km, band.depth_russia_km)]
    depth = depths[0] if band.is_symmetric else "-".join(depths)
    return WITHIN.join([BORDER if band.neighbours else BUFFER, depth, *line_code(band.line),
                        *(name.value.lower() for name in band.neighbours)])


def read_band(kind: str, text: str) -> Band:
    """Decode a buffer or border strip (BUFFER, BORDER) from what follows its kind in a code.

    Raises
    ------
    DraftError
        If it cannot be read.
    """
    found = BAND.fullmatch(text)
    if not found:
        raise fault("depth", kind=kind)
    ukraine, russia, words = found.groups()
    depths = float(ukraine), float(ukraine if russia is None else russia)
    names = words.split(WITHIN)[1:]
    if kind == BORDER:
        known = {name.value.lower(): name for name in Neighbour}
        if not names or not set(names) <= set(known):
            raise fault("border")
        return Band(Baseline.INTERNATIONAL_BORDER, *depths, tuple(known[name] for name in names))
    return Band(read_line(names, BUFFER), *depths)


def line_code(line: Baseline) -> list[str]:
    """Return the words that name a line; none for the line of contact."""
    return [PLAN_LINE] if line is Baseline.PLAN_LINE else []


def read_line(names: list[str], kind: str) -> Baseline:
    """Return the line named behind a buffer or wall; none means the line of contact.

    Raises
    ------
    DraftError
        If there is no such line.
    """
    if names not in ([], [PLAN_LINE]):
        raise fault("line", names=WITHIN.join(names)[:SHOWN], kind=kind)
    return Baseline.PLAN_LINE if names else Baseline.LINE_OF_CONTACT


def site_codes(sites: Iterable[SiteDecision]) -> list[str]:
    """Return a part of a code for each decision that sites share; `read_sites` is the inverse."""
    alike: dict[str, list[str]] = {}
    for site, control in sites:
        alike.setdefault(control.value if control else SILENT, []).append(site)
    return [WITHIN.join([SITE, word, *alike[word]]) for word in (*SiteControl, SILENT) if word in alike]


def read_sites(text: str) -> list[SiteDecision]:
    """Decode what follows SITE in a part of a code, without checking that there are such sites.

    Raises
    ------
    DraftError
        If it cannot be read.
    """
    word, *sites = text.split(WITHIN)
    if word not in (*SiteControl, SILENT) or not sites:
        raise fault("site", part=text[:SHOWN])
    for site in sites:
        if not SITE_ID.fullmatch(site):
            raise fault("no_site", site=site[:SHOWN])
    return [(site, None if word == SILENT else SiteControl(word)) for site in sites]
