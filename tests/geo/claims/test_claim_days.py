"""Published figures of days that the record knows, and of those that it does not."""

from dataclasses import replace
from datetime import date

import pytest

from geo.claims.compare import WhyNot, compare
from geo.claims.published import Quantity, load_claims
from geo.plans.library import Library
from geo.world import World
from geo.zones.ground import Ground


@pytest.mark.parametrize("day, why", [
    (date(2022, 2, 22), WhyNot.BEFORE_RECORD), (date(2022, 2, 24), None), (date(2023, 6, 6), None),
    (date(2024, 7, 7), None), (date(2026, 8, 23), WhyNot.IN_GAP), (date(2026, 9, 22), None),
    (date(2026, 10, 9), WhyNot.IN_GAP), (date(2026, 10, 11), WhyNot.AFTER_RECORD),
])
def test_a_figure_of_an_unknown_day_is_not_compared(
    day: date, why: WhyNot | None, world: World, library: Library, toy_ground: Ground,
) -> None:
    """Not before the record, in a gap of it or after it; any ground does to tell."""
    one = next(one for one in load_claims() if one.quantity is Quantity.AREA_RUSSIAN)
    found = compare(world, library, replace(one, as_of=day), lambda _day: toy_ground)
    assert found.why_not is why
    assert (found.our_figure is None) == (why is not None)
