"""The command line parser: every command with its arguments and the function that it runs."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import geo
from geo.case import RECORDS
from geo.control.dates import DEFAULT_DAY
from geo.control.margin import DEFAULT_KM
from geo.deferred import Deferred
from geo.explore.ranking import COLUMNS
from geo.line_sources.formats import FORMATS
from geo.plans.library import TODAY
from geo.tables import data_version
from layers.bundle.registry import COMPARISON_EXPORTS, EVERY, EXPORTS
from layers.language import UNITS
from layers.request import PARTS
from terminal.options import (
    Parser,
    dated,
    interpreted,
    laid_over,
    linked,
    margin,
    measured_from,
    output,
    pictured,
    planned,
    readings,
    spanned,
    stepped,
    worded,
    written,
)

INSTALLED = "atlas"
"""The console script's name; a checkout runs `python cli.py`."""

PLAN = "a plan id, see 'scenarios', or a plan file (.toml)"


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
    _sweeps(commands)
    _files(commands)
    return top


def _command(commands: Any, name: str, module: str, words: str, *parents: Parser,
             aliases: Sequence[str] = (), function: str | None = None) -> argparse.ArgumentParser:
    """Add a command, run by a function (by default of its name) in a module of this package.

    `parents` are the groups of options that it shares with other commands.
    """
    sub: argparse.ArgumentParser = commands.add_parser(
        name, help=words, description=words, parents=[output(), *parents], aliases=aliases)
    sub.set_defaults(run=Deferred(f"{__package__}.{module}", function or name))
    return sub


def _answers(commands: Any) -> None:
    """Add the commands that answer a question."""
    _command(commands, "scenarios", "answers", "List the plans.", worded())
    order = _command(commands, "rank", "answers", "All plans with their totals, ranked by a figure.",
                     dated(), worded())
    order.add_argument("--by", default=COLUMNS[0], metavar="COLUMN",
                       help=f"{', '.join(COLUMNS)}; default {COLUMNS[0]}")
    _command(commands, "dates", "answers", "List the days the line of contact is known for.")
    figures = _command(commands, "figures", "answers", "Figures of one plan on one line of contact.",
                       dated(), margin(), planned(), worded())
    figures.add_argument("plan", help=PLAN)
    figures.add_argument("--explain", action="store_true", help="say where each figure comes from")
    place = _command(commands, "place", "answers", "What each plan would do to one settlement or site.",
                     dated(), worded())
    place.add_argument("name", help="a name in Ukrainian, English or Russian, old or new")
    _command(commands, "claims", "answers", "Our figure beside each published one.", worded())
    _command(commands, "glossary", "reading.corrections", "What the words of this project mean.", worded())
    _command(commands, "corrections", "reading.corrections",
             "Every change that moved a published figure, newest first.", worded())
    printed = _command(commands, "check-plate", "reading.corrections",
                       "What has changed since a picture or file was made.", worded(),
                       function="check_plate")
    printed.add_argument("printed", metavar="TEXT", help="the address or the data version printed on it, or "
                         "the day on which it says that figures last changed")
    printed.add_argument("--plan", metavar="PLAN", help="only changes of this plan's figures; default that "
                         "of the address")


def _explorations(commands: Any) -> None:
    """Add the commands for comparisons, interpretations, zones and history."""
    both = _command(commands, "compare", "compare", "What a second plan does differently from a first.",
                    dated(), margin(), interpreted(), worded(), pictured(), written(), linked())
    both.add_argument("first", metavar="A", help=f"{PLAN}, or '{TODAY}' for the line without a plan")
    both.add_argument("second", metavar="B", help="another plan, or A with an option for B")
    both.add_argument("--second-on", metavar="DATE", help="day of B's line of contact; default that of A")
    readings(both, "--second-reading", "interpret a clause of B otherwise")
    both.add_argument("--out", metavar="FILE", help="write a picture or table instead of printing")
    both.add_argument(
        "--format", default="png", help=f"format of the file: {' or '.join(COMPARISON_EXPORTS)}"
    )
    ways = _command(commands, "readings", "interpretations",
                    "How a plan's clauses can be interpreted, and the effect of each.",
                    dated(), margin(), planned(), worded(), aliases=["interpretations"])
    ways.add_argument("plan", help=PLAN)
    drawn = _command(commands, "zone", "zone",
                     "Measure a zone: area, people, towns, and what each plan does to it.",
                     dated(), worded(), written())
    drawn.add_argument("file", help="coordinates, GeoJSON or WKT; - for standard input")
    drawn.add_argument("--out", metavar="FILE", help="also write the zone as GeoJSON")
    hangs = _command(commands, "together", "together",
                     "What each side would hold in connected parts, and which towns would be cut off.",
                     dated(), interpreted(), worded())
    hangs.add_argument("plan", nargs="?", help=f"{PLAN}, or '{TODAY}'; left out, a table of all plans")
    _depths(commands)
    both_have = _command(commands, "observers", "observers",
                         "Where two observers of the line of contact differ on a day.", worded())
    both_have.add_argument("--on", metavar="DATE", help=f"YYYY-MM-DD; default {DEFAULT_DAY}")
    over = _command(commands, "history", "history",
                    "Figures of one plan over the recorded days, a row per date.",
                    interpreted(), spanned(), stepped(), worded())
    over.add_argument("plan", help=f"{PLAN}, or '{TODAY}' for the line without a plan")


