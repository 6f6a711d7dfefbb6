"""oEmbed 1.0: how another page embeds a view of this one, as values and as XML."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

from geo.errors import N_, GeoError
from layers.address import query_text
from layers.card.card import Card
from layers.card.head import PICTURE
from layers.card.picture import SIZE_PX
from layers.choice import Choice
from layers.html.render import render

WIDTH_PX, HEIGHT_PX = 960, 720
FRAMED = frozenset({"plan", "compare"})
"""The views that a frame without panels shows as they are."""
MIN_PX = 200
"""The least width and height that a map is embedded in, whatever is asked for."""


class ForeignAddress(GeoError):
    """The address to embed is none of this page."""


def query_within(url: str, base: str) -> dict[str, str]:
    """Return the parameters of an address of the page at `base`.

    Raises
    ------
    ForeignAddress
        If it is the address of anything else.
    """
    try:
        asked, ours = urlsplit(url), urlsplit(base)
    except ValueError:
        raise ForeignAddress(N_("That is no address.")) from None
    there = (asked.scheme.lower(), asked.netloc.lower(), asked.path.rstrip("/"))
    if there != (ours.scheme.lower(), ours.netloc.lower(), ours.path.rstrip("/")):
        raise ForeignAddress(N_("Only addresses of this page can be embedded."))
    return dict(parse_qsl(asked.query, keep_blank_values=True, max_num_fields=100))


def embedding(card: Card, choice: Choice, version: str, base: str, most: tuple[int | None, int | None]
              ) -> dict[str, Any]:
    """Return the answer to an oEmbed request as plain values.

    It is a frame of the map; of a view that is more than a map of a plan or of a comparison, it is a link,
    since the frame would show something else than the title says.

    Parameters
    ----------
    card, choice
        The view.
    version
        The version of the data.
    base
        The public address of the page.
    most
        The greatest width and height in pixels that were asked for.
    """
    value: dict[str, Any] = {"version": "1.0", "type": "link", "title": card.title,
                             "provider_name": card.site, "provider_url": f"{base}/", "cache_age": 3600}
    if choice.view in FRAMED or (choice.view == "write" and choice.own):
        width, height = (max(MIN_PX, min(ours, limit or ours))
                         for ours, limit in zip((WIDTH_PX, HEIGHT_PX), most, strict=True))
        address = f"{base}/{query_text(replace(choice, mode='embed'), version)}"
        value |= {"type": "rich", "width": width, "height": height,
                  "html": render("card_frame", address=address, title=card.title, width=width,
                                 height=height)}
    if all(limit is None or limit >= side for limit, side in zip(most, SIZE_PX, strict=True)):
        # The specification forbids a thumbnail larger than what was asked for.
        value |= {"thumbnail_url": f"{base}/{PICTURE}{card.query}", "thumbnail_width": SIZE_PX[0],
                  "thumbnail_height": SIZE_PX[1]}
    return value


def as_xml(value: dict[str, Any]) -> bytes:
    """Return an oEmbed answer as XML."""
    root = ET.Element("oembed")
    for name, item in value.items():
        ET.SubElement(root, name).text = str(item)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
