"""The overview table: what each plan does in each region, with area and people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.outcomes.figures import MIN_SHOWN_KM2, tally
from geo.outcomes.outcome import Outcome
from geo.status import Holder, Side, Status
from layers.html.render import render
from layers.html.table import heads
from layers.language import N_, Language
from layers.style.statuses import STATUSES
from layers.svg.element import as_image
from layers.svg.signs import swatch
from layers.text.legend import Fill


@dataclass(frozen=True)
class Part:
    """One status in one region: area in km2 and residents in the reference year."""

    status: Status
    area_km2: float
    people: int


def regions_in_play(outcomes: Sequence[Outcome]) -> list[str]:
    """List regions with Russian-held ground or where a plan moves ground; the most Russian-held first."""
    held: dict[str, float] = {}
    for outcome in outcomes:
        table = outcome.table
        russian_held = (
            table["area_km2"].where(table["holder"] == Holder.RUSSIA, 0).groupby(table["region"]).sum()
        )
        moving = table[table["side"].isin([Side.LEAVES, Side.RETURNS])].groupby("region")["area_km2"].sum()
        for region, area in russian_held.items():
            if max(area, moving.get(region, 0.0)) >= MIN_SHOWN_KM2:
                held[str(region)] = float(area)
    return sorted(held, key=lambda region: (-held[region], region))


def parts_of(outcome: Outcome, regions: Sequence[str]) -> dict[str, list[Part]]:
    """Return a plan's statuses by region, without ground that simply stays under Ukrainian control."""
    rows = tally(outcome.table[outcome.table["side"] != Side.KEEPS], ["region", "status"])
    request = list(Status)
    return {
        region: sorted(
            (Part(Status(row.status), float(row.area_km2), int(row.people))
             for row in rows[rows["region"] == region].itertuples() if row.area_km2 >= MIN_SHOWN_KM2),
            key=lambda part: request.index(part.status))
        for region in regions
    }


def matrix_html(outcomes: Mapping[str, Outcome], names: dict[str, str], language: Language,
                links: Mapping[str, str]) -> str:
    """Return a table of plans by region; the name of a plan links to its view.

    Parameters
    ----------
    outcomes
        The outcome of each plan on one line of contact, by plan id.
    names
        Region names by id.
    language
        The reader's.
    links
        Address of each plan's view, by id.
    """
    say = language.text
    regions = regions_in_play(list(outcomes.values()))
    day = language.day(next(iter(outcomes.values())).ground.control.on)
    caption = say(N_("What each plan would do, by region: {unit} and residents before 2022, on the line "
                     "of contact of {day}"), unit=language.area_unit, day=day)
    rows = []
    for plan, outcome in outcomes.items():
        cells = parts_of(outcome, regions)
        rows.append((say(outcome.scenario.short_title), links[plan],
                     [[_said(part, language) for part in cells[region]] for region in regions]))
    return render("matrix", caption=caption, rows=rows, stays=say(N_("stays")),
                  heads=heads([say(N_("Plan")), *(names[region] for region in regions)]))


@dataclass(frozen=True)
class SaidPart:
    """A `Part` as text; its swatch has a tooltip and a label for screen readers."""

    status: str
    words: str
    area: str
    people: str


def _said(part: Part, language: Language) -> SaidPart:
    return SaidPart(
        part.status.value, language.text(STATUSES[part.status].short), language.area_number(part.area_km2),
        language.people(part.people) if part.people else language.text(N_("no settlement")))


def signs_css() -> str:
    """Return the CSS rules with the swatches of all statuses."""
    return "".join(f".sign.{status} {{ background-image: url({as_image(swatch(Fill(status)))}); }}\n"
                   for status in Status)


def key_html(outcomes: Mapping[str, Outcome], language: Language) -> str:
    """Return the key: swatches of all statuses that occur, with their labels."""
    there = {status for outcome in outcomes.values() for status in outcome.table["status"]}
    return render("matrix_key", items=[
        (status.value, language.text(STATUSES[status].short))
        for status in Status if status.value in there and status.side is not Side.KEEPS])
