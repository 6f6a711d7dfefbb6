"""Data and plans, loaded once: what every question to the atlas begins with."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from geo.case import LIVEUAMAP, RECORD, RECORDS, LineChoice
from geo.control.dates import DEFAULT_DAY, read_day
from geo.control.margin import read_km
from geo.control.second import SECOND
from geo.plans.interpretations import interpreted, parse_interpretations
from geo.plans.library import TODAY, scenario_named
from geo.plans.scenario import Scenario
from geo.sweep.day import open_committed
from layers.bundle.registry import one_of
from layers.language import DEFAULT_LANGUAGE, load_language
from layers.request import ExportRequest

Day = date | str
"""A day: a date, a timestamp, or text written YYYY-MM-DD."""

Plan = Scenario | Path | str
"""A plan: what `Atlas.plan` returned, an id of `Atlas.plans`, or the path of a plan file (.toml)."""


class Opened:
    """Data and plans, in one language."""

    def __init__(self, language: str = DEFAULT_LANGUAGE) -> None:
        self._language = load_language(language)
        self._work = open_committed()
        self._names = self._language.regions(self._work.world.regions)

    @property
    def plans(self) -> pd.DataFrame:
        """The plans in display order.

        Returns
        -------
        DataFrame
            One row per plan; index `id`, columns `title`, `published` (day), `status_of_text` and `group`.

        Examples
        --------
        >>> a.plans.loc["us-28-point", "published"]
        Timestamp('2025-11-20 00:00:00')
        """
        rows = [(plan.id, self._language.text(plan.title), pd.Timestamp(plan.published),
                 plan.text_status.value, plan.group.value) for plan in self._work.library.plans.values()]
        columns = ["id", "title", "published", "status_of_text", "group"]
        return pd.DataFrame(rows, columns=columns).set_index("id")

    def plan(self, source: Plan, readings: Mapping[str, str] | None = None) -> Scenario:
        """Return a plan by its id or from a plan file, with clauses interpreted otherwise if asked.

        Parameters
        ----------
        source
            An id, or the path of a plan file.
        readings
            Options by clause, as `cli.py readings` lists them.

        Returns
        -------
        Scenario
            Usable wherever an id is. One from a file is marked as a reader's own in its title.

        Raises
        ------
        UnknownScenario, ScenarioError, InterpretationError
            If there is no such plan, its file has faults, or it has no such clause or option.

        Examples
        --------
        >>> a.plan("us-28-point").published.isoformat()
        '2025-11-20'
        """
        world = self._work.world
        found = source if isinstance(source, Scenario) else scenario_named(
            str(source), self._work.library, frozenset(world.regions.index), world.periods,
            frozenset(world.sites.index))
        asked = " ".join(f"{clause}={option}" for clause, option in (readings or {}).items())
        return interpreted(found, parse_interpretations(asked, found)) if asked else found

    def _plan_or_none(self, plan: Plan) -> Scenario | None:
        return None if plan == TODAY else self.plan(plan)

    def _front(self, on: Day | None, record: str, margin_km: float) -> LineChoice:
        """Return the line of contact of a day, of DEFAULT_DAY if `on` is None."""
        world = self._work.world
        second = world.second_record if one_of(str(record), RECORDS, "record") == LIVEUAMAP else None
        known = (world.periods,) if second is None else (second.periods, SECOND)
        return LineChoice(DEFAULT_DAY if on is None else read_day(written(on), *known),
                          read_km(margin_km, "margin"), RECORD if second is None else LIVEUAMAP)

    def _request(self, plan: Scenario | None, front: LineChoice) -> ExportRequest:
        """Return a request for the shapes and files of a plan, or of the line without one."""
        work = self._work
        if plan is None:
            return ExportRequest(work.world, work.library, work.ground(front), None, self._language)
        outcome, library = work.apply(front, plan), work.library.with_plan(plan)
        return ExportRequest(work.world, library, outcome.ground, outcome, self._language)


def written(day: Day) -> str:
    """Return a day as text, a timestamp without its hours."""
    return day.isoformat()[:10] if isinstance(day, date) else str(day)
