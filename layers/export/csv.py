"""The table by region and status as CSV, with a row of HXL tags that humanitarian tools read."""

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

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula."""


def figure_rows(order: ExportRequest) -> pd.DataFrame:
    """Area and people by region, status and holder, for all regions, so that they add up.

    Returns
    -------
    DataFrame
        See `ledger`. Without a plan there is no `status`, and what Russia holds comes first.
    """
    return held(order.ground) if order.outcome is None else ledger(order.outcome)


def held(ground: Ground) -> pd.DataFrame:
    """Area and people by region and holder: what Russia holds, then the rest, each by size."""
    rows = tally(ground.table, ["region", "holder"])
    rows = rows.assign(russian_held=rows["holder"] == Holder.RUSSIA)
    rows = rows.sort_values(["russian_held", "area_km2", "region"], ascending=[False, False, True])
    return rows.drop(columns="russian_held").reset_index(drop=True)


def table_csv(order: ExportRequest) -> bytes:
    """All figures as CSV: UTF-8, RFC 4180 lines, names of columns, HXL tags, then the rows.

    Areas are in km2, people are residents in the reference year. No cell starts a formula.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(TAGS)
    writer.writerow(TAGS.values())
    about = metadata(order)
    stamp = {name: about[name] for name in ("scenario", "on", "margin_km", "data_version", "licence",
                                            "disclaimer")}
    stamp["source"] = about["control_source"]
    names = order.names
    for row in figure_rows(order).to_dict("records"):
        numbers = plain({name: row[name] for name in NUMBERS})
        said = {**row, **numbers, **stamp, "region_name": names[row["region"]]}
        writer.writerow([_cell(said.get(name)) for name in TAGS])
    return text.getvalue().encode("utf-8")


def _cell(value: Any) -> Any:
    """An apostrophe in front keeps a text from being taken for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
