"""A reader's own plan in a third language: of what is shown, only what the reader typed stays as it is."""

import json
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from geo.outcomes.outcome import outcome_of
from geo.plans.custom import marked
from geo.plans.decision_table import Condition, Disposition
from geo.plans.edit.draft import Draft, opened, ordered, scenario_of
from geo.plans.interpretations import choices, interpreted
from geo.plans.library import Library
from geo.plans.named import scenario_named
from geo.plans.overlay import Band, Baseline, Neighbour
from geo.plans.scenario import Scenario
from geo.plans.toml_file import read_plan, write_plan
from geo.status import Holder, Status
from geo.world import World
from geo.zones.ground import Ground
from layers.bundle.briefing import contents
from layers.captions.alt_text import alt_text
from layers.captions.citation import citation
from layers.card.card import card_of_request
from layers.export.geojson import geojson
from layers.language import Language
from layers.one_file.page_context import reading
from layers.plate.plate import plate
from layers.plate.scene import scene_of
from layers.request import ExportRequest
from layers.svg.signs import Signs
from layers.text.headline import kicker, summary, title
from tests.layers.export.test_pseudo_files import plain
from tests.layers.plate.test_plates import texts
from tests.support.files.export_requests import DAY, PLANS
from tests.support.pseudo import countries, left, pseudo_language, pseudo_world, strings

pytestmark = pytest.mark.slow

NAME = "Typed by hand"
TYPED = frozenset(NAME.split())
EARLIER = date(2022, 2, 23)
DONETSK, CRIMEA = Condition("UA-14", Holder.UKRAINE), Condition("UA-43", Holder.RUSSIA)
KHERSON = Condition("UA-65", Holder.RUSSIA, Holder.UKRAINE)
EDITS: dict[str, Draft] = {
    "a name only": Draft("freeze", name=NAME),
    "one part": Draft("us-28-point", ordered({DONETSK: Disposition(Status.UKRAINIAN)}), name=NAME),
    "two parts and no name": Draft("istanbul-2022", ordered({
        DONETSK: Disposition(Status.HANDED_OVER), CRIMEA: Disposition(Status.OPEN)})),
    "an earlier day": Draft("e3-counter", ordered({KHERSON: Disposition(Status.RETURNED)}), None, EARLIER,
                            NAME),
    "buffers on both lines": Draft("freeze", (), (Band(Baseline.LINE_OF_CONTACT, 5.0, 2.0),
                                                  Band(Baseline.PLAN_LINE, 3.0, 3.0)), None, NAME),
    "a border strip": Draft("us-28-point", (), (Band(Baseline.INTERNATIONAL_BORDER, 10.0, 0.0,
                                                     (Neighbour.RUSSIA, Neighbour.BELARUS)),)),
    "no buffer": Draft("kellogg-buffer", (), (), None, NAME),
    "walls": Draft("20-point-zone", name=NAME, walls=(Baseline.LINE_OF_CONTACT, Baseline.PLAN_LINE)),
}


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return pseudo_language(tmp_path_factory.mktemp("locale"))


@pytest.fixture(scope="module")
def regions(world: World) -> frozenset[str]:
    return frozenset(world.regions.index)


@pytest.fixture(scope="module")
def shown(
    world: World, library: Library, ground_on: Callable[..., Ground], language: Language
) -> Callable[[Scenario], ExportRequest]:
    there = pseudo_world(world)
    return lambda made: ExportRequest(
        there, library.with_plan(made), ground_on(DAY), outcome_of(world, made, ground_on(DAY)), language,
        address="https://example.org/atlas")


def words_of(plan: Scenario) -> list[str]:
    return [plan.title, plan.short_title, plan.sentence_title, plan.proposed_by, plan.summary,
            plan.caveat or "",
            *(rule.clause for rule in plan.rules), *(rule.note or "" for rule in plan.rules),
            *(item.clause or item.text or "" for item in plan.all_overlays),
            *(source.publisher for source in plan.sources), *(source.note or "" for source in plan.sources)]


def in_english(plan: Scenario, language: Language) -> set[str]:
    return {word for text in words_of(plan) for word in left(language.text(text), TYPED)}


