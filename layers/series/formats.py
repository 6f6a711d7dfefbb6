"""The formats of a series: a folder of plates, or a film of them."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.writing.scratch import ScratchFolder
from layers.bundle.registry import EXPORTS, file_name
from layers.bundle.zip import STAMP
from layers.captions.alt_text import alt_text
from layers.captions.citation import citation
from layers.language import N_
from layers.plate.plate import plate
from layers.plate.render import png, title_of
from layers.plate.sizes import SIZES
from layers.series.film import gif, mp4, pixels, scale_of, webp
from layers.series.series import Report, Series, common_of, drawn

DESCRIBED = "alt-text.txt"
"""The file of a folder that describes each of its pictures."""


@dataclass(frozen=True)
class SeriesFormat:
    """A format of a series.

    `film` encodes pictures on disk, in their order, each to stand so many milliseconds; None stands for the
    plates themselves in a ZIP archive.
    """

    id: str
    suffix: str
    mime: str
    label: str
    film: Callable[[Sequence[Path], int], bytes] | None = None


VIDEO = "mp4"

FORMATS: dict[str, SeriesFormat] = {one.id: one for one in (
    SeriesFormat("gif", "gif", "image/gif", N_("Animation (GIF)"), gif),
    SeriesFormat("webp", "webp", "image/webp", N_("Animation (WebP)"), webp),
    SeriesFormat(VIDEO, "mp4", "video/mp4", N_("Video (MP4)"), mp4),
    SeriesFormat("zip", "zip", "application/zip", N_("Plates (ZIP)")),
)}
"""All formats of a series, by id."""


def written(series: Series, kind: SeriesFormat, report: Report | None = None) -> bytes:
    """Return a series in one file.

    Parameters
    ----------
    series
        The pictures.
    kind
        One of FORMATS.
    report
        Called with the number of steps done, and of all: two for each picture.
    """
    if kind.film is None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in plates(series, report):
                info = zipfile.ZipInfo(f"{series.name}/{name}", STAMP)
                info.external_attr, info.create_system = 0o644 << 16, 3
                info.compress_type = zipfile.ZIP_DEFLATED if name == DESCRIBED else zipfile.ZIP_STORED
                archive.writestr(info, content)
        return out.getvalue()
    with ScratchFolder() as folder:
        return kind.film(_pictures(series, folder, report, video=kind.id == VIDEO), series.hold_ms)


def plates(series: Series, report: Report | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield the plates of a series as PNG with their file names, then their descriptions.

    File names begin with the number of the picture, so that they sort in its order.
    """
    words = []
    count = len(series.pictures)
    common = common_of(series, _half(report, 0))
    for number, (request, scene, sheet, alike) in enumerate(drawn(series, common), 1):
        name = f"{number:0{len(str(count))}d}_{file_name(request, EXPORTS['png'])}"
        canvas = plate(request, scene, sheet, alike)
        told = alt_text(request)
        content = png(canvas, title_of(request), SIZES[request.size].pixels_per_point, told)
        words += [name, told, citation(request), ""]
        _tell(_half(report, count), number, count)
        yield name, content
    yield DESCRIBED, "\n".join(words).encode("utf-8")


def _pictures(series: Series, folder: Path, report: Report | None, *, video: bool) -> list[Path]:
    """Draw the pictures of a film into a folder; return their paths in order."""
    paths = []
    count = len(series.pictures)
    common = common_of(series, _half(report, 0))
    for number, (request, scene, sheet, alike) in enumerate(drawn(series, common), 1):
        path = folder / f"{number:03d}.png"
        size = SIZES[request.size]
        pixels(plate(request, scene, sheet, alike), scale_of(size, video=video)).save(path, compress_level=1)
        paths.append(path)
        _tell(_half(report, count), number, count)
    return paths


def _half(report: Report | None, before: int) -> Report | None:
    """Return a report of one of two rounds, after `before` steps."""
    return None if report is None else lambda done, count: report(before + done, 2 * count)


def _tell(report: Report | None, done: int, count: int) -> None:
    if report is not None:
        report(done, count)
