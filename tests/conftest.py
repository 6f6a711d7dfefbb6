"""Shared fixtures: the real data, loaded once, and the toy world.

The toy world (see `tests.support.worlds.toy`) is four squares of 10 km with 100 people in each zone:

     NW | NE        control: the right half of SE
     ---+---        zones:   NW.u  NE.u  SW.u  SE.u  SE.r
     SW | SE        area:    100   100   100    50    50   km2
"""

import os
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cli
import terminal.parser  # noqa: F401 - the modules that `run` patches must be there
from geo.cache import SURVEYS, Cache, Key
from geo.case import Case, LineChoice
from geo.control.margin import DEFAULT_KM
from geo.explore.depths import Depths, depths_from
from geo.outcomes.fragments import Fragments
from geo.outcomes.history import pieces_for
from geo.outcomes.outcome import Outcome, outcome_of
from geo.outcomes.overlays import measured_band
from geo.plans.library import TODAY, Library, load_library
from geo.plans.overlay import Band, Baseline
from geo.plans.scenario import Scenario
from geo.sweep.one_plan import brief_zones
from geo.workspace import Workspace, plan_key
from geo.world import World, load_world
from geo.zones.ground import Ground
from geo.zones.survey import survey
from layers.language import Language, load_language
from layers.request import ExportRequest
from terminal.workspace import library_of
from tests.support.files import export_requests
from tests.support.order import COUNTRY, SLOW_ROOMS, place_of
from tests.support.worlds import toy
from tests.support.worlds.survey_store import sharing, surveying

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
SHARED = ROOT.parent / "shared"

DAYS = tuple(map(date.fromisoformat, ("2022-02-23", "2024-07-08", "2025-11-21", "2026-08-22")))
"""The first known day, the first and last of the daily record, and the day of the 28-point plan."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests of front ends and of the real country as slow; `make quick` leaves them out.

    Tests that are slow for another reason, such as a separate process, mark themselves (`pytest.mark.slow`).
    `place_of` says which come first.
    """
    items.sort(key=place_of)
    for item in items:
        room = item.path.relative_to(TESTS).parts[0]
        if room in SLOW_ROOMS or COUNTRY.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what a page was doing when a test waited for it in vain, also if a second wait was not in vain."""
    for report in terminalreporter.getreports("rerun"):
        terminalreporter.section(f"waited again: {report.nodeid}")
        terminalreporter.line(report.longreprtext)


@pytest.fixture(scope="session", autouse=True)
def unforeseen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fail a test that ends in the last resort, unless it checks a log of its own."""
    log = tmp_path_factory.mktemp("log") / "atlas.log"
    os.environ["ATLAS_LOG"] = str(log)
    yield
    assert not log.exists(), log.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def world() -> World:
    return load_world()


@pytest.fixture(scope="session")
def library(world: World) -> Library:
    return load_library(world.regions.index)


@pytest.fixture(scope="session")
def surveys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of surveys that the processes of a test session share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "surveys"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def worked_out(surveys: Path) -> Cache:
    """Everything that was worked out on the real country in a test session."""
    return sharing(surveys)


@pytest.fixture(scope="session")
def work(world: World, library: Library, worked_out: Cache) -> Workspace:
    """A workspace on the real country, with everything cached for the session."""
    return Workspace(world, library, worked_out)


@pytest.fixture(scope="session")
def surveyed(world: World, surveys: Path) -> Callable[..., Ground]:
    """`ground_for`, cached by line, margin and set of earlier days."""
    return surveying(world, surveys)


@pytest.fixture(scope="session")
def ground_on(work: Workspace) -> Callable[[date], Ground]:
    """The ground on a day with the default margin, surveyed once per day."""
    return lambda day: work.ground(LineChoice(day, DEFAULT_KM))


