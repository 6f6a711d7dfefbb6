"""Addresses: a choice survives the round trip, and nothing hostile gets through."""

import string
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import cos, sin, tau

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.case import ARCHIVE, RECORD
from geo.control.dates import days
from geo.control.margin import MAX_KM, MAX_STRIP_KM
from geo.errors import GeoError
from geo.explore.front_shift import FrontShift
from geo.explore.pull_back import MAX_KM as DEEPEST_KM
from geo.explore.solver import Whose
from geo.outcomes.drawn_vertices import corners_text
from geo.plans.library import TODAY, Library
from geo.plans.overlay import Band, Baseline
from geo.sweep.survey import Survey
from geo.world import World
from layers.address import FIELDS, MAX_LENGTH, MAX_VALUE_LENGTH, query_of, query_text, read_query
from layers.choice import MODES, VIEWS, Choice
from layers.language import UNITS
from layers.parameter import ChoiceError, Offered
from layers.selection import BASES, LAYERS
from tests.support.worlds.choices import KNOWN, LANGUAGES, PLANS, choices

FEW = settings(max_examples=100, deadline=None, derandomize=True, database=None)
VERSION = "0a1b2c3d"
NAMES = (*(field.parameter.name for field in FIELDS), "data", "x")
HOSTILE = (
    "", " ", "\0", "../../etc/passwd", "<img src=x onerror=alert(1)>", "'; drop table plans --",
    "us-28-point\n", "US-28-POINT", "nan", "inf", "-inf", "1e999", "-1", "1_0_0", "٣", "0x10", "true",
    "None", "2023-01-01", "2025-11-21T00:00", "9999-99-99", "{}", "{0.__class__}", "%s", "%00", "…" * 500,
    "9" * 5000, "9" * 50_000, "~" * 50_000, "1~freeze~" * 9000,
    "nan nan", "1 2 3", "1e300 1e300", "contact contact", "\u202e", "🙂", "__import__('os')",
)
texts = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=50), st.floats().map(str),
    st.text(string.digits + "-. eE+", max_size=12), st.sampled_from(PLANS), KNOWN.map(str),
    st.lists(st.floats(-200, 200), min_size=1, max_size=3).map(lambda n: " ".join(map(str, n))),
)
queries = st.dictionaries(st.sampled_from(NAMES), texts, max_size=6)

Read = Callable[[dict[str, str]], tuple[Choice, list[GeoError]]]


@pytest.fixture(scope="session")
def read(library: Library, world: World) -> Read:
    """Return a function that reads an address, offering the real plans and dates."""
    offered = Offered(library, world.periods, LANGUAGES, world.regions.index)
    return lambda query: read_query(query, offered, VERSION)


@FEW
@given(choice=choices())
@example(choice=Choice())
def test_a_choice_survives_the_round_trip(choice: Choice, read: Read) -> None:
    """Reading a written choice gives the same choice without faults."""
    query = query_of(choice, VERSION)
    assert all(isinstance(value, str) for value in query.values())
    assert read(query) == (choice, [])


@FEW
@given(query=queries)
@example(query=dict.fromkeys(NAMES, HOSTILE[4]))
@example(query={"margin": "1.23456789"})
@example(query={"at": "36.123456789 48.1"})
def test_whatever_is_read_can_be_shared(query: dict[str, str], read: Read) -> None:
    """Any address, once read, gives an address that is read as the same choice."""
    choice, _faults = read(query)
    assert read(query_of(choice, VERSION)) == (choice, [])


@pytest.fixture(scope="session")
def known(world: World) -> frozenset[date]:
    return frozenset(days(world.periods))


