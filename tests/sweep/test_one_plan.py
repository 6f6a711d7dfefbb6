"""One plan on a few days: the rows of a sweep, and sentences that hold on each day on its own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest

from geo.cache import SURVEYS, Key, Step
from geo.case import LIVEUAMAP, RECORD, RECORDS
from geo.errors import DateError, SweepError
from geo.sweep.day import swept_day
from geo.sweep.facts import Fact, robustness
from geo.sweep.misses import Miss
from geo.sweep.one_plan import SPAN_DAYS, Cases, cases_of, survey_days, swept_plan
from layers.explore.holds import holds_of
from layers.explore.misses import misses_words
from layers.language import load_language
from tests.support.worlds import toy, toy_sweep
from tests.support.worlds.toy_sweep import DAYS, FIRST, LAST, day

MARGINS = (0.0, 1.0, 2.0)
NAMES = {region: f"Region {region}" for region in toy.SQUARES_KM}
REPEATED = {Fact.MORE_LEFT, Fact.MORE_RETURNED, Fact.LEAVES_NONE, Fact.RETURNS_NONE}
"""Statements that are not made where others say the same."""


@pytest.fixture(scope="module")
def cases() -> Cases:
    return cases_of(toy_sweep.world(), FIRST, LAST, 1, MARGINS)


@pytest.fixture(scope="module")
def swept(cases: Cases) -> dict[str, pd.DataFrame]:
    work = toy_sweep.open_toy()
    return {plan.id: swept_plan(work, plan, cases) for plan in toy_sweep.plans()}


def test_its_rows_are_those_of_a_sweep(cases: Cases, swept: dict[str, pd.DataFrame]) -> None:
    work = toy_sweep.open_toy()
    asked = toy_sweep.asked(*MARGINS)
    whole = pd.concat([swept_day(work, asked, on) for on in cases.days])
    for plan, rows in swept.items():
        pd.testing.assert_frame_equal(rows, whole[whole["plan"] == plan].reset_index(drop=True))


@pytest.mark.slow
def test_what_holds_holds_on_each_day_with_each_margin_and_record(swept: dict[str, pd.DataFrame]) -> None:
    """And what is said to be false or uncertain in a case does not hold when the case is looked at alone."""
    checked = 0
    for rows in swept.values():
        for one in robustness(rows).itertuples():
            verdicts = dict(_named(one.misses))
            for (on, margin_km, record), case in rows.groupby(["on", "margin_km", "record"]):
                alone = robustness(case).set_index(["fact", "region"])
                said = verdicts.get((on, record, margin_km), "holds")
                if (one.fact, one.region) not in alone.index:
                    assert said != "holds" or one.fact in REPEATED
                else:
                    assert alone.at[(one.fact, one.region), said] == 1, (one.fact, on, record)
                    checked += 1
    assert checked > 100


def _named(misses: tuple[Miss, ...]) -> Iterator[tuple[tuple, str]]:
    for miss in misses:
        days = [on for on in DAYS if any(first <= on <= last for first, last in miss.spans)]
        assert len(days) == miss.days
        for verdict, pairs in (("fails", miss.fails), ("open", miss.open), ("holds", miss.kept)):
            yield from (((on, record, km), verdict) for on in days for record, km in pairs)


def test_days_and_cases_are_counted_once_each(swept: dict[str, pd.DataFrame]) -> None:
    differ = 0
    for rows in swept.values():
        for one in robustness(rows).itertuples():
            fails, may = (sum(miss.days * len(getattr(miss, name)) for miss in one.misses)
                          for name in ("fails", "open"))
            assert (fails, may) == (one.fails, one.open)
            differ += fails != may
            assert one.days == len(DAYS)
            assert one.days_kept + sum(miss.days for miss in one.misses) == one.days
            assert (one.days_kept == one.days) == (one.holds == one.cases)
    assert differ


@pytest.mark.slow
def test_a_day_is_surveyed_once_for_all_plans_and_its_shapes_are_forgotten(cases: Cases) -> None:
    made: dict[Key, object] = {}

    def cache(key: Key, make):  # type: ignore[no-untyped-def]
        if key not in made:
            made[key] = make()
        return made[key]

    work = replace(toy_sweep.open_toy(), cache=cache)
    told: list[tuple[int, int]] = []
    first, *others = toy_sweep.plans()
    survey_days(work, first, cases, lambda done, everything: told.append((done, everything)))
    assert told == [(done, len(DAYS)) for done in range(len(DAYS) + 1)]
    surveys = [key for key in made if key.step in SURVEYS]
    assert {key.step for key in surveys} == {Step.SWEPT}
    assert len(surveys) == len(DAYS)
    for key in surveys:
        assert all("geometry" not in zones.table for zones in made[key])  # type: ignore[attr-defined]
    for plan in others:
        swept_plan(work, plan, cases)
    assert [key for key in made if key.step in SURVEYS] == surveys


def test_unless_told_otherwise_it_is_the_last_year_up_to_the_last_day() -> None:
    world = toy_sweep.world()
    assert cases_of(world).days == (FIRST,), "all days are within one step"
    assert cases_of(world, last=day(3), step=1, records=[LIVEUAMAP]).days == tuple(DAYS[1:4])
    assert cases_of(world, step=1, margins_km=(2, 0, 2)).margins_km == (0.0, 2.0)
    early = cases_of(world, last=LAST, step=1)
    assert early.days[0] >= LAST - timedelta(days=SPAN_DAYS)
    assert early.records == RECORDS
    with pytest.raises(DateError, match="None of these days"):
        cases_of(world, last=FIRST - timedelta(days=1))
    with pytest.raises(SweepError, match="no record 'ell'"):
        cases_of(world, records=["ell"])


def test_a_record_that_knows_fewer_days_is_named(swept: dict[str, pd.DataFrame]) -> None:
    found = holds_of(swept["leave"], NAMES, load_language("en"))
    assert found.summary == (
        "Checked on 6 days (1 January 2020 to 6 January 2020), ± 0, 1 and 2 km, by DeepStateMap.live and "
        f"Liveuamap: {sum(one.always for one in found.statements)} of {len(found.statements)} statements "
        "hold in every case.")
    assert found.notes[-1] == "Liveuamap knows 5 of the 6 days."
    assert [one.always for one in found.statements] == sorted(
        (one.always for one in found.statements), reverse=True)
    assert [row[0] for row in found.grid.rows[1:]] == [one.sentence for one in found.statements]


BOTH = tuple((record, km) for record in sorted(RECORDS) for km in MARGINS)


@pytest.mark.parametrize("fails, may, words", [
    (BOTH, (), "false (both records, every margin)"),
    ((), BOTH[1:3] + BOTH[4:], "uncertain (both records, ± 1 km and more)"),
    (BOTH[:1], BOTH[1:3],
     "false (DeepStateMap.live, ± 0 km), uncertain (DeepStateMap.live, ± 1 km and more)"),
    ((), BOTH[:2], "uncertain (DeepStateMap.live, ± 0 and 1 km)"),
    ((), (*BOTH[:3], BOTH[5]), "uncertain (DeepStateMap.live, every margin; Liveuamap, ± 2 km)"),
], ids=["all", "tail", "two ways", "list", "records apart"])
def test_margins_and_records_are_named(fails: tuple, may: tuple, words: str) -> None:
    kept = tuple(pair for pair in BOTH if pair not in (*fails, *may))
    miss = Miss(((day(1), day(1)),), 1, fails, may, kept)
    assert misses_words([miss], load_language("en")) == [f"2 January 2020: {words}"]
    alone = Miss(((day(1), day(3)),), 3, ((RECORD, 1.0),), (), ())
    assert misses_words([alone], load_language("en")) == [
        "2 January 2020 to 4 January 2020 (3 in all): false (DeepStateMap.live, ± 1 km)"]


def test_many_ways_are_cut_short() -> None:
    misses = [Miss(((on, on),), 1, ((RECORD, float(number)),), (), ()) for number, on in enumerate(DAYS)]
    said = misses_words(misses, load_language("en"))
    assert said[3:] == ["and 3 more days"]
    spread = Miss((*((on, on) for on in DAYS[::2]), (LAST, LAST)), 4, ((RECORD, 1.0),), (), ())
    assert misses_words([spread], load_language("en"))[0].startswith(
        "1 January 2020, 3 January 2020, 5 January 2020 and later days (4 in all): ")
