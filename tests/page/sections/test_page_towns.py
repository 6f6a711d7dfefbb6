"""Towns on the page without a browser: search, candidates, card, address, list."""

import re
from datetime import date
from html import unescape

import pytest
import streamlit_folium
from streamlit.testing.v1 import AppTest

from geo.plans.library import Library
from page.parts.towns import OPEN
from page.state import cache
from tests.page.test_page import NASTY, part, visit, warnings, words

KRAMATORSK, POKROVSK, KHERSON = "UA1412009001", "UA1416021001", "UA6510015001"
CARD = "What happens to "
LYMANS = {"UA1412011001", "UA6326009001", "UA5104009001", "UA6326005005"}


def card(page: AppTest) -> str:
    """Return the HTML of the town card, with plain spaces, or an empty string."""
    found = [item.proto.body for item in page.get("html") if f"<h2>{CARD}" in item.proto.body]
    assert len(found) <= 1
    return "".join(found).replace("\N{NO-BREAK SPACE}", " ")


def heading(page: AppTest) -> str:
    found = re.findall(rf"<h2>({CARD}.*?)</h2>", card(page))
    return words(found[0]) if found else ""


def under_plans(page: AppTest) -> list[list[str]]:
    """Return plan, status and text of every row of the card."""
    body = card(page).partition("<tbody>")[2]
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>")[:-1])
    return [[unescape(re.sub(r"<[^>]+>", " ", cell)) for cell in row] for row in cells]


def ask(page: AppTest, query: str) -> AppTest:
    page.text_input(key="query").set_value(query).run()
    assert not page.exception
    return page


def plain(text: str) -> str:
    """Return text as rendered by Markdown."""
    return text.replace("\\", "").replace("\u2060", "")


def offered(page: AppTest) -> dict[str, str]:
    """Return the settlements offered, with the labels of their buttons."""
    return {button.key.removeprefix("town-"): plain(button.label) for button in page.button
            if button.key and button.key.startswith("town-")}


def said(page: AppTest) -> str:
    return " ".join(plain(item.value) for item in page.caption)


@pytest.fixture
def page() -> AppTest:
    return visit()


def test_at_first_there_is_a_search_box_and_no_card(page: AppTest) -> None:
    assert page.text_input(key="query").label == "Find a town, village, plant, dam or port"
    assert (card(page), offered(page)) == ("", {})
    assert "place" not in page.query_params


