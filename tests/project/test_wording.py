"""Neutral wording everywhere, and wording for every member of every enumeration."""

import ast
import re
import tomllib
from collections.abc import Iterator
from typing import get_args

import pytest

from geo.claims.published import Quantity
from geo.errors import GeoError
from geo.plans.library import SCENARIOS
from geo.plans.scenario import Confidence, Group, Level, Term, TextStatus
from geo.status import Holder, Side, Status
from geo.world import World
from layers import selection
from layers.language import Language
from layers.style.statuses import LEVELS, STATUSES
from layers.style.styles import STROKES
from layers.text import credit, wording
from page.messages import HEADINGS
from tests.conftest import ROOT, SHARED
from tests.geo.claims.test_claims import NAMED_BY_PLAN
from tests.geo.line_sources.test_line_kinds import SAID_IN_FILES
from tests.support.source import tree

AVOIDED = re.compile(
    r"\brussian territor(?:y|ies)\b|\bnew regions?\b|\bliberat\w+|\bceded?\b|\bcedes\b|\bceding\b"
    r"|\bseparatis\w+|\bregimes?\b|\bspecial (?:military )?operation\b",
    re.IGNORECASE,
)
"""Words that take a side; quotations from a plan are allowed in quotation marks."""

SPELLINGS = re.compile(
    r"\b(?:Kiev|Odessa|Kharkov|Lugansk|Zaporozhye|Zaporizhia|Nikolaev|Dnepr\w*|Lvov|Artemovsk"
    r"|Krasnoarmeysk)\b"
)
"""Names not derived from Ukrainian; readers may search for them, but the project does not use them."""

QUOTED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»')

SIDED = {"theirs", "enemy", "enemies", "invader", "aggressor", "occupier", "occupied", "annexed", "freed",
         "ceded", "regime", "rebel"}
"""Words that describe a side or its actions other than by who holds the ground; not allowed in code."""

PUBLISHED = {quantity.value for quantity in Quantity}
"""Published quantities under the names their publishers used, which this project does not choose."""

PLANS = sorted(SCENARIOS.glob("*.toml"), key=lambda path: path.stem)
ROOMS = ("geo", "layers", "server", "page", "terminal", "atlas", "tools", "benchmarks", "docs")
CODE = [*(path for folder in ROOMS for path in sorted((ROOT / folder).rglob("*.py"))),
        *(ROOT / name for name in ("app.py", "serve.py", "cli.py"))]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "data" / "SOURCES.md"]


def texts_of_plan(value: object, key: str = "") -> Iterator[str]:
    """Yield all text in a plan file except addresses."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from texts_of_plan(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from texts_of_plan(item, key)
    elif isinstance(value, str) and key != "url":
        yield value


def texts_of_code(module: ast.AST) -> Iterator[str]:
    """Yield all string constants of a module, including docstrings."""
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def identifiers(module: ast.AST) -> Iterator[str]:
    """Yield all names defined or used in a module, including columns and keys."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.alias):
            yield node.name
        elif isinstance(node, ast.arg | ast.keyword):
            yield node.arg or ""
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value


