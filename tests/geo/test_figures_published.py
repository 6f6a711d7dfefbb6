"""The computed figures against published ones, another source, and their own earlier values."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import shapely

from geo.control.dates import days
from geo.line_sources.dated_files import read_control
from geo.measure import areas_km2
from geo.outcomes.figures import FIGURES_CHANGED
from geo.outcomes.outcome import Outcome, country
from geo.world import World
from geo.zones.ground import Ground
from geo.zones.survey import survey
from tests import golden
from tests.conftest import DAYS, ROOT, SHARED

DAY = date(2025, 11, 21)
LUHANSK, DONETSK, ZAPORIZHZHIA, KHERSON = "UA-09", "UA-14", "UA-23", "UA-65"

HELD_KM2 = {  # Russian-held ground by region on DAY, as first computed with this method
    "UA-14": 20_332, "UA-09": 26_237, "UA-23": 20_975, "UA-65": 19_515, "UA-43": 26_346,
    "UA-40": 750, "UA-63": 1_326, "UA-59": 234, "UA-12": 233, "UA-48": 130,
}

ARCHIVE = SHARED / "reference" / "deepstate"
ARCHIVE_FILES = sorted(ARCHIVE.glob("deepstatemap_data_*.geojson"))


def by_region(ground: Ground, holder: str) -> pd.DataFrame:
    table = ground.table[ground.table["holder"] == holder]
    return table.groupby("region")[["area_km2", "area_km2_wider", "area_km2_narrower", "people"]].sum()


@pytest.fixture(scope="module")
def ground(ground_on: Callable[[date], Ground]) -> Ground:
    return ground_on(DAY)


@pytest.fixture(scope="module")
def russian(ground: Ground) -> pd.DataFrame:
    """Figures of Russian-held ground by region on DAY."""
    return by_region(ground, "russia")


@pytest.fixture(scope="module")
def ukrainian(ground: Ground) -> pd.DataFrame:
    return by_region(ground, "ukraine")


def test_russian_held_ground_is_what_reuters_and_afp_printed(
    russian: pd.DataFrame, world: World
) -> None:
    """About 116,000 km², 19.2 to 19.5 % of the measured or official area."""
    held_km2 = russian["area_km2"].sum()
    whole = country(world)
    assert 115_500 < held_km2 < 116_700
    assert 0.192 < held_km2 / whole["area_km2"] < 0.195
    assert 0.192 < held_km2 / whole["area_official_km2"] < 0.195


def test_a_quarter_of_donetsk_is_ukrainian_held(ukrainian: pd.DataFrame, world: World) -> None:
    held_km2 = ukrainian.at[DONETSK, "area_km2"]
    assert 6_200 < held_km2 < 6_400
    assert 0.23 < held_km2 / world.regions.at[DONETSK, "area_km2"] < 0.25
    assert 5_900 < ukrainian.at[DONETSK, "area_km2_wider"] < 6_000
    assert 6_500 < ukrainian.at[DONETSK, "area_km2_narrower"] < 6_700


def test_ukrainian_held_donetsk_lies_in_two_pieces(ground: Ground) -> None:
    """A large part and a small separate one."""
    shape = ground.zones.geometry[ground.zones.index.str.startswith(f"{DONETSK}.ukraine")].union_all()
    sizes = sorted(areas_km2(shapely.get_parts(shape)))
    assert sizes == pytest.approx([73, 6_194], abs=1)


@pytest.mark.parametrize("region, least, most", [
    (LUHANSK, 0.985, 1.0), (ZAPORIZHZHIA, 0.74, 0.78), (KHERSON, 0.72, 0.75),
])
def test_shares_of_the_other_regions_are_those_in_the_press(
    region: str, least: float, most: float, russian: pd.DataFrame, world: World
) -> None:
    assert least <= russian.at[region, "area_km2"] / world.regions.at[region, "area_km2"] <= most


def test_areas_by_region_are_those_first_computed(russian: pd.DataFrame) -> None:
    """Exactly ten regions, each within half a per cent."""
    assert russian["area_km2"].to_dict() == pytest.approx(HELD_KM2, rel=0.005)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_crimea_and_sevastopol_are_held_as_a_whole(
    day: date, ground_on: Callable[[date], Ground], world: World
) -> None:
    """On every date and each of the three lines, no settlement north of the isthmus affects them."""
    russian = by_region(ground_on(day), "russia")
    for region in ("UA-43", "UA-40"):
        for suffix in ("", "_wider", "_narrower"):
            whole_km2 = world.regions.at[region, "area_km2"]
            assert russian.at[region, f"area_km2{suffix}"] == pytest.approx(whole_km2, rel=1e-6)


def test_before_the_invasion_the_line_ran_through_donetsk_and_luhansk(
    ground_on: Callable[[date], Ground]
) -> None:
    """And along the administrative boundary of Crimea; no other ground was Russian-held."""
    ground = ground_on(DAYS[0])
    russian = by_region(ground, "russia")["area_km2"]
    assert set(russian[russian > 0].index) == {DONETSK, LUHANSK, "UA-43", "UA-40"}
    assert 16_500 < russian[[DONETSK, LUHANSK]].sum() < 17_500


def test_people_by_region_are_the_official_ones(
    russian: pd.DataFrame, ukrainian: pd.DataFrame
) -> None:
    """Residents before the full-scale invasion, within one per cent (issue 3)."""
    assert ukrainian.at[DONETSK, "people"] == pytest.approx(730_000, rel=0.01)
    expected = {DONETSK: 3_330_000, LUHANSK: 2_100_000, ZAPORIZHZHIA: 750_000, KHERSON: 520_000}
    found = {region: russian.at[region, "people"] for region in expected}
    assert found == pytest.approx(expected, rel=0.01)


def test_the_line_of_contact_is_as_long_as_on_printed_maps(ground: Ground) -> None:
    assert 1_050 < ground.contact_km < 1_120


@pytest.mark.skipif(not ARCHIVE_FILES, reason="the reference files lie outside the repository")
@pytest.mark.parametrize("path", ARCHIVE_FILES, ids=lambda path: path.stem[-8:])
def test_the_bundled_line_agrees_with_the_public_archive(
    path: Path, world: World, ground_on: Callable[[date], Ground]
) -> None:
    """Each place has the same holder; areas differ within the accuracy of a line between places."""
    day = date.fromisoformat(f"{path.stem[-8:-4]}-{path.stem[-4:-2]}-{path.stem[-2:]}")
    if day not in days(world.periods):
        pytest.skip("the record has no such day")
    archived = by_region(survey(world, read_control(path, day, world.regions_m)), "russia")
    recorded = by_region(ground_on(day), "russia")
    assert recorded["people"].sum() == archived["people"].sum()
    assert recorded["people"].reindex(archived.index).to_dict() == archived["people"].to_dict()
    assert recorded["area_km2"].sum() == pytest.approx(archived["area_km2"].sum(), rel=0.016)
    tolerances = {DONETSK: 0.02, LUHANSK: 0.006, ZAPORIZHZHIA: 0.04, KHERSON: 0.025, "UA-43": 0.001}
    for region, tolerance in tolerances.items():
        found, expected = recorded.at[region, "area_km2"], archived.at[region, "area_km2"]
        assert found == pytest.approx(expected, rel=tolerance), region


def test_no_published_figure_changes_unnoticed(
    outcome_on: Callable[[str, date], Outcome], world: World
) -> None:
    """The totals of the 28-point plan on three dates are pinned; see tests/golden."""
    stored = golden.stored()
    differences = golden.moved(stored["totals"], golden.totals(outcome_on, world))
    assert not differences, f"{golden.ADVICE}. {differences}"
    assert stored["figures_changed"] == FIGURES_CHANGED, (
        "FIGURES_CHANGED has moved: run 'python -m tests.golden' to record it"
    )


def test_a_changed_figure_is_noticed(
    outcome_on: Callable[[str, date], Outcome], world: World
) -> None:
    """The comparison can fail: for a hectare more, a person less, or a missing status."""
    before = golden.stored()["totals"]
    assert golden.moved(before, before) == []
    after = golden.totals(outcome_on, world)["2025-11-21"]
    changed = {
        "demilitarised": {**after["demilitarised"], "people": after["demilitarised"]["people"] - 1},
        "ukrainian": {**after["ukrainian"], "area_km2": after["ukrainian"]["area_km2"] + 0.02},
    }
    found = golden.moved({"2025-11-21": after}, {"2025-11-21": changed})
    gone = len(after) - 2
    assert len([line for line in found if "now None" in line]) == gone * 6
    assert len(found) == gone * 6 + 2


def test_the_changelog_marks_changed_figures() -> None:
    """FIGURES_CHANGED is a date, and the changelog has lines with the mark."""
    assert date.fromisoformat(FIGURES_CHANGED) >= date(2026, 11, 22)
    assert "- **[figure]**" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
