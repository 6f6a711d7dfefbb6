"""The table and file next to the chart over time: escaped text, and figures that add up."""

import base64
import csv
import io
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree

import pandas as pd
import pytest

from geo.control.dates import days
from geo.outcomes.fragments import Fragments
from geo.outcomes.history import history
from geo.plans.library import Library
from geo.world import World
from layers.history.panels import chart
from layers.history.table import chart_html, history_csv, monthly, table_html
from layers.language import Language
from tests.conftest import DAYS

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<img src=x onerror=alert(1)>"&amp;</title>'


@pytest.fixture(scope="module")
def rows_of(world: World, library: Library, pieces: Fragments) -> Callable[[str], pd.DataFrame]:
    return cache(lambda plan: history(world, None if plan == "today" else library[plan], pieces=pieces))


class Reader(HTMLParser):
    """Collect the elements and attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_hostile_titles_remain_text(world: World, library: Library, english: Language,
                                    rows_of: Callable[[str], pd.DataFrame]) -> None:
    plan = library["freeze"].model_copy(update={"title": HOSTILE, "short_title": HOSTILE[:40]})
    data = chart(rows_of("freeze"), plan, Library({"freeze": plan}), world.periods, DAYS[2], english)
    html = chart_html(data, english) + table_html(rows_of("freeze"), plan, DAYS[2], english)
    reader = Reader()
    reader.feed(html)
    for tag, attributes in reader.found:
        assert "onerror" not in attributes
        assert tag != "img" or str(attributes["src"]).startswith("data:image/svg+xml;base64,")
    described = [str(attributes["alt"]) for tag, attributes in reader.found if tag == "img"]
    assert [HOSTILE in words for words in described] == [True, True]
    for source in re.findall(r"base64,([^\"]+)", html):
        svg = base64.b64decode(source).decode("utf-8")
        assert "<img" not in svg
        assert ElementTree.fromstring(svg).tag == f"{SVG}svg"  # noqa: S314 - trusted input


def test_the_table_has_the_first_of_each_month(rows_of: Callable[[str], pd.DataFrame], english: Language,
                                               world: World, library: Library) -> None:
    chosen = monthly(days(world.periods), DAYS[2])
    single = {date(2026, 9, 22), date(2026, 10, 10)}
    others = {DAYS[0], DAYS[2], DAYS[3], *single}  # the first and last day of each run, and the chosen day
    assert others <= set(chosen)
    assert all(day.day == 1 for day in set(chosen) - others)
    assert len(chosen) == 54 + 5  # March 2022 to August 2026
    html = table_html(rows_of("us-28-point"), library["us-28-point"], DAYS[2], english)
    assert html.count("<tr") == len(chosen) + 1
    assert "6,330" in html


def test_the_file_adds_up_and_names_its_columns(rows_of: Callable[[str], pd.DataFrame], world: World,
                                                library: Library) -> None:
    rows = rows_of("freeze")
    some = rows[rows["on"].isin(DAYS)]
    content = history_csv(some, library["freeze"], world).decode("utf-8")
    assert content.endswith("\r\n")
    read = list(csv.DictReader(io.StringIO(content)))
    body = read
    assert {row["line_date"] for row in body} == {day.isoformat() for day in DAYS}
    assert len(body) == len(some)
    assert sum(int(row["people"]) for row in body) == some["people"].sum()
    assert sum(float(row["area_km2"]) for row in body) == pytest.approx(some["area_km2"].sum(), abs=1)
    assert {row["scenario"] for row in body} == {"freeze"}
