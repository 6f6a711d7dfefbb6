"""The chart over time: correct lines on honest axes, escaped text, legible when small and without colour."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from xml.etree import ElementTree

import pandas as pd
import pytest
from markupsafe import Markup

from geo.control.dates import days
from geo.outcomes.fragments import Fragments
from geo.outcomes.history import history, totals
from geo.plans.library import SCENARIOS, Library
from geo.plans.scenario import Group
from geo.status import Holder, Side, Status
from geo.world import World
from layers.history.chart import drawing_of, title_of
from layers.history.layout import NARROW, WIDE
from layers.history.panels import AREA_WORDS, STEPS, Chart, chart, described
from layers.history.table import chart_html
from layers.language import Language, load_language
from layers.style.chart import OVER_TIME
from tests.conftest import DAYS

PLANS = [*sorted(path.stem for path in SCENARIOS.glob("*.toml")), "today"]
SVG = "{http://www.w3.org/2000/svg}"
GAP = timedelta(days=1)

Charts = Callable[..., Chart]


@pytest.fixture(scope="module")
def rows_of(world: World, library: Library, pieces: Fragments) -> Callable[[str], pd.DataFrame]:
    return cache(lambda plan: history(world, None if plan == "today" else library[plan], pieces=pieces))


@pytest.fixture(scope="module")
def chart_of(world: World, library: Library, rows_of: Callable[[str], pd.DataFrame]) -> Charts:
    @cache
    def once(plan: str, chosen: date = DAYS[2], units: str = "km2", since: date = DAYS[0]) -> Chart:
        """Return a chart of a plan; `since` leaves out earlier days, as if the record began later."""
        scenario = None if plan == "today" else library[plan]
        rows = rows_of(plan)
        periods = tuple(period for period in world.periods if period.first >= since)
        rows = rows[rows["on"] >= since]
        return chart(rows, scenario, library, periods, chosen, load_language("en", units))

    return once


@pytest.mark.slow
@pytest.mark.parametrize("plan", PLANS)
def test_every_line_has_the_value_of_every_day(
    plan: str, chart_of: Charts, rows_of: Callable[[str], pd.DataFrame], world: World
) -> None:
    """Reconstructed from its changes alone, a line equals the history and has no values in gaps."""
    data, rows = chart_of(plan), rows_of(plan)
    sums = totals(rows, "holder" if isinstance(data.panels[0].kind, Holder) else "side")
    drawn = list(days(world.periods))
    for panel in data.all_panels:
        read: dict[date, float] = {}
        for run in panel.runs:
            for (day, value), (until, _) in zip(run, [*run[1:], (run[-1][0] + GAP, 0.0)], strict=True):
                read |= {day + n * GAP: value for n in range((until - day).days)}
        line = sums[panel.measure, panel.kind.value]
        assert list(read) == drawn
        assert list(read.values()) == [line[day] for day in drawn]
        assert panel.value == line[DAYS[2]]


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("units", ["km2", "mi2"])
def test_axes_contain_their_lines_and_share_a_scale(plan: str, units: str, chart_of: Charts) -> None:
    for measure in ("area_km2", "people"):
        panels = [panel for panel in chart_of(plan, units=units).all_panels if panel.measure == measure]
        assert len({round(panel.ticks[-1] - panel.ticks[0], 3) for panel in panels}) == 1
        for panel in panels:
            values = [value for run in panel.runs for _, value in run]
            assert panel.ticks[0] <= min(values)
            assert max(values) <= panel.ticks[-1] + 1e-6
            assert panel.ticks[0] >= 0


@pytest.mark.parametrize("since", [DAYS[0], DAYS[1]], ids=str)
@pytest.mark.parametrize("wide", [True, False], ids=["wide", "narrow"])
@pytest.mark.parametrize("plan", PLANS)
def test_the_drawing_is_valid_and_its_words_stand_on_it(
    plan: str, wide: bool, since: date, chart_of: Charts, english: Language
) -> None:
    data, layout = chart_of(plan, since=since), WIDE if wide else NARROW
    drawing = drawing_of(data, english, wide)
    root = ElementTree.fromstring(drawing.svg)  # noqa: S314 - trusted input
    assert root.get("viewBox") == f"0 0 {layout.width:g} {drawing.height:g}"
    assert not list(root.iter(f"{SVG}text")), "an image has no access to the typeface of the page"
    joined = " ".join(word.text for word in drawing.words)
    for panel in data.panels:
        if panel.measure == "area_km2":
            assert english.area(panel.value, exact=True) in joined
        assert ("axis starts at" in joined) == any(p.ticks[0] > 0 for p in data.panels)
    assert 0.93 * layout.size * (358 / NARROW.width if not wide else 880 / WIDE.width) >= 11
    for word in drawing.words:
        assert 0 <= word.x <= layout.width
        assert 0 < word.y < drawing.height
    for path in root.iter(f"{SVG}path"):
        assert not re.search(r"nan|inf", path.get("d", ""))


@pytest.mark.parametrize("since", [DAYS[0], DAYS[1]], ids=str)
@pytest.mark.parametrize("wide", [True, False], ids=["wide", "narrow"])
def test_the_days_are_on_every_axis(wide: bool, since: date, chart_of: Charts, english: Language) -> None:
    """Every year stands where it begins, and the first and the last day below the ends."""
    data = chart_of("today", since=since)
    drawing = drawing_of(data, english, wide)
    root = ElementTree.fromstring(drawing.svg)  # noqa: S314 - trusted input
    lines = [re.findall(r"[MH]([\d.]+)", path.get("d", ""))
             for path in root.iter(f"{SVG}path") if path.get("stroke-linejoin")]
    left, right = float(lines[0][0]), float(lines[len(data.panels[0].runs) - 1][-1])
    years = [word for word in drawing.words if re.fullmatch(r"20\d\d", word.text)]
    count = len(years) // len(data.panels)
    assert [int(word.text) for word in years] == [*range(since.year + 1, 2027)] * len(data.panels)
    for word in years[:count]:
        share = (date(int(word.text), 1, 1) - data.first) / (data.last - data.first)
        assert word.x == pytest.approx(left + share * (right - left), abs=0.2)
    ends = [word.text for word in drawing.words if word.text in map(english.day, (data.first, data.last))]
    assert ends == [english.day(data.first), english.day(data.last)] * len(data.panels)


@pytest.mark.parametrize("since", [DAYS[0], DAYS[1]], ids=str)
@pytest.mark.parametrize("plan", PLANS)
def test_the_image_is_described(plan: str, since: date, chart_of: Charts, english: Language) -> None:
    """One of the two is shown, and either says all that is in it; its words are not read a second time."""
    data = chart_of(plan, since=since)
    html = chart_html(data, english)
    about = Markup.escape(f"{title_of(data, english)}. {described(data, english)}")
    assert html.count(f'<img alt="{about}" src="data:image/svg+xml;base64,') == html.count("<img") == 2
    assert html.count('<div class="history-words" aria-hidden="true"') == 2


@pytest.mark.parametrize("wide", [True, False], ids=["wide", "narrow"])
@pytest.mark.parametrize("since", [DAYS[0], DAYS[1]], ids=str)
@pytest.mark.parametrize("plan", ["us-28-point", "istanbul-2022", "today"])
def test_a_line_is_drawn_at_the_height_of_its_values(
    plan: str, wide: bool, since: date, chart_of: Charts, english: Language
) -> None:
    """Measured against the axis labels: horizontal between changes, then vertical; a dot for a single day.

    The steep first month takes every axis down to zero, so a chart of the later days has the broken axes.
    """
    data = chart_of(plan, since=since)
    assert any(panel.ticks[0] for panel in data.panels) == (since > DAYS[0])
    drawing = drawing_of(data, english, wide)
    root = ElementTree.fromstring(drawing.svg)  # noqa: S314 - trusted input
    labels = [word for word in drawing.words if word.anchor == "end" and re.fullmatch(r"[\d,]+", word.text)]
    lines = [node.get("d", "") for node in root.iter(f"{SVG}path") if node.get("stroke-linejoin")]
    dots = list(root.iter(f"{SVG}circle"))
    assert len(labels) == len(data.panels) * (STEPS + 1)
    runs = len(data.panels[0].runs)
    assert len(dots) == len(data.panels)
    assert len(lines) == len(data.panels) * runs
    for n, (panel, dot) in enumerate(zip(data.panels, dots, strict=True)):
        beside = labels[n * (STEPS + 1):(n + 1) * (STEPS + 1)]
        written = [float(word.text.replace(",", "")) for word in beside]
        heights = [word.y - 0.35 * (WIDE if wide else NARROW).size for word in beside]
        scale = (heights[-1] - heights[0]) / (written[-1] - written[0])
        across = []
        for line, run in zip(lines[n * runs:(n + 1) * runs], panel.runs, strict=True):
            assert re.fullmatch(r"M[\d.]+ [\d.]+((H[\d.]+V[\d.]+)+|h0)", line)
            assert line.endswith("h0") == (len(run) == 1)
            points = [(float(x), float(y)) for x, y in re.findall(r"[MH]([\d.]+)[ V]([\d.]+)", line)]
            for (_, y), (_, value) in zip(points, run, strict=True):
                assert y == pytest.approx(heights[0] + (value - written[0]) * scale, abs=0.2)
            across += [x for x, _ in points]
        assert across == sorted(across)
        share = (data.chosen - data.first) / (data.last - data.first)
        left, right = across[0], across[-1]
        assert float(dot.get("cx", "")) == pytest.approx(left + share * (right - left), abs=0.2)


def test_only_lines_from_zero_are_filled(chart_of: Charts, english: Language) -> None:
    """A filled shape is read as an amount, which is correct only if it starts at zero."""
    data = chart_of("us-28-point", since=DAYS[1])
    from_zero = sum(panel.ticks[0] == 0 for panel in data.panels)
    assert 0 < from_zero < len(data.panels)
    assert drawing_of(data, english).svg.count("fill-opacity") == from_zero * len(data.panels[0].runs)


def test_no_line_depends_on_its_colour(chart_of: Charts) -> None:
    """Each panel has one line and its own heading."""
    assert set(OVER_TIME) == {*AREA_WORDS, Holder.RUSSIA}
    assert set(AREA_WORDS) == set(Side) - {Side.KEEPS}
    for plan in PLANS:
        kinds = [(panel.kind, panel.measure) for panel in chart_of(plan).all_panels]
        assert len(kinds) == len(set(kinds))


def test_every_plan_is_marked_once_in_the_drawing_or_in_words(chart_of: Charts, library: Library,
                                                 english: Language) -> None:
    data = chart_of("istanbul-2022")
    titles = [title for mark in (*data.marks, *data.early) for title in mark.titles]
    texts = [plan for plan in library.plans.values() if plan.group is not Group.REFERENCE]
    assert sorted(titles) == sorted(plan.short_title for plan in texts)
    assert [mark.number for mark in data.marks] == list(range(1, len(data.marks) + 1))
    assert [mark.day for mark in (*data.marks, *data.early) if mark.own] == [date(2022, 3, 29)]
    html = chart_html(data, english)
    for mark in data.marks:
        assert english.day(mark.day) in html


def test_every_gap_in_the_record_is_mentioned(chart_of: Charts, english: Language) -> None:
    html = chart_html(chart_of("today"), english)
    assert html.count("Nothing is recorded from ") == 2
    assert "Nothing is recorded from 23 August 2026 to 21 September 2026, and" in html
    assert "Nothing is recorded from 23 September 2026 to 9 October 2026, and" in html
    for day in (DAYS[0], DAYS[3]):
        assert drawing_of(chart_of("today", day), english).svg.count("<circle") == 2


def test_a_single_day_before_the_daily_record_is_mentioned_and_not_drawn(
    rows_of: Callable[[str], pd.DataFrame], library: Library, world: World, english: Language
) -> None:
    """As if nothing were recorded between the day before the invasion and 8 July 2024."""
    rows = rows_of("today")
    rows = rows[(rows["on"] == DAYS[0]) | (rows["on"] >= DAYS[1])]
    periods = tuple(period for period in world.periods if not DAYS[0] < period.first < DAYS[1])
    before = chart(rows, None, library, periods, DAYS[0], english)
    html = chart_html(before, english)
    assert "On 23 February 2022: Area under Russian military control: 41,981 km² (6,082,722" in html
    assert "Nothing is recorded from 24 February 2022 to 7 July 2024" in html
    assert "23 February 2022 is not drawn" in html
    assert "<circle" not in drawing_of(before, english).svg


def test_a_plan_that_leaves_all_ground_open_shows_who_held_what(
    world: World, library: Library, english: Language
) -> None:
    plan = library["freeze"]
    everywhere = plan.rules[-1].model_copy(update={"regions": None, "holder": None, "status": Status.OPEN})
    plan = plan.model_copy(update={"rules": (everywhere,)})
    data = chart(history(world, plan), plan, library, world.periods, DAYS[2], english)
    assert data.silent
    assert [panel.kind for panel in data.panels] == [Holder.RUSSIA, Holder.RUSSIA]
    assert "The text names no ground" in chart_html(data, english)


def test_an_omitted_strip_is_mentioned(chart_of: Charts, english: Language) -> None:
    assert "such as a buffer, is left out" in chart_html(chart_of("kellogg-buffer"), english)
    assert "is left out" not in chart_html(chart_of("freeze"), english)
