"""Interpretations in sentences, in the table and in the terminal, without injected markup."""

import argparse
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from geo.cache import Cache
from geo.errors import InterpretationError
from geo.outcomes.outcome import Outcome, outcome_of
from geo.outcomes.sensitivity import sensitivity_of
from geo.plans.interpretations import interpreted
from geo.plans.library import Library
from geo.world import World
from geo.zones.ground import Ground
from layers.captions.citation import citation
from layers.export.metadata import metadata
from layers.html.assumptions import bar, sensitivity_html
from layers.language import Language, load_language
from layers.plate.text import sheet_of
from layers.request import ExportRequest
from layers.text.interpretations import Effect, effects, net_sentence, reading_sentence
from terminal.answers import figures
from terminal.plans.interpretations import readings
from tests.conftest import DAYS
from tests.geo.plans.test_interpretations import HELD_RETURNS, reading
from tests.project.test_wording import AVOIDED, QUOTED
from tests.support.files.export_requests import HOSTILE
from tests.support.worlds import toy

EffectsOf = Callable[[str], dict[str, Effect]]


@pytest.fixture
def said(world: World, outcome_on: Callable[[str, date], Outcome], english: Language) -> EffectsOf:
    """Return the effects of a plan's assumptions on the plan's day, by option or label."""
    def of(plan: str) -> dict[str, Effect]:
        outcome = outcome_on(plan, DAYS[2])
        items = effects(sensitivity_of(world, outcome), outcome, english)
        return {item.option or item.label: item for item in items}

    return of


def test_each_kind_of_assumption_has_its_sentence(said: EffectsOf) -> None:
    """The figures are those of the plan's own ledger on that day."""
    items = said("us-28-point")
    assert items["none-listed"].sentence == (
        "Russia would withdraw from 1,700 km² less (40,900 residents before 2022) and 1,700 km² "
        "more would be left open (40,900 residents before 2022).")
    assert items["none-listed"].net == "−1,700 km²"
    assert items["none-listed"].spread == "−2,600 km² to −1,390 km²"
    assert items["withdrawn"].sentence == (
        "Ukraine would withdraw from 110 km² more (no recorded settlement) and 110 km² less would be "
        "left open (no recorded settlement).")
    assert items["not-named"].net == "0 km²"
    assert "871 km² more would be left open (386,000 residents before 2022)" in items["not-named"].sentence
    assert items["quarter"].sentence == (
        "Ukraine would withdraw from 295 km² more than the map measures. It names no place, so the map does "
        "not change and no people are counted.")
    assert (items["quarter"].net, items["quarter"].people) == ("−295 km²", "–")
    assert items["quarter"].source is not None
    wider = items["Russian-held ground reaches 1 km further than the line as drawn"]
    assert wider.net == "+743 km²"
    assert wider.sentence.startswith(
        "Russia would withdraw from 381 km² more (16,000 residents before 2022), ")
    assert "stay" not in wider.sentence
    assert said("us-december-2025")["demilitarised"].sentence == "No ground would end up on another side."
    old = said("anchorage-2025")["pockets"]
    assert old.sentence == ("Published for 16 August 2025; compared only with a line at most 31 days from "
                            "then.")
    assert (old.net, old.people, old.share) == ("–", "–", 0)


def test_the_bars_are_proportional_to_the_largest(
    said: EffectsOf, outcome_on: Callable[[str, date], Outcome], english: Language
) -> None:
    items = list(said("us-28-point").values())
    assert [item.published for item in items] == sorted(item.published for item in items)
    ground, numbers = ([item for item in items if item.published is kind] for kind in (False, True))
    assert (ground[0].share, numbers[0].share) == (-1, 1)
    assert [item.share for item in ground if item.net.startswith("\N{MINUS SIGN}")] == pytest.approx(
        [-1, -664.77 / 1696.87, -126.76 / 1696.87, -109.9 / 1696.87], abs=1e-3)
    assert [item.share for item in numbers if item.share] == pytest.approx(
        [1, 1329.53 / 4747.15, 1073.13 / 4747.15, -295.35 / 4747.15], abs=1e-3)
    assert bar(-0.5) == ("less", "25.0")
    assert bar(7) == bar(1) == ("more", "50.0")
    assert bar(0) is None
    html = sensitivity_html(items, outcome_on("us-28-point", DAYS[2]), english)
    drawn = re.findall(r'<span class="swing" aria-hidden="true"><span class="(less|more)" '
                       r'style="width:([\d.]+)%"></span></span>', html)
    assert drawn == [bar(item.share) for item in items if item.share]


def test_no_sentence_takes_a_side(world: World, library: Library, english: Language,
                                  outcome_on: Callable[[str, date], Outcome]) -> None:
    for name in library.plans:
        outcome = outcome_on(name, DAYS[2])
        for item in effects(sensitivity_of(world, outcome), outcome, english):
            for text in (item.sentence, item.label, item.question, item.note):
                assert not AVOIDED.search(QUOTED.sub("", text)), text
            assert "would" in item.sentence or item.sentence.startswith(("Published", "No ground", "That is"))


def test_the_net_gives_its_range_if_it_has_one(
    outcome_on: Callable[[str, date], Outcome], english: Language
) -> None:
    assert net_sentence(outcome_on("us-28-point", DAYS[2]), english) == (
        "As the map reads the plan, the net is −4,510 km² (−5,170 km² to −2,800 km²) and −688,000 people.")
    assert net_sentence(outcome_on("freeze", DAYS[2]), english) == (
        "As the map reads the plan, the net is 0 km² and 0 people.")
    miles = load_language("en", "mi2")
    assert "−1,740 sq mi" in net_sentence(outcome_on("us-28-point", DAYS[2]), miles)


