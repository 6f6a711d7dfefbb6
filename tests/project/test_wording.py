"""Neutral words everywhere, and a word for every member of every closed list."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from geo.errors import GeoError
from geo.plans.library import SCENARIOS
from geo.plans.scenario import Confidence, Group, Level, Term, TextStatus
from geo.status import Holder, Side, Status
from geo.world import World
from layers import selection
from layers.language import Language
from layers.style.statuses import STATUSES
from layers.style.styles import STROKES
from layers.text import credit, wording
from page.messages import HEADINGS
from tests.conftest import ROOT

AVOIDED = re.compile(
    r"\brussian territor(?:y|ies)\b|\bnew regions?\b|\bliberat\w+|\bceded?\b|\bcedes\b|\bceding\b"
    r"|\bseparatis\w+|\bregimes?\b|\bspecial (?:military )?operation\b",
    re.IGNORECASE,
)
"""Words that take a side; a plan's own words may stand between quotation marks."""

SPELLINGS = re.compile(
    r"\b(?:Kiev|Odessa|Kharkov|Lugansk|Zaporozhye|Zaporizhia|Nikolaev|Dnepr\w*|Lvov|Artemovsk"
    r"|Krasnoarmeysk)\b"
)
"""Names that are not from Ukrainian; people may search for them, we do not write them."""

QUOTED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»')

PLANS = sorted(SCENARIOS.glob("*.toml"), key=lambda path: path.stem)
CODE = [path for folder in ("geo", "layers", "page", "terminal")
        for path in sorted((ROOT / folder).rglob("*.py"))] + [ROOT / "app.py", ROOT / "cli.py"]


def texts_of_plan(value: object, key: str = "") -> Iterator[str]:
    """All words of a plan file, but for addresses."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from texts_of_plan(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from texts_of_plan(item, key)
    elif isinstance(value, str) and key != "url":
        yield value


def texts_of_code(path: Path) -> Iterator[str]:
    """All string constants of a module, docstrings included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_file_takes_no_side_in_its_own_words(path: Path) -> None:
    """Outside quotation marks; names of publishers may be what they are."""
    tree = tomllib.loads(path.read_text(encoding="utf-8"))
    for text in texts_of_plan(tree):
        assert text.count('"') % 2 == 0, f"quotation marks do not match: {text}"
        bare = QUOTED.sub("", text)
        assert not AVOIDED.search(bare), text
        assert not SPELLINGS.search(bare), text


