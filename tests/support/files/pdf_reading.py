"""Reading a PDF: its text without white space, its links, tags and fonts."""

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pypdf import PdfReader


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def bare(text: str) -> str:
    """Remove white space, which a PDF does not preserve."""
    return re.sub(r"\s", "", text)


@lru_cache(maxsize=8)
def pages_said(content: bytes) -> tuple[str, ...]:
    """Return the text of each page without white space; reading it takes as long as typesetting it."""
    return tuple(bare(page.extract_text()) for page in read(content).pages)


def said(content: bytes) -> str:
    return "".join(pages_said(content))


def links(content: bytes) -> Iterator[str]:
    for page in read(content).pages:
        for item in page.get("/Annots", ()):
            note = item.get_object()
            assert note["/Subtype"] == "/Link"
            assert note["/A"]["/S"] == "/URI"
            yield str(note["/A"]["/URI"])


def tags(node: Any) -> Iterator[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for item in node:
            yield from tags(item)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from tags(node["/K"])


def fonts_of(resources: Any) -> Iterator[Any]:
    """Return the fonts of a page and of the pictures on it."""
    resources = resources.get_object()
    for font in resources.get("/Font", {}).values():
        yield font.get_object()
    for part in resources.get("/XObject", {}).values():
        if "/Resources" in part.get_object():
            yield from fonts_of(part.get_object()["/Resources"])