def test_the_first_paint_does_not_wait_for_the_search_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither does opening a card from an address; only a search needs the index."""
    cache.names.clear()
    asked = []
    monkeypatch.setattr("page.state.cache.load_names", lambda *_, **__: asked.append(1))
    visit(place=KRAMATORSK)
    cache.names.clear()
    assert asked == []


def test_a_raion_that_no_longer_exists_offers_the_places_of_the_name(page: AppTest) -> None:
    ask(page, "Миколаївка, Слов'янський район")
    assert card(page) == ""
    assert "No region, raion or hromada of today has this name" in said(page)
    assert any("Kramatorskyi raion, Donetsk" in words for words in offered(page).values())
    ask(page, "Лиманська громада, Донецька область")
    assert "is no settlement but an area: Lymanska hromada (Kramatorskyi raion, Donetsk) with" in said(page)
    assert next(iter(offered(page).values())).startswith("Lyman, Kramatorskyi raion")


@pytest.mark.parametrize("query", ["Краматорск", "Краматорськ", " kramatorsk ", KRAMATORSK])
def test_a_name_opens_the_card_with_a_row_for_every_plan(
    query: str, page: AppTest, library: Library
) -> None:
    ask(page, query)
    assert warnings(page) == []
    assert heading(page) == "What happens to Kramatorsk Краматорськ"
    assert [row[0] for row in under_plans(page)] == [plan.short_title for plan in library.plans.values()]
    assert page.query_params["place"] == KRAMATORSK
    lon, lat = map(float, page.query_params["at"].split())
    assert (lon, lat) == pytest.approx((37.58, 48.73), abs=0.02)
    assert offered(page) == {}


def test_an_address_with_a_place_shows_and_keeps_its_card(page: AppTest) -> None:
    again = visit(**dict(ask(page, "Kramatorsk").query_params))
    assert warnings(again) == []
    assert card(again) == card(page)
    assert again.query_params == page.query_params


def test_an_ambiguous_name_offers_candidates_and_the_chosen_one_opens(page: AppTest) -> None:
    """At most ten, with raion, region and population, largest first; they disappear when one is chosen."""
    ask(page, "Ivanivka")
    assert (card(page), warnings(page)) == ("", [])
    assert "Several places have this name. Which one?" in said(page)
    candidates = offered(page)
    assert len(candidates) == 10
    first, label = next(iter(candidates.items()))
    assert first == "UA4408005007"
    assert label == "Ivanivka, Rovenkivskyi raion, Luhansk: 7,040 residents before 2022"
    page.button(key=f"town-{first}").click().run()
    assert heading(page).startswith("What happens to Ivanivka")
    assert (offered(page), page.query_params["place"]) == ({}, first)


def test_a_village_called_like_a_part_of_a_city_comes_with_a_note(page: AppTest) -> None:
    ask(page, "Obolon")
    assert heading(page).startswith("What happens to Obolon")
    assert "'Obolon' may mean a raion within a city: Obolonskyi (Kyiv)." in said(page)
    assert list(offered(ask(page, "Saltivka"))) == ["UA6312027001"]


def test_a_typo_offers_similar_names(page: AppTest) -> None:
    ask(page, "Kramotorsk")
    assert card(page) == ""
    assert "Did you mean one of these?" in said(page)
    assert next(iter(offered(page))) == KRAMATORSK
    page.button(key=f"town-{KRAMATORSK}").click().run()
    assert heading(page).startswith("What happens to Kramatorsk")


@pytest.mark.parametrize("query", [
    *NASTY, "🙂🙂", "Краматорск" * 50, "", "   ", ",", "Kramatorsk, Lviv", "<script>alert(1)</script>",
], ids=range(len(NASTY) + 7))
def test_an_unknown_place_keeps_the_card_and_the_page(query: str) -> None:
    """The query is not repeated as anything that a browser would interpret."""
    page = ask(visit(place=KHERSON), query)
    assert warnings(page) == []
    assert heading(page).startswith("What happens to Kherson")
    assert page.query_params["place"] == KHERSON
    assert len(said(page)) < 1000
    assert not [item for item in page.get("html") if "<script>alert(1)" in item.proto.body]


@pytest.mark.parametrize("place", [
    "../../etc", "UA0000000000", "UA1412009001-1", "ua1412009001", "UA14120090011", "UA141200900١", "",
    *NASTY,
], ids=range(7 + len(NASTY)))
def test_garbage_for_a_place_gives_one_message_and_no_card(place: str) -> None:
    page = visit(place=place)
    (message,) = warnings(page)
    assert len(message) < 300
    assert "<" not in message.replace("\\<", "")
    assert card(page) == ""
    assert part(page, "<h1")


def test_another_day_changes_the_card(page: AppTest) -> None:
    """Pokrovsk: cut by the line on the day of the leak, Russian-held a year later, Ukrainian-held before."""
    ask(page, "Pokrovsk")
    row = {plan: text for plan, _status, text in under_plans(page)}
    assert "the line runs through it" in card(page)
    assert "the Ukrainian-held part of Pokrovsk" in row["US 28-point plan"]
    page.date_input(key="on-widget").set_value(date(2026, 8, 22)).run()
    assert "Russian-held as a whole since 22 February 2026" in card(page)
    assert "recognised as Russian (de facto)" in {p: t for p, _s, t in under_plans(page)}["US 28-point plan"]
    page.date_input(key="on-widget").set_value(date(2024, 7, 8)).run()
    assert "about 25 km from its centre" in card(page)
    assert page.query_params["place"] == POKROVSK


def test_units_change_the_distance_and_nothing_else(page: AppTest) -> None:
    before = card(ask(page, "Kramatorsk"))
    page.radio(key="units-widget").set_value("mi2").run()
    assert "about 21 km from its centre" in before
    assert "lie 13 km to 26 km away" in before
    after = card(page)
    for miles, kilometres in (("about 13 mi", "about 21 km"), ("lie 8 mi to 16 mi", "lie 13 km to 26 km")):
        assert miles in after
        after = after.replace(miles, kilometres)
    assert after == before


def test_the_card_is_the_same_under_every_plan_and_margin(page: AppTest, library: Library) -> None:
    """It describes the line as drawn, and all plans at once."""
    before = card(ask(page, "Myrnohrad"))
    page.radio(key=f"plan-{library['freeze'].group}").set_value("freeze").run()
    assert card(page) == before
    page.number_input(key="margin-widget").set_value(2.5).run()
    assert card(page) == before


def test_the_card_uses_a_readers_own_strip() -> None:
    """Pokrovka on Kinburn lies 14 km from the line: inside 15, outside 10."""
    page = visit(plan="kellogg-buffer", place="UA4806025003", strip="10")
    row = {plan: text for plan, _status, text in under_plans(page)}
    assert "It lies within 15 km" not in row["Kellogg 30 km buffer"]


@pytest.mark.parametrize("lon, lat, name", [
    (37.60, 48.74, "Kramatorsk"), (32.61, 46.65, "Kherson"), (31.5, 44.9, ""),
])
def test_a_click_opens_the_card_of_the_nearest_settlement(
    monkeypatch: pytest.MonkeyPatch, lon: float, lat: float, name: str
) -> None:
    """A click far out at sea finds none, and closes the open card."""
    monkeypatch.setattr(streamlit_folium, "_component_func",
                        lambda **_: {"last_clicked": {"lat": lat, "lng": lon}})
    page = visit(place=POKROVSK)
    assert warnings(page) == []
    assert heading(page).removeprefix(CARD).partition(" ")[0] == name


def test_the_list_is_shown_filtered_and_counted() -> None:
    """Opened, it has the zone's settlements; choosing a region and a kind shortens it."""
    assert not visit().dataframe
    page = visit(OPEN)
    assert warnings(page) == []
    assert page.selectbox(key="list-status").value == "demilitarised"
    table = page.dataframe[0].value
    assert list(table["Name"].head(3)) == ["Kramatorsk", "Sloviansk", "Kostiantynivka"]
    assert (len(table), table["Residents before 2022"].sum()) == (162, 730_092)
    assert "162 settlements, 730,000 residents before 2022" in said(page)
    page.multiselect(key="list-kinds").set_value(["city"]).run()
    assert len(page.dataframe[0].value) == 15
    page.selectbox(key="list-status").set_value("returned").run()
    page.multiselect(key="list-kinds").set_value([]).run()
    page.multiselect(key="list-regions").set_value(["UA-48"]).run()
    assert sorted(page.dataframe[0].value["Name"]) == ["Pokrovka", "Pokrovske", "Vasylivka"]


def test_the_list_follows_a_switch_of_plan(library: Library) -> None:
    """A status that the next plan lacks is dropped."""
    page = visit(OPEN)
    for plan in library.plans.values():
        page.radio(key=f"plan-{plan.group}").set_value(plan.id).run()
        assert warnings(page) == []
        assert len(page.dataframe[0].value) > 0
