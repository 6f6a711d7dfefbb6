"""The bundle: plates, files, methods, checksums and citation for one plan in one ZIP archive."""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from dataclasses import replace

from geo.paths import DATA
from layers.captions.alt_text import alt_text
from layers.captions.citation import citation, citation_cff
from layers.frame import ALL
from layers.language import N_
from layers.plate.text import sheet_of
from layers.reading.methods import methods
from layers.request import ExportRequest

SOURCES = DATA / "SOURCES.md"
PLANS = DATA / "scenarios"
STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP can hold; it stands for every file
PACKED = (".png", ".xlsx", ".pptx")  # already compressed, so only stored

INTRODUCTION = N_(
    "{title}\n\n{summary}\n\n{citation}\n\n{disclaimer}\n\nIn this archive\n\n"
    "plates/ - the map in every size as PNG, SVG and PDF\n"
    "data/ - zones and lines as GeoJSON, GeoPackage, GeoParquet and KML; figures as CSV and workbook\n"
    "*_slide.pptx - a slide whose text can be edited\n"
    "*_briefing.pdf - the briefing; *_map.html - the interactive map, which needs no internet\n"
    "alt-text.txt - a description of the map for those who cannot see it\n"
    "methods.md, SOURCES.md - how figures come about, and from what\n"
    "plan.toml - the plan as this project reads it, clause by clause\n"
    "CITATION.cff, citation.txt - how to cite\n"
    "SHA256SUMS - checksums; verify with: sha256sum --check SHA256SUMS\n"
)


def bundle(request: ExportRequest, files: Iterable[tuple[str, bytes]]) -> bytes:
    """Put the files of a request into an archive, with methods, checksums and citation.

    Parameters
    ----------
    request
        What the files are about.
    files
        Each file's path in the archive and its content.

    Returns
    -------
    bytes
        A ZIP archive with one folder `plan_date`; the same input gives the same bytes.

    Raises
    ------
    FormatError
        If the request has no plan.
    """
    scenario, sheet, say = request.plan().scenario, sheet_of(request), request.language.text
    members = dict(files)
    members |= {name: text.encode("utf-8") for name, text in {
        "README.txt": say(INTRODUCTION, title=sheet.title, summary=sheet.summary,
                          citation=citation(request), disclaimer=sheet.disclaimer),
        "alt-text.txt": alt_text(replace(request, frame=ALL)) + "\n",
        "citation.txt": citation(request) + "\n",
        "CITATION.cff": citation_cff(request), "methods.md": methods(request.language),
    }.items()}
    members["SOURCES.md"] = SOURCES.read_bytes()
    plan = PLANS / f"{scenario.id}.toml"
    if plan.is_file():
        members["plan.toml"] = plan.read_bytes()
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n"
                   for name, content in sorted(members.items()))
    members["SHA256SUMS"] = sums.encode("ascii")
    out = io.BytesIO()
    folder = f"{scenario.id}_{request.on.isoformat()}"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in sorted(members.items()):
            info = zipfile.ZipInfo(f"{folder}/{name}", STAMP)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            stored = name.endswith(PACKED)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()
