"""Fixtures for tests of the data gate: a minimal data folder, and a way to break one part of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from geo import checks as gate_module
from geo.checks import gate
from geo.paths import DATA
from geo.plans.library import Library
from geo.world import World
from geo.zones.ground import Ground

Faults = dict[str, tuple[str, ...]]
Passed = Callable[..., Faults]

FEW_PLANS = ("us-28-point", "istanbul-2022", "freeze")
"""One plan with readings, one with a reference date, and the simplest one."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A minimal data folder that the gate accepts."""
    (tmp_path / "places").mkdir()
    strays = (DATA / "places" / "strays.csv").read_text(encoding="utf-8")
    (tmp_path / "places" / "strays.csv").write_text(strays, encoding="utf-8")
    named = "`places/strays.csv`: by hand; codes `R`, `L`, `W`, `D`\n"
    (tmp_path / "SOURCES.md").write_text(named, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def few_plans(library: Library) -> Library:
    return replace(library, plans={name: library[name] for name in FEW_PLANS})


@pytest.fixture
def found(root: Path, world: World, few_plans: Library, surveyed: Callable[..., Ground],
          monkeypatch: pytest.MonkeyPatch) -> Passed:
    """Return the failed checks with their faults for a world in which one part is replaced."""
    monkeypatch.setattr(gate_module, "ground_for", surveyed)

    def run(plans: Library = few_plans, **exchanged: object) -> Faults:
        checks = gate(replace(world, **exchanged), plans, root)  # type: ignore[arg-type]
        return {check.name: check.faults for check in checks if check.faults}

    return run