@FEW
@given(query=queries)
def test_only_offered_values_get_through(
    query: dict[str, str], read: Read, known: frozenset[date]
) -> None:
    """Each part is an offered value or its default; each fault is one short sentence."""
    choice, faults = read(query)
    assert choice.plan in PLANS
    assert choice.on in known
    assert 0 <= choice.margin_km <= MAX_KM
    assert choice.strip_km is None or 0 <= choice.strip_km <= MAX_STRIP_KM
    assert choice.units in UNITS
    assert choice.language in LANGUAGES
    assert choice.base in BASES
    assert choice.layers <= set(LAYERS)
    assert choice.view in VIEWS
    assert choice.against in {TODAY, *PLANS}
    assert choice.against_on is None or choice.against_on in known
    assert choice.line in {RECORD, ARCHIVE}
    assert choice.mode in {"", *MODES}
    assert 0 <= choice.pull_back.deepest_km <= DEEPEST_KM
    assert choice.shift is None or 0 < choice.shift.km <= MAX_STRIP_KM
    assert (choice.own, choice.against_own, choice.reading, choice.zone) == ("", "", "", "")
    assert choice.at is None or (abs(choice.at[0]) <= 180 and abs(choice.at[1]) <= 90)
    assert len(faults) <= len(query)
    for fault in faults:
        assert len(str(fault)) < 600


@pytest.mark.parametrize("name", [name for name in NAMES if name != "x"])
def test_each_unusable_part_is_one_fault_and_keeps_its_default(
    name: str, read: Read
) -> None:
    choice, faults = read({name: HOSTILE[4]})
    assert choice == Choice()
    assert len(faults) == 1


def test_a_bad_part_does_not_spoil_the_good_ones(read: Read) -> None:
    query = {"plan": "freeze", "on": "2026-09-02", "margin": "2.5", "units": "acres", "data": VERSION}
    choice, faults = read(query)
    assert choice == Choice(plan="freeze", margin_km=2.5)
    assert len(faults) == 2


def test_unknown_names_are_ignored(read: Read) -> None:
    """Trackers append their own parameters, which are not faults."""
    assert read({"utm_source": "mail", "margin_km": "9"}) == (Choice(), [])


def test_an_address_made_with_other_data_gives_a_notice(read: Read) -> None:
    choice, faults = read({"plan": "freeze", "data": "ffffffff"})
    assert choice.plan == "freeze"
    assert [part in str(faults[0]) for part in ("ffffffff", VERSION)] == [True, True]


def test_plan_date_and_data_version_are_always_in_the_address() -> None:
    """Defaults may change, but a shared address must keep its meaning."""
    assert {"plan", "on", "data"} <= set(query_of(Choice(), VERSION))
    assert query_of(Choice(), VERSION)["data"] == VERSION


def test_an_empty_set_of_layers_is_a_valid_choice(read: Read) -> None:
    bare = Choice(layers=frozenset())
    assert query_of(bare, VERSION)["layers"] == ""
    assert read(query_of(bare, VERSION)) == (bare, [])


def test_the_defaults_are_offered(library: Library, known: frozenset[date]) -> None:
    plain = Choice()
    assert plain.plan in library.plans
    assert plain.on in known
    assert plain.base == "vector", "no request leaves the machine by default"


def test_an_own_plan_brings_the_plan_that_it_was_edited_from(read: Read) -> None:
    code = "1~kellogg-buffer~returned.14r~buffer.7.5~name.Mine"
    choice, faults = read({"plan": "freeze", "own": code})
    assert (choice.plan, choice.own, faults) == ("kellogg-buffer", code, [])
    assert read(query_of(choice, VERSION)) == (choice, [])


def test_readings_belong_to_their_plan(read: Read) -> None:
    choice, faults = read({"plan": "us-28-point", "reading": "kinburn=left-open"})
    assert (choice.reading, faults) == ("kinburn=left-open", [])
    assert read(query_of(choice, VERSION)) == (choice, [])
    choice, faults = read({"plan": "freeze", "reading": "kinburn=left-open"})
    assert (choice.reading, len(faults)) == ("", 1)


def test_a_plan_is_compared_with_itself_only_on_another_line() -> None:
    same = Choice(plan="freeze", against="freeze", own="x", reading="y", view="compare")
    assert (same.cases[1].own, same.cases[1].reading) == ("", "")
    other = Choice(plan="freeze", against="freeze", own="x", reading="y", against_on=date(2026, 1, 1))
    assert (other.cases[1].own, other.cases[1].reading) == ("x", "y")
    parsed = Choice(plan="freeze", against="freeze", line=ARCHIVE, against_on=Choice().on)
    assert parsed.cases[1].front.line == RECORD
    assert parsed.cases[0].front.line == ARCHIVE


