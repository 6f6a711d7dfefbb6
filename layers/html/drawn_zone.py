"""The card of a drawn zone: area, people, towns, and its status under each plan."""

import pandas as pd

from geo.outcomes.drawn_zone import DrawnZone, ZoneOnGround, overlay_km2, under_all
from geo.outcomes.figures import MIN_SHOWN_KM2
from geo.outcomes.outcome import Outcome
from geo.plans.library import Library
from geo.plans.scenario import Level
from geo.status import Holder
from geo.zones.ground import Ground
from layers.html.render import render
from layers.html.table import Cell, Row, Table, figures, heads
from layers.language import N_, Language
from layers.text.overlays import overlay_words
from layers.text.towns import COUNT_WORDS
from layers.text.wording import HOLDER_WORDS, PEOPLE_NOTE, status_words

MAX_NAMED = 12

RANGE_WORDS = N_(
    "No range: a drawn zone is measured as drawn, and only whole zones are measured on a shifted line of "
    "contact."
)
OUTSIDE_WORDS = N_("{area} of what is drawn lies in the sea or outside Ukraine and is not counted.")


def card_html(zone_on_ground: ZoneOnGround, outcome: Outcome, library: Library, names: dict[str, str],
              language: Language) -> str:
    """Return the card as a list of facts and a table of plans.

    Parameters
    ----------
    zone_on_ground
        The zone on the line of contact.
    outcome
        The plan on display, for its overlays.
    library
        All plans, the one on display with the chosen interpretation.
    names
        Region names by id.
    language
        The reader's.
    """
    return render(
        "drawn_zone", title=language.text(N_("The drawn zone")),
        facts=facts(zone_on_ground, outcome, names, language),
        notes=notes_of(zone_on_ground.drawn, language),
        table=plans_table(under_all(zone_on_ground, library), library, outcome.ground, language))


def facts(
    zone_on_ground: ZoneOnGround, outcome: Outcome, names: dict[str, str], language: Language
) -> list[tuple[str, str]]:
    """Return label and text for area, regions, holders, people, settlements and shares in overlays."""
    say, drawn = language.text, zone_on_ground.drawn
    rows = [
        (say(N_("Area")), language.area(drawn.area_km2, exact=True)),
        (say(N_("Where")), regions_words(drawn, names, language)),
        (
            say(N_("Held on {day}"), day=language.day(outcome.ground.control.on)),
            held_words(zone_on_ground, language),
        ),
        (say(N_("Residents before 2022")), language.people(drawn.people, exact=True)),
        (say(N_("Settlements")), counts_words(drawn, language)),
    ]
    largest = towns_words(drawn, language)
    if largest:
        rows.append((say(N_("The largest")), largest))
    return [*rows, *((overlay_words(item.band.kind, item.band, language),
                      language.area(overlay_km2(drawn, item), exact=True)) for item in outcome.bands)]


def notes_of(drawn: DrawnZone, language: Language) -> list[str]:
    """Return the notes on these figures."""
    notes = [language.text(PEOPLE_NOTE), language.text(RANGE_WORDS)]
    if drawn.outside_km2 >= MIN_SHOWN_KM2:
        notes.insert(0, language.text(OUTSIDE_WORDS, area=language.area(drawn.outside_km2)))
    return notes


def regions_words(drawn: DrawnZone, names: dict[str, str], language: Language) -> str:
    """List the regions with their areas, the largest first."""
    parts = [f"{names[str(region)]} {language.area(row['area_km2'], exact=True)}"
             for region, row in drawn.regions.iterrows() if row["area_km2"] >= 0.5]
    return ", ".join(parts) or language.area(0)


def held_words(zone_on_ground: ZoneOnGround, language: Language) -> str:
    """State who holds how much of the zone, and how many people lived there."""
    areas = zone_on_ground.table.groupby("holder")["area_km2"].sum()
    people = zone_on_ground.places.table.groupby("holder")["population"].sum()
    parts = []
    for holder in Holder:
        area, count = areas.get(holder, 0.0), people.get(holder, 0)
        if area >= 0.5 or count:
            parts.append(language.text(
                N_("{holder} {area} ({people} residents before 2022)"),
                holder=language.text(HOLDER_WORDS[holder]), area=language.area(area, exact=True),
                people=language.people(count, exact=True)))
    return "; ".join(parts)


def counts_words(drawn: DrawnZone, language: Language) -> str:
    """Count cities, settlements and villages."""
    parts = [language.text(COUNT_WORDS[kind][int(count != 1)], count=language.number(count))
             for kind, count in drawn.counts().items() if count]
    return ", ".join(parts) or language.text(N_("no recorded settlement"))


def towns_words(drawn: DrawnZone, language: Language) -> str:
    """Name the largest settlements with their populations."""
    rows = drawn.settlements()
    named = [f"{row[language.town_column]} ({language.people(row['population'], exact=True)})"
             for row in rows.head(MAX_NAMED).to_dict("records")]
    rest = len(rows) - len(named)
    more = [language.text(N_("and {count} more"), count=language.number(rest))] if rest else []
    return ", ".join([*named, *more])


def plans_table(table: pd.DataFrame, library: Library, ground: Ground, language: Language) -> Table:
    """Return the table of the zone's statuses under each plan."""
    say = language.text
    columns = (say(N_("Plan")), say(N_("What would happen")),
               say(N_("Area, {unit}"), unit=language.area_unit), say(N_("Residents before 2022")))
    caption = say(N_("What each plan would do to the drawn zone, on the line of contact of {day}"),
                  day=language.day(ground.control.on))
    rows = [
        Row(Cell(say(library.plans[row["scenario"]].short_title)),
            (Cell(holding_words(row["status"], row["level"], language)),
             *figures((language.area_number(row["area_km2"], exact=True),
                       language.people(row["people"], exact=True)))))
        for row in table.to_dict("records")
    ]
    return Table(heads(columns, (2, 3)), tuple(rows), caption)


def holding_words(status: str, level: str, language: Language) -> str:
    """Return the label of a status with the level of recognition."""
    return status_words(language, status, Level(level) if level else None)
