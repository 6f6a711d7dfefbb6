"""The picture of a card: the plate of the view, in the size in which services show it."""

from geo.workspace import Workspace
from layers.choice import Choice
from layers.language import Language
from layers.plate.comparison import ComparedPlans, difference_plate
from layers.plate.render import write_plate
from layers.plate.sizes import CARD, layout_of
from layers.request import ExportRequest

PNG = "image/png"
SIZE_PX = (round(layout_of(CARD).width), round(layout_of(CARD).height))
"""Width and height, at one pixel per point."""


def picture(choice: Choice, work: Workspace, language: Language, address: str | None) -> bytes:
    """Return the picture as PNG.

    Raises
    ------
    GeoError
        If the view cannot be computed.
    """
    if choice.view == "compare":
        found = work.difference(*choice.cases)
        request = ExportRequest(work.world, work.library, found.ground, None, language, layers=choice.layers,
                                size=CARD, frame=choice.frame, address=address, choice=choice)
        return difference_plate(ComparedPlans(found, request), "png")
    outcome = work.outcome(choice.case)
    request = ExportRequest(work.world, work.library_with(choice.case), outcome.ground, outcome, language,
                            layers=choice.layers, size=CARD, frame=choice.frame, address=address,
                            choice=choice)
    return write_plate(request, "png")
