"""The committed tables of published figures: complete, and free of anything harmful."""

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from geo.claims.compare import Comparison, WhyNot
from geo.claims.measure import Basis
from geo.claims.published import (
    CLAIMS_FILE,
    UNDER_PLAN,
    UNIT_OF,
    Claim,
    Quantity,
    Reason,
    Unit,
    load_claims,
)
from geo.claims.statements import REMAINING_FILE, load_remaining
from geo.errors import SourceError
from geo.world import World
from layers.html.claims import QUANTITY_WORDS, READING_WORDS, REASON_WORDS, WHY_WORDS, claims_html
from layers.language import Language
from tests.conftest import SHARED

AVOIDED = re.compile(r"russian territory|new regions|liberat|\bceded?\b|separatist|regime|"
                     r"special (military )?operation|terroris|\borcs?\b|so-called", re.IGNORECASE)
HOSTILE = '<img src=x onerror=alert(1)> "quoted" \' & <b>{0}{x} %s</b>'


@pytest.fixture(scope="module")
def claims() -> tuple[Claim, ...]:
    return load_claims()


def facts(name: str) -> list[dict[str, str]]:
    path = SHARED / "facts" / name
    if not path.exists():
        pytest.skip("the tables of facts are not beside this project")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NAMED_BY_PLAN = {"share_ukraine_ceded_28_point": "share_outside_ukrainian_control_under_plan",
                 "net_gain_to_russia_28_point": "net_gain_to_russia_under_plan"}
"""Quantities named after a plan by the publisher; here the plan is a separate column."""


ADDED = {"deepstate-ukraine-gain-month-2026-01-31", "deepstate-ukraine-gain-month-2026-02-28",
         "deepstate-donetsk-share-held-2026-02-06", "nyt-donetsk-remaining-2026-04-21"}
"""Published figures that are not in the table of facts."""


def test_a_plan_goes_with_a_quantity_that_needs_one(claims: tuple[Claim, ...], tmp_path: Path) -> None:
    """Any plan is possible, because the plan is data, not code."""
    assert {c.plan for c in claims if c.quantity in UNDER_PLAN} == {"us-28-point"}
    assert not any(c.plan for c in claims if c.quantity not in UNDER_PLAN)
    table = CLAIMS_FILE.read_text(encoding="utf-8")
    other = tmp_path / "published.csv"
    other.write_text(table.replace(",us-28-point,", ",freeze,"), encoding="utf-8")
    assert {c.plan for c in load_claims(other)} == {"", "freeze"}
    for wrong in (table.replace(",us-28-point,", ",,"), table.replace(",,19.04,", ",freeze,19.04,")):
        other.write_text(wrong, encoding="utf-8")
        with pytest.raises(SourceError, match="plan"):
            load_claims(other)


def test_no_published_figure_is_lost_or_changed(claims: tuple[Claim, ...]) -> None:
    """Those of the facts, and four of early 2026 that the facts name in words."""
    assert len(claims) == 120
    told = [
        (
            NAMED_BY_PLAN.get(row["quantity"], row["quantity"]),
            row["region"],
            float(row["value"]),
            row["unit"],
            row["as_of_date"],
            row["source_url"],
        )
        for row in facts("published_claims.csv")
    ]
    kept = [(c.quantity.value, c.region, c.value, c.unit.value, c.as_of.isoformat(), c.url)
            for c in claims if c.id not in ADDED]
    assert kept == told
    assert {c.id for c in claims} >= ADDED


def test_no_statement_about_people_is_lost_or_changed() -> None:
    """Those of the facts, and one that stood among the published figures only."""
    statements = load_remaining()
    assert len(statements) == 20
    told = {(row["date"], int(row["population"]), row["kind"], row["source_url"])
            for row in facts("people_remaining.csv")}
    kept = {(s.as_of.isoformat(), s.population, s.kind, s.url) for s in statements}
    assert kept - told == {("2026-02-18", 190000, "current", statements[0].url)}
    assert told <= kept
    assert statements[0].url in {claim.url for claim in load_claims()}


def test_every_region_and_town_exists(world: World, claims: tuple[Claim, ...]) -> None:
    settlements = world.places["name_en"].groupby(world.places.index.str[:12]).first()
    for one in (*claims, *load_remaining()):
        assert one.regions == ("UA",) or set(one.regions) <= set(world.regions.index), one.id
        if one.place:
            name = one.region if isinstance(one, Claim) else one.area
            assert settlements[one.place] == name.split(" ")[0], one.id


def test_words_are_neutral(claims: tuple[Claim, ...]) -> None:
    words = [*QUANTITY_WORDS.values(), *REASON_WORDS.values(), *WHY_WORDS.values()]
    for one in claims:
        words += [one.note, one.publisher, one.region]
    for said in load_remaining():
        words += [said.statement, said.area, said.said_by]
    assert [text for text in words if AVOIDED.search(text)] == []


