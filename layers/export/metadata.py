"""The metadata of exported files: plan, date, sources, versions, licence, disclaimer."""

from typing import Any

from geo.control.record import Control
from geo.outcomes.figures import FIGURES_CHANGED
from geo.plans.scenario import Group
from geo.status import Status
from layers.captions.link import link_of
from layers.export.shape_tables import parts_of
from layers.language import N_, Language
from layers.request import ExportRequest
from layers.style.statuses import STATUSES
from layers.text.credit import credited_lines, figure_sources
from layers.text.wording import DISCLAIMER, HOLDER_LONG, OWN_NOTE, PEOPLE_NOTE, range_note

PROJECT = N_("Ukraine plan atlas")
TODAY_TITLE = N_("Line of contact, without a plan")
LICENCE = N_("CC BY 4.0 for what this project adds; sources keep their own licences (data/SOURCES.md)")
CRS_WORDS = N_("WGS 84 longitude, latitude (RFC 7946)")
STRIP_NOTE = N_(
    "Buffers and border strips lie over the zones: their own columns count ground and people that the "
    "zones count, too."
)


def file_title(request: ExportRequest) -> str:
    """Return the plan's title, or the title of a map without a plan."""
    title = TODAY_TITLE if request.outcome is None else request.outcome.scenario.title
    return request.language.text(title)


def metadata(request: ExportRequest) -> dict[str, Any]:
    """Return the metadata of a file as plain values for JSON, with text in the request's language.

    Returns
    -------
    dict
        `scenario` and `title`, `text_status` and `caveat` (None without a plan), `on`,
        `control_source`, `control_origin`, `control_licence`, `control_url` and `reassigned_km2`,
        `margin_km`, `data_version`, `figures_changed`, `parts` in the file and `regions` shown ('all'
        or ids), the `statuses` (without a plan, `holders`) that occur with their meaning, notes on
        people and ranges, `disclaimer`, `licence`, `sources` (URLs of the plan's sources), and
        `data_sources` (title, url, licence), starting with those of the line.
    """
    language, control = request.language, request.ground.control
    scenario = None if request.outcome is None else request.outcome.scenario
    say, own = language.text, scenario is not None and scenario.group is Group.OWN
    result = {
        "project": say(PROJECT),
        "scenario": request.id,
        "title": file_title(request),
        "text_status": scenario.text_status.value if scenario else None,
        "caveat": say(scenario.caveat) if scenario and scenario.caveat else None,
        "on": request.on.isoformat(),
        **control_metadata(control, language),
        "reassigned_km2": round(control.reassigned_km2, 2),
        "margin_km": request.ground.margin_km,
        "data_version": request.world.version,
        "figures_changed": FIGURES_CHANGED,
        "language": language.code,
        "crs": say(CRS_WORDS),
        "parts": parts_of(request),
        "regions": "all" if request.regions is None else sorted(request.regions),
        **_glossary(request),
        "people": say(PEOPLE_NOTE),
        "range": range_note(request.ground, language),
        "disclaimer": f"{say(DISCLAIMER)} {say(OWN_NOTE)}" if own else say(DISCLAIMER),
        "licence": say(LICENCE),
        "sources": [str(s.url) for s in scenario.sources if s.url] if scenario else [],
        "data_sources": figure_sources(credited_lines(request), request.world, language),
    }
    if "strip" in parts_of(request):
        result["strip"] = say(STRIP_NOTE)
    back = link_of(request)
    if back.address is not None:
        result["address"] = back.address
        if back.lost:
            result["address_note"] = " ".join(back.notes(language))
    return result


def control_metadata(control: Control, language: Language) -> dict[str, Any]:
    """Return the four metadata members on the origin and licence of a line of contact."""
    origin, say = control.origin, language.text
    return {"control_source": say(origin.source), "control_origin": origin.kind.value,
            "control_licence": say(origin.licence), "control_url": origin.url}


def _glossary(request: ExportRequest) -> dict[str, dict[str, str]]:
    say = request.language.text
    if request.outcome is None:
        return {"holders": {holder.value: say(words) for holder, words in HOLDER_LONG.items()}}
    there = set(request.outcome.table["status"])
    return {"statuses": {status.value: say(STATUSES[status].phrase) for status in Status
                         if status.value in there}}
