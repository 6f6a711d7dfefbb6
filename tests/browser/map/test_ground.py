"""The ground of the map: all settlements, names with room, water, and the band of uncertainty."""

from itertools import combinations
from typing import Any

import pytest
import shapely
from playwright.sync_api import Page, Route

from geo.world import World
from layers.style.settlements import FROM_ZOOM, settlements
from tests.support.browsing.browser import Reader, Visit
from tests.support.browsing.reader import PATIENCE_MS

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

PLACES = {"Siversk": (48.87, 38.1), "Enerhodar": (47.5, 34.65), "Kherson": (46.64, 32.62)}
"""Where settlements lie close to the line of contact."""

LABELS = """() => [...document.querySelectorAll('.townmark')].map(mark => {
  const box = mark.querySelector('.town').getBoundingClientRect(), dot = mark.querySelector('.dot');
  const spot = dot && dot.getBoundingClientRect();
  return {name: mark.innerText, box: [box.left, box.top, box.right, box.bottom],
          spot: spot && [(spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2]};
})"""
LINE = """() => {
  const lines = [], frame = map_div.getContainer().getBoundingClientRect();
  const add = spots => Array.isArray(spots[0]) ? spots.forEach(add) : lines.push(spots.map(spot => {
    const at = map_div.latLngToContainerPoint(spot);
    return [at.x + frame.left, at.y + frame.top];
  }));
  for (const edge of Object.values(window.atlas.it.current.edges))
    if (edge.kind === 'contact') add(edge.layer.getLatLngs());
  return lines;
}"""

BAND = """() => {
  const rings = [], at = spot => { const p = map_div.latLngToContainerPoint(spot); return [p.x, p.y]; };
  window.atlas.it.laid.uncertain.layer.eachLayer(drawn => drawn.eachLayer(layer => {
    const all = layer.getLatLngs(), parts = Array.isArray(all[0][0]) ? all : [all];
    parts.forEach(part => rings.push(part.map(ring => ring.map(at))));
  }));
  return rings;
}"""


ALL_HERE = "window.atlas.it.dotted > 0 && window.atlas.it.settlementsNear().complete"
"""Names of settlements come when the last tile that is in view has come."""


def look(reader: Reader, lat: float, lon: float, zoom: float) -> None:
    """Set the view, and wait until what it needs has been fetched."""
    reader.map.evaluate("([lat, lon, zoom]) => { map_div.setView([lat, lon], zoom, {animate: false}); }",
                        [lat, lon, zoom])
    reader.page.wait_for_load_state("networkidle")
    if zoom >= FROM_ZOOM:
        reader.map.wait_for_function(ALL_HERE)


def asked(reader: Reader, kind: str) -> list[str]:
    """Return the requests for files whose name begins so."""
    return [url for url in reader.requests if f"/{kind}" in url]


def spot_of(reader: Reader, lon: float, lat: float) -> list[float]:
    """Return where on the screen of the map's frame a spot is."""
    spot: list[float] = reader.map.evaluate(
        "([lat, lon]) => { const at = map_div.latLngToContainerPoint([lat, lon]); return [at.x, at.y]; }",
        [lat, lon])
    return spot


def labels(reader: Reader) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reader.map.evaluate(LABELS)
    return found


def test_names_neither_overlap_nor_reach_across_the_line_at_any_zoom(onlooker: Reader) -> None:
    for lat, lon in PLACES.values():
        for zoom in range(6, 13):
            look(onlooker, lat, lon, zoom)
            found, line = labels(onlooker), shapely.MultiLineString(onlooker.map.evaluate(LINE))
            assert len(found) > 2, zoom
            assert [(a["name"], b["name"]) for a, b in combinations(found, 2)
                    if a["box"][0] < b["box"][2] and b["box"][0] < a["box"][2]
                    and a["box"][1] < b["box"][3] and b["box"][1] < a["box"][3]] == [], zoom
            for label in found:
                if label["spot"]:  # a settlement or a site
                    whole = shapely.MultiPoint([label["box"][:2], label["box"][2:], label["spot"]]).envelope
                    assert not shapely.intersects(shapely.buffer(whole, -0.6), line), (label["name"], zoom)


def test_settlements_are_fetched_only_from_a_close_zoom_on_and_from_this_machine(visit: Visit) -> None:
    reader = visit().open()
    assert asked(reader, "settlements") == asked(reader, "units.") == asked(reader, "uncertain.") == []
    look(reader, 48.6, 38.0, FROM_ZOOM - 0.25)
    assert asked(reader, "settlements") == []
    look(reader, 48.6, 38.0, FROM_ZOOM)
    tiles = asked(reader, "settlements-")
    assert 2 < len(tiles) < 12
    assert len(asked(reader, "settlements")) == len(tiles) + 1  # the index
    reader.map.wait_for_function("window.atlas.it.dotted > 1000")
    look(reader, 48.6, 38.05, 10)
    assert asked(reader, "settlements-") == tiles
    assert reader.outside == []
    assert reader.faults == []


def test_a_village_is_named_where_it_lies_and_the_switch_of_towns_takes_it_away(
    onlooker: Reader, world: World
) -> None:
    table = settlements(world)
    near = table[table["lon"].between(37.9, 38.1) & table["lat"].between(48.5, 48.7)]
    (village,) = near[near["known_as_en"] == "Klishchiivka"].to_dict("records")
    look(onlooker, 48.6, 38.0, 11)
    (label,) = (label for label in labels(onlooker) if label["name"] == "Klishchiivka")
    assert label["spot"] == pytest.approx(spot_of(onlooker, village["lon"], village["lat"]), abs=1)
    onlooker.tick("layer-towns")
    assert onlooker.map.evaluate("getComputedStyle(document.querySelector('canvas.dots')).display") == "none"
    assert labels(onlooker) == []
    onlooker.tick("layer-towns")


