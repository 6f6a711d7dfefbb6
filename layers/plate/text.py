"""The text of a plate: title, figures, legend, sources, notes and disclaimer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from geo.outcomes.figures import FIGURES_CHANGED
from geo.zones.sites import DecidedBy
from layers.captions.comparable import moved_beside
from layers.captions.link import Link, link_of
from layers.frame import ALL
from layers.language import N_, Language
from layers.plate.font_coverage import to_supported_glyphs
from layers.plate.sizes import layout_of
from layers.request import ExportRequest
from layers.style.statuses import NotShown
from layers.style.styles import STROKES
from layers.text.control import control_headlines, control_summary, control_title
from layers.text.credit import Lines, credited_lines, credits_of, site_credits
from layers.text.headline import kicker, summary, title
from layers.text.legend import Entry, Fill, Line, Spot, control_entries, entries, laid_entries
from layers.text.not_shown import outside_picture, regions_left_out
from layers.text.outcome import Headline, headlines, three_that_matter, two_that_matter
from layers.text.wording import (
    DISCLAIMER,
    NAME,
    PEOPLE_NOTE,
    range_note,
)

MAX_CODE_LENGTH = 900
"""The longest address, in characters, drawn as a QR code; longer ones are only printed."""
PROJECTION = N_("Projection: Lambert azimuthal equal-area, centred on 48.5° N 34° E")


@dataclass(frozen=True)
class Sheet:
    """The text of a plate, translated and ready for typesetting.

    `kicker` is the line above the title, `credit` the day and the sources alone, `notes` are the
    paragraphs of the footer, `link` is the printed link with its notes, and `code` the address in the
    QR code (None without a public page, in which case no code is drawn).
    """

    kicker: str
    title: str
    summary: str
    figures: tuple[Headline, ...]
    legend: tuple[Entry, ...]
    notes: tuple[str, ...]
    credit: str
    disclaimer: str
    stamp: str
    link: str
    code: str | None


def sheet_of(request: ExportRequest) -> Sheet:
    """Return the text of a request's plate."""
    language, ground, outcome = request.language, request.ground, request.outcome
    say = language.text
    alike = ""
    if outcome is None:
        above = say(N_("Line of contact, without a plan"))
        first = control_title(ground, request.world, language)
        second = control_summary(ground, language)
        figures = control_headlines(ground, request.world, language)
        legend = control_entries(ground, language, request.layers, request.shown)
    else:
        above = kicker(outcome, language)
        first = title(outcome, request.names, language)
        second = summary(outcome, request.names, language)
        figures = headlines(outcome, request.world, language)
        legend = entries(outcome, language, request.layers, request.shown)
        alike = moved_beside(outcome, request.choice.alike, request.world, language)
    legend = [*laid_entries((item.kind, item.words) for item in request.laid), *legend]
    return set_sheet(request, above, first, second, figures, legend, link_of(request),
                     language.day(request.on), credited_lines(request), alike)


def set_sheet(request: ExportRequest, kicker: str, first: str, second: str, figures: Sequence[Headline],
              legend: Sequence[Entry], back: Link, as_of: str, lines: Lines, alike: str = "") -> Sheet:
    """Assemble the text of a plate with the footer common to all plates.

    `back` is the link to the page, `as_of` the day or days of the line of contact as text,
    `lines` are the lines to be credited, and `alike` says what the plan's figures are comparable with.
    """
    language, say, layout = request.language, request.language.text, layout_of(request.size)
    if request.title:  # what the plan would do is still said, right below
        first, second = request.title, f"{first}. {second}".rstrip()
    left_out = regions_left_out(request.shown, request.names, language).rstrip(".")
    legend = [replace(item, words=left_out) if item.sign == Fill(NotShown.HIDDEN) else item
              for item in legend]
    since = say(N_("As of {day}."), day=as_of)
    credit = to_supported_glyphs(f"{since} {credits_of(lines, language)} "
                                 f"{site_credits(request.layers, language)}".rstrip())
    # A card leads to the page, and has no room for what lies beyond its frame.
    outside = outside_picture(ALL if layout.card else request.frame, request.shown, request.names, language)
    first_notes = [note for note in (to_supported_glyphs(outside), credit) if note]
    coded = back.address and not layout.card
    long = [say(N_("(Too long for a code.)"))] if coded and len(back.address or "") > MAX_CODE_LENGTH else []
    sheet = Sheet(
        kicker=to_supported_glyphs(kicker),
        title=to_supported_glyphs(first),
        summary=to_supported_glyphs(second),
        figures=tuple(replace(item, label=to_supported_glyphs(item.label)) for item in figures),
        legend=tuple(replace(item, words=to_supported_glyphs(item.words)) for item in legend),
        notes=(
            *([" ".join(first_notes)] if layout.brief else first_notes),
            to_supported_glyphs(" ".join(filter(None, [
                alike, say(PEOPLE_NOTE), range_note(request.ground, language)]))),
        ),
        credit=credit,
        disclaimer=say(DISCLAIMER),
        stamp=say(
            N_("{projection}. Data version {version}; figures last changed {day}."),
            projection=say(PROJECTION),
            version=request.world.version,
            day=language.day(date.fromisoformat(FIGURES_CHANGED)),
        ),
        link=to_supported_glyphs(" ".join([back.words(language), *back.notes(language), *long])),
        code=back.address if coded and not long else None,
    )
    return _brief(sheet, card=layout.card) if layout.brief else sheet


def _brief(sheet: Sheet, *, card: bool) -> Sheet:
    """Shorten the text for a picture that is seen small; sources, day and disclaimer stay."""
    shown = two_that_matter(sheet.figures) if card else three_that_matter(sheet.figures)
    figures = tuple(replace(item, detail="") for item in shown)
    left_out = {Line(STROKES["outline"]), *map(Spot, DecidedBy)}
    return replace(sheet, summary="", figures=figures, notes=sheet.notes[:-1],
                   legend=tuple(item for item in sheet.legend if item.sign not in left_out))


def about(language: Language) -> str:
    """Return the name of this project in a language."""
    return language.text(NAME)
