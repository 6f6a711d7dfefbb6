"""The tables behind every shape format: zones, line of contact, new dividing line, overlays."""

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.crs import STORE_CRS
from geo.errors import N_, FormatError, Words
from geo.outcomes.figures import NUMBERS, plain, tally
from geo.outcomes.outcome import plan_line
from geo.plans.overlay import Baseline, OverlayKind
from geo.status import Holder, Side
from layers.request import PARTS, ExportRequest
from layers.text.wording import status_words

TEXT, REAL, WHOLE, DAY, FLAG = "text", "real", "whole", "day", "flag"
"""Column types."""

WALL = {"wall": FLAG, "wall_text": TEXT, "wall_confidence": TEXT, "wall_source": TEXT, "wall_url": TEXT}
"""Columns of a line along which a security wall may have been reported."""

_NUMBER_KINDS = {name: REAL if name.startswith("area") else WHOLE for name in NUMBERS}

COLUMNS: dict[str, dict[str, str]] = {
    "zones": {
        "region": TEXT, "region_name": TEXT, "holder": TEXT, "status": TEXT, "status_label": TEXT,
        "side": TEXT, "level": TEXT,
        "scenario": TEXT, "line_date": DAY, **_NUMBER_KINDS,
        "clause": TEXT, "confidence": TEXT, "note": TEXT, "source": TEXT,
    },
    "contact": {
        "region": TEXT, "region_name": TEXT, "region_beyond": TEXT, "region_beyond_name": TEXT,
        "scenario": TEXT, "line_date": DAY, "length_km": REAL, **WALL, "source": TEXT,
    },
    "plan_line": {
        "region": TEXT, "region_name": TEXT, "region_beyond": TEXT, "region_beyond_name": TEXT,
        "status": TEXT, "status_beyond": TEXT, "scenario": TEXT, "line_date": DAY, "plan_line_km": REAL,
        **WALL, "source": TEXT,
    },
    "strip": {
        "region": TEXT, "region_name": TEXT, "holder": TEXT, "scenario": TEXT, "line_date": DAY,
        "overlay": TEXT, "kind": TEXT, "line": TEXT, "depth_ukraine_km": REAL, "depth_russia_km": REAL,
        "width_km": REAL,
        **{f"strip_{name}": kind for name, kind in _NUMBER_KINDS.items()},
        "clause": TEXT, "confidence": TEXT, "note": TEXT, "source": TEXT,
    },
}
"""The columns of each part and their types.

Areas are in km2, lengths and widths in km, people are residents in the reference year. The part
`strip` has every overlay that covers any ground; `width_km` is its depth if equal on both sides.
Overlays overlap the zones, so their figures have separate column names and no sum counts ground twice.
"""

POLYGONS = ("zones", "strip")
"""The parts made of polygons; the others are lines."""

Row = dict[str, Any]


def shape_tables(request: ExportRequest) -> dict[str, gpd.GeoDataFrame]:
    """Return the requested parts that exist, in full detail.

    Parameters
    ----------
    request
        Its `parts` select the tables, its `regions` the rows; a line is included if either side is.
        Names and notes are in its language; ids and codes are not translated.

    Returns
    -------
    dict
        By name of PARTS, in that order: a table with unique index `id`, the columns of COLUMNS (None
        if unknown) and `geometry` in STORE_CRS. `zones` has one row per piece with any area (see
        `Outcome.piece`), without a plan one per region and holder; `contact` one per pair of
        regions, Ukrainian-held in `region` and Russian-held in `region_beyond`; `plan_line` one per
        pair of regions and statuses, with `region` on the side that would be Ukrainian-controlled;
        `strip` one per overlay, region and holder. A table may be empty.

    Raises
    ------
    FormatError
        If a part is unknown, or none of those requested exists for this plan.
    """
    unknown = sorted(request.parts - PARTS.keys())
    if unknown:
        raise FormatError(N_("There is no part '{unknown}'; there are {parts}."), unknown=unknown[0][:20],
                          parts=', '.join(PARTS))
    tables = {name: _table(name, MAKERS[name](request)) for name in parts_of(request)}
    if not tables:
        asked = ", ".join(name for name in PARTS if name in request.parts) or Words(N_("nothing"))
        raise FormatError(N_("There is nothing to write: {id} has no such part ({asked})."), id=request.id,
                          asked=asked)
    return tables


