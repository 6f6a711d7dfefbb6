"""Fills and lines under simulated colour blindness and in grey: distinguishable and visible.

The simulation follows Machado, Oliveira and Fernandes (2009) at severity 1.0, see `tests.support.seeing`.
`test_styles.py` checks the colours themselves and `test_plates_seen.py` whole plates; these tests check
rendered fills and lines, in pixels.
"""

from itertools import combinations

import numpy as np
import pytest
import shapely
from matplotlib.colors import to_rgb

from geo.outcomes.difference import Change
from geo.status import Status
from layers.plate.canvas import blank
from layers.plate.hatching import paint
from layers.style.changes import HeldChange
from layers.style.statuses import SHADES, STATUSES, NotShown, Shade, look
from layers.style.styles import HELD, LAND, OVERLAY_SHADES, STROKES, Style
from tests.support.seeing import (
    CLEAR_COLOUR,
    CLEAR_PATTERN,
    EYES,
    Picture,
    ciede2000,
    colour_step,
    contrast,
    lab,
    pattern_step,
    pixels,
    seen_by,
)

MARKS_SCALE = 0.8 * 0.64
"""The finest patterns drawn, those on an A4 page."""

Looks = dict[str, tuple[Style, str]]
NOT_SHOWN: Looks = {what.value: look(what) for what in NotShown}
"""A hidden region can lie next to any fill."""
STATUS_LOOKS: Looks = {**{what.value: look(what) for what in (*Status, *Shade)}, **NOT_SHOWN}
CHANGE_LOOKS: Looks = {**{what.value: look(what) for what in (*Change, *HeldChange)},
                       "ukraine": look(Status.UKRAINIAN), **NOT_SHOWN}
CONTROL_LOOKS: Looks = {"russia": (HELD, HELD.colour), "ukraine": look(Status.UKRAINIAN), **NOT_SHOWN}
NO_FILL = {Status.UKRAINIAN.value, Status.OPEN.value}
"""These are distinguished by the dashes around open ground, not by a fill."""


def swatch(style: Style, ink: str, scale: float, land: str = LAND) -> Picture:
    """Render a fill as on plates, without an edge."""
    canvas = blank(64, 64, land)
    paint(canvas, shapely.box(-64, -64, 128, 128), style, ink, scale)
    return pixels(canvas)


def confusable(looks: Looks, eyes: str, scale: float = MARKS_SCALE,
               land: str = LAND) -> list[tuple[str, str]]:
    """Return the pairs that are clearly distinguished neither by colour nor by pattern."""
    seen = {name: seen_by(eyes, swatch(*of, scale, land)) for name, of in looks.items()}
    return [(one, other) for one, other in combinations(seen, 2) if {one, other} != NO_FILL
            and colour_step(seen[one], seen[other]) < CLEAR_COLOUR
            and pattern_step(seen[one], seen[other]) < CLEAR_PATTERN]


@pytest.mark.slow
@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("looks", [STATUS_LOOKS, CHANGE_LOOKS, CONTROL_LOOKS],
                         ids=["statuses", "changes", "control"])
@pytest.mark.parametrize("scale", [0.8, MARKS_SCALE], ids=["screen", "paper"])
def test_fills_that_can_be_adjacent_are_distinguishable(eyes: str, looks: Looks, scale: float) -> None:
    assert confusable(looks, eyes, scale) == []


def test_two_similar_fills_are_found() -> None:
    """The comparison fails for the same look, for a pattern only shifted, and for an equal colour."""
    frozen = STATUS_LOOKS[Status.FROZEN]
    assert confusable({"one": frozen, "other": frozen}, "all cones") == [("one", "other")]
    plain = {"green": (Style("#009E73", "solid"), ""), "pink": (Style("#CC79A7", "solid", 0.4), "")}
    assert confusable(plain, "all cones") == []
    assert confusable(plain, "deuteranopia") == confusable(plain, "grey print") == [("green", "pink")]
    stripes = swatch(*STATUS_LOOKS[Status.RETURNED], 0.8)
    assert pattern_step(stripes, np.roll(stripes, (5, 3), axis=(0, 1))) == pytest.approx(0, abs=1e-6)


def test_the_colour_difference_is_correct() -> None:
    """Pairs from the CIEDE2000 test data of Sharma, Wu and Dalal (2005); white, black; grey stays grey."""
    for first, second, step in (((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
                                ((50, 2.5, 0), (73, 25, -18), 27.1492),
                                ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
                                ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
                                ((50, 0, 0), (50, -1, 2), 2.3669)):
        assert ciede2000(np.array(first), np.array(second)) == pytest.approx(step, abs=1e-4)
    assert lab(np.ones(3)) == pytest.approx([100, 0, 0], abs=0.01)
    for eyes in EYES:
        for grey in (0.0, 0.3, 1.0):
            assert seen_by(eyes, np.full(3, grey)) == pytest.approx(np.full(3, grey), abs=1e-3), eyes


def over(colour: str, opacity: float, base: Picture) -> Picture:
    return np.array(to_rgb(colour)) * opacity + base * (1 - opacity)


GROUNDS = {"land": np.array(to_rgb(LAND)),
           **{status.value: over(shown.style.colour, shown.style.tint, np.array(to_rgb(LAND)))
              for status, shown in STATUSES.items()},
           **{shade.value: over(style.colour, style.tint, np.array(to_rgb(LAND)))
              for shade, style in SHADES.items()},
           "held": over(HELD.colour, HELD.tint, np.array(to_rgb(LAND)))}


@pytest.mark.parametrize("eyes", EYES)
def test_lines_stand_out_from_what_they_cross(eyes: str) -> None:
    """WCAG 1.4.11, 3 to 1: against the ground, or where that varies against the white behind the line."""
    for kind, strokes in STROKES.items():
        if kind in ("region", "open", "withdrawal"):
            bases = [GROUNDS["land"]]  # Other lines that they cross are distinguished by pattern.
        elif len(strokes) > 1:
            bases = [over(strokes[0].colour, strokes[0].opacity, ground) for ground in GROUNDS.values()]
        else:
            bases = list(GROUNDS.values())
        for base in bases:
            ink = over(strokes[-1].colour, strokes[-1].opacity, base)
            assert contrast(seen_by(eyes, ink), seen_by(eyes, base)) >= 3, kind


@pytest.mark.parametrize("eyes", EYES)
def test_lines_are_distinguishable_from_each_other(eyes: str) -> None:
    """By dashes, by a width that differs by half, or by lightness."""
    land = GROUNDS["land"]
    for (kind, one), (other, two) in combinations(((k, s[-1]) for k, s in STROKES.items()), 2):
        apart = (one.dash != two.dash or max(one.width, two.width) >= 1.5 * min(one.width, two.width)
                 or abs(lab(seen_by(eyes, over(one.colour, one.opacity, land)))[0]
                        - lab(seen_by(eyes, over(two.colour, two.opacity, land)))[0]) >= 20)
        assert apart, (kind, other)


@pytest.mark.parametrize("eyes", EYES)
def test_the_strip_is_visible_on_any_fill(eyes: str) -> None:
    """It also has a dotted edge; the difference of its shade alone is well above what is just visible."""
    for name, base in GROUNDS.items():
        for look_name, opacity in OVERLAY_SHADES.items():
            shaded = over("#000000", opacity, base)
            assert ciede2000(lab(seen_by(eyes, shaded)), lab(seen_by(eyes, base))) >= 5, (name, look_name)
