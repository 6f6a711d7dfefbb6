"""The curve of a pull-back by depth as a chart: its axes, its lines, and its description."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.explore.depths import SIDES, Depths
from geo.explore.pull_back import CURVE_KM, MAX_KM, curve, pull_back
from geo.measure import KM2_PER_SQUARE_MILE
from geo.plans.overlay import Baseline
from layers.explore.depth_chart import STEPS, depth_chart_html, described, panels_of, ticks
from layers.language import Language, load_language

CONTACT = Baseline.LINE_OF_CONTACT


@given(st.floats(0, 5e7))
def test_an_axis_starts_at_zero_holds_the_most_and_has_few_equal_steps(most: float) -> None:
    found = ticks(most)
    assert found[0] == 0
    assert found[-1] >= most
    assert 2 <= len(found) <= STEPS + 1
    assert len({round(b - a, 6) for a, b in pairwise(found)}) == 1


@pytest.mark.parametrize("kms", [(0.0, 0.0), (1.3, 2.6), (MAX_KM, 0.0)], ids=str)
def test_every_line_has_the_curve_and_the_depth_asked_for(
    kms: tuple[float, float], toy_depths: Depths, english: Language,
) -> None:
    table, found = curve(toy_depths), pull_back(toy_depths, CONTACT, *kms)
    for panel in panels_of(table, found, english):
        for strip in found.strips:
            line = dict(panel.lines[strip.side])
            rows = table[table["side"] == strip.side].set_index("km")[panel.measure]
            assert set(line) == {*CURVE_KM, strip.km}
            assert all(line[km] == value for km, value in rows.items())
            assert panel.asked[strip.side] == (strip.km, getattr(strip, panel.measure))
            assert line[strip.km] == getattr(strip, panel.measure)
            assert sorted(line.values()) == [line[km] for km in sorted(line)]  # more depth, no less ground
            assert 0 <= panel.share(max(line.values())) <= 1


def test_a_side_that_stays_has_no_dot(toy_depths: Depths, english: Language) -> None:
    table = curve(toy_depths)
    for kms, dots in (((0.0, 0.0), 0), ((5.0, 0.0), 1), ((5.0, 7.0), 2)):
        html = depth_chart_html(table, pull_back(toy_depths, CONTACT, *kms), english)
        assert html.count('class="dot"') == 2 * dots  # in both panels
        left = {float(share) for share in re.findall(r'class="dot" style="left:([\d.]+)%', html)}
        assert left == {round(100 * km / MAX_KM, 2) for km in kms if km}


def test_axes_are_round_in_square_miles_too(toy_depths: Depths) -> None:
    miles = load_language("en", "mi2")
    area, people = panels_of(curve(toy_depths), pull_back(toy_depths, CONTACT, 5, 5), miles)
    most = {panel.measure: max(value for line in panel.lines.values() for _km, value in line)
            for panel in (area, people)}
    in_miles = [tick / KM2_PER_SQUARE_MILE for tick in area.ticks]
    assert in_miles == pytest.approx(ticks(most["area_km2"] / KM2_PER_SQUARE_MILE))
    assert people.ticks == ticks(most["people"])


def test_the_description_tells_both_sides(toy_depths: Depths, english: Language) -> None:
    table = curve(toy_depths)
    words = described(table, pull_back(toy_depths, CONTACT, 0, 0), english)
    assert words.startswith("Ukrainian-held: ")
    for side in SIDES:
        row = table[(table["side"] == side) & (table["km"] == 10.0)].iloc[0]
        assert f"{english.area(row['area_km2'], exact=True)} and " \
               f"{english.people(row['people'], exact=True)} residents within 10 km" in words
