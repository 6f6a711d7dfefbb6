"""The terminal front end: the figures of the page as text or as one JSON object."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from geo.errors import GeoError
from geo.last_resort import LoggedFault, last_resort

EXIT_FAULT = 2
EXIT_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; errors are one sentence on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    with last_resort("the terminal", _say_unforeseen):
        return _run(argv)
    return EXIT_FAULT


def _run(argv: Sequence[str] | None) -> int:
    arguments = argparse.Namespace()
    try:
        from terminal.parser import parser  # here, so that errors while loading are caught

        parser().parse_args(argv, arguments)
        arguments.run(arguments)
        sys.stdout.flush()
    except GeoError as fault:
        print(" ".join(_said(fault, arguments).split()), file=sys.stderr)
        return EXIT_FAULT
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
    except OSError as fault:
        if fault.filename is not None:  # a file other than stdout, so a bug in this project
            raise
        print(f"The output cannot be written: {fault.strerror}.", file=sys.stderr)
        _let_go_of_stdout()
        return EXIT_FAULT
    return 0


def _said(fault: GeoError, arguments: argparse.Namespace) -> str:
    """Return an error in the language that the command was asked to speak; in English if it cannot."""
    from layers.language import DEFAULT_LANGUAGE, load_language

    try:
        return load_language(getattr(arguments, "language", DEFAULT_LANGUAGE)).said(fault.words)
    except GeoError:
        return str(fault)


def _say_unforeseen(fault: LoggedFault) -> None:
    where = (f"the details are in {fault.log} under {fault.reference}" if fault.written
             else f"the details could not be written to {fault.log}; set ATLAS_LOG to a file that can be")
    print(f"Something went wrong that was not foreseen ({fault.kind}); {where}.", file=sys.stderr)


def _let_go_of_stdout() -> None:
    """Redirect stdout, because flushing the rest of the output would fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