@pytest.mark.parametrize("edit", EDITS)
def test_plate_briefing_and_files_have_no_english_word(
    edit: str, library: Library, regions: frozenset[str], shown: Callable[[Scenario], ExportRequest]
) -> None:
    draft = EDITS[edit]
    request = shown(scenario_of(draft, library[draft.base], regions))
    outcome, language = request.plan(), request.language
    drawn = [item.get_text() for item in texts(plate(request, scene_of(request)))]
    assert not {word for text in drawn for word in left(text, TYPED | countries())}
    told = contents(request)
    codes = frozenset({"font", "look", "language", *told["swatches"]})
    assert not plain(strings(told), codes).keys() - TYPED - countries()
    file = json.loads(geojson(request))
    found = [*strings(file["metadata"]), *(text for item in file["features"] for text in strings(
        item["properties"]))]
    assert len(found) > 100
    assert not {name: word for word, name in plain(iter(found)).items() if word not in TYPED | countries()}
    card, page = card_of_request(request), reading(request, Signs())
    said = [kicker(outcome, language), title(outcome, request.names, language), citation(request),
            summary(outcome, request.names, language), alt_text(request), card.title, card.description,
            page["caveat"], page["by"], page["short"]]
    assert not {word: text for text in said for word in left(text, TYPED | countries())}
    if draft.name:
        assert NAME in card.title
        assert any(NAME in text for text in drawn)
        assert NAME in told["plan"]
        assert NAME in file["metadata"]["title"]


@pytest.mark.parametrize(("base", "name"),
                         list(product(PLANS, ("", NAME, "Щ" * 60))))
def test_every_plan_that_was_edited(base: str, name: str, library: Library, regions: frozenset[str],
                                    language: Language) -> None:
    """Also after it was written to a file and read again, whether the base is known there or not."""
    made = scenario_of(Draft(base, ordered({DONETSK: Disposition(Status.OPEN)}), name=name), library[base],
                       regions)
    assert not in_english(made, language)
    again = read_plan(write_plan(made), "own.toml", regions)
    assert again == made
    other, draft = opened(again, library.plans, regions)
    assert words_of(scenario_of(draft, other, regions)) == words_of(made)
    assert not in_english(scenario_of(draft, other, regions), language)


@pytest.mark.parametrize("base", PLANS)
def test_a_file_of_a_plan_and_an_edit_of_it(base: str, library: Library, regions: frozenset[str],
                                            language: Language) -> None:
    """What a file says of itself is translated where the catalogue has it; our marks always are."""
    brought = marked(library[base].model_copy(update={"title": NAME, "short_title": NAME}))
    assert not in_english(brought, language)
    read = marked(read_plan(write_plan(brought), "own.toml", regions))
    assert read == brought
    assert not in_english(read, language)
    edited = scenario_of(Draft("own", ordered({DONETSK: Disposition(Status.OPEN)})), brought, regions)
    assert language.text(edited.title) != edited.title
    assert not in_english(edited, language)


def test_a_plan_named_by_its_file(tmp_path: Path, library: Library, regions: frozenset[str],
                                  language: Language) -> None:
    made = scenario_of(EDITS["two parts and no name"], library["istanbul-2022"], regions)
    (tmp_path / "own.toml").write_bytes(write_plan(made))
    found = scenario_named(str(tmp_path / "own.toml"), library, regions)
    assert found == made
    assert not in_english(found, language)


def test_text_that_only_looks_like_ours_is_bounded(language: Language, library: Library) -> None:
    """A file can nest our marks as deep as it likes, and a name can have their words and braces."""
    nested = "Own plan: " * 59 + "{x}"
    plan = marked(library["freeze"].model_copy(update={"title": nested, "summary": "Own plan: " * 199 + "x"}))
    assert plan.title == nested
    assert language.text(plan.title).endswith("{x}")
    assert len(language.text(plan.summary)) > 1_900


@pytest.mark.parametrize("plan", PLANS)
def test_titles_of_every_interpretation(plan: str, library: Library, language: Language) -> None:
    for item, options in choices(library[plan]):
        for option in options[1:]:
            read = interpreted(library[plan], {item.id: option.id})
            assert option.label in read.title
            assert language.text(read.title) != read.title
            assert not in_english(read, language)
