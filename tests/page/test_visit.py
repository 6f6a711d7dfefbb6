"""A reader's own line leaves nothing behind after the visit."""


import ast
import gc
import weakref
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.cache import Key
from geo.case import Case, LineChoice
from geo.errors import LineError, UnclearLineError
from geo.line_sources.notes import Note, NoteKind
from geo.line_sources.reader import parse_control
from geo.world import World
from layers.choice import Choice
from layers.web.publish import Published
from page.state import kept as keeping
from page.state import slots
from page.state import visit as visiting
from page.state.files import shelf as the_shelf
from page.state.kept import is_private
from page.state.visit import MAX_LINES, Visit
from tests.conftest import ROOT
from tests.geo.line_sources.test_control_file import INLAND
from tests.geo.selection.test_line_selection import EAST, MIDDLE, features
from tests.support.files import line_files
from tests.support.source import tree


class Thing:
    """An object whose garbage collection can be observed."""


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def own_visit(monkeypatch: pytest.MonkeyPatch) -> Visit:
    """A visit that stands for the current reader's."""
    visit = Visit()
    for module in (keeping, visiting):
        monkeypatch.setattr(module, "visit", lambda: visit)
    return visit


def test_files_are_read_within_the_slots_of_surveys(
    own_visit: Visit, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = []

    def watched(*arguments: Any, **named: Any) -> Any:
        free.append(slots._surveying._free)
        return parse_control(*arguments, **named)

    monkeypatch.setattr(visiting, "parse_control", watched)
    own_visit.bring(line_files.geojson(INLAND), "mine.geojson", date(2025, 11, 21), world)
    assert free == [slots.SURVEYS_AT_ONCE.number() - 1]
    assert slots._surveying._free == slots.SURVEYS_AT_ONCE.number()


def test_what_is_unclear_is_read_once_and_chosen_from(
    own_visit: Visit, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, day = features((EAST, {"kind": "a", "day": "2025-11-20"}),
                            (MIDDLE, {"kind": "b", "day": "2025-11-21"})), date(2025, 11, 21)
    with pytest.raises(UnclearLineError, match="several dates") as first:
        own_visit.bring(content, "mine.geojson", day, world)
    assert [column.name for column in own_visit.offer(content, "mine.geojson", ())] == ["kind", "day"]
    one, other = (own_visit.bring(content, "mine.geojson", day, world, (("kind", kind),)) for kind in "ab")
    assert one != other
    monkeypatch.setattr(visiting, "parse_control", None)
    monkeypatch.setattr(visiting, "offer_in", None)
    with pytest.raises(UnclearLineError) as again:
        own_visit.bring(content, "mine.geojson", day, world)
    assert str(again.value) == str(first.value)
    assert own_visit.offer(content, "mine.geojson", ())
    own_visit.close()
    with pytest.raises(TypeError):
        own_visit.offer(content, "mine.geojson", ())


def test_after_a_visit_no_lines_results_or_files_are_left(own_visit: Visit, world: World) -> None:
    content = line_files.geojson(shapely.box(37.5, 47.5, 38.5, 48.5))
    called = own_visit.bring(content, "mine.geojson", date(2025, 11, 21), world)
    front = LineChoice(date(2025, 11, 21), 1.0, called)
    results = []

    @keeping.kept()
    def rests_on(_case: Case) -> Thing:
        thing = Thing()
        results.append(weakref.ref(thing))
        return thing

    @keeping.kept()
    def shapes(_front: LineChoice) -> Published:
        return the_shelf().publish("ground.json", b"{}", is_private=True)

    before = len(keeping.shared())
    rests_on(Case(front, "us-28-point"))
    name = shapes(front).name
    line = weakref.ref(own_visit._find(called))  # type: ignore[arg-type]
    assert rests_on(Case(front, "us-28-point")) is results[0]()
    assert len(results) == 1
    assert len(keeping.shared()) == before  # nothing based on the line is in the shared cache
    assert name in names(the_shelf().folder)
    own_visit.close()
    gc.collect()
    assert results[0]() is None
    assert line() is None
    assert name not in names(the_shelf().folder)
    with pytest.raises(LineError):
        own_visit.line(called, front.on)


def test_a_visit_that_is_garbage_collected_leaves_nothing_either() -> None:
    visit = Visit()
    published = visit.store(Key("s", (), is_private=True),
                            lambda: the_shelf().publish("ground.json", b"{}", is_private=True))
    assert published.name in names(the_shelf().folder)
    del visit
    gc.collect()
    assert published.name not in names(the_shelf().folder)


def test_a_readers_line_has_a_note_if_it_is_of_another_day(
    own_visit: Visit, world: World, request_of: object
) -> None:
    """The file is read once; the note depends on the date currently chosen."""
    from layers.export.geojson import geojson
    from tests.support.files.export_requests import PLAN

    content = geojson(request_of(PLAN, date(2025, 11, 21), parts=frozenset({"zones"})))  # type: ignore[operator]
    called = own_visit.bring(content, "export.geojson", date(2025, 11, 21), world)
    said = {day: own_visit.line(called, day).notes for day in (date(2025, 11, 21), date(2024, 7, 8))}
    other_day = Note(NoteKind.OUR_DAY, (("day", "2025-11-21"),))
    assert other_day not in said[date(2025, 11, 21)]
    assert other_day in said[date(2024, 7, 8)]
    assert own_visit.line(called, date(2024, 7, 8)).control.on == date(2024, 7, 8)
    assert own_visit.bring(content, "export.geojson", date(2024, 7, 8), world) == called
    assert own_visit.bring(content, "other.geojson", date(2024, 7, 8), world) != called


def test_a_visit_keeps_only_a_few_lines(own_visit: Visit, world: World) -> None:
    day, called = date(2025, 11, 21), []
    for number in range(MAX_LINES + 2):
        content = line_files.geojson(shapely.box(37.5, 47.5, 38.5 + number / 10, 48.5))
        called.append(own_visit.bring(content, "mine.geojson", day, world))
    for old in called[:2]:
        with pytest.raises(LineError):
            own_visit.line(old, day)
    for kept in called[2:]:
        assert own_visit.line(kept, day)


def test_an_argument_is_private_if_it_names_a_readers_line() -> None:
    day = date(2025, 11, 21)
    for line, expected in (("deepstate", False), ("archive", False), ("0123456789abcdef", True)):
        front = LineChoice(day, 1.0, line)
        assert is_private(front) == is_private(Case(front, "x")) == is_private(Choice(line=line)) == expected
    assert not is_private("0123456789abcdef")


def test_every_cache_of_the_page_keeps_private_results_in_the_visit() -> None:
    """Streamlit's caches are shared by all readers; none of them may take a line or a case as argument."""
    asking = {"Case", "LineChoice", "Choice"}
    told = []
    for path in sorted((ROOT / "page").rglob("*.py")):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.FunctionDef):
                continue
            marks = {ast.unparse(mark).partition("(")[0] for mark in node.decorator_list}
            if marks & {"st.cache_resource", "st.cache_data"}:
                inside = ast.unparse(node)
                given = {name.id for arg in node.args.args if arg.annotation
                         for name in ast.walk(arg.annotation) if isinstance(name, ast.Name)}
                if given & asking or "session_state" in inside:
                    told.append(f"{path.name}: {node.name}")
    assert told == []
