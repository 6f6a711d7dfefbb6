"""The overview table: what each plan does in each region, with area and people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.outcomes.figures import MIN_SHOWN_KM2, tally
from geo.outcomes.outcome import Outcome
from geo.status import Holder, Side, Status
from layers.html.render import render
from layers.html.table import heads
from layers.language import N_, Language
from layers.style.looks import looks
from layers.style.statuses import ALL_LOOKS, Shade
from layers.text.legend import plain_words

LOOKS = {what.value: what for what in ALL_LOOKS}


@dataclass(frozen=True)
class Part:
    """Ground with one look in one region: area in km2 and residents in the reference year."""

    what: Status | Shade
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
    """Return what a plan does by region, without ground that simply stays under Ukrainian control."""
    moved = outcome.table[outcome.table["side"] != Side.KEEPS]
    look = looks(outcome)
    rows = tally(moved.assign(look=[look[str(zone)].value for zone in moved.index]), ["region", "look"])
    found: dict[str, list[Part]] = {region: [] for region in regions}
    for row in rows.itertuples():
        if row.region in found and row.area_km2 >= MIN_SHOWN_KM2:
            found[row.region].append(Part(LOOKS[row.look], float(row.area_km2), int(row.people)))
    return {region: sorted(parts, key=lambda part: ALL_LOOKS.index(part.what))
            for region, parts in found.items()}


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

    look: str
    words: str
    area: str
    people: str


def _said(part: Part, language: Language) -> SaidPart:
    return SaidPart(
        part.what.value, plain_words(language, part.what), language.area_number(part.area_km2),
        language.people(part.people) if part.people else language.text(N_("no settlement")))


def key_html(outcomes: Mapping[str, Outcome], language: Language) -> str:
    """Return the key: swatches of all looks that occur, with their labels."""
    there = {what for outcome in outcomes.values() for what in looks(outcome).values()}
    return render("matrix_key", items=[
        (what.value, plain_words(language, what)) for what in ALL_LOOKS
        if what in there and what is not Status.UKRAINIAN])
