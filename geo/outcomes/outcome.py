"""A plan on a line of contact: zones with their statuses, and the figures of both."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.outcomes.figures import plain, tally, total
from geo.plans.assign import assign
from geo.plans.scenario import Scenario
from geo.status import Side, Status
from geo.world import World
from geo.zones.edges import border_between
from geo.zones.ground import Ground, strip


@dataclass(frozen=True)
class Outcome:
    """What a plan does to the ground.

    `table` is `Ground.table` with `rule`, `status` and `side` of each zone, and `piece`: the
    plan's own zone that it belongs to, such as 'UA-14.ukraine'. The ground is cut along every
    date that any plan refers to, so that all plans share one set of zones; a piece joins what
    this plan does not tell apart. `strip` is the plan's buffer, if it has one: `Ground.table`
    counting only what lies in it, and `geometry`.
    """

    scenario: Scenario
    ground: Ground
    table: pd.DataFrame
    strip: pd.DataFrame | None = None
    strip_km: float | None = None

    def on_sides(self, *sides: Side) -> pd.DataFrame:
        """The zones that end up on one of these sides."""
        return self.table[self.table["side"].isin(sides)]


def apply(
    scenario: Scenario,
    ground: Ground,
    strip: pd.DataFrame | None = None,
    strip_km: float | None = None,
) -> Outcome:
    """Give every zone of the ground its status under a plan."""
    table = ground.table.join(assign(ground.table, scenario))
    day = scenario.reference_date
    keys = ["region", "holder", *([day.isoformat()] if day else [])]
    table["piece"] = table[keys].agg(".".join, axis=1)
    return Outcome(scenario, ground, table, strip, strip_km)


def pieces(outcome: Outcome) -> pd.DataFrame:
    """The plan's own zones.

    Returns
    -------
    DataFrame
        Index `piece`; columns `region`, `holder`, `rule`, `status`, `side` and NUMBERS, one row
        per piece with ground or people.
    """
    keys = ["piece", "region", "holder", "rule", "status", "side"]
    return tally(outcome.table, keys).set_index("piece")


def piece_shape(outcome: Outcome, piece: str) -> BaseGeometry:
    """The ground of one piece, in STORE_CRS; empty if the line as drawn leaves it none."""
    zones = outcome.table.index[outcome.table["piece"] == piece]
    there = outcome.ground.zones.index.intersection(zones)
    return shapely.coverage_union_all(outcome.ground.zones.loc[there, "geometry"].to_numpy())


def plan_line(outcome: Outcome, edges: gpd.GeoDataFrame | None = None) -> gpd.GeoDataFrame:
    """The line a plan would leave between Ukrainian-controlled and all other ground.

    Parameters
    ----------
    outcome
        A plan on a line of contact.
    edges
        Its ground's edges, if thinned out for drawing; None means in full.

    Returns
    -------
    GeoDataFrame
        The edges (see `edges_of`) with ground that Ukraine keeps or gets back on one side, and
        ground that it leaves or that stays out of its control on the other. Where the text
        leaves either side open there is no line.
    """
    keeps = set(outcome.on_sides(Side.KEEPS, Side.RETURNS).index)
    loses = set(outcome.on_sides(Side.LEAVES, Side.STAYS_OUT).index)
    return border_between(outcome.ground.edges if edges is None else edges, keeps, loses)


def new_dividing_line(
    outcome: Outcome, regions: Collection[str] | None = None, edges: gpd.GeoDataFrame | None = None
) -> gpd.GeoDataFrame:
    """Where a plan would leave a line that is not the line of contact already.

    Parameters
    ----------
    outcome
        A plan on a line of contact.
    regions
        Only edges between zones of these regions; None means all.
    edges
        As for `plan_line`.

    Returns
    -------
    GeoDataFrame
        The edges of `plan_line` with the same holder on both sides.
    """
    line, table = plan_line(outcome, edges), outcome.table
    left, right = (table.loc[line[side], ["region", "holder"]].reset_index(drop=True)
                   for side in ("left", "right"))
    wanted = left["holder"] == right["holder"]
    if regions is not None:
        wanted &= left["region"].isin(regions) & right["region"].isin(regions)
    return line[wanted.to_numpy()]


def report(outcome: Outcome, world: World) -> dict:
    """All figures of an outcome as the object that `cli.py figures --json` prints."""
    ground, scenario = outcome.ground, outcome.scenario
    result = {
        "scenario": scenario.id,
        "title": scenario.title,
        "on": ground.control.on.isoformat(),
        "control": {**ground.control.origin.as_dict(),
                    "reassigned_km2": round(ground.control.reassigned_km2, 2)},
        "margin_km": ground.margin_km,
        "rows": _rows(outcome.table),
        "totals": {
            status: total(outcome.table[outcome.table["status"] == status])
            for status in _present(outcome.table, Status)
        },
        "country": country(world),
        "line_of_contact_km": round(ground.contact_km, 1),
        "plan_line_km": round(float(plan_line(outcome)["length_km"].sum()), 1),
        "data_version": world.version,
    }
    if outcome.strip is not None and scenario.buffer is not None:
        result["buffer"] = {
            "width_km": outcome.strip_km,
            "clause": scenario.buffer.clause,
            "rows": _rows(outcome.strip, ("region", "holder")),
            "total": total(outcome.strip),
        }
    return result


def country(world: World) -> dict:
    """Area and reference-year people of Ukraine in the borders of 1991."""
    return {
        "area_km2": round(float(world.regions["area_km2"].sum()), 2),
        "area_official_km2": float(world.regions["area_official_km2"].sum()),
        "people": int(world.places["population"].sum()),
    }


def _rows(table: pd.DataFrame, by: Iterable[str] = ("region", "status", "holder")) -> list[dict]:
    return [plain(row) for row in tally(table, list(by)).to_dict("records")]


def _present(table: pd.DataFrame, statuses: Iterable[Status]) -> list[str]:
    there = set(table.loc[(table["area_km2"] > 0) | (table["people"] > 0), "status"])
    return [status.value for status in statuses if status in there]


def outcome_of(
    world: World, scenario: Scenario, ground: Ground, strip_km: float | None = None
) -> Outcome:
    """Apply a plan, with its buffer if it has one, at the plan's width or a reader's."""
    if scenario.buffer is None:
        return apply(scenario, ground)
    width_km = scenario.buffer.width_km if strip_km is None else strip_km
    if width_km == 0:
        return apply(scenario, ground)
    return apply(scenario, ground, strip(world, ground, width_km), width_km)
