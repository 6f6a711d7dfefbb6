"""No view of the page breaks a rule of WCAG 2.2 AA that axe-core can check."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page

from layers.site.site import publish
from tests.support.browsing.axe import violations, with_axe
from tests.support.browsing.browser import Reader, Visit
from tests.support.browsing.contrast import unsure
from tests.support.files.export_requests import RequestOf

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = [pytest.mark.browser, with_axe]

PLAN = {"plan": "us-28-point", "on": "2025-11-21"}
VIEWS: dict[str, dict[str, str]] = {
    "a plan": PLAN,
    "a town": {**PLAN, "place": "UA1412009001", "at": "37.5563 48.7389"},
    "two compared": {**PLAN, "view": "compare", "against": "e3-counter"},
    "two maps": {**PLAN, "view": "compare", "against": "e3-counter", "maps": "two"},
    "all plans": {**PLAN, "view": "all"},
    "time": {**PLAN, "view": "time"},
    "a zone": {**PLAN, "view": "zone", "zone": "37 48.2,37.6 48.2,37.6 48.7"},
    "an own plan": {**PLAN, "view": "write"},
    "presenter": {**PLAN, "mode": "present"},
    "embedded": {**PLAN, "mode": "embed"},
}
DESK, TELEPHONE = (1440, 900), (390, 844)
SIZES = pytest.mark.parametrize("size", [DESK, TELEPHONE], ids=["desk", "telephone"])
SETTLED = "document.getAnimations().every(it => it.playState !== 'running')"


def opened(visit: Visit, size: tuple[int, int], view: dict[str, str]) -> Reader:
    """Open a view with everything that folds unfolded, and at rest."""
    reader = visit(size=size)
    if view.get("view") == "all":
        reader.page.goto(f"{reader.address}?{urlencode(view)}")
        reader.page.locator(".st-key-maps img").nth(27).wait_for()
        reader.page.locator("footer.foot").wait_for()
        reader.page.locator('[data-test-script-state="notRunning"]').wait_for()
    else:
        reader.open(**view)
    unfold(reader.page)
    return reader


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    page.wait_for_function(SETTLED)
    page.evaluate("document.querySelectorAll('.zones details').forEach(fold => { fold.open = true; })")


@SIZES
@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_of_the_page(visit: Visit, view: str, size: tuple[int, int], language: str) -> None:
    """The frame of the map included.

    Text over the map, a picture or a veil must be readable in light and dark, which axe-core cannot tell.
    """
    page = opened(visit, size, {**VIEWS[view], "language": language}).page
    assert violations(page) == []
    for scheme in ("light", "dark") if size == DESK else ():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_function(SETTLED)
        assert [str(found) for found in unsure(page) if found.ratio < found.least] == [], scheme


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_share_opens(visit: Visit, scheme: str) -> None:
    """It lies outside the page, so that the page's own colours do not reach it by themselves."""
    page = opened(visit, DESK, PLAN).page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.locator(".st-key-share button").first.click()
    page.locator("[data-testid=stPopoverBody] .st-key-copy-link button").wait_for()
    page.wait_for_function(SETTLED)
    assert violations(page) == []


def test_a_violation_would_be_found(onlooker: Reader) -> None:
    """In the frame of the map, which is the farthest in."""
    onlooker.map.evaluate("map_div.getContainer().insertAdjacentHTML('beforeend',"
                          " '<button id=bad></button>')")
    try:
        found = violations(onlooker.page)
    finally:
        onlooker.map.evaluate("document.getElementById('bad').remove()")
    assert any("button-name:" in line and "bad" in line for line in found)


@pytest.fixture(scope="module")
def made(request_of: RequestOf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two plans and the line without one, with its standalone map."""
    folder = tmp_path_factory.mktemp("site") / "site"
    publish(request_of("us-28-point"), folder, plans=["us-28-point", "kellogg-buffer"], formats=["png"],
            workers=1)
    return folder


@pytest.fixture
def file_page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@SIZES
@pytest.mark.parametrize("name", ["index.html", "us-28-point/index.html", "atlas.html#us-28-point",
                                  "atlas.html#us-28-point.map", "atlas.html?dark#us-28-point", "404.html"])
def test_a_page_of_the_static_site(made: Path, file_page: Page, size: tuple[int, int], name: str) -> None:
    file_page.set_viewport_size({"width": size[0], "height": size[1]})
    file_page.goto(f"{made.as_uri()}/{name}")
    if name.startswith("atlas"):
        file_page.locator("[data-painted]").wait_for()
    unfold(file_page)
    assert violations(file_page) == []


def test_pictures_of_the_index_are_named(made: Path, file_page: Page) -> None:
    """Each link is the plan's name, and each picture says of which plan it is."""
    file_page.goto(f"{made.as_uri()}/index.html")
    links = file_page.locator(".cards a").evaluate_all(
        "all => all.map(it => [it.ariaLabel, it.querySelector('img').alt])")
    assert len(links) == 2
    assert all(picture == f"Map: {name}" for name, picture in links)


def test_small_maps_say_what_each_plan_does(visit: Visit) -> None:
    page = opened(visit, DESK, VIEWS["all plans"]).page
    alts = page.locator(".st-key-maps img").evaluate_all("all => all.map(it => it.alt)")
    assert len(set(alts)) == len(alts) == 28
    assert any("US 28-point plan" in alt and "Donetsk" in alt for alt in alts)
    assert alts[-1] == "Map of Ukraine on 21 November 2025: who holds which ground"
