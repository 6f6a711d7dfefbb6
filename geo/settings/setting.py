"""One environment variable: its name, what it sets, and how its value is read."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from geo.errors import SettingError


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


@dataclass(frozen=True)
class Count(Setting):
    """A variable whose value is a whole number from 1 to `most`; `otherwise` is such a number."""

    most: int = 1_000

    def number(self, environment: Mapping[str, str] = os.environ) -> int:
        """Return the number.

        Raises
        ------
        SettingError
            If the value is no number from 1 to `most`.
        """
        value = self.text(environment) or self.otherwise
        if not (value.isascii() and value.isdigit() and 1 <= int(value) <= self.most):
            raise SettingError(f"{self.name} is a whole number from 1 to {self.most:,}, not {value[:40]!r}.")
        return int(value)


@dataclass(frozen=True)
class OneOf(Setting):
    """A variable whose value is one of a few words; `otherwise` is the first of them."""

    words: tuple[str, ...] = ()

    def word(self, environment: Mapping[str, str] = os.environ) -> str:
        """Return the word.

        Raises
        ------
        SettingError
            If the value is none of them.
        """
        value = self.text(environment) or self.otherwise
        if value not in self.words:
            raise SettingError(f"{self.name} is {' or '.join(self.words)}, not {value[:40]!r}.")
        return value
