"""A pull-back as a reader's own plan."""

import math
from dataclasses import replace

from geo.explore.solver import Whose
from geo.plans.edit.draft import Draft, draft_of, scenario_of
from geo.plans.edit.overlays import bands_of
from geo.plans.overlay import Band, Baseline, OverlayKind
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
        The plan, and the depth that is written there (see `band_of`).
    """
    band = band_of(line, whose, km)
    return scenario_of(pulled_back_draft(base, base, band, regions), base, regions), band.deepest_km


def band_of(line: Baseline, whose: Whose, km: float) -> Band:
    """Return a pull-back of one side or both as a band.

    Its depth is the next greater multiple of STEP_KM, so that it still reaches what was asked for.
    """
    steps = math.ceil(round(km / STEP_KM, 6))
    written_km = max(round(steps * STEP_KM, 2), STEP_KM)
    return Band(line, written_km if whose is not Whose.RUSSIA else 0.0,
                written_km if whose is not Whose.UKRAINE else 0.0)


def pulled_back_draft(plan: Scenario, base: Scenario, band: Band, regions: frozenset[str]) -> Draft:
    """Return the changes to a plan of the library that make it another, with a pull-back as only buffer.

    Border strips stay, since they are measured from another line.

    Parameters
    ----------
    plan
        The plan shown: `base` itself, as the reader interprets it, or edited.
    base
        The plan of the library.
    band
        The pull-back, not empty.
    regions
        Ids of all regions.
    """
    strips = [other for other in bands_of(plan) if other.kind is OverlayKind.BORDER_STRIP]
    return replace(draft_of(plan, base, regions), bands=(band, *strips))