class Rows(HTMLParser):
    """Counts rows and cells, and records tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.append(tag)


def test_the_table_is_accessible_to_screen_readers(
    world: World, outcome_on: Callable[[str, date], Outcome], english: Language
) -> None:
    outcome = outcome_on("us-28-point", DAYS[2])
    items = effects(sensitivity_of(world, outcome), outcome, english)
    html = sensitivity_html(items, outcome, english)
    tags = Rows(html).tags
    assert tags.count("caption") == 1
    assert tags.count("tr") == 2 + len(items)
    assert html.count('<th scope="row">') == len(items)
    assert html.count('<th scope="col"') == 5
    assert html.count("Who interprets it this way") == len([item for item in items if item.source])
    assert "Net area: ground that Russia would withdraw from, less ground" in html


def test_malicious_words_remain_text(
    toy_world: World, toy_ground: Ground, english: Language
) -> None:
    made = reading("held", {**HELD_RETURNS, "label": "<img src=x onerror=alert(1)>", "note": HOSTILE[:80]})
    made["question"] = "</table><script>alert(1)</script>{x}"
    plan = toy.plan({"holder": "russia", "status": "frozen"}, {"status": "ukrainian"}, readings=[made],
                    sources=[{"id": "toy", "publisher": "<b>&\"'{y}", "url": "https://example.org/?a=<b>"}])
    outcome = outcome_of(toy_world, plan, toy_ground)
    html = sensitivity_html(effects(sensitivity_of(toy_world, outcome), outcome, english), outcome, english)
    assert set(Rows(html).tags) <= {"p", "div", "table", "caption", "thead", "tbody", "tr", "th", "td",
                                    "span", "details", "summary", "a"}
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert re.findall(r'href="([^"]*)"', html) == ["https://example.org/?a=%3Cb%3E"]


def test_an_interpreted_plan_says_so_on_plates_and_in_files(
    world: World, library: Library, ground_on: Callable[[date], Ground], english: Language
) -> None:
    plan = interpreted(library["us-28-point"], {"kinburn": "left-open"})
    outcome = outcome_of(world, plan, ground_on(DAYS[2]))
    export_request = ExportRequest(world, library, outcome.ground, outcome, english)
    sheet = sheet_of(export_request)
    for text in (sheet.kicker, citation(export_request), metadata(export_request)["title"]):
        assert "(interpretation: Kinburn left open)" in text
    assert str(metadata(export_request)["caveat"]).startswith("Interpretation: Kinburn left open. ")
    assert reading_sentence(plan, english) == "Interpretation: Kinburn left open."
    assert reading_sentence(library["us-28-point"], english) == ""


@pytest.fixture
def asked(world: World, terminal_cache: Cache,
          monkeypatch: pytest.MonkeyPatch) -> Callable[..., argparse.Namespace]:
    """Answer a command line on the loaded world."""
    monkeypatch.setattr("terminal.workspace.load_world", lambda: world)
    monkeypatch.setattr("terminal.workspace.remembering", lambda: terminal_cache)
    given = argparse.Namespace(plan="us-28-point", on="2025-11-21", margin=1, control=None, explain=False,
                               reading=None, json=True, language="en")
    return lambda **more: argparse.Namespace(**{**vars(given), **more})


def test_figures_accepts_an_interpretation(
    asked: Callable[..., argparse.Namespace], capsys: pytest.CaptureFixture[str]
) -> None:
    figures(asked(reading=["kinburn=left-open", "sevastopol=not-named"]))
    read = json.loads(capsys.readouterr().out)
    figures(asked())
    plain = json.loads(capsys.readouterr().out)
    assert read["readings"] == {"kinburn": "left-open", "sevastopol": "not-named"}
    assert "readings" not in plain
    more = read["totals"]["open"]["area_km2"] - plain["totals"]["open"]["area_km2"]
    assert more == pytest.approx(126.8 + 870.6, abs=1)
    with pytest.raises(InterpretationError, match="There is no reading 'crimea'"):
        figures(asked(reading=["crimea=x1"]))


def test_the_terminal_lists_readings_and_assumptions(
    asked: Callable[..., argparse.Namespace], capsys: pytest.CaptureFixture[str], said: EffectsOf
) -> None:
    readings(asked())
    value = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in value["readings"]] == [
        "other-territories", "kinburn", "luhansk-pocket", "sevastopol"]
    assert [item["option"] for item in value["assumptions"]] == [
        item.option for item in said("us-28-point").values()]
    assert value["net"]["area_km2"] == pytest.approx(1823.6 - 6329.5, abs=1)
    quarter = next(item for item in value["assumptions"] if item["option"] == "quarter")
    assert (quarter["people"], quarter["kind"]) == (None, "figure")
    assert quarter["source"]["publisher"].startswith("Overview")
    readings(asked(json=False))
    text = capsys.readouterr().out
    assert "kinburn=left-open: Kinburn left open" in text
    assert "sevastopol=included: Sevastopol included in Crimea (default)" in text


def test_an_effect_is_relative_to_the_plan_in_its_file(
    world: World, outcome_on: Callable[[str, date], Outcome], english: Language
) -> None:
    """Even if the displayed plan already has another interpretation."""
    plain = outcome_on("us-28-point", DAYS[2])
    read = replace(plain, scenario=interpreted(plain.scenario, {"kinburn": "left-open"}))
    table = sensitivity_of(world, plain)
    assert effects(table, read, english) == effects(table, plain, english)