def takes_a_side(name: str) -> bool:
    """Return whether an identifier, split into words, contains one that takes a side."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)
    return bool(AVOIDED.search(" ".join(words)) or SIDED.intersection(word.lower() for word in words))


def test_a_plan_file_takes_no_side_in_its_own_words() -> None:
    """Quotations are exempt, and so are the names of publishers."""
    assert PLANS
    for path in PLANS:
        for text in texts_of_plan(tomllib.loads(path.read_text(encoding="utf-8"))):
            assert text.count('"') % 2 == 0, f"{path.stem}: quotation marks do not match: {text}"
            bare = QUOTED.sub("", text)
            assert not AVOIDED.search(bare), (path.stem, text)
            assert not SPELLINGS.search(bare), (path.stem, text)


def test_the_code_takes_no_side() -> None:
    """Neither in its text nor in the names of files, functions, variables and columns."""
    assert len(CODE) > 150
    for path, module in zip(CODE, map(tree, CODE), strict=True):
        assert not [text for text in texts_of_code(module) if AVOIDED.search(QUOTED.sub("", text))], path
        assert not set(filter(takes_a_side, {path.stem, *identifiers(module)} - PUBLISHED)), path


def test_the_tests_name_sides_only_by_who_holds_the_ground() -> None:
    """In identifiers; strings may quote what must not be written."""
    files = [path for path in sorted((ROOT / "tests").rglob("*.py")) if path.name != "test_wording.py"]
    assert len(files) > 150
    for path in files:
        names = {path.stem, *identifiers(tree(path))}
        assert not set(filter(takes_a_side, names)) - PUBLISHED.union(NAMED_BY_PLAN, SAID_IN_FILES), path


def test_bounds_have_their_usual_names() -> None:
    """MAX_ and MIN_, as everywhere else."""
    odd = re.compile(r"(^|_)(MOST|LEAST)(_|$)")
    assert odd.search("MOST_CARDS")
    for path in {*CODE, *(ROOT / "tests").rglob("*.py")} - {ROOT / "tests" / "project" / "test_wording.py"}:
        assert not list(filter(odd.search, identifiers(tree(path)))), path


def test_documents_take_no_side() -> None:
    assert {"README.md", "CHANGELOG.md", "methods.md"} <= {path.name for path in DOCUMENTS}
    for path in DOCUMENTS:
        text = QUOTED.sub("", path.read_text(encoding="utf-8"))
        assert not AVOIDED.search(text), path.name
        assert not SPELLINGS.search(text), path.name


def test_the_search_for_such_words_can_find_them() -> None:
    for text in ("the liberated town", "Ukraine ceded ground", "New regions", "the Kyiv regime",
                 "special military operation", "Russian territory"):
        assert AVOIDED.search(text)
    assert not AVOIDED.search(QUOTED.sub("", 'they wrote "ceded" and “new regions”'))
    assert not AVOIDED.search("Ukrainian forces precede; special economic zone; regimental")
    for name in ("theirs", "enemy_km2", "isOccupied", "NewRegions", "liberated_area", "special_operation"):
        assert takes_a_side(name)
    for name in ("special_zone", "ukrainian", "russian_held", "preceded", "region_news", "others"):
        assert not takes_a_side(name)
    assert SPELLINGS.search("Kiev")
    assert not SPELLINGS.search("Kyiv, Odesa, Dnipro")


@pytest.mark.parametrize("words, members", [
    ({status: shown.phrase for status, shown in STATUSES.items()}, set(Status)),
    ({status: shown.short for status, shown in STATUSES.items()}, set(Status)),
    ({status: shown.town for status, shown in STATUSES.items()}, set(Status)),
    (wording.SIDE_WORDS, set(Side)), (wording.HOLDER_WORDS, set(Holder)),
    ({level: (shown.words, shown.phrase) for level, shown in LEVELS.items()}, set(Level)),
    (wording.CONFIDENCE_WORDS, set(Confidence)),
    (wording.GROUP_WORDS, set(Group)), (wording.TEXT_STATUS_WORDS, set(TextStatus)),
    (wording.TOPIC_WORDS, set(get_args(Term.model_fields["topic"].annotation))),
    ({status: shown.stays for status, shown in STATUSES.items() if shown.stays},
     {status for status in Status if status.side is Side.STAYS_OUT}),
    (selection.LAYER_WORDS, set(selection.LAYERS)),
], ids=["status", "short", "town", "side", "holder", "level", "confidence", "group", "text", "topic",
        "stays", "layer"])
def test_every_member_of_an_enumeration_has_its_own_wording(words: dict[str, str], members: set[str]) -> None:
    """None is missing, there are no others, and no two are the same."""
    assert set(words) == members
    assert all(words.values())
    assert len(set(words.values())) == len(words)


def test_every_side_has_holders_and_statuses_and_ranks_are_unique() -> None:
    assert all(side.holders for side in Side)
    assert {status.side for status in Status} == set(Side)
    assert len({status.rank for status in Status}) == len(Status)
    assert {side for side in Side if side.holders == set(Holder)} == {Side.OPEN}


def test_every_layer_of_regions_is_a_layer() -> None:
    assert set(selection.REGION_LAYERS) < set(selection.LAYERS)
    assert set(selection.DONBAS) <= set(selection.REGION_LAYERS)
    named = [region for ids in selection.REGION_LAYERS.values() for region in ids]
    assert len(named) == len(set(named))


def test_each_region_belongs_to_exactly_one_layer(world: World) -> None:
    regions = list(world.regions.index)
    shown = [selection.shown_regions(regions, frozenset({layer})) for layer in selection.REGION_LAYERS]
    assert sorted(region for part in shown for region in part) == regions
    assert selection.shown_regions(regions, frozenset(selection.LAYERS)) == set(regions)
    assert selection.shown_regions(regions, frozenset()) == frozenset()
    assert selection.shown_regions(regions, frozenset({"crimea"})) == {"UA-43", "UA-40"}


def test_every_exception_has_a_heading() -> None:
    """In one table, in which subclasses come before their base class."""
    kinds = list(HEADINGS)
    assert kinds[-1] is GeoError
    for number, kind in enumerate(kinds):
        assert not any(issubclass(kind, earlier) for earlier in kinds[:number]), kind


def test_a_recognition_states_its_level(english: Language) -> None:
    for level in Level:
        assert f"({LEVELS[level].words})" in wording.status_words(english, "recognised", level)
        assert LEVELS[level].words in wording.status_words(english, "recognised", level, short=True)
        assert LEVELS[level].words in wording.town_words(english, Status.RECOGNISED, level, "Kherson")
        assert LEVELS[level].words in wording.stays_words(english, Status.RECOGNISED, level)
    for level in (Level.US_DE_FACTO, Level.US_DE_JURE):  # control is recognised, not the ground as Russian
        assert "as Russian" not in wording.status_words(english, "recognised", level)
    zone = wording.town_words(english, Status.DEMILITARISED, Level.INTERNATIONAL, "Kramatorsk")
    assert "would be internationally recognised as Russian" in zone
    assert wording.status_words(english, "frozen") == STATUSES[Status.FROZEN].phrase


def test_the_disclaimer_is_that_of_the_conventions() -> None:
    """The agreed sentence; tests of each kind of file search for this constant."""
    if not SHARED.is_dir():
        pytest.skip("the conventions are not beside this project")
    agreed = " ".join((SHARED / "conventions.md").read_text(encoding="utf-8").split())
    assert f'"{wording.DISCLAIMER}"' in agreed


def test_the_disclaimer_is_in_every_catalogue_and_document_that_repeats_it() -> None:
    """A change in one place must be repeated in the others."""
    for name in ("README.md", "locale/atlas.pot"):
        text = re.sub(r'"\s*"', "", (ROOT / name).read_text(encoding="utf-8"))
        assert wording.DISCLAIMER in " ".join(text.split()), name


def test_population_figures_are_dated() -> None:
    """They always come with the year, in the words of the issue."""
    for part in ("lived there before the full-scale invasion", "1 January 2022", "1 January 2014"):
        assert part in wording.PEOPLE_NOTE


def test_the_credit_names_every_source_that_requires_it(world: World, english: Language) -> None:
    line = credit.line_source(world.record.origin, english)
    for source in ("DeepStateMap.live", "geoBoundaries", "Kartographia", "CC BY-IGO",
                   "State Statistics Service", "Central Election Commission", "GeoNames (CC BY 4.0)"):
        assert source in line + credit.OTHER_SOURCES


def test_the_line_of_contact_is_dashed_and_the_border_is_not() -> None:
    assert any(stroke.dash for stroke in STROKES["contact"])
    assert not any(stroke.dash for stroke in STROKES["outline"])
