"""The library of plans, by id, with a message for every invalid plan file."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from geo.control.dates import Period
from geo.errors import N_, ScenarioError, UnknownScenario
from geo.paths import DATA
from geo.plans.scenario import Group, Scenario
from geo.plans.toml_file import MAX_BYTES, read_plan
from geo.writing.refusal import why_refused

SCENARIOS = DATA / "scenarios"
DEFAULT_PLAN = "us-28-point"
TODAY = "today"
"""Used in place of a plan id for the line of contact without a plan."""
SUFFIX = ".toml"
PLAN_SUFFIXES = (SUFFIX, f"{SUFFIX}.txt")
"""How names of plan files end; some programs add the second end to texts."""
AGAIN = re.compile(r"^(?:copy of|копія|копия|kopie von) (?=\S)"
                   r"|(?: ?\(\d{1,3}\)| ?\((?:another )?(?:copy|копія|копия|kopie|kopia|copie)(?: \d{1,3})?\)"
                   r"|(?: [—–-])? (?:copy|копія|копия|kopie|kopia|copie)(?: \d{1,3})?){1,4}$", re.IGNORECASE)
"""What browsers and file managers add to the name of a second download or copy: 'name (1).toml'."""


@dataclass(frozen=True)
class Library:
    """All plans by id, in display order, and one message per invalid file."""

    plans: dict[str, Scenario]
    faults: tuple[str, ...] = field(default=())
    broken: Mapping[str, str] = field(default_factory=dict)
    """The same messages by the plan id that the file name implies."""
    sites: frozenset[str] | None = None
    """The sites that a plan may speak of; None: any."""

    @property
    def default(self) -> str:
        """The id of the plan shown by default: DEFAULT_PLAN, or the first plan if that is invalid.

        Raises
        ------
        UnknownScenario
            If there are no valid plans.
        """
        if not self.plans:
            raise UnknownScenario(N_("No plan can be read."))
        return DEFAULT_PLAN if DEFAULT_PLAN in self.plans else next(iter(self.plans))

    def __getitem__(self, name: str) -> Scenario:
        """Return a plan by its id.

        Raises
        ------
        UnknownScenario
            If there is none, or its file is invalid.
        """
        if name not in self.plans and name in self.broken:
            raise UnknownScenario(N_("The plan '{name}' cannot be used: {fault}."), name=name,
                                  fault=self.broken[name])
        if name not in self.plans:
            known = ", ".join(self.plans)
            raise UnknownScenario(N_("There is no plan '{name}'; the plans are {known}."), name=name[:60],
                                  known=known)
        return self.plans[name]

    def with_plan(self, plan: Scenario) -> "Library":
        """Return a library with one more plan, such as a reader's own, or with a plan replaced."""
        return replace(self, plans={**self.plans, plan.id: plan})


def load_library(
    regions: Iterable[str], folder: Path = SCENARIOS, periods: tuple[Period, ...] = (),
    sites: Collection[str] | None = None,
) -> Library:
    """Read every plan file in a folder; invalid files are reported and do not affect the others.

    Parameters
    ----------
    regions
        The region ids that a rule may name.
    folder
        Contains one `<id>.toml` per plan.
    periods
        If given, reference dates must lie in these periods of the record.
    sites
        If given, plans may speak of these sites only.
    """
    known = frozenset(regions)
    plans: list[Scenario] = []
    broken: dict[str, str] = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            plan = read_scenario(path, known, periods, sites)
            if plan.group is Group.OWN:
                raise ScenarioError(N_("{name}: group 'own' is for plans of readers, not for this folder"),
                                    name=path.name)
            if path.stem != plan.id:
                raise ScenarioError(N_("{name}: is a copy of the plan '{id}'"), name=path.name, id=plan.id)
            plans.append(plan)
        except ScenarioError as fault:
            broken[path.stem] = fault.words
    groups = list(Group)
    plans.sort(key=lambda plan: (groups.index(plan.group), -plan.published.toordinal(), plan.id))
    return Library({plan.id: plan for plan in plans}, tuple(broken.values()), broken,
                   None if sites is None else frozenset(sites))


def read_scenario(
    path: Path, regions: frozenset[str], periods: tuple[Period, ...] = (),
    sites: Collection[str] | None = None,
) -> Scenario:
    """Read one plan file, named for the plan's id; a number such as ' (1)' after it does not count.

    Raises
    ------
    ScenarioError
        If the file is invalid; the message names it and lists every fault.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError as fault:
        raise ScenarioError(N_("{name}: there is no such file"), name=path.name) from fault
    except OSError as fault:
        raise ScenarioError(N_("{name}: cannot be read ({why})"), name=path.name,
                            why=why_refused(fault)) from fault
    return read_plan(raw, path.name, regions, periods, _named_for(path.stem), sites)


def _named_for(stem: str) -> str:
    """Return the id that a file is named for: without marks of a copy, in small letters as all ids are."""
    return AGAIN.sub("", " ".join(stem.split()).removesuffix(SUFFIX)).lower()


def reference_days(library: Library, scenario: Scenario | None = None) -> list[date]:
    """Return the reference dates of all plans, in order; all plans share one set of zones."""
    plans = [*library.plans.values(), *([scenario] if scenario else [])]
    return sorted({plan.reference_date for plan in plans if plan.reference_date})
