"""The typeface of plates (Fira Sans, Latin and Cyrillic), with text measurement and line breaking."""

import base64
import io
import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache
from multiprocessing.util import Finalize
from pathlib import Path
from threading import Lock
from typing import Literal

import fontpkg_fira_sans
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import TextToPath
from uharfbuzz import Blob, Face, SubsetFlags, SubsetInput, SubsetInputSets, subset

from geo.writing.scratch import ScratchFolder

FAMILY = "Fira Sans"
FILES = Path(fontpkg_fira_sans.__file__).resolve().parent / "files"
WEIGHTS: dict[str, tuple[str, int, Literal["normal", "italic"]]] = {
    "regular": ("FiraSans-Regular.ttf", 400, "normal"),
    "bold": ("FiraSans-Bold.ttf", 700, "normal"),
    "italic": ("FiraSans-Italic.ttf", 400, "italic"),
}
"""File, weight and style of each face."""

LATIN = {chr(code) for code in range(0x20, 0x7F)} | set("\u00a0§°±²·×–—‘’“”…№")
CYRILLIC = {chr(code) for code in range(0x400, 0x460)} | set("Ґґ\u02bc")
WIDE = {chr(code) for start, end in ((0x20, 0x180), (0x218, 0x21C), (0x2B9, 0x2C0), (0x400, 0x530),
                                     (0x2010, 0x2040), (0x20A0, 0x20C0), (0x2116, 0x2117),
                                     (0x2190, 0x2194), (0x2212, 0x2213), (0x2260, 0x2266))
        for code in range(start, end)}
"""Letters that plates may need: the alphabets used for names in Ukraine, and symbols."""

DIVIDERS, MAX_ADDRESS_LINES = "/?&+", 3
ELLIPSIS = "…"
NO_BREAK = "\u00a0"
BOUND = re.compile(r"(?<=\d) (?=\S)| (?=[—·] )")

EMBEDDED = "Fira Sans for PDF"
"""The family name under which matplotlib finds the faces that it embeds in a PDF."""

for _face in WEIGHTS.values():
    fontManager.addfont(FILES / _face[0])

_first = Lock()
_paths = TextToPath()


def face(weight: str, size_pt: float) -> FontProperties:
    """Return a face of the typeface at a size in points."""
    _, number, style = WEIGHTS[weight]
    return FontProperties(family=FAMILY, weight=number, style=style, size=size_pt)


def embedded() -> str:
    """Return the family name of a reduced copy of the typeface for text in PDFs.

    A PDF embeds only the glyphs it shows, but subsetting the full fonts takes matplotlib a second
    each time. So they are reduced once per process, in a folder removed when the process ends.
    """
    with _first:
        _cut_faces()
    return EMBEDDED


@cache
def _cut_faces() -> ScratchFolder:
    folder = ScratchFolder()
    for name, _, _ in WEIGHTS.values():
        path = folder.path / name
        path.write_bytes(_cut(FILES / name, WIDE, family=EMBEDDED))
        fontManager.addfont(path)
    # A worker process does not clean up temporary folders when it ends, but it runs this finaliser.
    Finalize(None, folder.remove, exitpriority=10)
    return folder


def remove_faces() -> None:
    """Remove the folder of `embedded`, for a process that ends without Python's own clearing up."""
    if _cut_faces.cache_info().currsize:
        _cut_faces().remove()


def _cut(file: Path, letters: Iterable[str], flavor: str | None = None, family: str | None = None) -> bytes:
    """Subset a font file to these letters and their kerning."""
    wanted = SubsetInput()
    wanted.sets(SubsetInputSets.UNICODE).set({ord(letter) for letter in letters})
    wanted.sets(SubsetInputSets.LAYOUT_FEATURE_TAG).set({int.from_bytes(b"kern")})
    wanted.sets(SubsetInputSets.DROP_TABLE_TAG).set({int.from_bytes(b"GSUB")})
    wanted.flags = SubsetFlags.NOTDEF_OUTLINE | (SubsetFlags.NO_HINTING if flavor else SubsetFlags.DEFAULT)
    cut = subset(Face(Blob.from_file_path(str(file))), wanted).blob.data
    with TTFont(io.BytesIO(cut), recalcTimestamp=False, lazy=True) as font:
        for record in font["name"].names if family else ():
            if record.nameID in (1, 16):
                record.string = family
        font.flavor = flavor
        content = io.BytesIO()
        font.save(content)
    return content.getvalue()


