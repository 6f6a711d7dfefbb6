"""The editor of a reader's own plan: positions and sizes on a phone, a tablet and a small desktop."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browsing.browser import Visit
from tests.support.browsing.reader import Reader

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

PHONE, TABLET, SMALL = (390, 844), (820, 1180), (1024, 768)
OWN = "1~us-28-point~ukrainian.14u~border.10.ru~name.Mine"
FRAME = 'iframe[src*="streamlit_folium"]'
MIN_PX = 24
"""The least width and height of what is touched (WCAG 2.2, 2.5.8)."""

TARGETS = """editor => [...editor.querySelectorAll('button, input:not([type=checkbox]), label:has(input)')]
  .map(one => [one.getAttribute('aria-label') || one.innerText, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && box.height > 1)
  .map(([name, {left, top, right, bottom}]) => [name, left, top, right, bottom])"""
"""Script that returns the name and the edges of everything that can be touched."""


CHOSEN = """editor => [...editor.querySelectorAll('[data-testid=stSelectbox] input')].map(field => {
  const box = field.parentElement, words = getComputedStyle(box, '::before');
  return {value: field.value, shown: words.content, seen: words.visibility, lines: words.whiteSpace,
          field: getComputedStyle(field).opacity, tall: box.clientHeight,
          cut: box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth,
          longer: field.scrollWidth > field.clientWidth}; })"""
"""Script that returns of every closed list what is chosen in it and how that is shown."""

CUT = """all => all.map(one => [one.innerText, [one, ...one.querySelectorAll('*')].some(
  part => part.scrollWidth > part.clientWidth || part.scrollHeight > part.clientHeight)])"""
"""Script that returns the words of each offered choice, and whether they are cut."""


def box(found: Locator) -> dict[str, float]:
    edges: dict[str, float] = found.first.evaluate(
        "e => (({left, top, right, bottom}) => ({left, top, right, bottom}))(e.getBoundingClientRect())")
    return edges


def written(visit: Visit, size: tuple[int, int]) -> Reader:
    return visit(size=size).open(plan="us-28-point", view="write", own=OWN, on="2025-11-21")


@pytest.mark.parametrize("size", [PHONE, SMALL], ids=str)
def test_every_target_is_large_enough_and_lies_in_the_window(visit: Visit, size: tuple[int, int]) -> None:
    editor = written(visit, size).page.locator(".st-key-editor")
    targets = editor.evaluate(TARGETS)
    assert len(targets) > 40
    for name, left, top, right, bottom in targets:
        assert min(right - left, bottom - top) >= MIN_PX, name
        assert left >= 0, name
        assert right <= size[0], name


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=str)
def test_below_the_map_the_page_scrolls_and_not_the_editor(visit: Visit, size: tuple[int, int]) -> None:
    """A thumb that scrolls the page is not caught by a box in it, and nothing of the editor is cut."""
    reader = written(visit, size)
    editor = reader.page.locator(".st-key-editor")
    assert editor.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    assert editor.evaluate("e => e.parentElement.scrollHeight <= e.parentElement.clientHeight + 1")
    assert box(editor)["top"] >= box(reader.page.locator(FRAME))["bottom"]
    assert box(reader.page.locator("h1"))["top"] >= box(editor)["bottom"]
    assert box(reader.page.locator(".st-key-draft-upload"))["bottom"] <= box(editor)["bottom"] + 1


def test_beside_the_editor_nothing_lies_over_the_map(visit: Visit) -> None:
    """The map is small there, and name, figures and legend would cover the ground in question."""
    page = written(visit, SMALL).page
    over, map_, legend = (box(page.locator(name)) for name in (".over", FRAME, "details.key"))
    editor = box(page.locator(".st-key-editor"))
    assert over["bottom"] <= map_["top"]
    assert map_["bottom"] <= legend["top"]
    assert map_["right"] <= editor["left"]
    assert map_["bottom"] <= SMALL[1]
    assert map_["bottom"] - map_["top"] >= 300


@pytest.mark.parametrize("view", ["plan", "compare", "write"])
def test_on_a_tablet_search_and_legend_stand_below_the_map(visit: Visit, view: str) -> None:
    """Beside the sidebar there is no room for them and for name and figures over the map."""
    page = visit(size=TABLET).open(plan="us-28-point", view=view, on="2025-11-21").page
    map_ = box(page.locator(FRAME))
    assert box(page.locator("details.key"))["top"] >= map_["bottom"]
    panel = page.locator(".st-key-stage [data-testid=stColumn]:nth-child(2)")
    assert box(panel)["top"] >= map_["bottom"]
    assert map_["right"] <= TABLET[0]


@pytest.mark.parametrize("language", ["en", "uk"])
def test_on_a_phone_both_figures_of_a_comparison_and_the_day_of_an_own_plan_can_be_read(
    visit: Visit, language: str
) -> None:
    """They ran out of the window, or were cut by what stands before them."""
    reader = visit(size=PHONE).open(plan="us-28-point", view="compare", against="e3-counter",
                                    on="2025-11-21", language=language)
    for n in range(2):
        for part in ("dt", "dd.km2", "dd.people"):
            found = reader.page.locator(f".over {part} >> nth={n}")
            edges = box(found)
            assert edges["right"] <= PHONE[0], part
            assert edges["bottom"] <= box(reader.page.locator(".over"))["bottom"], part
        assert reader.page.locator(f".over dd.km2 >> nth={n}").evaluate("e => e.scrollWidth <= e.clientWidth")
    labels = [box(reader.page.locator(f".over dt >> nth={n}")) for n in range(2)]
    assert labels[0]["right"] <= labels[1]["left"]
    reader.open(plan="us-28-point", own=OWN, on="2025-11-21", language=language)
    day = reader.page.locator(".over .day")
    shown = day.evaluate("""e => { const words = document.createRange(); words.setStart(e.firstChild, 0);
      words.setEnd(e.firstChild, e.textContent.indexOf('2025') + 4);
      return words.getBoundingClientRect().right - e.getBoundingClientRect().right; }""")
    assert shown <= 0


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("size", [PHONE, SMALL], ids=str)
def test_what_is_chosen_can_be_read_in_full(visit: Visit, size: tuple[int, int], language: str) -> None:
    """A field of one line would end in an ellipsis; the box has as many lines as the choice needs."""
    page = visit(size=size).open(plan="us-28-point", view="write", own=OWN, on="2025-11-21",
                                 language=language).page
    page.locator(".st-key-editor [data-chosen]").first.wait_for()
    lists = page.locator(".st-key-editor").evaluate(CHOSEN)
    assert len(lists) > 15
    assert any(one["longer"] for one in lists), "or nothing of this is needed"
    low = min(one["tall"] for one in lists)
    for one in lists:
        assert one["value"] in one["shown"]
        assert (one["seen"], one["field"], one["lines"], one["cut"]) == ("visible", "0", "normal", False)
        assert not one["longer"] or one["tall"] > low or low >= 42, one["value"]


def test_a_list_that_is_open_is_a_field_to_type_in_and_then_shows_the_new_choice(visit: Visit) -> None:
    reader = written(visit, SMALL)
    field = reader.page.locator(".st-key-editor").get_by_role("combobox", name="Russian-held").first
    box_of = field.locator("xpath=..")
    expect(box_of).to_have_attribute("data-chosen", re.compile("as in the plan"))
    reader.unfold(field)
    expect(field).to_have_css("opacity", "1")
    offered = reader.page.get_by_role("option").evaluate_all(CUT)
    assert len(offered) > 5
    assert [words for words, is_cut in offered if is_cut] == []
    field.fill("line frozen")
    reader.page.get_by_role("option", name="Russian-held; line frozen, not recognised").click()
    expect(box_of).to_have_attribute("data-chosen", "Russian-held; line frozen, not recognised")
    expect(field).to_have_css("opacity", "0")


def test_buffers_and_strips_are_found_without_scrolling_past_the_regions(visit: Visit) -> None:
    editor = written(visit, (1440, 900)).page.locator(".st-key-editor")
    add = box(editor.get_by_role("button", name="Add a buffer"))
    assert box(editor.get_by_label("Name of your plan"))["bottom"] <= add["top"]
    assert add["bottom"] <= box(editor.get_by_role("combobox", name="Ukrainian-held"))["top"]
