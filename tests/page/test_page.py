"""The page without a browser: all plans and dates, addresses, switches, and simulated clicks.

What needs a browser is in `tests/browser`: the map itself, downloads, sizes, broken plan files.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import streamlit_folium
from streamlit.testing.v1 import AppTest

from geo.measure import KM2_PER_SQUARE_MILE
from geo.outcomes.outcome import Outcome, report
from geo.plans.library import Library
from geo.status import Side, Status
from geo.world import World
from layers.language import Language
from layers.selection import AT_FIRST, LAYERS
from layers.text.headline import title
from layers.text.wording import SIDE_WORDS
from tests.support.row_words import areas_by_words

ROOT = Path(__file__).resolve().parents[2]
DAYS = tuple(map(date.fromisoformat, ("2022-02-23", "2025-11-21", "2026-08-22")))
USUAL = {"plan": "us-28-point", "on": "2025-11-21"}
MAX_BYTES = 12_000

NASTY = ("'; DROP TABLE plans; --", '<img src=x onerror="window.pwned=1">', "x" * 5000, "NaN", "-1",
         "1e999", "../../etc/passwd", "\x00\u202e\ud7ff", "2202-01-01", "__class__", "{0.__class__}")
"""Values that must never be accepted from an address."""

PARAMETERS = ("plan", "on", "margin", "strip", "units", "language", "base", "layers", "at", "place",
              "view", "against", "against_on", "line", "own", "reading", "zone", "frame", "mode", "data")


def visit(*opened: str, **query: str) -> AppTest:
    """Open the page at an address, with the panels of these keys open."""
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    page.query_params.update(query)
    for key in opened:
        page.session_state[key] = True
    return page.run()


def part(page: AppTest, mark: str) -> str:
    """Return the only piece of HTML that contains a mark."""
    (found,) = (item.proto.body for item in page.get("html") if mark in item.proto.body)
    return str(found)


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).replace("\N{NO-BREAK SPACE}", " ")


def heading(page: AppTest) -> str:
    return words(re.findall(r"<h1[^>]*>.*?</h1>", part(page, "<h1"), re.DOTALL)[0])


def rows(page: AppTest) -> list[tuple[list[str], str]]:
    """Return for each row of the table by region and status the text before the figures, and the area."""
    body = part(page, ": area and people by region").partition("<tbody>")[2].partition("</tbody>")[0]
    cut = [row.split('class="number">') for row in body.split("<tr")[1:]]
    return [([words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", head, re.DOTALL)],
             area.partition("<")[0]) for head, area, *_ in cut]


def component(page: AppTest) -> tuple[str, dict]:
    """Return the identity of the map component and the arguments sent to it."""
    instances = page.get("component_instance")
    assert len(instances) == 1
    return instances[0].proto.id, json.loads(instances[0].proto.json_args)


def warnings(page: AppTest) -> list[str]:
    """Return all messages, asserting that the page ran to the end."""
    assert not page.exception
    assert not page.error
    return [item.value for item in page.warning]


@pytest.fixture(scope="module")
def tour(library: Library) -> dict[tuple[str, date], tuple]:
    """Visit every plan on several dates within a single session."""
    page, seen = visit(), {}
    for day in DAYS:
        page.date_input(key="on-widget").set_value(day).run()
        for plan in library.plans:
            page.radio(key=f"plan-{library[plan].group}").set_value(plan).run()
            seen[plan, day] = (warnings(page), heading(page), part(page, 'class="figures"'),
                               rows(page), component(page), dict(page.query_params))
    return seen


def test_every_plan_runs_on_every_date_and_shows_its_sentence(
    tour: dict, outcome_on: Callable[[str, date], Outcome], names: dict[str, str], english: Language
) -> None:
    for (plan, day), (said, sentence, _, _, _, query) in tour.items():
        assert said == []
        assert sentence == title(outcome_on(plan, day), names, english)
        assert (query["plan"], query["on"]) == (plan, day.isoformat())


def test_the_table_and_the_headline_show_the_figures_of_the_report(
    tour: dict, outcome_on: Callable[[str, date], Outcome], names: dict[str, str],
    english: Language, world: World,
) -> None:
    """Every row shown, the sum of every side, and the length of the line."""
    for (plan, day), (_, _, figures, table, _, _) in tour.items():
        outcome = outcome_on(plan, day)
        figures_of = report(outcome, world)
        areas = areas_by_words(outcome, figures_of["rows"], names, english)
        sums = {SIDE_WORDS[side]: sum(all_of["area_km2"] for status, all_of in
                                      figures_of["totals"].items() if Status(status).side is side)
                for side in Side}
        ends = {row[0]: area for row, area in table if len(row) == 2}
        assert {side for side, km2 in sums.items() if km2 >= 1} <= set(ends)
        assert ends == {side: english.number(sums[side]) for side in ends}
        assert all(english.number(areas[tuple(row)]) == area for row, area in table if len(row) == 3)
        heads = re.findall(r'class="label">(.*?)</div>.*?class="value">(.*?)</div>', figures, re.DOTALL)
        values = {words(label): words(value) for label, value in heads}
        assert values.pop("Line of contact") == english.length(figures_of["line_of_contact_km"])
        assert set(values) & set(sums)
        assert all(values[side] == english.area(sums[side]) for side in set(values) & set(sums))


def test_the_map_is_a_single_component_that_receives_a_small_state(tour: dict) -> None:
    """Its identity and script never change, state updates are small, and nothing comes from other hosts."""
    sent = [component for *_, component, _ in tour.values()]
    assert len({identity for identity, _ in sent}) == 1
    assert len({args["script"] for _, args in sent}) == 1
    states = [args["feature_group"] for _, args in sent]
    assert len(set(states)) > len(sent) / 2
    assert max(len(state.encode()) for state in states) < MAX_BYTES
    assert not any("http" in link for _, args in sent for link in args["js_links"] + args["css_links"])
    assert not any("coordinates" in state for state in states)


def test_layers_units_and_margin_do_not_rebuild_the_map_component() -> None:
    page = visit()
    before = component(page)
    page.checkbox(key="layer-crimea").uncheck()
    page.radio(key="units-widget").set_value("mi2")
    page.number_input(key="margin-widget").set_value(3.0).run()
    after = component(page)
    assert warnings(page) == []
    assert (after[0], after[1]["script"]) == (before[0], before[1]["script"])
    assert after[1]["feature_group"] != before[1]["feature_group"]


def test_a_date_in_the_gap_keeps_the_last_known_one_and_everything_else() -> None:
    page = visit(plan="freeze", on="2024-08-01", margin="2", units="mi2", layers="donetsk contact",
                 at="37.56 48.74")
    before = heading(page), dict(page.query_params)
    page.date_input(key="on-widget").set_value(date(2026, 9, 2)).run()
    said = warnings(page)
    assert len(said) == 1
    assert "2026-09-02 is not known" in said[0].replace("\\", "")
    assert (heading(page), dict(page.query_params)) == before
    page.date_input(key="on-widget").set_value(date(2026, 8, 22)).run()
    assert warnings(page) == []
    assert page.query_params["on"] == "2026-08-22"


@pytest.mark.parametrize("query", [
    {"plan": "freeze", "on": "2022-02-23"},
    {**USUAL, "margin": "2.5", "units": "mi2", "base": "osm"},
    {**USUAL, "plan": "kellogg-buffer", "strip": "20", "margin": "0"},
    {**USUAL, "layers": "donetsk contact towns", "at": "37.5600 48.7400"},
    {**USUAL, "layers": "", "at": "-180.0000 90.0000"},
])
def test_an_address_restores_the_view_it_was_made_from(query: dict[str, str], world: World) -> None:
    page = visit(**query)
    assert warnings(page) == []
    assert page.query_params == {**query, "data": world.version}


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_garbage_in_an_address_gives_one_message_per_part_and_the_default(
    nasty: str, world: World
) -> None:
    page = visit(**dict.fromkeys(PARAMETERS, nasty))
    said = warnings(page)
    assert len(said) == len(PARAMETERS)
    assert max(map(len, said)) < 700
    assert page.query_params == {**USUAL, "data": world.version}


@pytest.mark.parametrize(("name", "value"), [
    ("on", "2026-09-02"), ("on", "2025-13-01"), ("on", ""), ("margin", ""), ("margin", "26"),
    ("margin", "inf"), ("strip", "101"), ("layers", "donetsk,crimea"), ("layers", "donetsk atlantis"),
    ("at", "37.56 48.74 0"), ("at", "nan nan"), ("at", "48.74 137.56"), ("plan", ""), ("place", "UA14"),
])
def test_a_nearly_valid_part_is_rejected_too(name: str, value: str, world: World) -> None:
    page = visit(**{name: value})
    assert len(warnings(page)) == 1
    assert page.query_params == {**USUAL, "data": world.version}


def test_an_address_made_with_other_data_works_and_gives_a_notice(world: World) -> None:
    page = visit(plan="freeze", data="0ld0ld00")
    said = warnings(page)
    assert len(said) == 1
    assert "0ld0ld00" in said[0]
    assert world.version in said[0]
    assert page.query_params["plan"] == "freeze"
    assert page.query_params["data"] == world.version


def test_donbas_switches_luhansk_and_donetsk_and_follows_them() -> None:
    page = visit()
    page.checkbox(key="donbas").uncheck().run()
    off = {name for name in LAYERS if not page.checkbox(key=f"layer-{name}").value}
    assert off == {"luhansk", "donetsk"} | (set(LAYERS) - AT_FIRST)
    page.checkbox(key="layer-luhansk").check().run()
    assert not page.checkbox(key="donbas").value
    page.checkbox(key="layer-donetsk").check().run()
    assert page.checkbox(key="donbas").value
    assert "layers" not in page.query_params


def test_miles_convert_every_area_and_length(english: Language) -> None:
    page = visit()
    before = rows(page)
    page.radio(key="units-widget").set_value("mi2").run()
    for (_, metric), (_, imperial) in zip(before, rows(page), strict=True):
        km2, miles = (float(area.replace(",", "")) for area in (metric, imperial))
        assert miles == pytest.approx(km2 / KM2_PER_SQUARE_MILE, abs=1)
    assert "sq mi" in heading(page)
    assert "km²" not in heading(page) + words(part(page, 'class="figures"'))


@pytest.mark.parametrize(("lon", "lat", "said"), [
    (37.56, 48.74, ("Donetsk", "demilitarised zone", "21d")),
    (31.5, 44.9, ("outside",)),
])
def test_a_click_explains_what_happens_there_and_under_which_clause(
    monkeypatch: pytest.MonkeyPatch, lon: float, lat: float, said: tuple[str, ...]
) -> None:
    """Kramatorsk, and the Black Sea; the spot is added to the address."""
    monkeypatch.setattr(streamlit_folium, "_component_func",
                        lambda **_: {"last_clicked": {"lat": lat, "lng": lon}})
    page = visit()
    assert warnings(page) == []
    assert all(text in words(part(page, "What happens here")) for text in said)
    assert page.query_params["at"] == f"{lon:.4f} {lat:.4f}"
