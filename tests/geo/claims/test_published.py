"""Published figures: each is compared or has a reason not to be, and known pitfalls are explained."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from geo.claims.compare import Comparison, WhyNot, compare, compare_all, surveyor
from geo.claims.measure import Basis
from geo.claims.published import Claim, Quantity, Reason, load_claims
from geo.claims.stored import comparisons as stored
from geo.outcomes.figures import total
from geo.plans.library import Library
from geo.world import World
from geo.zones.ground import Ground
from layers.html.claims import claims_html, claims_rows, claims_value
from layers.language import Language, load_language

RETURNED_28 = ("UA-63", "UA-59", "UA-12", "UA-48", "UA-74")
"""Regions outside the five of clause 21, where Russia would withdraw from all it holds."""

LEAK = date(2025, 11, 21)


@pytest.fixture(scope="module")
def claims() -> tuple[Claim, ...]:
    return load_claims()


@pytest.fixture(scope="module")
def comparisons(
    world: World, library: Library, claims: tuple[Claim, ...], ground_on: Callable[[date], Ground],
) -> dict[str, Comparison]:
    return {one.claim.id: one for one in compare_all(world, library, claims, ground_on)}


def test_every_claim_is_compared_or_has_a_reason_not_to_be(
    comparisons: dict[str, Comparison], claims: tuple[Claim, ...]
) -> None:
    assert [one.claim for one in comparisons.values()] == list(claims)
    for one in comparisons.values():
        assert (one.difference is None) == (one.why_not is not None), one.claim.id
        if one.difference is not None and one.ours is not None:
            assert one.difference == pytest.approx(one.ours - one.claim.value)
            assert one.claim.quantity is Quantity.TOWN or one.on == one.claim.as_of
        if one.low is not None and one.high is not None:
            assert one.low <= one.ours <= one.high, one.claim.id
    assert Counter(one.why_not for one in comparisons.values()) == {
        None: 92, WhyNot.BEFORE_RECORD: 1, WhyNot.NOT_COMPUTED: 3, WhyNot.PROPOSAL: 7,
        WhyNot.PEOPLE_TODAY: 17,
    }


def test_what_is_stored_is_what_is_computed(
    comparisons: dict[str, Comparison], world: World, library: Library
) -> None:
    """After a change that moves figures, `python -m tools.record_version` stores them."""
    for one in stored(world, library, load_claims()):
        computed = comparisons[one.claim.id].as_dict()
        assert one.as_dict() == {**computed, **{
            name: computed[name] and pytest.approx(computed[name], abs=0.01)
            for name in ("ours", "low", "high", "difference", "relative")}}


def test_days_with_the_same_line_have_ranges_of_their_own(world: World, library: Library) -> None:
    """From 12 to 14 August 2025 the record has no change, and the other observer's has."""
    ground_on, (first, last) = surveyor(world, library), (date(2025, 8, 12), date(2025, 8, 14))
    before, after = ground_on(first).table, ground_on(last).table
    assert before["area_km2"].sum() == pytest.approx(after["area_km2"].sum())
    held = [table[table["holder"] == "russia"][["area_km2", "area_km2_wider", "area_km2_other_wider"]].sum()
            for table in (before, after)]
    assert (held[0] == held[1]).to_list() == [True, True, False]
    assert (ground_on(first).control.on, ground_on(last).control.on) == (first, last)


@pytest.mark.parametrize(("name", "reason", "ours", "off"), [
    # A quarter of Donetsk is the oblast's Ukrainian-held share; 20% in the same weeks counts otherwise.
    ("ignatius-donetsk-share-held-2025-11-23", Reason.TWO_READINGS, 23.8, 0.1),
    ("reuters-donetsk-share-held-2025-12-03", Reason.OFFICIAL_CLAIM, 23.7, 0.1),
    ("bbc-donetsk-share-held-2025-12-11", Reason.STALE, 23.3, 0.1),
    # 14% and 12% are shares of the Donbas.
    ("ap-donbas-share-held-2025-11-21", Reason.DONBAS_NOT_DONETSK, 12.11, 0.02),
    ("reuters-donbas-area-held-2025-08-16", Reason.DONBAS_NOT_DONETSK, 6737, 3),
    ("foreign-policy-donbas-share-held-2025-12-19", Reason.MIDPOINT, 11.4, 0.1),
    # AFP includes ground that Russia only claims.
    ("afp-donetsk-area-held-2025-11-20", Reason.CLAIMS_AND_CONTROL, 6330, 3),
    ("afp-kharkiv-area-claimed-2025-11-20", Reason.CLAIMS_AND_CONTROL, 1326, 3),
    ("afp-chernihiv-area-claimed-2025-11-20", Reason.CLAIMS_AND_CONTROL, 0, 0),
    ("afp-ukraine-net-28-point-2025-11-20", Reason.CLAIMS_AND_CONTROL, 4556, 5),
    ("deepstate-ukraine-gain-month-2025-11-30", Reason.PERIOD_SUM, 531, 3),
    ("reuters-sumy-kharkiv-area-russian-2025-08-16", Reason.PART_ONLY, 1381, 3),
    ("afp-zaporizhzhia-share-russian-2025-08-22", Reason.WATER, 73.7, 0.1),
    ("reuters-donbas-area-russian-2025-08-12", Reason.OTHER_BASE, 46448, 3),
])
def test_known_pitfalls(
    comparisons: dict[str, Comparison], name: str, reason: Reason, ours: float, off: float
) -> None:
    one = comparisons[name]
    assert one.reason is reason
    assert one.why_not is None
    assert one.ours == pytest.approx(ours, abs=off)


