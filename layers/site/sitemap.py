"""The list of all pages for search engines: each with the same page in the other languages."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from layers.site.edition import Edition

NAME = "http://www.sitemaps.org/schemas/sitemap/0.9"
LINK = "http://www.w3.org/1999/xhtml"
"""XML namespaces, which are never fetched."""


def sitemap(every: Sequence[Edition], pages: Sequence[str]) -> bytes:
    """Return the XML sitemap; `pages` are paths below the folder of an edition."""
    ET.register_namespace("xhtml", LINK)
    written = ET.Element("urlset", xmlns=NAME)
    for page in pages:
        for edition in every:
            turns = edition.turns(page)
            item = ET.SubElement(written, "url")
            ET.SubElement(item, "loc").text = next(turn.address for turn in turns if turn.here)
            for turn in turns if len(turns) > 1 else ():
                ET.SubElement(item, f"{{{LINK}}}link", rel="alternate", hreflang=turn.code, href=turn.address)
    ET.indent(written, "")
    return ET.tostring(written, encoding="utf-8", xml_declaration=True)
