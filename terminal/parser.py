"""The command line parser: every command with its arguments and the function that it runs."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import geo
from geo.case import RECORD, RECORDS
from geo.control.dates import DEFAULT_DAY
from geo.control.margin import DEFAULT_KM
from geo.deferred import Deferred
from geo.line_sources.formats import FORMATS
from geo.plans.library import TODAY
from geo.tables import data_version
from layers.bundle.registry import COMPARISON_EXPORTS, EVERY, EXPORTS
from layers.frame import FRAMES
from layers.language import DEFAULT_LANGUAGE, UNITS, languages
from layers.plate.sizes import SIZES
from layers.request import PARTS
from layers.selection import LAYERS
from terminal.workspace import PROPOSED

EXIT_FAULT = 2

INSTALLED = "atlas"
"""The console script's name; a checkout runs `python cli.py`."""

FRAME = (f"part of the map in a picture: {', '.join(FRAMES)}, the id of a region, or west,south,east,north "
         "in degrees")
PLAN = "a plan id, see 'scenarios', or a plan file (.toml)"


class Parser(argparse.ArgumentParser):
    """An argument parser that reports errors as one sentence, like the rest of the program."""

    def error(self, message: str) -> NoReturn:
        sentence = " ".join(message.split())
        print(f"{sentence[:1].upper()}{sentence[1:]}; see '{self.prog} --help'.", file=sys.stderr)
        raise SystemExit(EXIT_FAULT)


class Version(argparse.Action):
    """Print the version of the code and of the data, both of which determine the figures."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        print(f"Ukraine plan atlas {geo.__version__}, data {data_version()}")
        parser.exit()


def program() -> str:
    """Return the command as the user typed it."""
    return INSTALLED if Path(sys.argv[0]).stem == INSTALLED else "python cli.py"


def parser() -> Parser:
    """Build the parser with all commands and their arguments."""
    top = Parser(prog=program(), description="Who would hold what in Ukraine under each peace plan: "
                 "the figures of the page, as text or as one JSON object.")
    top.add_argument("--version", action=Version, nargs=0, help="print the version of code and data")
    commands = top.add_subparsers(dest="command", required=True, parser_class=Parser, metavar="COMMAND")
    _answers(commands)
    _explorations(commands)
    _files(commands)
    return top


def _command(commands: Any, name: str, module: str, words: str, *parents: Parser,
             aliases: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Add a command, run by the function of its name in a module of this package.

    `parents` are the groups of options that it shares with other commands.
    """
    sub: argparse.ArgumentParser = commands.add_parser(
        name, help=words, description=words, parents=[_output(), *parents], aliases=aliases)
    sub.set_defaults(run=Deferred(f"{__package__}.{module}", name))
    return sub


def _answers(commands: Any) -> None:
    """Add the commands that answer a question."""
    _command(commands, "scenarios", "answers", "List the plans.", _worded())
    _command(commands, "dates", "answers", "List the days the line of contact is known for.")
    figures = _command(commands, "figures", "answers", "Figures of one plan on one line of contact.",
                       _dated(), _margin(), _planned(), _worded())
    figures.add_argument("plan", help=PLAN)
    figures.add_argument("--explain", action="store_true", help="say where each figure comes from")
    place = _command(commands, "place", "answers", "What each plan would do to one settlement or site.",
                     _dated(), _worded())
    place.add_argument("name", help="a name in Ukrainian, English or Russian, old or new")
    _command(commands, "claims", "answers", "Our figure beside each published one.", _worded())


def _explorations(commands: Any) -> None:
    """Add the commands for comparisons, interpretations, zones and history."""
    both = _command(commands, "compare", "compare", "What a second plan does differently from a first.",
                    _dated(), _margin(), _interpreted(), _worded(), _pictured(), _written(), _linked())
    both.add_argument("first", metavar="A", help=f"{PLAN}, or '{TODAY}' for the line without a plan")
    both.add_argument("second", metavar="B", help="another plan, or A with an option for B")
    both.add_argument("--second-on", metavar="DATE", help="day of B's line of contact; default that of A")
    _readings(both, "--second-reading", "interpret a clause of B otherwise")
    both.add_argument("--out", metavar="FILE", help="write a picture or table instead of printing")
    both.add_argument(
        "--format", default="png", help=f"format of the file: {' or '.join(COMPARISON_EXPORTS)}"
    )
    ways = _command(commands, "readings", "interpretations",
                    "How a plan's clauses can be interpreted, and the effect of each.",
                    _dated(), _margin(), _planned(), _worded(), aliases=["interpretations"])
    ways.add_argument("plan", help=PLAN)
    drawn = _command(commands, "zone", "zone",
                     "Measure a zone: area, people, towns, and what each plan does to it.",
                     _dated(), _worded(), _written())
    drawn.add_argument("file", help="coordinates, GeoJSON or WKT; - for standard input")
    drawn.add_argument("--out", metavar="FILE", help="also write the zone as GeoJSON")
    both_have = _command(commands, "observers", "observers",
                         "Where two observers of the line of contact differ on a day.", _worded())
    both_have.add_argument("--on", metavar="DATE", help=f"YYYY-MM-DD; default {DEFAULT_DAY}")
    over = _command(commands, "history", "history",
                    "Figures of one plan over the recorded days, a row per date.", _interpreted(), _worded())
    over.add_argument("plan", help=f"{PLAN}, or '{TODAY}' for the line without a plan")
    over.add_argument("--from", dest="first", metavar="DATE", help="YYYY-MM-DD; default the first known day")
    over.add_argument("--to", dest="last", metavar="DATE", help="YYYY-MM-DD; default the last known day")
    over.add_argument("--step", metavar="DAYS", default=1, help="days from one row to the next; default 1")


