"""Square and story, which are read on a telephone at half their size: short, and still legible there."""

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.text import Text

from layers.frame import AFFECTED
from layers.plate.canvas import Canvas
from layers.plate.fonts import MAX_ADDRESS_LINES, breakable, width_pt, wrapped
from layers.plate.plate import plate
from layers.plate.sizes import SIZES
from layers.plate.text import sheet_of
from layers.request import ExportRequest
from layers.text.legend import Spot

MakeOrder = Callable[..., ExportRequest]
BRIEF = [name for name, size in SIZES.items() if size.brief]
PLANS = ("us-28-point", "20-point-zone", "kellogg-buffer", "freeze", "istanbul-2022", "today")
MIN_PX = 9.5
"""The least size of type that can be read on a screen, in its pixels."""
FEW = settings(max_examples=100, deadline=None, derandomize=True, database=None)


def texts(canvas: Canvas) -> list[Text]:
    return [item for item in canvas.figure.findobj(Text) if item.get_text()]


@pytest.mark.parametrize("size", BRIEF)
@pytest.mark.parametrize("plan", PLANS)
def test_at_half_its_size_every_line_can_be_read(request_of: MakeOrder, plan: str, size: str) -> None:
    wanted = request_of(plan, size=size, frame=AFFECTED)
    for item in texts(plate(wanted)):
        assert item.get_fontsize() * SIZES[size].pixels_per_point / 2 >= MIN_PX, item.get_text()


@pytest.mark.parametrize("size", BRIEF)
@pytest.mark.parametrize("plan", PLANS)
def test_one_sentence_three_figures_and_the_legend_of_the_map(
    request_of: MakeOrder, plan: str, size: str
) -> None:
    """The figures are those of the full plate, and every fill of the map is in the legend."""
    brief, full = (sheet_of(request_of(plan, size=name)) for name in (size, "16x9"))
    assert brief.title == full.title
    assert brief.summary == ""
    assert len(brief.figures) == min(3, len(full.figures))
    said = [(item.label, item.value, item.spread, item.people, item.present) for item in full.figures]
    order = [said.index((item.label, item.value, item.spread, item.people, item.present))
             for item in brief.figures]
    assert order == sorted(order)
    assert [*brief.legend] == [item for item in [*full.legend][:-1] if item.sign != Spot()]
    assert (brief.credit, brief.disclaimer, brief.stamp) == (full.credit, full.disclaimer, full.stamp)


@FEW
@given(st.text(st.sampled_from("abc019/?&=~."), min_size=1, max_size=300), st.floats(120, 400))
@example("https://example.org/?plan=freeze&on=2026-10-10&data=e200d21e", 150.0)
def test_an_address_goes_on_in_the_next_line_and_loses_nothing(address: str, width: float) -> None:
    """Unless it is longer than all its lines; then it ends in an ellipsis."""
    lines = wrapped(breakable(address, width, 10), width, 10)
    assert all(width_pt(line, 10) <= width for line in lines)
    assert len(lines) <= MAX_ADDRESS_LINES
    whole = "".join(lines)
    assert whole == address or (whole.endswith("…") and address.startswith(whole[:-1]))
    if width_pt(address, 10) <= width * 1.4:
        assert whole == address


def test_no_line_begins_with_a_dash_or_a_dot() -> None:
    words = "18.6% of Ukraine · Russian-held; recognised — frozen · 38,800 km²"
    for room_pt in range(60, 300, 7):
        lines = wrapped(words, room_pt, 8)
        assert not [line for line in lines if line[0] in "—·"], lines
        assert " ".join(lines) == words
