"""The picture of a card: the plate of the view, in the size in which services show it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from geo.outcomes.outcome import Outcome
from geo.plans.library import DEFAULT_PLAN
from geo.workspace import Workspace
from layers.address import pictured, query_text
from layers.captions.link import Link
from layers.card import all_plans, drawn_area, moved_line
from layers.card.asking import ASKING, ON_THE_MAP
from layers.card.small_maps import small_maps
from layers.card.surroundings import frame_around
from layers.choice import Choice
from layers.frame import AFFECTED
from layers.language import Language
from layers.parameter import ChoiceError
from layers.plate.comparison import ComparedPlans, difference_plate
from layers.plate.plate import plate
from layers.plate.render import png, write_plate
from layers.plate.sizes import CARD, layout_of
from layers.plate.text import sheet_of
from layers.request import ExportRequest

PNG = "image/png"
SIZE_PX = (round(layout_of(CARD).width), round(layout_of(CARD).height))
"""Width and height, at one pixel per point."""
AROUND = 0.35
"""How much of its width and height a picture shows on each side of a drawn area."""
MAX_LINK = 400
"""The longest address, in characters, that is printed in full: that of a zone may have thousands."""


def picture(choice: Choice, work: Workspace, language: Language, address: str | None) -> bytes:
    """Return the picture as PNG.

    Raises
    ------
    GeoError
        If the view cannot be computed.
    """
    choice = shown_by(choice, work)
    return PICTURES[choice.view](choice, work, language, address)


def shown_by(choice: Choice, work: Workspace) -> Choice:
    """Reset what a picture of a view does not show, so that views with one picture are one choice."""
    shown, view = replace(pictured(choice), view="plan"), choice.view
    if view == "compare":
        return replace(shown, view=view)
    if view == "all":  # the plans as published, whichever is open
        return replace(shown, view=view, rank=choice.rank, plan=DEFAULT_PLAN, own="", reading="",
                       strip_km=None)
    if view == "time" and moved_line.span_of(choice.on, work) is not None:
        return replace(shown, view=view, plan=DEFAULT_PLAN, own="", reading="", strip_km=None)
    if view == "zone" and choice.zone:
        return replace(shown, view=view, zone=choice.zone)
    return replace(shown, view=view) if view in ASKING and not choice.own else shown


def _of_plan(choice: Choice, work: Workspace, language: Language, address: str | None) -> bytes:
    return write_plate(_request(choice, work, language, address), "png")


def _of_comparison(choice: Choice, work: Workspace, language: Language, address: str | None) -> bytes:
    found = work.difference(*choice.cases)
    request = ExportRequest(work.world, work.library, found.ground, None, language, layers=choice.layers,
                            size=CARD, frame=choice.frame, address=address, choice=choice)
    return difference_plate(ComparedPlans(found, request), "png")


def _of_all(choice: Choice, work: Workspace, language: Language, address: str | None) -> bytes:
    return picture_of_all(all_plans.outcomes_of(choice, work), _request(choice, work, language, address),
                          link_to(choice, work, address))


def picture_of_all(outcomes: Mapping[str, Outcome], request: ExportRequest, link: Link) -> bytes:
    """Return the picture of all plans as PNG, in the order in which the choice of a request ranks them."""
    rank, request = request.choice.rank, replace(request, size=CARD)
    sheet = all_plans.sheet_of_all(outcomes, rank, request, link)
    canvas = small_maps(outcomes, rank, request, sheet)
    return png(canvas, sheet.title, layout_of(CARD).pixels_per_point, sheet.title)


def _of_moved_line(choice: Choice, work: Workspace, language: Language, address: str | None) -> bytes:
    span = moved_line.span_of(choice.on, work)
    if span is None:
        return _of_plan(choice, work, language, address)
    scene, sheet = moved_line.sheet_of_line(span, choice, work, _request(choice, work, language, address),
                                            link_to(choice, work, address))
    request = _request(choice, work, language, address)
    return png(plate(request, scene, sheet), sheet.title, layout_of(CARD).pixels_per_point, sheet.title)


def _of_area(choice: Choice, work: Workspace, language: Language, address: str | None) -> bytes:
    if not choice.zone:
        return _asking(choice, work, language, address)
    area = drawn_area.measured(choice.zone, choice.case, work)
    request = replace(_request(choice, work, language, address), laid=(drawn_area.laid(area, language),))
    if choice.frame == AFFECTED:
        bounds = area.drawn.shape.bounds
        request = replace(request, frame=frame_around(bounds, AROUND, work.world.regions.index))
    sheet = drawn_area.sheet_of_area(area, choice.case, work, request, link_to(choice, work, address))
    return png(plate(request, sheet=sheet), sheet.title, layout_of(CARD).pixels_per_point, sheet.title)


def _asking(choice: Choice, work: Workspace, language: Language, address: str | None) -> bytes:
    """Draw the map of the plan with which the view opens, under the title of the view."""
    request = _request(choice, work, language, address)
    sheet = sheet_of(replace(request, choice=choice))
    sheet = replace(sheet, title=language.text(ASKING[choice.view]),
                    kicker=language.text(ON_THE_MAP, plan=sheet.kicker),
                    link=link_to(choice, work, address).words(language))
    return png(plate(request, sheet=sheet), sheet.title, layout_of(CARD).pixels_per_point, sheet.title)


PICTURES: dict[str, Callable[[Choice, Workspace, Language, str | None], bytes]] = {
    "plan": _of_plan, "compare": _of_comparison, "all": _of_all, "time": _of_moved_line, "zone": _of_area,
    "write": _asking}
"""The pictures of views."""


def _request(choice: Choice, work: Workspace, language: Language, address: str | None) -> ExportRequest:
    outcome = work.outcome(choice.case)
    return ExportRequest(work.world, work.library_with(choice.case), outcome.ground, outcome, language,
                         layers=choice.layers, size=CARD, frame=choice.frame, address=address, choice=choice)


def link_to(choice: Choice, work: Workspace, address: str | None) -> Link:
    """Return the link to a view; to the page alone, if the address is too long to be printed."""
    try:
        query = query_text(choice, work.world.version)
    except ChoiceError:
        query = ""
    return Link(query if len(query) <= MAX_LINK else "", address, ())
