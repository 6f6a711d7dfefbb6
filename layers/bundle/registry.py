"""The export formats: one record each, with a function that turns a request into bytes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from geo.deferred import Deferred
from geo.errors import FormatError, Words
from geo.plans.interpretations import chosen_of
from layers.frame import ALL, SET_FRAMES, box_of
from layers.language import N_
from layers.plate.sizes import SIZES
from layers.request import PARTS, ExportRequest

SHOWN = 20  # characters of user input that a message may repeat

PICTURE, SHAPES, TABLE, DOCUMENT, SET = "picture", "shapes", "table", "document", "set"


@dataclass(frozen=True)
class Export:
    """An export format.

    `write` returns the bytes for a request. `what` is the part of the file name that describes the
    content. `group` decides which options apply: pictures have sizes and frames, shapes have parts,
    with `parts` as the default.
    """

    id: str
    suffix: str
    mime: str
    label: str
    write: Callable[[ExportRequest], bytes]
    what: str = "file"
    group: str = DOCUMENT
    parts: frozenset[str] = frozenset({"zones"})
    about_plan: bool = False
    """Whether the format requires a plan."""


def whole(request: ExportRequest) -> bytes:
    """Return everything about one plan as one archive."""
    archive: bytes = Deferred("layers.bundle.zip", "bundle")(request, contents(request))
    return archive


EVERY = "all"
"""Stands for every format where one is asked for by its id."""

PLATE = Deferred("layers.plate.render", "write_plate")
COMPARISON_PLATE = Deferred("layers.plate.comparison", "difference_plate")

EXPORTS: dict[str, Export] = {
    export.id: export for export in (
        Export("png", "png", "image/png", "PNG", partial(PLATE, kind="png"), "map", PICTURE),
        Export("svg", "svg", "image/svg+xml", "SVG", partial(PLATE, kind="svg"), "map", PICTURE),
        Export("pdf", "pdf", "application/pdf", "PDF", partial(PLATE, kind="pdf"), "map", PICTURE),
        Export("geojson", "geojson", "application/geo+json", "GeoJSON",
               Deferred("layers.export.geojson", "geojson"), "zones", SHAPES),
        Export("gpkg", "gpkg", "application/geopackage+sqlite3", "GeoPackage",
               Deferred("layers.export.geopackage", "geopackage"), "zones", SHAPES, frozenset(PARTS)),
        Export("kml", "kml", "application/vnd.google-earth.kml+xml", "KML",
               Deferred("layers.export.kml", "kml"), "zones", SHAPES, frozenset(PARTS)),
        Export("csv", "csv", "text/csv", "CSV", Deferred("layers.export.csv", "table_csv"), "table", TABLE),
        Export("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
               "Excel", Deferred("layers.export.workbook", "workbook"), "figures", TABLE),
        Export("pptx", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
               N_("Slide (PowerPoint)"), Deferred("layers.bundle.slide", "slide"), "slide"),
        Export("html", "html", "text/html", N_("Interactive map (HTML)"),
               Deferred("layers.bundle.standalone", "standalone"), "map"),
        Export("briefing", "pdf", "application/pdf", N_("Briefing (PDF)"),
               Deferred("layers.bundle.briefing", "briefing"), "briefing", about_plan=True),
        Export("bundle", "zip", "application/zip", N_("Everything (ZIP)"), whole, "bundle", SET,
               about_plan=True),
    )
}

COMPARISON_EXPORTS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "png": ("image/png", partial(COMPARISON_PLATE, kind="png")),
    "svg": ("image/svg+xml", partial(COMPARISON_PLATE, kind="svg")),
    "pdf": ("application/pdf", partial(COMPARISON_PLATE, kind="pdf")),
    "csv": ("text/csv", Deferred("layers.plate.comparison", "difference_csv")),
}
"""Formats of a comparison: media type and writer of `layers.plate.comparison.ComparedPlans`."""


def export_named(name: str) -> Export:
    """Return the format with this id.

    Raises
    ------
    FormatError
        If there is none; the message lists the formats.
    """
    return EXPORTS[one_of(name, EXPORTS, N_("format"))]


def one_of(name: str, offered: Iterable[str], what: str) -> str:
    """Return `name` if it is among those offered.

    Raises
    ------
    FormatError
        If it is not; the message lists those that are.
    """
    there = list(offered)
    if name not in there:
        raise FormatError(N_("There is no {what} '{name}'; there are {offered}."), what=Words(what),
                          name=name[:SHOWN], offered=", ".join(there))
    return name


def variants(request: ExportRequest, export: Export) -> list[ExportRequest]:
    """Return the requests for a full set of one format: every size and frame of a picture, otherwise one."""
    if export.group != PICTURE:
        return [replace(request, parts=export.parts)]
    return [replace(request, size=size, frame=frame) for frame in SET_FRAMES for size in SIZES
            if frame == ALL or SIZES[size].close_up]


def file_name(request: ExportRequest, export: Export) -> str:
    """Return `plan_date_what.ext`, in characters that every file system accepts."""
    what = export.what
    if export.group == PICTURE:
        frame = "part" if box_of(request.frame) else request.frame
        what = f"{'map' if frame == ALL else frame}-{request.size}"
    chosen = chosen_of(request.outcome.scenario) if request.outcome else {}
    plan = "-".join([request.id, *(f"{name}-{option}" for name, option in sorted(chosen.items()))])
    return f"{plan}_{request.on.isoformat()}_{what}.{export.suffix}"


def contents(request: ExportRequest) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a bundle with its path: plates first, then files, then documents."""
    pictures = {export.id: export for export in EXPORTS.values() if export.group == PICTURE}
    for variant, kind, content in Deferred("layers.plate.render", "plate_set")(
            variants(request, pictures["png"]), tuple(pictures)):
        yield f"plates/{file_name(variant, pictures[kind])}", content
    for export in EXPORTS.values():
        if export.group not in (PICTURE, SET):
            folder = "" if export.group == DOCUMENT else "data/"
            for variant in variants(request, export):
                yield f"{folder}{file_name(variant, export)}", export.write(variant)


__all__ = ["EXPORTS", "Export", "contents", "export_named", "file_name", "one_of", "variants"]