OLD = {
    "plan": "istanbul-2022", "on": "2025-11-21", "margin": "2.5", "strip": "40", "view": "compare",
    "units": "mi2", "base": "vector", "layers": "donetsk contact", "at": "37.5000 48.0000",
    "place": "UA1400000000", "against": "today", "against_on": "2026-08-22", "line": "archive",
    "zone": "37.5_48~38_48~38_49", "mode": "embed", "frame": "36.5,47,39,49.25",
    "pull": "10-7.35.plan", "shift": "russia-5.89179", "rank": "returns_people", "language": "en",
    "maps": "two", "alike": "IT", "survey": "2025-03-01.2026-09-22.7.2", "data": VERSION}


def test_published_links_keep_their_meaning(read: Read) -> None:
    """These links were published; changing their meaning breaks other people's pages."""
    choice, faults = read(OLD)
    assert faults == []
    assert choice == Choice(
        plan="istanbul-2022", on=date(2025, 11, 21), margin_km=2.5, strip_km=40.0, units="mi2", mode="embed",
        view="compare", layers=frozenset({"donetsk", "contact"}), at=(37.5, 48.0), place="UA1400000000",
        against_on=date(2026, 8, 22), line=ARCHIVE, zone="37.5_48~38_48~38_49", frame="36.5,47,39,49.25",
        pull_back=Band(Baseline.PLAN_LINE, 10.0, 7.35), shift=FrontShift(Whose.RUSSIA, 5.89179), maps="two",
        rank="returns_people", alike="IT", survey=Survey(date(2025, 3, 1), date(2026, 9, 22), 7, 2))
    assert set(OLD) | {"own", "reading", "against_own"} == {*NAMES} - {"x"}


def test_a_field_is_named_once_and_its_default_can_be_written(read: Read) -> None:
    assert len({field.parameter.name for field in FIELDS}) == len(FIELDS)
    for field in FIELDS:
        if field.default not in (None, ""):
            text = field.parameter.write(field.default)
            assert read({field.parameter.name: text}) == (Choice(), []), field.attribute


@pytest.mark.parametrize("line", ["0123456789abcdef", "upload"])
def test_a_readers_own_line_cannot_be_carried_and_the_message_says_so(
    line: str, read: Read, library: Library, world: World
) -> None:
    choice, faults = read({"line": line})
    assert choice == Choice()
    assert ["an address cannot carry it" in str(fault) for fault in faults] == [True]
    there = Offered(library, world.periods, LANGUAGES, lines=frozenset({line}))
    assert read_query({"line": line}, there, VERSION) == (Choice(line=line), [])


@pytest.mark.parametrize("text, km", [("1.23456789", 1.2), ("0.04", 0.0), ("-0", 0.0), ("24.96", 25.0)])
def test_distances_are_read_to_a_tenth_of_a_kilometre(text: str, km: float, read: Read) -> None:
    choice, faults = read({"margin": text, "strip": text})
    assert (choice.margin_km, choice.strip_km, faults) == (km, km, [])
    assert "-" not in query_text(replace(choice, on=Choice().on), VERSION).replace("28-point", "").partition(
        "margin")[2].partition("data")[0]


def test_no_address_is_longer_than_the_stated_maximum(read: Read) -> None:
    """A zone with too many corners is rejected in one sentence; a large one fits."""
    around = [(30 + cos(turn / 500 * tau), 49 + sin(turn / 500 * tau)) for turn in range(500)]
    own = "1~freeze~name." + "_20a" * 30
    with pytest.raises(ChoiceError, match=r"^The address of this view would be .* makes it shorter\.$"):
        query_of(Choice(plan="freeze", own=own, zone=corners_text(around)), VERSION)
    fits = Choice(zone=corners_text(around[::3]))
    assert len(query_text(fits, VERSION)) <= MAX_LENGTH + 1
    assert read(query_of(fits, VERSION)) == (fits, [])


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("x", "data")])
def test_what_is_too_long_is_not_parsed(name: str, read: Read) -> None:
    choice, faults = read({name: "1" * (MAX_VALUE_LENGTH + 1)})
    assert choice == Choice()
    assert [str(fault) for fault in faults] == [
        f"'{name}' in the address is longer than {MAX_VALUE_LENGTH:,} characters."]
