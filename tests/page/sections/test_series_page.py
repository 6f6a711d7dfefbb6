"""The panel for series of pictures on the page."""

from datetime import date

import pytest

from layers.progress import Report
from layers.series.formats import FORMATS
from layers.series.series import Series
from page.parts import series
from page.parts.downloads import OPEN
from tests.page.test_page import USUAL, visit

FIRST, LAST = "series-first-deepstate", "series-last-deepstate"


def said(page: object) -> str:
    return next(item.value for item in page.caption if "pictures with the size" in item.value)  # type: ignore[attr-defined]


def test_a_series_is_offered_over_time_and_over_all_plans() -> None:
    page = visit(OPEN, **USUAL)
    assert said(page).startswith("24 pictures")
    page.date_input(key=FIRST).set_value(date(2025, 11, 18))
    page.date_input(key=LAST).set_value(date(2025, 11, 21)).run()
    assert said(page).startswith("4 pictures")
    buttons = {item.proto.label for item in page.get("download_button")}
    assert {"Animation (GIF)", "Animation (WebP)", "Plates (ZIP)"} <= buttons
    page.date_input(key=FIRST).set_value(date(2025, 11, 22)).run()
    assert [item.value for item in page.warning if "comes after the last day" in item.value]
    assert not page.exception


@pytest.mark.parametrize("line", ["liveuamap"])
def test_a_second_observer_has_days_of_its_own(line: str) -> None:
    page = visit(OPEN, **USUAL, line=line)
    assert page.date_input(key=f"series-first-{line}").value
    assert said(page).startswith("24 pictures")


def test_nothing_is_made_for_a_session_that_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends between two pictures, and the next in the queue has its turn."""
    drawn: list[int] = []

    def written(_series: object, _kind: object, report: Report) -> bytes:
        for number in range(5):
            drawn.append(number)
            report(number, 5)
        return b"film"

    monkeypatch.setattr(series, "written", written)
    monkeypatch.setattr(series, "has_ended", lambda session: session == "gone" and len(drawn) > 2)
    nothing = Series("nothing", (), ())
    assert series.made(nothing, FORMATS["gif"], "gone") == b""
    assert drawn == [0, 1, 2]
    assert series.made(nothing, FORMATS["gif"], "here") == b"film"
