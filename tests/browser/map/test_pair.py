"""Two maps beside each other: they move together, and give way to one again."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

VIEWS = """() => [map_div, window.atlasPair.second().map].map(map => {
  const {lat, lng} = map.getCenter(), {x, y} = map.getSize();
  return [lat, lng, map.getZoom(), x, y];
})"""
FILLS = """() => {
  const count = map => { const seen = {};
    for (const path of map.querySelectorAll('.leaflet-zones-pane path'))
      if (+path.getAttribute('fill-opacity')) {
        const fill = path.getAttribute('fill'); seen[fill] = (seen[fill] || 0) + 1; }
    return seen; };
  return ['#map_div', '#second'].map(one => count(document.querySelector(one)));
}"""


def pair(reader: Reader) -> list[list[float]]:
    return reader.map.evaluate(VIEWS)


def test_the_two_move_together_and_a_click_on_either_asks(visit: Visit) -> None:
    reader = visit().open(view="compare", against="e3-counter", maps="two")
    names = reader.map.locator(".half:visible").all_inner_texts()
    assert names == ["US 28-point plan", "European (E3) counter-proposal"]
    first, second = pair(reader)
    assert first[:3] == pytest.approx(second[:3], abs=1e-6)
    assert first[3:] == pytest.approx(second[3:], abs=4)
    box = reader.map.locator("#second").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    reader.page.mouse.move(x - 80, y - 50, steps=4)
    reader.page.mouse.up()
    reader.page.wait_for_timeout(800)
    moved, other = pair(reader)
    pixel_deg = 360 / 256 / 2 ** moved[2]  # Leaflet moves the other map by whole pixels
    assert moved[2] == other[2]
    assert moved[:2] == pytest.approx(other[:2], abs=pixel_deg)
    assert moved[1] > first[1]
    assert moved[0] < first[0]
    with reader.repaint():
        reader.page.mouse.click(x - 80, y - 50)
    expect(reader.page.locator(".st-key-stage .card")).to_contain_text("What happens here")


def test_one_map_comes_back_as_it_was(visit: Visit) -> None:
    reader = visit().open(view="compare", against="e3-counter")
    alone, box = reader.fills(), reader.map.locator("#map_div").bounding_box()
    for words in ("Two maps", "One map of what differs"):
        reader.unfold(reader.page.locator(".st-key-maps-widget [role=combobox]"))
        with reader.repaint():
            reader.page.get_by_role("option", name=words, exact=True).click()
        if words == "Two maps":
            assert reader.query["maps"] == "two"
            left, right = reader.map.evaluate(FILLS)
            assert left
            assert right
            assert left != right
    assert "maps" not in reader.query
    assert reader.fills() == alone
    assert reader.map.locator("#map_div").bounding_box() == box
    expect(reader.map.locator("#second")).to_be_hidden()
    expect(reader.map.locator(".half:visible")).to_have_count(0)


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_nothing_lies_over_the_two_maps_but_their_names(visit: Visit, size: tuple[int, int]) -> None:
    reader = visit(size=size).open(view="compare", against="istanbul-2022", against_on="2022-03-24",
                                   maps="two")
    boxes = [reader.page.locator(name).bounding_box() for name in
             (".over", ".st-key-beside", "details.key")]
    maps = [reader.map.locator(name).bounding_box() for name in ("#map_div", "#second")]
    for one, two in pairwise([*boxes, *maps]):
        assert one
        assert two
        apart = (one["x"] + one["width"] <= two["x"] + 1 or two["x"] + two["width"] <= one["x"] + 1
                 or one["y"] + one["height"] <= two["y"] + 1 or two["y"] + two["height"] <= one["y"] + 1)
        assert apart, (one, two)
    for half in reader.map.locator(".half").all():
        inner = half.bounding_box()
        assert inner
        assert inner["width"] <= min(box["width"] for box in maps if box)


def test_no_name_lies_below_the_name_of_a_map(visit: Visit) -> None:
    reader = visit(size=(1024, 768)).open(view="compare", against="20-point-zone", maps="two")
    boxes = reader.map.evaluate("""() => ['#map_div', '#second'].map(one => {
      const box = it => { const {left, top, right, bottom} = it.getBoundingClientRect();
        return [left, top, right, bottom]; };
      return [box(document.querySelector(one + ' .half')),
        [...document.querySelectorAll(one + ' .town')].map(box)]; })""")
    for half, names in boxes:
        assert len(names) >= 3
        for left, top, right, bottom in names:
            assert right <= half[0] or left >= half[2] or bottom <= half[1] or top >= half[3]
