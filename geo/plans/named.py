"""Plans as readers name them: by id, by a file of their own, or by the address of an own plan."""

import re
from collections.abc import Collection
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from geo.control.dates import Period
from geo.errors import N_
from geo.plans.edit.code import PART, VERSION, read_draft
from geo.plans.edit.code_parts import SHOWN, read_from
from geo.plans.edit.draft import Draft, opened, scenario_of
from geo.plans.library import PLAN_SUFFIXES, Library, read_scenario
from geo.plans.scenario import Scenario

CODE = re.compile(rf"{VERSION}{PART}", re.ASCII)
PLAN_FIELD, OWN_FIELD = "plan", "own"
"""The fields of an address that hold a plan's id, and the code of an own plan."""


def scenario_named(
    text: str, library: Library, regions: frozenset[str], periods: tuple[Period, ...] = (),
    sites: Collection[str] | None = None,
) -> Scenario:
    """Return a plan by its id in the library, by the path of a reader's file, or by an address.

    Returns
    -------
    Scenario
        A plan from a file or an address is marked as a reader's own, unless it equals one of the library.

    Raises
    ------
    UnknownScenario
        If the library has no such plan.
    ScenarioError, DraftError
        If file or address hold no valid plan.
    """
    base, draft = plan_and_draft(text, library, regions, periods, sites)
    return base if draft.is_empty and base.id in library.plans else scenario_of(draft, base, regions)


def plan_and_draft(
    text: str, library: Library, regions: frozenset[str], periods: tuple[Period, ...] = (),
    sites: Collection[str] | None = None,
) -> tuple[Scenario, Draft]:
    """Return a plan, named as for `scenario_named`, and what was changed in it.

    Parameters
    ----------
    text
        An id, the path of a file ending in one of PLAN_SUFFIXES (in small or capital letters), the code of
        an own plan, or an address with one.
    library, regions, periods, sites
        The plans, and what a plan may name.
    """
    if CODE.match(text):
        with read_from(N_("The own plan '{text}' cannot be read: {why}."), text=text[:SHOWN]):
            draft = read_draft(text, library, regions, periods)
        return library[draft.base], draft
    if code := _field(text, OWN_FIELD):
        draft = read_draft(code, library, regions, periods)
        return library[draft.base], draft
    if text.lower().endswith(PLAN_SUFFIXES):
        return opened(read_scenario(Path(text), regions, periods, sites), library.plans, regions)
    plan = library[_field(text, PLAN_FIELD) or text]
    return plan, Draft(plan.id)


def _field(text: str, name: str) -> str:
    """Return what an address says in a field; empty if the text is no address, or does not."""
    try:
        return parse_qs(urlsplit(text).query).get(name, [""])[0]
    except ValueError:
        return ""
