"""The addresses of data: which question a path below `data/` asks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.control.dates import DEFAULT_DAY, WRITTEN, Period, read_day
from geo.errors import N_, FormatError, GeoError, UnknownScenario
from geo.plans.library import TODAY, Library
from layers.bundle.registry import EXPORTS, SHAPES, TABLE

FOLDER = "data"
"""The folder of all data, on a server and on a static site."""
ALL, LINE, HISTORY = "all", "line", "history"
"""Folders beside those of plans, and the name of a file beside the days of a plan."""
JSON, CSV, GEOJSON = "json", "csv", "geojson"
MAX_LENGTH = 120
"""The longest address below `data/`, in characters."""
SHOWN = 40  # characters of an address that a message may repeat
PATH = re.compile(r"(?:([a-z0-9-]+)/)?([a-z0-9-]+)\.([a-z0-9-]+)", re.ASCII)


class AddressError(GeoError):
    """An address that is none of data, whatever the plans and days are."""


class Kind(StrEnum):
    """What an address is about."""

    INDEX = "index"
    PLANS = "plans"
    DATES = "dates"
    CHANGES = "changes"
    CORRECTIONS = "corrections"
    DAY = "day"
    ALL = "all"
    LINE = "line"
    HISTORY = "history"


EXPORTED: tuple[str, ...] = tuple(name for name, export in EXPORTS.items()
                                  if export.group in (SHAPES, TABLE))
"""The formats of shapes and tables, which every plan has on every day."""

TOGETHER = ("gpkg", "parquet")
"""The formats of the shapes of all plans in one file, of 15 to 20 MB."""

FORMATS: dict[Kind, tuple[str, ...]] = {
    Kind.INDEX: (JSON,),
    Kind.PLANS: (JSON,),
    Kind.DATES: (JSON,),
    Kind.CHANGES: ("atom",),
    Kind.CORRECTIONS: (JSON,),
    Kind.DAY: (*EXPORTED, JSON),
    Kind.ALL: (CSV, *TOGETHER),
    Kind.LINE: (GEOJSON,),
    Kind.HISTORY: (JSON, CSV),
}
"""The formats of each kind, which are the ends of its addresses."""

SINGLE = (Kind.INDEX, Kind.PLANS, Kind.DATES, Kind.CHANGES, Kind.CORRECTIONS)
"""Kinds with one file each, named as the kind."""


@dataclass(frozen=True)
class Question:
    """One question that has an address; `plan` and `on` count where the kind needs them."""

    kind: Kind
    format: str
    plan: str = ""
    on: date = DEFAULT_DAY

    @property
    def path(self) -> str:
        """The address below `data/`."""
        if self.kind in SINGLE:
            return f"{self.kind.value}.{self.format}"
        name = HISTORY if self.kind is Kind.HISTORY else self.on.isoformat()
        folder = self.kind.value if self.kind in (Kind.ALL, Kind.LINE) else self.plan
        return f"{folder}/{name}.{self.format}"


def read_path(path: str, library: Library, periods: tuple[Period, ...]) -> Question:
    """Read an address below `data/`.

    Raises
    ------
    AddressError
        If it has not the form of one, or the day is not written as one.
    UnknownScenario, DateError, FormatError
        If there is no such plan, day or format.
    """
    found = PATH.fullmatch(path) if len(path) <= MAX_LENGTH else None
    if found is None:
        raise AddressError(N_("That is no address of data; they are like "
                              "data/us-28-point/2025-11-21.csv, and data/index.json lists them."))
    folder, name, suffix = found.groups()
    if folder is None:
        kind = next((kind for kind in SINGLE if kind.value == name), None)
        if kind is None:
            raise AddressError(N_("There is no data called '{name}'; data/index.json lists all."),
                               name=name[:SHOWN])
        return Question(kind, _format(kind, suffix))
    if folder not in (ALL, LINE, TODAY) and folder not in library.plans:
        raise UnknownScenario(N_("There is no plan '{folder}'; data/plans.json lists them."),
                              folder=folder[:SHOWN])
    if name == HISTORY and folder not in (ALL, LINE):
        return Question(Kind.HISTORY, _format(Kind.HISTORY, suffix), folder)
    if not WRITTEN.fullmatch(name):
        raise AddressError(N_("'{name}' is no day; write it as 2025-11-21."), name=name[:SHOWN])
    kind = {ALL: Kind.ALL, LINE: Kind.LINE}.get(folder, Kind.DAY)
    format_ = _format(kind, suffix)
    if folder == TODAY and format_ == JSON:
        raise FormatError(N_("'{today}' is the line of contact without a plan; figures by status need "
                             "one."), today=TODAY)
    return Question(kind, format_, folder if kind is Kind.DAY else "", read_day(name, periods))


def _format(kind: Kind, suffix: str) -> str:
    if suffix not in FORMATS[kind]:
        raise FormatError(N_("There is no '{suffix}' of this; there are {formats}."), suffix=suffix[:SHOWN],
                          formats=', '.join(FORMATS[kind]))
    return suffix


def questions(plans: Sequence[str], on: date, formats: Sequence[str]) -> Iterator[Question]:
    """Yield what a static site has: every plan on its day, and histories as totals of all days.

    Histories by region are left out: ten megabytes for each plan.

    Parameters
    ----------
    plans
        Ids of plans, or TODAY.
    on
        The day.
    formats
        Ids of the formats of shapes and tables that are wanted.
    """
    for kind in SINGLE:
        yield Question(kind, FORMATS[kind][0])
    yield Question(Kind.LINE, GEOJSON, on=on)
    if any(plan != TODAY for plan in plans):
        yield from (Question(Kind.ALL, name, on=on) for name in FORMATS[Kind.ALL]
                    if name == CSV or name in formats)
    for plan in plans:
        yield Question(Kind.HISTORY, JSON, plan)
        for name in FORMATS[Kind.DAY]:
            if name in formats or (name == JSON and plan != TODAY):
                yield Question(Kind.DAY, name, plan, on)
