"""Comparing published figures with computed ones in the toy world, where every number is easy to check."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from geo.claims import compare as comparison_module
from geo.claims.compare import Comparison, WhyNot, compare, surveyor
from geo.claims.measure import MEASURERS
from geo.claims.published import UNIT_OF, Claim, Quantity
from geo.control.dates import Period
from geo.plans.library import Library
from geo.world import World
from tests.support.worlds import toy


def claim(**changes: Any) -> Claim:
    """A published figure about SE in the toy world, half of which Russia holds."""
    given = {
        "id": "toy", "quantity": Quantity.AREA_RUSSIAN, "region": "SE", "regions": (toy.SE,),
        "place": "", "plan": "", "value": 40.0, "as_of": toy.DAY, "publisher": "a test", "url": "",
        "note": "", "reason": None, **changes,
    }
    return Claim(**{"unit": UNIT_OF[given["quantity"]], **given})


def ask(world: World, **changes: Any) -> Comparison:
    return compare(world, Library({}), claim(**changes))


def near(value: float) -> object:
    return pytest.approx(value, rel=toy.AREA_TOLERANCE, abs=0.011)


def test_half_of_a_square(toy_world: World) -> None:
    one = ask(toy_world)
    assert (one.ours, one.difference, one.relative) == (near(50), near(10), near(0.25))
    assert (one.low, one.high) == (near(4 * 9), near(60))
    assert one.inside
    assert not ask(toy_world, value=35.9).inside
    share = ask(toy_world, quantity=Quantity.SHARE_RUSSIAN, regions=("UA",), value=10.0)
    assert share.ours == near(100 * 50 / 400)
    held = ask(toy_world, quantity=Quantity.SHARE_UKRAINIAN, regions=(toy.NE, toy.SE))
    assert held.ours == near(75)
    assert ask(toy_world, quantity=Quantity.SETTLEMENTS).ours == 1
    assert ask(toy_world, quantity=Quantity.CONTACT_LINE, regions=("UA",)).ours == \
        pytest.approx(15, abs=0.06)
    assert ask(toy_world, quantity=Quantity.PREWAR, regions=("UA",)).ours == 400
    assert ask(toy_world, value=0.0).relative is None


@pytest.mark.parametrize(("quantity", "day"), [
    (Quantity.MONTHLY_GAIN, date(2020, 1, 2)), (Quantity.YEARLY_GAIN, date(2020, 1, 2))])
def test_a_gain_is_the_change_from_the_end_of_the_period_before(
    toy_world: World, quantity: Quantity, day: date
) -> None:
    """Nothing is Russian-held on New Year's Eve; half of SE is two days later."""
    record = replace(toy_world.record, periods=(Period(date(2019, 12, 31), day),))
    one = ask(replace(toy_world, record=record), quantity=quantity, as_of=day)
    assert one.ours == near(50)
    assert one.our_figure is not None
    assert one.our_figure.since == date(2019, 12, 31)
    assert ask(toy_world, quantity=quantity, as_of=day).why_not is WhyNot.BEFORE_RECORD


@pytest.mark.parametrize(("changes", "why_not"), [
    ({"as_of": date(2019, 12, 31)}, WhyNot.BEFORE_RECORD),
    ({"as_of": date(2020, 1, 5)}, WhyNot.IN_GAP),
    ({"as_of": date(2020, 2, 1)}, WhyNot.AFTER_RECORD),
    ({"as_of": date(2020, 1, 31), "quantity": Quantity.MONTHLY_GAIN}, WhyNot.BEFORE_RECORD),
    ({"regions": ()}, WhyNot.NO_REGION),
    ({"regions": ("UA-99",)}, WhyNot.NO_REGION),
    ({"quantity": Quantity.TOWN, "place": "UA0000000000"}, WhyNot.NO_PLACE),
    ({"quantity": Quantity.NET_GAIN_UNDER_PLAN, "plan": "gone"}, WhyNot.NO_PLAN),
    ({"quantity": Quantity.FORTRESS_BELT}, WhyNot.NOT_COMPUTED),
    ({"quantity": Quantity.PULLBACK}, WhyNot.PROPOSAL),
    ({"quantity": Quantity.REMAINING, "as_of": date(2020, 1, 5)}, WhyNot.PEOPLE_TODAY),
    ({"quantity": Quantity.REMAINING_COMBAT}, WhyNot.PEOPLE_TODAY),
])
def test_what_cannot_be_compared_has_a_reason(
    toy_world: World, changes: dict[str, Any], why_not: WhyNot
) -> None:
    periods = (*toy_world.record.periods, Period(date(2020, 1, 31), date(2020, 1, 31)))
    one = ask(replace(toy_world, record=replace(toy_world.record, periods=periods)), **changes)
    assert one.why_not is why_not
    assert (one.ours, one.difference) == (None, None)


def test_each_day_is_surveyed_once(
    toy_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [date(2020, 1, number) for number in (1, 2, 3, 4)]
    record = replace(toy_world.record, periods=(Period(days[0], days[-1]),))
    surveyed = []
    real = comparison_module.ground_for
    monkeypatch.setattr(comparison_module, "ground_for",
                        lambda world, control, earlier_days: surveyed.append(control.on)
                        or real(world, control, earlier_days))
    ground = surveyor(replace(toy_world, record=record), Library({}))
    assert [ground(day).control.on for day in (*days, *days)] == [*days, *days]
    assert surveyed == days


def test_every_quantity_is_computed_or_has_a_reason_not_to_be(toy_world: World) -> None:
    for quantity in Quantity:
        if quantity not in MEASURERS:
            assert ask(toy_world, quantity=quantity).why_not is not None
