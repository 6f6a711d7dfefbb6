"""Options that several commands share, each defined once."""

import argparse
import os
import sys
from typing import NoReturn

from geo.case import RECORD, RECORDS
from geo.control.dates import DEFAULT_DAY
from geo.control.margin import DEFAULT_KM
from geo.line_sources.formats import FORMATS
from layers.language import DEFAULT_LANGUAGE, languages
from layers.plate.sizes import SIZES
from layers.selection import LAYERS
from terminal.workspace import PROPOSED

EXIT_FAULT = 2


class Parser(argparse.ArgumentParser):
    """An argument parser that reports errors as one sentence, like the rest of the program."""

    def error(self, message: str) -> NoReturn:
        sentence = " ".join(message.split())
        print(f"{sentence[:1].upper()}{sentence[1:]}; see '{self.prog} --help'.", file=sys.stderr)
        raise SystemExit(EXIT_FAULT)


def output() -> Parser:
    """Say how the answer is printed."""
    group = Parser(add_help=False)
    group.add_argument("--json", action="store_true", help="print one JSON object")
    return group


def dated() -> Parser:
    """Options for the line of contact."""
    group = Parser(add_help=False)
    group.add_argument("--on", metavar="DATE",
                       help=f"YYYY-MM-DD, or '{PROPOSED}' for the day the plan was; default {DEFAULT_DAY}")
    line = group.add_mutually_exclusive_group()
    line.add_argument("--record", default=RECORD, choices=RECORDS,
                      help="whose record of settlements: the atlas's own, or a second observer's")
    line.add_argument("--control", metavar="FILE", help=f"file with the ground that Russia holds: {FORMATS}")
    return group


def margin() -> Parser:
    """Take the margin of error of the line."""
    group = Parser(add_help=False)
    group.add_argument("--margin", metavar="KM", default=DEFAULT_KM,
                       help=f"how far the line may be off; default {DEFAULT_KM:g}")
    return group


def spanned() -> Parser:
    """Take the first and the last day."""
    group = Parser(add_help=False)
    group.add_argument("--from", dest="first", metavar="DATE", help="YYYY-MM-DD; default the first known day")
    group.add_argument("--to", dest="last", metavar="DATE", help="YYYY-MM-DD; default the last known day")
    return group


def stepped() -> Parser:
    """Take the days from one row to the next."""
    group = Parser(add_help=False)
    group.add_argument("--step", metavar="DAYS", default=1, help="days from one row to the next; default 1")
    return group


def interpreted() -> Parser:
    """Take interpretations of clauses."""
    group = Parser(add_help=False)
    readings(group, "--reading", "interpret a clause otherwise; see 'readings'")
    return group


def readings(group: argparse.ArgumentParser, flag: str, words: str) -> None:
    """Add an option for interpretations of clauses, under both of its names."""
    group.add_argument(flag, flag.replace("reading", "interpretation"), action="append",
                       dest=flag.strip("-").replace("-", "_"), metavar="READING=OPTION", help=words)


def planned() -> Parser:
    """Options for computing one plan."""
    group = interpreted()
    group.add_argument("--strip", metavar="KM", help="width of the strip, for plans that have one")
    return group


def worded() -> Parser:
    """Take the language of the answer."""
    group = Parser(add_help=False)
    group.add_argument("--language", default=DEFAULT_LANGUAGE, choices=languages(),
                       help="language of text and names")
    return group


def pictured() -> Parser:
    """Say how a picture looks."""
    group = Parser(add_help=False)
    group.add_argument("--size", help=f"size of a picture: {' or '.join(SIZES)}")
    group.add_argument("--hide", metavar="A,B", help=f"layers to leave out of a picture: {', '.join(LAYERS)}")
    return group


def written() -> Parser:
    """Say whether files may be replaced."""
    group = Parser(add_help=False)
    group.add_argument("--force", action="store_true", help="replace what is already there")
    return group


def linked() -> Parser:
    """Take the address of the page."""
    group = Parser(add_help=False)
    group.add_argument("--address", metavar="URL", help="public URL of the page, for links back to it",
                       default=os.environ.get("ATLAS_ADDRESS"))
    return group
