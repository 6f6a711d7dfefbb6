"""Drafts in an address: encoding and decoding are inverse, and nothing else is accepted."""

import string
from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.control.dates import load_periods
from geo.errors import DateError, DraftError, GeoError, UnknownScenario
from geo.gazetteer.regions import load_regions
from geo.plans.custom import clean_name
from geo.plans.decision_table import Condition, Disposition, fitting
from geo.plans.edit.code import LONGEST, code_of, draft_code, parse_draft, read_draft
from geo.plans.edit.draft import Draft, draft_of, ordered, scenario_of
from geo.plans.library import load_library
from geo.plans.overlay import Band, Baseline, Neighbour
from geo.status import Holder, Status
from tests.support.files.broken_codes import BROKEN, START
from tests.support.files.export_requests import HOSTILE, PLANS
from tests.support.worlds import overlays

FEW = settings(max_examples=200, deadline=None, derandomize=True, database=None)
REGIONS = frozenset(load_regions().index)
LIBRARY = load_library(REGIONS)
PERIODS = load_periods()

cells = st.builds(Condition, st.integers(0, 99).map("UA-{:02}".format), st.sampled_from(Holder),
                  st.one_of(st.none(), st.sampled_from(Holder)))
treatments = st.sampled_from([done for holder in Holder for done in fitting(holder)])
drafts = st.builds(
    Draft,
    st.from_regex(r"[a-z0-9][a-z0-9-]{1,39}", fullmatch=True),
    st.dictionaries(cells, treatments, max_size=30).map(ordered),
    st.one_of(st.none(), overlays.bands(st.integers(1, 10_000).map(lambda n: n / 100))),
    st.one_of(st.none(), st.dates()),
    st.text(max_size=80).map(clean_name),
)


@FEW
@given(draft=drafts)
@example(draft=Draft("freeze", name="~.~_20_"))
@example(draft=Draft("freeze", bands=(), name="0"))
@example(draft=Draft("freeze", bands=(Band(Baseline.LINE_OF_CONTACT, 100.0, 100.0),),
                     reference_date=date(1, 1, 1)))
@example(draft=Draft("freeze", name=clean_name(HOSTILE)))
def test_what_is_written_is_read_back(draft: Draft) -> None:
    """The text needs no quoting in any address."""
    code = draft_code(draft)
    assert parse_draft(code) == draft
    assert quote(code, safe="") == code


@FEW
@given(code=st.one_of(
    st.text(max_size=60),
    st.text(alphabet=string.ascii_letters + string.digits + "._~-", max_size=80),
    st.text(alphabet="14ru.~_-frozen", max_size=60).map(lambda text: f"{START}~{text}"),
))
def test_any_text_is_a_draft_or_one_sentence(code: str) -> None:
    """A decoded draft makes a plan or gives an error; the message is one short line."""
    said = ""
    try:
        draft = read_draft(code, LIBRARY, REGIONS, PERIODS)
        assert parse_draft(draft_code(draft)) == draft
    except GeoError as fault:
        said = str(fault)
    assert len(said) < 600
    assert said.isprintable()
    assert said == "" or said.endswith(".")


@pytest.mark.parametrize("code, said", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_code_is_rejected_with_its_fault(code: str, said: str) -> None:
    with pytest.raises(DraftError) as found:
        read_draft(code, LIBRARY, REGIONS, PERIODS)
    assert said in str(found.value)


def test_unknown_plans_and_days_are_reported_as_everywhere() -> None:
    with pytest.raises(UnknownScenario, match="There is no plan 'nowhere'"):
        read_draft("1~nowhere", LIBRARY, REGIONS, PERIODS)
    with pytest.raises(DateError, match="is not known"):
        read_draft(f"{START}~ref.2026-09-02", LIBRARY, REGIONS, PERIODS)


def test_the_code_reads_as_its_docstring_says() -> None:
    draft = parse_draft(f"{START}~frozen.14r.09r~recognised.de_jure.43r~open.14ru~buffer.15~ref.2022-02-23"
                        "~name.My_20plan")
    frozen = Disposition(Status.FROZEN)
    changes = dict(draft.changes)
    assert changes[Condition("UA-14", Holder.RUSSIA)] == changes[Condition("UA-09", Holder.RUSSIA)] == frozen
    assert changes[Condition("UA-14", Holder.RUSSIA, Holder.UKRAINE)] == Disposition(Status.OPEN)
    assert changes[Condition("UA-43", Holder.RUSSIA)].level == "de_jure"
    assert (draft.reference_date, draft.name) == (date(2022, 2, 23), "My plan")
    contact = Band(Baseline.LINE_OF_CONTACT, 15, 15)
    assert draft.bands == (contact,), "an address from before buffers had two sides"
    assert parse_draft(f"{START}~buffer.0").bands == ()
    several = parse_draft(f"{START}~buffer.10-5~buffer.12.5-5.plan~border.10-0.by.ru")
    assert several.bands == (
        Band(Baseline.LINE_OF_CONTACT, 10, 5), Band(Baseline.PLAN_LINE, 12.5, 5),
        Band(Baseline.INTERNATIONAL_BORDER, 10, 0, (Neighbour.BELARUS, Neighbour.RUSSIA)))


def test_the_largest_draft_fits() -> None:
    """Every cell changed by earlier holder, with the longest possible name."""
    changes = {Condition(region, holder, before): fitting(holder)[(number + position) % len(fitting(holder))]
               for number, region in enumerate(sorted(REGIONS)) for holder in Holder
               for position, before in enumerate(Holder)}
    bands = (Band(Baseline.LINE_OF_CONTACT, 59.99, 59.99), Band(Baseline.PLAN_LINE, 59.99, 59.99),
             Band(Baseline.INTERNATIONAL_BORDER, 59.99, 59.99, tuple(Neighbour)))
    draft = Draft("ukraine-europe-april-2025", ordered(changes), bands, date(2022, 2, 23), "\U0001f54a" * 60)
    code = draft_code(draft)
    assert len(code) <= LONGEST
    assert read_draft(code, LIBRARY, REGIONS, PERIODS) == draft


@pytest.mark.parametrize("target", PLANS)
def test_the_code_of_a_plan_opens_the_same_plan(target: str) -> None:
    """Both for a draft and for the plan made from it, with or without that plan in the library."""
    draft = draft_of(LIBRARY[target], LIBRARY["us-28-point"], REGIONS)
    plan = scenario_of(draft, LIBRARY["us-28-point"], REGIONS)
    code = code_of(plan, LIBRARY.with_plan(plan), REGIONS)
    assert code == draft_code(draft)
    assert scenario_of(read_draft(code, LIBRARY, REGIONS, PERIODS), LIBRARY["us-28-point"], REGIONS) == plan
