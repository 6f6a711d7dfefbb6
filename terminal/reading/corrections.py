"""Commands about corrections: the log, what has changed since a picture was made, and the glossary."""

import argparse

from geo.corrections.log import load_log
from geo.errors import N_, UnknownScenario
from geo.tables import data_version
from layers.glossary import explained
from layers.language import Language
from layers.reading.asked import checked, read_asked
from layers.reading.corrections import (
    MEASURE_WORDS,
    corrections_value,
    moved_table,
    moved_words,
    since_value,
    since_words,
)
from terminal.answers import language_of, show
from terminal.columns import columns
from terminal.workspace import library_of, loaded


def corrections(arguments: argparse.Namespace) -> None:
    """Print every change that moved a published figure, newest first."""
    language, log = language_of(arguments), load_log()
    show(arguments, corrections_value(log, data_version(), language), _lines(log.corrections, language))


def check_plate(arguments: argparse.Namespace) -> None:
    """Print what has changed since a picture was made."""
    language = language_of(arguments)
    asked = read_asked(arguments.printed)
    plan = arguments.plan or asked.plan
    if plan is not None and plan not in library_of(loaded()).plans:
        raise UnknownScenario(N_("There is no plan '{plan}'; 'scenarios' lists them."), plan=plan[:40])
    since = checked(load_log(), asked, data_version(), plan)
    lines = [since_words(since, language), *_lines(since.corrections, language)]
    table = moved_table(since, language)
    if table is not None:
        rows = [tuple(head.words for head in table.heads),
                *((row.label.words, *(cell.words for cell in row.cells)) for row in table.rows)]
        lines += ["", table.caption, *columns(rows)]
    show(arguments, since_value(since, language), lines)


def glossary(arguments: argparse.Namespace) -> None:
    """Print what the words of this project mean."""
    told = explained(language_of(arguments))
    show(arguments, {"terms": [{"term": name, "meaning": words} for name, words in told]},
         [f"{name}: {words}" for name, words in told])


def _lines(items: tuple, language: Language) -> list[str]:
    lines = []
    for item in items:
        moved = ", ".join(language.text(MEASURE_WORDS[measure]) for measure in item.measures)
        lines.append(f"{item.on.isoformat()}  {moved}: {language.text(item.text)}")
        lines += [f"            {moved_words(one, language)}" for one in item.figures]
    return lines
