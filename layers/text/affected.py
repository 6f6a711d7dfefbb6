"""The settlements that a plan moves or leaves open: how many, and the largest by name."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.gazetteer.cities import KINDS
from geo.outcomes.figures import total
from geo.outcomes.outcome import Outcome
from geo.outcomes.settlements import settlements_in, settlements_of
from geo.status import Side
from geo.world import World
from layers.language import N_, Language
from layers.text.overlays import overlay_words
from layers.text.towns import counted
from layers.text.wording import SIDE_WORDS

MAX_NAMED = 18
"""How many settlements of one side are named; the rest are counted."""

NAMED_SIDES = (Side.LEAVES, Side.RETURNS, Side.OPEN)


@dataclass(frozen=True)
class Town:
    """One settlement: its name in the reader's language, its Ukrainian name if different, and people."""

    name: str
    ukrainian: str
    region: str
    people: str


@dataclass(frozen=True)
class Affected:
    """The settlements of one side: what happens, their number, population, and the largest by name.

    `more` says how many are not named; it is empty if all are.
    """

    label: str
    counts: str
    people: str
    towns: tuple[Town, ...]
    more: str


def affected(outcome: Outcome, world: World, names: dict[str, str], language: Language) -> list[Affected]:
    """Return the settlements of each side that a plan moves or leaves open, then of its overlays.

    Sides without settlements are left out. If a text assigns no ground at all, settlements are only
    counted, since a list of the country's largest cities would be meaningless.
    """
    rows, result = settlements_of(outcome, world), []
    whole = rows.groupby("settlement")["population"].sum()
    for side in NAMED_SIDES:
        part = rows[rows["side"] == side]
        silent = side is Side.OPEN and len(part) == len(rows)
        people = total(outcome.on_sides(side))["people"]
        if len(part):
            result.append(_block(language.text(SIDE_WORDS[side]), part, people, whole, names, language,
                                 most=0 if silent else MAX_NAMED))
    for item in outcome.bands:
        part = settlements_in(outcome, world, item.band)
        if len(part):
            label = overlay_words(item.band.kind, item.band, language)
            result.append(_block(label, part, total(item.table)["people"], whole, names, language))
    return result


def _block(label: str, rows: pd.DataFrame, people: float, whole: pd.Series, names: dict[str, str],
           language: Language, most: int = MAX_NAMED) -> Affected:
    """Summarise `rows`; `whole` has each settlement's full population by id, as a line may divide a city."""
    here = rows.groupby("settlement")["population"].sum()
    once = rows.drop_duplicates("settlement")
    once = once.assign(population=once["settlement"].map(here), whole=once["settlement"].map(whole))
    once = once.sort_values(["population", "settlement"], ascending=[False, True])
    named = once.head(most)
    rest = len(once) - len(named)
    more = language.text(N_("and {count} more"), count=language.number(rest)) if rest and most else ""
    return Affected(
        label=label,
        counts=counted(once["kind"].value_counts().reindex(list(KINDS), fill_value=0), language),
        people=language.text(
            N_("{people} residents before 2022"), people=language.people(people, exact=True)
        ),
        towns=tuple(_town(row, names, language) for row in named.to_dict("records")),
        more=more,
    )


def _town(row: dict[Hashable, Any], names: dict[str, str], language: Language) -> Town:
    name, ukrainian = row[language.town_column], row["name_uk"]
    if row["population"] < row["whole"]:
        name = language.text(N_("{town} (part)"), town=name)
    return Town(name, "" if language.name_column == "name_uk" else ukrainian, names[row["region"]],
                language.people(row["population"], exact=True))
