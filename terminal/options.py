"""Options that several commands share.

What stands for a value is `Words`, which `terminal.usage.parser` says in the reader's language.
"""

import argparse

from geo.case import RECORD, RECORDS
from geo.control.dates import DEFAULT_DAY
from geo.control.margin import DEFAULT_KM
from geo.errors import N_, Words, chained
from geo.explore.pull_back import NO_PULL_BACK
from geo.line_sources.formats import FORMATS
from geo.plans.overlay import Baseline
from geo.settings.variables import ADDRESS
from layers.choice import Choice
from layers.frame import FRAMES
from layers.language import DEFAULT_LANGUAGE, languages
from layers.parameter import read_front_shift, read_pull_back
from layers.plate.sizes import SIZES
from layers.request import PARTS
from layers.selection import AT_FIRST, LAYERS
from layers.yardstick import STATES, YARDSTICKS
from terminal.usage.parser import Parser
from terminal.workspace import PROPOSED

DATE, DAYS, KM = Words(N_("DATE")), Words(N_("DAYS")), Words(N_("KM"))
FILE, FOLDER, TEXT = Words(N_("FILE")), Words(N_("DIR")), Words(N_("TEXT"))
AMONG = N_("what to compare with: all states, or the regions of one")
FORMAT, OR = Words(N_("FORMAT")), N_("{head} or {last}")


def output() -> Parser:
    group = Parser(add_help=False)
    group.add_argument("--json", action="store_true", help=N_("print one JSON object"))
    return group


def dated() -> Parser:
    """Options for the line of contact."""
    group = Parser(add_help=False)
    group.add_argument("--on", metavar=DATE,
                       help=Words(N_("YYYY-MM-DD, or '{proposed}' for the day the plan was; default {day}"),
                                  proposed=PROPOSED, day=str(DEFAULT_DAY)))
    line = group.add_mutually_exclusive_group()
    line.add_argument("--record", default=RECORD, choices=RECORDS,
                      help=N_("whose record of settlements: the atlas's own, or a second observer's"))
    line.add_argument("--control", metavar=FILE,
                      help=Words(N_("file with the ground that Russia holds: {formats}"), formats=FORMATS))
    group.add_argument("--where", metavar=Words(N_("COLUMN=VALUE")), action="append", default=[],
                       help=N_("of the file of --control, count only features with this value; COLUMN may be "
                               "'layer'; give it again for more values"))
    group.add_argument("--layer", metavar=Words(N_("NAME")), action="append", dest="where",
                       type="layer={}".format,
                       help=N_("of the file of --control, count only this layer or folder; give it again "
                               "for more"))
    return group


def margin() -> Parser:
    group = Parser(add_help=False)
    group.add_argument("--margin", metavar=KM, default=DEFAULT_KM,
                       help=Words(N_("how far the line may be off; default {km}"), km=f"{DEFAULT_KM:g}"))
    return group


def spanned() -> Parser:
    """Take the first and the last day."""
    group = Parser(add_help=False)
    group.add_argument("--from", dest="first", metavar=DATE,
                       help=N_("YYYY-MM-DD; default the first known day"))
    group.add_argument("--to", dest="last", metavar=DATE, help=N_("YYYY-MM-DD; default the last known day"))
    return group


def stepped() -> Parser:
    """Take the days from one row to the next."""
    group = Parser(add_help=False)
    group.add_argument("--step", metavar=DAYS, default=1,
                       help=N_("days from one row to the next; default 1"))
    return group


def interpreted() -> Parser:
    group = Parser(add_help=False)
    readings(group, "--reading", N_("interpret a clause otherwise; see 'readings'"))
    return group


def readings(group: argparse.ArgumentParser, flag: str, words: str) -> None:
    group.add_argument(flag, flag.replace("reading", "interpretation"), action="append",
                       dest=flag.strip("-").replace("-", "_"), metavar=Words(N_("READING=OPTION")),
                       help=words)


def planned() -> Parser:
    """Options for computing one plan."""
    group = interpreted()
    group.add_argument("--strip", metavar=KM, help=N_("width of the strip, for plans that have one"))
    return group


def worded() -> Parser:
    group = Parser(add_help=False)
    speaking(group)
    return group


def speaking(parser: argparse.ArgumentParser) -> None:
    """Take the language; by default that of the program, which may have it from before the command."""
    parser.add_argument("--language", default=DEFAULT_LANGUAGE, choices=languages(),
                        help=N_("language of text and names"))


def pictured() -> Parser:
    group = Parser(add_help=False)
    group.add_argument("--size", metavar=Words(N_("SIZE")),
                       help=Words(N_("size of a picture: {sizes}"), sizes=chained(OR, [*SIZES])))
    group.add_argument("--frame", "--view", dest="frame", metavar=Words(N_("FRAME")),
                       help=Words(N_("part of the map in a picture: {frames}, the id of a region, or "
                                     "west,south,east,north in degrees"), frames=", ".join(FRAMES)))
    group.add_argument("--title", metavar=TEXT, help=N_("title of a picture; plan and date stay above it"))
    group.add_argument("--map-only", action="store_true",
                       help=N_("a picture of the map alone, for a designer"))
    off = [name for name in LAYERS if name not in AT_FIRST]
    group.add_argument("--show", metavar="A,B",
                       help=Words(N_("layers to add to a picture: {layers}"), layers=", ".join(off)))
    group.add_argument("--hide", metavar="A,B",
                       help=Words(N_("layers to leave out of a picture: {layers}"), layers=", ".join(LAYERS)))
    return group


def shaped() -> Parser:
    """Options for what files of shapes hold."""
    group = Parser(add_help=False)
    group.add_argument("--layers", metavar="A,B",
                       help=Words(N_("parts of a shape file: {parts}"), parts=", ".join(PARTS)))
    group.add_argument("--regions", metavar="ID,ID", help=N_("only these regions, such as UA-14,UA-09"))
    return group


def laid_over() -> Parser:
    """Options for what a picture shows beside the plan, as an address has it (`alike`, `pull`, `shift`)."""
    group = Parser(add_help=False)
    group.add_argument("--among", choices=tuple(YARDSTICKS), default=STATES, help=AMONG)
    group.add_argument("--pull-back", metavar=KM,
                       help=N_("draw a pull-back on a picture: 10, or 10-5 for Ukraine's and Russia's side; "
                               "with .plan from the plan's line"))
    group.add_argument("--shift", metavar=Words(N_("SIDE-KM")),
                       help=N_("draw a shift of the front on a picture: ukraine-5 if ground that Ukraine "
                               "holds would pass to the other side, or russia-5"))
    return group


def laid_by(arguments: argparse.Namespace) -> Choice:
    """Return the choice of what is laid over the map, if anything is, and of what to compare with."""
    back, shift = arguments.pull_back, arguments.shift
    return Choice(alike=arguments.among, pull_back=NO_PULL_BACK if back is None else read_pull_back(back),
                  shift=None if shift is None else read_front_shift(shift))


def written() -> Parser:
    group = Parser(add_help=False)
    group.add_argument("--force", action="store_true", help=N_("replace what is already there"))
    return group


def linked() -> Parser:
    group = Parser(add_help=False)
    group.add_argument("--address", metavar="URL", default=ADDRESS.text() or None,
                       help=N_("public URL of the page, for links back to it"))
    return group


def measured_from() -> Parser:
    group = Parser(add_help=False)
    group.add_argument("--from", dest="line", default=Baseline.LINE_OF_CONTACT.value,
                       choices=[Baseline.LINE_OF_CONTACT.value, Baseline.PLAN_LINE.value],
                       help=N_("the line that depths are measured from"))
    return group