def parts_of(request: ExportRequest) -> list[str]:
    """List the requested parts that exist: dividing line and overlays depend on the plan."""
    outcome = request.outcome
    missing = {name for name, there in (
        ("plan_line", outcome is not None),
        ("strip", outcome is not None and bool(outcome.bands))) if not there}
    return [name for name in PARTS if name in request.parts - missing]


def _table(part: str, rows: dict[str, Row]) -> gpd.GeoDataFrame:
    """Build a table of object columns, since pandas' string columns cannot hold None."""
    columns = {name: pd.Series([row.get(name) for row in rows.values()], list(rows), dtype=object)
               for name in COLUMNS[part]}
    shapes = [row["geometry"] for row in rows.values()]
    index = pd.Index(list(rows), name="id", dtype=object)
    return gpd.GeoDataFrame(pd.DataFrame(columns, index=index), geometry=shapes, crs=STORE_CRS)


def _shown(request: ExportRequest, *regions: str) -> bool:
    return request.regions is None or not request.regions.isdisjoint(regions)


def _stamp(request: ExportRequest) -> Row:
    """Return the values that every row repeats."""
    return {"scenario": request.id, "line_date": request.on.isoformat(),
            "source": request.language.text(request.ground.control.origin.source)}


def _zones(request: ExportRequest) -> dict[str, Row]:
    outcome, zones, say = request.outcome, request.ground.zones, request.language.text
    if outcome is None:
        table = request.ground.table
        table = table.assign(piece=table["region"] + "." + table["holder"])
        keys = ["piece", "region", "holder"]
    else:
        table, keys = outcome.table, ["piece", "region", "holder", "rule", "status", "side"]
    piece_of = table["piece"].reindex(zones.index)
    rows: dict[str, Row] = {}
    names = request.names
    for row in tally(table, keys).to_dict("records"):
        shape = shapely.coverage_union_all(zones.geometry.to_numpy()[piece_of.to_numpy() == row["piece"]])
        if shape.is_empty or not _shown(request, row["region"]):
            continue
        rule = None if outcome is None else outcome.scenario.rules[row["rule"]]
        fields = {} if rule is None else {
            "status": rule.status.value, "side": row["side"],
            "status_label": status_words(request.language, rule.status, rule.level, short=True),
            "level": rule.level.value if rule.level else None, "clause": say(rule.clause),
            "confidence": rule.confidence.value, "note": say(rule.note) if rule.note else None,
        }
        rows[str(row["piece"])] = {
            "region": row["region"], "region_name": names[row["region"]], "holder": row["holder"],
            **plain({name: row[name] for name in NUMBERS}), **fields, **_stamp(request), "geometry": shape,
        }
    return rows


