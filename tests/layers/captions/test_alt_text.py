"""The description of a map: neutral, short, and complete for everything that has ground."""

import re
from dataclasses import replace

import pytest

from geo.outcomes.figures import total
from geo.plans.library import TODAY, Library
from geo.status import Side, Status
from layers.captions.alt_text import MAX_REGIONS, alt_text
from layers.language import Language
from layers.style.statuses import LEVELS, STATUSES
from layers.text.wording import TEXT_STATUS_WORDS
from tests.conftest import DAYS
from tests.project.test_wording import AVOIDED, QUOTED, SPELLINGS
from tests.support.files.export_requests import PLANS, THINGS, RequestOf

MAX_WORDS, MAX_SITE_WORDS = 120, 16
SITES = re.compile(r"The plan decides on: ([^.]*)\. ?")
"""The sentence with the names of sites, which has a bound of its own."""


@pytest.mark.parametrize("plan", THINGS)
def test_it_is_short_neutral_and_complete(plan: str, request_of: RequestOf) -> None:
    """On every day and in both views it takes no side, has no stray braces, and ends every sentence."""
    for day in DAYS:
        for view in ("all", "donetsk"):
            text = alt_text(request_of(plan, day, frame=view))
            assert len(SITES.sub("", text).split()) <= MAX_WORDS, (day, view, text)
            assert all(len(sites.split()) <= MAX_SITE_WORDS for sites in SITES.findall(text)), text
            bare = QUOTED.sub("", text)
            assert not AVOIDED.search(bare), text
            assert not SPELLINGS.search(bare), text
            assert not set(text) & set("{}<>\n"), text
            assert "  " not in text
            assert text.endswith(".")


@pytest.mark.parametrize("plan", PLANS)
def test_every_status_with_ground_is_named_with_its_area(
    plan: str, request_of: RequestOf, english: Language
) -> None:
    for day in DAYS:
        export_request = request_of(plan, day)
        text, outcome = alt_text(export_request), export_request.plan()
        table = outcome.table
        for status in Status:
            zones = table[table["status"] == status]
            names = {STATUSES[status].short, STATUSES[status].phrase} | {
                words for shown in LEVELS.values() for words in (shown.short, shown.phrase)
                if words and status is Status.RECOGNISED}
            told = any(name in text for name in names)
            assert told == (total(zones)["area_km2"] >= 1), (day, status, text)
            levels = {outcome.scenario.rules[number].level for number in zones["rule"]} - {None}
            if len(levels) < 2 and told:
                assert english.area(total(zones)["area_km2"]) in text, (day, status)
            for level in levels:
                assert f"({LEVELS[level].words})" in text


@pytest.mark.parametrize("plan", PLANS)
def test_it_names_the_plan_the_source_of_the_line_and_its_margin(
    plan: str, request_of: RequestOf, library: Library
) -> None:
    text, scenario = alt_text(request_of(plan)), library[plan]
    for part in (scenario.title, scenario.proposed_by.partition(":")[0],
                 TEXT_STATUS_WORDS[scenario.text_status], "21 November 2025", "DeepStateMap.live",
                 "over two observers of the line, each ± 1 km"):
        assert part in text, part


def test_the_largest_regions_are_named_and_the_rest_counted(request_of: RequestOf) -> None:
    text = alt_text(request_of("peace-formula"))
    assert "113,000 km² (Luhansk, Crimea, Zaporizhzhia, Donetsk and 6 more)" in text
    assert MAX_REGIONS == 4
    assert "Left open: 110 km² (Luhansk)" in alt_text(request_of("us-28-point"))
    assert "(Donetsk)" in alt_text(request_of("us-28-point"))


def test_ground_that_ukraine_would_leave_is_described_as_such(request_of: RequestOf) -> None:
    for plan in PLANS:
        export_request = request_of(plan)
        leaves = total(export_request.plan().on_sides(Side.LEAVES))["area_km2"] >= 1
        assert ("Ukraine would withdraw" in alt_text(export_request)) == leaves, plan


def test_without_a_plan_it_says_who_holds_what(request_of: RequestOf) -> None:
    text = alt_text(request_of(TODAY))
    assert "without a plan" in text
    assert "Area under Russian military control: 113,000 km² (Luhansk, Crimea, " in text
    assert "Area under Ukrainian control: 486,000 km²." in text
    assert "would" not in text


def test_a_close_up_describes_donetsk_alone(request_of: RequestOf) -> None:
    text = alt_text(request_of("us-28-point", frame="donetsk"))
    assert text.startswith("Close-up map of Donetsk")
    assert "Areas are for Donetsk only." in text
    assert "6,330 km² (Donetsk)" in text
    assert "20,200 km² (Donetsk)" in text
    for other in ("Luhansk", "Crimea", "Kharkiv"):
        assert other not in text


def test_only_regions_that_are_shown_are_described(request_of: RequestOf) -> None:
    shown = frozenset({"UA-43", "UA-40"})
    text = alt_text(request_of("us-28-point", regions=shown))
    assert "Not shown: all regions but Crimea and Sevastopol. Areas are for the regions shown only." in text
    assert "Donetsk" not in text
    assert "25,600 km²" in text  # without the Syvash
    assert "No region is shown." in alt_text(request_of("us-28-point", regions=frozenset()))


def test_a_strip_is_described_and_a_line_without_margin_has_no_range(request_of: RequestOf) -> None:
    export_request = request_of("kellogg-buffer")
    assert "Buffer: within 15 km of the line of contact, on both sides (29,800 km²)." in alt_text(
        export_request
    )
    still = replace(export_request, ground=replace(export_request.ground, margin_km=0.0))
    assert "wrong either way" not in alt_text(still)
