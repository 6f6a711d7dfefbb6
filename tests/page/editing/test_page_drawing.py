"""Drawing a zone without a browser: corners, text, card, file, and rejected input."""

from itertools import count
from typing import Any

from streamlit.testing.v1 import AppTest

from page.state.drawing import Act
from page.views.draw_zone import CORNERS, FAULT, TYPED, ZONE, do

SQUARE = [(37.2, 48.4), (38.1, 48.4), (38.1, 49.0), (37.2, 49.0)]
CODE = "37.2_48.4~38.1_48.4~38.1_49~37.2_49"
LISTS = count()
TEXT = "37.2 48.4\n38.1 48.4\n38.1 49.0\n37.2 49.0"


def script() -> None:
    """A page with this section alone, which receives the zone it stores, and does what a browser tells."""
    import streamlit as st

    from layers.choice import Choice
    from page.state import cache
    from page.state.drawing import take_new
    from page.views.draw_zone import corner_box, do, zone_card

    do(take_new(st.session_state.get("told")))

    choice = Choice(zone=st.session_state.get("zone", ""), view="zone")
    language = cache.language("en", "km2")
    corner_box(choice, language)
    zone_card(cache.workspace().outcome(choice.case), choice, language)


def page(**state: Any) -> AppTest:
    test = AppTest.from_function(script, default_timeout=60)
    for name, value in state.items():
        test.session_state[name] = value
    test.run()
    assert not test.exception
    return test


def press(test: AppTest, key: str) -> AppTest:
    test.button(key=key).click().run()
    assert not test.exception
    return test


def act(test: AppTest, *names: str) -> AppTest:
    """Do what a browser tells, each time with a list of its own."""
    acts = [{"number": number, "act": name} for number, name in enumerate(names, start=1)]
    test.session_state["told"] = {"id": f"list{next(LISTS)}", "acts": acts}
    test.run()
    assert not test.exception
    return test


def card(test: AppTest) -> str:
    return "".join(item.proto.body for item in test.get("html") if "Draw a zone" not in item.proto.body)


def said(test: AppTest) -> str:
    return " ".join(item.value.replace("\\", "").replace("\u2060", "") for item in test.warning)


def test_at_first_there_is_nothing_to_measure() -> None:
    test = page()
    assert (card(test), said(test)) == ("", "")
    assert test.text[0].value == "No corners yet."


def test_clicked_corners_can_be_listed_undone_and_closed() -> None:
    test = page(**{CORNERS: [*SQUARE, (36.0, 48.0)]})
    assert "36.0000 48.0000" in test.text[0].value
    act(test, "back")
    assert test.session_state[CORNERS] == SQUARE
    act(test, "close")
    assert test.session_state[ZONE] == CODE
    assert "The drawn zone" in card(test)
    assert "Kramatorsk" in card(test)
    act(test, "clear")
    assert (test.session_state[ZONE], test.session_state[CORNERS], card(test)) == ("", [], "")


def test_typed_coordinates_are_measured_like_clicked_ones() -> None:
    test = page()
    test.text_area(key=TYPED).set_value(TEXT).run()
    press(test, "zone-typed")
    assert test.session_state[ZONE] == CODE
    assert test.session_state[CORNERS] == SQUARE
    assert card(test) == card(page(**{ZONE: CODE}))


def test_a_zone_in_an_address_is_measured_at_once() -> None:
    test = page(**{ZONE: CODE})
    assert test.session_state[CORNERS] == SQUARE
    assert "What each plan would do to the drawn zone" in card(test)


def test_unusable_text_gives_a_message_and_the_last_zone_stays() -> None:
    test = page(**{ZONE: CODE})
    for text, words in (("48.4 37.2\n48.4 38.1\n49.0 38.1", "latitudes before longitudes"),
                        ("<script>alert(1)</script>", "is no pair 'longitude latitude': '<script>"),
                        ("20 50\n21 50\n21 51", "The zone lies outside Ukraine."),
                        ("37 48\n38 49\n38 48\n37 49", "Its sides cross: list")):
        test.text_area(key=TYPED).set_value(text).run()
        press(test, "zone-typed")
        assert words in said(test)
        assert test.session_state[ZONE] == CODE
        assert "Kramatorsk" in card(test)
    test.text_area(key=TYPED).set_value(TEXT).run()
    press(test, "zone-typed")
    assert (said(test), test.session_state[FAULT]) == ("", "")


def test_a_zone_in_an_address_that_lies_elsewhere_is_rejected() -> None:
    test = page(**{ZONE: "20_50~21_50~21_51"})
    assert said(test)
    assert card(test) == ""


def test_a_click_appends_a_corner_up_to_the_limit(monkeypatch: Any) -> None:
    kept: dict[str, Any] = {}
    monkeypatch.setattr("page.views.draw_zone.st.session_state", kept)
    do([Act("corner", (37.123456, 48.987654))] * 600)
    assert kept[CORNERS][0] == (37.1235, 48.9877)
    assert len(kept[CORNERS]) == 500