def width_pt(text: str, size_pt: float, weight: str = "regular") -> float:
    """Return the width of a line of text in points."""
    return _width_em(text, weight) * size_pt


@lru_cache(maxsize=20_000)
def _width_em(text: str, weight: str) -> float:
    """Return the width at one point, measured at a large size so that hinting does not matter."""
    large = 100.0
    width, _, _ = _paths.get_text_width_height_descent(text, face(weight, large), ismath=False)
    return float(width) / large


def wrapped(text: str, max_width_pt: float, size_pt: float, weight: str = "regular") -> list[str]:
    """Break a text at spaces into lines of at most `max_width_pt` points; longer words are cut.

    A number stays with the next word, such as its unit or month, and no line begins with a dash or a dot.
    """
    lines: list[str] = []
    for word in BOUND.sub(NO_BREAK, " ".join(text.split())).split(" "):
        if lines and width_pt(f"{lines[-1]} {word}", size_pt, weight) <= max_width_pt:
            lines[-1] += f" {word}"
        else:
            lines.append(shortened(word, max_width_pt, size_pt, weight))
    return [line.replace(NO_BREAK, " ") for line in lines if line]


def breakable(address: str, max_width_pt: float, size_pt: float) -> str:
    """Put a space into an address wherever it has to go on in the next line, after a sign that divides it.

    After MAX_ADDRESS_LINES it is cut, and ends in an ellipsis.
    """
    parts: list[str] = []
    for word in address.split():
        start = 0
        for _ in range(MAX_ADDRESS_LINES - 1):
            fit = range(start + 1, start + 1 + _fitting(word[start:], max_width_pt, size_pt))
            end = fit[-1] if fit else len(word)
            if end < len(word):
                good = [n for n in fit[len(fit) // 2:] if word[n - 1] in DIVIDERS]
                letters = [n for n in fit if not word[n - 1].isdigit()]  # a number stays with what follows
                end = [end, *letters[-1:], *good[-1:]][-1]
            parts.append(word[start:end])
            start = end
        parts.append(word[start:])
    return " ".join(filter(None, parts))


def shortened(text: str, max_width_pt: float, size_pt: float, weight: str = "regular") -> str:
    """Shorten a text to a width, ending in an ellipsis if cut."""
    if width_pt(text, size_pt, weight) <= max_width_pt:
        return text
    return text[:_fitting(text, max_width_pt, size_pt, weight, ELLIPSIS)].rstrip() + ELLIPSIS


def _fitting(text: str, max_width_pt: float, size_pt: float, weight: str = "regular", end: str = "") -> int:
    """Return how many letters of a text fit into a width together with an end; a longer text is wider."""
    return bisect_right(range(1, len(text) + 1), max_width_pt,
                        key=lambda n: width_pt(text[:n] + end, size_pt, weight))


def style_sheet(texts: Iterable[str]) -> str:
    """Return `@font-face` rules with the letters of these texts, to embed the typeface in an SVG.

    Whole alphabets are included, so that few different subsets are ever built.
    """
    wanted = set("".join(texts))
    letters = "".join(sorted(LATIN | (CYRILLIC if wanted & CYRILLIC else set()) | (wanted & WIDE)))
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{number};font-style:{style};"
        f"src:url(data:font/woff;base64,{_web_font(name, letters)}) format('woff')}}"
        for name, number, style in WEIGHTS.values()
    )


@lru_cache(maxsize=64)
def _web_font(name: str, letters: str) -> str:
    return base64.b64encode(_cut(FILES / name, letters, "woff")).decode("ascii")
