"""The comparison of two plans by region and status: first, second, and second minus first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.outcomes.difference import HELD_TODAY, Difference, gap, net
from geo.outcomes.figures import plain
from geo.outcomes.side_changes import Change, changes, is_one_plan_on_two_days
from geo.status import Holder, Side, Status
from layers.html.render import render
from layers.html.side_changes import changes_table
from layers.html.table import Cell, Row, Table, figures, heads
from layers.language import N_, Language
from layers.style.statuses import STATUSES
from layers.text.clauses import ClauseRow
from layers.text.difference import names_of
from layers.text.signed import signed
from layers.text.wording import HOLDER_LONG

RANKED = sorted(Status, key=lambda status: status.rank)
ORDERED = [*(status.value for status in RANKED if status.side is not Side.KEEPS), HELD_TODAY,
           *(status.value for status in RANKED if status.side is Side.KEEPS)]
"""Statuses in display order: ground that a plan moves first, ground that does not change last."""



def rows_of(found: Difference) -> pd.DataFrame:
    """Return the rows of `gap` that differ, by region and status; the largest differences come first."""
    rows = gap(found)
    rows = rows[(rows["area_km2"].round(2) != 0) | (rows["people"] != 0)]
    if rows.empty:
        return rows
    weight = rows.groupby("region")["area_km2"].apply(lambda part: part.abs().sum())
    rank = {status: n for n, status in enumerate(ORDERED)}
    rows = rows.assign(a=-rows["region"].map(weight), b=rows["status"].map(rank))
    return rows.sort_values(["a", "region", "b"]).drop(columns=["a", "b"]).reset_index(drop=True)


def as_dict(found: Difference, sentences: Sequence[str]) -> dict[str, Any]:
    """Return rows, balances by region and overall, and sentences, for `cli.py compare --json`.

    For one plan on two days there is also `changes`, by side and status, from the earlier day to
    the later.
    """
    rows = rows_of(found)
    regions = list(dict.fromkeys(rows["region"]))
    on_two_days = {
        "changes": {by: [_change(by, change) for change in changes(found, by)] for by in ("side", "status")},
    } if is_one_plan_on_two_days(found) else {}
    return {
        **on_two_days,
        "rows": [plain(row) for row in rows.to_dict("records")],
        "net": {"regions": {region: net(found, [region]) for region in regions}, "total": net(found)},
        "sentence": sentences[0],
        "more": sentences[1] if len(sentences) > 1 else "",
    }


def _change(by: str, change: Change) -> dict[str, Any]:
    hands = {"to_russia_area_km2": change.to_russia_km2, "to_ukraine_area_km2": change.to_ukraine_km2}
    return {by: change.key, **plain(change.row), **{name: round(km2, 2) for name, km2 in hands.items()}}


@dataclass(frozen=True)
class Cells:
    """One row of the table as text; `total` rows are balances of a region or of all regions."""

    region: str
    status: str
    numbers: tuple[str, ...]
    total: bool = False


def lines_of(found: Difference, names: dict[str, str], language: Language) -> list[Cells]:
    """Return the rows as text: each region's statuses and balance, then the overall balance."""
    say = language.text
    lines = []
    balance = say(N_("Balance: under Ukrainian control"))
    for region, part in rows_of(found).groupby("region", sort=False):
        lines += [Cells(names[str(region)], status_name(row["status"], language), _numbers(row, language))
                  for row in part.to_dict("records")]
        lines.append(Cells(names[str(region)], balance, ("", "", *_signed_numbers(net(found, [str(region)]),
                                                                                  language)), total=True))
    if lines:
        lines.append(Cells(say(N_("All regions")), balance,
                           ("", "", *_signed_numbers(net(found), language)), total=True))
    return lines


def status_name(status: str, language: Language) -> str:
    """Return the label of a status; without a plan, the holder."""
    if status == HELD_TODAY:
        return language.text(HOLDER_LONG[Holder.RUSSIA])
    return language.text(STATUSES[Status(status)].short)


def _numbers(row: dict[str, Any], language: Language) -> tuple[str, ...]:
    one, two = (language.area_number(row[f"area_km2_{case}"], exact=True) for case in ("1", "2"))
    return one, two, *_signed_numbers(row, language)


def _signed_numbers(row: dict[str, Any], language: Language) -> tuple[str, str, str, str]:
    """Return difference and range of area, then of people, unrounded so that the table adds up."""
    cells = []
    for measure in ("area_km2", "people"):
        value, *ends = (_signed(row[f"{measure}{end}"], measure, language) for end in ("", "_low", "_high"))
        cells += [value, "–" if ends[0] == ends[1]
                  else language.span(ends[0], ends[1])]
    return cells[0], cells[1], cells[2], cells[3]


def _signed(value: float, measure: str, language: Language) -> str:
    write = language.area_number if measure == "area_km2" else language.people
    return signed(value, write(abs(value), exact=True))


BALANCE_NOTE = N_("Ground that either plan leaves open is not in the balance.")


def ledger_html(found: Difference, names: dict[str, str], language: Language) -> str:
    """Return the comparison as an accessible table, with a note on rows left out.

    For one plan on two days it follows the table of changes by status.
    """
    say = language.text
    lines = lines_of(found, names, language)
    return render(
        "difference_ledger",
        changes=changes_table(found, language) if lines and is_one_plan_on_two_days(found) else None,
        table=_table(found, lines, language) if lines else None,
        alike=say(N_("The two do the same to every piece of ground.")), note=say(BALANCE_NOTE))


def _table(found: Difference, lines: Sequence[Cells], language: Language) -> Table:
    say, unit = language.text, language.area_unit
    first, second = names_of(found, language)
    columns = (say(N_("Region")), say(N_("Status")), say(N_("First, {unit}"), unit=unit),
               say(N_("Second, {unit}"), unit=unit),
               say(N_("Difference (second − first), {unit}"), unit=unit), say(N_("Range")),
               say(N_("People: difference (second − first)")), say(N_("Range")))
    rows = [Row(Cell(line.region), (Cell(line.status), *figures(line.numbers)), line.total) for line in lines]
    caption = say(N_("First: {first}. Second: {second}."), first=first, second=second)
    return Table(heads(columns, range(2, len(columns)), (5, 7)), tuple(rows), caption, "ledger differences")


def clause_table_html(rows: Sequence[ClauseRow], what: str, found: Difference, language: Language) -> str:
    """Return clauses or terms of both texts side by side as a table."""
    return render(
        "beside", heads=heads([language.text(what), *names_of(found, language)]),
        rows=[(row.what, (row.first.splitlines(), row.second.splitlines())) for row in rows])
