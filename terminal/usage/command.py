"""A command of the program: its place in the parser, the function that it runs, and its plan."""

import argparse
from collections.abc import Sequence
from typing import Any

from geo.deferred import Deferred
from geo.errors import N_, Words
from geo.plans.library import TODAY
from terminal.options import output
from terminal.usage.parser import Parser

PLAN = Words(N_("a plan id, see 'scenarios', or a plan file (.toml)"))
PLAN_OR_TODAY = Words(N_("{plan}, or '{today}' for the line without a plan"), plan=PLAN, today=TODAY)
PLAN_OR_DEFAULT = Words(N_("{plan}, or '{today}' (the default)"), plan=PLAN, today=TODAY)


def add_command(commands: Any, name: str, module: str, words: str, *parents: Parser,
                aliases: Sequence[str] = (), function: str | None = None) -> argparse.ArgumentParser:
    """Add a command, run by a function (by default of its name) in a module of `terminal`.

    Parameters
    ----------
    commands
        What `Parser.add_subparsers` returned.
    name, module, function
        What the command is called, and where its function is.
    words
        What it does, marked with N_.
    parents
        The groups of options that it shares with other commands.
    aliases
        Other names of the command.
    """
    sub: argparse.ArgumentParser = commands.add_parser(
        name, help=words, description=words, parents=[output(), *parents], aliases=aliases)
    sub.set_defaults(run=Deferred(f"terminal.{module}", function or name))
    return sub


def take_plan(command: argparse.ArgumentParser, words: str = PLAN, **settings: Any) -> None:
    """Let a command take a plan; `settings` are those of argparse."""
    command.add_argument("plan", metavar=Words(N_("plan")), help=words, **settings)
