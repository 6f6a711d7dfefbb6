"""Interpretations as text: the effect of each on the figures, ranked by the change in net area."""

import math
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from geo.outcomes.figures import MIN_SHOWN_KM2, net_change, with_range
from geo.outcomes.outcome import Outcome
from geo.outcomes.sensitivity import MAX_DAYS, Kind
from geo.plans.interpretation import Interpretation, Option
from geo.plans.interpretations import chosen_of, plain_of
from geo.plans.scenario import Scenario, Source
from geo.status import Side
from layers.language import N_, Language
from layers.text.overlays import overlay_names
from layers.text.signed import signed_area, signed_people

NET = N_(
    "Net area: ground that Russia would withdraw from, less ground that Ukraine would withdraw from. What "
    "stays as it is, or is left open by the text, does not count."
)
NET_NOW = N_("As the map reads the plan, the net is {area} and {people} people.")
NET_RANGE = N_("As the map reads the plan, the net is {area} ({low} to {high}) and {people} people.")

MOVES: dict[Side, tuple[str, str]] = {
    Side.RETURNS: (N_("Russia would withdraw from {area} more ({people})"),
                   N_("Russia would withdraw from {area} less ({people})")),
    Side.LEAVES: (N_("Ukraine would withdraw from {area} more ({people})"),
                  N_("Ukraine would withdraw from {area} less ({people})")),
    Side.OPEN: (N_("{area} more would be left open ({people})"),
                N_("{area} less would be left open ({people})")),
    Side.STAYS_OUT: (N_("{area} more would stay under Russian military control ({people})"),
                     N_("{area} less would stay under Russian military control ({people})")),
    Side.KEEPS: (N_("{area} more would stay under Ukrainian control ({people})"),
                 N_("{area} less would stay under Ukrainian control ({people})")),
}
"""Phrases for a side with more ground, and with less."""

NUMBERS_SAY: dict[Side, tuple[str, str]] = {
    Side.RETURNS: (N_("Russia would withdraw from {area} more than the map measures"),
                   N_("Russia would withdraw from {area} less than the map measures")),
    Side.LEAVES: (N_("Ukraine would withdraw from {area} more than the map measures"),
                  N_("Ukraine would withdraw from {area} less than the map measures")),
    Side.OPEN: (N_("{area} more than the map measures would be left open"),
                N_("{area} less than the map measures would be left open")),
    Side.STAYS_OUT: (N_("{area} more than the map measures would stay under Russian military control"),
                     N_("{area} less than the map measures would stay under Russian military control")),
    Side.KEEPS: (N_("{area} more than the map measures would stay under Ukrainian control"),
                 N_("{area} less than the map measures would stay under Ukrainian control")),
}

LINE_LABELS: dict[Kind, str] = {
    Kind.WIDER: N_("Russian-held ground reaches {km} km further than the line as drawn"),
    Kind.NARROWER: N_("Russian-held ground ends {km} km before the line as drawn"),
    Kind.OVERLAY: N_("The Ukrainian-held part counts as ground that Ukraine would leave ({overlay})"),
}



@dataclass(frozen=True)
class Effect:
    """One assumption as text: what it is, who makes it, and its effect.

    `reading` and `option` are ids, empty where the assumption is about the line; of an overlay,
    `option` is its id; `published` says that it is a published number, which moves no ground; `share`
    is the difference as a part of the largest of its kind, from -1 to 1, for a bar.
    """

    reading: str
    option: str
    label: str
    question: str
    source: Source | None
    note: str
    net: str
    spread: str
    people: str
    sentence: str
    published: bool
    share: float


def effects(table: pd.DataFrame, outcome: Outcome, language: Language) -> list[Effect]:
    """Return every assumption of `geo.outcomes.sensitivity.sensitivity` as text, in the same order.

    Parameters
    ----------
    table
        From `sensitivity`.
    outcome
        The plan, with any interpretation, on the line of contact of the table.
    language
        The reader's.
    """
    scenario = plain_of(outcome.scenario)
    options = {(reading.id, option.id): (reading, option)
               for reading in scenario.readings for option in reading.options}
    most = table["area_km2"].abs().groupby(table["kind"] == Kind.FIGURE).max().fillna(0.0)
    return [_effect(row, options.get((row["reading"], row["option"])), scenario, outcome,
                    float(most[row["kind"] == Kind.FIGURE]), language)
            for row in table.to_dict("records")]


