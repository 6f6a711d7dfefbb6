"""What is true of a plan on every day, margin and record of a sweep, as sentences, and what is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from geo.case import RECORDS
from geo.outcomes.figures import MIN_SHOWN_KM2
from geo.sweep.facts import Fact, robustness
from layers.explore.answer import Grid
from layers.explore.misses import misses_values, misses_words, record_name
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

    `amount` is the ground that it speaks of over all cases, or ''; `kept` says on how many days it holds with
    every margin and record, `missed` on which it does not, and with which margins and records.
    """

    plan: str
    fact: str
    region: str
    sentence: str
    amount: str
    kept: str
    missed: tuple[str, ...]
    row: dict[str, Any]

    @property
    def always(self) -> bool:
        """Whether it holds in every case."""
        return bool(self.row["holds"] == self.row["cases"])

    def as_dict(self) -> dict[str, Any]:
        """Return the statement as plain values; a missing one is None."""
        row = {name: None if pd.isna(value) else value for name, value in self.row.items()
               if name != "misses"}
        if row["fails_on"] is not None:
            row["fails_on"] = row["fails_on"].isoformat()
        row["misses"] = misses_values(self.row["misses"])
        return {"sentence": self.sentence, **{name: row[name] for name in row if name != "plan"}}


def statements(table: pd.DataFrame, names: Mapping[str, str], language: Language) -> list[Statement]:
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


def _statement(row: dict[str, Any], names: Mapping[str, str], language: Language) -> Statement:
    where = names.get(row["region"], "")
    sentence = language.text(FACT_WORDS[Fact(row["fact"])], where=where)
    return Statement(row["plan"], row["fact"], row["region"], sentence, _amount(row, language),
                     _kept(row, language), tuple(misses_words(row["misses"], language)), row)


def _amount(row: dict[str, Any], language: Language) -> str:
    """Say of how much ground the statement speaks; nothing if of none."""
    if pd.isna(row["area_km2_high"]):
        return ""
    return areas(row["area_km2_low"], row["area_km2_high"], language)


def _kept(row: dict[str, Any], language: Language) -> str:
    """Say on how many of the days the statement holds with every margin and record."""
    if row["days_kept"] == row["days"]:
        words = N_("on the one day") if row["days"] == 1 else N_("on all {count} days")
        return language.text(words, count=language.number(row["days"]))
    return language.text(N_("on {kept} of {count} days"), kept=language.number(row["days_kept"]),
                         count=language.number(row["days"]))


NOTES = (
    N_("A statement holds in a case (a day, a margin and a record) if it is true over the whole range of the "
       "case; it is uncertain if it is true in a part of the range only."),
    N_("Ground below {least} km² is none. Buffers and border strips change no status and are left out. "
       "Nothing is said of the days between."),
)
HEADS = (N_("Statement on the plan"), N_("Ground"), N_("Holds"), N_("False or uncertain"))
KNOWN = N_("{record} knows {known} of the {count} days.")


@dataclass(frozen=True)
class Holds:
    """What holds of one plan in any case: a sentence, a table of statements, and what to know of both.

    `statements` are those of the table, first the ones that hold in every case.
    """

    summary: str
    grid: Grid
    notes: tuple[str, ...]
    statements: tuple[Statement, ...]


def holds_of(rows: pd.DataFrame, names: Mapping[str, str], language: Language) -> Holds:
    """Put what holds of a plan into words.

    Parameters
    ----------
    rows
        Rows of a sweep of one plan, at least one.
    names
        Names of the regions by id, in the reader's language.
    language
        The reader's.

    Raises
    ------
    SweepError
        If there are no rows.
    """
    said = tuple(sorted(statements(robustness(rows), names, language), key=lambda one: not one.always))
    say = language.text
    heads = tuple(map(say, HEADS))
    grid = Grid(say(N_("What holds on every day, for every margin and by both records")),
                [heads, *((one.sentence, one.amount, one.kept, "; ".join(one.missed))
                          for one in said)], ())
    days, records = sorted(rows["on"].unique()), set(rows["record"])
    known = {record: rows.loc[rows["record"] == record, "on"].nunique()
             for record in RECORDS if record in records}
    lacking = [say(KNOWN, record=record_name(record, language), known=language.number(count),
                   count=language.number(len(days))) for record, count in known.items() if count < len(days)]
    least = language.decimal(MIN_SHOWN_KM2)
    return Holds(_summary(said, days, list(known), rows, language), grid,
                 (*(say(note, least=least) for note in NOTES), *lacking), said)


def _summary(said: tuple[Statement, ...], days: list[date], records: list[str], rows: pd.DataFrame,
             language: Language) -> str:
    """Say what was checked, and how many statements hold in every case."""
    margins = [language.decimal(km) for km in sorted(rows["margin_km"].unique())]
    return language.text(
        N_("Checked on {days} ({span}), ± {margins} km, by {records}: {kept} of {count} "
           "statements hold in every case."),
        days=language.plural("{count} day", "{count} days", len(days)),
        span=language.span(language.day(days[0]), language.day(days[-1])), margins=language.listed(margins),
        records=language.listed([record_name(record, language) for record in records]),
        kept=language.number(sum(one.always for one in said)), count=language.number(len(said)))
