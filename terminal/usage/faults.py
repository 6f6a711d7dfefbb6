"""What argparse says of a command line that it cannot read, as words that can be said in any language."""

import re
from string import Formatter

from geo.errors import N_, Words, listed

FAULTS = (
    N_("argument {name}: {fault}"),
    N_("the following arguments are required: {names}"),
    N_("one of the arguments {choice} is required"),
    N_("not allowed with argument {name}"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("ignored explicit argument {value}"),
    N_("unrecognized arguments: {unknown}"),
    N_("ambiguous option: {option} could match {options}"),
    N_("invalid choice: {value} (choose from {choices})"),
)
"""The sentences of argparse that a reader may get, with names for what it fills in."""

WHAT = N_("what")
"""What an error calls the first argument of `solve`, which the help shows as its choices."""


def understood(message: str) -> Words:
    """Return an error of argparse as words; what it is not known to say stays plain text."""
    for template in FAULTS:
        found = re.fullmatch(_pattern(template), message)
        if found:
            return Words(template, **{key: _value(key, text) for key, text in found.groupdict().items()})
    return Words(message)


def _pattern(template: str) -> str:
    return "".join(re.escape(text) + (f"(?P<{name}>.+?)" if name else "")
                   for text, name, _, _ in Formatter().parse(template))


def _value(key: str, text: str) -> str:
    """Return a fault within a fault as words, too, and the names of arguments that are no options."""
    if key == "fault":
        return understood(text)
    if key in ("name", "names"):
        return listed(name if name.startswith("-") else Words(name) for name in text.split(", "))
    return text
