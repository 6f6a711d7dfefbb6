"""A solved depth as a reader's own plan."""

import math

from geo.explore.solver import Whose
from geo.plans.edit import Draft, scenario_of
from geo.plans.overlay import Band, Baseline
from geo.plans.scenario import Scenario

STEP_KM = 0.01
"""Buffers of a reader's own plan are to ten metres."""


def with_pull_back(
    base: Scenario, line: Baseline, whose: Whose, km: float, regions: frozenset[str]
) -> tuple[Scenario, float]:
    """Return a plan with a pull-back as its only buffer, as a reader's own plan.

    Parameters
    ----------
    base
        The plan that is edited.
    line, whose, km
        The line that the depth is measured from, who pulls back, and how far.
    regions
        Ids of all regions.

    Returns
    -------
    tuple
        The plan, and the depth that is written there: the next greater multiple of STEP_KM, so that it still
        reaches what was asked for.
    """
    steps = math.ceil(round(km / STEP_KM, 6))
    written_km = max(round(steps * STEP_KM, 2), STEP_KM)
    ukraine_km = written_km if whose is not Whose.RUSSIA else 0.0
    russia_km = written_km if whose is not Whose.UKRAINE else 0.0
    return scenario_of(Draft(base.id, bands=(Band(line, ukraine_km, russia_km),)), base, regions), written_km
