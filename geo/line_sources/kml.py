"""Reading polygons from untrusted KML, folder by folder.

The parser fetches nothing. A document type declaration, which could define entities, is an error.
"""

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from geo.errors import N_, SourceError, Words
from geo.line_sources import unread
from geo.line_sources.coordinate_systems import STORE
from geo.line_sources.kml_forms.positions import ring_in
from geo.line_sources.own_export import MARKS, MAX_CHARACTERS
from geo.line_sources.polygons import NO_PAIR, Layer, Rings, SizeLimits, ring_fault
from geo.line_sources.selection.columns import HIDDEN, MAX_COLUMNS, SHOWN, VISIBILITY, telling
from geo.line_sources.selection.days import day_in
from geo.line_sources.selection.statuses import said
from geo.line_sources.selection.texts import pairs_in, short

MAX_DEPTH = 100
GROUPS = {"kml", "Document", "Folder"}
BETWEEN = " / "
BOM, BLANKS = b"\xef\xbb\xbf", b" \t\r\n"
PLACEMARK = {"Placemark", "TimeStamp", "TimeSpan", "PolyStyle"}
ABOUT = {"description", "Snippet", "snippet"}
OF_PLACEMARK = {"name", "styleUrl", "color", "when", "begin", "end", *ABOUT}
TIMES, NOT_SHOWN = {"TimeStamp", "TimeSpan"}, ("0", "false")
DATA = {"SimpleData", "SimpleArrayData", "Data", "SchemaData"}
EXTENDED = "ExtendedData"
TEXTS = {"coordinates", "SimpleData", "value", VISIBILITY, *OF_PLACEMARK}


def read_kml(text: bytes, name: str, *, alone: bool = True) -> list[Layer]:
    """Read the polygons of a KML document.

    Parameters
    ----------
    text
        XML with the root element `kml`, of any version.
    name
        The name of the file in messages.
    alone
        Whether nothing else is read with it, so that a document without polygons is refused with the reason.

    Returns
    -------
    list of Layer
        One per folder that directly contains polygons, and one without any for links; on WGS 84, as always
        in KML. Heights, styles and all other shapes are ignored.

    Raises
    ------
    SourceError
        If the document is invalid; the message is one line with the first fault.
    """
    # Some programs write blank lines before the declaration.
    text = text.removeprefix(BOM).lstrip(BLANKS)
    reading = _KmlHandler(name, text)
    # Prefixes are cut off: programs write some that they declare nowhere.
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.data
    parser.StartDoctypeDeclHandler = reading.doctype
    try:
        parser.Parse(text, True)
    except expat.ExpatError as fault:
        unread.refuse(text, name)
        why = expat.errors.messages.get(fault.code, Words(N_("no XML")))
        raise SourceError(N_("{name}: is no readable KML ({why} in line {line}); open it in the program "
                             "that wrote it and save it again"), name=name, why=why,
                          line=fault.lineno) from fault
    except SourceError:
        raise
    except (LookupError, ValueError) as fault:
        raise SourceError(N_("{name}: is no readable KML (its encoding is unknown); save it in UTF-8"),
                          name=name) from fault
    if reading.empties and not reading.groups:
        raise SourceError(N_("{name}: a ring has fewer than four positions; draw the ground as a "
                             "polygon"), name=name)
    if alone and reading.lines and not reading.groups:
        raise SourceError(N_("{name}: holds no polygon, only lines; draw the ground that Russia holds as a "
                             "polygon"), name=name)
    if alone and reading.links and not reading.groups:
        raise SourceError(N_("{name}: holds no polygon, only links to other files or images; open it in "
                             "Google Earth and save the polygons themselves"), name=name)
    if len({row.get(VISIBILITY) for found in reading.groups for row in found.rows}) < 2:
        for row in (row for found in reading.groups for row in found.rows):
            row.pop(VISIBILITY, None)
    return [*(Layer(found.called, tuple(found.polygons), tuple(found.rows), STORE,
                    empty=0 if number else reading.empties) for number, found in enumerate(reading.groups)),
            *([Layer("", (), (), links=True)] if reading.links else [])]


@dataclass
class _Group:
    """The direct content of one folder."""

    name: str = ""
    about: str = ""
    folder: bool = False
    hidden: bool = False
    polygons: list[Rings] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    times: dict[str, str] = field(default_factory=dict)
    around: tuple["_Group", ...] = ()

    @property
    def called(self) -> str:
        """The name, after what alone says of its ground or day: a description or a folder around."""
        name = self.name
        outside = [text for outer in reversed(self.around) for text in (outer.name, outer.about)]
        for tells in (lambda text: said("layer", text) is not None, day_in):
            if not tells(name) and (text := next(filter(tells, (self.about, *outside)), "")):
                name = f"{text}{BETWEEN}{name}"
        return name[:MAX_CHARACTERS].strip()


