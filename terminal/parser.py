"""The command line parser: every command with its arguments and the function that it runs."""

import argparse
import sys
from pathlib import Path
from typing import Any, NoReturn

import geo
from geo.errors import N_, Words, chained
from geo.explore.ranking import COLUMNS
from geo.line_sources.formats import FORMATS
from geo.plans.library import TODAY
from geo.tables import data_version
from layers.bundle.registry import EVERY, EXPORTS, STACKED
from layers.language import UNITS, Language
from terminal.options import (
    DAYS,
    FILE,
    FOLDER,
    FORMAT,
    OR,
    TEXT,
    dated,
    laid_over,
    linked,
    margin,
    pictured,
    planned,
    shaped,
    spanned,
    speaking,
    worded,
    written,
)
from terminal.usage.command import PLAN_OR_TODAY, add_command, take_plan
from terminal.usage.explorations import explorations, sweeps
from terminal.usage.parser import Parser

INSTALLED = "atlas"
"""The console script's name; a checkout runs `python cli.py`."""


class Version(argparse.Action):
    """Print the version of the code and of the data, both of which determine the figures."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        words = Words(N_("Ukraine plan atlas {version}, data {data}"), version=geo.__version__,
                      data=data_version())
        print(parser.language.said(words) if isinstance(parser, Parser) else words)
        parser.exit()


def program() -> str:
    """Return the command as the user typed it."""
    return INSTALLED if Path(sys.argv[0]).stem == INSTALLED else "python cli.py"


def parser(language: Language | None = None) -> Parser:
    """Build the parser with all commands and their arguments, which speaks a language; English if None."""
    top = Parser(language=language, prog=program(), description=N_(
        "Who would hold what in Ukraine under each peace plan: the figures of the page, as text or as one "
        "JSON object."))
    top.add_argument("--version", action=Version, nargs=0, help=N_("print the version of code and data"))
    speaking(top)
    commands = top.add_commands()
    _answers(commands)
    explorations(commands)
    sweeps(commands)
    _files(commands)
    for speaker in (top, *commands.choices.values()):
        speaker.set_defaults(language=top.language.code)
    return top


def _answers(commands: Any) -> None:
    """Add the commands that answer a question."""
    add_command(commands, "scenarios", "answers", N_("List the plans."), worded())
    order = add_command(commands, "rank", "answers", N_("All plans with their totals, ranked by a figure."),
                        dated(), worded())
    order.add_argument("--by", default=COLUMNS[0], metavar=Words(N_("COLUMN")), help=Words(
        N_("{columns}; default {default}"), columns=", ".join(COLUMNS), default=COLUMNS[0]))
    add_command(commands, "dates", "answers", N_("List the days the line of contact is known for."), worded())
    figures = add_command(commands, "figures", "answers", N_("Figures of one plan on one line of contact."),
                          dated(), margin(), planned(), worded())
    take_plan(figures)
    figures.add_argument("--explain", action="store_true", help=N_("say where each figure comes from"))
    place = add_command(commands, "place", "answers",
                        N_("What each plan would do to one settlement or site."), dated(), worded())
    place.add_argument("name", metavar=Words(N_("name")),
                       help=N_("a name in Ukrainian, English or Russian, old or new"))
    add_command(commands, "claims", "answers", N_("Our figure beside each published one."), worded())
    add_command(commands, "glossary", "reading.corrections", N_("What the words of this project mean."),
                worded())
    add_command(commands, "corrections", "reading.corrections",
                N_("Every change that moved a published figure, newest first."), worded())
    printed = add_command(commands, "check-plate", "reading.corrections",
                          N_("What has changed since a picture or file was made."), worded(),
                          function="check_plate")
    printed.add_argument("printed", metavar=TEXT, help=N_("the address or the data version printed on it, or "
                         "the day on which it says that figures last changed"))
    printed.add_argument("--plan", metavar=Words(N_("PLAN")),
                         help=N_("only changes of this plan's figures; default that of the address"))


def _files(commands: Any) -> None:
    """Add the commands that write or check files."""
    export = add_command(
        commands, "export", "files", N_("Write a plan's pictures, files or documents."),
        dated(), margin(), planned(), worded(), pictured(), shaped(), laid_over(),
        written(), linked())
    take_plan(export, PLAN_OR_TODAY, nargs="?")
    export.add_argument("--format", required=True, metavar=FORMAT, help=chained(OR, [*EXPORTS, EVERY]))
    export.add_argument("--out", required=True, metavar=FILE,
                        help=Words(N_(
        "the file to write; a folder if there are several; with --all also a file for all, whose name ends "
        "as the format: {stacks}"), stacks=", ".join(STACKED)))
    export.add_argument("--all", action="store_true", help=N_("every plan, and the line without a plan"))
    _units(export)
    film = add_command(
        commands, "series", "series.run",
        N_("Write one plan over days, or all plans on one day: as plates, as a film, or as one file of "
           "shapes or figures."),
        dated(), margin(), planned(), spanned(), worded(), pictured(), shaped(), laid_over(),
        written(), linked())
    take_plan(film, PLAN_OR_TODAY, nargs="?")
    film.add_argument("--all", action="store_true", help=N_("every plan, on the day of --on"))
    film.add_argument("--step", metavar=DAYS, help=N_("days from one picture to the next; default such that "
                      "there are at most 24 pictures, and 1 for shapes and figures"))
    film.add_argument("--format", required=True, metavar=FORMAT, help=Words(N_(
        "gif, webp, mp4, zip (of plates), folder (plates in a folder that is there), or {stacks} (all in one "
        "file, with ids of plan, date and piece)"), stacks=", ".join(STACKED)))
    film.add_argument("--out", required=True, metavar=FILE, help=N_("the file to write, or the folder"))
    _units(film)
    site = add_command(commands, "publish", "publish",
                       N_("Write a static site in every language: an index, a page per plan, all files."),
                       dated(), margin(), worded(), written(), linked())
    site.add_argument("folder", metavar=FOLDER, help=N_("folder for the site; it must not exist yet"))
    site.add_argument("--plans", metavar="ID,ID",
                      help=Words(N_("only these plans, or '{today}'"), today=TODAY))
    site.add_argument("--formats", metavar=Words(N_("F,F")), help=N_("only these formats"))
    site.add_argument("--languages", metavar=Words(N_("L,L")), help=N_(
        "languages of the site, the first of which is at its top; default all, that of --language first"))
    valid = add_command(commands, "validate", "files", Words(
        N_("Check plan files (.toml) and lines of contact ({formats})."), formats=FORMATS), worded())
    valid.add_argument("files", nargs="+", metavar=FILE)
    add_command(commands, "check", "files", N_("Check all data of the project in one go."), worded())
    carried = add_command(commands, "update", "update",
                          N_("Show what daily archive files would add to the record; with --write, add it."),
                          worded())
    carried.add_argument("--archive", required=True, metavar=Words(N_("DIR|URL")), help=N_(
        "folder or web address with files called deepstatemap_data_YYYYMMDD.geojson"))
    carried.add_argument("--write", action="store_true", help=N_("write the additions into data/control/"))


def _units(command: argparse.ArgumentParser) -> None:
    command.add_argument("--units", default=UNITS[0], choices=UNITS,
                         help=N_("units of areas and lengths in text"))
