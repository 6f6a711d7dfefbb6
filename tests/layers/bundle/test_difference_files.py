"""Comparisons as files: plates in every size, real text, and the ledger as a table."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from geo.outcomes.difference import difference
from geo.plans.library import Library
from geo.world import World, control_for
from geo.zones.ground import Ground
from layers.bundle.registry import COMPARISON_EXPORTS
from layers.html.difference_ledger import rows_of
from layers.language import Language
from layers.plate.comparison import (
    ComparedPlans,
    compared_plans,
    comparison_name,
    description,
    difference_csv,
    difference_plate,
    difference_sheet,
)
from layers.plate.sizes import SIZES
from layers.request import ExportRequest
from tests.conftest import DAYS
from tests.support.files.export_requests import HOSTILE, toy_plan_named

Run = Callable[..., tuple[int, str, str]]
ON = DAYS[2]


@pytest.fixture(scope="module")
def compared(
    world: World, library: Library, ground_on: Callable[[date], Ground], english: Language
) -> ComparedPlans:
    found = difference(ground_on(ON), library["e3-counter"], library["us-28-point"])
    return compared_plans(found, ExportRequest(world, library, found.ground, None, english))


@pytest.fixture(scope="module")
def days(
    world: World, library: Library, english: Language, surveyed: Callable[..., Ground]
) -> ComparedPlans:
    ground = surveyed(world, control_for(world, ON), [], 1.0, control_for(world, DAYS[3]))
    found = difference(ground, library["us-28-point"], library["us-28-point"])
    return compared_plans(found, ExportRequest(world, library, ground, None, english))


@pytest.mark.parametrize("size", SIZES)
def test_every_size_is_a_picture(size: str, compared: ComparedPlans) -> None:
    sized = ComparedPlans(compared.found, ExportRequest(**{**vars(compared.request), "size": size}))
    assert difference_plate(sized, "png").startswith(b"\x89PNG")


def test_the_pdf_has_the_sentence_as_text(compared: ComparedPlans) -> None:
    text = PdfReader(io.BytesIO(difference_plate(compared, "pdf"))).pages[0].extract_text()
    assert "Compared with the E3 counter-proposal" in " ".join(text.split())
    assert "Left open by one of the two" in text


def test_two_days_are_distinguished_wherever_the_plan_is_named(days: ComparedPlans) -> None:
    sheet = difference_sheet(days)
    words = [entry.words for entry in sheet.legend]
    assert len(words) == len(set(words))
    assert "US 28-point plan, 22 August 2026" in sheet.kicker
    assert "As of 21 November 2025 and 22 August 2026." in sheet.notes[0]
    assert "on=2025-11-21&" in sheet.link, "the first is what was chosen first"
    assert "against_on=2026-08-22" in sheet.link
    assert b"<svg" in difference_plate(days, "svg")


def test_the_table_is_the_ledger(compared: ComparedPlans) -> None:
    rows = list(csv.DictReader(io.StringIO(difference_csv(compared).decode("utf-8"))))
    ledger = rows_of(compared.found)
    assert len(rows) == len(ledger)
    for row, ours in zip(rows, ledger.to_dict("records"), strict=True):
        assert (row["region"], row["status"]) == (ours["region"], ours["status"])
        assert float(row["area_km2"]) == pytest.approx(ours["area_km2"], abs=0.006)
        assert float(row["area_km2_second"]) - float(row["area_km2_first"]) == pytest.approx(
            float(row["area_km2"]), abs=0.011)
        assert float(row["area_km2_low"]) <= float(row["area_km2"]) <= float(row["area_km2_high"])


def test_the_description_is_neutral_and_complete(compared: ComparedPlans) -> None:
    said = description(compared)
    assert "Compared with" in said
    assert "{" not in said
    assert comparison_name(compared, "png") == "e3-counter_us-28-point_2025-11-21_compared-16x9.png"


@pytest.mark.slow
def test_hostile_words_remain_text(toy_ground: Ground, toy_world: World, english: Language) -> None:
    found = difference(toy_ground, None, toy_plan_named(HOSTILE))
    export_request = ExportRequest(toy_world, Library({}), toy_ground, None, english)
    drawn = COMPARISON_EXPORTS["svg"][1](compared_plans(found, export_request)).decode("utf-8")
    assert "<img" not in drawn
    assert "</script" not in drawn


@pytest.mark.parametrize("kind", COMPARISON_EXPORTS)
def test_the_terminal_writes_the_same_bytes(
    kind: str, compared: ComparedPlans, run: Run, tmp_path: Path
) -> None:
    out = tmp_path / f"a.{kind}"
    argv = ("compare", "e3-counter", "us-28-point", "--on", str(ON), "--format", kind, "--out", str(out))
    code, said, err = run(*argv)
    assert (code, err) == (0, "")
    assert out.name in said
    assert out.read_bytes() == COMPARISON_EXPORTS[kind][1](compared)
    code, _, err = run(*argv)
    assert code == 2
    assert "exists" in err or "there" in err


@pytest.mark.parametrize("more", [("--format", "exe"), ("--size", "poster")], ids=" ".join)
def test_unknown_sizes_and_formats_are_rejected(more: tuple[str, str], run: Run, tmp_path: Path) -> None:
    out = tmp_path / "a"
    code, said, err = run("compare", "freeze", "today", "--out", str(out), *more)
    assert (code, said) == (2, "")
    assert err.count("\n") == 1
    assert not out.exists()
