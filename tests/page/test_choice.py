"""The URL is the state: it survives a round trip, and nothing hostile gets through it."""

import string
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.control.dates import days
from geo.control.margin import MAX_KM, MAX_STRIP_KM
from geo.errors import GeoError
from geo.plans.library import TODAY, Library
from geo.world import World
from layers.choice import ARCHIVE, MODES, RECORD, VIEWS, Choice
from layers.language import UNITS
from layers.selection import BASES, LAYERS
from page.state.address import from_query

FEW = settings(max_examples=100, deadline=None, derandomize=True, database=None)

VERSION = "0a1b2c3d"
LANGUAGES = ("en", "uk")
PLANS = ("us-28-point", "freeze", "kellogg-buffer", "geneva-19-point", "20-point-zone")
KNOWN = st.dates(date(2024, 7, 8), date(2026, 8, 22))

choices = st.builds(
    Choice,
    plan=st.sampled_from(PLANS),
    on=st.one_of(KNOWN, st.just(date(2022, 2, 23))),
    margin_km=st.integers(0, int(MAX_KM * 10)).map(lambda n: n / 10),
    strip_km=st.none() | st.integers(0, int(MAX_STRIP_KM * 2)).map(lambda n: n / 2),
    units=st.sampled_from(UNITS),
    language=st.sampled_from(LANGUAGES),
    base=st.sampled_from(list(BASES)),
    layers=st.frozensets(st.sampled_from(LAYERS)),
    view=st.sampled_from(list(VIEWS)),
    against=st.sampled_from([TODAY, *PLANS]),
    against_on=st.none() | KNOWN,
    line=st.sampled_from([RECORD, ARCHIVE]),
    mode=st.sampled_from(["", *MODES]),
    zone=st.sampled_from(["", "37.5_48~38_48~38_49"]),
    at=st.none() | st.tuples(st.integers(-1_800_000, 1_800_000).map(lambda n: n / 10_000),
                             st.integers(-900_000, 900_000).map(lambda n: n / 10_000)),
)
"""What the page can come to: distances as its sliders give them, spots to four decimals."""

NAMES = ("plan", "on", "margin", "strip", "units", "language", "base", "layers", "at", "view", "against",
         "against_on", "line", "own", "reading", "zone", "mode", "data", "x")
