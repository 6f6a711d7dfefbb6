"""What a plate says: title, figures, legend, sources, and everything a reader needs to trust it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from geo.outcomes.figures import FIGURES_CHANGED
from geo.plans.edit_code import code_of, parse_draft
from geo.plans.interpretations import chosen_of, interpretations_text
from geo.plans.library import TODAY
from geo.plans.scenario import Group
from layers.language import N_, Language
from layers.plate.font_coverage import to_supported_glyphs
from layers.request import ExportRequest
from layers.style.statuses import NotShown
from layers.text.control import control_headlines, control_summary, control_title
from layers.text.credit import Lines, credited_lines, credits_of
from layers.text.headline import kicker, summary, title
from layers.text.legend import Entry, Fill, control_entries, entries
from layers.text.not_shown import not_shown, regions_left_out
from layers.text.outcome import Headline, headlines
from layers.text.wording import (
    DISCLAIMER,
    NAME,
    PEOPLE_NOTE,
    RANGE_NOTE,
)

PROJECTION = N_("Projection: Lambert azimuthal equal-area, centred on 48.5° N 34° E")


@dataclass(frozen=True)
class Sheet:
    """The words of a plate, translated and ready to be set.

    `kicker` stands above the title, `notes` are paragraphs of the foot, `link` is what the code
    in the corner says too.
    """

    kicker: str
    title: str
    summary: str
    figures: tuple[Headline, ...]
    legend: tuple[Entry, ...]
    notes: tuple[str, ...]
    disclaimer: str
    stamp: str
    link: str


def sheet_of(order: ExportRequest) -> Sheet:
    """Write everything that a plate of this order says."""
    language, ground, outcome = order.language, order.ground, order.outcome
    say = language.text
    if outcome is None:
        above = say(N_("Line of contact, without a plan"))
        first = control_title(ground, order.world, language)
        second = control_summary(ground, language)
        figures = control_headlines(ground, order.world, language)
        legend = control_entries(ground, language, order.layers, order.shown)
    else:
        above = kicker(outcome, language)
        first = title(outcome, order.names, language)
        second = summary(outcome, order.names, language)
        figures = headlines(outcome, order.world, language)
        legend = entries(outcome, language, order.layers, order.shown)
    return set_sheet(order, above, first, second, figures, legend, link(order), language.day(order.on),
                     credited_lines(order))


def set_sheet(order: ExportRequest, kicker: str, first: str, second: str, figures: Sequence[Headline],
              legend: Sequence[Entry], back: str, as_of: str, lines: Lines) -> Sheet:
    """The words above and beside the map, with the foot that every plate has.

    `back` leads to the page, `as_of` is the day of the line of contact in words, or its days;
    `lines` are credited.
    """
    language, say = order.language, order.language.text
    left_out = regions_left_out(order.shown, order.names, language).rstrip(".")
    legend = [replace(item, words=left_out) if item.sign == Fill(NotShown.HIDDEN) else item
              for item in legend]
    return Sheet(
        kicker=to_supported_glyphs(kicker),
        title=to_supported_glyphs(first),
        summary=to_supported_glyphs(second),
        figures=tuple(replace(item, label=to_supported_glyphs(item.label)) for item in figures),
        legend=tuple(replace(item, words=to_supported_glyphs(item.words)) for item in legend),
        notes=(
            *([to_supported_glyphs(not_shown(order.shown, order.names, language))] if order.hidden else []),
            to_supported_glyphs(f"{say(N_('As of {day}.'), day=as_of)} {credits_of(lines, language)}"),
            f"{say(PEOPLE_NOTE)} {say(RANGE_NOTE, km=language.decimal(order.ground.margin_km))}",
        ),
        disclaimer=say(DISCLAIMER),
        stamp=say(
            N_("{projection}. Data version {version}; figures last changed {day}."),
            projection=say(PROJECTION),
            version=order.world.version,
            day=language.day(date.fromisoformat(FIGURES_CHANGED)),
        ),
        link=back,
    )


def link(order: ExportRequest) -> str:
    """Where this view can be opened: an address, or without one the part that follows any address."""
    query = {"plan": order.id, "on": order.on.isoformat()}
    if order.id == TODAY:
        del query["plan"]
    if order.outcome is not None and order.outcome.scenario.group is Group.OWN:
        code = code_of(order.outcome.scenario, order.library, frozenset(order.world.regions.index))
        query |= {"plan": parse_draft(code).base, "own": code}
    if order.outcome is not None and chosen_of(order.outcome.scenario):
        query["reading"] = interpretations_text(chosen_of(order.outcome.scenario))
    if order.ground.margin_km != 1:
        query["margin"] = f"{order.ground.margin_km:g}"
    query["data"] = order.world.version
    return back_to(order, query)


def back_to(order: ExportRequest, query: Mapping[str, str]) -> str:
    """A query of the page's address: with the address, or after this project's name."""
    if order.address is None:
        return f"{NAME}: ?{urlencode(query)}"
    return f"{order.address}/?{urlencode(query)}"


def about(language: Language) -> str:
    """The name of this project in a reader's language."""
    return language.text(NAME)
