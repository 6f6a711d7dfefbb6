"""The dark colours: complete, legible, and as distinguishable as the light ones of `test_styles.py`."""

import json
import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from geo.outcomes.difference import Change
from geo.status import Status
from layers.language import Language
from layers.style.changes import CHANGES, HeldChange
from layers.style.dark import DARK, TOKENS, colours_css
from layers.style.statuses import NotShown, Shade, look
from layers.style.styles import HELD, INK, LAND, MUTED, NEIGHBOUR, OVERLAY_SHADES, SEA, STROKES, Style
from layers.svg.dark_image import knows_dark
from layers.svg.signs import swatch as sign
from layers.text.legend import Fill
from layers.web.map_files import ASSETS, map_config
from tests.layers.style.test_colour_blind import (
    CHANGE_LOOKS,
    CONTROL_LOOKS,
    STATUS_LOOKS,
    Looks,
    confusable,
    over,
)
from tests.layers.style.test_styles import channels, contrast
from tests.support.seeing import EYES, ciede2000, lab, seen_by
from tests.support.seeing import contrast as contrast_seen

HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
SURFACES = ("page", "paper", "field")


def dark(style: Style, ink: str) -> tuple[Style, str]:
    return replace(style, colour=DARK.get(style.colour, style.colour)), DARK.get(ink, ink)


DARK_LOOKS: Looks = {what.value: dark(*look(what)) for what in (*Status, *Shade, *CHANGES)}
GROUNDS = {"land": np.array(to_rgb(DARK[LAND])),
           **{name: over(style.colour, style.tint, np.array(to_rgb(DARK[LAND])))
              for name, (style, _ink) in DARK_LOOKS.items()},
           "held": over(DARK[HELD.colour], HELD.tint, np.array(to_rgb(DARK[LAND])))}


def test_every_colour_of_a_drawing_has_a_dark_counterpart(english: Language) -> None:
    """Those that the map's settings, its script and the swatches name."""
    swatches = "".join(sign(Fill(what)) for what in (*Status, *Shade, *Change, *HeldChange, *NotShown))
    script = (ASSETS / "atlas.js").read_text(encoding="utf-8")
    named = set(HEX.findall(json.dumps(map_config(english)) + swatches + script))
    assert len(named) > 15
    assert named <= set(DARK)


@pytest.mark.parametrize("which", [0, 1], ids=["light", "dark"])
def test_text_of_pages_is_legible(which: int) -> None:
    """WCAG 1.4.3: 4.5 to 1."""
    for text in ("ink", "quiet", "link"):
        for surface in SURFACES:
            pair = channels(TOKENS[text][which]), channels(TOKENS[surface][which])
            assert contrast(*pair) >= 4.5, (text, surface)


@pytest.mark.parametrize("which", [0, 1], ids=["light", "dark"])
def test_names_on_the_map_are_legible_on_every_base(which: int) -> None:
    for name in ("ink", "small-name", "unit-name", "water-name"):
        for base in (LAND, SEA, NEIGHBOUR):
            shown = (base, DARK[base])[which]
            assert contrast(channels(TOKENS[name][which]), channels(shown)) >= 4.5, (name, base)


def test_outlines_and_marks_stand_out() -> None:
    """WCAG 1.4.11: 3 to 1 against the land and against the tint below the marks."""
    for base in (LAND, SEA, NEIGHBOUR, "#FFFFFF"):
        for colour in (INK, MUTED):
            assert contrast(channels(DARK[colour]), channels(DARK[base])) >= 3
    for name, (_style, ink) in DARK_LOOKS.items():
        for ground in ("land", name):
            assert contrast(channels(ink), tuple(GROUNDS[ground])) >= 3, (name, ground)


@pytest.mark.slow
@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("looks", [STATUS_LOOKS, CHANGE_LOOKS, CONTROL_LOOKS],
                         ids=["statuses", "changes", "control"])
def test_fills_that_can_be_adjacent_are_distinguishable(eyes: str, looks: Looks) -> None:
    """By the bounds of the light map."""
    assert confusable({name: dark(*of) for name, of in looks.items()}, eyes, 0.8, DARK[LAND]) == []


@pytest.mark.parametrize("eyes", EYES)
def test_lines_stand_out_from_what_they_cross_and_from_each_other(eyes: str) -> None:
    inks = {}
    for kind, strokes in STROKES.items():
        bases = list(GROUNDS.values())
        if kind in ("region", "open", "withdrawal"):
            bases = [GROUNDS["land"]]
        elif len(strokes) > 1:
            bases = [over(DARK[strokes[0].colour], strokes[0].opacity, ground) for ground in bases]
        for base in bases:
            ink = over(DARK[strokes[-1].colour], strokes[-1].opacity, base)
            assert contrast_seen(seen_by(eyes, ink), seen_by(eyes, base)) >= 3, kind
        inks[kind] = over(DARK[strokes[-1].colour], strokes[-1].opacity, GROUNDS["land"])
    for (kind, one), (other, two) in combinations(((k, s[-1]) for k, s in STROKES.items()), 2):
        assert (one.dash != two.dash or max(one.width, two.width) >= 1.5 * min(one.width, two.width)
                or abs(lab(seen_by(eyes, inks[kind]))[0] - lab(seen_by(eyes, inks[other]))[0]) >= 20)


@pytest.mark.parametrize("eyes", EYES)
def test_the_strip_is_visible_on_any_fill(eyes: str) -> None:
    for name, base in GROUNDS.items():
        for look_name, opacity in OVERLAY_SHADES.items():
            shaded = over(DARK["#000000"], opacity, base)
            assert ciede2000(lab(seen_by(eyes, shaded)), lab(seen_by(eyes, base))) >= 5, (name, look_name)


def test_an_image_keeps_its_drawing_and_learns_its_dark_colours() -> None:
    plain = sign(Fill(Status.FROZEN))
    drawing = ElementTree.fromstring(knows_dark(plain))  # noqa: S314 - trusted input
    style = drawing[0]
    assert style.tag.endswith("style")
    assert style.text is not None
    assert f'[fill="{LAND}"]{{fill:{DARK[LAND]}}}' in style.text
    drawing.remove(style)
    assert len(drawing) == len(ElementTree.fromstring(plain))  # noqa: S314 - trusted input


def test_paper_is_never_dark() -> None:
    """Every dark rule is one for screens."""
    sheet = re.sub(r"@media screen[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", colours_css())
    assert "light" in sheet
    light = {value for value, _dark in TOKENS.values()}
    assert f"--page: {TOKENS['page'][0]}" in sheet
    assert not [value for _light, value in TOKENS.values() if value in sheet and value not in light]