def test_the_week_of_the_leak_by_hand(
    world: World, library: Library, claims: tuple[Claim, ...],
    ground_on: Callable[[date], Ground],
) -> None:
    """6,330 km² (5,523 to 6,687) of Donetsk, 113,034 km² of Ukraine without the Syvash."""
    by_id = {one.id: one for one in claims}

    def on_the_day(name: str) -> Comparison:
        return compare(world, library, replace(by_id[name], as_of=LEAK), ground_on)

    donetsk = on_the_day("afp-donetsk-area-held-2025-11-20")
    assert (donetsk.ours, donetsk.low, donetsk.high) == pytest.approx((6330, 5523, 6687), abs=2)
    assert donetsk.difference == pytest.approx(1330, abs=2)
    assert donetsk.relative == pytest.approx(0.266, abs=0.001)
    country = on_the_day("reuters-ukraine-area-russian-2025-12-03")
    assert country.ours == pytest.approx(113_034, abs=3)
    assert country.high is not None
    assert not country.inside
    assert country.reason is Reason.WATER
    assert country.high + 2_071 > country.claim.value, "with the Syvash it is in the range"
    share = on_the_day("afp-ukraine-share-russian-2025-11-20")
    assert share.ours == pytest.approx(100 * 113_034 / 598_824, abs=0.01)
    official = {r.basis: r.value for r in share.our_figure.share_bases} if share.our_figure else {}
    assert official[Basis.OFFICIAL_AREA] == pytest.approx(100 * 113_034 / 603_540, abs=0.01)
    residents = on_the_day("donetsk-administration-donetsk-remaining-2025-11-12")
    assert residents.ours == pytest.approx(730_000, rel=0.01)
    line = on_the_day("syrskyi-ukraine-line-2025-11-09")
    assert line.ours == pytest.approx(ground_on(LEAK).contact_km, abs=0.06)
    assert (line.low, line.high) == (None, None)


def test_the_computed_figures_are_those_of_the_ground(
    comparisons: dict[str, Comparison], ground_on: Callable[[date], Ground]
) -> None:
    """Reference computation: the plan's net is the held part of Donetsk minus the ground returned by 21c."""
    table = ground_on(date(2025, 11, 20)).table
    russian = table[table["holder"] == "russia"]
    donetsk = total(table[(table["region"] == "UA-14") & (table["holder"] == "ukraine")])
    returned = total(russian[russian["region"].isin(RETURNED_28)])
    net = comparisons["afp-ukraine-net-28-point-2025-11-20"]
    assert net.ours == pytest.approx(donetsk["area_km2"] - returned["area_km2"], abs=0.02)
    outside = total(russian)["area_km2"] - returned["area_km2"] + donetsk["area_km2"]
    share = comparisons["afp-ukraine-share-28-point-2025-11-20"]
    whole = table["area_km2"].sum()
    assert share.ours == pytest.approx(100 * outside / whole, abs=0.001)
    less = russian[~russian["region"].isin(["UA-43", "UA-40"])]
    crimea = comparisons["sky-news-arabia-ukraine-share-russian-excl-crimea-2026-02-24"]
    assert crimea.ours == pytest.approx(100 * less["area_km2"].sum() / whole, abs=0.4)


def test_two_readings_of_a_quarter(comparisons: dict[str, Comparison]) -> None:
    """A quarter of the oblast is 6,625 km²; a quarter of its Ukrainian-held part is 1,575."""
    one = comparisons["ignatius-donetsk-share-held-2025-11-23"].our_figure
    assert one is not None
    readings = {reading.basis: reading.value for reading in one.share_bases}
    assert readings[Basis.OF_WHOLE] == pytest.approx(0.25 * 26_499, abs=1)
    assert readings[Basis.OF_HELD] == pytest.approx(0.25 * one.value / 100 * 26_499, abs=1)


