"""Sites that a plan itself decides on are marked on maps and plates, whoever wrote the plan."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from matplotlib.lines import Line2D
from matplotlib.text import Text

from geo.outcomes.difference import difference
from geo.outcomes.outcome import outcome_of
from geo.plans.edit.code import read_draft
from geo.plans.edit.draft import scenario_of
from geo.plans.library import Library
from geo.plans.scenario import Scenario
from geo.zones.sites import DecidedBy
from layers.bundle.registry import EXPORTS
from layers.captions.alt_text import alt_text
from layers.plate.canvas import blank, marks
from layers.plate.comparison import compared_plans, description, difference_scene, difference_sheet
from layers.plate.fonts import width_pt
from layers.plate.map import MARK
from layers.plate.plate import plate
from layers.plate.scene import scene_of
from layers.plate.sizes import SIZES, layout_of
from layers.plate.text import sheet_of
from layers.series.film import pixels
from layers.svg.signs import swatch
from layers.text.clauses import said_of_sites
from layers.text.difference import entries as difference_entries
from layers.text.legend import Spot, entries
from layers.web.difference_state import difference_state
from layers.web.map_state import map_state
from tests.support.files.export_requests import RequestOf

OWN = "1~freeze~site.ukraine.kherson-port~site.russia.zaporizhzhia-nuclear-plant"


def plans(library: Library, regions: frozenset[str]) -> list[Scenario]:
    draft = read_draft(OWN, library, regions, ())
    return [*library.plans.values(), scenario_of(draft, library["freeze"], regions)]


def test_map_legend_and_plate_mark_the_same_sites(request_of: RequestOf, library: Library) -> None:
    request = request_of("freeze")
    world, language = request.world, request.language
    for plan in plans(library, frozenset(world.regions.index)):
        asked = replace(request, outcome=outcome_of(world, plan, request.ground))
        state = map_state(asked.outcome, request.names, language, request.layers, "", "", None, None, "")
        ids = {item.site for item in plan.sites}
        assert set(state["sites"]) == ids
        assert {label.words for label in scene_of(asked).decided} == set(
            world.sites.loc[sorted(ids), language.name_column])
        signs = [entry.sign for entry in entries(asked.outcome, language, request.layers, request.shown)]
        assert signs.count(Spot()) == bool(ids), plan.id


def test_what_is_said_has_its_clause_once(request_of: RequestOf, library: Library) -> None:
    request = request_of("freeze")
    own = plans(library, frozenset(request.world.regions.index))[-1]
    outcome = outcome_of(request.world, own, request.ground)
    state = map_state(outcome, request.names, request.language, request.layers, "", "", None, None, "")
    assert state["sites"] == {
        "kherson-port": "Under Ukrainian control (the reader's own choice)",
        "zaporizhzhia-nuclear-plant": "Under Russian control (the reader's own choice)"}


PLANT, DAM, SPIT = "zaporizhzhia-nuclear-plant", "kakhovka-dam", "kinburn-spit"
CANAL = "north-crimean-canal"
EVERY, FIRST, SECOND = DecidedBy


@pytest.mark.parametrize(("first", "second", "wanted"), [
    ("us-28-point", "e3-counter", {PLANT: EVERY}),
    ("us-28-point", "europe-24-point", {PLANT: EVERY, DAM: SECOND, SPIT: SECOND}),
    ("europe-24-point", "us-28-point", {PLANT: EVERY, DAM: FIRST, SPIT: FIRST}),
    ("anchorage-2025", "musk-2022", {SPIT: FIRST, CANAL: SECOND}),
    ("freeze", "us-28-point", {PLANT: SECOND}),
    (None, "us-28-point", {PLANT: EVERY}),
    ("us-28-point", "us-28-point", {PLANT: EVERY}),
    ("freeze", None, {}),
])
def test_a_comparison_marks_the_sites_of_either_plan_and_says_whose(
    request_of: RequestOf, library: Library, first: str | None, second: str | None,
    wanted: dict[str, DecidedBy],
) -> None:
    """On the map, on the plate and in the legend."""
    request = request_of("freeze")
    plans = [library[plan] if plan else None for plan in (first, second)]
    found = difference(request.ground, *plans)
    names, language = request.world.sites[request.language.name_column], request.language
    state = difference_state(found, request.names, language, request.layers, "", "", None, "")
    assert state["sites"].keys() == wanted.keys()
    assert state["halves"] == {site: by for site, by in wanted.items() if by != EVERY}
    scene = difference_scene(compared_plans(found, request))
    assert {(label.words, label.by) for label in scene.decided} == {
        (names[site], by) for site, by in wanted.items()}
    legend = {entry.sign.by: entry.words for entry in
              difference_entries(found, language, request.shown, request.layers)
              if isinstance(entry.sign, Spot)}
    assert legend.keys() == set(wanted.values())
    told = description(compared_plans(found, request))
    assert all(names[site] in told for site in wanted)
    for by, plan in ((FIRST, plans[0]), (SECOND, plans[1])):
        assert by not in legend or (plan and legend[by].endswith(plan.short_title))


def test_a_tooltip_names_each_plan_with_what_it_says(request_of: RequestOf, library: Library) -> None:
    request = request_of("freeze")
    first, second = library["us-28-point"], library["europe-24-point"]
    said = [said_of_sites(plan, request.language) for plan in (first, second)]
    found = difference(request.ground, first, second)
    state = difference_state(found, request.names, request.language, request.layers, "", "", None, "")
    assert state["sites"][PLANT] == [f"{plan.short_title}: {words[PLANT]}"
                                     for plan, words in zip((first, second), said, strict=True)]
    assert state["sites"][DAM] == [f"{second.short_title}: {said[1][DAM]}"]
    alone = difference(request.ground, first, first)
    state = difference_state(alone, request.names, request.language, request.layers, "", "", None, "")
    assert state["sites"] == {PLANT: [said[0][PLANT]]}


def test_the_mark_of_one_plan_is_filled_on_its_side() -> None:
    """Left for the first, right for the second; so it is in the legend of the page, too."""
    dark = {}
    for by in DecidedBy:
        canvas = blank(60, 60)
        marks(canvas, np.array([[30.0, 30.0]]), 24, by)
        grey = np.asarray(pixels(canvas, 2), int).mean(-1)
        dark[by] = [bool(grey[60, x] < 100) for x in (54, 66)]
    assert dark == {EVERY: [False, False], FIRST: [True, False], SECOND: [False, True]}
    assert len({swatch(Spot(by)) for by in DecidedBy}) == len(DecidedBy)


@pytest.mark.parametrize("size", SIZES)
def test_a_plate_of_a_comparison_explains_all_marks_or_has_none(
    request_of: RequestOf, library: Library, size: str
) -> None:
    request = request_of("freeze", size=size)
    found = difference(request.ground, library["us-28-point"], library["europe-24-point"])
    compared = compared_plans(found, request)
    explained = {entry.sign.by for entry in difference_sheet(compared).legend if isinstance(entry.sign, Spot)}
    assert explained == {label.by for label in difference_scene(compared).marked(size)}
    assert bool(explained) != layout_of(size).brief


@pytest.mark.parametrize("plan", ["us-28-point", "europe-24-point", "musk-2022"])
@pytest.mark.parametrize("size", ["16x9", "a4-portrait"])
def test_every_mark_has_its_name_beside_it_and_the_alt_text_has_it_too(
    request_of: RequestOf, plan: str, size: str
) -> None:
    """No name lies on a mark, its own included."""
    request = request_of(plan, size=size)
    canvas = plate(request)
    texts = {text.get_text(): text for text in canvas.figure.findobj(Text)}
    spots = {(float(x), float(y)) for line in canvas.figure.findobj(Line2D) if line.get_marker() == "D"
             and line.get_markersize() == MARK * SIZES[size].map_scale
             for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)}
    named = [label.words for label in scene_of(request).decided]
    assert len(spots) == len(named) > 0
    for words in named:
        assert words in texts
        assert words in alt_text(request)
    reach = MARK * SIZES[size].map_scale * 0.9  # half of the diagonal, with the edge
    lines = {words: shapely.box(left, baseline - high * 0.7, left + width_pt(words, high), baseline)
             for words, text in texts.items()
             for (left, baseline), high in [(text.get_position(), text.get_fontsize())]}
    for x, y in spots:
        diamond = shapely.Polygon([(x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)])
        assert [words for words, box in lines.items() if box.intersects(diamond)] == []


@pytest.mark.parametrize("size", SIZES)
def test_a_plate_explains_the_mark_wherever_it_draws_one(request_of: RequestOf, size: str) -> None:
    request = request_of("us-28-point", size=size)
    signs = [entry.sign for entry in sheet_of(request).legend]
    drawn = 'id="decided-sites"' in EXPORTS["svg"].write(request).decode()
    assert drawn == (Spot() in signs)
    assert drawn != layout_of(size).brief


def test_a_region_that_is_not_shown_has_no_mark(request_of: RequestOf, names: dict[str, str]) -> None:
    request = request_of("us-28-point")
    elsewhere = frozenset(names) - {"UA-23"}
    state = map_state(request.plan(), names, request.language, request.layers, "", "", None, None, "",
                      elsewhere)
    signs = [entry.sign for entry in entries(request.plan(), request.language, request.layers, elsewhere)]
    assert state["sites"] == {}
    assert Spot() not in signs
