"""Without a network the page is complete: no other machine is contacted, and nothing is missing."""

from itertools import combinations

import pytest

from tests.support.browsing.reader import MAP, Reader

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser


def test_the_map_paints_its_zones(onlooker: Reader) -> None:
    """More zones than regions are painted, in the patterns of the default plan."""
    fills = onlooker.fills()
    assert len(fills) > 27
    assert {"url(#demilitarised)", "url(#returned)", "url(#recognised)"} <= set(fills.values())
    assert onlooker.map.evaluate("status => !!document.querySelector(`pattern#${status}`)", "demilitarised")


def test_no_other_machine_is_contacted(onlooker: Reader) -> None:
    """All requests count, including those of frames and websockets."""
    assert any(url.startswith("ws://127.0.0.1") for url in onlooker.requests)
    assert len(onlooker.fetched("ground")) == len(onlooker.fetched("base")) == 1
    assert onlooker.outside == []


def test_no_error_is_raised_or_logged_in_page_or_map(onlooker: Reader) -> None:
    assert onlooker.faults == []
    assert onlooker.page.locator('[data-testid="stAlert"], [data-testid="stException"]').count() == 0


def test_the_base_map_is_there_with_land_lakes_and_neighbours(onlooker: Reader) -> None:
    """Base shapes ignore the mouse, zones do not."""
    drawn = onlooker.map.evaluate(
        "['base', 'water'].map(name => [...map_div.getPane(name).querySelectorAll('path')]"
        ".map(path => path.getAttribute('fill')))")
    config = onlooker.map.evaluate("window.atlas.it.config.colours")
    bed = onlooker.map.evaluate("window.atlas.it.config.bed.fillColor")
    assert {config["land"], config["neighbour"]} <= set(drawn[0])
    assert set(drawn[1]) == {config["sea"], bed, "none"}  # lakes, the former reservoir, rivers
    assert onlooker.count(f"{MAP} .leaflet-base-pane path.leaflet-interactive") == 0


def test_towns_are_labelled_and_no_two_labels_overlap(onlooker: Reader) -> None:
    """Both in the initial view and where towns are dense."""
    assert "Kharkiv" in onlooker.map.locator(".town").all_text_contents()
    for lat, lon, zoom in ((48.6, 31.2, 6), (48.2, 37.9, 8), (48.2, 37.9, 9.25)):
        onlooker.map.evaluate("([lat, lon, zoom]) => {"
                              " map_div.setView([lat, lon], zoom, {animate: false}); }", [lat, lon, zoom])
        boxes = onlooker.map.locator(".town").evaluate_all(
            "all => all.map(e => e.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])")
        assert len(boxes) > 5
        assert [(a, b) for a, b in combinations(boxes, 2)
                if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]] == []


def test_the_credit_line_names_the_sources_and_carries_no_flag(onlooker: Reader) -> None:
    credit = onlooker.map.locator(".leaflet-control-attribution")
    assert "geoBoundaries" in credit.inner_text()
    assert "DeepState" in credit.inner_text()
    assert credit.locator("svg, img, a").count() == 0
    assert "Leaflet" not in credit.inner_text()
