"""Figures of plans: on one line of contact, of one plan beside another, and over the days of the record."""

from typing import Any

import pandas as pd

from atlas.opened import Day, Opened, OwnLine, Plan, written
from geo.case import RECORD
from geo.control.dates import days, read_day, read_step, spanned
from geo.control.margin import DEFAULT_KM, MAX_STRIP_KM, read_km
from geo.outcomes.figures import NUMBERS, ROW_KEYS
from geo.outcomes.history import history as history_of
from layers.data.values import figures_value
from layers.html.difference_ledger import as_dict
from layers.text.difference import second_sentence, sentence

COMPARED = ["region", "status", *(f"{measure}{end}" for measure in ("area_km2", "people")
                                  for end in ("", "_low", "_high", "_1", "_2"))]


class Figures(Opened):
    """What is counted; see `atlas.Atlas`."""

    def figures(self, plan: Plan, *, on: Day | None = None, record: str = RECORD,
                margin_km: float = DEFAULT_KM, line: OwnLine | None = None,
                strip_km: float | None = None) -> pd.DataFrame:
        """Return the figures of a plan, as `cli.py figures --json` prints them.

        Parameters
        ----------
        plan, on, record, margin_km, line
            See `atlas.Atlas`.
        strip_km
            The width of the plan's buffer, in kilometres; None means the plan's own.

        Returns
        -------
        DataFrame
            One row per region, status and holder with any ground or people; columns `region`, `status`,
            `holder`, `area_km2`, `people`, each number with `_low` and `_high`. Its `attrs` has all else
            that is printed: `totals` by status, `sites`, `overlays`, `control`, `line_of_contact_km`.

        Raises
        ------
        AtlasError
            If plan, day, record, margin or line cannot be used.

        Examples
        --------
        >>> rows = a.figures("us-28-point", on="2025-11-21")
        >>> rows.loc[rows["status"] == "demilitarised", "region"].unique().tolist()
        ['UA-14']
        """
        front, work = self._front(on, record, margin_km, line), self._work
        strip = None if strip_km is None else read_km(strip_km, "width", MAX_STRIP_KM)
        outcome = work.apply(front, self.plan(plan), strip)
        value = figures_value(outcome, work.world, work.by_record(front), self._language)
        value |= self._noted(front)
        return _framed(value.pop("rows"), [*ROW_KEYS, *NUMBERS], value)

    def compare(self, first: Plan, second: Plan, *, on: Day | None = None, second_on: Day | None = None,
                record: str = RECORD, margin_km: float = DEFAULT_KM,
                line: OwnLine | None = None) -> pd.DataFrame:
        """Return what a second plan does differently from a first; either may be TODAY, the line without one.

        Parameters
        ----------
        first, second, on, record, margin_km, line
            See `atlas.Atlas`.
        second_on
            The day of the second plan's line of contact, from the record; None means the line of the first.

        Returns
        -------
        DataFrame
            One row per region and status that differ; columns `region`, `status`, `area_km2` and `people`
            (second minus first), each with `_low`, `_high` and, in either case, `_1` and `_2`. Its `attrs`
            has `net` (how much more ground the second leaves under Ukrainian control, by region and in
            total) and `sentence`.

        Raises
        ------
        AtlasError
            If a plan, day, record, margin or line cannot be used.

        Examples
        --------
        >>> a.compare("us-28-point", "us-28-point", on="2025-11-21").empty
        True
        """
        front = self._front(on, record, margin_km, line)
        then = front.on if second_on is None else read_day(written(second_on), self._work.world.periods)
        found = self._work.compare(front, self._plan_or_none(first), self._plan_or_none(second),
                                   front.on_day(then) if then != front.on else None)
        sentences = [say(found, self._names, self._language) for say in (sentence, second_sentence)]
        value = {
            "first": found.ids[0], "second": found.ids[1], "on": found.line_1.on.isoformat(),
            "second_on": found.line_2.on.isoformat(), "margin_km": found.ground.margin_km,
            **as_dict(found, sentences), "data_version": self._work.world.version, **self._noted(front),
        }
        return _framed(value.pop("rows"), COMPARED, value)

    def history(self, plan: Plan, *, since: Day | None = None, until: Day | None = None,
                step: int = 1) -> pd.DataFrame:
        """Follow a plan, or with TODAY the line without one, through the days of the record.

        Parameters
        ----------
        plan
            See `atlas.Atlas`.
        since, until
            The first and the last day; None means those of the record.
        step
            Days from one to the next, counted anew after a gap in the record.

        Returns
        -------
        DataFrame
            One row per day, region, status and holder with any ground or people; columns `on` (day),
            `region`, `status`, `side`, `holder`, `area_km2`, `people`; no `status` and `side` with TODAY.
            There are no ranges, because those need a moved line per day; `figures` has them.

        Raises
        ------
        AtlasError
            If the plan, a day or the step cannot be used.

        Examples
        --------
        >>> rows = a.history("us-28-point", since="2026-01-01", until="2026-03-01", step=28)
        >>> rows["on"].dt.strftime("%Y-%m-%d").unique().tolist()
        ['2026-01-01', '2026-01-29', '2026-02-26']
        """
        world = self._work.world
        first, last = (None if day is None else read_day(written(day), world.periods)
                       for day in (since, until))
        chosen = spanned(days(world.periods), first, last, read_step(step))
        rows = history_of(world, self._plan_or_none(plan), chosen)
        return rows.assign(on=pd.to_datetime(rows["on"]))


def _framed(rows: list[dict[str, Any]], columns: list[str], about: dict[str, Any]) -> pd.DataFrame:
    """Return a table with all else that is known of it as its `attrs`."""
    table = pd.DataFrame(rows, columns=columns)
    table.attrs = about
    return table
