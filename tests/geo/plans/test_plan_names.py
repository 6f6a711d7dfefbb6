"""Plan files as browsers and editors leave them: with a number in the name, capitals, a byte order mark."""

from pathlib import Path

import pytest

from geo.errors import ScenarioError
from geo.plans.custom import marked
from geo.plans.library import Library, load_library, read_scenario
from geo.plans.named import scenario_named
from tests.geo.plans.test_scenarios import GOOD, REGIONS


@pytest.mark.parametrize("name", ["mine.TOML", "mine (1).toml", "mine(12).toml", "mine - Copy.toml",
                                  "mine (1) (2).toml", "mine — копія.toml", "mine - копия (2).toml",
                                  "MINE.toml", "mine copy 2.toml", "mine (copy).toml", "mine (копія 1).toml",
                                  "Copy of mine.toml", "Копія mine (1).toml", "mine - Kopie.toml",
                                  "mine — kopia (2).toml", "mine\u00a0(1).toml", "mine.toml.txt"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_second_download_is_read_as_the_file_without(name: str, mark: bytes, tmp_path: Path) -> None:
    good, again = tmp_path / "mine.toml", tmp_path / "again" / name
    again.parent.mkdir()
    good.write_text(GOOD, encoding="utf-8")
    again.write_bytes(mark + GOOD.encode())
    assert read_scenario(again, REGIONS) == read_scenario(good, REGIONS)
    plan = scenario_named(str(again), Library({}), REGIONS)
    assert plan.id == marked(read_scenario(good, REGIONS)).id


@pytest.mark.parametrize("name", ["other.toml", "mine (x).toml", "(1).toml", "mine 1.toml",
                                  "mine copied.toml", "copy.toml", "mine-copy.toml"])
def test_a_file_named_for_another_plan_is_still_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(ScenarioError, match="but the file is named"):
        read_scenario(tmp_path / name, REGIONS)


def test_a_copy_among_the_plans_of_the_project_is_reported(tmp_path: Path) -> None:
    for name in ("mine.toml", "mine (1).toml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    library = load_library(REGIONS, tmp_path)
    assert list(library.plans) == ["mine"]
    assert "mine (1).toml: is a copy of the plan 'mine'" in library.faults
