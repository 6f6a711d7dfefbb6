"""Plates: complete content, real text, reproducible bytes, nothing cut off."""

import io
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pytest
import zxingcpp
from matplotlib.text import Text
from PIL import Image

from geo.outcomes.outcome import apply
from geo.plans.library import Library
from geo.world import World
from layers.frame import SET_FRAMES
from layers.language import Language
from layers.plate.canvas import Canvas
from layers.plate.fonts import width_pt
from layers.plate.plate import plate
from layers.plate.render import map_svg, plate_set, write_plate
from layers.plate.scene import scene_of
from layers.plate.sizes import PAPER_PIXELS_PER_INCH, SIZES
from layers.plate.text import sheet_of
from layers.request import ExportRequest
from layers.selection import AT_FIRST
from layers.text.headline import title
from layers.text.legend import entries
from layers.text.outcome import headlines
from layers.text.wording import DISCLAIMER
from tests.conftest import DAYS
from tests.support.files.export_requests import THINGS

PLAN = "us-28-point"
MakeOrder = Callable[..., ExportRequest]
STARTS = {"png": b"\x89PNG\r\n", "svg": b"<?xml", "pdf": b"%PDF-"}


@pytest.fixture(scope="module")
def drawn(request_of: MakeOrder) -> Callable[..., Canvas]:
    """Return a function that draws a plate, with one scene for all sizes."""
    scene = cache(lambda plan, view: scene_of(request_of(plan, frame=view)))
    return lambda plan, size, view="all": plate(request_of(plan, size=size, frame=view), scene(plan, view))


def texts(canvas: Canvas) -> list[Text]:
    return [item for item in canvas.figure.findobj(Text) if item.get_text()]


def said(canvas: Canvas) -> str:
    return " ".join(item.get_text() for item in texts(canvas))


def boxes(canvas: Canvas) -> list[tuple[str, float, float, float, float]]:
    """Return every line of text with its box in points, y downwards."""
    result = []
    for item in texts(canvas):
        x, y = item.get_position()
        size, weight = item.get_fontsize(), {700: "bold"}.get(item.get_fontweight(), "regular")
        weight = "italic" if item.get_fontstyle() == "italic" else weight
        result.append((item.get_text(), x, y - size * 0.74, x + width_pt(item.get_text(), size, weight),
                       y + size * 0.22))
    return result


LONG = ("20-point-zone", "kellogg-buffer")
"""Plans tested in every size and view, with many kinds of ground and a strip."""
HALVES = {("9x16", "all"): THINGS[::2], ("a4-landscape", "all"): THINGS[::2],
          ("16x9", "donetsk"): THINGS[1::2], ("a4-portrait", "all"): THINGS[1::2]}
"""Every plan with its text next to the map, below the map, and on paper."""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", SET_FRAMES)
def test_no_text_of_any_plan_leaves_the_page_or_overlaps(
    drawn: Callable[..., Canvas], size: str, view: str
) -> None:
    """All text is large enough to print, at least 6 points on paper, however much a plan has to say."""
    layout = SIZES[size]
    for plan in {*LONG, *HALVES.get((size, view), [])}:
        canvas = drawn(plan, size, view)
        found = boxes(canvas)
        if layout.pixels_per_inch == PAPER_PIXELS_PER_INCH:
            assert min(item.get_fontsize() for item in texts(canvas)) >= 6, plan
        assert len(found) > 25, plan
        for words, left, top, right, bottom in found:
            assert left >= 0, (plan, words)
            assert top >= 0, (plan, words)
            assert right <= layout.width + 0.5, (plan, words)
            assert bottom <= layout.height, (plan, words)
        for number, (words, left, top, right, bottom) in enumerate(found):
            for other, left2, top2, right2, bottom2 in found[number + 1:]:
                apart = right <= left2 + 1 or right2 <= left + 1 or bottom <= top2 + 2 or bottom2 <= top + 2
                assert apart, (plan, words, other)


@pytest.mark.parametrize("plan", ["us-28-point", "kellogg-buffer", "peace-formula", "today"])
def test_a_plate_has_the_information_a_reader_needs_to_trust_it(
    request_of: MakeOrder, world: World, plan: str
) -> None:
    wanted = request_of(plan)
    words = said(plate(wanted))
    sheet = sheet_of(wanted)
    for part in (sheet.title, sheet.disclaimer, "21 November 2025", "DeepStateMap.live", "geoBoundaries",
                 "Lambert azimuthal equal-area", world.version, sheet.link, " km", " mi", "N",
                 "Ukraine's border of 1991"):
        assert re.sub(r"\s+", " ", part) in re.sub(r"\s+", " ", words), part
    for figure in sheet.figures:
        assert figure.value in words
        assert figure.spread in words
    for entry in sheet.legend:
        assert entry.words in re.sub(r"\s+", " ", words)
    assert sheet.disclaimer == DISCLAIMER


def test_a_plate_agrees_with_the_page(
    request_of: MakeOrder, names: dict[str, str], english: Language
) -> None:
    """Title, figures and legend are the same, from the same functions."""
    wanted = request_of("russia-june-2024")
    outcome, sheet = wanted.plan(), sheet_of(wanted)
    assert sheet.title == title(outcome, names, english)
    assert list(sheet.figures) == headlines(outcome, wanted.world, english)
    assert list(sheet.legend) == entries(outcome, english, AT_FIRST, frozenset(names))


@pytest.mark.parametrize("size", SIZES)
def test_png_has_twice_the_size(request_of: MakeOrder, size: str) -> None:
    picture = Image.open(io.BytesIO(write_plate(request_of(PLAN, size=size), "png")))
    layout = SIZES[size]
    scale = SIZES[size].pixels_per_point
    assert picture.size == pytest.approx((layout.width * scale, layout.height * scale), abs=1)
    assert picture.getcolors(maxcolors=10) is None, "the page is not blank"
    assert scale >= 2


