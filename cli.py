"""The terminal front end: the same numbers as the page, as text or as one JSON object."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from geo.control.dates import DEFAULT_DAY
from geo.control.margin import DEFAULT_KM
from geo.errors import GeoError
from geo.line_sources.formats import FORMATS
from geo.plans.library import TODAY
from layers.bundle.registry import EXPORTS
from layers.language import DEFAULT_LANGUAGE, UNITS
from layers.plate.comparison import WRITERS
from layers.plate.sizes import SIZES
from layers.request import PARTS, VIEWS
from layers.selection import LAYERS
from terminal import answers, compare, files, history, publish, zone
from terminal import interpretations as readings

EXIT_FAULT = 2


class Parser(argparse.ArgumentParser):
    """An argument parser whose faults are one sentence, like all others."""

    def error(self, message: str) -> NoReturn:
        print(f"{message[:1].upper()}{message[1:]}; see 'python cli.py --help'.", file=sys.stderr)
        raise SystemExit(EXIT_FAULT)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code. Faults are one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    arguments = parser().parse_args(argv)
    try:
        arguments.run(arguments)
        sys.stdout.flush()
    except GeoError as fault:
        print(" ".join(str(fault).split()), file=sys.stderr)
        return EXIT_FAULT
    except BrokenPipeError:
        _let_go_of_stdout()
    except OSError as fault:
        print(f"The output cannot be written: {fault.strerror}.", file=sys.stderr)
        _let_go_of_stdout()
        return EXIT_FAULT
    return 0


def _let_go_of_stdout() -> None:
    """What is still unwritten would fail once more when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser() -> Parser:
    """All commands and their arguments."""
    top = Parser(prog="cli.py", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True, parser_class=Parser)

    def command(name: str, run: Callable[[argparse.Namespace], None],
                words: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=words, description=words)
        sub.add_argument("--json", action="store_true", help="print one JSON object")
        sub.set_defaults(run=run)
        return sub

    def dated(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--on", metavar="DATE", help=f"YYYY-MM-DD; default {DEFAULT_DAY}")
        sub.add_argument("--control", metavar="FILE", help=f"what Russia holds: {FORMATS}")

    command("scenarios", answers.scenarios, "List the plans.")
    command("dates", answers.dates, "List the days the line of contact is known for.")
    one = command("figures", answers.figures, "Figures of one plan on one line of contact.")
    one.add_argument("--explain", action="store_true", help="say where each figure comes from")
    two = command("export", files.export, "Write a plan's pictures, files or documents.")
    one.add_argument("plan", help="a plan id, see 'scenarios', or a plan file (.toml)")
    two.add_argument("plan", nargs="?", help=f"a plan id or file, or '{TODAY}' for the line alone")
    for sub in (one, two):
        dated(sub)
        sub.add_argument("--margin", metavar="KM", default=DEFAULT_KM,
                         help=f"how far the line may be off; default {DEFAULT_KM:g}")
    for sub in (one, two):
        sub.add_argument("--reading", action="append", metavar="READING=OPTION",
                         help="read a clause otherwise; see 'readings'")
    _export(two)
    three = command("place", answers.place, "What each plan would do to one settlement.")
    three.add_argument("name", help="a name in Ukrainian, English or Russian, old or new")
    dated(three)
    _explore(command, dated)
    command("claims", answers.claims, "Our figure beside each published one.")
    four = command("validate", files.validate,
                   f"Check plan files (.toml) and lines of contact ({FORMATS}).")
    four.add_argument("files", nargs="+", metavar="FILE")
    five = command("publish", publish.site, "Write a static site: an index, a page per plan, all files.")
    _publish(five)
    dated(five)
    command("check", files.check, "Check all data of the project in one go.")
    return top


def _explore(command: Callable[..., argparse.ArgumentParser],
             dated: Callable[[argparse.ArgumentParser], None]) -> None:
    """Commands that compare, go through time, read a clause otherwise, or measure a zone."""
    both = command("compare", compare.compare, "What a second plan does differently from a first.")
    both.add_argument("first", metavar="A", help=f"a plan id or file, or '{TODAY}' for the line alone")
    both.add_argument("second", metavar="B", help="another, or the same with --second-on")
    both.add_argument("--on", metavar="DATE", help=f"YYYY-MM-DD; default {DEFAULT_DAY}")
    both.add_argument("--second-on", metavar="DATE", help="day of B's line of contact; default that of A")
    both.add_argument("--margin", metavar="KM", default=DEFAULT_KM, help="how far the line may be off")
    both.add_argument("--out", metavar="FILE", help="write a picture or table instead of printing")
    both.add_argument("--format", default="png", help=f"of the file: {' or '.join(WRITERS)}")
    both.add_argument("--size", default="16x9", help=f"of a picture: {' or '.join(SIZES)}")
    _hide(both)
    both.add_argument("--force", action="store_true", help="replace a file that exists")
    both.add_argument("--address", metavar="URL", help="where the page is public, for links back",
                      default=os.environ.get("ATLAS_ADDRESS"))
    ways = command("readings", readings.readings, "How a plan's clauses can be read, and what hangs on each.")
    ways.add_argument("plan", help="a plan id, see 'scenarios'")
    dated(ways)
    ways.add_argument("--margin", metavar="KM", default=DEFAULT_KM, help="how far the line may be off")
    drawn = command("zone", zone.zone, "Measure a zone: area, people, towns, and what each plan does to it.")
    drawn.add_argument("file", help="coordinates, GeoJSON or WKT; - for standard input")
    dated(drawn)
    drawn.add_argument("--out", metavar="FILE", help="write the zone as GeoJSON, too")
    drawn.add_argument("--force", action="store_true", help="replace a file that exists")
    over = command("history", history.history, "Figures of one plan over the recorded days, a row per date.")
    over.add_argument("plan", help=f"a plan id, or '{TODAY}' for the line without a plan")
    over.add_argument("--from", dest="first", metavar="DATE", help="YYYY-MM-DD; default the first known day")
    over.add_argument("--to", dest="last", metavar="DATE", help="YYYY-MM-DD; default the last known day")
    over.add_argument("--step", metavar="DAYS", default=1, help="days between two rows; default 1")


def _export(sub: argparse.ArgumentParser) -> None:
    """What can be said about a file to write."""
    sub.add_argument("--format", required=True, help=" or ".join([*EXPORTS, files.EVERY]))
    sub.add_argument("--out", required=True, metavar="FILE",
                     help="the file to write; a folder if there are several")
    sub.add_argument("--force", action="store_true", help="replace files that exist")
    sub.add_argument("--all", action="store_true", help="every plan, and the line without a plan")
    sub.add_argument("--size", help=f"of a picture: {' or '.join(SIZES)}")
    sub.add_argument("--view", help=f"of a picture: {' or '.join(VIEWS)}")
    sub.add_argument("--layers", metavar="A,B", help=f"in a file of shapes: {', '.join(PARTS)}")
    _hide(sub)
    sub.add_argument("--regions", metavar="ID,ID", help="only these regions, such as UA-14,UA-09")
    sub.add_argument("--strip", metavar="KM", help="width of the strip, for plans that have one")
    sub.add_argument("--units", default=UNITS[0], help=" or ".join(UNITS))
    sub.add_argument("--language", default=DEFAULT_LANGUAGE, help="language of words and names")
    sub.add_argument("--address", metavar="URL", help="where the page is public, for links back",
                     default=os.environ.get("ATLAS_ADDRESS"))


def _hide(sub: argparse.ArgumentParser) -> None:
    """What a picture leaves out: the switches of the page."""
    sub.add_argument("--hide", metavar="A,B", help=f"in a picture: {', '.join(LAYERS)}")


def _publish(sub: argparse.ArgumentParser) -> None:
    """What can be said about a site to write."""
    sub.add_argument("folder", metavar="DIR", help="where the site goes; it must not be there yet")
    sub.add_argument("--margin", metavar="KM", default=DEFAULT_KM,
                     help=f"how far the line may be off; default {DEFAULT_KM:g}")
    sub.add_argument("--plans", metavar="ID,ID", help=f"only these plans, or '{TODAY}'")
    sub.add_argument("--formats", metavar="F,F", help="only these formats")
    sub.add_argument("--force", action="store_true", help="replace a site that 'publish' wrote")
    sub.add_argument("--address", metavar="URL", help="where the site will be, for links back",
                     default=os.environ.get("ATLAS_ADDRESS"))


if __name__ == "__main__":
    sys.exit(main())
