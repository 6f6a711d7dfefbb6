"""Corners as readers type or paste them: lines of numbers, or angles marked with N and E in either script."""

import re
from collections.abc import Iterator, Sequence

from geo.errors import N_, Words, ZoneError

Corner = tuple[float, float]

LON, LAT = (22.0, 40.5), (44.0, 52.5)
"""The extent of Ukraine in degrees; the two ranges are disjoint, so swapped corners can be detected."""
SHOWN = 40  # characters of a reader's text quoted in a message
LONGEST_LINE = 200
DECIMAL_COMMAS = Words(N_("with decimal commas, put a semicolon between longitude and latitude"))
METRES = Words(N_("degrees are read, and these seem to be metres"))

BLANKS = re.compile("[^\\S\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""Blanks and tabs: all white space but the ends of lines of `str.splitlines`."""
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

ENDED = r"(?![^\W\d_])\.?(?:\s*[:=])?"
WORDS = {
    "N": r"північн\w+\s+широти|северн\w+\s+широты|(?:півн|пн|сев|с)\.?\s*ш(?:ир)?|пн|с|північ|north"
         r"|lat(?:itude)?|широта",
    "S": r"південн\w+\s+широти|южн\w+\s+широты|(?:півд|пд|ю)\.?\s*ш(?:ир)?|пд|ю|південь|south",
    "E": r"східн\w+\s+довготи|восточн\w+\s+долготы|(?:східн|сх|вост|в)\.?\s*д(?:овг|олг)?|сх|в|е|схід|east"
         r"|long?(?:itude)?|довгота|долгота",
    "W": r"західн\w+\s+довготи|западн\w+\s+долготы|(?:зах|зх|зап|з)\.?\s*д(?:овг|олг)?|зх|з|зах|захід|west",
}
"""What stands for a direction in Ukrainian, Russian and English, as pieces of regular expressions."""
DIRECTIONS = tuple((re.compile(rf"(?<![^\W\d_])(?:{words}){ENDED}", re.IGNORECASE), letter)
                   for letter, words in WORDS.items())
SIGNS = str.maketrans({"−": "-", "–": "-", "ʹ": "′", "`": "'", "‘": "'", "´": "'", "˚": "°", "“": '"',
                       "ʺ": '"'})


def cleaned(text: str) -> str:
    """Return a text with single plain blanks, one sign for minutes and one for seconds, and N, S, E and W.

    A run of blanks with a tab in it becomes one tab: expressions with several optional blanks would take
    the square of the time for a long run. Ends of lines stay, so that lines keep their numbers.
    """
    text = re.sub("[\u200b-\u200f\u2060\ufeff]", "", text)
    text = BLANKS.sub(lambda run: "\t" if "\t" in run[0] else " ", text)
    for words, letter in DIRECTIONS:
        text = words.sub(letter, text)
    text = text.translate(SIGNS)
    text = re.sub("''|′′|’’", '"', text)
    return re.sub(r"(?<![^\W\d_])[nsew](?![^\W\d_])", lambda letter: letter[0].upper(), text)


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
    lines = [(number, line.strip().rstrip(",;").rstrip())
             for number, line in enumerate(cleaned(text).splitlines(), start=1) if line.strip()]
    if len(lines) == 1:
        listed = _one_line(lines[0][1])
        if listed:
            return listed
    text_read = "\n".join(line for _, line in lines)
    dotted = "." in text_read
    read = [(_numbers(line, Words(N_("Line {number}"), number=number), dotted=dotted))
            for number, line in lines]
    counts = {len(numbers) for numbers in read}
    for (number, line), numbers in zip(lines, read, strict=True):
        if len(numbers) != 2 and counts != {3}:
            raise no_pair(Words(N_("Line {number}"), number=number), line)
    corners = [(numbers[0], numbers[1]) for numbers in read]
    by_comma = not dotted and not all(number.is_integer() for corner in corners for number in corner)
    if by_comma and not re.search("[NSEW°º'′’\"″”]", text_read) and not _in_ukraine(corners):
        raise no_pair(Words(N_("Line {number}"), number=lines[0][0]), lines[0][1], DECIMAL_COMMAS)
    return corners


def no_pair(where: str, text: str, reason: str = "") -> ZoneError:
    """Return the error for a text that is no corner, with the reason if one can be told."""
    seen = "".join(letter if letter.isprintable() else "?" for letter in text.strip()[:SHOWN])
    reason = reason or (METRES if LARGE.search(text) else "")
    if reason:
        return ZoneError(N_("{where} is no pair 'longitude latitude': '{seen}'; {reason}."), where=where,
                         seen=seen, reason=reason)
    return ZoneError(N_("{where} is no pair 'longitude latitude': '{seen}'."), where=where, seen=seen)


def _in_ukraine(corners: Sequence[Corner]) -> bool:
    """Tell whether all corners lie in the extent of Ukraine, or all do with the two numbers swapped."""
    one, two = zip(*corners, strict=True)
    return any(all(lon[0] <= x <= lon[1] for x in one) and all(lat[0] <= y <= lat[1] for y in two)
               for lon, lat in ((LON, LAT), (LAT, LON)))


def _numbers(line: str, where: str, *, dotted: bool) -> list[float]:
    """Read the numbers of one corner: longitude, latitude and, if it is there, the height.

    `dotted` tells that there is a decimal point somewhere in the text, so that no comma is a decimal one.
    """
    if len(line) > LONGEST_LINE:
        raise no_pair(where, line)
    if re.search("[NSEW]", line):
        return _marked(line, where)
    parts, gap = _parts(line)
    if any("," in part for part in parts):
        if dotted or not all(WITH_COMMA.fullmatch(part) or part.isdecimal() for part in parts):
            raise no_pair(where, line)
        if gap == " ":
            raise no_pair(where, line, DECIMAL_COMMAS)
        parts = [part.replace(",", ".") for part in parts]
    elif gap == "," and (len(parts) > 3 or (len(parts) == 3 and not _is_height(parts))):
        raise no_pair(where, line, DECIMAL_COMMAS)
    if len(parts) not in (2, 3) or not all(PLAIN.fullmatch(part) for part in parts):
        raise no_pair(where, line)
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


def _marked(line: str, where: str) -> list[float]:
    """Read one corner with N or S and E or W, longitude first in what is returned."""
    if len(re.findall("[NSEW]", line)) == 2:
        line = re.sub(r"(\d),(\d)", r"\1.\2", line)  # a letter ends each angle: commas in it are decimal
    found = PAIR.fullmatch(line)
    if found is None:
        if re.fullmatch(rf"[NSEW]?\s*{SIGNED}\s*[NSEW]?[\s,;]+[NSEW]?\s*{SIGNED}\s*[NSEW]?", line, re.ASCII):
            raise _letters(where)
        raise no_pair(where, line)
    pieces = {len(PIECES.findall(found[group])) for group in (1, 6)}
    if len(pieces) > 1 and not re.search("[°º'′’\"″”:]", line):
        raise no_pair(where, line)
    angles = {}
    for group in (2, 7):
        before, one, other, after = found.groups()[group - 1:group + 3]
        letter, value = before or after, _degrees(one or other)
        angles["NS" if letter in "NS" else "EW"] = -value if letter in "SW" else value
    if len(angles) < 2:
        raise _letters(where)
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
    bracketed = BRACKETED.findall(line) if BRACKETED.sub("", line).strip() == "" else []
    for chunks in (bracketed, re.split(r"\s*;\s*", line), re.split(r"\s*,\s*", line), line.split()):
        try:
            read = [_numbers(chunk.strip(), "Line 1", dotted=dotted) for chunk in chunks if chunk.strip()]
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
