"""Where a figure comes from: its inputs, their dates, the formula in words, and why it has a range."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from geo.control.origin import Origin, OriginKind
from geo.outcomes.figures import FIGURES_CHANGED, ROW_KEYS, tally
from geo.outcomes.outcome import Outcome
from geo.plans.scenario import Scenario
from geo.translatable import N_
from geo.world import World
from geo.zones.ground import Ground

AREA_FORMULA = N_(
    "Sum of the geodesic areas (WGS 84) of the zones: the regions cut along the line of contact, "
    "measured on full shapes."
)
PEOPLE_FORMULA = N_(
    "Sum of the reference-year population of the settlements in the zones; never a share of area."
)
CONTACT_FORMULA = N_(
    "Geodesic length (WGS 84) of the borders between zones of different holders; coast and "
    "international border do not count."
)
RANGE_WHY = N_(
    "The least and the most over three lines: as drawn, and with the front moved {km} km either way. "
    "Coast, borders and the line along the Dnipro are not moved. Errors of the sources are not in it."
)
NO_RANGE_WHY = N_(
    "No range: no line runs here, or it is a coast, a border or the Dnipro, which are not moved, or "
    "no settlement lies within {km} km of it. Errors of the sources remain."
)
STILL_WHY = N_("No range was asked for: the line is taken as drawn.")
LENGTH_WHY = N_(
    "No range: a moved line is not measured. The length depends on how finely a line is drawn."
)


@dataclass(frozen=True)
class Input:
    """One source of a figure: what it gives, as of when, from whom, on which terms."""

    gives: str
    as_of: str
    title: str
    url: str | None
    licence: str
    file: str | None


@dataclass(frozen=True)
class Explanation:
    """How one figure came about.

    `range` says why `low` and `high` are what they are; its '{km}' stands for `margin_km`.
    """

    figure: str
    unit: str
    value: float
    low: float
    high: float
    formula: str
    range: str
    margin_km: float
    inputs: tuple[Input, ...]
    clauses: tuple[str, ...]
    data_version: str
    figures_changed: str

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "range": self.range.format(km=f"{self.margin_km:g}")}


def _input(sources: Mapping[str, Mapping[str, str]], name: str, gives: str, as_of: str,
           file: str) -> Input:
    source = sources[name]
    return Input(gives, as_of, source["title"], source["url"], source["licence"], file)


FILES_OF_LINES = {OriginKind.RECORD: "data/control/changes.csv",
                  OriginKind.DATED_FILE: "data/boundaries/control/{file}"}
"""Where the data behind a line is in this project, if it is there."""


def lines_behind(ground: Ground, world: World, *plans: Scenario | None) -> tuple[tuple[date, Origin], ...]:
    """The lines that figures rest on, each with its day: the line shown, a second, those plans refer to."""
    shown = [(line.on, line.origin) for line in (ground.control, ground.second) if line is not None]
    days = sorted({plan.reference_date for plan in plans if plan and plan.reference_date})
    return tuple(dict.fromkeys([*shown, *((day, world.origin_on(day)) for day in days)]))


def _line(on: date, origin: Origin) -> Input:
    """A line of contact as an input."""
    recorded = origin.kind is OriginKind.RECORD
    path = FILES_OF_LINES.get(origin.kind, "").format(file=origin.file)
    return Input("who holds which settlement" if recorded else "who holds which ground", on.isoformat(),
                 origin.title, origin.url, origin.licence, path or None)


def inputs_of(outcome: Outcome, world: World, measure: str) -> tuple[Input, ...]:
    """The sources behind areas, people or the length of the line."""
    sources = world.sources
    lines = lines_behind(outcome.ground, world, outcome.scenario)
    drawn_from_settlements = any(origin.kind is OriginKind.RECORD for _, origin in lines)
    told = [_line(*line) for line in lines]
    drawn = _input(sources, "natural-earth", "borders of the regions", "edition of 2020",
                   "data/boundaries/regions.geojson")
    spots = _input(sources, "ocha", "where settlements are", "2026-02", "data/places/places.csv")
    if measure != "people":
        return (*told, drawn, spots) if drawn_from_settlements else (*told, drawn)
    return (
        *told, spots,
        _input(sources, "sssu", "totals of hromadas and towns",
               "2022-01-01 (Crimea, Sevastopol 2014-01-01)", "data/places/places.csv"),
        _input(sources, "cec", "weights of villages and city parts", "2019",
               "data/places/places.csv"),
        _input(sources, "geonames", "weights where there was no roll", "2022",
               "data/places/places.csv"),
    )


def range_why(low: float, high: float, margin_km: float) -> str:
    """Why a figure has a range, or none; '{km}' stands for the margin."""
    if margin_km == 0:
        return STILL_WHY
    return NO_RANGE_WHY if low == high else RANGE_WHY


def explain(outcome: Outcome, world: World, figure: str, measure: str,
            numbers: Mapping[str, float], rules: tuple[int, ...] = ()) -> Explanation:
    """Explain one area or one number of people.

    Parameters
    ----------
    outcome, world
        What the figure was computed from.
    figure
        What it counts, in words.
    measure
        'area_km2' or 'people'.
    numbers
        With `measure`, `measure_low` and `measure_high`.
    rules
        Positions of the plan's rules that the figure rests on.
    """
    value, low, high = (round(float(numbers[measure + end]), 2) for end in ("", "_low", "_high"))
    why = range_why(low, high, outcome.ground.margin_km)
    texts = (outcome.scenario.rules[number] for number in rules)
    return Explanation(
        figure=figure,
        unit="km²" if measure == "area_km2" else "people in the reference year",
        value=value, low=low, high=high,
        formula=AREA_FORMULA if measure == "area_km2" else PEOPLE_FORMULA,
        range=why,
        margin_km=outcome.ground.margin_km,
        inputs=inputs_of(outcome, world, measure),
        clauses=tuple(f"{rule.clause} ({rule.confidence})" for rule in texts),
        data_version=world.version,
        figures_changed=FIGURES_CHANGED,
    )


def explain_contact(outcome: Outcome, world: World) -> Explanation:
    """Explain the length of the line of contact."""
    length = round(outcome.ground.contact_km, 1)
    return Explanation(
        figure="line of contact", unit="km", value=length, low=length, high=length,
        formula=CONTACT_FORMULA, range=LENGTH_WHY, margin_km=outcome.ground.margin_km,
        inputs=inputs_of(outcome, world, "length"),
        clauses=(), data_version=world.version, figures_changed=FIGURES_CHANGED,
    )


def explain_all(outcome: Outcome, world: World) -> list[dict[str, Any]]:
    """Every row's area and people, then the line: what `cli.py figures --explain` adds."""
    result: list[dict[str, Any]] = []
    keys = list(ROW_KEYS)
    behind = outcome.table.groupby(keys)["rule"].agg(lambda rules: sorted(set(rules)))
    for row in tally(outcome.table).to_dict("records"):
        name = f"{row['region']}, {row['status']}, held by {row['holder']}"
        result += [
            explain(outcome, world, f"{measure} of {name}", measure, row,
                    tuple(behind[tuple(row[key] for key in keys)])).as_dict()
            for measure in ("area_km2", "people")
        ]
    return [*result, explain_contact(outcome, world).as_dict()]
