"""The parser of the command line, which explains itself and reports errors in the reader's language."""

import argparse
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any, NoReturn

from geo.errors import N_, Words
from layers.language import DEFAULT_LANGUAGE, Language, languages, load_language
from terminal.usage.faults import understood

EXIT_FAULT = 2

UNKNOWN = "unrecognized arguments: %s"
"""What argparse says of arguments that are left over, which `understood` knows."""

USAGE = N_("usage: ")
ARGPARSE_SAYS = (USAGE, N_("positional arguments"), N_("options"), N_("show this help message and exit"))
"""The words of argparse's own that stand in a help text."""


class Help(argparse.HelpFormatter):
    """Formats the help of a command in a language.

    Texts are the English ones, plain and marked with N_ or as `Words`. What stands for a value is said in
    other words only if it is `Words`: a command has a name that is none.
    """

    def __init__(self, language: Language, prog: str) -> None:
        super().__init__(prog)
        self._language = language

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._said(USAGE) if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(None if heading is None else self._said(heading))

    def add_text(self, text: str | None) -> None:
        super().add_text(None if text is None else self._said(text))

    def _get_help_string(self, action: argparse.Action) -> str:
        return self._said(action.help or "").replace("%", "%%")

    def _metavar_formatter(
        self, action: argparse.Action, default_metavar: str
    ) -> Callable[[int], tuple[str, ...]]:
        english = super()._metavar_formatter(action, default_metavar)
        return lambda size: tuple(self._language.said(word) for word in english(size))

    def _said(self, text: str) -> str:
        return self._language.said(text) if isinstance(text, Words) else self._language.text(text)


class Parser(argparse.ArgumentParser):
    """An argument parser that reports errors as one sentence, like the rest of the program.

    Parameters
    ----------
    language
        In which it speaks; English if None.
    settings
        What argparse takes.
    """

    def __init__(self, *, language: Language | None = None, **settings: Any) -> None:
        self.language = language or _english()
        super().__init__(formatter_class=partial(Help, self.language), **settings)

    def add_commands(self) -> Any:
        """Return what commands can be added to, each with a parser that speaks the same language."""
        spoken: Any = partial(Parser, language=self.language)
        return self.add_subparsers(dest="command", required=True, metavar=Words(N_("COMMAND")),
                                   parser_class=spoken)

    def parse_args(  # type: ignore[override] # argparse has one more form, for a namespace of another class
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        """Parse all arguments; what is left over is named, in quotation marks where it cannot be seen."""
        found, unknown = self.parse_known_args(args, namespace)
        if unknown:
            self.error(UNKNOWN % " ".join(text if text.strip() else repr(text) for text in unknown))
        return found

    def error(self, message: str) -> NoReturn:
        sentence = Words(N_("{fault:capital}; see '{command} --help'."),
                         fault=understood(" ".join(message.split())), command=self.prog)
        self.exit(EXIT_FAULT, f"{self.language.said(sentence)}\n")


@cache
def _english() -> Language:
    return load_language(DEFAULT_LANGUAGE)


def asked_language(argv: Sequence[str] | None) -> str:
    """Return the code of the language that a command line asks for last; the default if it asks for none.

    It is known before the line is read, whose help and errors are in that language wherever it stands.
    """
    alone = argparse.ArgumentParser(add_help=False)
    alone.add_argument("--language", nargs="?", action="append", default=[])
    known = languages()
    asked = [code for code in alone.parse_known_args(argv)[0].language if code in known]
    return asked[-1] if asked else DEFAULT_LANGUAGE