def test_town_populations_agree_exactly(comparisons: dict[str, Comparison]) -> None:
    towns = {name: one for name, one in comparisons.items()
             if one.claim.quantity is Quantity.TOWN}
    assert len(towns) == 10
    other = towns.pop("ukrstat-kostiantynivka-town-2021-01-01")
    assert {one.difference for one in towns.values()} == {0}
    assert (other.on, other.reason) == (date(2022, 1, 1), Reason.OTHER_DAY)


def test_people_today_are_shown_for_context_and_never_subtracted(
    comparisons: dict[str, Comparison]
) -> None:
    there = [one for one in comparisons.values() if one.why_not is WhyNot.PEOPLE_TODAY]
    assert {one.reason for one in there} == {Reason.HEADCOUNT_TODAY}
    assert {one.difference for one in there} == {one.relative for one in there} == {None}
    pokrovsk = comparisons["donetsk-administration-pokrovsk-town-remaining-2025-11-12"]
    assert pokrovsk.ours == 60_127
    before = comparisons["donetsk-administration-donetsk-residents-before-2022-02-23"]
    assert before.ours == 1_792_020


def test_the_table_is_complete_and_accessible(
    comparisons: dict[str, Comparison], english: Language
) -> None:
    html = claims_html(list(comparisons.values()), english)
    box = ElementTree.fromstring(html)  # noqa: S314 - trusted input
    assert (box.attrib["class"], box.attrib["tabindex"]) == ("scroll", "0")
    table = box.find("table")
    assert table is not None
    assert "ledger" in table.attrib["class"].split()
    assert (table.findtext("caption") or "").startswith("Published figures and ours: 92 compared, 28")
    rows = table.findall("tbody/tr")
    heads = table.findall("thead/tr/th")
    assert len(rows) == len(comparisons)
    assert {head.attrib["scope"] for head in heads} == {"col"}
    for row in rows:
        assert row[0].attrib["scope"] == "row"
        assert len(row) == len(heads)
        assert all("".join(cell.itertext()) for cell in row[:-1])
    for link in box.iter("a"):
        assert link.attrib["href"].startswith(("https://", "http://"))
        assert {"noopener", "noreferrer"} <= set(link.attrib["rel"].split())


def test_rows_read_well(comparisons: dict[str, Comparison], english: Language) -> None:
    rows = {row.id: row for row in claims_rows(list(comparisons.values()), english)}
    row = rows["afp-donetsk-area-held-2025-11-20"]
    assert (row.what, row.day) == ("Area under Ukrainian control: Donetsk", "20 November 2025")
    assert (row.published, row.computed, row.spread) == ("5,000 km²", "6,330 km²", "5,523 to 6,687 km²")
    assert row.difference == "+1,330 km² (+26.6%)"
    assert rows["bbc-donetsk-share-held-2025-12-11"].difference == "−6.7 percentage points"
    assert rows["ukrstat-kramatorsk-town-2022-01-01"].difference == "0"
    # Both are about the Donbas, which alone explains nothing, and the row says so.
    assert "No reason for the difference" in rows["ap-donbas-share-held-2025-11-21"].reason
    assert "1,575 km²" in rows["ignatius-donetsk-share-held-2025-11-23"].reason
    silent = rows["hfhr-luhansk-area-outside-2015-12-31"]
    assert (silent.computed, silent.difference) == ("–", "–")
    assert silent.reason.startswith("Not compared")
    miles = claims_rows([comparisons[row.id]], load_language("en", "mi2"))[0]
    assert (miles.published, miles.difference[:4]) == ("1,931 sq mi", "+513")


def test_plain_values_are_json(comparisons: dict[str, Comparison]) -> None:
    compared = list(comparisons.values())
    values = json.loads(json.dumps(claims_value(compared, load_language("en")), allow_nan=False))
    by_id = {value["id"]: value for value in values}
    assert len(by_id) == 120
    one = by_id["isw-ukraine-gain-year-2025-12-31"]
    assert (one["published"], one["unit"], one["since"]) == (4700, "km2", "2024-12-31")
    assert by_id["kellogg-zone-width-2025-05-07"]["why_not"] == "proposal"
    ukrainian = claims_value(compared, load_language("uk"))
    assert not [one["note"] for one in ukrainian if one["note"] and not re.search("[а-яіїєґ]", one["note"])]
    assert [one.keys() for one in ukrainian] == [one.keys() for one in values]
