"""What holds of a plan in any case, as the briefing prints it."""

from typing import Any

from geo.errors import GeoError
from geo.sweep.one_plan import brief_zones, rows_on
from geo.workspace import Workspace
from layers.explore.holds import Holds, holds_of
from layers.language import N_
from layers.request import ExportRequest

LARGEST = N_("What holds with a margin holds with every smaller one.")


def checked(request: ExportRequest) -> dict[str, Any]:
    """Return the statements about a plan that hold in every case, and the others.

    Parameters
    ----------
    request
        A request with a plan. The statements are checked on the recorded lines, whatever its line is.

    Returns
    -------
    dict
        `summary`, `note` (texts), `always` (pairs of a statement and its ground) and `rest` (statements with
        their ground, on how many days they hold, and on which they do not); only `summary` if there are none.
    """
    try:
        found = holds_in(request)
    except GeoError as fault:
        return {"summary": request.language.text(N_("Nothing is checked on other days: {fault}"),
                                                 fault=request.language.said(fault.words))}
    if not found.statements:
        return {"summary": request.language.text(N_(
            "Nothing that is checked here is true of the plan on any of these days."))}
    return {
        "summary": found.summary, "note": f"{found.notes[0]} {request.language.text(LARGEST)}",
        "always": [[one.sentence, one.amount] for one in found.statements if one.always],
        "rest": [[one.sentence, one.amount, one.kept, "; ".join(one.missed)]
                 for one in found.statements if not one.always],
    }


def holds_in(request: ExportRequest) -> Holds:
    """Return what holds of a request's plan on the days of documents (`geo.sweep.one_plan.brief_cases`).

    Raises
    ------
    GeoError
        If no day is known, or none with the plan's reference date.
    """
    plan = request.plan().scenario
    zones = (brief_zones(Workspace(request.world, request.library), plan) if request.zones is None
             else request.zones(plan))
    return holds_of(rows_on(plan, zones), request.names, request.language)
