"""Plates as bytes: PNG, and SVG and PDF with selectable text; the same input gives the same bytes."""

import io
import re
from collections.abc import Iterable, Iterator

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.text import Text

from layers.captions.alt_text import alt_text
from layers.pdf.tags import tagged
from layers.plate.canvas import Canvas, kind_of, plate_settings
from layers.plate.font_coverage import to_supported_glyphs
from layers.plate.fonts import FAMILY, embedded, style_sheet
from layers.plate.plate import map_only, plate
from layers.plate.scene import Scene, scene_of
from layers.plate.sizes import POINTS_PER_INCH, layout_of
from layers.request import ExportRequest
from layers.svg.element import element, text_of
from layers.text.wording import NAME

PIXELS_PER_POINT = 2.0
SVG_DECIMALS = 2  # of a point
NUMBERED = re.compile(r' id="(?:figure|patch|line2d|text|LineCollection|PathCollection)_\d+"')
"""Ids that matplotlib numbers; they are removed, and only the named layers of a plate have an id."""
DRAWN = re.compile(r' d="[^"]*"')
SVG_TAG = "<svg"
READING = ("stamp", "title", "map", "legend", "figures-and-legend", "credits")
"""The outermost layers of a plate in the order in which a PDF is read aloud."""
LONG = re.compile(r"-?\d+\.\d{3,}")


@plate_settings()
def png(canvas: Canvas, title: str, pixels_per_point: float = PIXELS_PER_POINT,
        description: str = "") -> bytes:
    """Return a canvas as PNG, with title and description in its metadata."""
    out = io.BytesIO()
    FigureCanvasAgg(canvas.figure)
    canvas.figure.savefig(out, format="png", dpi=POINTS_PER_INCH * pixels_per_point,
                          facecolor="white", metadata={
                              "Software": NAME, "Title": title, "Description": description or None})
    return out.getvalue()


@plate_settings()
def pdf(canvas: Canvas, title: str, description: str, language: str) -> bytes:
    """Return a canvas as a one-page PDF with embedded fonts, a title and tags.

    Its map is a figure with the description as alt text; its texts are read in the order of READING.
    """
    out = io.BytesIO()
    for item in canvas.figure.findobj(Text):
        item.set_fontfamily(embedded())
    FigureCanvasPdf(canvas.figure)
    canvas.figure.savefig(out, format="pdf", facecolor="white", metadata={
        "Title": title, "Subject": description or None, "Creator": NAME, "Producer": NAME,
        "CreationDate": None, "ModDate": None})
    for item in canvas.figure.findobj(Text):
        item.set_fontfamily(FAMILY)
    kinds = [kind_of(part) for part in canvas.parts]
    reading = sorted(range(len(kinds)), key=lambda number: READING.index(canvas.parts[number]))
    return tagged(out.getvalue(), kinds, reading, language, description)


@plate_settings()
def svg(canvas: Canvas, title: str, description: str = "") -> bytes:
    """Return a canvas as SVG with embedded fonts, a title and a description."""
    title, description = to_supported_glyphs(title), to_supported_glyphs(description)
    out = io.StringIO()
    FigureCanvasSVG(canvas.figure)
    canvas.figure.savefig(out, format="svg", facecolor="white",
                          metadata={"Date": None, "Creator": NAME, "Title": title})
    text = DRAWN.sub(lambda found: LONG.sub(_short, found[0]), NUMBERED.sub("", out.getvalue()))
    words = [item.get_text() for item in canvas.figure.findobj(Text)]
    accessible_text = text_of(element("title", title), element("desc", description),
                   element("style", style_sheet(words)))
    start = text.index(SVG_TAG) + len(SVG_TAG)
    end = text.index(">", start) + 1
    return f'{text[:start]} role="img"{text[start:end]}\n{accessible_text}{text[end:]}'.encode()


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.{SVG_DECIMALS}f}".rstrip("0").rstrip(".")


def write_plate(request: ExportRequest, kind: str, scene: Scene | None = None) -> bytes:
    """Draw the plate of a request and return it as `png`, `pdf` or `svg`."""
    return _written(plate(request, scene), request, kind)


def _written(canvas: Canvas, request: ExportRequest, kind: str) -> bytes:
    return written(canvas, request, kind, title_of(request), alt_text(request))


def written(canvas: Canvas, request: ExportRequest, kind: str, title: str, description: str) -> bytes:
    """Return a canvas as `png`, `pdf` or `svg`, each with the description of what it shows."""
    if kind == "png":
        return png(canvas, title, layout_of(request.size).pixels_per_point, description)
    if kind == "pdf":
        return pdf(canvas, title, description, request.language.code)
    return svg(canvas, title, description)


def plate_set(
    requests: Iterable[ExportRequest], kinds: Iterable[str]
) -> Iterator[tuple[ExportRequest, str, bytes]]:
    """Draw several plates of one outcome, each once, and yield each in every format.

    The bytes are those of `write_plate`; work that plates share is done once.
    """
    scenes: dict[str, Scene] = {}
    for request in requests:
        if request.frame not in scenes:
            scenes[request.frame] = scene_of(request)
        canvas = plate(request, scenes[request.frame])
        for kind in kinds:
            yield request, kind, _written(canvas, request, kind)


def title_of(request: ExportRequest) -> str:
    """Return the title for a file's metadata: the plan and the day."""
    what = request.language.text(request.outcome.scenario.title if request.outcome else NAME)
    return f"{what}, {request.on}"


def map_svg(request: ExportRequest, width_pt: float, height_pt: float, scene: Scene | None = None) -> bytes:
    """Return only the map and its legend, as SVG."""
    return svg(map_only(request, width_pt, height_pt, scene), title_of(request), alt_text(request))