HOSTILE = (
    "", " ", "\0", "../../etc/passwd", "<img src=x onerror=alert(1)>", "'; drop table plans --",
    "us-28-point\n", "US-28-POINT", "nan", "inf", "-inf", "1e999", "-1", "1_0_0", "٣", "0x10", "true",
    "None", "2023-01-01", "2025-11-21T00:00", "9999-99-99", "{}", "{0.__class__}", "%s", "%00", "…" * 500,
    "9" * 5000, "nan nan", "1 2 3", "1e300 1e300", "contact contact", "\u202e", "🙂", "__import__('os')",
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
    """Reading an address, with the real plans and dates on offer."""
    return lambda query: from_query(query, library, world.periods, LANGUAGES, VERSION,
                                    regions=world.regions.index)


@FEW
@given(choice=choices)
@example(choice=Choice())
def test_a_choice_survives_being_written_and_read(choice: Choice, read: Read) -> None:
    """`from_query(to_query())` is the same choice, without a fault."""
    query = choice.to_query(VERSION)
    assert all(isinstance(value, str) for value in query.values())
    assert read(query) == (choice, [])


@FEW
@given(query=queries)
@example(query=dict.fromkeys(NAMES, HOSTILE[4]))
@example(query={"margin": "1.23456789"})
@example(query={"at": "36.123456789 48.1"})
def test_whatever_is_read_can_be_shared(query: dict[str, str], read: Read) -> None:
    """Any address, once read, gives one that is read as the same: no view changes by sharing it."""
    choice, _faults = read(query)
    assert read(choice.to_query(VERSION)) == (choice, [])


@pytest.fixture(scope="session")
def known(world: World) -> frozenset[date]:
    return frozenset(days(world.periods))


@FEW
@given(query=queries)
def test_only_what_is_on_offer_gets_through(
    query: dict[str, str], read: Read, known: frozenset[date]
) -> None:
    """Each part is one of the offered values or its default; each fault is one short sentence."""
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
    assert (choice.own, choice.reading, choice.zone) == ("", "", "")
    assert choice.at is None or (abs(choice.at[0]) <= 180 and abs(choice.at[1]) <= 90)
    assert len(faults) <= len(query)
    for fault in faults:
        assert len(str(fault)) < 600


@pytest.mark.parametrize("name", [name for name in NAMES if name != "x"])
def test_each_part_that_cannot_be_used_is_one_fault_and_keeps_its_default(
    name: str, read: Read
) -> None:
    choice, faults = read({name: HOSTILE[4]})
    assert choice == Choice()
    assert len(faults) == 1


def test_a_bad_part_does_not_spoil_the_good_ones(read: Read) -> None:
    query = {"plan": "freeze", "on": "2023-01-01", "margin": "2.5", "units": "acres", "data": VERSION}
    choice, faults = read(query)
    assert choice == Choice(plan="freeze", margin_km=2.5)
    assert len(faults) == 2


def test_unknown_names_are_passed_over(read: Read) -> None:
    """Trackers append their own; they are nobody's fault."""
    assert read({"utm_source": "mail", "margin_km": "9"}) == (Choice(), [])


def test_an_address_made_with_other_data_says_so(read: Read) -> None:
    choice, faults = read({"plan": "freeze", "data": "ffffffff"})
    assert choice.plan == "freeze"
    assert [part in str(faults[0]) for part in ("ffffffff", VERSION)] == [True, True]


def test_plan_date_and_data_version_are_always_in_the_address() -> None:
    """Defaults may change; a shared address must not change its meaning with them."""
    assert {"plan", "on", "data"} <= set(Choice().to_query(VERSION))
    assert Choice().to_query(VERSION)["data"] == VERSION


def test_no_layers_at_all_is_a_choice_too(read: Read) -> None:
    bare = Choice(layers=frozenset())
    assert bare.to_query(VERSION)["layers"] == ""
    assert read(bare.to_query(VERSION)) == (bare, [])


def test_the_defaults_are_on_offer(library: Library, known: frozenset[date]) -> None:
    plain = Choice()
    assert plain.plan in library.plans
    assert plain.on in known
    assert plain.base == "vector", "no request leaves the machine by default"


def test_an_own_plan_brings_the_plan_that_it_was_edited_from(read: Read) -> None:
    code = "1~kellogg-buffer~returned.14r~buffer.7.5~name.Mine"
    choice, faults = read({"plan": "freeze", "own": code})
    assert (choice.plan, choice.own, faults) == ("kellogg-buffer", code, [])
    assert read(choice.to_query(VERSION)) == (choice, [])


def test_readings_belong_to_their_plan(read: Read) -> None:
    choice, faults = read({"plan": "us-28-point", "reading": "kinburn=left-open"})
    assert (choice.reading, faults) == ("kinburn=left-open", [])
    assert read(choice.to_query(VERSION)) == (choice, [])
    choice, faults = read({"plan": "freeze", "reading": "kinburn=left-open"})
    assert (choice.reading, len(faults)) == ("", 1)


def test_a_plan_is_set_against_itself_on_another_line_only() -> None:
    same = Choice(plan="freeze", against="freeze", own="x", reading="y", view="compare")
    assert (same.cases[0].own, same.cases[0].reading) == ("", "")
    other = Choice(plan="freeze", against="freeze", own="x", reading="y", against_on=date(2026, 1, 1))
    assert (other.cases[0].own, other.cases[0].reading) == ("x", "y")
    parsed = Choice(plan="freeze", against="freeze", line=ARCHIVE, against_on=Choice().on)
    assert parsed.cases[0].front.line == RECORD
    assert parsed.cases[1].front.line == ARCHIVE
