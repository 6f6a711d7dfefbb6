"""A malicious plan file cannot affect the page: all its texts are shown, none is executed."""

import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from geo.plans.library import DEFAULT_PLAN
from tests.support.browsing.browser import ROOT, Reader, serving, visiting

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

HOSTILE = ROOT / "tests" / "hostile"
PLAN = tomllib.loads((HOSTILE / "hostile.toml").read_text(encoding="utf-8"))
REGION = '<img src=x onerror="window.pwned=30">Donetsk'
TOWN = "<script>window.pwned=31</script>"
KRAMATORSK = (37.56, 48.74)
JOINER = "\u2060"  # invisible; can keep Markdown from turning text into a link or an icon


@pytest.fixture(scope="module")
def attacked(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A reader of a copy of the project with a malicious plan, two broken ones and malicious names.

    One of the broken plans is the default plan.

    The map has been hovered over and clicked, and everything that can be opened is open.
    """
    room = tmp_path_factory.mktemp("hostile")
    copy = room / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(
        ".git", ".venv", "tests", "__pycache__", ".*_cache", ".cache", ".hypothesis"))
    for plan in HOSTILE.glob("*.toml"):
        shutil.copy(plan, copy / "data" / "scenarios")
    shutil.copy(HOSTILE / "broken.toml", copy / "data" / "scenarios" / f"{DEFAULT_PLAN}.toml")
    regions = copy / "data" / "boundaries" / "regions.geojson"
    _change(regions, json.dumps("Donetsk"), json.dumps(REGION))
    for town in ("Kyiv", "Kramatorsk"):
        _change(copy / "data" / "places" / "places.csv", f",{town},", f",{TOWN},")
    with serving(copy, room) as address, visiting(chromium, address) as arrive:
        reader = arrive().open(plan="hostile")
        reader.page.mouse.move(*reader.spot(*KRAMATORSK))
        reader.map.locator(".leaflet-tooltip").wait_for()
        with reader.repaint():
            reader.page.mouse.click(*reader.spot(*KRAMATORSK))
        # On a wide screen the legend is always open, and its summary hidden.
        closed = reader.page.locator("details:not([open]):not(.key) > summary").filter(has_not_text=PUBLISHED)
        while closed.count():
            closed.first.click()
            reader.settle()  # the content of a panel is sent once it is opened
        yield reader


PUBLISHED = "Published figures beside ours"
"""A panel without a word of the plan that takes half a minute."""


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def texts(value: object) -> Iterator[str]:
    """Return all texts of the plan file that its page shows; comparisons use `sentence_title`."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("id", "group", "text_status", "regions", "holder", "status", "level",
                            "confidence", "source", "topic", "url", "sentence_title"):
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


def test_every_text_of_the_plan_is_shown_literally(attacked: Reader) -> None:
    said = attacked.page.locator('[data-testid="stApp"]').inner_text().replace(JOINER, "")
    said = said.replace("\N{NO-BREAK SPACE}", " ")
    assert [text for text in texts(PLAN) if text not in said] == []


def test_no_script_in_it_runs_in_the_page_or_in_the_map(attacked: Reader) -> None:
    for frame in attacked.page.frames:
        assert frame.evaluate("typeof window.pwned") == "undefined"


def test_nothing_is_fetched_for_it(attacked: Reader) -> None:
    assert attacked.outside == []
    assert not [url for url in attacked.requests if url.endswith("/x")]


def test_no_markup_in_it_becomes_an_element_of_the_page_or_the_map(attacked: Reader) -> None:
    """Nor does it create event attributes or addresses other than those of sources."""
    for frame in attacked.page.frames:
        assert frame.locator('img[src="x"], video, base, [onerror], [onload], [onfocus], [ontoggle],'
                             '[onmouseover], [href^="javascript"], svg[onload]').count() == 0
    link = attacked.page.locator('a[href*="example.com/%22"]')
    assert link.count() == 1
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_only_a_source_becomes_a_link(attacked: Reader) -> None:
    """Addresses in messages or in plan names, which Markdown would link, are not linked."""
    links = attacked.page.locator("a[href*='ex.com'], a[href*='example.com']").evaluate_all(
        "links => links.filter(a => !a.closest('.sources')).map(a => a.href)")
    assert links == []
    assert attacked.page.locator('[data-testid="stSidebar"] a, [data-testid="stAlert"] a').count() == 0


def test_names_of_regions_and_towns_are_shown_literally(attacked: Reader) -> None:
    """In the table, the cards, the map's tooltips and its labels."""
    said = attacked.page.locator('[data-testid="stApp"]').inner_text()
    assert said.count(REGION) >= 3
    assert TOWN in said
    assert TOWN in attacked.map.locator(".town").all_text_contents()
    attacked.page.mouse.move(*attacked.spot(37.0, 48.6))
    assert REGION in attacked.map.locator(".leaflet-tooltip strong").all_inner_texts()


def test_the_message_about_a_broken_plan_quotes_its_faults_literally(attacked: Reader) -> None:
    alerts = attacked.page.locator('[data-testid="stAlert"]')
    said = [words.replace(JOINER, "") for words in alerts.all_inner_texts()]
    assert len(said) == 2
    for name, words in zip(("broken", DEFAULT_PLAN), said, strict=True):
        assert f"{name}.toml" in words
        assert "<img src=x onerror=window.pwned=20> ![x]" in words  # names are shortened
        assert ":material/home: :smile: :red[x] $y$ `z`" in words
    assert alerts.locator("a, img").count() == 0


def test_every_other_plan_still_works(attacked: Reader) -> None:
    """Each can be chosen and is then the one the page describes."""
    reader = Reader(attacked.page.context.new_page(), attacked.address).open(plan="hostile")
    others = reader.page.locator("[class*=st-key-plan-] label:has(input)")
    assert others.count() == len(list((ROOT / "data" / "scenarios").glob("*.toml")))
    chosen = set()
    for n in range(others.count()):
        if not others.nth(n).locator("input").is_checked():
            before = reader.query["plan"]
            others.nth(n).click()  # two plans may look the same on the map, so the address tells
            reader.page.wait_for_function(
                "before => new URLSearchParams(location.search).get('plan') !== before", arg=before)
            reader.settle()
        chosen.add((reader.query["plan"], reader.page.locator("h1").first.inner_text()))
        assert reader.page.locator('[data-testid="stException"]').count() == 0
    assert len(chosen) == others.count()


def test_the_page_opens_although_its_first_plan_is_broken(attacked: Reader) -> None:
    """Another plan is shown, and a message explains why."""
    page = attacked.page.context.new_page()
    page.goto(attacked.address)
    page.locator('h1, [data-testid="stException"]').first.wait_for()
    assert page.locator("h1").count() > 0
    assert f"{DEFAULT_PLAN}.toml" in page.locator('[data-testid="stApp"]').inner_text()
