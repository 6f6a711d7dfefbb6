"""The engine's file: the pieces of all records, their borders, and the rules of all plans."""

import threading
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np

from geo.cache import Itself
from geo.case import LIVEUAMAP, RECORD
from geo.control.record import Record
from geo.engine.arcs import arcs_of
from geo.engine.layout import written
from geo.engine.pieces import NOWHERE, Pieces, pieces_of
from geo.engine.plans import answerable, edit_data, plan_data
from geo.outcomes.outcome import country
from geo.plans.scenario import Scenario
from geo.world import World
from geo.zones.faces import SLIVER_KM2

PER_DEGREE = 1_000_000
"""Ten centimetres, so that what a reader draws is cut as exactly as the atlas cuts it."""
NO_WHOLE = 255


def engine_file(world: World, plans: Iterable[Scenario], pieces: Pieces | None = None) -> bytes:
    """Write the file from which a browser sums any plan on any day of any record.

    Parameters
    ----------
    world
        The data; days with a file of their own are left out, as they are no part of a record.
    plans
        The plans; those that refer to a day with a file of its own are left out.
    pieces
        From `world_pieces`, if they are at hand.
    """
    pieces = pieces or world_pieces(world)
    regions = sorted(world.regions.index)
    number = {region: position for position, region in enumerate(regions)}
    records = [{**_record(name, record, world.dated), "courses": len(known.russian_held)}
               for (name, record), known in zip(_records(world).items(), pieces.records, strict=True)]
    head = {
        "regions": regions,
        "records": records,
        "whole": [[number[row.region], row.held_by, row.first.isoformat(), row.last.isoformat()]
                  for row in world.record.whole.itertuples()],
        "plans": [plan_data(plan) for plan in answerable(plans, pieces.records[0].days)],
        "edit": edit_data(),
        "country": country(world),
        "data_version": world.version,
        "per_degree": PER_DEGREE,
        "sliver_km2": SLIVER_KM2,
        "pieces": len(pieces.table),
    }
    return written(head, world.once(("columns", Itself(pieces)), lambda: _columns(pieces, number)))


def world_pieces(world: World) -> Pieces:
    """Return the pieces of all records of a world; those of the world asked for last are kept."""
    with _LOCK:
        for known, pieces in _LAST:
            if known is world:
                return pieces
        made = pieces_of(world, list(_records(world).values()))
        _LAST[:] = [(world, made)]
        return made


_LOCK = threading.Lock()
_LAST: list[tuple[World, Pieces]] = []
"""Cutting takes some seconds, and a process has one world; tables in it cannot be keys of a cache."""


def _records(world: World) -> dict[str, Record]:
    second = {} if world.second_record is None else {LIVEUAMAP: world.second_record}
    return {RECORD: world.record, **second}


def _record(name: str, record: Record, dated: Mapping[date, object]) -> dict[str, Any]:
    """Return a record's days as spans, and those of them that have a file of their own."""
    spans = [[period.first.isoformat(), period.last.isoformat()] for period in record.periods]
    own = sorted(day.isoformat() for day in dated if any(day in period for period in record.periods))
    return {"id": name, "spans": spans, "elsewhere": own if name == RECORD else []}


def _columns(pieces: Pieces, number: Mapping[str, int]) -> dict[str, np.ndarray]:
    table, arcs = pieces.table, arcs_of(pieces.shapes, PER_DEGREE)
    turned = [np.diff(one.russian_held, axis=1, prepend=False) for one in pieces.records]
    return {
        "area_km2": table["area_km2"].to_numpy(float),
        "people": table["people"].to_numpy(),
        "region": table["region"].map(number).to_numpy(),
        "whole": table["whole"].map({**number, NOWHERE: NO_WHOLE}).to_numpy(),
        "course": np.concatenate([table[str(n)].to_numpy() for n in range(len(pieces.records))]),
        "turns": np.concatenate([turns.sum(axis=1) for turns in turned]),
        "day": np.concatenate([np.nonzero(turns)[1] for turns in turned]),
        "touch": pieces.touches["piece"].to_numpy(), "touch_other": pieces.touches["other"].to_numpy(),
        "touch_m": pieces.touches["length_m"].to_numpy(float),
        "arc_left": arcs.left, "arc_right": arcs.right, "arc_count": arcs.count,
        "arc_lon": arcs.spots[:, 0], "arc_lat": arcs.spots[:, 1],
    }