def _sides(edges: gpd.GeoDataFrame, inner: set[str], table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add to each edge the `keys` of its zone in `inner` and, as `..._beyond`, of the zone across it."""
    turned = ~edges["left"].isin(inner).to_numpy()
    near = edges["left"].where(~turned, edges["right"])
    far = edges["right"].where(~turned, edges["left"])
    sides = {key: table[key].reindex(near).to_numpy() for key in keys}
    sides |= {f"{key}_beyond": table[key].reindex(far).to_numpy() for key in keys}
    return pd.DataFrame({**sides, "geometry": edges.geometry.to_numpy(),
                         "length_km": edges["length_km"].to_numpy()})


def _lines(request: ExportRequest, edges: pd.DataFrame, keys: list[str]) -> dict[str, Row]:
    """Merge edges with equal `keys` into one row each, with `length_km` and names of regions."""
    rows: dict[str, Row] = {}
    if edges.empty:
        return rows
    for key, part in edges.groupby(keys, sort=True):
        row = dict(zip(keys, key, strict=True))
        if not _shown(request, row["region"], row["region_beyond"]):
            continue
        parts = shapely.get_parts(part["geometry"].to_numpy())
        line = shapely.line_merge(shapely.multilinestrings(parts))
        rows[".".join(key)] = {
            **row, "region_name": request.names[row["region"]],
            "region_beyond_name": request.names[row["region_beyond"]],
            "length_km": round(float(part["length_km"].sum()), 3), "geometry": line, **_stamp(request),
        }
    return rows


def _contact(request: ExportRequest) -> dict[str, Row]:
    table = request.ground.table
    inner = set(table.index[table["holder"] == Holder.UKRAINE])
    edges = _sides(request.ground.contact, inner, table, ["region"])
    rows = _lines(request, edges, ["region", "region_beyond"])
    wall = _wall(request, Baseline.LINE_OF_CONTACT)
    return {f"contact.{name}": {**row, **wall} for name, row in rows.items()}


def _plan_line(request: ExportRequest) -> dict[str, Row]:
    outcome = request.plan()
    inner = set(outcome.on_sides(Side.KEEPS, Side.RETURNS).index)
    edges = _sides(plan_line(outcome), inner, outcome.table, ["region", "status"])
    rows = _lines(request, edges, ["region", "region_beyond", "status", "status_beyond"])
    wall = _wall(request, Baseline.PLAN_LINE)
    return {f"plan_line.{name}": {**row, **wall, "plan_line_km": row["length_km"]}
            for name, row in rows.items()}


def _wall(request: ExportRequest, line: Baseline) -> Row:
    """Return whether a security wall was reported along a line, its text, source and confidence."""
    scenario = request.outcome.scenario if request.outcome else None
    wall = next((item for item in scenario.walls if item.line is line), None) if scenario else None
    if scenario is None or wall is None:
        return {"wall": False}
    source = next(item for item in scenario.sources if item.id == wall.source)
    return {"wall": True, "wall_text": request.language.text(wall.text or ""),
            "wall_confidence": wall.confidence.value, "wall_source": request.language.text(source.publisher),
            "wall_url": str(source.url) if source.url else None}


def _overlays(request: ExportRequest) -> dict[str, Row]:
    say = request.language.text
    rows: dict[str, Row] = {}
    for item in request.plan().bands:
        overlay, band = item.overlay, item.band
        fields: Row = {
            "overlay": item.id, "kind": overlay.kind.value, "line": band.line.value,
            "depth_ukraine_km": round(band.depth_ukraine_km, 3),
            "depth_russia_km": round(band.depth_russia_km, 3),
            "width_km": round(band.deepest_km, 3) if band.is_symmetric else None,
            "clause": say(overlay.clause or ""), "confidence": overlay.confidence.value,
            "note": say(overlay.note) if overlay.note else None,
        }
        # The first buffer keeps the ids used when a plan could have only one overlay.
        start = "strip" if item.id == OverlayKind.BUFFER else f"strip.{item.id}"
        for row in tally(item.table, ["region", "holder"]).to_dict("records"):
            here = (item.table["region"] == row["region"]) & (item.table["holder"] == row["holder"])
            shape = shapely.union_all(item.table.loc[here, "geometry"].dropna().to_numpy())
            if shape.is_empty or not _shown(request, row["region"]):
                continue
            numbers = plain({name: row[name] for name in NUMBERS})
            rows[f"{start}.{row['region']}.{row['holder']}"] = {
                "region": row["region"], "region_name": request.names[row["region"]], "holder": row["holder"],
                **{f"strip_{name}": value for name, value in numbers.items()},
                **fields, **_stamp(request), "geometry": shape,
            }
    return rows


MAKERS: dict[str, Callable[[ExportRequest], dict[str, Row]]] = {
    "zones": _zones, "contact": _contact, "plan_line": _plan_line, "strip": _overlays,
}
"""The functions that build each part's rows."""