def _files(commands: Any) -> None:
    """Add the commands that write or check files."""
    export = _command(commands, "export", "files", "Write a plan's pictures, files or documents.",
                      _dated(), _margin(), _planned(), _worded(), _pictured(), _written(), _linked())
    export.add_argument("plan", nargs="?", help=f"{PLAN}, or '{TODAY}' for the line without a plan")
    export.add_argument("--format", required=True, help=" or ".join([*EXPORTS, EVERY]))
    export.add_argument("--out", required=True, metavar="FILE",
                        help="the file to write; a folder if there are several")
    export.add_argument("--all", action="store_true", help="every plan, and the line without a plan")
    export.add_argument("--layers", metavar="A,B", help=f"parts of a shape file: {', '.join(PARTS)}")
    export.add_argument("--regions", metavar="ID,ID", help="only these regions, such as UA-14,UA-09")
    export.add_argument("--units", default=UNITS[0], choices=UNITS, help="units of areas and lengths in text")
    site = _command(commands, "publish", "publish",
                    "Write a static site: an index, a page per plan, all files.",
                    _dated(), _margin(), _worded(), _written(), _linked())
    site.add_argument("folder", metavar="DIR", help="folder for the site; it must not exist yet")
    site.add_argument("--plans", metavar="ID,ID", help=f"only these plans, or '{TODAY}'")
    site.add_argument("--formats", metavar="F,F", help="only these formats")
    valid = _command(commands, "validate", "files",
                     f"Check plan files (.toml) and lines of contact ({FORMATS}).")
    valid.add_argument("files", nargs="+", metavar="FILE")
    _command(commands, "check", "files", "Check all data of the project in one go.")
    carried = _command(commands, "update", "update",
                       "Show what daily archive files would add to the record; with --write, add it.")
    carried.add_argument("--archive", required=True, metavar="DIR|URL",
                         help="folder or web address with files called deepstatemap_data_YYYYMMDD.geojson")
    carried.add_argument("--write", action="store_true", help="write the additions into data/control/")


def _output() -> Parser:
    group = Parser(add_help=False)
    group.add_argument("--json", action="store_true", help="print one JSON object")
    return group


def _dated() -> Parser:
    """Options for the line of contact."""
    group = Parser(add_help=False)
    group.add_argument("--on", metavar="DATE",
                       help=f"YYYY-MM-DD, or '{PROPOSED}' for the day the plan was; default {DEFAULT_DAY}")
    line = group.add_mutually_exclusive_group()
    line.add_argument("--record", default=RECORD, choices=RECORDS,
                      help="whose record of settlements: the atlas's own, or a second observer's")
    line.add_argument("--control", metavar="FILE", help=f"file with the ground that Russia holds: {FORMATS}")
    return group


def _margin() -> Parser:
    group = Parser(add_help=False)
    group.add_argument("--margin", metavar="KM", default=DEFAULT_KM,
                       help=f"how far the line may be off; default {DEFAULT_KM:g}")
    return group


def _interpreted() -> Parser:
    group = Parser(add_help=False)
    _readings(group, "--reading", "interpret a clause otherwise; see 'readings'")
    return group


def _readings(group: argparse.ArgumentParser, flag: str, words: str) -> None:
    group.add_argument(flag, flag.replace("reading", "interpretation"), action="append",
                       dest=flag.strip("-").replace("-", "_"), metavar="READING=OPTION", help=words)


def _planned() -> Parser:
    """Options for computing one plan."""
    group = _interpreted()
    group.add_argument("--strip", metavar="KM", help="width of the strip, for plans that have one")
    return group


def _worded() -> Parser:
    group = Parser(add_help=False)
    group.add_argument("--language", default=DEFAULT_LANGUAGE, choices=languages(),
                       help="language of text and names")
    return group


def _pictured() -> Parser:
    group = Parser(add_help=False)
    group.add_argument("--size", help=f"size of a picture: {' or '.join(SIZES)}")
    group.add_argument("--frame", "--view", dest="frame", metavar="FRAME", help=FRAME)
    group.add_argument("--title", metavar="TEXT", help="title of a picture; plan and date stay above it")
    group.add_argument("--map-only", action="store_true", help="a picture of the map alone, for a designer")
    group.add_argument("--hide", metavar="A,B", help=f"layers to leave out of a picture: {', '.join(LAYERS)}")
    return group


def _written() -> Parser:
    group = Parser(add_help=False)
    group.add_argument("--force", action="store_true", help="replace what is already there")
    return group


def _linked() -> Parser:
    group = Parser(add_help=False)
    group.add_argument("--address", metavar="URL", help="public URL of the page, for links back to it",
                       default=os.environ.get("ATLAS_ADDRESS"))
    return group