def _sweeps(commands: Any) -> None:
    """Add the commands for all plans on all days."""
    wide = _command(commands, "sweep", "sweep.run",
                    "Figures of all plans on many days, a Parquet file per day.",
                    spanned(), stepped(), written())
    wide.add_argument("--plans", metavar="P,P", help="only these plans, or plan files")
    wide.add_argument("--margins", metavar="KM,KM",
                      help=f"how far the line may be off; default {DEFAULT_KM:g}")
    wide.add_argument("--records", metavar="R,R", help=f"whose records; default {','.join(RECORDS)}")
    wide.add_argument("--out", required=True, metavar="DIR",
                      help="folder for the files; days that are complete in it stay")
    where = wide.add_mutually_exclusive_group()
    where.add_argument("--workers", metavar="N", help="number of processes; default one per core")
    where.add_argument("--scheduler", metavar="ADDRESS", help="work on the Dask cluster of this scheduler")
    kept = _command(commands, "holds", "sweep.holds",
                    "What is true of each plan on every day of a sweep, and what is not.",
                    spanned(), worded())
    kept.add_argument("folder", metavar="DIR", help="folder of a sweep")
    kept.add_argument("--plans", metavar="P,P", help="only these plans")


def _depths(commands: Any) -> None:
    """Add the commands for pull-backs, and for lines and depths that give a wanted figure."""
    back = _command(commands, "pullback", "pull_back",
                    "What the forces of each side would leave if they pulled back, by depth.",
                    dated(), margin(), interpreted(), worded(), measured_from())
    back.add_argument("plan", nargs="?", default=TODAY, help=f"{PLAN}, or '{TODAY}' (the default)")
    back.add_argument("--ukraine", metavar="KM", help="how far Ukraine's forces would go back, 0 to 40")
    back.add_argument("--russia", metavar="KM", help="how far Russia's forces would go back, 0 to 40")
    back.add_argument("--preset", metavar="ID", help="a depth that somebody named; see --presets")
    back.add_argument("--presets", action="store_true", help="list the depths that somebody named")
    like = _command(commands, "alike", "comparable",
                    "Which state is about as large, or has as many people, as what a plan moves.",
                    dated(), interpreted(), worded())
    like.add_argument("plan", nargs="?", help=PLAN)
    like.add_argument("--km2", metavar="N", help="an area in square kilometres")
    like.add_argument("--people", metavar="N", help="residents of the reference year")
    solved = _command(commands, "solve", "pull_back",
                      "Which shift of the front, or which depth from a line, gives a wanted figure.",
                      dated(), interpreted(), worded(), written(), measured_from(),
                      function="solve_line")
    solved.add_argument("what", choices=("shift", "depth"), help="a parallel shift of the front, or a depth")
    solved.add_argument("plan", nargs="?", default=TODAY, help=f"{PLAN}, or '{TODAY}' (the default)")
    figure = solved.add_mutually_exclusive_group(required=True)
    figure.add_argument("--km2", metavar="N", help="an area in square kilometres")
    figure.add_argument("--people", metavar="N", help="residents of the reference year")
    figure.add_argument("--percent", metavar="N", help="per cent of the country, or of --region")
    figure.add_argument("--holds", metavar="N",
                        help="of a shift: per cent that Ukraine would hold afterwards; decides the side")
    solved.add_argument("--side", default="ukraine", choices=("ukraine", "russia", "both"),
                        help="whose ground is counted, or would pass to the other; default ukraine")
    solved.add_argument("--region", metavar="ID,ID", help="count only ground of these, such as UA-14")
    solved.add_argument("--out", metavar="FILE",
                        help="also write a shift as GeoJSON, or a depth as a plan file")


def _files(commands: Any) -> None:
    """Add the commands that write or check files."""
    export = _command(commands, "export", "files", "Write a plan's pictures, files or documents.",
                      dated(), margin(), planned(), worded(), pictured(), laid_over(), written(), linked())
    export.add_argument("plan", nargs="?", help=f"{PLAN}, or '{TODAY}' for the line without a plan")
    export.add_argument("--format", required=True, help=" or ".join([*EXPORTS, EVERY]))
    export.add_argument("--out", required=True, metavar="FILE",
                        help="the file to write; a folder if there are several")
    export.add_argument("--all", action="store_true", help="every plan, and the line without a plan")
    export.add_argument("--layers", metavar="A,B", help=f"parts of a shape file: {', '.join(PARTS)}")
    export.add_argument("--regions", metavar="ID,ID", help="only these regions, such as UA-14,UA-09")
    export.add_argument("--units", default=UNITS[0], choices=UNITS, help="units of areas and lengths in text")
    film = _command(commands, "series", "series.run",
                    "Write one plan over days, or all plans on one day, as plates or as a film.",
                    dated(), margin(), planned(), spanned(), worded(), pictured(), laid_over(), written(),
                    linked())
    film.add_argument("plan", nargs="?", help=f"{PLAN}, or '{TODAY}' for the line without a plan")
    film.add_argument("--all", action="store_true", help="every plan, on the day of --on")
    film.add_argument("--step", metavar="DAYS", help="days from one picture to the next; default such that "
                      "there are at most 24 pictures")
    film.add_argument("--format", required=True,
                      help="gif, webp, mp4, zip (of plates), or folder (plates in a folder that is there)")
    film.add_argument("--out", required=True, metavar="FILE", help="the file to write, or the folder")
    film.add_argument("--units", default=UNITS[0], choices=UNITS, help="units of areas and lengths in text")
    site = _command(commands, "publish", "publish",
                    "Write a static site: an index, a page per plan, all files.",
                    dated(), margin(), worded(), written(), linked())
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
