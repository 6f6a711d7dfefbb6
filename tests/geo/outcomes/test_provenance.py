"""The provenance of figures: inputs, dates, licences, formula, range and clauses."""

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo.control.origin import archive_origin, upload_origin
from geo.errors import SourceError
from geo.outcomes.figures import FIGURES_CHANGED
from geo.outcomes.outcome import Outcome, report
from geo.outcomes.provenance import (
    LENGTH,
    Given,
    RangeReason,
    explain,
    explain_contact,
    inputs_of,
)
from geo.paths import DATA
from geo.plans.library import SCENARIOS
from geo.sources import KEYS, SOURCES_FILE, load_sources
from geo.world import World
from layers.html.provenance import as_dict, explain_all
from layers.language import Language
from layers.text.wording import FORMULA_WORDS, GIVEN_WORDS, RANGE_WORDS, UNIT_WORDS, range_words
from tests.conftest import DAYS, ROOT

OutcomeOn = Callable[[str, date], Outcome]

PLAN, LEAK = "us-28-point", DAYS[2]
PLANS = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
SOURCES = tomllib.loads(SOURCES_FILE.read_text(encoding="utf-8"))
ADDRESS = {source["url"] for source in SOURCES.values()}
MEASURES = ("area_km2", "people", LENGTH)
KEYS_TOLD = ["figure", "unit", "value", "low", "high", "formula", "range", "observers", "margin_km", "inputs",
             "clauses", "data_version", "figures_changed"]
"""The keys that `--explain` prints for a figure; a contract."""

PARTLY = {"town-table"}
"""The towns around Balakliia in 2022."""

SITE_SOURCES = {"power-plants"}
"""Sources of sites, which no area and no number of people rests on."""

FLAT = {"area_km2": 5.0, "area_km2_low": 5.0, "area_km2_high": 5.0}

DATED = re.compile(r"(edition of )?\d{4}(-\d\d(-\d\d)?)?( \(Crimea, Sevastopol 2014-01-01\))?")
"""The date of an input: a year, a month or a day, or wording that a reader understands."""


@pytest.fixture
def outcome(outcome_on: OutcomeOn) -> Outcome:
    return outcome_on(PLAN, LEAK)


def assert_complete(item: dict[str, Any]) -> None:
    """Assert that an explanation printed by `--explain` is complete."""
    assert json.loads(json.dumps(item, allow_nan=False)) == json.loads(json.dumps(item))
    assert list(item) == KEYS_TOLD
    assert item["formula"] in FORMULA_WORDS.values()
    assert item["low"] <= item["value"] <= item["high"]
    assert item["figures_changed"] == FIGURES_CHANGED
    assert re.fullmatch(r"[0-9a-f]{8}", item["data_version"])
    assert "{" not in item["range"]
    for one in item["observers"]:
        assert item["low"] <= one["low"] <= one["high"] <= item["high"]
    if item["observers"]:
        assert [one["record"] for one in item["observers"]] == ["deepstate", "liveuamap"]
        assert min(one["low"] for one in item["observers"]) == item["low"]
        assert max(one["high"] for one in item["observers"]) == item["high"]
    assert item["range"].startswith("No range:") == (item["low"] == item["high"])
    assert len(item["inputs"]) >= 3
    for source in item["inputs"]:
        assert source["title"]
        assert source["licence"]
        assert source["gives"]
        assert DATED.fullmatch(source["as_of"]), source
        assert source["url"] in ADDRESS
        assert (ROOT / source["file"]).is_file()


@pytest.mark.parametrize("plan", PLANS)
def test_every_row_of_a_report_is_explained_once_and_so_is_the_line(
    plan: str, outcome_on: OutcomeOn, world: World, english: Language
) -> None:
    """Area and people of each row, with its own figures and the clause of its rule."""
    for day in DAYS:
        outcome = outcome_on(plan, day)
        published, items = report(outcome, world), explain_all(outcome, world, english)
        by_name = {item["figure"]: item for item in items}
        assert len(by_name) == len(items) == 2 * len(published["rows"]) + 1
        for row in published["rows"]:
            for measure in ("area_km2", "people"):
                item = by_name[f"{measure} of {row['region']}, {row['status']}, held by {row['holder']}"]
                assert (item["value"], item["low"], item["high"]) == tuple(
                    row[measure + end] for end in ("", "_low", "_high"))
                rules = [f"{rule.clause} ({rule.confidence})" for rule in outcome.scenario.rules
                         if rule.status == row["status"]
                         and row["region"] in (rule.regions or {row["region"]})]
                assert len(item["clauses"]) == 1
                assert set(item["clauses"]) <= set(rules)
        assert by_name["line of contact"]["value"] == published["line_of_contact_km"]
        for item in items:
            assert_complete(item)


def test_a_figure_lists_its_inputs(outcome: Outcome, world: World) -> None:
    """Areas depend on outlines, people on the census office, both on the line; each input has a date."""
    ids = {source["title"]: name for name, source in SOURCES.items()}
    found = {measure: [ids[item.title] for item in inputs_of(outcome, world, measure)]
             for measure in MEASURES}
    assert found == {
        "area_km2": ["deepstate", "second-observer", "geoboundaries", "gshhg", "natural-earth", "ocha"],
        "people": ["deepstate", "second-observer", "ocha", "sssu", "cec", "geonames"],
        LENGTH: ["deepstate", "geoboundaries", "gshhg", "natural-earth", "ocha"],
    }
    assert [item.as_of for item in inputs_of(outcome, world, "people")[:3]] == [
        "2025-11-21", "2025-11-21", "2026-02"]
    assert [item.as_of for item in inputs_of(outcome, world, "people")[3:]] == [
        "2022-01-01 (Crimea, Sevastopol 2014-01-01)", "2019", "2022"]


