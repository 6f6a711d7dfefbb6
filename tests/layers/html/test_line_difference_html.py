"""The table comparing two lines: the figures match what the headings promise."""

from dataclasses import replace
from html.parser import HTMLParser
from itertools import permutations

import pytest

from geo.outcomes.observers import two_observers
from geo.world import World, control_for
from geo.zones.line_difference import gaps
from layers.html.line_difference import gaps_html, observers_words
from layers.language import Language, load_language
from tests.conftest import DAYS
from tests.support.worlds import toy


class Rows(HTMLParser):
    """The cells of a table, row by row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


def figure(cell: str) -> int:
    return int(cell.replace(",", "").replace("\N{MINUS SIGN}", "-"))


def check(html: str) -> list[int]:
    """Recompute every difference from the two figures in its row; return those in the table."""
    head, *body = Rows(html).rows
    assert head[-1] == "second − first"
    found = []
    for _name, first, second, only_first, only_second, difference in body:
        # Each figure is rounded separately, so the difference may be off by one.
        assert figure(difference) == pytest.approx(figure(second) - figure(first), abs=1)
        assert figure(difference) == pytest.approx(figure(only_second) - figure(only_first), abs=1)
        assert difference[0] in "+\N{MINUS SIGN}" or figure(difference) == 0
        found.append(figure(difference))
    return found


@pytest.mark.parametrize("units", ["km2", "mi2"])
def test_the_difference_is_the_second_figure_minus_the_first(
    units: str, world: World, names: dict[str, str]
) -> None:
    """For every pair of days in both directions, including the total."""
    language = load_language("en", units)
    lines = {str(day): control_for(world, day) for day in DAYS[1:]}
    signs = set()
    for first, second in permutations(lines, 2):
        html = gaps_html(gaps(world, lines[first], lines[second]), names, (first, second), language)
        signs |= {value > 0 for value in check(html) if value}
    assert signs == {True, False}, "otherwise only one sign is tried"


def test_a_line_with_more_ground_has_a_positive_difference(toy_world: World, english: Language) -> None:
    """The toy world by hand: no ground first, 50 km² second."""
    names = dict.fromkeys(toy_world.regions.index, "Here")
    nothing = toy.held(toy.box_km(0, 0, 0, 0))
    table = gaps(toy_world, nothing, toy.right_half())
    assert check(gaps_html(table, names, ("none", "half"), english)) == [50, 50]
    table = gaps(toy_world, toy.right_half(), nothing)
    assert check(gaps_html(table, names, ("half", "none"), english)) == [-50, -50]


def test_the_sentence_on_two_observers_counts_one_none_and_many(world: World, english: Language) -> None:
    found = two_observers(world, DAYS[2])
    one = replace(found, settlements=found.settlements.head(1))
    none = replace(found, settlements=found.settlements.head(0))
    assert f"on {len(found.settlements)} settlements" in observers_words(found, english)
    assert "differ on 1 settlement, where" in observers_words(one, english)
    assert "every settlement on the same side" in observers_words(none, english)
