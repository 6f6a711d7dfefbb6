"""Brotli and gzip beside each file of a site, for hosts that hand out what is packed already."""

import gzip
from collections.abc import Iterable
from pathlib import Path

import brotli

from layers.site.folder import Published, put

TEXTS = ("text/", "image/svg", "application/json", "application/geo+json", "application/xml",
         "application/atom", "application/vnd.google-earth.kml+xml", "application/toml")
"""Beginnings of the media types that are worth packing; pictures and archives are packed in themselves."""

MIN_BYTES = 1024
"""A smaller file fits into the first packets either way."""

QUALITY = 9
"""Of Brotli; the best, 11, takes twenty times as long for a twentieth less."""


def packed_beside(folder: Path, files: Iterable[Published]) -> list[Published]:
    """Write `NAME.gz` and `NAME.br` beside each file that they make smaller, the same bytes every time.

    Raises
    ------
    FileError
        If the folder is not writable or full.
    """
    found = []
    for file in files:
        if file.bytes < MIN_BYTES or not file.media_type.startswith(TEXTS):
            continue
        content = (folder / file.path).read_bytes()
        for suffix, media_type, smaller in (
            ("gz", "application/gzip", gzip.compress(content, 9, mtime=0)),
            ("br", "application/octet-stream", brotli.compress(content, quality=QUALITY)),
        ):
            if len(smaller) < len(content):
                found.append(put(folder, f"{file.path}.{suffix}", smaller, media_type))
    return found
