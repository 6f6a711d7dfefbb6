"""The table by region and status as CSV, if asked for with HXL tags or for Excel."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from geo.outcomes.figures import NUMBERS, plain, tally
from geo.status import Holder, Status
from geo.zones.ground import Ground
from layers.export.hxl import ID_TAG, TAGS
from layers.export.metadata import metadata
from layers.export.stack import Stack
from layers.html.ledger import ledger, with_rules
from layers.request import ExportRequest
from layers.text.credit import credited_lines
from layers.text.wording import short_words

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Leading characters that make a spreadsheet treat a cell as a formula."""


def figure_rows(request: ExportRequest) -> pd.DataFrame:
    """Return area and people by region, status and holder, for all regions, so that totals add up.

    Returns
    -------
    DataFrame
        As returned by `ledger`. Without a plan there is no `status`, and Russian-held rows come first.
    """
    return held(request.ground) if request.outcome is None else ledger(request.outcome)


def held(ground: Ground) -> pd.DataFrame:
    """Return area and people by region and holder: Russian-held rows first, the largest at the top."""
    rows = tally(ground.table, ["region", "holder"])
    rows = rows.assign(russian_held=rows["holder"] == Holder.RUSSIA)
    rows = rows.sort_values(["russian_held", "area_km2", "region"], ascending=[False, False, True])
    return rows.drop(columns="russian_held").reset_index(drop=True)


def table_csv(request: ExportRequest, *, tagged: bool = False, marked: bool = False) -> bytes:
    """Return all figures as CSV: UTF-8, RFC 4180, column names, then the rows.

    Areas are in km2, people are residents in the reference year. No cell can act as a formula.

    Parameters
    ----------
    request
        The plan, the line and the language.
    tagged
        Whether a row of HXL tags follows the names. To tools that do not know it, it is a row of text, which
        makes text of every column.
    marked
        Whether a byte order mark comes first, by which Excel tells that a file is UTF-8.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(TAGS)
    if tagged:
        writer.writerow(TAGS.values())
    writer.writerows(_rows(request))
    return text.getvalue().encode("utf-8-sig" if marked else "utf-8")


def table_stack(stack: Stack, path: Path, *, tagged: bool = False, marked: bool = False) -> None:
    """Write the tables of several plans or days as one CSV with one head, and an `id` of each row in front.

    Parameters
    ----------
    stack, path
        The plans or days, and the file.
    tagged, marked
        As for `table_csv`.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    keys = [list(TAGS).index(name) for name in ("region", "status", "holder")]
    with path.open("w", encoding="utf-8-sig" if marked else "utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(["id", *TAGS])
        if tagged:
            writer.writerow([ID_TAG, *TAGS.values()])
        for request in stack.requests:
            name = stack.name(request)
            writer.writerows([".".join([name, *(row[key] for key in keys if row[key])]), *row]
                             for row in _rows(request))


def _rows(request: ExportRequest) -> Iterator[list[Any]]:
    """Yield the values of each row of the table, in the order of TAGS."""
    about = metadata(request)
    stamp = {name: about[name] for name in ("scenario", "margin_km", "data_version", "licence", "disclaimer")}
    stamp["line_date"] = about["on"]
    say = request.language.text
    stamp["source"] = "; ".join(dict.fromkeys(say(origin.source) for _, origin in credited_lines(request)))
    names = request.names
    rows = figure_rows(request)
    if request.outcome is not None:
        rows = with_rules(rows, request.outcome)
    for row in rows.to_dict("records"):
        numbers = plain({name: row[name] for name in NUMBERS})
        values = {**row, **numbers, **stamp, "region_name": names[row["region"]]}
        if "status" in row:
            values["status_label"] = short_words(request.language, Status(row["status"]), row["levels"])
        yield [_cell(values.get(name)) for name in TAGS]


def _cell(value: Any) -> Any:
    """Prefix text that a spreadsheet would treat as a formula with an apostrophe."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
