"""The styles of statuses: legible, and distinguishable without colour."""

import math
from itertools import combinations
from xml.etree import ElementTree

import pytest

from geo.outcomes.difference import Change
from geo.plans.rule import Level, levels_of
from geo.status import Holder, Side, Status
from layers.style.changes import CHANGES, HeldChange
from layers.style.statuses import SHADES, STATUSES, Look, look, look_of, looks_with
from layers.style.styles import (
    HELD,
    INK,
    LAND,
    MUTED,
    PATTERNS,
    PITCH,
    PLAN_LINE,
    RUSSIAN_HELD,
    SEA,
    UKRAINIAN_HELD,
    WITHDRAWAL,
    Marks,
)
from layers.svg.signs import pattern_svg

WHITE = "#FFFFFF"
LOOKS = {status: shown.style for status, shown in STATUSES.items()}
ALL_LOOKS = {**LOOKS, **SHADES}
OKABE_ITO = {"#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#000000"}

MIN_STEP = 8.0
"""Difference in lightness (CIE L*, 0 to 100) still visible side by side in a grey print."""


def channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[start:start + 2], 16) / 255 for start in (1, 3, 5))


def over(colour: str, opacity: float, base: str) -> tuple[float, ...]:
    """Return the visible colour of a translucent colour on a base."""
    pairs = zip(channels(colour), channels(base), strict=True)
    return tuple(top * opacity + below * (1 - opacity) for top, below in pairs)


def luminance(seen: tuple[float, ...]) -> float:
    """Return the relative luminance as defined by WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in seen]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def lightness(seen: tuple[float, ...]) -> float:
    return 116 * luminance(seen) ** (1 / 3) - 16


def tint(what: Look) -> tuple[float, ...]:
    style, _ink = look(what)
    return over(style.colour, style.tint, LAND)


def test_the_formula_gives_the_known_extremes() -> None:
    assert contrast(channels("#000000"), channels(WHITE)) == pytest.approx(21)
    assert contrast(channels("#777777"), channels(WHITE)) == pytest.approx(4.48, abs=0.01)


def test_every_status_has_a_style_and_an_ink() -> None:
    assert list(STATUSES) == list(Status)
    assert {shown.style.pattern for shown in STATUSES.values()} <= set(PATTERNS)


@pytest.mark.parametrize("what", list(ALL_LOOKS))
def test_lines_stand_out_from_land_and_from_their_own_tint(what: Look) -> None:
    """WCAG 1.4.11: 3 to 1."""
    _style, ink = look(what)
    assert contrast(channels(ink), channels(LAND)) >= 3
    assert contrast(channels(ink), tint(what)) >= 3


@pytest.mark.parametrize("colour", [INK, PLAN_LINE, WITHDRAWAL])
def test_outlines_stand_out_from_land_and_sea(colour: str) -> None:
    for base in (LAND, SEA, WHITE):
        assert contrast(channels(colour), channels(base)) >= 3


@pytest.mark.parametrize("colour", [INK, MUTED])
def test_text_is_legible(colour: str) -> None:
    """WCAG 1.4.3: 4.5 to 1 on everything behind text."""
    for base in (WHITE, LAND, SEA):
        assert contrast(channels(colour), channels(base)) >= 4.5


def test_statuses_are_distinguishable_without_colour() -> None:
    """By pattern or dash, or by lightness if two share a pattern."""
    for first, second in combinations(ALL_LOOKS, 2):
        one, two = ALL_LOOKS[first], ALL_LOOKS[second]
        if (one.pattern, one.dashed) == (two.pattern, two.dashed):
            assert abs(lightness(tint(first)) - lightness(tint(second))) >= MIN_STEP, (first, second)


def test_a_map_without_a_plan_has_the_holders_hue_and_looks_different_from_every_status() -> None:
    """Held ground is flat; only what a text leaves open looks the same, within dashes."""
    assert HELD.colour == RUSSIAN_HELD
    seen = lightness(over(HELD.colour, HELD.tint, LAND))
    assert lightness(channels(LAND)) - seen >= MIN_STEP
    for what, style in ALL_LOOKS.items():
        if style.pattern == HELD.pattern and not style.dashed:
            assert abs(lightness(tint(what)) - seen) >= MIN_STEP, what


@pytest.mark.parametrize("status", list(Status))
def test_the_hue_says_who_holds_the_ground(status: Status) -> None:
    """Whatever a plan calls it; ground that Ukraine holds and keeps, or that is left open, is plain land."""
    for holder in status.holders:
        for level in levels_of(status):
            style, _ink = look(look_of(status, holder, level))
            if holder is Holder.RUSSIA:
                assert style.colour == RUSSIAN_HELD
            else:
                assert style.colour == UKRAINIAN_HELD or style.tint == 0.0


def test_a_comparison_keeps_the_hues_of_the_holders_and_the_directions_of_a_plan() -> None:
    """45 degrees: less under Ukrainian control. 135: more. Dashed: left open. No dots: no forces."""
    assert set(CHANGES) == {*Change, *HeldChange}
    for what, (style, _ink) in CHANGES.items():
        change = Change[what.name]
        assert style.colour == (RUSSIAN_HELD if isinstance(what, HeldChange) else UKRAINIAN_HELD)
        assert style.dashed == (change is Change.UNSAID)
        assert (style.pattern == "diagonal") == (change is Change.FROM_UKRAINE)
        assert (style.pattern == "back_diagonal") == (change is Change.TO_UKRAINE)
        assert style.pattern not in ("dots", "none")


@pytest.mark.parametrize("what", list(CHANGES))
def test_lines_of_a_comparison_stand_out_from_land_and_from_their_own_tint(what: Look) -> None:
    """WCAG 1.4.11: 3 to 1."""
    _style, ink = look(what)
    assert contrast(channels(ink), channels(LAND)) >= 3
    assert contrast(channels(ink), tint(what)) >= 3


def test_every_look_belongs_to_a_status() -> None:
    assert {what for status in Status for what in looks_with(status)} == set(ALL_LOOKS)


def test_levels_of_recognition_can_be_told_apart() -> None:
    """In law, in fact, and in fact by freezing the line."""
    told = {look_of(Status.RECOGNISED, Holder.RUSSIA, level) for level in
            (Level.TREATY, Level.DE_FACTO, Level.LINE)}
    assert len({look(what)[0] for what in told}) == 3
    assert look_of(Status.RECOGNISED, Holder.RUSSIA, Level.DE_JURE) in told


def inked(marks: Marks | None) -> float:
    """Return the share of a pattern's square covered by its marks."""
    if marks is None:
        return 0.0
    if marks.angle_deg is None:
        return math.pi * (marks.width / 2 / PITCH) ** 2
    return marks.width / PITCH * (marks.dash or PITCH) / PITCH


