"""Series as they are seen: each picture has its own marks, is all on the page, and leaves time to read it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
import shapely
from matplotlib.lines import Line2D
from matplotlib.text import Text

from layers.language import load_language
from layers.plate.blocks import Stamp
from layers.plate.canvas import Canvas, blank
from layers.plate.fonts import width_pt
from layers.plate.frame import frame_of
from layers.plate.map_elements import corner_elements
from layers.plate.plate import plate, room_of
from layers.plate.scene import scene_of
from layers.plate.sizes import SIZES
from layers.plate.text import sheet_of
from layers.request import ExportRequest
from layers.series import formats
from layers.series.film import durations
from layers.series.series import Series, common_of, drawn, over_days, over_plans
from tests.conftest import DAYS

MakeRequest = Callable[..., ExportRequest]
PLAN, OF_THREE_SITES = "us-28-point", "europe-24-point"
PLANS = ("freeze", PLAN, OF_THREE_SITES)
BRIEF_MAP, MIN_TITLE_PT = 0.36, 20


def of_plans(request_of: MakeRequest, **more: object) -> Series:
    first = request_of(PLAN, **more)
    return over_plans(first, [first.library[name] for name in PLANS],
                      lambda plan: replace(request_of(plan.id, **more), language=first.language))


def written(canvas: Canvas) -> set[str]:
    return {text.get_text() for text in canvas.figure.findobj(Text)}


def test_each_plan_has_the_marks_of_its_own_sites(request_of: MakeRequest) -> None:
    """And no other plan's, though all keep the room for the names."""
    series = of_plans(request_of, map_only=True)
    pictures = [plate(*item) for item in drawn(series, common_of(series))]
    marks = [sum(line.get_marker() == "D" for line in canvas.figure.findobj(Line2D)) for canvas in pictures]
    assert marks == [0, 2, 6], "each mark is drawn twice"
    plant, spit = "Zaporizhzhia nuclear power plant", "Kinburn Spit"
    assert [plant in written(canvas) for canvas in pictures] == [False, True, True]
    assert [spit in written(canvas) for canvas in pictures] == [False, False, True]


def test_a_picture_with_a_text_of_its_own_stands_long_enough_to_be_read(request_of: MakeRequest) -> None:
    """Over days little changes but the ground; every plan has another sentence and other figures."""
    over_time = over_days(request_of(PLAN), DAYS[1:3], lambda day: request_of(PLAN, day))
    plans = of_plans(request_of)
    assert durations(3, plans.hold_ms) == [2400, 2400, 4800]
    assert durations(3, over_time.hold_ms) == [800, 800, 3200]


@pytest.mark.parametrize(("width", "height"), [(840, 280), (840, 520), (300, 700), (520, 520)])
@pytest.mark.parametrize("shift_m", [-300_000, 0, 300_000])
def test_scale_bar_locator_and_arrow_are_in_the_map_and_apart(
    request_of: MakeRequest, width: float, height: float, shift_m: float
) -> None:
    """Wherever the emptiest corner is, and however long the bar."""
    request = request_of(PLAN, frame="affected")
    scene = scene_of(request)
    left, bottom, right, top = scene.bounds
    for grown in (0, 150_000, 700_000):
        frame = frame_of(10, 10, width, height, (left + shift_m - grown, bottom - grown,
                                                 right + shift_m + grown, top + grown))
        found = [shapely.box(*rect) for rect in corner_elements(blank(860, 720), frame, scene, request, 1.0)]
        inside = shapely.box(*frame.rect).buffer(1)
        assert all(inside.covers(one) for one in found), (grown, [one.bounds for one in found])
        assert not any(one.intersects(other) for one, other in combinations(found, 2)), grown


@pytest.mark.parametrize("size", ["1x1", "9x16"])
def test_the_map_is_what_is_seen_first_of_a_square_or_a_story(request_of: MakeRequest, size: str) -> None:
    """In Ukrainian, whose words are longer, with the stamp and for the plan with most to say."""
    layout = SIZES[size]
    request = replace(request_of(PLAN, size=size, frame="affected"), language=load_language("uk"))
    sheet, stamp = sheet_of(request), Stamp(request.language.day(DAYS[2]))
    for stamps in ((), (stamp,)):
        room = room_of(layout, [sheet], stamps)
        text = layout.text * room.size
        used = room.heading + room.foot + room.legend + room.figures + layout.margin * 1.5
        assert layout.height - used - layout.text * 2.1 - text * 0.6 >= BRIEF_MAP * layout.height - 1, stamps
        assert layout.title * room.size >= MIN_TITLE_PT * 0.86


def test_the_stamp_is_over_its_line_and_beside_the_heading(request_of: MakeRequest) -> None:
    """On each day its words end where the line ends, and no line of the heading runs into them."""
    days = [date(2025, 1, 1), *DAYS[1:3]]
    series = over_days(request_of(PLAN), days, lambda day: request_of(PLAN, day, size="16x9"))
    for request, *rest in drawn(series, common_of(series)):
        canvas = plate(request, *rest)
        words = request.language.day(request.on)
        stamp, = (text for text in canvas.figure.findobj(Text)
                  if text.get_text() == words and text.get_fontsize() == SIZES["16x9"].title)
        left, baseline = stamp.get_position()
        assert left + width_pt(words, stamp.get_fontsize(), "bold") == pytest.approx(1280 - 34, abs=0.5)
        for other in canvas.figure.findobj(Text):
            x, y = other.get_position()
            if other is not stamp and abs(y - baseline) < 24:
                end = x + width_pt(other.get_text(), other.get_fontsize(), "bold")
                assert end <= left, other.get_text()


@pytest.mark.parametrize("kind", ["gif", "zip"])
def test_a_report_that_raises_ends_the_work_between_two_pictures(request_of: MakeRequest, kind: str) -> None:
    """So the page stops for a reader who has gone."""
    steps: list[tuple[int, ...]] = []

    class Enough(Exception):
        pass

    def stop(*step: int) -> None:
        steps.append(step)
        if len(steps) == 2:
            raise Enough

    with pytest.raises(Enough):
        formats.written(of_plans(request_of), formats.FORMATS[kind], stop)
    assert len(steps) == 2
    assert steps[-1][0] < steps[-1][1]