@pytest.fixture(scope="session")
def outcome_for(world: World) -> Callable[..., Outcome]:
    """`outcome_of`, with equal bands on one ground measured once, as in a `Workspace`."""
    bands: dict[tuple[object, ...], tuple[Ground, pd.DataFrame]] = {}

    def outcome(plan: Scenario, ground: Ground, strip_km: float | None = None) -> Outcome:
        def measure(band: Band) -> pd.DataFrame:
            rules = plan_key(plan) if band.line is Baseline.PLAN_LINE else ""
            key = (id(ground), band, plan.reference_date, rules)
            if key not in bands:
                bands[key] = ground, measured_band(world, plan, ground, band)
            return bands[key][1]

        return outcome_of(world, plan, ground, strip_km, measure)

    return outcome


@pytest.fixture(scope="session")
def outcome_on(work: Workspace) -> Callable[[str, date], Outcome]:
    """The outcome of a plan on a day, computed once."""
    return lambda plan, day: work.outcome(Case(LineChoice(day, DEFAULT_KM), plan))


@pytest.fixture(scope="session")
def pieces(world: World) -> Fragments:
    """The pieces that histories are summed over, the same for all plans."""
    return pieces_for(world)


@pytest.fixture(scope="session")
def names(world: World) -> dict[str, str]:
    """The names of regions by id."""
    return world.regions["name_en"].to_dict()


@pytest.fixture(scope="session")
def english() -> Language:
    return load_language("en")


@pytest.fixture(scope="session")
def terminal_cache(worked_out: Cache) -> Cache:
    """The cache shared by all commands in a test session: surveys of recorded lines, which never change."""
    def cache(key: Key, make: Callable[[], Any], /) -> Any:
        return worked_out(key, make) if key.step in SURVEYS and not key.is_private else make()

    return cache


@pytest.fixture(scope="session")
def terminal_library(world: World) -> Library:
    """The plans as a command reads them, which no command changes."""
    return library_of(world)


@pytest.fixture
def run(
    world: World, terminal_cache: Cache, terminal_library: Library,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> Callable[..., tuple[int, str, str]]:
    """Run the terminal in this process on the loaded world; return exit code, stdout and stderr."""
    monkeypatch.setattr("terminal.workspace.load_world", lambda: world)
    monkeypatch.setattr("terminal.workspace.load_library", lambda *_, **__: terminal_library)
    monkeypatch.setattr("terminal.workspace.remembering", lambda: terminal_cache)

    def once(*argv: str) -> tuple[int, str, str]:
        try:
            code = cli.main(argv)
        except SystemExit as end:  # argparse exits this way
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return once


@pytest.fixture(scope="session")
def toy_world() -> World:
    return toy.make_world()


@pytest.fixture(scope="session")
def toy_ground(toy_world: World) -> Ground:
    """The toy world with Russia holding the right half of SE, and a margin of 1 km."""
    return survey(toy_world, toy.right_half())


@pytest.fixture(scope="session")
def toy_drawn(toy_world: World) -> Ground:
    """The same without a margin."""
    return survey(toy_world, toy.right_half(), margin_km=0)


@pytest.fixture(scope="session")
def toy_depths(toy_world: World, toy_drawn: Ground) -> Depths:
    """The ground beside the line of contact of the toy world."""
    return depths_from(toy_world, toy_drawn)


@pytest.fixture(scope="session")
def request_of(
    world: World, library: Library, english: Language, outcome_on: Callable[[str, date], Outcome],
    ground_on: Callable[[date], Ground], work: Workspace,
) -> Callable[..., ExportRequest]:
    """An export request for a plan, or for TODAY, on a day, with all parts unless `parts` is given.

    Other days that a briefing looks at are surveyed once.
    """
    zones = partial(brief_zones, work)

    def export_request(thing: str, day: date = export_requests.DAY, **more: Any) -> ExportRequest:
        outcome = None if thing == TODAY else outcome_on(thing, day)
        return ExportRequest(
            world, library, ground_on(day), outcome, english,
            **{"parts": export_requests.ALL_PARTS, "zones": zones, **more}
        )

    return export_request


@pytest.fixture(scope="session")
def hostile(toy_world: World, toy_ground: Ground, english: Language) -> ExportRequest:
    return export_requests.hostile_request(toy_world, toy_ground, english)
