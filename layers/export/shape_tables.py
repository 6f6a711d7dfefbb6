"""The tables that every format of shapes writes: zones, line of contact, plan's line, overlays."""

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.crs import STORE_CRS
from geo.errors import FormatError
from geo.outcomes.figures import NUMBERS, plain, tally
from geo.outcomes.outcome import plan_line
from geo.plans.overlay import Baseline, OverlayKind
from geo.status import Holder, Side
from layers.request import PARTS, ExportRequest

TEXT, REAL, WHOLE, DAY, FLAG = "text", "real", "whole", "day", "flag"
"""The kinds of values in a column."""

_NUMBER_KINDS = {name: REAL if name.startswith("area") else WHOLE for name in NUMBERS}

COLUMNS: dict[str, dict[str, str]] = {
    "zones": {
        "region": TEXT, "region_name": TEXT, "holder": TEXT, "status": TEXT, "level": TEXT,
        "scenario": TEXT, "on": DAY, **_NUMBER_KINDS,
        "clause": TEXT, "confidence": TEXT, "note": TEXT, "source": TEXT,
    },
    "contact": {
        "region": TEXT, "region_name": TEXT, "region_beyond": TEXT, "region_beyond_name": TEXT,
        "scenario": TEXT, "on": DAY, "length_km": REAL, "source": TEXT,
    },
    "plan_line": {
        "region": TEXT, "region_name": TEXT, "region_beyond": TEXT, "region_beyond_name": TEXT,
        "status": TEXT, "status_beyond": TEXT, "scenario": TEXT, "on": DAY, "plan_line_km": REAL,
        "wall": FLAG, "wall_text": TEXT, "wall_confidence": TEXT, "wall_source": TEXT, "wall_url": TEXT,
        "source": TEXT,
    },
    "strip": {
        "region": TEXT, "region_name": TEXT, "holder": TEXT, "scenario": TEXT, "on": DAY,
        "overlay": TEXT, "kind": TEXT, "line": TEXT, "depth_ukraine_km": REAL, "depth_russia_km": REAL,
        "width_km": REAL,
        **{f"strip_{name}": kind for name, kind in _NUMBER_KINDS.items()},
        "clause": TEXT, "confidence": TEXT, "note": TEXT, "source": TEXT,
    },
}
"""The columns of each part and what kind of value each holds.

Areas are in km2, lengths and widths in km, people are residents in the reference year. The part
`strip` has all overlays with ground; `width_km` is their depth where it is the same on both sides. They lie
over the zones, so their figures have names of their own: no sum of one column counts ground twice.
"""

POLYGONS = ("zones", "strip")
"""The parts that are ground; the others are lines."""

Row = dict[str, Any]


def shape_tables(order: ExportRequest) -> dict[str, gpd.GeoDataFrame]:
    """Everything that was ordered and that there is, in full detail.

    Parameters
    ----------
    order
        Its `parts` say which tables, its `regions` which rows; a line is in as soon as one of its
        sides is. Names and notes are in its language, ids and codes are not translated.

    Returns
    -------
    dict
        By name of PARTS, in that order: a table with unique index `id`, the columns of COLUMNS (None
        where nothing is said) and `geometry` in STORE_CRS. `zones` has one row per piece with
        ground (see `Outcome.piece`), without a plan per region and holder; `contact` one per pair
        of regions with Ukrainian-held ground in `region` and Russian-held in `region_beyond`;
        `plan_line` one per pair of regions and statuses, with ground that would be
        Ukrainian-controlled in `region`; `strip` one per overlay, region and holder. A table may be
        empty.

    Raises
    ------
    FormatError
        If a part is unknown, or none of those ordered exists for this plan.
    """
    unknown = sorted(order.parts - PARTS.keys())
    if unknown:
        raise FormatError(f"There is no part '{unknown[0][:20]}'; there are {', '.join(PARTS)}.")
    tables = {name: _table(name, MAKERS[name](order)) for name in parts_of(order)}
    if not tables:
        asked = ", ".join(name for name in PARTS if name in order.parts) or "nothing"
        raise FormatError(f"There is nothing to write: {order.id} has no such part ({asked}).")
    return tables


def parts_of(order: ExportRequest) -> list[str]:
    """The parts ordered that there are: without a plan no line of it, without overlays none."""
    outcome = order.outcome
    missing = {name for name, there in (
        ("plan_line", outcome is not None),
        ("strip", outcome is not None and bool(outcome.bands))) if not there}
    return [name for name in PARTS if name in order.parts - missing]


def _table(part: str, rows: dict[str, Row]) -> gpd.GeoDataFrame:
    """Columns keep Python's own values, because a column of text has no place for None."""
    columns = {name: pd.Series([row.get(name) for row in rows.values()], list(rows), dtype=object)
               for name in COLUMNS[part]}
    shapes = [row["geometry"] for row in rows.values()]
    index = pd.Index(list(rows), name="id", dtype=object)
    return gpd.GeoDataFrame(pd.DataFrame(columns, index=index), geometry=shapes, crs=STORE_CRS)


def _shown(order: ExportRequest, *regions: str) -> bool:
    return order.regions is None or not order.regions.isdisjoint(regions)


def _stamp(order: ExportRequest) -> Row:
    """What every row says."""
    return {"scenario": order.id, "on": order.on.isoformat(), "source": order.ground.control.origin.source}


