"""The slide (PPTX): title, figures and sources as text that can be edited, and the map as a picture."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.serialized import PackageWriter, _PhysPkgWriter
from pptx.util import Pt

from geo.outcomes.figures import FIGURES_CHANGED
from layers.bundle.zip import STAMP
from layers.captions.alt_text import alt_text
from layers.captions.citation import citation
from layers.language import N_
from layers.plate.blocks import LEADING, foot, key_figures
from layers.plate.font_coverage import to_supported_glyphs
from layers.plate.fonts import BOUND, NO_BREAK, wrapped
from layers.plate.plate import map_only
from layers.plate.render import png, title_of
from layers.plate.text import Sheet, sheet_of
from layers.request import ExportRequest
from layers.style.styles import INK, MUTED
from layers.text.outcome import Headline
from layers.text.wording import NAME

BRIEF, FULL = "1x1", "16x9"
"""Sizes of plates: a slide has the text of the first, and its notes that of the second."""
WIDTH_PT, HEIGHT_PT, MARGIN_PT = 960.0, 540.0, 28.0
FIGURES_PT, GAP_PT = 292.0, 20.0
TITLE_ONLY = 5
"""The layout of python-pptx's template that has a title and nothing else."""
LARGER = 1.2
"""The legend below the map is made for a page of paper; a slide needs larger type."""
WIDER = {"regular": 1.16, "bold": 1.3}
"""Room is measured with the typeface of plates; a program without the slide's may take a wider one."""
NARROW = 1 / WIDER["regular"]
PIXELS_PER_PT = 3.0 * LARGER
TITLE_PT, KICKER_PT, TEXT_PT, SMALL_PT, MIN_TEXT_PT = 24.0, 12.5, 15.5, 9.6, 9.0
MAX_PROPERTY_LENGTH = 255  # characters of a property of the file


@dataclass(frozen=True)
class Run:
    """A piece of text in one style; a `link` is where it leads."""

    text: str
    size_pt: float
    colour: str = INK
    bold: bool = False
    link: str | None = None


def slide(request: ExportRequest) -> bytes:
    """Return a presentation of one slide about a plan, or about the line of contact alone.

    All of it but the map with its names and legend is text; the map has a description. The notes have all
    figures and the citation. The same input gives the same bytes.
    """
    full, request = sheet_of(replace(request, size=FULL)), replace(request, size=BRIEF)
    sheet = sheet_of(request)
    width = WIDTH_PT - 2 * MARGIN_PT
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH_PT), Pt(HEIGHT_PT)
    page = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    top = _head(page, sheet, width)
    low = HEIGHT_PT - MARGIN_PT * 0.6 - foot(None, 0, 0, width, replace(sheet, code=None), SMALL_PT)
    _picture(page, request, sheet, top, low)
    _figures(page, sheet, top, low)
    _foot(page, sheet, low, width)
    page.notes_slide.notes_text_frame.text = "\n".join(_notes(full, to_supported_glyphs(citation(request))))
    _describe(deck, request)
    return _saved(deck)


def _notes(full: Sheet, cited: str) -> Iterable[str]:
    """Return what a speaker may be asked for: all figures, what is uncertain, and how to cite it."""
    yield from filter(None, (full.kicker, full.title, full.summary))
    for item in full.figures:
        numbers = f"{item.label}: {item.value}" + (f" ({item.spread})" if item.spread else "")
        yield "; ".join((numbers, *item.notes))
    yield from (*full.notes, full.disclaimer, full.stamp, cited)


def _head(page: Any, sheet: Sheet, width: float) -> float:
    """Write the line above the title, and the title; return where they end."""
    y, title = MARGIN_PT * 0.5, page.shapes.title
    for words, size, weight in ((sheet.kicker, KICKER_PT, "regular"), (sheet.title, TITLE_PT, "bold")):
        tall = len(wrapped(words, width / WIDER[weight], size, weight)) * size * LEADING + size * 0.2
        box = title if weight == "bold" else _box(page, MARGIN_PT, y, width, tall)
        box.left, box.top, box.width, box.height = Pt(MARGIN_PT), Pt(y), Pt(width), Pt(tall)
        _write(box, [[Run(words, size, MUTED if words == sheet.kicker else INK, weight == "bold")]])
        y += tall
    return y + GAP_PT * 0.5


