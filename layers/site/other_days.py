"""The zones of other days that briefings look at, surveyed once for all plans of a site."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from geo.cache import remembering
from geo.errors import GeoError
from geo.plans.scenario import Scenario
from geo.sweep.one_plan import brief_zones
from geo.sweep.zones import DayZones
from geo.workspace import Workspace
from layers.request import ExportRequest

BRIEFING = "briefing"


def with_zones(request: ExportRequest, formats: Sequence[str]) -> ExportRequest:
    """Return a request whose zones of other days are surveyed and can be handed to other processes.

    Nothing is surveyed if there is no briefing in `formats`.
    """
    plan = next(iter(request.library.plans.values()), None)
    if plan is None or BRIEFING not in formats:
        return replace(request, zones=None)
    make = request.zones or partial(brief_zones, Workspace(request.world, request.library, remembering()))
    try:
        return replace(request, zones=partial(_given, make(plan)))
    except GeoError:  # the briefing says why
        return replace(request, zones=None)


def _given(zones: Sequence[DayZones], _plan: Scenario) -> Sequence[DayZones]:
    return zones
