"""The provenance of a figure: its inputs with dates, the rules behind it, and the reason for its range.

`layers.html.provenance` puts it into words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from geo.control.origin import RECORD_KINDS, Origin, OriginKind
from geo.errors import N_
from geo.outcomes.figures import FIGURES_CHANGED
from geo.outcomes.outcome import Outcome
from geo.plans.rule import Rule
from geo.plans.scenario import Scenario
from geo.schema import OBSERVERS
from geo.world import World, other_origin
from geo.zones.ground import Ground


class Given(StrEnum):
    """What a source provides."""

    HELD_SETTLEMENTS = "held_settlements"
    HELD_GROUND = "held_ground"
    BORDERS = "borders"
    SHORES = "shores"
    RESERVOIR_BED = "reservoir_bed"
    POSITIONS = "positions"
    POPULATION_TOTALS = "population_totals"
    POPULATION_WEIGHTS = "population_weights"
    OTHER_WEIGHTS = "other_weights"


class RangeReason(StrEnum):
    """Why a figure has or lacks a range."""

    OVER_LINES = "over_lines"
    OVER_OBSERVERS = "over_observers"
    NO_LINE_NEAR = "no_line_near"
    BELOW_UNIT = "below_unit"
    NOT_ASKED = "not_asked"
    NOT_MEASURED = "not_measured"


LENGTH = "length_km"
"""The measure of the line of contact; the other measures are those of zones."""


@dataclass(frozen=True)
class Input:
    """A source of a figure: what it provides, its date, publisher and licence."""

    gives: Given
    as_of: str
    title: str
    url: str | None
    licence: str
    file: str | None


@dataclass(frozen=True)
class ObserverRange:
    """The part of a range that rests on one observer: the front moved both ways on its line of the day."""

    observer: OriginKind
    low: float
    high: float


@dataclass(frozen=True)
class Explanation:
    """The provenance of one figure.

    `measure` is 'area_km2', 'people' or LENGTH. `low` and `high` are the range with the front moved by
    `margin_km`, and `range` is the reason for it. `rules` are the plan's rules behind the figure, and
    `observers` the parts of a range that is over two observers.
    """

    measure: str
    value: float
    low: float
    high: float
    range: RangeReason
    margin_km: float
    inputs: tuple[Input, ...]
    rules: tuple[Rule, ...]
    data_version: str
    figures_changed: str
    observers: tuple[ObserverRange, ...] = ()


def _input(sources: Mapping[str, Mapping[str, str]], name: str, gives: Given, as_of: str,
           file: str) -> Input:
    source = sources[name]
    return Input(gives, as_of, source["title"], source["url"], source["licence"], file)


FILES_OF_LINES = {OriginKind.RECORD: "data/control/changes.csv",
                  OriginKind.SECOND_RECORD: "data/control/liveuamap.csv",
                  OriginKind.DATED_FILE: "data/boundaries/control/{file}"}
"""The file with the data of a line in this project, by origin; other lines have none."""


def lines_behind(ground: Ground, world: World, *plans: Scenario | None,
                 ranged: bool = True) -> tuple[tuple[date, Origin], ...]:
    """Return all lines behind a figure and its range, with their days.

    They are the line shown, the line compared with, the other observer's line of the same days if the ranges
    are over two observers, and the lines of plans' reference dates. `ranged` is false for a figure without
    a range.
    """
    lines = [line for line in (ground.control, ground.second) if line is not None]
    shown = [(line.on, line.origin) for line in lines]
    if ranged and ground.observers > 1:
        shown += [(line.on, origin) for line in lines if (origin := other_origin(world, line)) is not None]
    days = sorted({plan.reference_date for plan in plans if plan and plan.reference_date})
    return tuple(dict.fromkeys([*shown, *((day, world.origin_on(day)) for day in days)]))


def _line(on: date, origin: Origin) -> Input:
    """Describe a line of contact as an input."""
    recorded = origin.kind in RECORD_KINDS
    path = FILES_OF_LINES.get(origin.kind, "").format(file=origin.file)
    return Input(Given.HELD_SETTLEMENTS if recorded else Given.HELD_GROUND, on.isoformat(),
                 origin.title, origin.url, origin.licence, path or None)


def inputs_of(outcome: Outcome, world: World, measure: str) -> tuple[Input, ...]:
    """Return the sources of an area, a number of people or the length of the line of contact."""
    sources = world.sources
    lines = lines_behind(outcome.ground, world, outcome.scenario, ranged=measure != LENGTH)
    drawn_from_settlements = any(origin.kind in RECORD_KINDS for _, origin in lines)
    told = [_line(*line) for line in lines]
    drawn = _input(sources, "geoboundaries", Given.BORDERS, "2023-06",
                   "data/boundaries/regions.geojson")
    shores = _input(sources, "gshhg", Given.SHORES, "2017-06", "data/boundaries/regions.geojson")
    bed = _input(sources, "natural-earth", Given.RESERVOIR_BED, "2022-05",
                 "data/boundaries/held_by_nobody.geojson")
    spots = _input(sources, "ocha", Given.POSITIONS, "2026-02", "data/places/places.csv")
    if measure != "people":
        return (*told, drawn, shores, *((bed, spots) if drawn_from_settlements else ()))
    return (
        *told, spots,
        _input(sources, "sssu", Given.POPULATION_TOTALS,
               N_("2022-01-01 (Crimea, Sevastopol 2014-01-01)"), "data/places/places.csv"),
        _input(sources, "cec", Given.POPULATION_WEIGHTS, "2019",
               "data/places/places.csv"),
        _input(sources, "geonames", Given.OTHER_WEIGHTS, "2022",
               "data/places/places.csv"),
    )


def range_reason(low: float, high: float, ground: Ground) -> RangeReason:
    """Return why a figure has or lacks a range."""
    if ground.margin_km == 0:
        return RangeReason.NOT_ASKED
    if low == high:
        return RangeReason.NO_LINE_NEAR
    return RangeReason.OVER_OBSERVERS if ground.observers > 1 else RangeReason.OVER_LINES


def observer_ranges(ground: Ground, world: World, measure: str,
                    zones: pd.DataFrame) -> tuple[ObserverRange, ...]:
    """Return the parts of the range of a sum, one per observer; none if the range is over one line.

    Parameters
    ----------
    ground, world
        The data that the zones were measured on.
    measure
        'area_km2' or 'people'.
    zones
        The zones that are summed, with the columns of `Ground.table`.

    Returns
    -------
    tuple
        The observer whose line is drawn, then the other one. The lowest `low` and the highest `high` are
        those of the figure.
    """
    other = other_origin(world, ground.control) if ground.observers > 1 else None
    if other is None:
        return ()
    ranges = []
    for origin, variants in zip((ground.control.origin, other), OBSERVERS, strict=True):
        sums = [float(zones[measure + variant].sum()) for variant in variants]
        ranges.append(ObserverRange(origin.kind, round(min(sums), 2), round(max(sums), 2)))
    return tuple(ranges)


def explain(outcome: Outcome, world: World, measure: str, numbers: Mapping[str, float],
            rules: tuple[int, ...] = (), zones: pd.DataFrame | None = None) -> Explanation:
    """Return the provenance of an area or a number of people.

    Parameters
    ----------
    outcome, world
        The data that the figure was computed from.
    measure
        'area_km2' or 'people'.
    numbers
        The figure with its range: keys `measure`, and `measure` with the suffixes `_low` and `_high`.
    rules
        Positions of the plan's rules behind the figure.
    zones
        The zones that the figure is the sum of, for the part of each observer in its range.
    """
    value, low, high = (round(float(numbers[measure + end]), 2) for end in ("", "_low", "_high"))
    return Explanation(
        measure=measure, value=value, low=low, high=high,
        range=range_reason(low, high, outcome.ground),
        margin_km=outcome.ground.margin_km,
        inputs=inputs_of(outcome, world, measure),
        rules=tuple(outcome.scenario.rules[number] for number in rules),
        data_version=world.version,
        figures_changed=FIGURES_CHANGED,
        observers=() if zones is None or low == high else observer_ranges(
            outcome.ground, world, measure, zones),
    )


def explain_contact(outcome: Outcome, world: World) -> Explanation:
    """Return the provenance of the length of the line of contact."""
    length = round(outcome.ground.contact_km, 1)
    return Explanation(
        measure=LENGTH, value=length, low=length, high=length, range=RangeReason.NOT_MEASURED,
        margin_km=outcome.ground.margin_km, inputs=inputs_of(outcome, world, LENGTH), rules=(),
        data_version=world.version, figures_changed=FIGURES_CHANGED,
    )
