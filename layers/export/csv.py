"""The table by region and status as CSV, with a row of HXL tags for humanitarian tools."""

import csv
import io
from typing import Any

import pandas as pd

from geo.outcomes.figures import NUMBERS, plain, tally
from geo.status import Holder
from geo.zones.ground import Ground
from layers.export.hxl import TAGS
from layers.export.metadata import metadata
from layers.html.ledger import ledger
from layers.request import ExportRequest
from layers.text.credit import credited_lines

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


def table_csv(request: ExportRequest) -> bytes:
    """Return all figures as CSV: UTF-8, RFC 4180, column names, HXL tags, then the rows.

    Areas are in km2, people are residents in the reference year. No cell can act as a formula.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(TAGS)
    writer.writerow(TAGS.values())
    about = metadata(request)
    stamp = {name: about[name] for name in ("scenario", "on", "margin_km", "data_version", "licence",
                                            "disclaimer")}
    say = request.language.text
    stamp["source"] = "; ".join(dict.fromkeys(say(origin.source) for _, origin in credited_lines(request)))
    names = request.names
    for row in figure_rows(request).to_dict("records"):
        numbers = plain({name: row[name] for name in NUMBERS})
        values = {**row, **numbers, **stamp, "region_name": names[row["region"]]}
        writer.writerow([_cell(values.get(name)) for name in TAGS])
    return text.getvalue().encode("utf-8")


def _cell(value: Any) -> Any:
    """Prefix text that a spreadsheet would treat as a formula with an apostrophe."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