def test_every_closed_list_has_its_words() -> None:
    assert set(QUANTITY_WORDS) == set(Quantity) == set(UNIT_OF)
    assert set(REASON_WORDS) == set(Reason)
    assert set(WHY_WORDS) == set(WhyNot)
    assert set(READING_WORDS) == set(Basis)


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Write a copy of the published table with a changed first row."""
    def write(**changes: str) -> Path:
        with CLAIMS_FILE.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        rows[0].update(changes)
        path = tmp_path / "published.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path
    return write


def test_hostile_text_is_shown_and_not_executed(
    table: Callable[..., Path], english: Language
) -> None:
    path = table(publisher=HOSTILE, region=HOSTILE, note=HOSTILE, url="https://example.org/?a=1&b=2")
    html = claims_html([Comparison(load_claims(path)[0], None, WhyNot.IN_GAP)], english)
    assert "<img" not in html
    assert "<b>" not in html
    cells = ElementTree.fromstring(html).findall(".//tbody/tr/*")  # noqa: S314 - as above
    assert ["".join(cell.itertext()) for cell in cells[:2]] == [
        HOSTILE, f"Share under Russian military control: {HOSTILE}{HOSTILE}"]
    assert cells[0][0].attrib["href"] == "https://example.org/?a=1&b=2"


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", "data:text/html,x", "//example.org", "https://", "file:///etc/passwd",
    "https://example.org/\"onclick=x", "https://example.org/ x", "HTTPS:example", "https://[",
])
def test_only_web_addresses_are_linked(
    table: Callable[..., Path], english: Language, address: str
) -> None:
    with pytest.raises(SourceError, match="url"):
        load_claims(table(url=address))
    if not address.startswith("https://"):
        one = replace(load_claims()[0], url=address)
        assert "<a" not in claims_html([Comparison(one, None, WhyNot.IN_GAP)], english)


@pytest.mark.parametrize(("column", "value"), [
    ("id", "Two Words"), ("id", ""), ("quantity", "area"), ("region", " "), ("regions", "UA-1"),
    ("regions", "UA UA-14"), ("place", "Kramatorsk"), ("value", "many"), ("value", "nan"),
    ("value", "inf"), ("value", "-1"), ("value", "101"), ("unit", "acres"), ("unit", "km2"),
    ("as_of", "2202-01-01"), ("as_of", "21.11.2025"), ("as_of", "20251121"), ("publisher", ""),
    ("note", "two\nlines"), ("note", "\x1b[31m"), ("note", "x" * 601), ("reason", "because"),
])
def test_an_invalid_value_is_reported(table: Callable[..., Path], column: str, value: str) -> None:
    with pytest.raises(SourceError) as fault:
        load_claims(table(**{column: value}))
    assert str(fault.value).startswith("published.csv: ")
    assert str(fault.value).isprintable()


def test_all_faults_come_in_one_message(table: Callable[..., Path]) -> None:
    with pytest.raises(SourceError) as fault:
        load_claims(table(value="many", as_of="soon", reason="because"))
    for word in ("value 'many'", "as_of 'soon'", "reason 'because'"):
        assert word in str(fault.value)


@pytest.mark.parametrize("content", [
    None, b"", b"\xff\xfe\x00", b"id,quantity\nx,y\n", CLAIMS_FILE.read_bytes()[:150],
    CLAIMS_FILE.read_bytes().replace(b"\n", b",more\n").replace(b",more\n", b"\n", 1), b"id\n\"",
    CLAIMS_FILE.read_bytes() + CLAIMS_FILE.read_bytes().split(b"\n", 1)[1],
], ids=["missing", "empty", "binary", "columns", "cut off", "too wide", "quote", "twice"])
def test_a_broken_file_gets_one_message(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "published.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError, match=r"^published\.csv: "):
        load_claims(path)


def test_an_invalid_statement_is_reported(tmp_path: Path) -> None:
    text = REMAINING_FILE.read_text(encoding="utf-8")
    path = tmp_path / "remaining.csv"
    path.write_text(text.replace(",198500,", ",198500.5,"), encoding="utf-8")
    with pytest.raises(SourceError, match=r"population '198500\.5'"):
        load_remaining(path)
    two = text.replace(",UA-14,,ukraine,2025-11-12", ",UA-14 UA-09,,ukraine,2025-11-12")
    path.write_text(two, encoding="utf-8")
    with pytest.raises(SourceError, match="held_by needs a single region"):
        load_remaining(path)


def test_unit_and_quantity_belong_together(claims: tuple[Claim, ...]) -> None:
    assert {one.unit for one in claims} == set(Unit)
    assert all(one.unit is UNIT_OF[one.quantity] for one in claims)
