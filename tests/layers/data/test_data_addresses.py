"""Addresses of data: each question has one, and whatever else is asked gets one clear refusal."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.control.dates import load_periods
from geo.errors import DateError, FormatError, GeoError, UnknownScenario
from geo.plans.library import TODAY
from layers.bundle.registry import EXPORTS, SHAPES, TABLE
from layers.data.answer import TYPES, WRITERS
from layers.data.question import (
    FORMATS,
    JSON,
    MAX_LENGTH,
    SINGLE,
    AddressError,
    Kind,
    Question,
    questions,
    read_path,
)
from tests.support.worlds.choices import KNOWN, LIBRARY, PLANS

PERIODS = load_periods()
DAY = date(2025, 11, 21)


def read(path: str) -> Question:
    return read_path(path, LIBRARY, PERIODS)


@st.composite
def asked(draw: st.DrawFn) -> Question:
    """Any question that can be asked."""
    kind = draw(st.sampled_from(Kind))
    name = draw(st.sampled_from(FORMATS[kind]))
    if kind in SINGLE:
        return Question(kind, name)
    plans = PLANS if kind is Kind.DAY and name == JSON else [TODAY, *PLANS]
    plan = draw(st.sampled_from(plans)) if kind in (Kind.DAY, Kind.HISTORY) else ""
    return Question(kind, name, plan) if kind is Kind.HISTORY else Question(kind, name, plan, draw(KNOWN))


@given(asked())
def test_every_question_is_read_back_from_its_address(question: Question) -> None:
    assert read(question.path) == question


@given(st.text(max_size=300) | st.from_regex(r"[a-z0-9./%-]{0,200}", fullmatch=True))
def test_whatever_is_asked_is_a_question_or_one_short_refusal(path: str) -> None:
    try:
        said = read(path).path
    except GeoError as fault:
        said = str(fault)
    assert said == path or (len(said) < 600 and len(said.splitlines()) == 1)


def test_each_format_of_shapes_and_tables_has_an_address() -> None:
    """A new export format has one, with nothing else to touch."""
    wanted = {name for name, export in EXPORTS.items() if export.group in (SHAPES, TABLE)}
    assert wanted
    assert set(FORMATS[Kind.DAY]) == wanted | {JSON}
    for name in wanted:
        assert read(f"freeze/{DAY}.{name}") == Question(Kind.DAY, name, "freeze", DAY)


def test_each_kind_has_formats_with_a_media_type_and_a_writer() -> None:
    assert set(FORMATS) == set(WRITERS) == set(Kind)
    assert {name for names in FORMATS.values() for name in names} <= set(TYPES)


def test_no_plan_has_a_name_that_addresses_use_otherwise() -> None:
    assert not {kind.value for kind in Kind} & set(LIBRARY.plans)


@pytest.mark.parametrize("path", [
    "", "/", "index", "index.JSON", "../data/index.json", "freeze/../index.json", "freeze//2025-11-21.csv",
    "freeze/2025-11-21.csv/", "freeze/2025-11-21", "freeze/2025-11-21.csv\n", "freeze/2025-11-21.csv\0",
    "freeze/21.11.2025.csv", "freeze/２０２５-11-21.csv", "freeze\\2025-11-21.csv", "secret.json",
    f"{'a' * MAX_LENGTH}.json", "all/history.json", "line/history.json", "https://example.org/x.csv",
])
def test_what_has_not_the_form_of_an_address_is_none(path: str) -> None:
    with pytest.raises(AddressError):
        read(path)


@pytest.mark.parametrize(("path", "kind"), [
    ("nowhere/2025-11-21.csv", UnknownScenario), ("freeze/2025-11-31.csv", DateError),
    ("freeze/1999-01-01.csv", DateError), ("freeze/2025-11-21.exe", FormatError),
    ("freeze/2025-11-21.png", FormatError), ("today/2025-11-21.json", FormatError),
    ("index.csv", FormatError), ("line/2025-11-21.csv", FormatError), ("freeze/history.gpkg", FormatError),
])
def test_what_is_not_there_is_said(path: str, kind: type[GeoError]) -> None:
    with pytest.raises(kind):
        read(path)


def test_a_site_has_each_plan_once_in_each_format_that_is_wanted() -> None:
    found = list(questions(["freeze", TODAY], DAY, ["csv", "png"]))
    assert len({question.path for question in found}) == len(found)
    assert {question.path for question in found if question.kind in (Kind.DAY, Kind.HISTORY)} == {
        f"freeze/{DAY}.csv", f"freeze/{DAY}.json", f"today/{DAY}.csv",
        "freeze/history.json", "today/history.json"}
    for question in found:
        assert read(question.path) == question
    for wanted, there in ((["csv"], ["csv"]), (["gpkg", "kml"], ["csv", "gpkg"])):
        assert [question.format for question in questions(["freeze"], DAY, wanted)
                if question.kind is Kind.ALL] == there