def test_names_of_raions_and_hromadas_come_on_request(onlooker: Reader) -> None:
    look(onlooker, 48.2, 37.3, 9)
    assert onlooker.count(".town.raion") == onlooker.count(".town.hromada") == 0
    onlooker.tick("layer-units")
    onlooker.map.locator(".town.hromada").first.wait_for()
    assert "Pokrovskyi raion" in onlooker.map.locator(".town.raion").all_inner_texts()
    onlooker.tick("layer-units")
    assert onlooker.count(".town.raion") == onlooker.count(".town.hromada") == 0


def test_the_band_of_uncertainty_lies_along_the_line_and_its_legend_says_how_large_it_is(
    onlooker: Reader
) -> None:
    assert onlooker.count(".leaflet-uncertain-pane path") == 0
    onlooker.tick("layer-uncertain")
    onlooker.map.locator(".leaflet-uncertain-pane path").first.wait_for(state="attached")
    legend = onlooker.page.locator(".legend").inner_text()
    assert "In doubt who holds it" in legend
    assert "km²" in legend.split("In doubt who holds it")[1].splitlines()[0]
    look(onlooker, 48.2, 37.3, 9)
    view = shapely.box(*onlooker.map.evaluate("[0, 0, innerWidth, innerHeight]"))
    line = shapely.intersection(shapely.MultiLineString(onlooker.map.evaluate(LINE)), view)
    band = shapely.union_all([shapely.make_valid(shapely.Polygon(ring[0], ring[1:]))
                              for ring in onlooker.map.evaluate(BAND)])
    assert line.length > 500
    assert shapely.intersection(line, band).length > 0.98 * line.length
    assert shapely.intersection(view, band).area < 0.5 * view.area
    onlooker.tick("layer-uncertain")
    assert onlooker.count(".leaflet-uncertain-pane path") == 0


def test_the_former_reservoir_is_a_bed_after_its_dam_broke_and_water_before(visit: Visit) -> None:
    colours = {}
    for day in ("2023-05-01", "2023-07-01"):
        reader = visit().open(on=day)
        look(reader, 47.49, 34.98, 9)
        colours[day] = reader.map.evaluate("window.atlas.it.bed.getLayers()[0].options.fillColor")
        named = "former Kakhovka Reservoir" in [label["name"] for label in labels(reader)]
        assert named == (day == "2023-07-01")
    sea = reader.map.evaluate("window.atlas.it.config.colours.sea")
    assert colours["2023-05-01"] == sea != colours["2023-07-01"]


NAMES = "() => [...document.querySelectorAll('.townmark')].map(mark => mark.innerText)"
WATCHED = """() => { window.least = null;
  const look = () => { const now = new Set([...document.querySelectorAll('.townmark')].map(m => m.innerText));
    window.least = window.least ? window.least.filter(name => now.has(name)) : [...now]; };
  look(); new MutationObserver(look).observe(map_div.getPane('towns'), {childList: true, subtree: true}); }"""


class Gate:
    """Holds requests until they are let go."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.held, self.shut = page, list[Route](), True
        page.route(address, self._come)

    def _come(self, route: Route) -> None:
        if self.shut:
            self.held.append(route)
        else:
            route.continue_()

    def has_any(self) -> bool:
        """Wait until a request has come, and 300 ms for others; say whether any has."""
        for _ in range(PATIENCE_MS // 100):
            self.page.wait_for_timeout(100)
            if self.held:
                break
        self.page.wait_for_timeout(300)
        return bool(self.held)

    def let_go(self) -> None:
        self.shut = False
        for route in self.held:
            route.continue_()
        self.held.clear()


def test_no_name_goes_while_settlements_are_being_fetched(first_visit: Visit) -> None:
    """Large ones are there from the start, and what was named stays until the last tile has come."""
    reader = first_visit().open(plan="us-28-point", on="2025-11-21")
    gate = Gate(reader.page, "**/settlements-*.json")
    view = "([lat, lon, zoom]) => { map_div.setView([lat, lon], zoom, {animate: false}); }"
    reader.map.evaluate(view, [48.6, 37.8, 8.75])
    large = set(reader.map.evaluate(NAMES))
    assert {"Kramatorsk", "Sloviansk", "Bakhmut"} <= large
    reader.map.evaluate(view, [48.6, 37.8, 9])
    assert gate.has_any()
    waiting = set(reader.map.evaluate(NAMES))
    assert {"Kramatorsk", "Sloviansk", "Bakhmut"} <= waiting
    reader.map.evaluate(WATCHED)
    gate.let_go()
    reader.map.wait_for_function(ALL_HERE)
    assert {"Kramatorsk", "Sloviansk", "Bakhmut"} <= set(reader.map.evaluate("window.least"))
    gate.shut = True
    named = reader.map.evaluate(NAMES)
    assert len(named) > len(waiting)
    reader.map.evaluate(WATCHED)
    reader.map.evaluate("map_div.panBy([map_div.getSize().x * .6, 0], {animate: false})")
    assert gate.has_any(), "tiles of the ground that has come into view"
    shown = "names => names.filter(name => [...document.querySelectorAll('.townmark')]" \
            ".some(mark => mark.innerText === name))"
    kept = reader.map.evaluate(shown, named)
    inside = reader.map.evaluate(
        "() => [...window.atlas.it.written.values()].filter(m => map_div.getBounds().pad(-.15)"
        ".contains(m.getLatLng())).map(m => m.getElement().innerText)")
    assert len(kept) > 5
    assert any(name not in large for name in kept), "small ones stay, too"
    gate.let_go()
    reader.map.wait_for_function("count => document.querySelectorAll('.townmark').length > count",
                                 arg=len(inside))
