"""A history as HTML and CSV: the chart with its key, the monthly table and the file."""

import csv
import io
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pandas as pd

from geo.outcomes.figures import plain
from geo.outcomes.history import totals
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario
from geo.status import Holder
from geo.world import World
from layers.history.chart import drawing_of, title_of
from layers.history.panels import AREA_WORDS, Chart, Mark, course, described, figure, label
from layers.html.render import render
from layers.html.table import Cell, Row, Table, figures, heads
from layers.html.table import table_html as html_of
from layers.language import N_, Language
from layers.selection import SIDES_ORDERED
from layers.svg.dark_image import knows_dark
from layers.svg.element import as_image
from layers.text.wording import HOLDER_LONG, PEOPLE_NOTE

CSV_COLUMNS = ("line_date", "region", "region_name", "status", "holder", "area_km2", "people", "scenario",
               "source", "data_version")

AS_DRAWN = N_("Areas follow the line as drawn; the range for a day is given with that day's figures.")
ONE_SCALE = N_("Panels of one kind share a scale, so slopes can be compared; an axis that does not start "
               "at zero is marked.")
KEY = N_("The dot and the vertical line mark {day}. Numbers mark the days on which plans became public:")
NO_DAY = N_("{day} is not drawn, since the record is daily only from {first}. Numbers mark the days on "
            "which plans became public:")
GAP = N_("Nothing is recorded from {first} to {last}, and nothing is drawn or filled in there.")
SILENT = N_("The text names no ground, so the chart shows what was under Russian military control.")
NO_BUFFER = N_("What the plan lays over the ground, such as a buffer, is left out.")


def chart_html(data: Chart, language: Language) -> str:
    """Return the chart with its key and notes.

    There are two drawings, and the style sheet shows the one that fits (`history-wide`,
    `history-narrow`). They are images, which no sanitiser strips; their words are the page's own, placed
    over them, in its typeface.
    """
    drawings = {name: drawing_of(data, language, wide=name == "wide") for name in ("wide", "narrow")}
    day, first = language.day(data.chosen), language.day(data.first)
    drawn = data.first <= data.chosen <= data.last
    return render(
        "history", title=title_of(data, language),
        alt=f"{title_of(data, language)}. {described(data, language)}", drawings=drawings,
        images={name: as_image(knows_dark(it.svg)) for name, it in drawings.items()},
        key=language.text(KEY, day=day) if drawn else language.text(NO_DAY, day=day, first=first),
        marks=[(mark, _mark(mark, language)) for mark in data.marks],
        early=[(mark, _mark(mark, language)) for mark in data.early],
        not_drawn=language.text(N_("Outside the period shown:")), notes=notes_of(data, language))


def _mark(mark: Mark, language: Language) -> str:
    """Explain the number of a mark."""
    return language.text(
        N_("{day}: {plans}"), day=language.day(mark.day),
        plans=language.listed([language.text(title) for title in mark.titles]))


def notes_of(data: Chart, language: Language) -> list[str]:
    """Return the notes: days not drawn, small figures, the line as drawn, people."""
    notes = [language.text(SILENT)] if data.silent else []
    notes += course(data.small, data.chosen, language)
    for day, values in data.alone:
        pairs = zip(data.all_panels[::2], data.all_panels[1::2], values[::2], values[1::2], strict=True)
        figures = "; ".join(
            language.text(N_("{what}: {area} ({people} residents before 2022)"), what=label(area, language),
                          area=figure(area, area_km2, language), people=figure(people, count, language))
            for area, people, area_km2, count in pairs if area_km2 or count)
        none = language.text(N_("none of the areas that the chart shows"))
        notes.append(
            language.text(N_("On {day}: {figures}."), day=language.day(day), figures=figures or none)
        )
    notes += [language.text(GAP, first=language.day(first), last=language.day(last))
              for first, last in data.gaps]
    if data.scenario is not None and data.scenario.bands:
        notes.append(language.text(NO_BUFFER))
    return [*notes, language.text(ONE_SCALE), language.text(AS_DRAWN), language.text(PEOPLE_NOTE)]


def monthly(days: Iterable[date], chosen: date) -> list[date]:
    """Return the days of the table: the first of each month, the ends of each run, the chosen day."""
    known = set(days)
    step = timedelta(days=1)
    return sorted(day for day in known if day.day == 1 or day == chosen
                  or day - step not in known or day + step not in known)


def table_html(rows: pd.DataFrame, scenario: Scenario | None, chosen: date, language: Language) -> str:
    """Return the figures as an accessible table, one row per month.

    Parameters
    ----------
    rows
        From `history`.
    scenario
        The plan, or None.
    chosen
        The chosen day, which has its own row.
    language
        The reader's.
    """
    by = "holder" if scenario is None else "side"
    words: dict[Any, str] = dict(HOLDER_LONG if scenario is None else AREA_WORDS)
    request: list[Any] = [*reversed(Holder)] if scenario is None else [*SIDES_ORDERED]
    kinds = [kind for kind in request if kind in words and (rows[by] == kind.value).any()]
    sums = totals(rows, by)
    columns = [language.text(N_("Day"))]
    for kind in kinds:
        columns += [f"{language.text(words[kind])}, {language.area_unit}",
                    language.text(N_("Residents before 2022"))]
    writers = (("area_km2", language.area_number), ("people", language.people))
    body = [
        Row(Cell(language.day(day)),
            figures([write(sums.at[day, (measure, kind.value)], exact=True)
                     for kind in kinds for measure, write in writers]), total=day == chosen)
        for day in monthly(sums.index, chosen)
    ]
    title = language.text(scenario.title if scenario else N_("The line of contact without a plan"))
    caption = language.text(N_("{what}, first day of each month"), what=title)
    return html_of(Table(heads(columns, range(1, len(columns))), tuple(body), caption))


def history_csv(rows: pd.DataFrame, scenario: Scenario | None, world: World) -> bytes:
    """Return all days and regions as CSV: UTF-8, RFC 4180, column names, then the rows.

    Areas are in km2, people are residents in the reference year. Without a plan `status` is empty.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    names = world.regions["name_en"].to_dict()
    for row in rows.to_dict("records"):
        numbers = plain({name: row[name] for name in ("area_km2", "people")})
        values = {**row, **numbers, "line_date": row["on"].isoformat(), "region_name": names[row["region"]],
                "scenario": TODAY if scenario is None else scenario.id, "data_version": world.version,
                "source": world.origin_on(row["on"]).source}
        writer.writerow([values.get(name, "") for name in CSV_COLUMNS])
    return text.getvalue().encode("utf-8")
