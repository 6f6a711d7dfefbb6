"""A third language is one catalogue: plates have no plain word, and room for texts 30 per cent longer."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from geo.outcomes.difference import Difference
from geo.plans.library import TODAY
from geo.world import World
from layers.captions.alt_text import alt_text
from layers.captions.citation import citation
from layers.language import Language
from layers.plate.canvas import Canvas
from layers.plate.comparison import compared_plans, description, difference_scene, difference_sheet
from layers.plate.fonts import ELLIPSIS
from layers.plate.plate import map_only, plate
from layers.plate.render import title_of
from layers.plate.scene import scene_of
from layers.plate.sizes import CARD, PAPER_PIXELS_PER_INCH, SIZES, layout_of
from layers.request import ExportRequest
from layers.series.series import common_of, drawn, over_days
from tests.conftest import DAYS
from tests.layers.plate.test_plates import boxes, texts
from tests.support.files.export_requests import PLAN, STRIP_PLAN, THINGS
from tests.support.pseudo import countries, left, pseudo_language, pseudo_world

pytestmark = pytest.mark.slow

RequestOf = Callable[..., ExportRequest]

LONG = "20-point-zone"
PICTURES = [*((plan, size) for plan in (LONG, STRIP_PLAN) for size in (*SIZES, CARD)), (TODAY, "1x1"),
            *((plan, "a4-portrait") for plan in (TODAY, PLAN, "eu-core-interests-feb-2026"))]
"""Plans with much to say on plates of every size, and others where there is least room."""


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return pseudo_language(tmp_path_factory.mktemp("locale"))


@pytest.fixture(scope="module")
def translated(request_of: RequestOf, world: World, language: Language) -> RequestOf:
    there = pseudo_world(world)
    return lambda *what, **more: replace(request_of(*what, **more), world=there, language=language)


@pytest.fixture(scope="module")
def plate_of(translated: RequestOf) -> Callable[[str, str], Canvas]:
    """Return a function that draws a plate, with one scene for all sizes."""
    scene = cache(lambda plan: scene_of(translated(plan)))
    return lambda plan, size: plate(translated(plan, size=size), scene(plan))


def plain(canvas: Canvas) -> set[str]:
    return {word for item in texts(canvas) for word in left(item.get_text(), countries())}


def crossed(canvas: Canvas, width: float, height: float) -> list[tuple[str, ...]]:
    """Return the lines of text that leave a page, and the pairs that overlap."""
    found = boxes(canvas)
    wrong: list[tuple[str, ...]] = [
        (words,) for words, x1, y1, x2, y2 in found
        if x1 < 0 or y1 < 0 or x2 > width + 0.5 or y2 > height]
    for number, (words, x1, y1, x2, y2) in enumerate(found):
        wrong += [(words, other) for other, x3, y3, x4, y4 in found[number + 1:]
                  if not (x2 <= x3 + 1 or x4 <= x1 + 1 or y2 <= y3 + 2 or y4 <= y1 + 2)]
    return wrong


@pytest.mark.parametrize(("plan", "size"), PICTURES)
def test_a_plate_has_no_plain_word_and_room_for_longer_texts(
    plate_of: Callable[[str, str], Canvas], plan: str, size: str
) -> None:
    layout, canvas = layout_of(size), plate_of(plan, size)
    assert not plain(canvas)
    assert crossed(canvas, layout.width, layout.height) == []
    assert len(texts(canvas)) > 15
    assert not [item.get_text() for item in texts(canvas) if item.get_text().endswith(ELLIPSIS)], "cut off"
    if layout.pixels_per_inch == PAPER_PIXELS_PER_INCH:
        assert min(item.get_fontsize() for item in texts(canvas)) >= 6


@pytest.mark.parametrize("plan", THINGS[::3])
def test_what_goes_with_a_plate_has_no_plain_word(translated: RequestOf, plan: str) -> None:
    """Its title in a file, its description and its citation."""
    request = translated(plan)
    for text in (title_of(request), alt_text(request), citation(request)):
        assert text
        assert not left(text, countries())


def test_a_map_alone_has_no_plain_word(translated: RequestOf) -> None:
    canvas = map_only(translated(PLAN), 510, 330)
    assert not plain(canvas)
    assert crossed(canvas, 510, 330) == []


@pytest.mark.parametrize("size", ["a4-portrait"])
def test_a_comparison_has_no_plain_word_and_room(
    translated: RequestOf, contrast: Difference, size: str
) -> None:
    compared = compared_plans(contrast, translated(PLAN, size=size))
    canvas = plate(compared.request, difference_scene(compared), difference_sheet(compared))
    assert not plain(canvas)
    assert crossed(canvas, SIZES[size].width, SIZES[size].height) == []
    assert not left(description(compared))


def test_a_series_has_no_plain_word_and_room(translated: RequestOf) -> None:
    days = DAYS[2:3]
    series = over_days(translated(PLAN, days[0]), days, lambda day: translated(PLAN, day))
    pictures = [plate(*item) for item in drawn(series, common_of(series))]
    assert len(pictures) == len(days)
    for canvas in pictures:
        assert not plain(canvas)
        assert crossed(canvas, SIZES["16x9"].width, SIZES["16x9"].height) == []
