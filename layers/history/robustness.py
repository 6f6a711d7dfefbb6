"""What is true of a plan on every day, margin and record of a sweep, in sentences."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.sweep.facts import Fact
from layers.language import N_, Language
from layers.text.outcome import areas

FACT_WORDS: dict[Fact, str] = {
    Fact.NOBODY_LEAVES: N_("Neither side would withdraw from the ground it holds, and none is left open"),
    Fact.LEAVES: N_("Ukraine would leave ground that it holds"),
    Fact.LEAVES_NONE: N_("Ukraine would leave no ground"),
    Fact.RETURNS: N_("Russia would leave ground that it holds"),
    Fact.RETURNS_NONE: N_("Russia would leave no ground"),
    Fact.MORE_LEFT: N_("Ukraine would leave more ground than Russia"),
    Fact.MORE_RETURNED: N_("Russia would leave more ground than Ukraine"),
    Fact.STAYS_OUT: N_("Ground would stay under Russian military control"),
    Fact.OPEN: N_("Ground is left open"),
    Fact.LEAVES_REGION: N_("Ukraine would leave ground in {where}"),
    Fact.LAST_OF_REGION: N_("Ukraine would leave its last ground in {where}"),
    Fact.RETURNS_REGION: N_("Russia would leave ground in {where}"),
}


@dataclass(frozen=True)
class Statement:
    """A statement about a plan, without a full stop, and what became of it in a sweep.

    `amount` is the ground that it speaks of over all cases, or ''; `kept` says in how many cases it holds.
    """

    plan: str
    fact: str
    region: str
    sentence: str
    amount: str
    kept: str
    row: dict[str, Any]

    @property
    def always(self) -> bool:
        """Whether it holds in every case."""
        return bool(self.row["holds"] == self.row["cases"])

    def as_dict(self) -> dict[str, Any]:
        """Return the statement as plain values; a missing one is None."""
        row = {name: None if pd.isna(value) else value for name, value in self.row.items()}
        if row["fails_on"] is not None:
            row["fails_on"] = row["fails_on"].isoformat()
        return {"sentence": self.sentence, **{name: row[name] for name in row if name != "plan"}}


def statements(table: pd.DataFrame, names: dict[str, str], language: Language) -> list[Statement]:
    """Write a sentence for each row of `geo.sweep.facts.robustness`.

    Parameters
    ----------
    table
        From `robustness`.
    names
        Names of the regions by id, in the reader's language.
    language
        The reader's.
    """
    return [_statement(row, names, language) for row in table.to_dict("records")]


def _statement(row: dict[str, Any], names: dict[str, str], language: Language) -> Statement:
    where = names.get(row["region"], "")
    sentence = language.text(FACT_WORDS[Fact(row["fact"])], where=where)
    amount = "" if pd.isna(row["area_km2_high"]) else areas(
        row["area_km2_low"], row["area_km2_high"], language)
    return Statement(row["plan"], row["fact"], row["region"], sentence, amount, _kept(row, language), row)


def _kept(row: dict[str, Any], language: Language) -> str:
    """Say in how many cases the statement holds, and which is the first in which it does not."""
    if row["holds"] == row["cases"]:
        return language.text(N_("always"))
    words = (N_("in {holds} of {cases}, and in {open} it may; not on {day} ({record}, ± {margin} km)")
             if row["open"] else N_("in {holds} of {cases}; not on {day} ({record}, ± {margin} km)"))
    return language.text(words, holds=language.number(row["holds"]), cases=language.number(row["cases"]),
                         open=language.number(row["open"]), day=language.day(row["fails_on"]),
                         record=row["fails_record"], margin=language.decimal(row["fails_margin_km"]))
