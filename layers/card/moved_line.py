"""The card of how the line moved: the ground that changed hands between two days, without a plan."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import shapely

from geo.case import RECORD, Case, LineChoice
from geo.control.dates import days, month_before
from geo.outcomes.difference import Change, Difference
from geo.outcomes.handovers import ground_handed_over
from geo.plans.library import TODAY
from geo.status import Holder
from geo.workspace import Workspace
from layers.captions.link import Link
from layers.card.surroundings import frame_around
from layers.choice import Choice
from layers.frame import AFFECTED
from layers.history.handovers import ground_words
from layers.language import N_, Language
from layers.plate.comparison import ComparedPlans, difference_scene
from layers.plate.scene import Scene
from layers.plate.text import Sheet, set_sheet
from layers.request import ExportRequest
from layers.style.changes import HeldChange
from layers.style.styles import RUSSIAN_INK, STROKES, UKRAINIAN_HELD, Style
from layers.text.credit import credited_lines
from layers.text.legend import Entry, Fill, Flat, Line, hidden_entries
from layers.text.outcome import Headline, lived

TITLE = N_("How the line moved from {first} to {second}")
CAME_UNDER: dict[Holder, str] = {
    Holder.RUSSIA: N_("Came under Russian military control"),
    Holder.UKRAINE: N_("Came under Ukrainian control"),
}
AROUND, SMALL = 0.06, 0.01
"""How much of its width and height a picture shows on each side of what changed hands, and the least share
of it that a piece must have to be shown for certain."""
CHANGE_TO: dict[Holder, Change | HeldChange] = {
    Holder.RUSSIA: Change.FROM_UKRAINE, Holder.UKRAINE: HeldChange.TO_UKRAINE}
"""The look of ground by its holder on the later day; its hue is that of the earlier."""
FULL: dict[str, Style] = {
    Change.FROM_UKRAINE: Style(UKRAINIAN_HELD, "solid", tint=1.0),
    HeldChange.TO_UKRAINE: Style(RUSSIAN_INK, "solid", tint=1.0)}
HELD_FIRST = N_("Under Russian military control on both days")


@dataclass(frozen=True)
class Span:
    """The earlier and the later of two days, as the view of the page compares them at first."""

    first: date
    second: date


def span_of(on: date, work: Workspace) -> Span | None:
    """Return the day on show and that before it; None if nothing is known of an earlier day."""
    first = month_before(on, days(work.world.periods))
    return Span(first, on) if first < on else None


def title(span: Span, language: Language) -> str:
    """Name the two days."""
    return language.text(TITLE, first=language.day(span.first), second=language.day(span.second))


def handed_over(span: Span, work: Workspace) -> pd.DataFrame:
    """Return the ground that changed hands, as the page measures it: on the line of this project's record."""
    return ground_handed_over(work.world, span.first, span.second)


def sentence(span: Span, rows: pd.DataFrame, language: Language) -> str:
    """Say how much ground changed hands, and how many people lived there."""
    return ground_words(rows, span.first, span.second, language)


def sheet_of_line(span: Span, choice: Choice, work: Workspace, request: ExportRequest,
                  link: Link) -> tuple[Scene, Sheet]:
    """Return map and text of the picture.

    Raises
    ------
    GeoError
        If nothing is known of one of the days.
    """
    language = request.language
    first, second = (Case(LineChoice(day, choice.margin_km, RECORD), TODAY) for day in
                     (span.first, span.second))
    found = work.difference(first, second)
    request = replace(request, ground=found.ground, outcome=None, frame=_frame(found, request))
    rows = handed_over(span, work)
    day_1, day_2 = (language.day(day) for day in (span.first, span.second))
    legend = [Entry(Flat(FULL[CHANGE_TO[to]].colour, 1.0), language.text(words))
              for to, words in CAME_UNDER.items() if (rows["held_by_after"] == to).any()]
    legend += [Entry(Fill(HeldChange.SAME), language.text(HELD_FIRST)),
               *hidden_entries(found.table, language, request.shown)]
    if "contact" in request.layers:
        legend.append(Entry(Line(STROKES["second"]), language.text(N_("Line of contact, {day}"), day=day_2)))
    sheet = set_sheet(request, language.text(N_("Line of contact, without a plan")), title(span, language),
                      "", figures(rows, language), legend, link,
                      language.listed([day_1, day_2]), credited_lines(request))
    return _plainer(difference_scene(ComparedPlans(found, request))), sheet


def _plainer(scene: Scene) -> Scene:
    """Return a scene in which a few square kilometres show: full colours, and only the later line."""
    return replace(
        scene, lines={kind: line for kind, line in scene.lines.items() if kind != "contact"},
        paints=tuple(replace(item, style=FULL.get(item.name, item.style)) for item in scene.paints))


def _frame(found: Difference, request: ExportRequest) -> str:
    """Return the frame asked for; in place of that around a plan, one around most of what changed hands."""
    if request.frame != AFFECTED:
        return request.frame
    zones = found.ground.zones.geometry
    moved = zones[zones.index.intersection(found.table.index[found.table["change"] != Change.SAME])]
    parts = shapely.get_parts(moved.to_numpy())
    sizes = shapely.area(parts)
    large = parts[sizes >= SMALL * sizes.sum()]
    if not len(large):
        return request.frame
    return frame_around(shapely.total_bounds(large), AROUND, request.world.regions.index)


def figures(rows: pd.DataFrame, language: Language) -> list[Headline]:
    """Return the ground and people that came under either side's control."""
    sums = rows.groupby("held_by_after")[["area_km2", "people"]].sum()
    sums = sums.reindex([holder.value for holder in CAME_UNDER], fill_value=0)
    return [Headline(language.text(words), language.area(sums.at[holder, "area_km2"], exact=True), "",
                     lived(sums.at[holder, "people"], language) if sums.at[holder, "area_km2"] else "", "")
            for holder, words in CAME_UNDER.items()]
