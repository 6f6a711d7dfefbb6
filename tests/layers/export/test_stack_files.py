"""Stacks as files: what they say of themselves, their looks, and what cannot be written."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import FormatError
from geo.plans.library import TODAY
from layers.bundle.registry import EXPORTS, STACKED, stack_by
from layers.export.metadata import metadata
from layers.export.stack import Stack, StackMetadata
from layers.request import PARTS, ExportRequest
from layers.text.wording import DISCLAIMER
from tests.support.files import rfc7946
from tests.support.files.export_requests import HOSTILE, PLAN, STRIP_PLAN, RequestOf

THINGS = (PLAN, STRIP_PLAN, TODAY)


@pytest.fixture
def stack(request_of: RequestOf) -> Stack:
    return Stack([request_of(thing) for thing in THINGS])


def file_of(name: str, stack: Stack, folder: Path) -> Path:
    path = folder / f"all.{EXPORTS[name].suffix}"
    path.touch()
    stack_by(EXPORTS[name])(stack, path)
    return path


def facts_in(path: Path) -> dict[str, Any]:
    if path.suffix == ".geojson":
        return dict(json.loads(path.read_bytes())["metadata"])
    if path.suffix == ".parquet":
        return dict(json.loads(pq.read_metadata(path).metadata[b"metadata"]))
    with closing(sqlite3.connect(path)) as base:
        ((text,),) = base.execute("SELECT metadata FROM gpkg_metadata").fetchall()
    return dict(json.loads(text))


@pytest.mark.parametrize("name", ["geojson", "gpkg", "parquet"])
def test_a_stack_says_of_each_plan_what_its_own_file_says(name: str, stack: Stack, tmp_path: Path) -> None:
    facts = facts_in(file_of(name, stack, tmp_path))
    assert "choose one by the column scenario" in facts.pop("stack")
    stacked = facts.pop("stacked")
    assert [one["ids"] for one in stacked] == [f"{thing}." for thing in THINGS]
    for request, own in zip(stack.requests, stacked, strict=True):
        assert not own.keys() & facts.keys()
        said = {key: value for key, value in {**facts, **own}.items() if key != "ids" and value is not None}
        assert said == {key: value for key, value in metadata(request).items() if value is not None}
    assert facts["disclaimer"] == DISCLAIMER
    assert "title" not in facts


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 2)), min_size=1, max_size=5))
def test_what_is_shared_is_said_once_and_nothing_is_lost(files: list[dict[str, int]]) -> None:
    """For any metadata: of each plan or day what it says can be told."""
    facts = StackMetadata(Stack([]))
    for number, said in enumerate(files):
        facts.note({"ids": f"{number}.", **said})
    value = facts.value()
    stacked = value.pop("stacked")
    value.pop("stack")
    for number, (said, own) in enumerate(zip(files, stacked, strict=True)):
        found = {key: text for key, text in {**value, **own}.items() if text is not None}
        assert found == {"ids": f"{number}.", **said}
        assert not own.keys() & value.keys()


def test_a_geojson_of_several_plans_conforms_to_rfc_7946(stack: Stack, tmp_path: Path) -> None:
    assert rfc7946.faults(file_of("geojson", stack, tmp_path).read_bytes()) == []


def test_a_geopackage_of_several_plans_keeps_its_layers_and_looks(stack: Stack, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file_of("gpkg", stack, tmp_path))) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = base.execute("SELECT table_name, description, min_x FROM gpkg_contents "
                            "WHERE data_type = 'features'").fetchall()
        styles = dict(base.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"))
    assert {row[0] for row in rows} == set(PARTS) == set(styles)
    assert all(DISCLAIMER in row[1] and "choose one" in row[1] and 22 < row[2] < 40 for row in rows)
    for words in ('value="russia"', 'value="demilitarised"', 'value="frozen"'):
        assert words in styles["zones"]
    assert f'value="{STRIP_PLAN}/buffer"' in styles["strip"]
    assert "as reported" in styles["contact"]


def test_plans_without_any_of_the_parts_are_passed_over(request_of: RequestOf, tmp_path: Path) -> None:
    strip = frozenset({"strip"})
    path = file_of("parquet", Stack([request_of(thing, parts=strip) for thing in THINGS]), tmp_path)
    assert set(pq.read_table(path)["scenario"].to_pylist()) == {STRIP_PLAN}
    for name in ("geojson", "gpkg", "parquet"):
        with pytest.raises(FormatError, match=r"nothing to write: us-28-point has no such part \(strip\)"):
            file_of(name, Stack([request_of(PLAN, parts=strip)]), tmp_path)


def test_hostile_text_remains_text_in_a_stack(hostile: ExportRequest, tmp_path: Path) -> None:
    stack = Stack([hostile])
    table = pq.read_table(file_of("parquet", stack, tmp_path)).to_pylist()
    assert {row["region_name"] for row in table} == {HOSTILE}
    read = json.loads(file_of("geojson", stack, tmp_path).read_bytes())
    assert {feature["properties"]["region_name"] for feature in read["features"]} == {HOSTILE}
    with closing(sqlite3.connect(file_of("gpkg", stack, tmp_path))) as base:
        assert set(base.execute("SELECT region_name FROM zones")) == {(HOSTILE,)}


@pytest.mark.parametrize("name", [name for name in EXPORTS if name not in STACKED])
def test_a_format_of_one_plan_says_which_hold_several(name: str) -> None:
    with pytest.raises(FormatError, match=rf"'{name}' holds one plan on one day; .* geojson, gpkg, parquet"):
        stack_by(EXPORTS[name])
