"""Clauses that can be read in more than one way, as described in a plan file."""

from collections.abc import Collection
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from geo.errors import N_, Words, listed
from geo.plans.rule import Entry, Id, Line, RegionId, Rule
from geo.status import Holder

Label = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]


class Figure(Entry):
    """A published number for some of the plan's ground. It moves no ground: the map stays as it is."""

    regions: Annotated[frozenset[RegionId], Field(min_length=1)]
    """The regions it is about, taken together."""
    holder: Holder
    """Who holds the part of them that it counts."""
    area_km2: Annotated[float, Field(ge=0, le=700_000)] | None = None
    """Square kilometres, if an area was published."""
    share: Annotated[float, Field(ge=0, le=100)] | None = None
    """Per cent, if a share was published."""
    of_held: bool = False
    """Whether the share is one of the part held; otherwise it is one of the whole regions."""
    on: date
    """The day it was published for; a line of another month is not compared with it."""

    @model_validator(mode="after")
    def _is_an_area_or_a_share(self) -> "Figure":
        if (self.area_km2 is None) == (self.share is None):
            raise ValueError(Words(N_("either area_km2 or share is required, and not both")))
        if self.of_held and self.share is None:
            raise ValueError(Words(N_("of_held is about a share")))
        return self


class Option(Entry):
    """One way to read a clause."""

    id: Id
    """Its name in addresses and on the command line."""
    label: Label
    """The reading in a few words; it stands beside the plan's name wherever that is printed."""
    default: bool = False
    """Whether the plan's own rules follow this reading."""
    source: Id
    """Who reads it so, or where the words stand: one of the plan's sources."""
    note: Line
    """What the source says, and what is uncertain about it."""
    rules: tuple[Rule, ...] = ()
    """Rules that apply under this interpretation; they precede the plan's own."""
    figure: Figure | None = None
    """Used instead of rules: a published number that differs from the map's for the same ground."""


class Interpretation(Entry):
    """A question that a plan's text leaves to its reader, with the answers that somebody gives."""

    id: Id
    """Its name in addresses and on the command line."""
    question: Line
    """What can be read more than one way, in neutral words."""
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=8)]
    """The answers; exactly one is the default."""

    @model_validator(mode="after")
    def _has_one_default_and_answers_that_differ(self) -> "Interpretation":
        faults = []
        if sum(option.default for option in self.options) != 1:
            faults.append(Words(N_("exactly one option must be the default")))
        for number, option in enumerate(self.options, start=1):
            answers = (bool(option.rules), option.figure is not None)
            if option.default and any(answers):
                faults.append(Words(N_("options.{number}: the default is what the plan's rules say: no "
                                       "rules and no figure of its own"), number=number))
            if not option.default and answers.count(True) != 1:
                faults.append(Words(N_("options.{number}: needs either rules or a figure"), number=number))
        if len({option.id for option in self.options}) != len(self.options):
            faults.append(Words(N_("two options share one id")))
        if faults:
            raise ValueError(listed(faults, "; "))
        return self

    @property
    def default(self) -> Option:
        """The option that the plan's own rules follow."""
        return next(option for option in self.options if option.default)

    @property
    def others(self) -> tuple[Option, ...]:
        """The options that differ from the plan's own rules, in the order of the file."""
        return tuple(option for option in self.options if not option.default)


def faults_of(readings: tuple[Interpretation, ...], sources: Collection[str], day: date | None) -> list[str]:
    """List the errors in a plan's readings: repeated ids, unknown sources, missing reference date."""
    faults: list[str] = []
    if len({reading.id for reading in readings}) != len(readings):
        faults.append(Words(N_("two readings share one id")))
    for number, reading in enumerate(readings, start=1):
        for place, option in enumerate(reading.options, start=1):
            where = f"readings.{number}.options.{place}"
            if option.source not in sources:
                faults.append(Words(N_("{where} names the source '{source}', which is not listed"),
                                    where=where, source=option.source))
            if day is None and any(rule.before for rule in option.rules):
                faults.append(Words(N_("{where} asks who held ground before, but there is no "
                                       "reference_date"), where=where))
    return faults
