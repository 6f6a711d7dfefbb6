"""All plans at a glance, as a table: what each does in each region, with area and people."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from geo.outcomes.figures import MIN_SHOWN_KM2, tally
from geo.outcomes.outcome import Outcome
from geo.status import Holder, Side, Status
from layers.language import N_, Language
from layers.style.statuses import STATUSES
from layers.text.legend import Fill, swatch


@dataclass(frozen=True)
class Part:
    """One status in one region: area in square kilometres and people of the reference year."""

    status: Status
    area_km2: float
    people: int


def regions_in_play(outcomes: Sequence[Outcome]) -> list[str]:
    """Regions with Russian-held ground, or where some plan moves ground; the most Russian-held first."""
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
    """What a plan does in each region, but for ground that simply stays under Ukrainian control."""
    rows = tally(outcome.table[outcome.table["side"] != Side.KEEPS], ["region", "status"])
    order = list(Status)
    return {
        region: sorted(
            (Part(Status(row.status), float(row.area_km2), int(row.people))
             for row in rows[rows["region"] == region].itertuples() if row.area_km2 >= MIN_SHOWN_KM2),
            key=lambda part: order.index(part.status))
        for region in regions
    }


def matrix_html(outcomes: Mapping[str, Outcome], names: dict[str, str], language: Language,
                links: Mapping[str, str]) -> str:
    """Plans by regions as a table; a plan's name leads to it.

    Parameters
    ----------
    outcomes
        One line of contact under each plan, by id.
    names
        Region names by id.
    language
        The reader's.
    links
        Address of each plan's own view, by id.
    """
    say = language.text
    regions = regions_in_play(list(outcomes.values()))
    heads = "".join(f'<th scope="col">{escape(names[region])}</th>' for region in regions)
    body = []
    for plan, outcome in outcomes.items():
        cells = parts_of(outcome, regions)
        title = escape(say(outcome.scenario.short_title))
        body.append(
            f'<tr><th scope="row"><a href="{escape(links[plan], quote=True)}" target="_self">{title}</a></th>'
            + "".join(f"<td>{_cell(cells[region], language)}</td>" for region in regions) + "</tr>")
    day = language.day(next(iter(outcomes.values())).ground.control.on)
    caption = say(N_("What each plan would do, by region: {unit}, and people who lived there, on the line "
                     "of contact of {day}"), unit=language.area_unit, day=day)
    return ('<div class="scroll" tabindex="0"><table class="ledger matrix">'
            f"<caption>{escape(caption)}</caption>"
            f'<thead><tr><th scope="col">{escape(say(N_("Plan")))}</th>{heads}</tr></thead>'
            f'<tbody>{"".join(body)}</tbody></table></div>')


def _cell(parts: Sequence[Part], language: Language) -> str:
    if not parts:
        return f'<span class="quiet">{escape(language.text(N_("stays")))}</span>'
    return "".join(
        f'<div class="part">{sign(part.status, language)}'
        f'<span class="number">{language.area_number(part.area_km2)}</span> '
        f'<span class="quiet number">{escape(_people(part.people, language))}</span></div>'
        for part in parts
    )


def _people(people: int, language: Language) -> str:
    return language.people(people) if people else language.text(N_("no settlement"))


def sign(status: Status, language: Language) -> str:
    """The sign of a status, which says its words to whoever points at it or cannot see it."""
    words = escape(language.text(STATUSES[status].short), quote=True)
    return f'<span class="sign {status}" role="img" aria-label="{words}" title="{words}"></span>'


def signs_css() -> str:
    """The signs of all statuses for a style sheet, each drawn once."""
    drawn = {status: base64.b64encode(swatch(Fill(status)).encode("utf-8")).decode("ascii")
             for status in Status}
    return "".join(f".sign.{status} {{ background-image: url(data:image/svg+xml;base64,{data}); }}\n"
                   for status, data in drawn.items())


def key_html(outcomes: Mapping[str, Outcome], language: Language) -> str:
    """The signs of all statuses that occur, with their words."""
    there = {status for outcome in outcomes.values() for status in outcome.table["status"]}
    items = "".join(
        f'<li><span class="sign {status}"></span>'
        f"<span>{escape(language.text(STATUSES[status].short))}</span></li>"
        for status in Status if status.value in there and status.side is not Side.KEEPS
    )
    return f'<ul class="legend row">{items}</ul>'
