"""The command that says which state or region an area or a number of people is comparable with."""

import argparse
from typing import Any

from geo.errors import N_, SolveError
from geo.gazetteer.states import comparable
from geo.plans.library import TODAY
from geo.status import Side
from layers.captions.comparable import NO_PEOPLE, NONE_NEAR, area_words, moved, people_words
from layers.language import Language
from layers.text.wording import SIDE_WORDS
from layers.yardstick import Yardstick, yardstick_of
from terminal.answers import inquire, language_of, show
from terminal.pull_back import number
from terminal.workspace import loaded


def alike(arguments: argparse.Namespace) -> None:
    """Print what is comparable with what a plan moves, or with a given area or number."""
    language = language_of(arguments)
    with_what = yardstick_of(arguments.among, loaded(), language)
    rows: list[tuple[str, float | None, float | None]] = []
    if arguments.plan is not None:
        if arguments.plan == TODAY:
            raise SolveError(N_("'{today}' moves no ground; name a plan, or give --km2 or --people."),
                             today=TODAY)
        _, outcome = inquire(arguments, arguments.plan, 0)
        rows += [(side.value, km2, people) for side, km2, people in moved(outcome)]
    if arguments.km2 is not None or arguments.people is not None:
        area, people = (None if text is None else number(text) for text in (arguments.km2, arguments.people))
        rows.append(("given", area, people))
    if not rows and arguments.plan is None:
        raise SolveError(N_("There is nothing to compare; name a plan, or give --km2 or --people."))
    value = {"comparable": [_plain(what, area, people, with_what) for what, area, people in rows],
             "source": with_what.source}
    lines = [line for what, area, people in rows for line in _lines(what, area, people, with_what, language)]
    show(arguments, value, [*lines, "", with_what.source])


def _plain(what: str, area: float | None, people: float | None, with_what: Yardstick) -> dict[str, Any]:
    row: dict[str, Any] = {"what": what}
    for name, figure, column in (("area_km2", area, "area_km2"), ("people", people, "population")):
        if figure is None:
            continue
        found = comparable(with_what.table, figure, column)
        row[name] = figure
        row[f"{name}_like"] = None if found is None else {
            "state": found.state, "name": with_what.names[found.state], "value": found.value,
            "ratio": round(found.ratio, 3)}
    return row


def _lines(what: str, area: float | None, people: float | None, with_what: Yardstick,
           language: Language) -> list[str]:
    head = language.text(SIDE_WORDS[Side(what)]) + ": " if what in set(Side) else ""
    none = language.text(NONE_NEAR)
    lines = []
    if area is not None:
        lines.append(f"{head}{language.area(area)}, {area_words(with_what, area, language) or none}")
    if people:
        count = language.text(N_("{people} people"), people=language.people(people))
        words = people_words(with_what, people, language) or none
        lines.append(f"{head}{count}, {words if with_what.counts_people else language.text(NO_PEOPLE)}")
    return lines
