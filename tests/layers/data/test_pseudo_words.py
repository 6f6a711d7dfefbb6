"""A third language is one catalogue: no answer, message, correction or feed has a plain word in it."""

import re
from collections.abc import Callable
from dataclasses import asdict
from multiprocessing.reduction import ForkingPickler
from xml.etree import ElementTree as ET

import pytest

from geo.corrections.log import load_log
from geo.errors import GeoError
from geo.line_sources.reader import parse_control
from geo.outcomes.drawn_vertices import read_corners
from geo.plans.toml_file import read_plan
from geo.workspace import Workspace
from geo.world import World
from layers.data import changes
from layers.data.source import Live
from layers.glossary import explained
from layers.language import Language
from layers.reading.corrections import corrections_table
from layers.web.map_state import map_state
from tests.project.test_said import DAY, DRAWN, LIBRARIES_SAY, PLANS, left_in_english
from tests.support.files.export_requests import PLAN, RequestOf
from tests.support.files.hostile_lines import HOSTILE
from tests.support.pseudo import countries, left, pseudo_language, pseudo_world, strings

pytestmark = pytest.mark.slow

Run = Callable[..., tuple[int, str, str]]

ASKED: dict[str, set[str]] = {
    "figures us-28-point --explain": {"Liveuamap"}, "place Краматорськ": set(),
    "compare us-28-point e3-counter": set(),
    "readings us-28-point": {"four", "included", "kinburn", "left", "listed", "luhansk", "now",
                             "returned", "sevastopol", "withdrawn"},
    "rank": {"swap", "freeze"}, "alike us-28-point": set(), "together us-28-point": set(),
    "observers --on 2025-11-21": {"Liveuamap"}, "pullback --presets": set(), "solve shift --km2 1000": set(),
    "history today --from 2025-01-01 --step 300": set(), "corrections": set(), "glossary": set(),
    "scenarios": {"freeze", "swap", "today", "leaked", "published", "reported", "unpublished", "none"},
}
"""Commands, each with names and the single words among the identifiers that it prints."""

ID = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")
"""An identifier of several parts."""


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return pseudo_language(tmp_path_factory.mktemp("locale"))


@pytest.fixture(scope="module")
def there(world: World) -> World:
    return pseudo_world(world)


@pytest.mark.parametrize("line", ASKED)
def test_an_answer_of_the_terminal(line: str, run: Run, there: World, language: Language,
                                   monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("terminal.workspace.load_world", lambda: there)
    for module in ("terminal.answers", "terminal.workspace"):
        monkeypatch.setattr(f"{module}.load_language", lambda *_: language)
    code, out, err = run(*line.split(), "--language", "uk")
    assert (code, err) == (0, "")
    assert len(out) > 200
    assert not left(ID.sub("", out), ASKED[line] | countries())


@pytest.mark.parametrize("case", HOSTILE)
def test_a_message_on_a_line(toy_world: World, language: Language, case: str) -> None:
    data, *_ = HOSTILE[case]
    with pytest.raises(GeoError) as found:
        parse_control(data() if callable(data) else data, "a.bin", DAY, toy_world.regions_m)
    assert left_in_english(found.value.words, language) in ("", *LIBRARIES_SAY)


@pytest.mark.parametrize("text", PLANS)
def test_a_message_on_a_plan(language: Language, text: str) -> None:
    with pytest.raises(GeoError) as found:
        read_plan(text.encode(), "own.toml", frozenset({"UA-14"}))
    assert left_in_english(found.value.words, language) in ("", *LIBRARIES_SAY)


@pytest.mark.parametrize("text", DRAWN)
def test_a_message_on_a_zone(language: Language, text: str) -> None:
    with pytest.raises(GeoError) as found:
        read_corners(text)
    assert not left_in_english(found.value.words, language)


def test_the_glossary_and_the_corrections(language: Language) -> None:
    terms = explained(language)
    table = corrections_table(load_log().corrections, language)
    assert len(terms) > 10
    assert len(table.rows) > 10
    said = [*(words for term in terms for words in term),
            *(text for key, text in strings(asdict(table)) if key != "kind")]
    assert not {word: text for text in said for word in left(text)}


def test_the_feed(work: Workspace, there: World, language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is written in English, but every word of it can be said in another language."""
    monkeypatch.setattr(changes, "load_language", lambda _: language)
    source = Live(work)
    source.world = there
    items = ET.fromstring(changes.changes_atom(source)).iter()  # noqa: S314 - our own file
    said = [item.text or "" for item in items
            if item.tag.partition("}")[2] in ("title", "content", "name", "rights")]
    assert len(said) > 20
    assert not {word: text for text in said for word in left(text)}


def test_the_state_of_a_map(request_of: RequestOf, there: World, language: Language) -> None:
    request = request_of(PLAN)
    names = language.regions(there.regions)
    state = map_state(request.plan(), names, language, request.layers, "", "", None, None, "")
    said = [text for _, text in strings(state["tips"])]
    assert len(said) > 20
    assert not {word: text for text in said for word in left(text)}


def test_a_language_can_be_handed_to_another_process(language: Language) -> None:
    again = ForkingPickler.loads(ForkingPickler.dumps(language))
    for count in (1, 2, 5, 10, 21):
        said = again.plural("{count} enclave", "{count} enclaves", count)
        assert said == language.plural("{count} enclave", "{count} enclaves", count)
        assert not left(said)
