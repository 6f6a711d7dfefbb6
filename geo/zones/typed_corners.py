"""Corners as readers type or paste them: lines of numbers, or angles marked with N and E in either script."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.errors import N_, Words, ZoneError
from geo.zones.pasted_text import cleaned

Corner = tuple[float, float]

LON, LAT = (22.0, 40.5), (44.0, 52.5)
"""The extent of Ukraine in degrees; the two ranges are disjoint, so swapped corners can be detected."""
SHOWN = 40  # characters of a reader's text quoted in a message
LONGEST_LINE = 200
DECIMAL_COMMAS = Words(N_("with decimal commas, put a semicolon between longitude and latitude"))
METRES = Words(N_("degrees are read, and these seem to be metres: convert them to EPSG:4326"))
REFERENCE = Words(N_("degrees are read, and this seems to be a grid reference (UTM or MGRS): convert it"))
IN_XML = Words(N_("no XML is read: paste the numbers of its element 'coordinates'"))
APART = Words(N_("write degrees and minutes apart, such as 48°15'N 37°30'E"))
BOTH_SIGNS = Words(N_("write either a minus or S and W"))
ONE_EACH = Words(N_("write one corner per line, longitude first, such as 37.6 48.5"))

NUMBER = r"\d{1,3}(?:\.\d{1,20})?"
GAP = r"(?:\s*[°º:]\s*|\s+)"
ANGLE = rf"[+-]?{NUMBER}(?:{GAP}{NUMBER}(?:(?:\s*['′’:]\s*|\s+){NUMBER})?)?\s?[°º'′’\"″”]?"
MARKED = re.compile(rf"(?:([NSEW])\s*({ANGLE})|({ANGLE})\s*([NSEW]))", re.ASCII)
PAIR = re.compile(rf"({MARKED.pattern})\s*[,;]?\s*({MARKED.pattern})", re.ASCII)
SIGNED = rf"[+-]?{NUMBER}(?:\s?[°º])?(?:\s?{NUMBER}\s?['′’])?(?:\s?{NUMBER}\s?[\"″”])?"
PLAIN = re.compile(SIGNED, re.ASCII)
PIECES = re.compile(NUMBER, re.ASCII)
WITH_COMMA = re.compile(r"[+-]?\d{1,3},\d{1,20}", re.ASCII)
BRACKETED = re.compile(r"\(([^()]*)\)[,;\s]*")
LARGE = re.compile(r"(?<![\d.])\d{5,9}(?!\d)", re.ASCII)
GRID = re.compile(r"\s*\d{1,2}\s?[C-HJ-NP-X](?:\s?[A-HJ-NP-Z]{2}\s?\d|\s\d{5,7}\b)"
                  r"|[^\n]{0,80}(?:\b(?:[Zz]one|UTM|MGRS)\b|[Зз]она)")
RUN_TOGETHER = re.compile(r"\d{4}[.\d]*[\s,]?[NSEW]", re.ASCII)  # degrees and minutes, as in 4815N
NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)", re.ASCII)

def typed_corners(text: str) -> list[Corner]:
    """Read corners, one per line or all on one line.

    A corner is longitude and latitude, or either with N, S, E or W in either order, in degrees or in
    degrees, minutes and seconds. On every line a height may follow. Commas between digits are decimal
    commas only where they can be nothing else.

    Raises
    ------
    ZoneError
        If a line is no corner, or can be read in more than one way.
    """
    written = text.splitlines()
    lines = _unnumbered([(_Spot(number, written[number - 1]), line.strip().rstrip(",;").rstrip())
                         for number, line in enumerate(cleaned(text).splitlines(), start=1) if line.strip()])
    if len(lines) == 1:
        listed = _one_line(lines[0][1])
        if listed:
            return listed
    text_read = "\n".join(line for _, line in lines)
    dotted = "." in text_read
    read = [_numbers(line, spot, dotted=dotted) for spot, line in lines]
    counts = {len(numbers) for numbers in read}
    for (spot, _), numbers in zip(lines, read, strict=True):
        if len(numbers) != 2 and counts != {3}:
            raise spot.no_pair()
    if counts == {3} and [numbers[0] for numbers in read] == list(range(1, len(read) + 1)):
        read = [numbers[1:] for numbers in read]
    corners = [(numbers[0], numbers[1]) for numbers in read]
    by_comma = not dotted and not all(number.is_integer() for corner in corners for number in corner)
    if by_comma and not re.search("[NSEW°º'′’\"″”]", text_read) and not _in_ukraine(corners):
        raise lines[0][0].no_pair(DECIMAL_COMMAS)
    return corners


def no_pair(where: str, text: str, reason: str = "") -> ZoneError:
    """Return the error for a text that is no corner, with the reason if one can be told."""
    seen = "".join(letter if letter.isprintable() else "?" for letter in text.strip()[:SHOWN])
    reason = reason or (METRES if LARGE.search(text) else "")
    if reason:
        return ZoneError(N_("{where} is no pair 'longitude latitude': '{seen}'; {reason}."), where=where,
                         seen=seen, reason=reason)
    return ZoneError(N_("{where} is no pair 'longitude latitude': '{seen}'."), where=where, seen=seen)


@dataclass(frozen=True)
class _Spot:
    """A line as it was written, by its number."""

    number: int
    written: str

    @property
    def where(self) -> Words:
        return Words(N_("Line {number}"), number=self.number)

    def no_pair(self, reason: str = "") -> ZoneError:
        text = self.written
        known = ((IN_XML, text.lstrip().startswith("<")), (REFERENCE, GRID.match(text)),
                 (METRES, LARGE.search(text) and not RUN_TOGETHER.search(text)),
                 (APART, RUN_TOGETHER.search(text)))
        return no_pair(self.where, text, reason or next((why for why, so in known if so), ONE_EACH))


def _unnumbered(lines: list[tuple[_Spot, str]]) -> list[tuple[_Spot, str]]:
    """Take the numbers off lines that are numbered as a list, '1.' or '1)', from the first to the last."""
    marks = [NUMBERED.match(line) for _, line in lines]
    if any(mark is None or int(mark[1]) != at for at, mark in enumerate(marks, start=1)):
        return lines
    return [(spot, line[mark.end():]) for (spot, line), mark in zip(lines, marks, strict=True) if mark]


def _in_ukraine(corners: Sequence[Corner]) -> bool:
    """Tell whether all corners lie in the extent of Ukraine, or all do with the two numbers swapped."""
    one, two = zip(*corners, strict=True)
    return any(all(lon[0] <= x <= lon[1] for x in one) and all(lat[0] <= y <= lat[1] for y in two)
               for lon, lat in ((LON, LAT), (LAT, LON)))


def _numbers(line: str, spot: _Spot, *, dotted: bool) -> list[float]:
    """Read the numbers of one corner: longitude, latitude and, if it is there, the height.

    `dotted` tells that there is a decimal point somewhere in the text, so that no comma is a decimal one.
    """
    if len(line) > LONGEST_LINE:
        raise spot.no_pair()
    if re.search("[NSEW]", line):
        return _marked(line, spot)
    parts, gap = _parts(line)
    if any("," in part for part in parts):
        if dotted or not all(WITH_COMMA.fullmatch(part) or part.isdecimal() for part in parts):
            raise spot.no_pair()
        if gap == " ":
            raise spot.no_pair(DECIMAL_COMMAS)
        parts = [part.replace(",", ".") for part in parts]
    elif gap == "," and (len(parts) > 3 or (len(parts) == 3 and not _is_height(parts))):
        raise spot.no_pair(DECIMAL_COMMAS)
    if len(parts) not in (2, 3) or not all(PLAIN.fullmatch(part) for part in parts):
        raise spot.no_pair()
    return [_degrees(part) for part in parts]


def _parts(line: str) -> tuple[list[str], str]:
    """Split a line at semicolons or tabs, or else at commas with a blank, at commas, or at blanks."""
    for separator, gap in ((r"\s*;\s*|\s*\t\s*", ";"), (r",\s+|\s+,\s*", ", ")):
        parts = re.split(separator, line)
        if len(parts) > 1 and (gap == ";" or any("," in part for part in parts)):
            return parts, gap
    if "," in line:
        parts = re.split(r"\s*,\s*", line)
        return (line.split(), " ") if any(re.search(r"\d\s+[+-]?\d", part) and not PLAIN.fullmatch(part)
                                          for part in parts) else (parts, ",")
    found = re.fullmatch(rf"({SIGNED})\s+({SIGNED})", line, re.ASCII)
    return ([found[1], found[2]] if found else line.split()), " "


def _is_height(parts: Sequence[str]) -> bool:
    """Tell whether the third of three numbers with commas is a height and no decimals of the second."""
    _, second, third = parts
    return "." in second or "." in third or set(third) == {"0"}


def _marked(line: str, spot: _Spot) -> list[float]:
    """Read one corner with N or S and E or W, longitude first in what is returned."""
    if len(re.findall("[NSEW]", line)) == 2:
        line = re.sub(r"(\d),(\d)", r"\1.\2", line)  # a letter ends each angle: commas in it are decimal
    found = PAIR.fullmatch(line)
    if found is None:
        if re.fullmatch(rf"[NSEW]?\s*{SIGNED}\s*[NSEW]?[\s,;]+[NSEW]?\s*{SIGNED}\s*[NSEW]?", line, re.ASCII):
            raise _letters(spot.where)
        raise spot.no_pair()
    pieces = {len(PIECES.findall(found[group])) for group in (1, 6)}
    if len(pieces) > 1 and not re.search("[°º'′’\"″”:]", line):
        raise spot.no_pair()
    angles = {}
    for group in (2, 7):
        before, one, other, after = found.groups()[group - 1:group + 3]
        letter, value = before or after, _degrees(one or other)
        if letter in "SW" and (one or other).startswith("-"):
            raise spot.no_pair(BOTH_SIGNS)
        angles["NS" if letter in "NS" else "EW"] = -value if letter in "SW" else value
    if len(angles) < 2:
        raise _letters(spot.where)
    return [angles["EW"], angles["NS"]]


def _letters(where: str) -> ZoneError:
    return ZoneError(N_("{where} needs one number with N or S and one with E or W, or no letters at all."),
                     where=where)


def _degrees(text: str) -> float:
    """Read an angle of up to three pieces as decimal degrees; only the last may have decimals."""
    pieces = PIECES.findall(text)
    if any(float(piece) >= 60 for piece in pieces[1:]):
        raise ZoneError(N_("Minutes and seconds of an angle must be less than 60."))
    if any("." in piece for piece in pieces[:-1]):
        raise ZoneError(N_("Of degrees, minutes and seconds only the last may have decimals."))
    degrees = sum(float(piece) / 60**power for power, piece in enumerate(pieces))
    return -degrees if text.lstrip().startswith("-") else degrees


def _one_line(line: str) -> list[Corner]:
    """Read a list of corners on one line; empty if it is none.

    Raises
    ------
    ZoneError
        If it is one in more than one way.
    """
    found: list[list[Corner]] = []
    for corners in _readings(line):
        if len(corners) >= 3 and _in_ukraine(corners) and corners not in found:
            found.append(corners)
    if len(found) > 1:
        raise ZoneError(N_("The line can be read in more than one way: write one corner per line, as "
                           "37.6 48.5."))
    return found[0] if found else []


def _readings(line: str) -> Iterator[list[Corner]]:
    """Yield the lists of corners that a line can be: corners with something between, or numbers alone."""
    dotted = "." in line
    marked = line if dotted else re.sub(r"(\d),(\d)", r"\1.\2", line)  # a letter ends each angle
    if not re.sub(r"-(?= )|[\s,;]", "", PAIR.sub("", marked)):
        spot = _Spot(1, line)
        yield [(lon, lat) for lon, lat in (_marked(found[0], spot) for found in PAIR.finditer(marked))]
    bracketed = BRACKETED.findall(line) if BRACKETED.sub("", line).strip() == "" else []
    for chunks in (bracketed, re.split(r"\s*;\s*", line), re.split(r"\s*,\s*", line), line.split()):
        try:
            read = [_numbers(chunk.strip(), _Spot(1, line), dotted=dotted)
                    for chunk in chunks if chunk.strip()]
        except ZoneError:
            continue
        if len({len(numbers) for numbers in read}) == 1:
            yield [(numbers[0], numbers[1]) for numbers in read]
    for separator in (r"\s*;\s*", r",\s+", r"\s*,\s*", r"\s+"):
        parts = [part if dotted or separator == r"\s*,\s*" else part.replace(",", ".")
                 for part in re.split(separator, line)]
        if all(re.fullmatch(rf"[+-]?{NUMBER}", part, re.ASCII) for part in parts):
            values = [float(part) for part in parts]
            for size in (2, 3):
                if len(values) % size == 0:
                    yield list(zip(values[::size], values[1::size], strict=True))
