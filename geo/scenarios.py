"""Reading plan files, and saying everything that is wrong with one in one message."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from geo.assign import misfits
from geo.dates import Period, known_day
from geo.errors import DateError, ScenarioError, UnknownScenario
from geo.scenario import Group, Scenario
from geo.tables import DATA, joined

SCENARIOS = DATA / "scenarios"
MOST_BYTES = 200_000
DEFAULT_PLAN = "us-28-point"


@dataclass(frozen=True)
class Library:
    """All plans by id, in the order they are offered, and one message per unreadable file."""

    plans: dict[str, Scenario]
    faults: tuple[str, ...] = field(default=())

    @property
    def default(self) -> str:
        """The plan that is shown when none is asked for: DEFAULT_PLAN if it can be read.

        Raises
        ------
        UnknownScenario
            If no plan at all can be read.
        """
        if not self.plans:
            raise UnknownScenario("No plan can be read.")
        return DEFAULT_PLAN if DEFAULT_PLAN in self.plans else next(iter(self.plans))

    def __getitem__(self, name: str) -> Scenario:
        if name not in self.plans:
            known = ", ".join(self.plans)
            raise UnknownScenario(f"There is no plan '{name[:60]}'; the plans are {known}.")
        return self.plans[name]


def load_library(
    regions: Iterable[str], folder: Path = SCENARIOS, periods: tuple[Period, ...] = ()
) -> Library:
    """Read every plan file of a folder; a broken one is reported, the others still work.

    Parameters
    ----------
    regions
        The region ids that a rule may name.
    folder
        Holds one `<id>.toml` per plan.
    periods
        If given, a plan may refer only to days that are recorded.
    """
    known = frozenset(regions)
    plans, faults = [], []
    for path in sorted(folder.glob("*.toml")):
        try:
            plans.append(read_scenario(path, known, periods))
        except ScenarioError as fault:
            faults.append(str(fault))
    groups = list(Group)
    plans.sort(key=lambda plan: (groups.index(plan.group), -plan.published.toordinal(), plan.id))
    return Library({plan.id: plan for plan in plans}, tuple(faults))


def read_scenario(
    path: Path, regions: frozenset[str], periods: tuple[Period, ...] = ()
) -> Scenario:
    """Read one plan file.

    Raises
    ------
    ScenarioError
        Naming the file and every fault found in it.
    """
    try:
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            raise ScenarioError(f"{path.name}: larger than {MOST_BYTES // 1000} kB")
        content = tomllib.loads(raw.decode("utf-8"))
    except ScenarioError:
        raise
    except (OSError, ValueError, RecursionError) as fault:
        raise ScenarioError(f"{path.name}: is no readable TOML ({fault})") from fault
    try:
        scenario = Scenario.model_validate(content)
    except ValidationError as fault:
        raise ScenarioError(f"{path.name}: {joined(_faults(fault))}") from fault
    faults = misfits(scenario, regions)
    if scenario.reference_date and periods:
        try:
            known_day(scenario.reference_date, periods)
        except DateError as fault:
            faults.append(f"reference_date: {fault}")
    if scenario.id != path.stem:
        faults.insert(0, f"id is '{scenario.id}' but the file is named '{path.stem}'")
    if faults:
        raise ScenarioError(f"{path.name}: {joined(faults)}")
    return scenario


def _faults(error: ValidationError) -> list[str]:
    """Each fault as 'rules.2.status: what is wrong', counting list items from 1."""
    faults = []
    for item in error.errors(include_url=False, include_input=False):
        place = ".".join(str(p + 1) if isinstance(p, int) else str(p) for p in item["loc"])
        message = item["msg"].removeprefix("Value error, ")
        faults.append(f"{place}: {message}" if place else message)
    return faults
