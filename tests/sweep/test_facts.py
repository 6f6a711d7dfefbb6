"""What a sweep says is true of a plan everywhere: against a naive count, and worked out by hand."""

from datetime import date
from itertools import product

import pandas as pd
import pytest

from geo.case import LIVEUAMAP, RECORD
from geo.errors import SweepError
from geo.outcomes.figures import MIN_SHOWN_KM2
from geo.status import Side
from geo.sweep.facts import CASE, Fact, robustness
from geo.sweep.folder import read_sweep
from geo.sweep.run import sweep
from layers.explore.holds import FACT_WORDS, statements
from layers.language import load_language
from tests.support.worlds import toy, toy_sweep

ON = date(2020, 1, 1)


def rows_of(*cases: dict[tuple[str, str], tuple[float, float]]) -> pd.DataFrame:
    """Return the rows of one plan: for each case the ends of the ground by region and side."""
    return pd.DataFrame([
        {"plan": "p", "on": ON, "margin_km": float(number), "record": RECORD, "region": region, "side": side,
         "area_km2_low": low, "area_km2": (low + high) / 2, "area_km2_high": high}
        for number, case in enumerate(cases) for (region, side), (low, high) in case.items()
    ])


def said(*cases: dict[tuple[str, str], tuple[float, float]]) -> dict[tuple[str, str], tuple[int, int, int]]:
    table = robustness(rows_of(*cases))
    return {(row.fact, row.region): (row.holds, row.fails, row.open) for row in table.itertuples()}


KEEPS, LEAVES, RETURNS, OPEN = (("a", side) for side in (Side.KEEPS, Side.LEAVES, Side.RETURNS, Side.OPEN))
SOME, NONE, PERHAPS = (1.0, 2.0), (0.0, 0.4), (0.4, 1.0)


def test_ground_that_may_be_there_makes_a_statement_open() -> None:
    found = said({LEAVES: SOME, KEEPS: SOME}, {LEAVES: PERHAPS, KEEPS: SOME}, {LEAVES: NONE, KEEPS: SOME})
    assert found[Fact.LEAVES, ""] == found[Fact.LEAVES_REGION, "a"] == (1, 1, 1)
    assert found[Fact.NOBODY_LEAVES, ""] == (1, 1, 1)
    assert (Fact.LAST_OF_REGION, "a") not in found


def test_its_last_ground_is_all_that_it_holds_of_a_region() -> None:
    found = said({LEAVES: SOME, KEEPS: NONE}, {LEAVES: SOME, KEEPS: PERHAPS}, {LEAVES: SOME, OPEN: SOME})
    assert found[Fact.LAST_OF_REGION, "a"] == (1, 1, 1)
    assert found[Fact.LEAVES, ""] == (3, 0, 0)


def test_more_is_said_only_where_the_ranges_are_apart() -> None:
    found = said({LEAVES: (5.0, 6.0), RETURNS: (3.0, 4.0)}, {LEAVES: (5.0, 6.0), RETURNS: (3.0, 5.0)},
                 {LEAVES: (1.0, 2.0), RETURNS: (2.0, 3.0)}, {LEAVES: (1.0, 2.0), RETURNS: NONE})
    assert found[Fact.MORE_LEFT, ""] == (2, 1, 1)
    assert (Fact.MORE_RETURNED, "") not in found, "it holds nowhere"


def test_a_plan_that_moves_nothing_is_said_once() -> None:
    assert set(said({KEEPS: SOME}, {KEEPS: SOME})) == {(Fact.NOBODY_LEAVES, "")}
    assert (Fact.RETURNS_NONE, "") in said({LEAVES: SOME})
    assert (Fact.LEAVES_NONE, "") in said({RETURNS: SOME})
    assert not {name for name, _ in said({LEAVES: SOME, RETURNS: SOME})} & {"leaves_none", "returns_none"}


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    folder = tmp_path_factory.mktemp("facts") / "toy"
    sweep(toy_sweep.asked(), toy_sweep.DAYS, folder, open_world=toy_sweep.open_toy, workers=1)
    return read_sweep(folder)


