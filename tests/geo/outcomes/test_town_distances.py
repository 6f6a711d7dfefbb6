"""The distance of towns from the line, and the share of their people in a strip along it."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely

from geo.control.record import Control
from geo.outcomes.outcome import apply
from geo.outcomes.settlements import (
    Distance,
    Inside,
    distance,
    held_places,
    inside_band,
    settlements_in,
)
from geo.plans.library import Library
from geo.plans.overlay import Band, Baseline, Neighbour
from geo.world import World
from geo.zones.survey import survey
from layers.html.town_card import town_card
from layers.language import Language
from layers.text.affected import affected
from layers.text.towns import distance_words, sentence, share_words
from tests.conftest import DAYS
from tests.support.worlds import toy
from tests.support.worlds.overlays import buffer_of
from tests.support.worlds.towns import TOWNS, CardOn, OutcomeOn, PlacesOn

pytest_plugins = ["tests.support.worlds.towns"]

BUFFERED = "kellogg-buffer"
FIFTEEN_KM = {BUFFERED, "indonesia-2023"}
"""Plans with a buffer of 15 km on both sides of the line of contact."""

# From the centre of a town to the line on each day, as read off a map. The archive's outline is 19.0 km from
# Kramatorsk on 21 November 2025. The nearest line to Henichesk before 2022 is on the Arabat Spit (the Syvash
# is water), to Enerhodar the shore of the former reservoir.
KM = {
    "Pokrovsk": ((38, 42), (22, 26), (0, 0), (7, 10)), "Myrnohrad": ((36, 40), (16, 20), (3, 6), (9, 13)),
    "Kramatorsk": ((46, 51), (23, 27), (18.5, 21), (14, 16)),
    "Avdiivka": ((1, 4), (11, 14), (29, 33), (34, 38)),
    "Kherson": ((89, 95), *3 * [(4, 6)]), "Enerhodar": ((152, 162), *3 * [(3, 5)]),
    "Henichesk": ((37, 41), *3 * [(112, 125)]), "Sevastopol": ((160, 175), *3 * [(220, 240)]),
    "Vasylivka": ((140, 160), *3 * [(15.1, 20)]), "Pokrovka": ((145, 165), *3 * [(11, 14.9)]),
    "Pokrovske": ((150, 170), *3 * [(4, 8)]),
}

SHARE = {  # of its people within 15 km, summed over its parts inside the strip on the map
    "Pokrovsk": (0, 0, 1, 1), "Myrnohrad": (0, 0, 1, 1), "Kramatorsk": (0, 0, 0.0085, 0.4533),
    "Avdiivka": (1, 1, 0, 0), "Kherson": (0, 1, 1, 1), "Enerhodar": (0, 1, 1, 1), "Henichesk": (0, 0, 0, 0),
    "Sevastopol": (0, 0, 0, 0), "Vasylivka": (0, 0, 0, 0), "Pokrovka": (0, 1, 1, 1),
    "Pokrovske": (0, 1, 1, 1),
}

every_day = pytest.mark.parametrize("day", DAYS, ids=str)
every_town = pytest.mark.parametrize("town", TOWNS)


@every_town
def test_a_distance_is_that_of_the_point_on_the_map(
    town: str, card_on: CardOn, places_on: PlacesOn, outcome_on: OutcomeOn, english: Language
) -> None:
    """As read off a map, measured from the position shown on the card."""
    for day, (least, most) in zip(DAYS, KM[town], strict=True):
        card = card_on(town, day)
        assert card.distance is not None
        assert least <= card.distance.km <= most
        assert card.as_dict(english)["distance_to_line_km"] == round(card.distance.km, 1)
        parts = places_on(day).table[places_on(day).table["settlement"] == TOWNS[town][0]]
        assert card.distance.cut == (parts["holder"].nunique() > 1)
        if not card.distance.cut:
            chain = shapely.segmentize(outcome_on("freeze", day).ground.contact.geometry.union_all(), 0.001)
            assert card.distance.km == pytest.approx(
                haversine_km(card.lon, card.lat, chain), abs=0.1, rel=0.003)
            assert card.distance.nearest_km - 1e-9 <= card.distance.km <= card.distance.furthest_km + 0.01


def haversine_km(lon: float, lat: float, line: shapely.Geometry) -> float:
    """Return the distance from a point to the nearest vertex of a line on a sphere."""
    x, y = np.radians(shapely.get_coordinates(line)).T
    here = np.radians([lon, lat])
    half = np.sin((y - here[1]) / 2) ** 2 + np.cos(y) * np.cos(here[1]) * np.sin((x - here[0]) / 2) ** 2
    return float(2 * 6371.0 * np.arcsin(np.sqrt(half)).min())


@pytest.mark.parametrize("held, expected", [
    (toy.right_half(), {"a": 11.18, "b": 5, "c": 10, "d": 2.5, "e": 2.5}),
    (toy.held(shapely.Polygon()), dict.fromkeys("abcde")),
], ids=["a line", "no line"])
def test_in_the_toy_world_distances_are_those_in_the_drawing(
    held: Control, expected: dict[str, float | None], toy_world: World
) -> None:
    outcome = apply(toy.identity(), survey(toy_world, held))
    places = held_places(toy_world, held, {}).table
    found = {}
    for place in expected:
        away = distance(outcome, places.loc[[place]], toy_world.cities.loc[place])
        found[place] = away.km if away else None
    assert found == pytest.approx(expected, abs=0.01)


@every_day
@every_town
def test_a_sentence_about_a_strip_gives_the_share_of_people_inside(
    town: str, day: date, card_on: CardOn, library: Library, english: Language
) -> None:
    """Only if the plan has a buffer; once per town, or per part of a town cut by the line."""
    share = SHARE[town][DAYS.index(day)]
    words = f"{share_words(share, english)} of its people lived within 15 km of the line of contact"
    for under_plan in card_on(town, day).under_plans:
        if under_plan.plan in FIFTEEN_KM:
            assert under_plan.in_strip == pytest.approx(share * TOWNS[town][2], abs=5)
            assert under_plan.sentence.count(words) == len(under_plan.rules)
        elif library[under_plan.plan].main_buffer is None:
            assert under_plan.in_strip is None
            assert "km" not in under_plan.sentence
        else:
            assert under_plan.in_strip is not None


@every_day
def test_map_list_and_sentence_have_the_same_people_in_a_strip(
    day: date, world: World, library: Library, outcome_on: OutcomeOn, places_on: PlacesOn,
    names: dict[str, str], english: Language
) -> None:
    """For every settlement with parts on both sides of the strip's edge, and some wholly in or out."""
    outcome = outcome_on(BUFFERED, day)
    buffer = buffer_of(outcome)
    drawn, places = buffer.shape, places_on(day).table
    inside = shapely.contains_xy(drawn, places["lon"], places["lat"])
    on_the_map = places["population"].where(inside, 0).groupby(places["settlement"]).sum()
    rows = settlements_in(outcome, world, buffer.band)
    in_the_list = rows.groupby("settlement")["population"].sum().reindex(on_the_map.index, fill_value=0)
    # The drawn strip ends at the coast, and some points lie just off it: compare only settlements
    # without such parts.
    ashore = shapely.contains_xy(world.regions.geometry.union_all(), places["lon"], places["lat"])
    whole = pd.Series(ashore, places.index).groupby(places["settlement"]).all()
    assert in_the_list[whole].equals(on_the_map[whole])
    share = on_the_map / world.cities["population"]
    some = [*share.index[whole & (share > 0) & (share < 1)], *share.index[whole & (share == 1)][:3],
            *share.index[whole & (share == 0)][:3]]
    assert len(some) > 6
    for settlement in some:
        card = town_card(settlement, places_on(day), outcome, library, world, names, english)
        under_plan = next(under_plan for under_plan in card.under_plans if under_plan.plan == BUFFERED)
        assert under_plan.in_strip == on_the_map[settlement], card.names
        if len(under_plan.rules) == 1:
            assert share_words(share[settlement], english) in under_plan.sentence
    listed = affected(outcome, world, names, english)[-1]
    assert listed.people.startswith(f"{in_the_list.sum():,} ")


