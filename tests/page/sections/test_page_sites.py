"""Sites on the page: found by any name, with a card and an address."""

import pytest
from streamlit.testing.v1 import AppTest

from geo.plans.library import Library
from tests.page.sections.test_page_towns import ask, card, heading, offered, page, under_plans
from tests.page.test_page import visit, warnings

__all__ = ["page"]


@pytest.mark.parametrize("query", ["ZNPP", "ЗАЕС"])
def test_a_site_has_a_card_and_an_address_too(query: str, page: AppTest, library: Library) -> None:
    ask(page, query)
    assert warnings(page) == []
    assert heading(page).startswith("What happens to Zaporizhzhia nuclear power plant")
    assert [row[0] for row in under_plans(page)] == [plan.short_title for plan in library.plans.values()]
    assert page.query_params["place"] == "zaporizhzhia-nuclear-plant"
    assert card(visit(**dict(page.query_params))) == card(page)


def test_an_address_with_an_unknown_site_says_so_and_shows_no_card() -> None:
    page = visit(place="no-such-site")
    assert card(page) == ""
    assert len(warnings(page)) == 1


def test_the_beginning_of_a_name_offers_the_site(page: AppTest) -> None:
    ask(page, "Azovst")
    assert "azovstal" in offered(page)
    page.button(key="town-azovstal").click().run()
    assert heading(page).startswith("What happens to Azovstal")
