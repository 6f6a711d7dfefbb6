"""A reader's own zone, own plan and choice of interpretations."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing.browser import Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

CORNERS = [(37.0, 48.2), (38.4, 48.2), (38.4, 49.1), (37.0, 49.1)]
DONETSK = "UA-14.ukraine.ukraine"


def test_a_zone_is_drawn_by_clicks_measured_shared_and_downloaded(visit: Visit, tmp_path: Path) -> None:
    reader = visit(size=(1440, 1400)).open(plan="us-28-point", view="zone")
    page = reader.page
    reader.map.evaluate("window.mine = true")
    for number, corner in enumerate(CORNERS, start=1):
        page.mouse.click(*reader.spot(*corner))
        expect(page.get_by_text("Corners (longitude latitude):")).to_be_visible()
        reader.map.wait_for_function(
            "n => map_div.getPane('mark').querySelectorAll('path').length === n + 2", arg=number)
        reader.settle()
    page.locator("button[name=back]").click()
    page.mouse.click(*reader.spot(CORNERS[-1][0] + 0.1, CORNERS[-1][1]))
    page.locator("button[name=close]").click()
    card = page.locator(".card").filter(has_text="The drawn zone")
    expect(card).to_contain_text("Kramatorsk")
    expect(card).to_contain_text("km²")
    reader.settle()
    assert reader.query["zone"].count("~") == 3
    assert reader.map.evaluate("window.mine") is True
    with page.expect_download() as got:
        page.locator(".st-key-zone-file button").click()
    path = tmp_path / "zone.geojson"
    got.value.save_as(path)
    drawn = json.loads(path.read_text(encoding="utf-8"))
    assert drawn["features"][0]["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    again = visit().open(**reader.query)
    words = again.page.locator(".card").filter(has_text="The drawn zone")
    assert words.inner_text() == card.inner_text()


def test_a_hasty_reader_of_a_slow_page_draws_what_was_clicked(first_visit: Visit) -> None:
    """No click and no button is lost or overtaken by the next, and a double click sets no corner."""
    reader = first_visit(size=(1440, 1400)).open(plan="us-28-point", view="zone")
    page = reader.page
    wanted = [*CORNERS, (37.3, 48.9), (37.6, 48.6)]
    for corner in wanted:
        reader.spot(*corner)  # the map moves until it shows them all
    spots = [reader.spot(*corner) for corner in wanted]
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    for spot in spots[:4]:
        page.mouse.click(*spot)
    page.locator("button[name=back]").click()
    page.mouse.click(*spots[4])
    page.locator("button[name=back]").click()
    page.mouse.click(*spots[3])
    page.mouse.dblclick(*spots[5])
    page.locator("button[name=close]").click()
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    expect(page.locator(".card").filter(has_text="The drawn zone")).to_contain_text("Kramatorsk")
    reader.settle()
    drawn = [tuple(map(float, corner.split("_"))) for corner in reader.query["zone"].split("~")]
    assert len(drawn) == 4
    assert all(abs(lon - corner[0]) < 0.02 and abs(lat - corner[1]) < 0.02
               for (lon, lat), corner in zip(drawn, CORNERS, strict=True))
    page.locator("button[name=clear]").click()
    expect(page.get_by_text("No corners yet.")).to_be_visible()
    expect(page.locator("button[name=clear]")).to_be_disabled()


def test_a_zone_can_be_typed_without_a_mouse(visit: Visit) -> None:
    reader = visit().open(plan="freeze", view="zone")
    page = reader.page
    box = page.get_by_role("textbox", name="Corners")
    box.fill("37.0 48.2\n38.4 49.1\n38.4 48.2\n37.0 49.1")
    box.press("Control+Enter")
    page.get_by_role("button", name="Measure", exact=True).press("Enter")
    expect(page.get_by_text("Its sides cross")).to_be_visible()
    box = page.get_by_role("textbox", name="Corners")
    box.fill("\n".join(f"{lon} {lat}" for lon, lat in CORNERS))
    box.press("Control+Enter")
    page.get_by_role("button", name="Measure", exact=True).press("Enter")
    expect(page.locator(".card").filter(has_text="The drawn zone")).to_contain_text("Kramatorsk")


def test_a_plan_is_edited_downloaded_reopened_and_shared(visit: Visit, tmp_path: Path) -> None:
    reader = visit(size=(1440, 1400)).open(plan="us-28-point", view="write", on="2025-11-21")
    page, shipped = reader.page, reader.lead
    reader.map.evaluate("window.mine = true")
    with reader.repaint():
        box = page.locator('[class*="st-key-draft-UA-14"] [role="combobox"]').first
        box.evaluate("box => box.scrollIntoView({ block: 'center' })")
        page.wait_for_timeout(500)  # an open list closes when its container scrolls
        box.click()
        page.get_by_role("option", name="Stays under Ukrainian control").click()
    assert reader.fills()[DONETSK] in {"", "#FFFFFF"}
    assert reader.map.evaluate("window.mine") is True
    assert reader.query["own"].startswith("1~us-28-point")
    assert reader.lead != shipped
    assert "Ukraine would leave" not in reader.lead
    with page.expect_download() as got:
        page.locator(".st-key-draft-download button").click()
    path = tmp_path / got.value.suggested_filename
    got.value.save_as(path)
    assert path.suffix == ".toml"
    assert "Own plan" in path.read_text(encoding="utf-8")
    # One person opens the address, another the file.
    other = visit().open(**reader.query)
    assert other.lead == reader.lead
    assert other.fills() == reader.fills()
    third = visit(size=(1440, 1400)).open(plan="freeze", view="write", on="2025-11-21")
    with third.repaint():
        third.page.locator(".st-key-draft-upload input[type='file']").set_input_files(path)
    assert third.fills() == reader.fills()
    assert third.query["plan"] == "us-28-point"
    # Choosing a plan leaves the reader's own plan.
    with reader.repaint():
        reader.option("freeze").click()
    assert "own" not in reader.query


def test_overlays_are_added_and_removed_on_the_page(visit: Visit) -> None:
    """The map draws each, the legend names each, and the address opens the same plan."""
    reader = visit(size=(1440, 1400)).open(plan="kellogg-buffer", view="write", on="2025-11-21")
    page, legend = reader.page, reader.page.locator(".legend")
    for kind in ("border_strip", "wall"):
        with reader.repaint():
            page.locator(f".st-key-draft-add-{kind} button").click()
    expect(legend).to_contain_text("Border strip: within 10 km")
    expect(legend).to_contain_text("Buffer: within 15 km")
    expect(legend).to_contain_text("Wall, the reader's own choice")
    assert reader.query["own"] == "1~kellogg-buffer~buffer.15~border.10.ru~wall"
    other = visit().open(**{**reader.query, "view": "plan"})
    expect(other.page.locator(".legend")).to_contain_text("Border strip: within 10 km")
    with reader.repaint():
        page.locator(".st-key-draft-remove-0 button").click()
    expect(legend).not_to_contain_text("Buffer: within 15 km")
    assert reader.query["own"] == "1~kellogg-buffer~border.10.ru~wall"


def test_an_own_plan_can_be_compared_with_the_plan_it_came_from(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", own="1~us-28-point~ukrainian.14u~name.Mine", view="compare",
                          against="us-28-point", on="2025-11-21")
    assert "6,330 km² less under Ukrainian control (Donetsk" in reader.lead
    assert reader.fills()[DONETSK] == "url(#from_ukraine)"


@pytest.mark.parametrize("own", ["<img src=x onerror=alert(1)>", "1~nowhere", "1~us-28-point~returned.14u",
                                 "1~us-28-point~ref.2026-09-02", "2~us-28-point", "x" * 5000])
def test_a_hostile_own_plan_in_an_address_changes_nothing(own: str, visit: Visit) -> None:
    reader = visit().open(plan="freeze", own=own)
    expect(reader.page.locator('[data-testid="stAlert"]')).to_have_count(1)
    assert reader.query["plan"] == "freeze"
    assert "own" not in reader.query


def test_a_file_that_is_no_plan_leaves_the_editor_unchanged(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("id = [[[[", encoding="utf-8")
    reader = visit(size=(1440, 1400)).open(plan="freeze", view="write")
    before = reader.lead
    reader.page.locator(".st-key-draft-upload input[type='file']").set_input_files(path)
    expect(reader.page.get_by_text("plan.toml")).not_to_have_count(0)
    expect(reader.page.locator('[data-testid="stAlert"]')).to_contain_text("no readable TOML")
    assert reader.lead == before


def test_another_interpretation_of_a_clause(visit: Visit) -> None:
    reader = visit(size=(1440, 1400)).open(plan="us-28-point", on="2025-11-21")
    page, shipped = reader.page, reader.lead
    page.get_by_text("Interpretations of disputed clauses").click()
    with reader.repaint():
        page.get_by_text("Kinburn left open", exact=True).first.click()
    assert reader.query["reading"] == "kinburn=left-open"
    assert "(interpretation: Kinburn left open)" in reader.lead
    assert reader.lead != shipped
    expect(page.locator("table.assumptions")).to_contain_text("clause 21c left open".capitalize())
    again = visit().open(**reader.query)
    assert again.lead == reader.lead
    with reader.repaint():
        reader.option("freeze").click()
    assert "reading" not in reader.query


def test_the_history_is_drawn_and_described(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", view="time", on="2025-11-21")
    page = reader.page
    drawn = page.locator("figure.history img:visible").first
    expect(drawn).to_have_attribute("alt", re.compile(r"21 November 2025"))
    expect(page.get_by_text("What changed hands between two days", exact=True)).to_be_visible()