def _effect(row: Any, found: tuple[Interpretation, Option] | None, scenario: Scenario, outcome: Outcome,
            most: float, language: Language) -> Effect:
    say, area = language.text, row["area_km2"]
    unknown = math.isnan(area)
    low, high = row["area_km2_low"], row["area_km2_high"]
    ends = ("", "") if unknown else (signed_area(low, language), signed_area(high, language))
    source, label, question, note = None, "", "", ""
    if found is None:
        label = say(LINE_LABELS[Kind(row["kind"])], km=language.decimal(outcome.ground.margin_km),
                    overlay=overlay_names(outcome, language).get(row["option"], ""))
    else:
        reading, option = found
        label, question, note = say(option.label), say(reading.question), say(option.note)
        source = next(source for source in scenario.sources if source.id == option.source)
    return Effect(
        reading=row["reading"], option=row["option"], label=label, question=question, source=source,
        note=note,
        net="–" if unknown else signed_area(area, language),
        spread="" if ends[0] == ends[1] else language.span(ends[0], ends[1]),
        people="–" if math.isnan(row["people"]) else signed_people(row["people"], language),
        published=row["kind"] == Kind.FIGURE,
        sentence=_sentence(row, found[1] if found else None, language),
        share=0.0 if unknown or not most else area / most,
    )


def _sentence(row: Any, option: Option | None, language: Language) -> str:
    """Describe an assumption's effect on each side in one sentence."""
    say = language.text
    figure = option.figure if option else None
    if figure is not None and math.isnan(row["area_km2"]):
        return say(N_("Published for {day}; compared only with a line at most {days} days from then."),
                   day=language.day(figure.on), days=MAX_DAYS)
    words = MOVES if figure is None else NUMBERS_SAY
    # Moving the line changes every side slightly; only the ground that the plan affects is of interest.
    sides = (Side.RETURNS, Side.LEAVES, Side.OPEN) if row["kind"] in LINE_LABELS else tuple(Side)
    parts = []
    for side in sides:
        more, less = words[side]
        km2, people = row[f"{side.value}_km2"], row[f"{side.value}_people"]
        if abs(km2) >= MIN_SHOWN_KM2:
            parts.append(say(more if km2 > 0 else less, area=language.area(abs(km2)),
                             people="" if figure else _lived(abs(people), language)))
    if figure is not None:
        start = language.listed(parts) or say(N_("That is what the map measures"))
        return say(
            N_("{what}. It names no place, so the map does not change and no people are counted."),
            what=start[:1].upper() + start[1:],
        )
    if not parts:
        return say(N_("No ground would end up on another side."))
    listed = language.listed(parts)
    return f"{listed[:1].upper()}{listed[1:]}."


def _lived(people: float, language: Language) -> str:
    if not people:
        return language.text(N_("no recorded settlement"))
    return language.text(N_("{people} residents before 2022"), people=language.people(people))


def net_sentence(outcome: Outcome, language: Language) -> str:
    """State the net area of an outcome, with its range and people."""
    figures = with_range(net_change(outcome.table))
    values = {name: signed_area(figures[f"area_km2{end}"], language)
              for name, end in (("area", ""), ("low", "_low"), ("high", "_high"))}
    people = signed_people(figures["people"], language)
    if values["low"] == values["high"]:
        return language.text(NET_NOW, area=values["area"], people=people)
    return language.text(NET_RANGE, **values, people=people)


def reading_sentence(scenario: Scenario, language: Language) -> str:
    """Name the interpretations that differ from the default; empty if there are none."""
    chosen = chosen_of(scenario)
    if not chosen:
        return ""
    labels = {(reading.id, option.id): option.label
              for reading in scenario.readings for option in reading.options}
    options = [language.text(labels[pair]) for pair in chosen.items()]
    return language.text(N_("Interpretation: {labels}."), labels="; ".join(options))


def as_dict(table: pd.DataFrame, items: list[Effect], language: Language) -> list[dict[str, Any]]:
    """Return numbers and text of every assumption as plain values for JSON; None for a missing number."""
    rows = []
    for row, item in zip(table.to_dict("records"), items, strict=True):
        numbers = {str(name): None if isinstance(value, float) and math.isnan(value) else value
                   for name, value in row.items()}
        words = {name: value for name, value in asdict(item).items()
                 if name in ("label", "question", "note", "sentence")}
        source = item.source and {"publisher": language.text(item.source.publisher),
                                  "url": str(item.source.url or "")}
        rows.append(plain_numbers(numbers) | words | {"source": source})
    return rows


def plain_numbers(row: dict[str, Any]) -> dict[str, Any]:
    """Round areas to a hectare and people to whole numbers."""
    whole = {name: value for name, value in row.items() if name.startswith("people") or "_people" in name}
    return {**row, **{name: None if value is None else int(value) for name, value in whole.items()}}
