"""Layers and base maps: hidden layers are not drawn, and network tiles load only on request."""

import pytest

from layers.selection import AT_FIRST, LAYER_WORDS, REGION_LAYERS
from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

NAMED = frozenset().union(*REGION_LAYERS.values())
HIDDEN = "url(#hidden)"
LINES = {"contact": "contact", "plan_line": "plan_line", "withdrawal": "withdrawal", "borders": "region"}
"""The lines in the map's configuration that each layer draws."""


def painted(reader: Reader) -> set[str]:
    """Return the regions with a zone painted on the map."""
    return {zone.split(".")[0] for zone, fill in reader.fills().items() if fill not in ("", HIDDEN)}


def hidden(reader: Reader) -> set[str]:
    """Return the regions whose zones all say that they are not shown."""
    fills = reader.fills()
    covered = {zone.split(".")[0] for zone, fill in fills.items() if fill == HIDDEN}
    assert all(fill == HIDDEN for zone, fill in fills.items() if zone.split(".")[0] in covered)
    return covered


def strokes(reader: Reader, line: str) -> int:
    """Count the paths in the top stroke of a line, by colour and width."""
    stroke = reader.map.evaluate("line => window.atlas.it.config.lines[line].at(-1)", line)
    return reader.count(f'.leaflet-edges-pane path[stroke="{stroke["color"]}"]'
                        f'[stroke-width="{stroke["weight"]}"]')


def choose_base(reader: Reader, words: str) -> None:
    """Scroll before opening the list, because it closes when the sidebar scrolls."""
    reader.page.locator(".st-key-base-widget button").scroll_into_view_if_needed()
    reader.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    with reader.repaint():
        reader.page.locator(".st-key-base-widget button").click()
        reader.page.get_by_role("option").filter(has_text=words).click()


def test_every_layer_has_a_switch_and_all_but_three_are_on_at_first(onlooker: Reader) -> None:
    on = {name for name in LAYER_WORDS
          if onlooker.page.locator(f".st-key-layer-{name} input").is_checked()}
    assert on == AT_FIRST == set(LAYER_WORDS) - {"sites", "units", "uncertain"}
    assert onlooker.page.locator(".st-key-donbas input").is_checked()


def test_a_region_switched_off_is_not_painted_and_comes_back(onlooker: Reader) -> None:
    """The figures do not change, as they always cover everything."""
    everything, figures = painted(onlooker), onlooker.page.locator(".figures").inner_text()
    assert hidden(onlooker) == set()
    onlooker.tick("layer-crimea")
    assert painted(onlooker) == everything - REGION_LAYERS["crimea"]
    assert hidden(onlooker) == REGION_LAYERS["crimea"]
    assert "Not shown" in onlooker.page.locator(".legend").inner_text()
    onlooker.tick("layer-elsewhere")
    assert painted(onlooker) == (everything & NAMED) - REGION_LAYERS["crimea"]
    assert onlooker.page.locator(".figures").inner_text() == figures
    onlooker.tick("layer-crimea")
    onlooker.tick("layer-elsewhere")
    assert painted(onlooker) == everything


def test_donbas_switches_both_of_its_regions(onlooker: Reader) -> None:
    everything = painted(onlooker)
    onlooker.tick("donbas")
    assert painted(onlooker) == everything - {"UA-09", "UA-14"}
    onlooker.tick("layer-donetsk")
    assert painted(onlooker) == everything - {"UA-09"}
    assert not onlooker.page.locator(".st-key-donbas input").is_checked()
    onlooker.tick("layer-luhansk")
    assert onlooker.page.locator(".st-key-donbas input").is_checked()


def test_lines_and_towns_follow_their_layer(onlooker: Reader) -> None:
    for layer in (*LINES, "towns"):
        def drawn(layer: str = layer) -> int:
            return onlooker.count(".town") if layer == "towns" else strokes(onlooker, LINES[layer])

        before = drawn()
        assert before > 0, layer
        onlooker.tick(f"layer-{layer}")
        assert drawn() == 0, layer
        onlooker.tick(f"layer-{layer}")
        assert drawn() == before, layer


def test_the_legend_names_only_lines_that_are_drawn(onlooker: Reader) -> None:
    legend = onlooker.page.locator(".legend")
    for layer, words in (("contact", "Line of contact"), ("plan_line", "New dividing line")):
        assert words in legend.inner_text()
        onlooker.tick(f"layer-{layer}")
        assert words not in legend.inner_text()
        onlooker.tick(f"layer-{layer}")


def test_tiles_are_requested_only_once_chosen(visit: Visit) -> None:
    """The zones remain, the credit line names the source of the tiles, and the plain map can be restored."""
    reader = visit().open()
    reader.blocked_is_fine = True
    assert reader.outside == []
    vector = reader.count(".leaflet-base-pane path")
    look = reader.fills()
    with reader.page.expect_request("https://tile.openstreetmap.org/**"):
        choose_base(reader, "OpenStreetMap")
    asked = reader.outside
    assert all(url.startswith("https://tile.openstreetmap.org/") for url in asked)
    assert reader.count(".leaflet-base-pane path") == 0
    assert reader.fills() == look
    credit = reader.map.locator(".leaflet-control-attribution")
    assert "© OpenStreetMap contributors" in credit.inner_text()
    assert reader.query["base"] == "osm"
    choose_base(reader, "Plain map")
    assert reader.count(".leaflet-base-pane path") == vector
    assert "OpenStreetMap" not in credit.inner_text()
    asked = len(reader.outside)
    reader.map.evaluate("() => { map_div.setZoom(7, {animate: false}); }")
    reader.choose("freeze")
    assert len(reader.outside) == asked


def test_a_tooltip_closes_when_another_plan_is_painted(visit: Visit) -> None:
    """On a touch screen nothing else closes it."""
    reader = visit().open(plan="us-28-point")
    reader.map.evaluate("""() => window.atlas.it.current.zones.eachLayer(zone => {
        if (zone.feature.id.startsWith("UA-14.ukraine")) zone.openTooltip([48.7389, 37.5563]); })""")
    assert "Donetsk" in reader.map.locator(".zonetip").first.inner_text()
    reader.map.evaluate("() => { window.before = document.querySelector('.zonetip'); }")
    reader.choose("freeze")
    reader.map.wait_for_function("!window.before.isConnected")
    for words in reader.map.locator(".zonetip").all_inner_texts():
        assert "demilitarised" not in words.lower()
