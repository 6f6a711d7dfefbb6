"""Data and plans, loaded once: what every question to the atlas begins with."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from atlas.line import Line, Where, read_line
from geo.case import LIVEUAMAP, RECORD, RECORDS, LineChoice
from geo.control.dates import DEFAULT_DAY, any_day, read_day
from geo.control.margin import read_km
from geo.control.record import Control
from geo.control.second import SECOND
from geo.errors import N_, LineError
from geo.plans.interpretations import interpreted, parse_interpretations
from geo.plans.library import TODAY
from geo.plans.named import scenario_named
from geo.plans.scenario import Scenario
from geo.sweep.day import open_committed
from geo.sweep.one_plan import brief_zones
from geo.workspace import Workspace
from layers.bundle.registry import one_of
from layers.language import DEFAULT_LANGUAGE, load_language
from layers.request import ExportRequest

Day = date | str
"""A day: a date, a timestamp, or text written YYYY-MM-DD."""

Plan = Scenario | Path | str
"""A plan: what `Atlas.plan` returned, an id of `Atlas.plans`, or the path of a plan file (.toml)."""

OwnLine = Line | Path | str
"""A line of one's own: what `Atlas.line` returned, or the path of a file with the ground Russia holds."""

ZONES = frozenset({"zones"})


class Opened:
    """Data and plans, in one language."""

    def __init__(self, language: str = DEFAULT_LANGUAGE, progress: bool | None = None) -> None:
        self._language = load_language(language)
        self._progress = progress
        self._lines: dict[tuple[str, date], Line] = {}
        self._work = replace(open_committed(), other_line=self._own_control)
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

    def line(self, path: Path | str, *, on: Day | None = None, where: Where | None = None) -> Line:
        """Read a line of contact from a file of your own: the ground that Russia holds.

        Parameters
        ----------
        path
            A file of any format that page and terminal take: GeoJSON, GeoPackage, KML, a zipped Shapefile
            and others.
        on
            The day that the line is for, known to a record or not; None means the day that the page opens
            with.
        where
            Columns and the values of the features that are counted, such as {'status': 'occupied'}; the
            column may be 'layer'. None counts what is plainly held by Russia.

        Returns
        -------
        Line
            Usable as `line` wherever a method takes one, as is the path itself, which is then read each
            time. It says how it was read (`notes`).

        Raises
        ------
        AtlasError
            If the file is not there or cannot be read as a line of contact, or the day is none.

        Examples
        --------
        >>> a.export("today", folder / "mine.geojson", on="2025-11-21").name
        'mine.geojson'
        >>> mine = a.line(folder / "mine.geojson", on="2026-09-01")
        >>> a.figures("us-28-point", line=mine).attrs["control"]["origin"]
        'upload'
        """
        day = DEFAULT_DAY if on is None else any_day(written(on))
        return read_line(Path(path), day, where or {}, self._work.world, self._language)

    def _plan_or_none(self, plan: Plan) -> Scenario | None:
        return None if plan == TODAY else self.plan(plan)

    def _front(self, on: Day | None, record: str, margin_km: float, line: OwnLine | None) -> LineChoice:
        """Return the line of contact of a day: one's own, or a record's.

        If `on` is None, it is that of one's own line, and else DEFAULT_DAY.
        """
        margin_km = read_km(margin_km, "margin")
        if line is not None:
            if record != RECORD:
                raise LineError(N_("A line of your own comes from no record; name one of the two."))
            own = line if isinstance(line, Line) else self.line(line, on=on)
            own = own if on is None else own.of_day(any_day(written(on)), self._language)
            self._lines[own.name, own.on] = own
            return LineChoice(own.on, margin_km, own.name)
        world = self._work.world
        second = world.second_record if one_of(str(record), RECORDS, "record") == LIVEUAMAP else None
        known = (world.periods,) if second is None else (second.periods, SECOND)
        return LineChoice(DEFAULT_DAY if on is None else read_day(written(on), *known),
                          margin_km, RECORD if second is None else LIVEUAMAP)

    def _own_control(self, front: LineChoice) -> Control:
        return self._lines[front.line, front.on].parsed.control

    def _noted(self, front: LineChoice) -> dict[str, list[str]]:
        """Return `notes` on a day of a record, or on how one's own line was read, if there are any."""
        if front.is_private:
            notes = list(self._lines[front.line, front.on].notes)
        else:
            note = self._work.control(front).origin.note
            notes = [self._language.text(note)] if note else []
        return {"notes": notes} if notes else {}

    def _request(self, plan: Scenario | None, front: LineChoice, *, parts: frozenset[str] = ZONES,
                 work: Workspace | None = None) -> ExportRequest:
        """Return a request for the shapes and files of a plan, or of the line without one.

        `work` is where it is worked out; None means where all else is, whose results are kept.
        """
        work = work or self._work
        if plan is None:
            return ExportRequest(work.world, work.library, work.ground(front), None, self._language,
                                 parts=parts)
        outcome, library = work.apply(front, plan), work.library.with_plan(plan)
        return ExportRequest(work.world, library, outcome.ground, outcome, self._language,
                             parts=parts, zones=partial(brief_zones, work))


def written(day: Day) -> str:
    """Return a day as text, a timestamp without its hours."""
    return day.isoformat()[:10] if isinstance(day, date) else str(day)