class _KmlHandler:
    """The parser's callbacks; keeps only the path to the current element and the results."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.content = name, content
        self.groups: list[_Group] = []
        self.inside: list[_Group] = []
        self.path: list[str] = []
        self.text: list[str] | None = None
        self.rings: Rings = []
        self.row: dict[str, str] = {}
        self.key = ""
        self.empty = False
        self.empties = 0
        self.lines = self.links = False
        self.budget = SizeLimits(name)

    def doctype(self, *_: Any) -> None:
        unread.refuse(self.content, self.name)
        raise SourceError(N_("{name}: has a document type, which is not read for safety; save it without "
                             "<!DOCTYPE …>"), name=self.name)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if not self.path and tag != "kml":
            unread.refuse(self.content, self.name)
            raise SourceError(N_("{name}: is XML, but no KML; export it as KML or GeoJSON"), name=self.name)
        self.path.append(tag)
        if len(self.path) > MAX_DEPTH:
            raise SourceError(N_("{name}: is nested too deeply; save its folders one by one"), name=self.name)
        if tag in GROUPS:
            self.inside.append(_Group(folder=tag == "Folder"))
        elif tag == "Placemark":
            self.row = {VISIBILITY: HIDDEN if any(outer.hidden for outer in self.inside) else SHOWN}
        elif tag in ("LineString", "LinearRing"):
            self.lines = self.lines or "Polygon" not in self.path
        elif tag in ("NetworkLink", "GroundOverlay"):
            self.links = True
        elif tag == "Polygon":
            self.rings, self.empty = [], False
        elif tag in DATA:
            self.key = attributes.get("name", "")
        if tag in TEXTS or (self.path[-2:-1] == [EXTENDED] and tag not in DATA):
            self.text = []

    def data(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        self.path.pop()
        text = "".join(self.text or [])
        if tag in TEXTS or self.path[-1:] == [EXTENDED]:
            self.text = None
        if tag == "coordinates" and "Polygon" in self.path:
            self._ring(text, hole="innerBoundaryIs" in self.path)
        elif tag == "Polygon":
            self._polygon()
        elif tag == "Placemark":
            for outer in reversed(self.inside):
                self.row |= outer.times | self.row
        elif tag in GROUPS:
            self.inside.pop()
        elif "Placemark" in self.path:
            self._of_placemark(tag, text)
        elif self.inside:
            self._of_group(tag, text)

    def _of_group(self, tag: str, text: str) -> None:
        """Keep what a folder or document says of all in it."""
        if tag == "name" and self.path[-1] in GROUPS:
            self.inside[-1].name = text.strip()[:MAX_CHARACTERS]
        elif tag in ABOUT and self.path[-1] == "Folder" and len(text) <= MAX_CHARACTERS:
            self.inside[-1].about = text.strip()
        elif tag == VISIBILITY and self.path[-1] in GROUPS and text.strip().casefold() in NOT_SHOWN:
            self.inside[-1].hidden = True
        elif tag in ("when", "begin", "end") and self.path[-1] in TIMES and self.path[-2] in GROUPS:
            self.inside[-1].times[tag] = short(text)

    def _of_placemark(self, tag: str, text: str) -> None:
        """Keep what a placemark says of itself."""
        if tag == VISIBILITY and self.path[-1] == "Placemark" and text.strip().casefold() in NOT_SHOWN:
            self.row[VISIBILITY] = HIDDEN
        elif tag in ("SimpleData", "value") and self.key:
            self._note(self.key, text)
        elif self.path[-1] in PLACEMARK if tag in OF_PLACEMARK else self.path[-1] == EXTENDED:
            self._note(tag, text)

    def _polygon(self) -> None:
        """Keep the polygon that ends here with its placemark."""
        if self.empty:
            self.empties += 1
            self.empty = False
        elif self.rings:
            group = self.inside[-1]
            if not group.polygons:
                self.groups.append(group)
                group.around = tuple(outer for outer in self.inside[:-1] if outer.folder)
            group.polygons.append(self.rings)
            # A placemark's data may come after its shape, so the row is filled in later.
            group.rows.append(self.row)

    def _note(self, key: str, text: str) -> None:
        """Keep a placemark's data, which goes before its name and style."""
        # What tells nothing is left out past the limit, and the rest only past twice as many.
        most = MAX_COLUMNS if telling(key) > 1 else 2 * MAX_COLUMNS
        if text.strip() and (key in MARKS or len(self.row) < most):
            if key in OF_PLACEMARK:
                self.row.setdefault(key, short(text))
            elif key in MARKS:
                self.row[key] = text.strip()[:MAX_CHARACTERS]
            else:
                self.row[key[:MAX_CHARACTERS]] = short(text)
            if key == "description":
                for name, told in pairs_in(text).items():
                    self.row.setdefault(name, told)

    def _ring(self, text: str, *, hole: bool) -> None:
        ring = ring_in(text, self.budget)
        if not len(ring) and not hole:
            self.empty = True
            return
        fault = ring_fault(ring) if ring.shape[1] == 2 else NO_PAIR
        if fault:
            raise SourceError(N_("{name}: {fault}"), name=self.name, fault=fault)
        if hole:
            self.rings.append(ring)
        else:
            self.rings.insert(0, ring)