def _picture(page: Any, request: ExportRequest, sheet: Sheet, top: float, low: float) -> None:
    width, height = WIDTH_PT - 2 * MARGIN_PT - FIGURES_PT - GAP_PT, low - top - GAP_PT * 0.4
    canvas = map_only(request, width / LARGER, height / LARGER, may_stand_beside=True)
    drawn = png(canvas, title_of(request), PIXELS_PER_PT)
    shape = page.shapes.add_picture(io.BytesIO(drawn), Pt(MARGIN_PT), Pt(top), Pt(width), Pt(height))
    named = shape._element.nvPicPr.cNvPr  # python-pptx has no other way to a description
    named.set("descr", to_supported_glyphs(alt_text(request)))
    named.set("name", sheet.title)


def _figures(page: Any, sheet: Sheet, top: float, low: float) -> None:
    """Write the figures right of the map, as large as there is room."""
    size = TEXT_PT
    while size > MIN_TEXT_PT and key_figures(None, 0, 0, FIGURES_PT, sheet.figures, size) > low - top:
        size -= 0.25
    left, y = WIDTH_PT - MARGIN_PT - FIGURES_PT, top
    for item in sheet.figures:
        tall = key_figures(None, 0, 0, FIGURES_PT, [item], size)
        _write(_box(page, left, y, FIGURES_PT, tall), list(_figure(item, size * NARROW)))
        y += tall


def _figure(item: Headline, size: float) -> Iterable[list[Run]]:
    yield [Run(item.label, size)]
    yield [Run(item.value, size * 1.6, bold=True), Run(f"  {item.spread}" if item.spread else "", size)]
    notes = "; ".join(item.notes)
    if notes:
        yield [Run(notes, size * 0.86, MUTED)]


def _foot(page: Any, sheet: Sheet, top: float, width: float) -> None:
    size = SMALL_PT * NARROW
    rows = [[Run(words, size, MUTED)] for words in sheet.notes]
    rows += [[Run(sheet.disclaimer, size, bold=True)], [Run(sheet.stamp, size, MUTED)],
             [Run(sheet.link, size, MUTED, link=sheet.code)]]
    _write(_box(page, MARGIN_PT, top, width, HEIGHT_PT - top - 4), rows)


def _box(page: Any, left: float, top: float, width: float, height: float) -> Any:
    return page.shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(height))


def _write(box: Any, rows: list[list[Run]]) -> None:
    """Fill a box of text with paragraphs, left and from its top."""
    frame = box.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, row in enumerate(rows):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        for piece in filter(lambda run: run.text, row):
            run = paragraph.add_run()
            run.text = BOUND.sub(NO_BREAK, piece.text)
            run.font.size, run.font.bold = Pt(piece.size_pt), piece.bold
            if piece.link:
                run.hyperlink.address = piece.link
            else:
                red, green, blue = bytes.fromhex(piece.colour.lstrip("#"))
                run.font.color.rgb = RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


def _describe(deck: Any, request: ExportRequest) -> None:
    about, say = deck.core_properties, request.language.text
    day = datetime.fromisoformat(FIGURES_CHANGED)
    about.title = to_supported_glyphs(title_of(request))[:MAX_PROPERTY_LENGTH]
    about.author = about.last_modified_by = say(NAME)
    about.subject = say(N_("Data version {version}."), version=request.world.version)
    about.language, about.comments = request.language.code, ""
    about.created = about.modified = day
    about.revision = 1


def _saved(deck: Any) -> bytes:
    """Return the presentation as a file that has one time for all its parts, whatever the clock says.

    `Presentation.save` takes the time of the clock, and a ZIP archive can have none before 1980.
    """
    package, out = deck.part.package, io.BytesIO()
    writer = PackageWriter(out, package._rels, tuple(package.iter_parts()))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = _Parts(archive)
        writer._write_content_types_stream(parts)
        writer._write_pkg_rels(parts)
        writer._write_parts(parts)
    return out.getvalue()


class _Parts(_PhysPkgWriter):
    """Writes the parts of a presentation into an archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def write(self, name: Any, content: bytes) -> None:
        self.archive.writestr(zipfile.ZipInfo(name.membername, STAMP), content, zipfile.ZIP_DEFLATED)