def naive(rows: pd.DataFrame, plan: str, side: Side, region: str | None) -> tuple[int, int]:
    """Count case by case where there surely is, and surely is no, ground on a side."""
    holds = fails = 0
    for _, case in rows[rows["plan"] == plan].groupby(CASE):
        here = case[(case["side"] == side) & ((case["region"] == region) if region else True)]
        holds += here["area_km2_low"].sum() >= MIN_SHOWN_KM2
        fails += here["area_km2_high"].sum() < MIN_SHOWN_KM2
    return holds, fails


def test_counts_are_those_of_going_through_the_cases_one_by_one(swept: pd.DataFrame) -> None:
    table = robustness(swept).set_index(["plan", "fact", "region"])
    assert (table["holds"] + table["fails"] + table["open"] == table["cases"]).all()
    seen = 0
    for plan, region in product(swept["plan"].unique(), [None, *toy.SQUARES_KM]):
        facts = {Side.LEAVES: Fact.LEAVES_REGION, Side.RETURNS: Fact.RETURNS_REGION} if region else {
            Side.LEAVES: Fact.LEAVES, Side.RETURNS: Fact.RETURNS, Side.STAYS_OUT: Fact.STAYS_OUT}
        for side, fact in facts.items():
            holds, fails = naive(swept, plan, side, region)
            key = (plan, fact.value, region or "")
            if holds:
                assert (table.loc[key, "holds"], table.loc[key, "fails"]) == (holds, fails)
                seen += 1
            else:
                assert key not in table.index
    assert seen > 5


def test_the_first_case_in_which_it_does_not_hold_is_named(swept: pd.DataFrame) -> None:
    """Ukraine leaves SE until Russia holds all of it: on the fourth day, for the other observer the fifth.

    On the fourth day the observers differ, so that for both of them it may be or not; later, the line may be
    off by a kilometre.
    """
    table = robustness(swept).set_index(["plan", "fact", "region"])
    row = table.loc["leave", Fact.LEAVES_REGION.value, toy.SE]
    assert (row["fails_on"], row["fails_record"]) == (toy_sweep.day(3), RECORD)
    assert (row["cases"], row["holds"], row["open"], row["fails"]) == (11, 5, 6, 0)
    always = table.loc["leave", Fact.LEAVES_REGION.value, toy.NE]
    assert always["holds"] == 11
    assert pd.isna(always["fails_on"])


def test_what_holds_everywhere_holds_in_every_part(swept: pd.DataFrame) -> None:
    whole = robustness(swept)
    always = whole[whole["holds"] == whole["cases"]]
    assert len(always)
    for day, record in product(toy_sweep.DAYS[1:], (RECORD, LIVEUAMAP)):
        part = robustness(swept[(swept["on"] == day) & (swept["record"] == record)])
        keys = part[part["holds"] == part["cases"]].set_index(["plan", "fact", "region"]).index
        repeated = {Fact.MORE_LEFT, Fact.MORE_RETURNED, Fact.LEAVES_NONE, Fact.RETURNS_NONE}
        assert all((row.plan, row.fact, row.region) in keys for row in always.itertuples()
                   if row.fact not in repeated)


def test_there_must_be_rows() -> None:
    with pytest.raises(SweepError, match="no rows"):
        robustness(rows_of({LEAVES: SOME}).iloc[:0])


def test_every_statement_has_words(swept: pd.DataFrame) -> None:
    assert set(FACT_WORDS) == set(Fact)
    said = statements(robustness(swept), {region: f"Region {region}" for region in toy.SQUARES_KM},
                      load_language("en"))
    by_key = {(one.plan, one.fact, one.region): one for one in said}
    left = by_key["leave", "leaves_region", toy.SE]
    assert left.sentence == "Ukraine would leave ground in Region UA-04"
    assert left.kept == "on 3 of 6 days"
    assert left.missed == ("4 January 2020 to 6 January 2020 (3 in all): uncertain (both records, ± 1 km)",)
    assert left.as_dict()["fails_on"] == "2020-01-04"
    assert by_key["toy-plan", "nobody_leaves", ""].kept == "on all 6 days"
    assert by_key["toy-plan", "nobody_leaves", ""].as_dict()["fails_on"] is None
