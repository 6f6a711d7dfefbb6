"""Sweeps: all plans on many days, and what is true of each on all of them."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from atlas.figures import Figures
from atlas.opened import Day, Plan, written
from geo.case import RECORDS
from geo.control.dates import any_day, read_step
from geo.control.margin import DEFAULT_KM, read_km
from geo.sweep.facts import robustness
from geo.sweep.folder import read_sweep
from geo.sweep.question import question, swept_days
from geo.sweep.run import sweep as run_sweep
from layers.explore.holds import statements
from layers.language import N_
from layers.progress import progress


class Sweeps(Figures):
    """What takes long; see `atlas.Atlas`."""

    def sweep(self, folder: Path | str, *, plans: Iterable[Plan] | None = None, since: Day | None = None,
              until: Day | None = None, step: int = 1, margins_km: Iterable[float] = (DEFAULT_KM,),
              records: Iterable[str] = RECORDS, workers: int | None = None, scheduler: str | None = None,
              force: bool = False) -> pd.DataFrame:
        """Work out plans on many days, margins and records, as `cli.py sweep` does; complete days are kept.

        Several processes start the calling script anew, so in a script the call belongs below
        `if __name__ == "__main__":`.

        Parameters
        ----------
        folder
            For the files, one of Parquet per day. The same call goes on where one before it stopped.
        plans
            None means all.
        since, until
            The first and the last day; None means as far as the records go.
        step
            Days from one to the next, counted anew after a gap.
        margins_km
            How far the line may be off, in kilometres.
        records
            Whose records; see the class.
        workers
            The number of processes; None means one for each core, and 1 none besides this one.
        scheduler
            The address of a Dask scheduler whose workers do the work instead.
        force
            Whether to begin anew in a folder that holds another sweep.

        Returns
        -------
        DataFrame
            One row per plan, day, margin, record, region and status with any ground or people; columns
            `plan`, `on` (date), `margin_km`, `record`, `region`, `status`, `side`, `area_km2`, `people`, both
            with `_low` and `_high`. All days of the folder between `since` and `until`.

        Raises
        ------
        AtlasError
            If an argument cannot be used, the folder holds anything else, or workers were lost.

        Examples
        --------
        >>> rows = a.sweep(folder / "swept", plans=["us-28-point"], since="2025-11-01", until="2025-11-21",
        ...                step=20, records=["deepstate"], workers=1)
        >>> rows.loc[rows["status"] == "demilitarised", ["on", "region"]].astype(str).values.tolist()
        [['2025-11-01', 'UA-14'], ['2025-11-21', 'UA-14']]
        """
        world, library = self._work.world, self._work.library
        asked = question(world, [self.plan(plan) for plan in (library.plans if plans is None else plans)],
                         [read_km(km, "margin") for km in margins_km], records)
        first, last = (None if day is None else any_day(written(day)) for day in (since, until))
        days = swept_days(world, asked.records, first, last, read_step(step))
        with progress(self._language.text(N_("day")), shown=self._progress) as report:
            run_sweep(asked, days, Path(folder), workers=workers, scheduler=scheduler, force=force,
                      report=report)
        return read_sweep(Path(folder), first=first, last=last)

    def holds(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Say what is true of each plan in every case of a sweep, and what is not, as `cli.py holds` does.

        A case is a day, a margin and a record. A statement holds in a case if it is true over its whole
        range, fails if it is true nowhere in it, and is open otherwise.

        Parameters
        ----------
        rows
            What `sweep` returned, or rows of it.

        Returns
        -------
        DataFrame
            One row per plan and statement; columns `plan`, `sentence`, `fact`, `region` ('' if it is about
            none), `cases`, `holds`, `fails`, `open` (numbers of cases), `area_km2_low`, `area_km2_high` (the
            ground that it speaks of; NaN if none), `fails_on`, `fails_margin_km`, `fails_record` (the first
            case in which it does not hold, if any), `days`, `days_kept` (number of days, and of those on
            which it holds in every case) and `missed` (the other days, in words).

        Raises
        ------
        AtlasError
            If there are no rows.

        Examples
        --------
        >>> rows = a.sweep(folder / "swept", plans=["us-28-point"], since="2025-11-01", until="2025-11-21",
        ...                step=20, records=["deepstate"], workers=1)
        >>> said = a.holds(rows)
        >>> said.loc[said["holds"] == said["cases"], "sentence"].iloc[0]
        'Ukraine would leave ground that it holds'
        """
        table = robustness(rows)
        said = statements(table, self._names, self._language)
        table.insert(1, "sentence", [one.sentence for one in said])
        return table.drop(columns="misses").assign(missed=["; ".join(one.missed) for one in said])
