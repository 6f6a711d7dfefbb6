"""Schemas of the tables passed between packages, and a function that checks a table against one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.errors import N_, TableError, Words
from geo.status import Holder, Side, Status
from geo.tables import joined

MEASURES = ("area_km2", "people")
"""Area in geodesic square kilometres, and residents in the reference year."""

VARIANTS = ("", "_wider", "_narrower", "_other_wider", "_other_narrower")
"""Suffixes of a measure: on the line as drawn, with Russian-held ground wider and narrower, and the same
two on the other observer's line of the day. Without another observer the last two repeat those before."""

OBSERVERS = (VARIANTS[:3], VARIANTS[3:])
"""The variants of the observer whose line is drawn, and of the other one."""

RANGES = ("", "_low", "_high")
"""Suffixes of a figure: on the line as drawn, and the minimum and maximum over all VARIANTS."""


class EventSource(StrEnum):
    """What an event of the record is read off; `data/sources.toml` names each code."""

    RAIONS = "R"
    """Raions outside government control before the full-scale invasion."""
    LIVEUAMAP = "L"
    TOWN_TABLE = "W"
    """Wikipedia's table of towns, for a few places that the map of L draws wrongly."""
    DEEPSTATE = "D"


LATE = frozenset({EventSource.LIVEUAMAP, EventSource.TOWN_TABLE})
"""Sources whose dates may be late by some days."""


class Kind(StrEnum):
    """The type of the values in a column."""

    TEXT = "text"
    REAL = "a number"
    WHOLE = "a whole number"
    DAY = "a date"
    SHAPE = "a geometry"


KIND_WORDS = {Kind.TEXT: N_("text"), Kind.REAL: N_("a number"), Kind.WHOLE: N_("a whole number"),
              Kind.DAY: N_("a date"), Kind.SHAPE: N_("a geometry")}


@dataclass(frozen=True)
class Column:
    """A column: its type, allowed values, whether values may be missing, and the minimum."""

    kind: Kind
    among: frozenset[str] | None = None
    missing: bool = False
    least: float | None = None


@dataclass(frozen=True)
class Schema:
    """A table: the name of its index, its required and its optional columns."""

    name: str
    index: str | None
    columns: Mapping[str, Column]
    optional: Mapping[str, Column] = field(default_factory=dict)


def _among(members: type[StrEnum]) -> Column:
    return Column(Kind.TEXT, frozenset(member.value for member in members))


TEXT, AREA, PEOPLE = Column(Kind.TEXT), Column(Kind.REAL, least=0), Column(Kind.WHOLE, least=0)
COORDINATE = Column(Kind.REAL)
HOLDER = _among(Holder)


def _measured(suffixes: tuple[str, ...]) -> dict[str, Column]:
    return {measure + suffix: AREA if measure == "area_km2" else PEOPLE
            for measure in MEASURES for suffix in suffixes}


ZONES = Schema("zones", "zone", {"region": TEXT, "holder": HOLDER, **_measured(VARIANTS)},
               {"second": HOLDER})
"""`Ground.table`; `second` is the holder on the second line, if two lines are compared."""

STATUSES = Schema("zones with their statuses", "zone", {
    **ZONES.columns, "rule": PEOPLE, "status": _among(Status), "side": _among(Side), "piece": TEXT,
}, {**ZONES.optional, "before": HOLDER})
"""`Outcome.table`; `before` is the holder on the plan's reference date, if it has one."""

OVERLAY = Schema("overlay", "zone", {
    "region": TEXT, "holder": HOLDER, **_measured(VARIANTS), "geometry": Column(Kind.SHAPE, missing=True),
}, {"before": HOLDER})
"""`OverlayGround.table`: the part of each zone in an overlay, with its shape on the line as drawn."""

FIGURES = Schema("figures", None, {
    "region": TEXT, "status": _among(Status), "holder": HOLDER, **_measured(RANGES),
})
"""The result of `tally` by region, status and holder."""

EVENTS = Schema("events", None, {
    "date": Column(Kind.DAY), "place": TEXT, "held_by": HOLDER, "source": _among(EventSource),
})
"""`Record.changes`: from the end of a day on, a settlement is held by somebody."""

POINTS = Schema("control points", "place", {
    "name_en": TEXT, "name_uk": TEXT, "region": TEXT, "lon": COORDINATE, "lat": COORDINATE, "x_m": COORDINATE,
    "y_m": COORDINATE,
})
"""Settlements whose people are counted elsewhere (`load_points`): no column has people."""


def check(table: pd.DataFrame, schema: Schema) -> None:
    """Check a table against a schema.

    Parameters
    ----------
    table
        Any table.
    schema
        The expected schema; columns that it does not list are faults as well.

    Raises
    ------
    TableError
        With every fault: missing or unknown columns, an index that has another name or repeated values,
        and columns with invalid values.
    """
    known = {**schema.columns, **schema.optional}
    faults: list[str] = [Words(N_("column '{name}' is missing"), name=name)
                         for name in schema.columns if name not in table]
    faults += [Words(N_("column '{name}' is unknown"), name=str(name)[:40])
               for name in table if name not in known]
    if schema.index is not None:
        if table.index.name != schema.index:
            faults.append(Words(N_("its index is '{name}', not '{index}'"), name=str(table.index.name),
                                index=schema.index))
        if not table.index.is_unique:
            faults.append(Words(N_("its index has a value twice")))
    for name, column in known.items():
        if name in table:
            faults += [Words(N_("'{name}' {fault}"), name=name, fault=words)
                       for words in _faults(table[name], column)]
    if faults:
        raise TableError(N_("{name}: {fault}"), name=schema.name, fault=joined(faults))


def _faults(values: pd.Series, column: Column) -> Iterator[str]:
    there = values[values.notna()]
    if len(there) < len(values) and not column.missing:
        yield Words(N_("has no value in some rows"))
    if not _fits(values, there, column.kind):
        yield Words(N_("holds what is not {kind}"), kind=Words(KIND_WORDS[column.kind]))
    elif column.among is not None and not there.isin(column.among).all():
        odd = min(map(str, set(there) - column.among))
        yield Words(N_("holds '{odd}', which is not in its list"), odd=odd[:40])
    elif column.least is not None and len(there) and there.min() < column.least:
        yield Words(N_("holds {value}, less than {least:g}"), value=there.min().item(), least=column.least)


def _fits(values: pd.Series, there: pd.Series, kind: Kind) -> bool:
    if kind is Kind.REAL:
        return pd.api.types.is_float_dtype(values)
    if kind is Kind.WHOLE:
        return pd.api.types.is_integer_dtype(values)
    wanted: dict[Kind, type[Any]] = {Kind.TEXT: str, Kind.DAY: date, Kind.SHAPE: BaseGeometry}
    return all(isinstance(value, wanted[kind]) for value in there)
