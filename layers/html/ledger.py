"""The table by region and status: the accessible equivalent of the map."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from geo.outcomes.figures import tally, total
from geo.outcomes.outcome import Outcome
from geo.outcomes.settlements import counts, settlements_of
from geo.status import Holder, Side, Status
from geo.world import World
from layers.glossary import meanings
from layers.html.provenance import range_of, row_why, table_sources
from layers.html.render import render
from layers.html.table import Head
from layers.html.table import heads as table_heads
from layers.language import N_, Language
from layers.selection import SIDES_ORDERED
from layers.style.statuses import look_of
from layers.text.towns import counted as counted_words
from layers.text.wording import HOLDER_WORDS, SIDE_WORDS, short_words

NUMBERS, RANGES = range(3, 7), (4, 6)
"""Indices of the columns with figures."""

TERMS = ("held", "residents", "range", "confidence")
"""The words of its heads and reasons that the glossary explains."""
TERMS_TITLE = N_("What these words mean")


def ledger(outcome: Outcome) -> pd.DataFrame:
    """Return the rows of `tally` by region, status and holder with their `side`, grouped by side."""
    rows = tally(outcome.table, ["region", "status", "holder", "side"])
    side_rank = {side.value: n for n, side in enumerate(SIDES_ORDERED)}
    status_rank = {status.value: n for n, status in enumerate(Status)}
    rows = rows.assign(a=rows["side"].map(side_rank), b=rows["status"].map(status_rank))
    rows = rows.sort_values(["a", "b", "area_km2"], ascending=[True, True, False])
    return rows.drop(columns=["a", "b"]).reset_index(drop=True)


def with_rules(rows: pd.DataFrame, outcome: Outcome) -> pd.DataFrame:
    """Add to rows of `ledger` the numbers of the rules behind each (`rules`), and their `levels`."""
    behind = outcome.table.groupby(["region", "status", "holder"])["rule"].agg(
        lambda numbers: sorted(set(numbers)))
    numbers = [behind[row.region, row.status, row.holder] for row in rows.itertuples()]
    rules = outcome.scenario.rules
    return rows.assign(rules=numbers, levels=[[rules[one].level for one in some] for some in numbers])


@dataclass(frozen=True)
class Line:
    """One row of the table as text: a region, or the total of a side, which has no status.

    `look` is that of its ground (of Look). `numbers` are area, its range, people and their range as text;
    `row` has the numeric values.
    """

    label: str
    status: Status | None
    look: str
    words: str
    held: str
    numbers: tuple[str, str, str, str]
    row: dict[str, Any]


def ledger_lines(outcome: Outcome, world: World, names: dict[str, str], language: Language,
                 towns: pd.DataFrame | None = None, whole: bool = False) -> list[Line]:
    """Return the ledger as text, region by region, each side followed by its total.

    Parameters
    ----------
    outcome, world
        A plan on a line of contact, and the data from which it was computed.
    names
        Region names by id.
    language
        The reader's.
    towns
        The settlements of this outcome (`settlements_of`), if already computed.
    whole
        Whether to list every region that does not change, or only their total.
    """
    rows = with_rules(ledger(outcome), outcome)
    counted = counts(settlements_of(outcome, world) if towns is None else towns, ["side"])
    fronted = set(rows.loc[rows["side"] != Side.KEEPS, "region"])
    lines = []
    for side, part in rows.groupby("side", sort=False):
        short = part if whole or side != Side.KEEPS else part[part["region"].isin(fronted)]
        many = not whole and len(part) > 12
        lines += [_line(row, names, language) for row in ([] if many else short.to_dict("records"))]
        sum_of = total(outcome.on_sides(Side(side)))
        places = counted_words(counted.loc[side], language) if side in counted.index else ""
        lines.append(_sum_line(Side(side), sum_of, part["region"].nunique(), places, language))
    return lines


@dataclass(frozen=True)
class LedgerRow:
    """One row as text; `chip` is the CSS class of its swatch, `why` its expandable reasons."""

    label: str
    held: str
    numbers: tuple[str, str, str, str]
    chip: str = ""
    status: str = ""
    why: tuple[str, ...] = ()
    total: bool = False


@dataclass(frozen=True)
class LedgerTable:
    """The table by region for a plan, or for the line without a plan, which has no status column.

    `why` labels the control that opens a row's reasons; if empty, the table has no such column.
    """

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[LedgerRow, ...]
    by_status: bool = True
    why: str = ""


def ledger_table(outcome: Outcome, world: World, names: dict[str, str], language: Language,
                 towns: pd.DataFrame | None = None, whole: bool = False) -> LedgerTable:
    """Return the ledger as a table (see `ledger_lines`) with reasons filled in but no column for them."""
    return LedgerTable(
        caption_of(outcome, language), table_heads(heads(language), NUMBERS, RANGES),
        tuple(LedgerRow(line.label, line.held, line.numbers, line.look, line.words,
                        () if line.status is None else row_why(outcome, line.row, language),
                        total=line.status is None)
              for line in ledger_lines(outcome, world, names, language, towns, whole)))


def ledger_html(outcome: Outcome, world: World, names: dict[str, str], language: Language,
                towns: pd.DataFrame | None = None, whole: bool = False) -> str:
    """Return the ledger as HTML with the reasons for every row and the sources (see `ledger_lines`)."""
    say = language.text
    table = ledger_table(outcome, world, names, language, towns, whole)
    table = replace(table, heads=(*table.heads, Head(say(N_("Why")))), why=say(N_("show")))
    return render("ledger", table=table, sources=table_sources(outcome, world, language),
                  terms=meanings(TERMS, language), meaning=say(TERMS_TITLE))


def heads(language: Language) -> list[str]:
    """Return the column headings."""
    words = (N_("Region"), N_("Under the plan"), N_("Holder on the date"), N_("Area, {unit}"),
             N_("Range"), N_("Residents before 2022"), N_("Range"))
    return [language.text(word, unit=language.area_unit) for word in words]


def caption_of(outcome: Outcome, language: Language) -> str:
    """Return the caption of the table."""
    return language.text(
        N_("{plan}: area and people by region, line of contact of {day}"),
        plan=language.text(outcome.scenario.title), day=language.day(outcome.ground.control.on),
    )


def _line(row: dict[str, Any], names: dict[str, str], language: Language) -> Line:
    status = Status(row["status"])
    words = short_words(language, status, row["levels"])
    # Ground of one row differs by level only if one status has several in a region; the first then stands.
    what = look_of(status, Holder(row["holder"]), next(iter(row["levels"]), None))
    return Line(names[row["region"]], status, what.value, words,
                language.text(HOLDER_WORDS[Holder(row["holder"])]), numbers_of(row, language), row)


def _sum_line(side: Side, figures: dict[str, float], count: int, places: str, language: Language) -> Line:
    rows = language.text(N_("{count} regions"), count=language.number(count)) if count > 1 else ""
    held = "; ".join(part for part in (rows, places) if part)
    return Line(language.text(SIDE_WORDS[side]), None, "", "", held, numbers_of(figures, language), figures)


def numbers_of(figures: dict[str, Any], language: Language) -> tuple[str, str, str, str]:
    """Return area, its range, people and their range as text, unrounded so that the table adds up."""
    return (
        language.area_number(figures["area_km2"], exact=True),
        range_of(figures, "area_km2", language) or "–",
        language.people(figures["people"], exact=True),
        range_of(figures, "people", language) or "–",
    )