def test_every_fill_stands_out_from_land_in_a_grey_print() -> None:
    """Tint and marks are mixed, as seen from a distance; only ground that stays as it is has no fill."""
    for what, style in ALL_LOOKS.items():
        part = inked(PATTERNS[style.pattern])
        seen = part * lightness(channels(look(what)[1])) + (1 - part) * lightness(tint(what))
        step = lightness(channels(LAND)) - seen
        assert (step >= MIN_STEP) == (what not in (Status.UKRAINIAN, Status.OPEN)), (what, step)


def test_the_share_covered_by_marks_matches_the_drawing() -> None:
    """Half of the square for lines half as wide as their spacing, the area of a circle for dots."""
    assert inked(Marks(PITCH / 2, angle_deg=45)) == 0.5
    assert inked(Marks(PITCH / 2, angle_deg=45, dash=PITCH / 2)) == 0.25
    assert inked(Marks(PITCH)) == pytest.approx(math.pi / 4)


def test_patterns_follow_the_conventions() -> None:
    """45 degrees: Ukraine leaves. 135: Russia leaves. Dots: no armed forces. Dashed: open."""
    for status, style in LOOKS.items():
        side = status.side
        marks = PATTERNS[style.pattern]
        if marks is not None and marks.angle_deg == 45:
            assert side is Side.LEAVES
        assert (marks is not None and marks.angle_deg == 135) == (side is Side.RETURNS)
        assert (style.pattern == "back_diagonal") == (side is Side.RETURNS)
        assert (style.pattern == "dots") == (status is Status.DEMILITARISED)
        assert style.dashed == (status is Status.OPEN)
        if status in (Status.OPEN, Status.UKRAINIAN):
            assert (style.pattern, style.tint) == ("none", 0.0)


def test_colours_are_distinguishable_for_colour_blind_readers() -> None:
    """Okabe and Ito's palette, darker tones of it, and white; no colours of flags, no red for an opponent."""
    for colour in {style.colour for style in ALL_LOOKS.values()} - {WHITE}:
        assert any(is_tone(colour, known) for known in OKABE_ITO), colour
    assert {UKRAINIAN_HELD, RUSSIAN_HELD}.isdisjoint({"#F0E442", "#56B4E9", "#0072B2", "#D55E00"})


def is_tone(colour: str, of: str) -> bool:
    """Say whether a colour is another one, or that made darker in equal parts."""
    pairs = list(zip(channels(colour), channels(of), strict=True))
    share = pairs[0][0] / pairs[0][1] if pairs[0][1] else 1.0
    return share <= 1 and all(abs(one - share * other) < 0.004 for one, other in pairs)


@pytest.mark.parametrize("what", list(ALL_LOOKS))
def test_a_pattern_is_one_svg_element_with_its_name(what: Look) -> None:
    element = ElementTree.fromstring(pattern_svg(what, "a-name"))  # noqa: S314 - trusted input
    assert element.tag == "pattern"
    assert element.get("id") == "a-name"
    marks = [child.tag for child in element][1:]
    assert bool(marks) == (ALL_LOOKS[what].pattern not in ("none", "solid"))