def test_every_listed_source_is_behind_some_figure(outcome: Outcome, world: World) -> None:
    """There are no unused and no unlisted sources; the archive is the source of its own line.

    Sources of a part of the record are named in the credit of the whole, or in SOURCES.md.
    """
    archived = replace(outcome.ground.control, origin=archive_origin(world.sources, "day.geojson"))
    before = [replace(outcome.ground.control, on=day, origin=world.origin_on(day))
              for day in (DAYS[0], date(2022, 3, 25))]
    used = {(item.title, item.url, item.licence)
            for control in (outcome.ground.control, archived, *before) for measure in MEASURES
            for item in inputs_of(replace(outcome, ground=replace(outcome.ground, control=control)), world,
                                  measure)}
    known = {name: tuple(source[key] for key in KEYS) for name, source in SOURCES.items()}
    assert used == {known[name] for name in known.keys() - PARTLY - SITE_SOURCES}
    assert "Wikipedia's table of towns" in SOURCES["liveuamap"]["title"]
    told = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    assert all(name in told for name in ("Natural Earth", "GSHHG", "Wikipedia's table of towns"))
    assert load_sources() == SOURCES == world.sources
    assert all(url.startswith("https://") for url in ADDRESS)


def test_a_readers_own_line_is_credited_to_the_reader(outcome: Outcome, world: World) -> None:
    """It is not credited to the observers, and has no address and no file of the project."""
    control = replace(outcome.ground.control, origin=upload_origin("mine.geojson"))
    own = replace(outcome, ground=replace(outcome.ground, control=control))
    line, *rest = inputs_of(own, world, "people")
    assert (line.title, line.url, line.file) == ("file mine.geojson", None, None)
    assert "reader's own" in line.licence
    assert [item.title for item in rest] == [item.title for item in inputs_of(outcome, world, "people")][2:]


def test_every_code_has_its_own_wording() -> None:
    for words, codes in ((GIVEN_WORDS, set(Given)), (RANGE_WORDS, set(RangeReason)),
                         (FORMULA_WORDS, set(MEASURES)), (UNIT_WORDS, set(MEASURES))):
        assert set(words) == codes
        assert len(set(words.values())) == len(codes)


def test_a_figure_without_a_range_gives_the_reason(
    outcome: Outcome, world: World, english: Language
) -> None:
    """A figure with a range says by how much the line was moved."""
    flat = explain(outcome, world, "area_km2", FLAT)
    with_range = explain(outcome, world, "area_km2", {**FLAT, "area_km2_high": 5.01})
    assert (flat.range, with_range.range) == (RangeReason.NO_LINE_NEAR, RangeReason.OVER_OBSERVERS)
    assert "Liveuamap" in as_dict("x", with_range, english)["range"]
    alone = replace(outcome, ground=replace(outcome.ground, observers=1))
    with_range = explain(alone, world, "area_km2", {**FLAT, "area_km2_high": 5.01})
    assert with_range.range is RangeReason.OVER_LINES
    assert "within 1 km of it" in as_dict("x", flat, english)["range"]
    assert "moved 1 km either way" in as_dict("x", with_range, english)["range"]
    wide = replace(with_range, margin_km=2.5)
    assert "moved 2.5 km either way" in as_dict("x", wide, english)["range"]
    line = explain_contact(outcome, world)
    assert (line.low, line.high, line.range) == (line.value, line.value, RangeReason.NOT_MEASURED)


def test_without_a_margin_the_explanation_says_the_line_was_not_moved(
    outcome: Outcome, world: World, english: Language
) -> None:
    still = replace(outcome, ground=replace(outcome.ground, margin_km=0.0))
    found = explain(still, world, "area_km2", FLAT)
    assert found.range is RangeReason.NOT_ASKED
    said = range_words(found.range, found.margin_km, english)
    assert "the Dnipro, which are not moved" not in said


def test_numbers_are_those_of_the_report_and_clauses_those_of_the_rules(
    outcome: Outcome, world: World, english: Language
) -> None:
    figures = {"people": 730092.4, "people_low": 697229.004, "people_high": 749387.0}
    item = explain(outcome, world, "people", figures, (4, 0))
    assert (item.value, item.low, item.high) == (730092.4, 697229.0, 749387.0)
    said = as_dict("people there", item, english)
    assert (said["figure"], said["unit"], said["formula"]) == (
        "people there", "people in the reference year", FORMULA_WORDS["people"])
    assert said["clauses"] == ["clause 21d (text)", "clause 21a (text)"]
    assert as_dict("x", explain(outcome, world, "area_km2", FLAT), english)["unit"] == "km²"


@pytest.mark.parametrize("content, said", [
    (None, "is no readable TOML"), (b"[a\n", "is no readable TOML"), (b"\xff\xfe", "is no readable TOML"),
    (b'[a]\ntitle = "A"\n', "a lacks url; a lacks licence"),
    (b'[a]\ntitle = ""\nurl = "u"\nlicence = "l"\n', "a lacks title"),
    (b'a = "b"\n', "a "),
    (b'[a]\ntitle = 5\nurl = "u"\nlicence = "l"\n', "a "),
])
def test_a_broken_list_of_sources_gives_one_message(content: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError) as found:
        load_sources(path)
    assert str(found.value).startswith(f"sources.toml: {said}")
    assert "\n" not in str(found.value)
