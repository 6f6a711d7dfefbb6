"""One environment variable: its name, what it sets, and how its value is read."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

SHOWN = 40
"""The most characters of a wrong value that are repeated."""


@dataclass(frozen=True)
class Setting:
    """An environment variable that the project, or something that it runs on, understands."""

    name: str
    sets: str
    """What it sets, as in the table of `docs/operations.md`."""
    otherwise: str
    """What holds without it, in the same table."""

    def text(self, environment: Mapping[str, str] = os.environ) -> str:
        """Return the value without white space around it; empty if it is not set."""
        return environment.get(self.name, "").strip()

    def problem(self, _environment: Mapping[str, str] = os.environ) -> str:
        """Return a sentence on a value that cannot be used, or an empty text."""
        return ""


@dataclass(frozen=True)
class Count(Setting):
    """A variable whose value is a whole number from 1 to `most`; `otherwise` is such a number."""

    most: int = 1_000

    def number(self, environment: Mapping[str, str] = os.environ) -> int:
        """Return the number; `otherwise` if the value cannot be used, which `problem` says."""
        value = self.text(environment)
        return int(value if value and not self.problem(environment) else self.otherwise)

    def problem(self, environment: Mapping[str, str] = os.environ) -> str:
        """Return a sentence on a value that is no such number, or an empty text."""
        value = self.text(environment)
        if not value or (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= self.most):
            return ""
        return f"{self.name} is a whole number from 1 to {self.most:,}, not '{value[:SHOWN]}'."


@dataclass(frozen=True)
class OneOf(Setting):
    """A variable whose value is one of a few words, `otherwise` among them."""

    words: tuple[str, ...] = ()

    def word(self, environment: Mapping[str, str] = os.environ) -> str:
        """Return the word; `otherwise` if the value cannot be used, which `problem` says."""
        value = self.text(environment)
        return value if value in self.words else self.otherwise

    def problem(self, environment: Mapping[str, str] = os.environ) -> str:
        """Return a sentence on a value that is none of the words, or an empty text."""
        value = self.text(environment)
        return "" if value in ("", *self.words) else (
            f"{self.name} is {' or '.join(self.words)}, not '{value[:SHOWN]}'.")
