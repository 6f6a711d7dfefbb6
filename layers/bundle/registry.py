"""The export formats: one record each, with a function that turns a request into bytes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from geo.deferred import Deferred
from geo.errors import FormatError, Words
from geo.plans.interpretations import chosen_of
from layers.frame import AFFECTED, ALL, SET_FRAMES, box_of, read_frame
from layers.language import N_
from layers.plate.sizes import SIZES
from layers.request import PARTS, ExportRequest, read_title

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
    stack: Callable[..., None] | None = None
    """Writes a `layers.export.stack.Stack` to a path, if several plans or days can stand in one file."""


Report = Callable[[int, int], None]
"""Called with the number of files that are made, and of all."""


def whole(request: ExportRequest, report: Report | None = None) -> bytes:
    """Return everything about one plan as one archive."""
    archive: bytes = Deferred("layers.bundle.zip", "bundle")(request, _counted(request, report))
    return archive


def _counted(request: ExportRequest, report: Report | None) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a bundle, and tell how many are made."""
    if report is None:
        yield from contents(request)
        return
    everything = sum(len(variants(request, export)) for export in EXPORTS.values() if export.group != SET)
    report(0, everything)
    for done, file in enumerate(contents(request), 1):
        report(done, everything)
        yield file


EVERY = "all"
"""Stands for every format where one is asked for by its id."""

PLATE = Deferred("layers.plate.render", "write_plate")
CSV, CSV_STACK = Deferred("layers.export.csv", "table_csv"), Deferred("layers.export.csv", "table_stack")
COMPARISON_PLATE = Deferred("layers.plate.comparison", "difference_plate")

EXPORTS: dict[str, Export] = {
    export.id: export for export in (
        Export("png", "png", "image/png", "PNG", partial(PLATE, kind="png"), "map", PICTURE),
        Export("svg", "svg", "image/svg+xml", "SVG", partial(PLATE, kind="svg"), "map", PICTURE),
        Export("pdf", "pdf", "application/pdf", "PDF", partial(PLATE, kind="pdf"), "map", PICTURE),
        Export("geojson", "geojson", "application/geo+json", "GeoJSON",
               Deferred("layers.export.geojson", "geojson"), "zones", SHAPES,
               stack=Deferred("layers.export.geojson", "geojson_stack")),
        Export("gpkg", "gpkg", "application/geopackage+sqlite3", "GeoPackage",
               Deferred("layers.export.geopackage", "geopackage"), "zones", SHAPES, frozenset(PARTS),
               stack=Deferred("layers.export.geopackage", "geopackage_stack")),
        Export("parquet", "parquet", "application/vnd.apache.parquet", "GeoParquet",
               Deferred("layers.export.parquet", "parquet"), "zones", SHAPES,
               stack=Deferred("layers.export.parquet", "parquet_stack")),
        Export("kml", "kml", "application/vnd.google-earth.kml+xml", "KML",
               Deferred("layers.export.kml", "kml"), "zones", SHAPES, frozenset(PARTS)),
        Export("csv", "csv", "text/csv", "CSV", CSV, "table", TABLE, stack=CSV_STACK),
        Export("csv-hxl", "csv", "text/csv", N_("CSV with HXL tags"), partial(CSV, tagged=True), "table-hxl",
               TABLE, stack=partial(CSV_STACK, tagged=True)),
        Export("csv-excel", "csv", "text/csv", N_("CSV for Excel"), partial(CSV, marked=True), "table-excel",
               TABLE, stack=partial(CSV_STACK, marked=True)),
        Export("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
               "Excel", Deferred("layers.export.workbook", "workbook"), "figures", TABLE),
        Export("pptx", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
               N_("Slide (PowerPoint)"), Deferred("layers.bundle.slide", "slide"), "slide"),
        Export("html", "html", "text/html", N_("Interactive map (HTML)"),
               Deferred("layers.one_file.standalone", "standalone"), "map"),
        Export("briefing", "pdf", "application/pdf", N_("Briefing (PDF)"),
               Deferred("layers.bundle.briefing", "briefing"), "briefing", about_plan=True),
        Export("bundle", "zip", "application/zip", N_("Everything (ZIP)"), whole, "bundle", SET,
               about_plan=True),
    )
}

STACKED: tuple[str, ...] = tuple(name for name, export in EXPORTS.items() if export.stack is not None)
"""The formats in which several plans or days can stand in one file."""

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


def stack_by(export: Export) -> Callable[..., None]:
    """Return what writes several plans or days in this format, of a `layers.export.stack.Stack` and a path.

    Raises
    ------
    FormatError
        If they cannot stand in one file of this format.
    """
    if export.stack is None:
        raise FormatError(N_("A file of the format '{name}' holds one plan on one day; several can stand in "
                             "{stacks}."), name=export.id, stacks=", ".join(STACKED))
    return export.stack


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


def written(request: ExportRequest, export: Export, report: Report | None = None) -> bytes:
    """Return a file; one that is made of others tells how many of them are made."""
    return whole(request, report) if export.group == SET else export.write(request)


def asked_for(request: ExportRequest, export: Export, *, size: str | None = None, frame: str | None = None,
              title: str | None = None, map_only: bool = False) -> ExportRequest:
    """Return the request for one file, with what is asked for of it and else what becomes its format.

    Parameters
    ----------
    request
        The plan, the line and the language.
    export
        The format.
    size, title, map_only
        Of a picture: one of SIZES, a title by its maker, and whether it is the map alone. Others have none.
    frame
        The part of the map in a picture, or in the pictures of a document (`layers.frame.read_frame`). None
        means the affected ground in documents and in sizes that are seen small, and else all of Ukraine.

    Raises
    ------
    FormatError
        If there is no such size or frame, or the title cannot be used.
    """
    if size is not None:
        one_of(size, SIZES, N_("size"))
    if frame is not None:
        frame = read_frame(frame, request.world.regions.index)
    if export.group == PICTURE:
        size = size or request.size
        return replace(request, size=size, frame=frame or (AFFECTED if SIZES[size].brief else ALL),
                       title=read_title(title), map_only=map_only)
    chosen = replace(request, parts=export.parts)
    return replace(chosen, frame=frame or AFFECTED) if export.group in (DOCUMENT, SET) else chosen


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


__all__ = ["EXPORTS", "Export", "asked_for", "contents", "export_named", "file_name", "one_of", "stack_by",
           "variants", "written"]
