"""What tests of pictures and words share."""

from collections.abc import Callable

import pytest

from geo.outcomes.difference import Difference, difference
from geo.plans.library import Library
from geo.world import World, control_for
from geo.zones.ground import Ground
from tests.conftest import DAYS

DAY = DAYS[2]


@pytest.fixture(scope="module")
def contrast(library: Library, surveyed: Callable[..., Ground], world: World) -> Difference:
    """One plan against another, on two days."""
    ground = surveyed(world, control_for(world, DAY), [], 1.0, control_for(world, DAYS[3]))
    return difference(ground, library["freeze"], library["us-28-point"])
