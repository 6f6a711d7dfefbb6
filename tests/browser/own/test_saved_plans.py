"""Versions of own plans that the browser keeps, and the keys for undo and redo."""

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browsing.browser import Visit
from tests.support.browsing.reader import Reader

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

KEPT = "atlas.plans"
MINE = "1~us-28-point~name.Mine"
OWN = "1~us-28-point~ukrainian.14u~name.Mine"
OTHER = "1~freeze~buffer.10~name.Other"
SIZES = [(1440, 900), (1024, 768), (390, 844)]


def kept(reader: Reader) -> list[dict[str, str]]:
    return json.loads(reader.page.evaluate(f"localStorage.getItem('{KEPT}')") or "[]")


def keep(reader: Reader, value: Any) -> None:
    reader.page.evaluate("([name, text]) => localStorage.setItem(name, text)", [KEPT, value])


def writing(visit: Visit, own: str = OWN, size: tuple[int, int] = (1440, 900)) -> Reader:
    return visit(size=size).open(plan="us-28-point", view="write", own=own, on="2025-11-21")


def unfolded(reader: Reader) -> Reader:
    reader.page.locator("summary", has_text="Saved in this browser").click()
    return reader


def button(reader: Reader, name: str) -> Locator:
    return reader.page.get_by_role("button", name=name, exact=True)


def test_a_version_is_kept_over_visits_opened_deleted_and_restored(visit: Visit) -> None:
    reader = unfolded(writing(visit))
    button(reader, "Save this version").click()
    expect(reader.page.get_by_text("“Mine” is saved.")).to_be_visible()
    button(reader, "Save this version").click()
    expect(reader.page.get_by_text("“Mine” is saved already.")).to_be_visible()
    (only,) = kept(reader)
    assert (only["own"], only["name"], only["plan"]) == (OWN, "Mine", "us-28-point")
    reader.open(plan="freeze", view="write", on="2025-11-21")
    unfolded(reader)
    with reader.rerun():
        reader.page.get_by_role("link", name="Mine").click()
    assert reader.query["own"] == OWN
    assert reader.query["plan"] == "us-28-point"
    with reader.rerun():
        button(reader, "Undo").click()
    assert "own" not in reader.query
    button(reader, "Delete: Mine").click()
    assert kept(reader) == []
    expect(button(reader, "Restore")).to_be_focused()
    reader.page.keyboard.press("Enter")
    assert kept(reader) == [only]
    expect(reader.page.get_by_role("link", name="Mine")).to_be_visible()


def test_a_copy_has_a_name_of_its_own_and_the_first_is_kept(visit: Visit) -> None:
    reader = unfolded(writing(visit))
    with reader.rerun():
        button(reader, "Save it and go on with a copy").click()
    assert reader.query["own"] == OWN.replace("Mine", "Mine_202")
    assert [one["own"] for one in kept(reader)] == [OWN]
    expect(reader.page.get_by_text("“Mine” is saved; you go on with “Mine 2”.")).to_be_visible()
    with reader.rerun():
        button(reader, "Save it and go on with a copy").click()
    assert reader.query["own"] == OWN.replace("Mine", "Mine_203")
    assert [one["name"] for one in kept(reader)] == ["Mine 2", "Mine"]


def test_nobody_else_sees_them_and_nothing_of_them_is_sent(visit: Visit) -> None:
    first = unfolded(writing(visit))
    sent = len(first.sent)
    button(first, "Save this version").click()
    expect(first.page.get_by_text("“Mine” is saved.")).to_be_visible()
    assert len(first.sent) == sent
    second = unfolded(writing(visit))
    expect(second.page.get_by_text("Nothing is saved yet.")).to_be_visible()


def test_keys_take_back_and_do_again_but_not_while_somebody_types(visit: Visit) -> None:
    reader = writing(visit, "")
    field = reader.page.get_by_label("Name of your plan")
    with reader.rerun():
        field.fill("Mine")
        field.press("Enter")
    assert reader.query["own"] == MINE
    field.press("Control+z")
    reader.settle()
    assert reader.query["own"] == MINE
    field.fill("Mine")
    field.evaluate("field => field.blur()")
    with reader.rerun():
        reader.page.keyboard.press("Control+z")
    assert "own" not in reader.query
    with reader.rerun():
        reader.page.keyboard.press("Control+Shift+z")
    assert reader.query["own"] == MINE


@pytest.mark.parametrize("text", [
    "no JSON", "{}", "[null, 1, [], {}]", json.dumps([{"name": 1}]),
    json.dumps([{"name": "<img src=x onerror=alert(1)>", "plan": "constructor", "own": "1~nowhere",
                 "at": "never"}])], ids=range(5))
def test_what_another_page_has_put_there_does_no_harm(visit: Visit, text: str) -> None:
    reader = writing(visit)
    reader.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    keep(reader, text)
    reader.open(plan="us-28-point", view="write", own=OWN, on="2025-11-21")
    unfolded(reader)
    links = reader.page.locator(".st-key-editor li a")
    if "nowhere" not in text:
        assert links.count() == 0
        expect(reader.page.get_by_text("Nothing is saved yet.")).to_be_visible()
        return
    expect(links).to_have_text("<img src=x onerror=alert(1)>")
    expect(reader.page.locator(".st-key-editor li small")).to_have_text("")
    links.click()
    expect(reader.page.get_by_text("There is no plan 'nowhere'")).to_be_visible()
    assert reader.query["own"] == OWN


def test_a_browser_that_keeps_nothing_says_so(first_visit: Visit) -> None:
    reader = first_visit()
    reader.page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }")
    unfolded(reader.open(plan="us-28-point", view="write", own=OWN, on="2025-11-21"))
    button(reader, "Save this version").click()
    expect(reader.page.get_by_text("This browser does not let pages keep anything")).to_be_visible()
    assert kept(reader) == []


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_target_is_large_enough_and_nothing_is_cut(visit: Visit, size: tuple[int, int]) -> None:
    reader = writing(visit, size=size)
    long = "A name of a plan that is as long as the page lets a name be, so"
    keep(reader, json.dumps([{"name": long, "plan": "us-28-point",
                              "own": OWN, "at": "2026-11-30T10:00:00Z"}]))
    reader.open(plan="us-28-point", view="write", own=OWN, on="2025-11-21")
    unfolded(reader)
    section = reader.page.locator(".st-key-editor details > section")
    section.scroll_into_view_if_needed()
    edges = section.bounding_box()
    assert edges is not None
    assert edges["x"] + edges["width"] <= size[0]
    for target in section.locator("a, button").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        assert edges["x"] <= box["x"]
        assert box["x"] + box["width"] <= edges["x"] + edges["width"] + 1
