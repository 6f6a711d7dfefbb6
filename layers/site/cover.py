"""The cover of a site: the card of the pages that are about all of its plans."""

from dataclasses import dataclass, replace

from geo.outcomes.outcome import Outcome
from layers.captions.link import Link
from layers.card.card import Card, card_of_all, card_of_request
from layers.card.head import PICTURE
from layers.card.picture import picture_of_all
from layers.frame import AFFECTED
from layers.one_file.standalone import every
from layers.request import ExportRequest


@dataclass(frozen=True)
class Cover:
    """A card, with the path of its picture below the folder of the edition.

    `content` is the picture as PNG; None if it is that of another page, or the site has no address at which
    anybody could ask for it.
    """

    card: Card
    picture: str
    content: bytes | None = None


def cover_of(request: ExportRequest) -> Cover:
    """Return the cover of a site, as the live page has the card of its view of all plans.

    A site without a plan has that of the line of contact. The address of the request is that of the edition.
    """
    outcomes: dict[str, Outcome] = {one.id: one.outcome for one in every(request) if one.outcome is not None}
    if not outcomes:
        return Cover(card_of_request(request), f"{request.id}/{PICTURE}")
    card = card_of_all(outcomes, request.choice.rank, request.language)
    if request.address is None:
        return Cover(card, PICTURE)
    shown = replace(request, frame=AFFECTED)
    return Cover(card, PICTURE, picture_of_all(outcomes, shown, Link("", request.address, ())))
