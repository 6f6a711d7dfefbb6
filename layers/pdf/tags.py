"""Tags of a page of PDF: its language, its title, and a tree of its texts and of a figure with alt text."""

import io
from collections.abc import Sequence
from typing import cast

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

FIGURE, TITLE, TEXT = "Figure", "H1", "P"
OUTSIDE = b"/Artifact BMC\n"
"""What opens everything that is drawn outside the parts of a page, such as its background."""
END = b"\nEMC\n"
HEADER = "%PDF-1.7"


def opening(kind: str, number: int) -> bytes:
    """Return what a page's content has before a part of this kind; `closing` stands after it."""
    return b"EMC\n/%s <</MCID %d>> BDC" % (kind.encode("ascii"), number)


def closing() -> bytes:
    """Return what a page's content has after a part."""
    return b"EMC\n" + OUTSIDE.rstrip()


def tagged(content: bytes, kinds: Sequence[str], reading: Sequence[int], language: str, alt: str) -> bytes:
    """Return a PDF of one page with tags; the page looks the same, and the same input gives the same bytes.

    Parameters
    ----------
    content
        The PDF, whose page has `opening` and `closing` around each of its parts.
    kinds
        The kind of each part, by its number: FIGURE, TITLE or TEXT.
    reading
        The numbers of the parts in the order in which they are read.
    language
        The code of the language of its texts.
    alt
        What its figure shows, for readers who cannot see it.
    """
    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.pdf_header = HEADER
    page, root = writer.pages[0], writer.root_object
    tree, document = DictionaryObject(), DictionaryObject()
    tree_ref, document_ref = writer._add_object(tree), writer._add_object(document)
    parts = {}
    for number in reading:
        part = _named(Type="StructElem", S=kinds[number], P=document_ref, Pg=page.indirect_reference,
                      K=NumberObject(number))
        if kinds[number] == FIGURE:
            part[NameObject("/Alt")] = TextStringObject(alt)
        parts[number] = writer._add_object(part)
    document.update(_named(Type="StructElem", S="Document", P=tree_ref, K=ArrayObject(parts.values()),
                           Lang=TextStringObject(language)))
    by_number = ArrayObject([parts[number] for number in range(len(kinds))])
    tree.update(_named(Type="StructTreeRoot", K=document_ref, ParentTreeNextKey=NumberObject(1),
                       ParentTree=_named(Nums=ArrayObject([NumberObject(0), by_number]))))
    root.update(_named(Lang=TextStringObject(language), StructTreeRoot=tree_ref,
                       MarkInfo=_named(Marked=BooleanObject(True)),
                       ViewerPreferences=_named(DisplayDocTitle=BooleanObject(True))))
    page.update(_named(StructParents=NumberObject(0), Tabs="S"))
    stream = cast("StreamObject", page["/Contents"].get_object())
    stream.set_data(OUTSIDE + stream.get_data() + END)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _named(**values: PdfObject | str | None) -> DictionaryObject:
    """Return a dictionary; plain text is a name."""
    return DictionaryObject({NameObject(f"/{key}"): value if isinstance(value, PdfObject)
                             else NameObject(f"/{value}") for key, value in values.items()})
