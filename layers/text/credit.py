"""Credits, licences and notes for a line of contact, derived from its origin."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from geo.control.origin import LINE_SOURCES, RECORD_KINDS, Origin, OriginKind
from geo.outcomes.provenance import lines_behind
from geo.plans.scenario import Scenario
from geo.world import World
from layers.language import N_, Language
from layers.request import ExportRequest

Lines = tuple[tuple[date, Origin], ...]
"""Lines of contact behind a result: the day and origin of each."""

SOURCE_WORDS: dict[OriginKind, str] = {
    OriginKind.RECORD: N_("{title}, drawn from settlements by this project"),
    OriginKind.SECOND_RECORD: N_("{title}, drawn from settlements by this project"),
    OriginKind.DATED_FILE: N_("dated file {file} of this project"),
    OriginKind.ARCHIVE: N_("{title}, file {file}; {licence}"),
    OriginKind.UPLOAD: N_("file {file}, brought by the reader"),
}
"""A line's source in a sentence."""

SHORT_WORDS: dict[OriginKind, str] = {
    OriginKind.RECORD: N_("This atlas's record"),
    OriginKind.SECOND_RECORD: N_("Liveuamap's record"),
    OriginKind.DATED_FILE: SOURCE_WORDS[OriginKind.DATED_FILE],
    OriginKind.ARCHIVE: N_("{title}"),
    OriginKind.UPLOAD: N_("file {file}"),
}
"""A line's source in a few words, to distinguish it from another."""

HELD_NOTES: dict[OriginKind, str] = {
    OriginKind.RECORD: N_(
        "“Held” means military control on the date, never title. The record is of settlements: ground "
        "between them is decided by the nearest of them, so half of the line is good to a kilometre, nine "
        "tenths to three, and small pockets along the border only roughly. The record has no grey zone."),
    OriginKind.SECOND_RECORD: N_(
        "“Held” means military control on the date, never title. The record is of settlements as a second "
        "observer has them: ground between them is decided by the nearest of them, and dates may be late by "
        "up to twelve days. The record has no grey zone."),
    OriginKind.DATED_FILE: N_(
        "“Held” means military control on the date, never title. The line of contact is as drawn in a "
        "dated file of this project. The record has no grey zone."),
    OriginKind.ARCHIVE: N_(
        "“Held” means military control on the date, never title. The line of contact is that day's outline "
        "in a public archive; this project has not checked it."),
    OriginKind.UPLOAD: N_(
        "“Held” means military control on the date, never title. The line of contact is from a file that "
        "the reader brought; this project has not checked it."),
}
"""What control means on a line, and how reliable the line is."""

MAP_WORDS: dict[OriginKind, str] = {
    OriginKind.RECORD: "DeepStateMap.live",
    OriginKind.SECOND_RECORD: "Liveuamap",
    OriginKind.DATED_FILE: N_("dated file of this project"),
    OriginKind.ARCHIVE: N_("DeepStateMap archive"),
    OriginKind.UPLOAD: N_("line brought by the reader"),
}
"""A line's source in the corner of a map."""

OTHER_SOURCES = N_(
    "Boundaries: geoBoundaries (Kartographia, OCHA COD-AB; CC BY). Water: GSHHG (LGPL). "
    "Places: OCHA COD-AB (CC BY-IGO). "
    "Population: State Statistics Service of Ukraine; weights: Central Election Commission 2019, "
    "GeoNames (CC BY 4.0); modelled below hromada level."
)

SITE_SOURCES = N_(
    "Sites: World Resources Institute, Global Power Plant Database 1.3.0 (CC BY 4.0), Global Energy Monitor "
    "(CC BY 4.0), and this project.")


def credited_lines(request: ExportRequest, plans: Iterable[Scenario | None] = ()) -> Lines:
    """Return the lines behind a request's figures, and those of other plans shown with it."""
    own = None if request.outcome is None else request.outcome.scenario
    return lines_behind(request.ground, request.world, own, *plans)


def line_source(origin: Origin, language: Language) -> str:
    """Return a line's source for use in a sentence."""
    return _said(SOURCE_WORDS, origin, language)


def short_source(origin: Origin, language: Language) -> str:
    """Return a line's source in a few words."""
    return _said(SHORT_WORDS, origin, language)


def _said(words: dict[OriginKind, str], origin: Origin, language: Language) -> str:
    return language.text(words[origin.kind], title=language.text(origin.title), file=origin.file,
                         licence=language.text(origin.licence))


def line_credit(lines: Lines, language: Language) -> str:
    """Return the credit for the line of contact; if there are several origins, each with its days.

    An observer on whom only the ranges rest is credited as such. What a reader should know of one of the
    days follows its credit.
    """
    days: dict[Origin, list[date]] = {}
    for day, origin in lines:
        days.setdefault(origin, []).append(day)
    drawn = [origin for origin in days if not _only_ranges(origin, days)]
    sentences = []
    for origin, of in days.items():
        words = (N_("The ranges also rest on {source}.") if origin not in drawn else
                 N_("Line of contact: {source}.") if len(drawn) == 1 else
                 N_("Line of contact of {day}: {source}."))
        sentences.append(language.text(words, source=line_source(origin, language),
                                       day=language.listed([language.day(day) for day in dict.fromkeys(of)])))
        sentences += [language.text(origin.note)] if origin.note and origin in drawn else []
    return " ".join(sentences)


def _only_ranges(origin: Origin, days: dict[Origin, list[date]]) -> bool:
    """Return whether all days of a record were credited to the other record before it."""
    earlier = next(first for first in days if first.kind in RECORD_KINDS or first is origin)
    return (origin.kind in RECORD_KINDS and earlier.kind in RECORD_KINDS and earlier.kind is not origin.kind
            and set(days[origin]) <= set(days[earlier]))


def credits_of(lines: Lines, language: Language) -> str:
    """Return the credits for line, borders, places and population."""
    return f"{line_credit(lines, language)} {language.text(OTHER_SOURCES)}"


def site_credits(layers: Collection[str], language: Language) -> str:
    """Return the credit for sites if a picture has them, otherwise an empty text."""
    return language.text(SITE_SOURCES) if "sites" in layers else ""


def held_note(lines: Lines, language: Language) -> str:
    """Return the note on what control means on the lines shown, and how reliable they are."""
    return language.text(HELD_NOTES[lines[0][1].kind])


def map_credit(lines: Lines, language: Language) -> str:
    """Return the origins of the lines on a map, for its corner."""
    return " · ".join(dict.fromkeys(language.text(origin.short or MAP_WORDS[origin.kind])
                                    for _, origin in lines))


def figure_sources(lines: Lines, world: World, language: Language) -> list[dict[str, Any]]:
    """Return the sources of figures in a language: those of the lines, then those behind every figure.

    Returns
    -------
    list
        `title`, `url` (or None) and `licence` of each. A line is credited only to its own source.
    """
    origins = dict.fromkeys(origin for _, origin in lines)
    told = [*((origin.title, origin.url, origin.licence) for origin in origins),
            *((source["title"], source["url"], source["licence"])
              for name, source in world.sources.items() if name not in LINE_SOURCES)]
    return [{"title": language.text(title), "url": url, "licence": language.text(licence)}
            for title, url, licence in told]
