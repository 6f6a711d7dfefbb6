"""The export formats: one record each, with a function that turns a request into bytes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from geo.errors import FormatError
from geo.plans.interpretations import chosen_of
from layers.bundle.briefing import briefing
from layers.bundle.standalone import standalone
from layers.bundle.zip import bundle
from layers.export.csv import table_csv
from layers.export.geojson import geojson
from layers.export.geopackage import geopackage
from layers.export.kml import kml
from layers.export.workbook import workbook
from layers.language import N_
from layers.plate.render import plate_set, write_plate
from layers.plate.sizes import SIZES
from layers.request import PARTS, VIEWS, ExportRequest

SHOWN = 20  # characters of user input that a message may repeat

PICTURE, SHAPES, TABLE, DOCUMENT, SET = "picture", "shapes", "table", "document", "set"


@dataclass(frozen=True)
class Export:
    """An export format.

    `write` returns the bytes for a request. `what` is the part of the file name that describes the
    content. `group` decides which options apply: pictures have sizes and views, shapes have parts,
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
    return bundle(request, contents(request))


EXPORTS: dict[str, Export] = {
    export.id: export for export in (
        Export("png", "png", "image/png", "PNG", partial(write_plate, kind="png"), "map", PICTURE),
        Export("svg", "svg", "image/svg+xml", "SVG", partial(write_plate, kind="svg"), "map", PICTURE),
        Export("pdf", "pdf", "application/pdf", "PDF", partial(write_plate, kind="pdf"), "map", PICTURE),
        Export("geojson", "geojson", "application/geo+json", "GeoJSON", geojson, "zones", SHAPES),
        Export("gpkg", "gpkg", "application/geopackage+sqlite3", "GeoPackage", geopackage, "zones", SHAPES,
               frozenset(PARTS)),
        Export("kml", "kml", "application/vnd.google-earth.kml+xml", "KML", kml, "zones", SHAPES,
               frozenset(PARTS)),
        Export("csv", "csv", "text/csv", "CSV", table_csv, "table", TABLE),
        Export("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
               "Excel", workbook, "figures", TABLE),
        Export("html", "html", "text/html", N_("Interactive map (HTML)"), standalone, "map"),
        Export("briefing", "pdf", "application/pdf", N_("Briefing (PDF)"), briefing, "briefing",
               about_plan=True),
        Export("bundle", "zip", "application/zip", N_("Everything (ZIP)"), whole, "bundle", SET,
               about_plan=True),
    )
}


def export_named(name: str) -> Export:
    """Return the format with this id.

    Raises
    ------
    FormatError
        If there is none; the message lists the formats.
    """
    return EXPORTS[one_of(name, EXPORTS, "format")]


def one_of(name: str, offered: Iterable[str], what: str) -> str:
    """Return `name` if it is among those offered.

    Raises
    ------
    FormatError
        If it is not; the message lists those that are.
    """
    there = list(offered)
    if name not in there:
        raise FormatError(f"There is no {what} '{name[:SHOWN]}'; there are {', '.join(there)}.")
    return name


def variants(request: ExportRequest, export: Export) -> list[ExportRequest]:
    """Return the requests for a full set of one format: every size and view of a picture, otherwise one."""
    if export.group != PICTURE:
        return [replace(request, parts=export.parts)]
    return [replace(request, size=size, view=view) for view in VIEWS for size in SIZES
            if view == "ukraine" or SIZES[size].close_up]


def file_name(request: ExportRequest, export: Export) -> str:
    """Return `plan_date_what.ext`, in characters that every file system accepts."""
    what = export.what
    if export.group == PICTURE:
        what = f"{'map' if request.view == 'ukraine' else request.view}-{request.size}"
    chosen = chosen_of(request.outcome.scenario) if request.outcome else {}
    plan = "-".join([request.id, *(f"{name}-{option}" for name, option in sorted(chosen.items()))])
    return f"{plan}_{request.on.isoformat()}_{what}.{export.suffix}"


def contents(request: ExportRequest) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a bundle with its path: plates first, then files, then documents."""
    pictures = {export.id: export for export in EXPORTS.values() if export.group == PICTURE}
    for variant, kind, content in plate_set(variants(request, pictures["png"]), tuple(pictures)):
        yield f"plates/{file_name(variant, pictures[kind])}", content
    for export in EXPORTS.values():
        if export.group not in (PICTURE, SET):
            folder = "" if export.group == DOCUMENT else "data/"
            for variant in variants(request, export):
                yield f"{folder}{file_name(variant, export)}", export.write(variant)


__all__ = ["EXPORTS", "Export", "contents", "export_named", "file_name", "one_of", "variants"]
