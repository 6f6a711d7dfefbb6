"""The outcome of a plan on a line of contact: the status of each zone, and its figures."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.origin import Origin
from geo.outcomes.figures import plain, tally, total
from geo.outcomes.overlays import overlays_of
from geo.outcomes.plan_line import dividing
from geo.plans.assign import HELD_BEFORE, assign
from geo.plans.overlay import Band, Baseline, OverlayKind
from geo.plans.scenario import Scenario
from geo.status import Holder, Side, Status
from geo.world import World, other_origin
from geo.zones.coast import coasts_km
from geo.zones.edges import border_between
from geo.zones.ground import Ground
from geo.zones.overlay import OverlayGround
from geo.zones.sites import site_rows


@dataclass(frozen=True)
class Outcome:
    """The status of every zone under a plan.

    `table` has the columns of `geo.schema.STATUSES`: those of `Ground.table` with `rule`, `status` and
    `side`, the holder on the plan's reference date if it has one, and `piece`. The ground is cut along
    the reference dates of all plans, so that they share one set of zones; a piece, such as
    'UA-14.ukraine', groups the zones that this plan's rules cannot distinguish. `overlays` are in its order.
    """

    scenario: Scenario
    ground: Ground
    table: pd.DataFrame
    overlays: tuple[OverlayGround, ...] = ()

    def on_sides(self, *sides: Side) -> pd.DataFrame:
        """Select the zones that end up on any of these sides.

        Returns
        -------
        DataFrame
            Rows of `table`.
        """
        return self.table[self.table["side"].isin(sides)]

    @property
    def bands(self) -> tuple[OverlayGround, ...]:
        """The overlays with an area, that is all but walls."""
        return tuple(item for item in self.overlays if not item.band.is_empty)


def apply(scenario: Scenario, ground: Ground, overlays: tuple[OverlayGround, ...] = ()) -> Outcome:
    """Assign every zone of the ground its status under a plan."""
    table = ground.seen_by(scenario.reference_date)
    table = table.join(assign(table, scenario))
    keys = ["region", "holder", *([HELD_BEFORE] if scenario.reference_date else [])]
    table["piece"] = table[keys].agg(".".join, axis=1)
    return Outcome(scenario, ground, table, overlays)


def pieces(outcome: Outcome) -> pd.DataFrame:
    """Sum the zones of a plan by piece (see `Outcome`).

    Returns
    -------
    DataFrame
        One row per piece with ground or people; index `piece`, columns `region`, `holder`, `rule`,
        `status`, `side` and NUMBERS.
    """
    keys = ["piece", "region", "holder", "rule", "status", "side"]
    return tally(outcome.table, keys).set_index("piece")


def piece_shape(outcome: Outcome, piece: str) -> BaseGeometry:
    """Return the shape of one piece in STORE_CRS; empty if it has no ground on the line as drawn."""
    zones = outcome.table.index[outcome.table["piece"] == piece]
    there = outcome.ground.zones.index.intersection(zones)
    return shapely.coverage_union_all(outcome.ground.zones.loc[there, "geometry"].to_numpy())


def plan_line(outcome: Outcome, edges: gpd.GeoDataFrame | None = None) -> gpd.GeoDataFrame:
    """Return the line a plan would leave between Ukrainian-controlled and other ground.

    Parameters
    ----------
    outcome
        A plan on a line of contact.
    edges
        The edges of its ground, if simplified for drawing; None means the full edges.

    Returns
    -------
    GeoDataFrame
        The edges (STORE_CRS, see `edges_of`) between ground that would be under Ukrainian control and
        ground that would not. There is no line along ground that the plan leaves open.
    """
    return dividing(outcome.ground.edges if edges is None else edges, outcome.table["side"])


def wall_line(
    outcome: Outcome, regions: Collection[str] | None = None, edges: gpd.GeoDataFrame | None = None
) -> gpd.GeoDataFrame:
    """Select the edges along which the plan's security walls would run.

    Returns
    -------
    GeoDataFrame
        As for `new_dividing_line` (STORE_CRS), and so are the parameters; no rows without a wall.
    """
    edges = outcome.ground.edges if edges is None else edges
    walled: set[object] = set()
    for wall in outcome.scenario.walls:
        if wall.line is Baseline.PLAN_LINE:
            walled.update(plan_line(outcome, edges).index)
        else:
            russian_held = set(outcome.table.index[outcome.table["holder"] == Holder.RUSSIA])
            walled.update(border_between(edges, russian_held, set(outcome.table.index) - russian_held).index)
    line = edges[edges.index.isin(walled)]
    return line[_between(outcome, line, regions)]


def new_dividing_line(
    outcome: Outcome, regions: Collection[str] | None = None, edges: gpd.GeoDataFrame | None = None
) -> gpd.GeoDataFrame:
    """Return the parts of a plan's line that do not follow the line of contact.

    Parameters
    ----------
    outcome
        A plan on a line of contact.
    regions
        Restrict the result to edges between zones of these regions; None means all.
    edges
        As for `plan_line`.

    Returns
    -------
    GeoDataFrame
        The edges of `plan_line` (STORE_CRS) with the same holder on both sides.
    """
    line, holders = plan_line(outcome, edges), outcome.table["holder"]
    same = line["left"].map(holders) == line["right"].map(holders)
    return line[same & _between(outcome, line, regions)]


def _between(outcome: Outcome, line: gpd.GeoDataFrame, regions: Collection[str] | None) -> pd.Series:
    """Return a mask of the edges with zones of these regions on both sides; None means all regions."""
    if regions is None:
        return pd.Series(True, index=line.index)
    of = outcome.table["region"]
    return line["left"].map(of).isin(regions) & line["right"].map(of).isin(regions)


def report(outcome: Outcome, world: World) -> dict:
    """Return all figures of an outcome, as printed by `cli.py figures --json`."""
    ground, scenario = outcome.ground, outcome.scenario
    result = {
        "scenario": scenario.id,
        "title": scenario.title,
        "on": ground.control.on.isoformat(),
        "control": {**ground.control.origin.as_dict(),
                    "reassigned_km2": round(ground.control.reassigned_km2, 2)},
        "margin_km": ground.margin_km,
        "ranges_over": [origin.source for origin in _observers(ground, world)],
        "rows": _rows(outcome.table),
        "totals": {
            status: total(outcome.table[outcome.table["status"] == status])
            for status in _present(outcome.table, Status)
        },
        "country": country(world),
        "line_of_contact_km": round(ground.contact_km, 1),
        "plan_line_km": round(float(plan_line(outcome)["length_km"].sum()), 1),
        "sites": site_rows(outcome.table, ground, world.sites),
        "coasts": coast_rows(outcome, world),
        "data_version": world.version,
    }
    buffers = [overlay_figures(item) for item in outcome.bands if item.overlay.kind is OverlayKind.BUFFER]
    if buffers:
        result["buffer"] = buffers[0]
    if outcome.bands:
        result["overlays"] = [{"id": item.id, "kind": item.overlay.kind.value, **overlay_figures(item)}
                              for item in outcome.bands]
    return result


def coast_rows(outcome: Outcome, world: World) -> list[dict]:
    """Return the length of coast by region, status and holder, where there is one; lagoons count as sea."""
    keys = ["region", "status", "holder"]
    lengths = coasts_km(outcome.ground, world.neighbours).groupby([outcome.table[key] for key in keys]).sum()
    return [{**dict(zip(keys, map(str, key), strict=True)), "coast_km": round(float(km), 1)}
            for key, km in lengths.items() if km > 0]


def _observers(ground: Ground, world: World) -> list[Origin]:
    """Return the origins of the lines that the ranges are over."""
    other = other_origin(world, ground.control) if ground.observers > 1 else None
    return [ground.control.origin, *([other] if other is not None else [])]


def overlay_figures(item: OverlayGround) -> dict:
    """Return the figures of an overlay, by region and holder and in total.

    `width_km` is the depth if it is the same on both sides, otherwise None.
    """
    band = item.band
    return {
        "width_km": band.depth_ukraine_km if band.is_symmetric else None,
        "line": band.line.value,
        "depth_ukraine_km": band.depth_ukraine_km,
        "depth_russia_km": band.depth_russia_km,
        "clause": item.overlay.clause,
        "rows": _rows(item.table, ("region", "holder")),
        "total": total(item.table),
    }


def country(world: World) -> dict:
    """Return the area and reference-year population of Ukraine within its 1991 borders."""
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
    world: World, scenario: Scenario, ground: Ground, buffer_km: float | None = None,
    measure: Callable[[Band], pd.DataFrame] | None = None,
) -> Outcome:
    """Apply a plan with its overlays.

    `buffer_km` replaces the depth of the plan's buffer (see `placed_overlays`); `measure` replaces
    `measured_band` for callers that cache its results.
    """
    return apply(scenario, ground, overlays_of(world, scenario, ground, buffer_km, measure))
