"""Cards: a random view says in its card what it says on the page, and the card cannot be broken out of."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.case import RECORD
from geo.errors import GeoError
from geo.plans.edit.code import draft_code
from geo.plans.edit.draft import Draft
from geo.plans.library import TODAY
from geo.workspace import Workspace
from layers.address import query_of, read_query
from layers.card.card import Card, card_of, card_of_request, figure_words, is_ours, plain_card
from layers.card.head import with_card
from layers.choice import Choice
from layers.language import languages, load_language
from layers.parameter import Offered
from layers.plate.plate import room_of
from layers.plate.sizes import CARD, layout_of
from layers.plate.text import sheet_of
from layers.text.outcome import two_that_matter
from page.state import cache, rendered
from tests.conftest import DAYS
from tests.support.browsing.heads import Head
from tests.support.files.export_requests import HOSTILE, RequestOf
from tests.support.worlds.choices import PLANS, choices

BASE = "https://atlas.example.org"
PAGE = '<html lang="en"><head><title>Streamlit</title></head><body></body></html>'
FEW_DAYS = DAYS[2:]


@st.composite
def views(draw: st.DrawFn) -> Choice:
    """A random view on one of a few days, whose ground is cut once."""
    choice = draw(choices())
    other = None if choice.against_on is None else draw(st.sampled_from(FEW_DAYS))
    return replace(choice, on=draw(st.sampled_from(FEW_DAYS)), against_on=other, margin_km=1.0, line=RECORD,
                   language="en", zone="")


@pytest.fixture
def on_page(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the page use this session's workspace."""
    monkeypatch.setattr(cache, "workspace", lambda: work)
    monkeypatch.setattr(cache, "world", lambda: work.world)


@settings(max_examples=12, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(views())
def test_a_card_says_what_the_page_says(work: Workspace, on_page: None, choice: Choice) -> None:
    """Plan, day and the two figures over the map, for the address of a random view."""
    version = work.world.version
    offered = Offered(work.library, work.world.periods, languages(), frozenset(work.world.regions.index))
    read, faults = read_query(query_of(choice, version), offered, version)
    assert not faults
    try:
        words = (rendered.differing_words(*read.cases, "en", read.units) if read.view == "compare"
                 else rendered.words(read.case, "en", read.units))
    except GeoError:
        return  # the page shows no figures either
    card = card_of(read, work, load_language("en", read.units))
    head = Head(with_card(PAGE, card, BASE))
    assert head.title == f"{words.name} – Ukraine plan atlas"
    assert head.meta["og:title"] == words.name
    assert words.day in head.meta["og:description"]
    shown = two_that_matter(words.headlines)
    assert len(shown) == 2
    for item in shown:
        assert figure_words(item) in head.meta["og:description"]
        assert item.value in figure_words(item)
    query = parse_qsl(urlsplit(head.links["canonical"]).query, keep_blank_values=True)
    again, lost = read_query(dict(query), offered, version)
    assert not lost
    assert again == replace(read, mode="")


@pytest.mark.parametrize("code, place, words", [
    ("en", "UA1412009001", "Ukrainian forces would withdraw from Kramatorsk; "),
    ("uk", "UA1412009001", "Краматорськ: "),
    ("en", "zaporizhzhia-nuclear-plant", "Zaporizhzhia nuclear power plant: "),
    ("en", "UA0000000000", "Line of contact"),
])
def test_a_card_says_what_happens_to_the_place_of_the_address(
        work: Workspace, code: str, place: str, words: str) -> None:
    card = card_of(Choice(place=place, language=code), work, load_language(code))
    assert card.description.startswith(words)
    assert ".." not in card.description


def test_a_plan_of_ones_own_cannot_break_out_of_its_card(work: Workspace) -> None:
    said = Card("en", HOSTILE, HOSTILE, HOSTILE, "?own=" + '"><script>')
    text = with_card(PAGE, said, BASE)
    assert "<script" not in text
    assert "<img" not in text
    assert Head(text).meta["og:title"] == HOSTILE
    named = draft_code(Draft("freeze", {}, None, None, "<b>Mine</b>"))
    card = card_of(Choice(plan="freeze", own=named), work, load_language("en"))
    assert "<b>" not in with_card(PAGE, card, BASE)
    assert "&lt;b&gt;Mine" in with_card(PAGE, card, BASE)


def test_a_page_without_a_title_stays_as_it_is() -> None:
    said = Card("en", "a", "b", "c")
    assert with_card("<p>nothing</p>", said, BASE) == "<p>nothing</p>"


def test_a_card_without_figures_names_plan_and_day(work: Workspace) -> None:
    card = plain_card(Choice(plan="freeze", on=FEW_DAYS[0], line="archive"), work, load_language("en"))
    assert card.title == work.library["freeze"].title
    assert load_language("en").day(FEW_DAYS[0]) in card.description
    assert not is_ours(Choice(line="archive"))


def test_the_line_without_a_plan_has_a_card(request_of: RequestOf) -> None:
    card = card_of_request(request_of(TODAY))
    assert "21 November 2025" in card.description
    assert "km²" in card.description


@pytest.mark.parametrize("plan", PLANS)
def test_everything_has_room_on_the_picture(plan: str, request_of: RequestOf) -> None:
    """Figures and legend stand beside the map and do not reach into the sources."""
    request = request_of(plan, size=CARD, frame="affected", address=f"{BASE}/{'x' * 60}")
    layout, sheet = layout_of(CARD), sheet_of(request)
    gap, room = layout.text, room_of(layout, [sheet])
    height = layout.height - room.heading - room.foot - layout.margin * 1.5 - gap * 1.5
    tall = room.figures + gap * room.column * 0.7 + room.legend
    assert len(sheet.figures) == 2
    assert sheet.code is None
    assert tall <= height
