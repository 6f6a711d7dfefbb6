"""Resources shared by all commands: the data, loaded once, and the workspace."""

import argparse
from functools import partial
from pathlib import Path

from geo.cache import remembering
from geo.case import LIVEUAMAP, RECORD, LineChoice
from geo.control.dates import DEFAULT_DAY, any_day, read_day
from geo.control.record import Control
from geo.control.second import SECOND
from geo.errors import N_, DateError, SourceError
from geo.line_sources.dated_files import read_control_path
from geo.plans.library import Library, load_library
from geo.workspace import Workspace
from geo.world import World, load_world
from layers.language import DEFAULT_LANGUAGE, load_language
from layers.text.wording import note_words

PROPOSED = "proposed"
"""Stands for the day on which the plan was proposed, where a day is asked for."""

FILE = "file"
"""The name of the line from the file of `--control`."""


def loaded() -> World:
    """Load all committed data, once per command."""
    return load_world()


def library_of(world: World) -> Library:
    """Load all plans, checked against the regions, the recorded days and the sites."""
    return load_library(world.regions.index, periods=world.periods, sites=frozenset(world.sites.index))


def opened(arguments: argparse.Namespace) -> Workspace:
    """Open a workspace with all data and plans, and the line from `--control` if given."""
    world = loaded()
    return Workspace(world, library_of(world), remembering(), partial(_from_file, arguments, world))


def front_of(arguments: argparse.Namespace, world: World, margin_km: float) -> LineChoice:
    """Return the chosen line of contact: that of a day, or the one in the reader's own file.

    The day of a reader's own line need not be in the record. `show` prints what a reader should know of a
    recorded day.
    """
    where = getattr(arguments, "where", [])
    if where and getattr(arguments, "control", None) is None:
        raise SourceError(N_("--where and --layer choose among the features of a file and need --control "
                             "FILE."))
    if getattr(arguments, "control", None) is not None:
        return LineChoice(DEFAULT_DAY if arguments.on is None else any_day(_written(arguments, world)),
                          margin_km, FILE)
    second = world.second_record if getattr(arguments, "record", RECORD) == LIVEUAMAP else None
    known = (world.periods,) if second is None else (second.periods, SECOND)
    day = DEFAULT_DAY if arguments.on is None else read_day(_written(arguments, world), *known)
    note = (world if second is None else second).origin_on(day).note
    if note:
        note = load_language(getattr(arguments, "language", DEFAULT_LANGUAGE)).text(note)
        arguments.notes = list(dict.fromkeys([*getattr(arguments, "notes", []), note]))
    return LineChoice(day, margin_km, RECORD if second is None else LIVEUAMAP)


def _written(arguments: argparse.Namespace, world: World) -> str:
    """Return the date asked for as text; PROPOSED stands for the day on which the plan was."""
    if arguments.on != PROPOSED:
        return str(arguments.on)
    plan = getattr(arguments, "plan", None) or getattr(arguments, "first", None)
    plans = library_of(world).plans
    if plan not in plans:
        raise DateError(N_("'--on {proposed}' needs a plan of this atlas; see 'scenarios'."),
                        proposed=PROPOSED)
    return plans[plan].published.isoformat()


def _from_file(arguments: argparse.Namespace, world: World, front: LineChoice) -> Control:
    """Read the line in the reader's own file; `show` prints the notes on how it was read."""
    where = tuple(_column_and_value(text) for text in getattr(arguments, "where", []))
    parsed = read_control_path(Path(arguments.control), front.on, world.regions_m, where=where)
    language = load_language(getattr(arguments, "language", DEFAULT_LANGUAGE))
    arguments.notes = [note_words(note, language, exact=True) for note in parsed.notes]
    return parsed.control


def _column_and_value(text: str) -> tuple[str, str]:
    column, equals, value = text.partition("=")
    if not equals or not column.strip():
        raise SourceError(N_("--where needs a column and a value, such as --where status=occupied."))
    return column.strip(), value