def test_a_reader_s_own_width_applies(
    places_on: PlacesOn, outcome_on: OutcomeOn, library: Library, world: World, names: dict[str, str],
    english: Language
) -> None:
    """Kramatorsk lies 13 to 27 km from the line: nobody within 10, some within 20, all within 40."""
    day, said = DAYS[2], {}
    for km in (0, 10, 20, 40):
        card = town_card(TOWNS["Kramatorsk"][0], places_on(day), outcome_on("freeze", day), library, world,
                         names, english, km)
        said[km] = next(under_plan for under_plan in card.under_plans if under_plan.plan == BUFFERED)
    assert said[0].in_strip is None
    assert "km" not in said[0].sentence
    assert "None of its people lived within 10 km" in said[10].sentence
    assert 0.3 < (said[20].in_strip or 0) / 147_145 < 0.95
    assert "All of its people lived within 40 km" in said[40].sentence


def test_a_share_is_never_rounded_to_none_or_all(english: Language) -> None:
    assert [share_words(share, english) for share in (0, 1e-6, 0.0085, 0.5, 0.99999, 1)] == [
        "None", "Fewer than 0.1%", "0.8%", "50.0%", "More than 99.9%", "All"]


def test_parts_count_if_there_are_no_residents(toy_world: World, english: Language, library: Library) -> None:
    ground, band = survey(toy_world, toy.right_half()), Band(Baseline.LINE_OF_CONTACT, 3, 3)
    parts = held_places(toy_world, ground.control, {}).table.loc[["b", "d"]].assign(population=0)
    inside = inside_band(toy_world, toy.identity(), ground, band, parts)
    assert inside is not None
    assert inside.share == 0.5
    rule = library[BUFFERED].rules[-1]
    assert "All of its people" in sentence("X", rule, [Inside(band, 9, 9, 1, 1)], english)
    assert "km" not in sentence("X", rule, [], english)
    nowhere = survey(toy_world, toy.held(shapely.Polygon()))
    assert inside_band(toy_world, toy.identity(), nowhere, band, parts) is None


