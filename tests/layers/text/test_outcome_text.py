"""Sentences about plans: neutral, conditional, and with the figures of the tables."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from geo.outcomes.figures import tally, total
from geo.outcomes.outcome import Outcome, apply, report
from geo.paths import LOCALE
from geo.plans.library import SCENARIOS
from geo.plans.overlay import OverlayKind
from geo.status import Side, Status
from geo.world import World
from geo.zones.ground import Ground
from layers.language import Language, load_language
from layers.selection import LAYERS
from layers.text.headline import MAX_CHARACTERS, kicker, regions_on, summary, title
from layers.text.legend import NOT_SHOWN, entries, tips
from layers.text.outcome import headlines, spread
from tests.conftest import DAYS
from tests.support.worlds import toy

DAY = DAYS[2]
PLANS = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
FORBIDDEN = re.compile(r"\b(?:will|shall|must|gains?|loses?|gives? up|wins?|ceded?|liberated|returns? to)\b")

OutcomeOn = Callable[[str, date], Outcome]

every_plan = pytest.mark.parametrize("plan", PLANS)
every_day = pytest.mark.parametrize("day", DAYS, ids=str)


@every_day
@every_plan
def test_headlines_are_short_conditional_and_neutral(
    plan: str, day: date, outcome_on: OutcomeOn, names: dict[str, str], english: Language
) -> None:
    """A plan is a text, not an event: 'would', never 'will', and no winner; the day is given separately."""
    outcome = outcome_on(plan, day)
    first, second = title(outcome, names, english), summary(outcome, names, english)
    for words in (first, second):
        assert not FORBIDDEN.search(words), words
        assert "{" not in words
        assert "  " not in words
    assert len(first) <= MAX_CHARACTERS, first
    assert not first.endswith(".")
    assert str(day.year) not in first
    assert "would" in first or "fixes no withdrawal" in first or "No territorial terms" in first
    assert len(re.findall(r"\.(?: |$)", second)) <= 2, second
    assert second == "" or second.endswith(".")
    above = kicker(outcome, english)
    assert outcome.scenario.title in above
    assert english.day(day) in above


@every_day
@every_plan
def test_the_headline_has_the_figures_of_the_table(
    plan: str, day: date, outcome_on: OutcomeOn, names: dict[str, str], english: Language
) -> None:
    """What each side would leave, without zeros; the last ground held in a region is described as such."""
    outcome = outcome_on(plan, day)
    line = title(outcome, names, english)
    for side, who, holder in ((Side.LEAVES, "Ukraine", "ukraine"), (Side.RETURNS, "Russia", "russia")):
        area_km2 = total(outcome.on_sides(side))["area_km2"]
        part = next((part for part in line.split("; ") if part.startswith(who)), "")
        assert bool(part) == (area_km2 >= 1)
        if not part:
            continue
        assert english.area(area_km2) in part
        regions = regions_on(outcome, side)
        stays = outcome.table[(outcome.table["holder"] == holder) & (outcome.table["side"] != side)
                              & outcome.table["region"].isin(regions)]["area_km2"].max()
        assert ("its last" in part) <= (not stays >= 1)
        named = [name for name in names.values() if re.search(rf"\b{name}\b", part)]
        assert set(named) <= {names[region] for region in regions}
        assert len(named) in {0, len(regions)}


@every_plan
def test_the_summary_covers_what_stays_out_and_what_is_open(
    plan: str, outcome_on: OutcomeOn, names: dict[str, str], english: Language, world: World
) -> None:
    outcome = outcome_on(plan, DAY)
    said = summary(outcome, names, english) + title(outcome, names, english)
    totals = report(outcome, world)["totals"]
    recognised = "recognised as Russian" in said or "which the United States would recognise" in said
    assert recognised == ("recognised" in totals)
    assert ("the line frozen, not recognised" in said) == ("frozen" in totals)
    assert ("its status left to later talks" in said) == ("deferred" in totals)
    silent = set(totals) == {"open"}
    assert ("the text leaves" in said or "The text leaves" in said or
            (silent and "No territorial terms" in said)) == ("open" in totals)


def test_regions_of_a_side_are_listed_largest_first(outcome_on: OutcomeOn, names: dict[str, str]) -> None:
    outcome = outcome_on("us-28-point", DAY)
    found = regions_on(outcome, Side.STAYS_OUT)
    sums = tally(outcome.on_sides(Side.STAYS_OUT), ["region"]).set_index("region")["area_km2"]
    assert list(sums.sort_values(ascending=False).index) == found


@pytest.mark.parametrize("plan, words", [
    ("us-28-point",
     "Ukraine would leave its last 6,330 km² of Donetsk; Russia would leave 1,820 km² elsewhere"),
    ("anchorage-2025",
     "Ukraine would leave its last 6,440 km² of Donetsk and Luhansk; Russia, 1,700 km² elsewhere"),
    ("freeze", "Neither side would withdraw from the ground it holds"),
    ("geneva-19-point", "No territorial terms have been published"),
    ("kellogg-buffer", "Both sides would pull back 15 km from the line of contact, 29,800 km² in all"),
    ("peace-formula", "Russia would leave all 113,000 km² that it holds"),
    ("e3-counter", "The text fixes no withdrawal and leaves territory to later talks"),
    ("russia-june-2024", "Ukraine would leave 20,400 km² in 4 regions"),
    ("us-april-2025", "Russia would leave 1,500 km² of Kharkiv and Mykolaiv"),
])
def test_known_plans_read_as_expected(
    plan: str, words: str, outcome_on: OutcomeOn, names: dict[str, str], english: Language
) -> None:
    assert words == title(outcome_on(plan, DAY), names, english)


def test_a_text_that_leaves_all_open_has_no_zeros_that_read_as_a_promise(
    outcome_on: OutcomeOn, world: World, english: Language
) -> None:
    """The Geneva text has two key figures: the open ground, and the line."""
    labels = [line.label for line in headlines(outcome_on("geneva-19-point", DAY), world, english)]
    assert labels == ["Left open by the text", "Line of contact"]


@every_plan
def test_key_figures_are_what_the_plan_moves_then_the_line(
    plan: str, outcome_on: OutcomeOn, world: World, english: Language
) -> None:
    outcome = outcome_on(plan, DAY)
    found = headlines(outcome, world, english)
    assert found[-1].label == "Line of contact"
    assert found[-1].value == english.length(outcome.ground.contact_km)
    assert len({line.label for line in found}) == len(found) <= 6
    buffer = [line for line in found if line.label.startswith("Buffer: within ")]
    assert len(buffer) == sum(item.band.kind is OverlayKind.BUFFER for item in outcome.bands)
    for line in found[:-1]:
        assert line.value.endswith("km²")
        assert (line.value == "0 km²") == (line.people == "")


def test_a_sentence_in_the_toy_world_by_hand(
    toy_ground: Ground, english: Language
) -> None:
    """Half of SE, 50 km², on 2 January 2020."""
    outcome = apply(toy.plan({"regions": [toy.SE], "holder": "ukraine", "status": "handed_over"},
                             {"holder": "russia", "status": "frozen"}, {"status": "ukrainian"}), toy_ground)
    names = {toy.NW: "North-west", toy.NE: "North-east", toy.SW: "South-west", toy.SE: "South-east"}
    assert title(outcome, names, english) == (
        "Ukraine would leave its last 50 km² of South-east"
    )
    assert summary(outcome, names, english) == (
        "50 km² would stay under Russian military control, the line frozen, not recognised."
    )
    assert spread(total(outcome.on_sides(Side.LEAVES)), english) == "40 to 64 km²"


def test_an_inference_is_marked_as_such(toy_ground: Ground, english: Language) -> None:
    names = dict.fromkeys((toy.NW, toy.NE, toy.SW), "elsewhere") | {toy.SE: "South-east"}
    for confidence in ("text", "report", "inferred"):
        rules = ({"holder": "russia", "status": "returned", "confidence": confidence},
                 {"status": "ukrainian", "confidence": "inferred"})
        said = summary(apply(toy.plan(*rules), toy_ground), names, english)
        assert ("What would happen in South-east is our inference" in said) == (confidence == "inferred")
        assert "elsewhere" not in said, "ground that nothing happens to needs no caution"


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Language:
    """A language in which every translated text starts with a mark."""
    folder: Path = tmp_path_factory.mktemp("locale")
    with (LOCALE / "atlas.pot").open("rb") as file:
        catalogue = read_po(file, locale="uk")
    for message in catalogue:
        if message.pluralizable:
            message.string = (f"¤{message.id[1]}",) * catalogue.num_plurals
        elif message.id:
            message.string = f"¤{message.id}"
    catalogue.fuzzy = False
    with (folder / "uk.po").open("wb") as file:
        write_po(file, catalogue)
    return load_language("uk", folder=folder)


@every_plan
def test_every_sentence_can_be_translated(
    plan: str, outcome_on: OutcomeOn, names: dict[str, str], world: World, marked: Language
) -> None:
    """Sentences, headlines, legend entries and hovers contain only translatable text."""
    outcome = outcome_on(plan, DAY)
    sentences = [title(outcome, names, marked), summary(outcome, names, marked)]
    assert all("¤" in part for part in sentences if part)
    for line in headlines(outcome, world, marked):
        assert line.label.startswith("¤")
        assert all("¤" in part for part in (line.people, line.detail) if part)
    for entry in entries(outcome, marked, frozenset(LAYERS), frozenset(names)):
        assert entry.words.startswith("¤")
    for region, status, held in tips(outcome, names, marked, frozenset(names)).values():
        assert region in names.values()
        assert status.startswith("¤")
        assert held.startswith("¤")


def test_the_legend_shows_exactly_what_the_map_does(
    outcome_on: OutcomeOn, names: dict[str, str], english: Language
) -> None:
    """One entry per status in the regions shown; lines only if their layer is on."""
    outcome = outcome_on("us-28-point", DAY)
    whole = [entry.words for entry in entries(outcome, english, frozenset(LAYERS), frozenset(names))]
    assert len(whole) == len(set(whole))
    assert len([words for words in whole if "contact" in words.lower() or "dividing line" in words]) == 2
    crimea = entries(outcome, english, frozenset(), frozenset({"UA-43"}))
    assert crimea[0].words == "Russian-held; recognised as Russian (de facto)"
    assert crimea[1].words == english.text(NOT_SHOWN)
    assert len(crimea) == 3, "the status, what is not shown, and the border that is always drawn"
    assert {Status(row.status) for row in outcome.table[outcome.table["region"] == "UA-43"].itertuples()} == {
        Status.RECOGNISED
    }
