"""The card of an area that a reader drew: its ground and people, and what the plan does there."""

import shapely

from geo.case import Case
from geo.outcomes.drawn_vertices import corners_from
from geo.outcomes.drawn_zone import ZoneOnGround, drawn_zone, overlay_zone, under
from geo.outcomes.figures import MIN_SHOWN_KM2
from geo.workspace import Workspace
from layers.captions.link import Link
from layers.html.drawn_zone import held_words, holding_words, regions_words
from layers.language import N_, Language
from layers.plate.text import Sheet, set_sheet
from layers.request import DRAWN, ExportRequest, Laid
from layers.text.credit import credited_lines
from layers.text.headline import kicker
from layers.text.headline import sentence as ended
from layers.text.legend import entries, laid_entries
from layers.text.outcome import Headline, lived

TITLE = N_("A drawn area of {area}: {people}")
STATUSES = 2
"""How many statuses of the area under the plan a card names, the largest first."""


def measured(zone: str, case: Case, work: Workspace) -> ZoneOnGround:
    """Measure an area, given as the text of an address, on the ground of a case.

    Raises
    ------
    ZoneError
        If it lies outside Ukraine.
    """
    return overlay_zone(work.world, drawn_zone(work.world, corners_from(zone)), work.ground_of(case))


def title(area: ZoneOnGround, language: Language) -> str:
    """Say how large the area is and how many people lived there."""
    return language.text(TITLE, area=language.area(area.drawn.area_km2, exact=True),
                         people=lived(area.drawn.people, language))


def sentences(area: ZoneOnGround, case: Case, work: Workspace, names: dict[str, str],
              language: Language) -> str:
    """Say in which regions the area lies, who holds it, and what the plan of the view does there."""
    plan = work.plan(case)
    held = language.text(N_("Held on {day}"), day=language.day(area.ground.control.on))
    parts = [ended(regions_words(area.drawn, names, language)), f"{held}: {held_words(area, language)}."]
    if plan is not None:
        said = "; ".join(f"{item.label} {item.value}" for item in figures(area, case, work, language))
        parts.append(f"{language.text(plan.short_title)}: {said}.")
    return " ".join(parts)


def figures(area: ZoneOnGround, case: Case, work: Workspace, language: Language) -> list[Headline]:
    """Return the largest statuses of the area under the plan, each with its ground and people."""
    plan = work.plan(case)
    rows = [] if plan is None else under(area, plan).to_dict("records")
    return [Headline(holding_words(row["status"], row["level"], language),
                     language.area(row["area_km2"], exact=True), "", lived(row["people"], language), "")
            for row in rows if row["area_km2"] >= MIN_SHOWN_KM2][:STATUSES]


def laid(area: ZoneOnGround, language: Language) -> Laid:
    """Return the area as laid over a map."""
    return Laid(DRAWN, area.drawn.shape, shapely.MultiPolygon(), language.text(N_("The drawn zone")))


def sheet_of_area(area: ZoneOnGround, case: Case, work: Workspace, request: ExportRequest,
                  link: Link) -> Sheet:
    """Return the text of the picture; the request is about the plan, with the area laid over its map."""
    language, outcome = request.language, request.plan()
    legend = [*laid_entries((item.kind, item.words) for item in request.laid),
              *entries(outcome, language, request.layers, request.shown)]
    return set_sheet(request, kicker(outcome, language), title(area, language), "",
                     figures(area, case, work, language), legend, link, language.day(request.on),
                     credited_lines(request))