@pytest.mark.parametrize("plan", ["us-28-point", "today"])
def test_svg_has_real_text_its_typeface_a_title_and_a_description(request_of: MakeOrder, plan: str) -> None:
    content = write_plate(request_of(plan), "svg").decode("utf-8")
    tree = ElementTree.fromstring(content)  # noqa: S314 - trusted input
    space = "{http://www.w3.org/2000/svg}"
    words = " ".join("".join(item.itertext()) for item in tree.iter(f"{space}text"))
    assert "Kramatorsk" in words
    assert "Boundaries, names and designations" in words
    assert content.count("@font-face") == 3
    assert "http://" not in re.sub(r'xmlns(:\w+)?="[^"]*"|<!DOCTYPE[^>]*>|<metadata>.*?</metadata>', "",
                                   content, flags=re.DOTALL)
    assert tree.find(f"{space}title") is not None
    assert len(tree.findtext(f"{space}desc", "")) > 100
    assert not re.search(r"\d\.\d{7,}", content)


@pytest.mark.parametrize("kind", STARTS)
def test_writing_twice_gives_the_same_bytes(request_of: MakeOrder, kind: str) -> None:
    first = write_plate(request_of("kellogg-buffer", size="1x1"), kind)
    assert first.startswith(STARTS[kind])
    assert first == write_plate(request_of("kellogg-buffer", size="1x1"), kind)


def test_a_set_of_plates_has_the_bytes_of_single_ones(request_of: MakeOrder) -> None:
    """Earlier plates on the same page, and earlier uses of the scene, have no effect."""
    wanted = [request_of(PLAN, size="9x16"), request_of(PLAN, size="1x1")]
    for variant, kind, content in plate_set(wanted, ("pdf", "svg", "png")):
        if variant.size == "1x1":
            assert content == write_plate(variant, kind), kind


def test_eight_threads_get_the_right_plates(request_of: MakeOrder) -> None:
    wanted = [(request_of(plan, size=size, frame=view), kind)
              for plan, size, view, kind in (
                  ("us-28-point", "1x1", "all", "svg"), ("today", "9x16", "all", "pdf"),
                  ("istanbul-2022", "1x1", "donetsk", "png"), ("freeze", "16x9", "all", "svg"))]
    alone = [write_plate(item, kind) for item, kind in wanted]
    gate = threading.Barrier(8)

    def one(number: int) -> bytes:
        gate.wait(60)
        return write_plate(*wanted[number % len(wanted)])

    with ThreadPoolExecutor(8) as pool:
        for number, content in enumerate(pool.map(one, range(8))):
            assert content == alone[number % len(wanted)], number


def test_the_plates_of_two_plans_and_two_days_differ(request_of: MakeOrder) -> None:
    contents = {write_plate(request_of(plan, day, size="1x1"), "svg") for plan, day in (
        ("us-28-point", DAYS[2]), ("freeze", DAYS[2]), ("freeze", DAYS[1]))}
    assert len(contents) == 3


def test_the_qr_code_in_the_corner_encodes_the_link(request_of: MakeOrder) -> None:
    """The link uses the public address; without one there is no code (laws: test_link.py)."""
    version = request_of(PLAN).world.version
    public = request_of(PLAN, address="https://example.org/atlas")
    link = sheet_of(public).link
    assert link == f"https://example.org/atlas/?plan=us-28-point&on=2025-11-21&data={version}"
    assert link in said(plate(public))
    picture = Image.open(io.BytesIO(write_plate(public, "png"))).convert("RGB")
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [link]
    picture = Image.open(io.BytesIO(write_plate(request_of(PLAN), "png"))).convert("RGB")
    assert zxingcpp.read_barcodes(picture) == []


HOSTILE = "$x^2$ \\frac </text><script>alert(1)</script> & \u202e {x} %s \x07 " + "long" * 60


def test_a_hostile_title_remains_text(request_of: MakeOrder, library: Library) -> None:
    """No mathematics, markup or direction marks are interpreted, and overlong words are cut."""
    scenario = library["freeze"].model_copy(update={"title": HOSTILE, "sentence_title": HOSTILE[:80]})
    base = request_of("freeze")
    wanted = replace(base, outcome=apply(scenario, base.ground))
    content = write_plate(wanted, "svg").decode("utf-8")
    tree = ElementTree.fromstring(content)  # noqa: S314 - trusted input
    assert not [item for item in tree.iter() if item.tag.endswith("script")]
    assert "\u202e" not in "".join(item for item in tree.itertext())
    canvas = plate(wanted)
    assert "$x^2$" in said(canvas)
    for words, left, _top, right, _bottom in boxes(canvas):
        assert 0 <= left <= right <= SIZES["16x9"].width, words
    for kind in ("png", "pdf"):
        assert write_plate(wanted, kind).startswith(STARTS[kind])


def test_only_the_regions_shown_are_painted(request_of: MakeOrder) -> None:
    everything = plate(request_of("freeze"))
    nothing = plate(request_of("freeze", regions=frozenset({"UA-05"})))
    assert len(nothing.figure.artists) < len(everything.figure.artists)


def test_the_map_only_plate_has_a_legend_and_no_title(request_of: MakeOrder) -> None:
    content = map_svg(request_of(PLAN), 510, 330).decode("utf-8")
    assert "Demilitarised zone" in content
    assert ">Ukraine would leave" not in re.sub(r"<(title|desc)>.*?</\1>", "", content)
    assert 'viewBox="0 0 510 330"' in content
