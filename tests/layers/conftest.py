"""Shared fixtures of the tests of pictures and texts."""

from collections.abc import Callable
from datetime import date

import pytest

from geo.case import LineChoice
from geo.control.margin import DEFAULT_KM
from geo.outcomes.difference import Difference, difference
from geo.plans.library import Library
from geo.workspace import Workspace
from geo.world import World, control_for
from geo.zones.ground import Ground
from layers.bundle.briefing import briefing
from layers.parameter import Offered
from tests.conftest import DAYS
from tests.support.files.export_requests import RequestOf
from tests.support.worlds.choices import LANGUAGES

DAY = DAYS[2]

SET = (("us-28-point", DAY), ("geneva-19-point", DAYS[0]), ("kellogg-buffer", DAYS[3]))
"""Plans and days whose briefing is typeset in full: with many rules, without rules, and with a strip."""


@pytest.fixture(scope="module")
def contrast(library: Library, surveyed: Callable[..., Ground], world: World) -> Difference:
    """A comparison of two plans on two days."""
    ground = surveyed(world, control_for(world, DAY), [], 1.0, control_for(world, DAYS[3]))
    return difference(ground, library["freeze"], library["us-28-point"])


@pytest.fixture(scope="session")
def offered(world: World, library: Library) -> Offered:
    """The values that an address may contain."""
    return Offered(library, world.periods, LANGUAGES, world.regions.index)


@pytest.fixture(scope="session")
def surveyed_for(work: Workspace) -> Callable[..., Ground]:
    def ground(on: date, second: date | None = None) -> Ground:
        return work.ground(LineChoice(on, DEFAULT_KM),
                           second=LineChoice(second, DEFAULT_KM) if second else None)
    return ground


@pytest.fixture(scope="session")
def briefings(request_of: RequestOf) -> dict[tuple[str, date], bytes]:
    """The briefings of SET."""
    return {key: briefing(request_of(*key)) for key in SET}
