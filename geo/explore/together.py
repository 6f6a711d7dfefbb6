"""What hangs together: the connected parts of what each side would hold, and what they border.

Areas, people and lengths are those of the line of contact as drawn.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.explore.cells import Cells
from geo.explore.sides import GENERATING, PORT, Under, sides_of, sites_by_side
from geo.outcomes.outcome import Outcome
from geo.plans.site_clause import SiteClause
from geo.world import World
from geo.zones.coast import COAST


class PartKind(StrEnum):
    """Where a connected part lies."""

    MAIN = "main"
    """The largest part of its side."""
    ENCLAVE = "enclave"
    """Without a coast or an international border: surrounded by ground of other sides."""
    ISLAND = "island"
    """Surrounded by water."""
    APART = "apart"
    """Any other part that is not connected with the main one."""


@dataclass(frozen=True)
class Together:
    """What each side would hold, in connected parts.

    `parts` has one row per part, index `part`, by side and then by area: columns `side` (of Under), `kind`
    (of PartKind), `area_km2`, `people`, `border_km`, `coast_km` and one column per side with the length
    along it in km (0 for its own). `sides` sums them: index `side` (all of Under), the same measures,
    `parts`, `enclaves`, `islands`, `ports`, `stations` and `capacity_mw` (as built, of the sites whose
    capacity is known). `borders` is the length of the border with each neighbour: one row per side, one
    column per neighbour. `part_of_cell` leads from the cells to the parts, `places` has one row per place:
    `region`, `settlement`, `population`, `side`, `part`, `centre_side`, `centre_part` and `cut_off` (see
    `cut_off_from_centre`). `sites` has the power stations, dams and ports with their `side`, and `at_line`:
    within AT_THE_LINE_KM of the line of contact, so that the record cannot tell who holds them. `said` are
    the clauses of the text about such a site, which decide there instead of the ground.
    """

    cells: Cells
    parts: pd.DataFrame
    sides: pd.DataFrame
    borders: pd.DataFrame
    part_of_cell: np.ndarray
    places: pd.DataFrame
    sites: pd.DataFrame
    under_plan: bool = False
    """Whether this is of a plan, not of the line of contact alone."""
    said: tuple[SiteClause, ...] = ()

    def shape(self, part: int) -> BaseGeometry:
        """Return the shape of a part in STORE_CRS."""
        return shapely.coverage_union_all(self.cells.shapes[self.part_of_cell == part])

    @property
    def front_km(self) -> float:
        """The length of the line between ground under Ukrainian control and ground that is not."""
        return float(self.sides.at[Under.UKRAINE.value, Under.OTHER.value])


def together_of(world: World, cells: Cells, outcome: Outcome | None = None) -> Together:
    """Work out what hangs together under a plan, or for None on the line of contact without one.

    Parameters
    ----------
    world
        Provides the places, centres and sites.
    cells
        The cells of the ground that `outcome` is on; all plans share them.
    outcome
        The plan on that ground.

    Returns
    -------
    Together
        Areas and people of the parts of a side sum to the side's, those of all sides to the country's.
        Ground that touches in a point only is not connected, and a bridge connects nothing.
    """
    of_zone = sides_of(outcome, cells)
    side = cells.table["zone"].map(of_zone).to_numpy()
    part_of_cell, parts = _parts(cells, side)
    places = _places(world, cells, parts, part_of_cell)
    borders = cells.outer[cells.outer["neighbour"] != COAST]
    by_state = borders.assign(side=side[borders["cell"]]).pivot_table(
        index="side", columns="neighbour", values="length_km", aggfunc="sum", fill_value=0.0)
    clauses = () if outcome is None else outcome.scenario.sites
    sites = sites_by_side(world, cells, of_zone, clauses)
    said = tuple(clause for clause in clauses if clause.site in sites.index)
    return Together(cells, parts, _sides(parts, sites),
                    by_state.reindex([name.value for name in Under], fill_value=0.0),
                    part_of_cell, places, sites, outcome is not None, said)


def _parts(cells: Cells, side: np.ndarray) -> tuple[np.ndarray, pd.DataFrame]:
    """Return the part of each cell, and the parts."""
    left, right = cells.inner["left"].to_numpy(), cells.inner["right"].to_numpy()
    roots = _connected(len(side), left[side[left] == side[right]], right[side[left] == side[right]])
    measures = cells.table[["area_km2", "people"]].groupby(roots).sum()
    measures.insert(0, "side", pd.Series(side).groupby(roots).first())
    coast = cells.outer["neighbour"] == COAST
    for name, rows in (("border_km", cells.outer[~coast]), ("coast_km", cells.outer[coast])):
        lengths = rows["length_km"].groupby(roots[rows["cell"]]).sum()
        measures[name] = lengths.reindex(measures.index, fill_value=0.0)
    both = pd.DataFrame({"part": np.concatenate([roots[left], roots[right]]),
                         "other": np.concatenate([side[right], side[left]]),
                         "length_km": np.tile(cells.inner["length_km"].to_numpy(), 2)})
    both = both[side[both["part"]] != both["other"]]
    for name in Under:
        lengths = both.loc[both["other"] == name.value].groupby("part")["length_km"].sum()
        measures[name.value] = lengths.reindex(measures.index, fill_value=0.0)
    order = [name.value for name in Under]
    table = measures.assign(rank=measures["side"].map(order.index), root=measures.index)
    table = table.sort_values(["rank", "area_km2", "people", "root"], ascending=[True, False, False, True])
    number = pd.Series(range(len(table)), index=table["root"])
    table = table.drop(columns=["rank", "root"]).reset_index(drop=True)
    table.index.name = "part"
    table.insert(1, "kind", _kinds(table))
    return number.loc[roots].to_numpy(), table


def _kinds(parts: pd.DataFrame) -> list[str]:
    outside = (parts["border_km"] + parts["coast_km"]) > 0
    inside = parts[[name.value for name in Under]].sum(axis=1) > 0
    kinds = np.select([~parts["side"].duplicated(), inside & ~outside, ~inside],
                      [PartKind.MAIN.value, PartKind.ENCLAVE.value, PartKind.ISLAND.value],
                      PartKind.APART.value)
    return list(map(str, kinds))


def _connected(count: int, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return a representative of the connected component of each of `count` nodes."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in zip(left.tolist(), right.tolist(), strict=True):
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return np.array([root(node) for node in range(count)], dtype=int)


def _places(world: World, cells: Cells, parts: pd.DataFrame, part_of_cell: np.ndarray) -> pd.DataFrame:
    table = world.places[["region", "settlement", "population"]].copy()
    table["part"] = part_of_cell[cells.places.to_numpy()]
    table["side"] = parts["side"].to_numpy()[table["part"]]
    centres = table[table["settlement"].isin(list(world.centres.values()))]
    most = centres.groupby(["settlement", "part"])["population"].sum().reset_index()
    most = most.sort_values(["population", "part"], ascending=[False, True]).drop_duplicates("settlement")
    part_of_centre = most.set_index("settlement")["part"]
    centre = table["region"].map(world.centres).map(part_of_centre)
    table["centre_part"] = centre.fillna(-1).astype(int)
    table["centre_side"] = centre.map(parts["side"])
    table["cut_off"] = cut_off_from_centre(table)
    return table


def cut_off_from_centre(places: pd.DataFrame) -> pd.Series:
    """Tell which places are cut off from the administrative centre of their region.

    A place is cut off if it is in another connected part than most of the centre's people: on another side,
    or on the same one without a way over ground of that side. Islands count as cut off. Where the plan leaves
    the place or the centre open nothing is said, and it does not count.

    Parameters
    ----------
    places
        Columns `side`, `part`, `centre_side` and `centre_part` of `Together.places`; -1 is no part.

    Returns
    -------
    Series
        Boolean, with the same index.
    """
    known = (places["side"] != Under.OPEN.value) & (places["centre_side"] != Under.OPEN.value)
    return known & (places["centre_part"] >= 0) & (places["part"] != places["centre_part"])


def _sides(parts: pd.DataFrame, sites: pd.DataFrame) -> pd.DataFrame:
    every = [name.value for name in Under]
    measures = ["area_km2", "people", "border_km", "coast_km", *every]
    table = parts.groupby("side")[measures].sum().reindex(every, fill_value=0)
    table["parts"] = parts.groupby("side").size()
    for name, kind in (("enclaves", PartKind.ENCLAVE), ("islands", PartKind.ISLAND)):
        table[name] = parts[parts["kind"] == kind.value].groupby("side").size()
    table["ports"] = sites[sites["kind"] == PORT].groupby("side").size()
    power = sites[sites["kind"].isin(GENERATING)]
    table["stations"] = power.groupby("side").size()
    table["capacity_mw"] = power.groupby("side")["capacity_mw"].sum()
    counts = ["people", "parts", "enclaves", "islands", "ports", "stations"]
    return table.fillna(0).astype(dict.fromkeys(counts, "int64") | {"capacity_mw": float})
