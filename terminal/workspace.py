"""What every command stands on: the data, loaded once, and a workspace that answers from them."""

import argparse
from functools import partial
from pathlib import Path

from geo.cache import remembering
from geo.case import RECORD, LineChoice
from geo.control.dates import DEFAULT_DAY, any_day, read_day
from geo.control.record import Control
from geo.line_sources.dated_files import read_control_path
from geo.plans.library import Library, load_library
from geo.workspace import Workspace
from geo.world import World, load_world
from layers.language import DEFAULT_LANGUAGE, load_language
from layers.text.wording import note_words

FILE = "file"
"""What a line is called that comes from the file of `--control`."""


def loaded() -> World:
    """All committed data; a command asks for them once."""
    return load_world()


def library_of(world: World) -> Library:
    """All plans that fit the regions and the recorded days."""
    return load_library(world.regions.index, periods=world.periods)


def opened(arguments: argparse.Namespace) -> Workspace:
    """A workspace on all data and plans, and on the line of `--control` if that is given."""
    world = loaded()
    return Workspace(world, library_of(world), remembering(), partial(_from_file, arguments, world))


def front_of(arguments: argparse.Namespace, world: World, margin_km: float) -> LineChoice:
    """The line of contact that is asked for: of a day, or the one in the reader's own file.

    The day of a reader's own line need not be one that the record knows.
    """
    if getattr(arguments, "control", None) is not None:
        return LineChoice(DEFAULT_DAY if arguments.on is None else any_day(arguments.on), margin_km, FILE)
    day = DEFAULT_DAY if arguments.on is None else read_day(arguments.on, world.periods)
    return LineChoice(day, margin_km, RECORD)


def _from_file(arguments: argparse.Namespace, world: World, front: LineChoice) -> Control:
    """The line in the reader's own file; `show` says how it was read."""
    parsed = read_control_path(Path(arguments.control), front.on, world.regions_m)
    english = load_language(DEFAULT_LANGUAGE)
    arguments.notes = [note_words(note, english, exact=True) for note in parsed.notes]
    return parsed.control