def test_a_sentence_says_which_side_pulls_back_how_far_from_which_line(
    library: Library, english: Language
) -> None:
    rule = library[BUFFERED].rules[-1]
    cases = {
        Band(Baseline.PLAN_LINE, 15, 15): "Half of its people lived within 15 km of the line the plan would "
                                          "leave, where both sides would pull back.",
        Band(Baseline.LINE_OF_CONTACT, 10, 5): "Half of its people lived in the buffer, where Ukraine would "
                                               "pull back 10 km and Russia 5 km from the line of contact.",
        Band(Baseline.PLAN_LINE, 0, 40): "Half of its people lived in the buffer, where Russia would pull "
                                         "back 40 km from the line the plan would leave.",
        Band(Baseline.INTERNATIONAL_BORDER, 10, 0, (Neighbour.RUSSIA,)):
            "Half of its people lived in the border strip: Ukrainian-held ground within 10 km of the border "
            "with Russia.",
    }
    for band, words in cases.items():
        said = sentence("X", rule, [Inside(band, 1, 2, 1, 2)], english)
        assert said.endswith(words.replace("Half", "50.0%"))


def test_the_wording_says_which_point_is_measured(english: Language) -> None:
    assert distance_words(None, english) == "no line on this date"
    assert distance_words(Distance(0, 0.4, 3, 10), english) == "the line runs through it"
    assert distance_words(Distance(5.9, 5.9, 5.9, 1), english) == "about 6 km"
    assert distance_words(Distance(18.96, 11.4, 25.3, 21), english) == (
        "about 19 km from its centre (the middle of where its people lived); its 21 parts lie 11 km to 25 km "
        "away")
