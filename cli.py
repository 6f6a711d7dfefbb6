"""The terminal front end: the figures of the page as text or as one JSON object."""

import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import N_, GeoError, Words
from geo.last_resort import LoggedFault, last_resort
from geo.writing.refusal import why_refused

if TYPE_CHECKING:
    from layers.language import Language

EXIT_FAULT = 2
EXIT_INTERRUPTED = 130


@dataclass
class Errors:
    """Says errors on stderr: in English until the language is known that the command is to speak."""

    language: "Language | None" = None

    def say(self, words: Words) -> None:
        """Say an error on one line."""
        said = str(words) if self.language is None else self.language.said(words)
        print(" ".join(said.split()), file=sys.stderr)

    def say_unforeseen(self, fault: LoggedFault) -> None:
        """Say that there was an error that nobody foresaw, and where its details are."""
        where = (Words(N_("the details are in {log} under {reference}"), log=str(fault.log),
                       reference=fault.reference) if fault.written else
                 Words(N_("the details could not be written to {log}; set ATLAS_LOG to a file that can be"),
                       log=str(fault.log)))
        self.say(Words(N_("Something went wrong that was not foreseen ({kind}); {where}."), kind=fault.kind,
                       where=where))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; errors are one sentence on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    errors = Errors()
    with last_resort("the terminal", errors.say_unforeseen):
        return _run(argv, errors)
    return EXIT_FAULT


def _run(argv: Sequence[str] | None, errors: Errors) -> int:
    try:
        from layers.language import load_language  # here, so that errors while loading are caught
        from terminal.parser import parser
        from terminal.usage.parser import asked_language

        errors.language = load_language(asked_language(argv))
        arguments = parser(errors.language).parse_args(argv)
        arguments.run(arguments)
        sys.stdout.flush()
    except GeoError as fault:
        errors.say(fault.words)
        return EXIT_FAULT
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
    except OSError as fault:
        if fault.filename is not None:  # a file other than stdout, so a bug in this project
            raise
        errors.say(Words(N_("The output cannot be written: {reason}."), reason=why_refused(fault)))
        _let_go_of_stdout()
        return EXIT_FAULT
    return 0


def _let_go_of_stdout() -> None:
    """Redirect stdout, because flushing the rest of the output would fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