def _zones(order: ExportRequest) -> dict[str, Row]:
    outcome, zones, say = order.outcome, order.ground.zones, order.language.text
    if outcome is None:
        table = order.ground.table
        table = table.assign(piece=table["region"] + "." + table["holder"])
        keys = ["piece", "region", "holder"]
    else:
        table, keys = outcome.table, ["piece", "region", "holder", "rule", "status"]
    piece_of = table["piece"].reindex(zones.index)
    rows: dict[str, Row] = {}
    names = order.names
    for row in tally(table, keys).to_dict("records"):
        shape = shapely.coverage_union_all(zones.geometry.to_numpy()[piece_of.to_numpy() == row["piece"]])
        if shape.is_empty or not _shown(order, row["region"]):
            continue
        rule = None if outcome is None else outcome.scenario.rules[row["rule"]]
        said = {} if rule is None else {
            "status": rule.status.value, "level": rule.level.value if rule.level else None,
            "clause": rule.clause, "confidence": rule.confidence.value,
            "note": say(rule.note) if rule.note else None,
        }
        rows[str(row["piece"])] = {
            "region": row["region"], "region_name": names[row["region"]], "holder": row["holder"],
            **plain({name: row[name] for name in NUMBERS}), **said, **_stamp(order), "geometry": shape,
        }
    return rows


def _sides(edges: gpd.GeoDataFrame, inner: set[str], table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Each edge with `keys` of its zone in `inner`, and as `..._beyond` of its zone on the other side."""
    turned = ~edges["left"].isin(inner).to_numpy()
    near = edges["left"].where(~turned, edges["right"])
    far = edges["right"].where(~turned, edges["left"])
    sides = {key: table[key].reindex(near).to_numpy() for key in keys}
    sides |= {f"{key}_beyond": table[key].reindex(far).to_numpy() for key in keys}
    return pd.DataFrame({**sides, "geometry": edges.geometry.to_numpy(),
                         "length_km": edges["length_km"].to_numpy()})


def _lines(order: ExportRequest, edges: pd.DataFrame, keys: list[str]) -> dict[str, Row]:
    """Join edges that agree in `keys` into one row each, with `length_km` and names of regions."""
    rows: dict[str, Row] = {}
    if edges.empty:
        return rows
    for key, part in edges.groupby(keys, sort=True):
        row = dict(zip(keys, key, strict=True))
        if not _shown(order, row["region"], row["region_beyond"]):
            continue
        parts = shapely.get_parts(part["geometry"].to_numpy())
        line = shapely.line_merge(shapely.multilinestrings(parts))
        rows[".".join(key)] = {
            **row, "region_name": order.names[row["region"]],
            "region_beyond_name": order.names[row["region_beyond"]],
            "length_km": round(float(part["length_km"].sum()), 3), "geometry": line, **_stamp(order),
        }
    return rows


def _contact(order: ExportRequest) -> dict[str, Row]:
    table = order.ground.table
    inner = set(table.index[table["holder"] == Holder.UKRAINE])
    edges = _sides(order.ground.contact, inner, table, ["region"])
    rows = _lines(order, edges, ["region", "region_beyond"])
    return {f"contact.{name}": row for name, row in rows.items()}


def _plan_line(order: ExportRequest) -> dict[str, Row]:
    """Every row says whether somebody says that a wall would run there, who, and how surely."""
    outcome = order.plan()
    wall = outcome.scenario.security_wall
    said: Row = {"wall": wall is not None and wall.line is Baseline.PLAN_LINE}
    if wall is not None and said["wall"]:
        source = next(item for item in outcome.scenario.sources if item.id == wall.source)
        said |= {"wall_text": order.language.text(wall.text or ""), "wall_confidence": wall.confidence.value,
                 "wall_source": source.publisher, "wall_url": str(source.url) if source.url else None}
    inner = set(outcome.on_sides(Side.KEEPS, Side.RETURNS).index)
    edges = _sides(plan_line(outcome), inner, outcome.table, ["region", "status"])
    rows = _lines(order, edges, ["region", "region_beyond", "status", "status_beyond"])
    return {f"plan_line.{name}": {**row, **said, "plan_line_km": row["length_km"]}
            for name, row in rows.items()}


def _overlays(order: ExportRequest) -> dict[str, Row]:
    say = order.language.text
    rows: dict[str, Row] = {}
    for item in order.plan().bands:
        overlay, band = item.overlay, item.band
        said: Row = {
            "overlay": item.id, "kind": overlay.kind.value, "line": band.line.value,
            "depth_ukraine_km": round(band.depth_ukraine_km, 3),
            "depth_russia_km": round(band.depth_russia_km, 3),
            "width_km": round(band.deepest_km, 3) if band.is_symmetric else None,
            "clause": overlay.clause, "confidence": overlay.confidence.value,
            "note": say(overlay.note) if overlay.note else None,
        }
        # The first buffer keeps the ids that it had when a plan could have no other overlay.
        start = "strip" if item.id == OverlayKind.BUFFER else f"strip.{item.id}"
        for row in tally(item.table, ["region", "holder"]).to_dict("records"):
            here = (item.table["region"] == row["region"]) & (item.table["holder"] == row["holder"])
            shape = shapely.union_all(item.table.loc[here, "geometry"].dropna().to_numpy())
            if shape.is_empty or not _shown(order, row["region"]):
                continue
            numbers = plain({name: row[name] for name in NUMBERS})
            rows[f"{start}.{row['region']}.{row['holder']}"] = {
                "region": row["region"], "region_name": order.names[row["region"]], "holder": row["holder"],
                **{f"strip_{name}": value for name, value in numbers.items()},
                **said, **_stamp(order), "geometry": shape,
            }
    return rows


MAKERS: dict[str, Callable[[ExportRequest], dict[str, Row]]] = {
    "zones": _zones, "contact": _contact, "plan_line": _plan_line, "strip": _overlays,
}
"""Which function makes which part."""
