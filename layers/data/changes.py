"""An Atom feed (RFC 4287): days on which the line of contact moved, and the last change of figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

import pandas as pd

from geo.control.dates import days
from geo.outcomes.figures import FIGURES_CHANGED
from geo.outcomes.handovers import handovers
from geo.outcomes.history import history, totals
from geo.status import Holder
from layers.captions.citation import AUTHORS, LICENCE_WORDS
from layers.data.source import Source
from layers.history.handovers import handovers_words
from layers.language import DEFAULT_LANGUAGE, N_, Language, load_language
from layers.text.wording import DISCLAIMER, NAME

ATOM = "http://www.w3.org/2005/Atom"
"""An XML namespace; it is never fetched."""
CHANGES_TYPE = "application/atom+xml"
IDS = UUID("6f3c8f6e-6c0f-4d55-9a0d-0a6f5f1b9f11")
"""The name space of the ids of feed and entries, which stay the same wherever the feed is."""

MAX_DAYS = 14
"""The number of days with a change that the feed goes back."""
MIN_KM2 = 0.5
"""A change of an area that rounds to zero is none."""
MAX_REGIONS = 6

LINE_TITLE = N_("Line of contact of {day}: area under Russian military control {change} km²")
WHAT = N_("Area under Russian military control: {after} km² on {day}, {before} km² on {earlier}.")
WHERE = N_("By region: {regions}.")
FIGURES_TITLE = N_("Figures last changed {day}")
FIGURES_WORDS = N_("Published figures of this atlas last changed on {day}, by a correction or a better "
                   "method; the list of changes says which and why.")
FEED_TITLE = N_("{name}: changes of the line of contact and of figures")


@dataclass(frozen=True)
class Entry:
    """One entry: a stable name from which its id is made, the day, title, text and link."""

    name: str
    on: str
    title: str
    words: str
    href: str


def changes_atom(source: Source) -> bytes:
    """Return the feed, newest day first; the same data gives the same bytes.

    Links are relative to the feed, so that it is the same on every server.
    """
    english = load_language(DEFAULT_LANGUAGE)
    entries = [_figures(english), *islice(_moves(source, english), MAX_DAYS)]
    entries.sort(key=lambda entry: entry.on, reverse=True)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": english.code})
    _put(feed, "id", _id("feed"))
    _put(feed, "title", english.text(FEED_TITLE, name=english.text(NAME)))
    _put(feed, "updated", _stamp(entries[0].on))
    _put(ET.SubElement(feed, "author"), "name", english.text(AUTHORS))
    _put(feed, "rights", f"{english.text(LICENCE_WORDS)} {english.text(DISCLAIMER)}")
    ET.SubElement(feed, "link", rel="self", type=CHANGES_TYPE, href="changes.atom")
    for entry in entries:
        item = ET.SubElement(feed, "entry")
        _put(item, "id", _id(entry.name))
        _put(item, "title", entry.title)
        _put(item, "updated", _stamp(entry.on))
        ET.SubElement(item, "link", rel="alternate", href=entry.href)
        _put(item, "content", entry.words)
    ET.indent(feed, "")
    return ET.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"


def _put(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, name).text = words


def _id(name: str) -> str:
    return f"urn:uuid:{uuid5(IDS, name)}"


def _stamp(day: str) -> str:
    return f"{day}T00:00:00Z"


def _figures(language: Language) -> Entry:
    day = language.day(date.fromisoformat(FIGURES_CHANGED))
    return Entry(f"figures {FIGURES_CHANGED}", FIGURES_CHANGED, language.text(FIGURES_TITLE, day=day),
                 language.text(FIGURES_WORDS, day=day), "index.json")


def _moves(source: Source, language: Language) -> Iterator[Entry]:
    """Yield an entry for each known day whose line is not that of the known day before, newest first."""
    known = days(source.world.periods)
    moved = set(source.world.record.changes["date"])
    pairs = [pair for pair in reversed(list(pairwise(known))) if pair[1] in moved]
    pairs = pairs[:2 * MAX_DAYS]
    rows = history(source.world, None, {day for pair in pairs for day in pair}, source.pieces)
    held = rows[rows["holder"] == Holder.RUSSIA.value]
    sums = totals(rows, "holder")["area_km2"][Holder.RUSSIA.value]
    for earlier, day in pairs:
        difference = _by_region(held, earlier, day)
        if (difference.abs() >= MIN_KM2).any():
            yield _move(source, language, (earlier, day), (sums[earlier], sums[day]), difference)


def _by_region(held: pd.DataFrame, earlier: date, day: date) -> pd.Series:
    """Return by how many km² each region's Russian-held area grew, the largest change first."""
    areas = held.pivot_table(index="region", columns="on", values="area_km2", fill_value=0.0)
    return (areas[day] - areas[earlier]).sort_values(key=lambda km2: -km2.abs(), kind="stable")


def _move(source: Source, language: Language, pair: Sequence[date], sums: Sequence[float],
          difference: pd.Series) -> Entry:
    earlier, day = pair
    before, after = sums
    names = language.regions(source.world.regions)
    shown = [f"{names[region]} {_signed(km2, language)} {language.text(N_('km²'))}"
             for region, km2 in difference.items()
             if abs(km2) >= MIN_KM2][:MAX_REGIONS]
    words = [
        language.text(WHAT, after=language.number(after), before=language.number(before),
                      day=language.day(day), earlier=language.day(earlier)),
        language.text(WHERE, regions="; ".join(shown)),
        handovers_words(handovers(source.world, earlier, day), earlier, day, language),
    ]
    return Entry(f"line {day}", day.isoformat(),
                 language.text(LINE_TITLE, day=language.day(day), change=_signed(after - before, language)),
                 " ".join(words), f"../?on={day}")


def _signed(km2: float, language: Language) -> str:
    """Write a change with its sign, a true minus."""
    sign = "+" if km2 >= MIN_KM2 else "\N{MINUS SIGN}" if km2 <= -MIN_KM2 else "±"
    return f"{sign}{language.number(abs(km2))}"