@pytest.mark.parametrize("path", CODE, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_code_takes_no_side(path: Path) -> None:
    for text in texts_of_code(path):
        assert not AVOIDED.search(QUOTED.sub("", text)), text


def test_documents_take_no_side() -> None:
    for name in ("README.md", "data/SOURCES.md", "CHANGELOG.md"):
        text = QUOTED.sub("", (ROOT / name).read_text(encoding="utf-8"))
        assert not AVOIDED.search(text), name
        assert not SPELLINGS.search(text), name


def test_the_search_for_such_words_can_find_them() -> None:
    for text in ("the liberated town", "Ukraine ceded ground", "New regions", "the Kyiv regime",
                 "special military operation", "Russian territory"):
        assert AVOIDED.search(text)
    assert not AVOIDED.search(QUOTED.sub("", 'they wrote "ceded" and “new regions”'))
    assert not AVOIDED.search("Ukrainian forces precede; special economic zone; regimental")
    assert SPELLINGS.search("Kiev")
    assert not SPELLINGS.search("Kyiv, Odesa, Dnipro")


@pytest.mark.parametrize("words, members", [
    ({status: shown.phrase for status, shown in STATUSES.items()}, set(Status)),
    ({status: shown.short for status, shown in STATUSES.items()}, set(Status)),
    ({status: shown.town for status, shown in STATUSES.items()}, set(Status)),
    (wording.SIDE_WORDS, set(Side)), (wording.HOLDER_WORDS, set(Holder)),
    (wording.LEVEL_WORDS, set(Level)), (wording.CONFIDENCE_WORDS, set(Confidence)),
    (wording.GROUP_WORDS, set(Group)), (wording.TEXT_STATUS_WORDS, set(TextStatus)),
    (wording.TOPIC_WORDS, set(get_args(Term.model_fields["topic"].annotation))),
    ({status: shown.stays for status, shown in STATUSES.items() if shown.stays},
     {status for status in Status if status.side is Side.STAYS_OUT}),
    (selection.LAYER_WORDS, set(selection.LAYERS)),
], ids=["status", "short", "town", "side", "holder", "level", "confidence", "group", "text", "topic",
        "stays", "layer"])
def test_every_member_of_a_list_has_its_own_words(words: dict[str, str], members: set[str]) -> None:
    """None is missing, none is left over, and no two read the same."""
    assert set(words) == members
    assert all(words.values())
    assert len(set(words.values())) == len(words)


def test_every_side_has_a_holder_and_a_status_and_no_two_statuses_one_rank() -> None:
    assert all(side.holders for side in Side)
    assert {status.side for status in Status} == set(Side)
    assert len({status.rank for status in Status}) == len(Status)
    assert {side for side in Side if side.holders == set(Holder)} == {Side.OPEN}


def test_every_layer_of_regions_is_a_layer() -> None:
    assert set(selection.REGION_LAYERS) < set(selection.LAYERS)
    assert set(selection.DONBAS) <= set(selection.REGION_LAYERS)
    named = [region for ids in selection.REGION_LAYERS.values() for region in ids]
    assert len(named) == len(set(named))


def test_layers_show_each_region_just_once(world: World) -> None:
    regions = list(world.regions.index)
    shown = [selection.shown_regions(regions, frozenset({layer})) for layer in selection.REGION_LAYERS]
    assert sorted(region for part in shown for region in part) == regions
    assert selection.shown_regions(regions, frozenset(selection.LAYERS)) == set(regions)
    assert selection.shown_regions(regions, frozenset()) == frozenset()
    assert selection.shown_regions(regions, frozenset({"crimea"})) == {"UA-43", "UA-40"}


def test_every_fault_has_a_heading() -> None:
    """One table from error to what the reader sees; subclasses stand before their base."""
    kinds = list(HEADINGS)
    assert kinds[-1] is GeoError
    for number, kind in enumerate(kinds):
        assert not any(issubclass(kind, earlier) for earlier in kinds[:number]), kind


def test_a_recognition_says_how_far_it_goes(english: Language) -> None:
    for level in Level:
        assert wording.LEVEL_WORDS[level] in wording.status_words(english, "recognised", level)
    assert wording.status_words(english, "frozen") == STATUSES[Status.FROZEN].phrase


def test_the_disclaimer_is_ours_and_whole() -> None:
    assert wording.DISCLAIMER == (
        "Boundaries, names and designations do not imply endorsement or recognition by the authors. "
        "Plan zones show what a text says, as interpreted in the notes."
    )


def test_people_are_said_to_be_those_of_before() -> None:
    """Always with the year and the words of the issue."""
    for part in ("lived there before the full-scale invasion", "1 January 2022", "1 January 2014"):
        assert part in wording.PEOPLE_NOTE


def test_the_credit_names_every_source_that_asks_for_it(world: World, english: Language) -> None:
    line = credit.line_source(world.record.origin, english)
    for source in ("DeepStateMap.live", "Natural Earth", "OCHA", "CC BY-IGO", "State Statistics Service",
                   "Central Election Commission", "GeoNames (CC BY 4.0)"):
        assert source in line + credit.OTHER_SOURCES


def test_the_line_of_contact_is_dashed_and_the_border_is_not() -> None:
    assert any(stroke.dash for stroke in STROKES["contact"])
    assert not any(stroke.dash for stroke in STROKES["outline"])
