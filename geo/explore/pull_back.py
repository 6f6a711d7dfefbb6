"""A pull-back from a line: the ground that the forces of each side would leave, by depth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from geo.explore.depths import SIDES, Depths, Strip
from geo.gazetteer.cities import KINDS
from geo.outcomes.figures import total
from geo.outcomes.outcome import Outcome
from geo.outcomes.overlays import measured_band
from geo.outcomes.plan_line import beyond
from geo.plans.overlay import Band, Baseline
from geo.world import World
from geo.zones.overlay import held_by_russia

MAX_KM = 40.0
"""The deepest pull-back on each side: the greatest depth that anybody named."""

NO_PULL_BACK = Band(Baseline.LINE_OF_CONTACT, 0.0, 0.0)
"""Both sides' forces stay where they are."""

CURVE_KM = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.5, 10.0, 12.5, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0)
"""The depths of a curve: the named ones, and closer together near the line."""


@dataclass(frozen=True)
class PullBack:
    """A pull-back to a depth on each side of a line; figures are those of the line as drawn."""

    line: Baseline
    ukraine: Strip
    russia: Strip

    @property
    def band(self) -> Band:
        """The same ground as the band of a plan's buffer."""
        return Band(self.line, self.ukraine.km, self.russia.km)

    @property
    def strips(self) -> tuple[Strip, Strip]:
        """Both sides, in the order of SIDES."""
        return self.ukraine, self.russia


def pull_back(depths: Depths, line: Baseline, ukraine_km: float, russia_km: float) -> PullBack:
    """Measure a pull-back.

    Parameters
    ----------
    depths
        The ground beside the line (`geo.explore.depths.depths_from`).
    line
        The line that `depths` are measured from.
    ukraine_km, russia_km
        How far the forces of each side would go back; 0 leaves a side where it is.
    """
    return PullBack(line, *depths.strips(ukraine_km, russia_km))


def curve(depths: Depths, kms: Sequence[float] = CURVE_KM) -> pd.DataFrame:
    """Measure both sides at several depths.

    Returns
    -------
    DataFrame
        One row per side and depth; columns `side`, `km`, `area_km2`, `people`, one per kind of settlement
        (of KINDS) and `sites` (their number).
    """
    strips = [strip for km in kms for strip in depths.strips(km, km)]
    rows = [{"side": strip.side, "km": strip.km, "area_km2": strip.area_km2, "people": strip.people,
             **strip.counts(), "sites": len(strip.sites)} for strip in strips]
    names = ["side", "km", "area_km2", "people", *KINDS, "sites"]
    table = pd.DataFrame(rows, columns=names)
    order = np.argsort([SIDES.index(side) for side in table["side"]], kind="stable")
    return table.iloc[order].reset_index(drop=True)


def ranges(world: World, outcome: Outcome, found: PullBack) -> dict[str, dict[str, float]]:
    """Measure a pull-back on the line as drawn and with it moved by the margin of the ground.

    This cuts the country once per line and takes seconds, unlike `pull_back`.

    Returns
    -------
    dict
        NUMBERS (`geo.outcomes.figures`) by side.
    """
    table = measured_band(world, outcome.scenario, outcome.ground, found.band)
    plan_line = found.line is Baseline.PLAN_LINE
    far = beyond(table, outcome.scenario) if plan_line else held_by_russia(table)
    return {SIDES[0]: total(table[~far]), SIDES[1]: total(table[far])}


def pull_back_report(found: PullBack) -> dict[str, Any]:
    """Return the figures of a pull-back as plain values: both sides and their sum."""
    both = {"area_km2": round(sum(strip.area_km2 for strip in found.strips), 2),
            "people": sum(strip.people for strip in found.strips)}
    return {"line": found.line.value, "sides": [_strip(strip) for strip in found.strips], "total": both}


def _strip(strip: Strip) -> dict[str, Any]:
    regions = [{"region": str(region), "area_km2": round(float(row["area_km2"]), 2),
                "people": int(row["people"])} for region, row in strip.regions.iterrows()]
    return {"side": strip.side, "depth_km": strip.km, "area_km2": round(strip.area_km2, 2),
            "people": strip.people, "settlements": strip.counts(), "regions": regions,
            "largest": [str(code) for code in strip.settlements["settlement"].head(10)],
            "sites": [str(site) for site in strip.sites.index]}
