"""What a file says about itself: plan, date, sources, versions, licence, disclaimer."""

from typing import Any

from geo.control.record import Control
from geo.outcomes.figures import FIGURES_CHANGED
from geo.plans.scenario import Group
from geo.status import Status
from layers.captions.link import link_of
from layers.export.shape_tables import parts_of
from layers.language import N_
from layers.request import ExportRequest
from layers.style.statuses import STATUSES
from layers.text.credit import credited_lines, figure_sources
from layers.text.wording import DISCLAIMER, HOLDER_LONG, OWN_NOTE, PEOPLE_NOTE, RANGE_NOTE

PROJECT = N_("Ukraine plan atlas")
TODAY_TITLE = N_("Line of contact, without a plan")
LICENCE = N_("CC BY 4.0 for what this project adds; sources keep their own licences (data/SOURCES.md)")
CRS_WORDS = "WGS 84 longitude, latitude (RFC 7946)"
STRIP_NOTE = N_(
    "Buffers and border strips lie over the zones: their own columns count ground and people that the "
    "zones count, too."
)


def file_title(order: ExportRequest) -> str:
    """The plan's title, or what stands for it on a map without a plan."""
    title = TODAY_TITLE if order.outcome is None else order.outcome.scenario.title
    return order.language.text(title)


def metadata(order: ExportRequest) -> dict[str, Any]:
    """What a file must say about itself, as plain values for JSON; words in the order's language.

    Returns
    -------
    dict
        `scenario` and `title`, `text_status` and `caveat` (None without a plan), `on`,
        `control_source`, `control_origin`, `control_licence`, `control_url` and `reassigned_km2`,
        `margin_km`, `data_version`, `figures_changed`, `parts` in the file and `regions` shown ('all'
        or ids), `statuses` or, without a plan, `holders` that occur with what each means, notes on
        people and ranges, `disclaimer`, `licence`, `sources` (addresses of the plan's), and
        `data_sources` (title, url, licence), of which the first are those of the line.
    """
    language, control = order.language, order.ground.control
    scenario = None if order.outcome is None else order.outcome.scenario
    say, own = language.text, scenario is not None and scenario.group is Group.OWN
    result = {
        "project": say(PROJECT),
        "scenario": order.id,
        "title": file_title(order),
        "text_status": scenario.text_status.value if scenario else None,
        "caveat": say(scenario.caveat) if scenario and scenario.caveat else None,
        "on": order.on.isoformat(),
        **control_metadata(control),
        "reassigned_km2": round(control.reassigned_km2, 2),
        "margin_km": order.ground.margin_km,
        "data_version": order.world.version,
        "figures_changed": FIGURES_CHANGED,
        "language": language.code,
        "crs": CRS_WORDS,
        "parts": parts_of(order),
        "regions": "all" if order.regions is None else sorted(order.regions),
        **_glossary(order),
        "people": say(PEOPLE_NOTE),
        "range": say(RANGE_NOTE, km=language.decimal(order.ground.margin_km)),
        "disclaimer": f"{say(DISCLAIMER)} {say(OWN_NOTE)}" if own else say(DISCLAIMER),
        "licence": say(LICENCE),
        "sources": [str(s.url) for s in scenario.sources if s.url] if scenario else [],
        "data_sources": figure_sources(credited_lines(order), order.world),
    }
    if "strip" in parts_of(order):
        result["strip"] = say(STRIP_NOTE)
    back = link_of(order)
    if back.address is not None:
        result["address"] = back.address
        if back.lost:
            result["address_note"] = " ".join(back.notes(language))
    return result


def control_metadata(control: Control) -> dict[str, Any]:
    """Where a line of contact comes from, on which terms: four members of the metadata."""
    origin = control.origin
    return {"control_source": origin.source, "control_origin": origin.kind.value,
            "control_licence": origin.licence, "control_url": origin.url}


def _glossary(order: ExportRequest) -> dict[str, dict[str, str]]:
    say = order.language.text
    if order.outcome is None:
        return {"holders": {holder.value: say(words) for holder, words in HOLDER_LONG.items()}}
    there = set(order.outcome.table["status"])
    return {"statuses": {status.value: say(STATUSES[status].phrase) for status in Status
                         if status.value in there}}
