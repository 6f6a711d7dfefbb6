"""Where the answers come from: any day of a workspace, or the one day of a static site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Protocol

from geo.case import RECORDS, Case, LineChoice
from geo.control.dates import days
from geo.control.margin import DEFAULT_KM
from geo.errors import N_, DateError, UnknownScenario
from geo.outcomes.fragments import Fragments
from geo.outcomes.history import pieces_for
from geo.plans.library import TODAY, Library
from geo.workspace import Workspace
from geo.world import World
from layers.data.values import Records
from layers.language import DEFAULT_LANGUAGE, load_language
from layers.request import ExportRequest


class Source(Protocol):
    """Answers what the addresses ask; English, without the address of a page."""

    @property
    def world(self) -> World: ...

    @property
    def library(self) -> Library: ...

    @property
    def days(self) -> Sequence[date]:
        """The days that can be asked for."""
        ...

    @property
    def pieces(self) -> Fragments:
        """The pieces that histories are summed over."""
        ...

    def request(self, plan: str, on: date) -> ExportRequest:
        """Return the request for a plan, or for TODAY, on a day."""
        ...

    def records(self, on: date) -> Records:
        """Return the Russian-held area and people on a day by either observer."""
        ...


class Live:
    """Every plan on every day, through a workspace.

    The margin is the one with which page and terminal begin.
    """

    def __init__(self, work: Workspace) -> None:
        self.work, self.world, self.library = work, work.world, work.library
        self.days: Sequence[date] = days(work.world.periods)
        self._english = load_language(DEFAULT_LANGUAGE)

    @cached_property
    def pieces(self) -> Fragments:
        return pieces_for(self.world)

    def request(self, plan: str, on: date) -> ExportRequest:
        front = LineChoice(on, DEFAULT_KM)
        outcome = None if plan == TODAY else self.work.outcome(Case(front, plan))
        ground = self.work.ground(front) if outcome is None else outcome.ground
        return ExportRequest(self.world, self.library, ground, outcome, self._english)

    def records(self, on: date) -> Records:
        return self.work.by_record(LineChoice(on, DEFAULT_KM, RECORDS[0]))


@dataclass(frozen=True)
class Still:
    """The requests of a static site, all on one day."""

    requests: Mapping[str, ExportRequest]
    held: Records

    @property
    def first(self) -> ExportRequest:
        return next(iter(self.requests.values()))

    @property
    def world(self) -> World:
        return self.first.world

    @property
    def library(self) -> Library:
        return self.first.library

    @property
    def days(self) -> Sequence[date]:
        return [self.first.on]

    @cached_property
    def pieces(self) -> Fragments:
        return pieces_for(self.world)

    def request(self, plan: str, on: date) -> ExportRequest:
        if on != self.first.on:
            raise DateError(N_("This site has no data of {on}."), on=on)
        if plan in self.requests:
            return self.requests[plan]
        if plan == TODAY:  # the line of contact is part of every site, also of one without this page
            return replace(self.first, outcome=None)
        raise UnknownScenario(N_("This site has no plan '{plan}'."), plan=plan)

    def records(self, _on: date) -> Records:
        return self.held
