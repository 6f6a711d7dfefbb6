"""Files of all plans on a day, and of a plan on many days."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from atlas.opened import Day, OwnLine, Plan, written
from atlas.sweeps import Sweeps
from geo.cache import Step, remembering
from geo.case import LIVEUAMAP, RECORD
from geo.control.dates import any_day, days, read_step, spanned
from geo.control.margin import DEFAULT_KM
from geo.errors import N_, DateError
from layers.bundle.registry import Export, export_named, stack_by
from layers.export.files import write_by
from layers.export.stack import Stack
from layers.progress import Report, counted, progress


class Stacks(Sweeps):
    """Several plans or days in one file; see `atlas.Atlas`."""

    def export_all(self, path: Path | str, *, on: Day | None = None, record: str = RECORD,
                   margin_km: float = DEFAULT_KM, line: OwnLine | None = None,
                   kind: str | None = None) -> Path:
        """Write all plans on a day, and the line without one, into one file, as `cli.py export --all` does.

        Every plan covers the same ground, so choose one by the column `scenario` before you add up.

        Parameters
        ----------
        path
            The file to write; one that is there is replaced.
        on, record, margin_km, line
            See the class.
        kind
            'gpkg', 'parquet', 'geojson' or 'csv'; None means the suffix of the path.

        Returns
        -------
        Path
            The file. Its ids are `scenario.id`, unique in the file.

        Raises
        ------
        AtlasError
            If day, record, margin, line or kind cannot be used, or the file cannot be written.

        Examples
        --------
        >>> import geopandas
        >>> zones = geopandas.read_parquet(a.export_all(folder / "all.parquet", on="2025-11-21"))
        >>> zones["id"].is_unique, set(zones["scenario"]) - set(a.plans.index)
        (True, {'today'})
        """
        out = Path(path)
        chosen = export_named(out.suffix[1:] if kind is None else kind)
        front = self._front(on, record, margin_km, line)
        plans = [*self._work.library.plans.values(), None]
        return self._stacked(out, chosen, N_("step"), lambda report: Stack(
            self._request(plan, front, parts=chosen.parts) for plan in counted(plans, report)))

    def export_days(self, plan: Plan, path: Path | str, *, since: Day | None = None, until: Day | None = None,
                    step: int = 1, record: str = RECORD, margin_km: float = DEFAULT_KM,
                    kind: str | None = None) -> Path:
        """Write a plan, or with TODAY the line without one, on many days into one file, as `series` does.

        Every day covers the same ground, so choose one by its date before you add up.

        Parameters
        ----------
        plan, record, margin_km
            See the class.
        path
            The file to write; one that is there is replaced.
        since, until
            The first and the last day; None means as far as the record goes.
        step
            Days from one to the next, counted anew after a gap.
        kind
            'gpkg', 'parquet', 'geojson' or 'csv'; None means the suffix of the path.

        Returns
        -------
        Path
            The file. Its ids are `scenario.date.id`, unique in the file.

        Raises
        ------
        AtlasError
            If plan, day, step, record, margin or kind cannot be used, no day is known, or the file cannot be
            written.

        Examples
        --------
        >>> import geopandas
        >>> out = a.export_days("today", folder / "days.parquet", since="2025-11-20", until="2025-11-21")
        >>> geopandas.read_parquet(out)["id"].iloc[[0, -1]].str[:16].tolist()
        ['today.2025-11-20', 'today.2025-11-21']
        """
        out = Path(path)
        chosen = export_named(out.suffix[1:] if kind is None else kind)
        first, last = (None if day is None else any_day(written(day)) for day in (since, until))
        front = self._front(None, record, margin_km, None)
        second = self._work.world.second_record if front.line == LIVEUAMAP else None
        known = days(self._work.world.periods if second is None else second.periods)
        chosen_days = spanned(known, first, last, read_step(step))
        if not chosen_days:
            raise DateError(N_("From {first} to {last} no day is known."), first=first or known[0],
                            last=last or known[-1])
        scenario = self._plan_or_none(plan)
        # The ground of many days would not fit into memory.
        once = replace(self._work, cache=remembering({Step.CONTROL}))
        return self._stacked(out, chosen, N_("day"), lambda report: Stack(
            (self._request(scenario, replace(front, on=day), work=once, parts=chosen.parts)
             for day in counted(chosen_days, report)), by_day=True))

    def _stacked(self, out: Path, chosen: Export, unit: str, stack: Callable[[Report], Stack]) -> Path:
        """Write a stack, which is given the function that shows how far it has come."""
        make = stack_by(chosen)
        with progress(self._language.text(unit), shown=self._progress) as report:
            write_by(lambda beside: make(stack(report), beside), out)
        return out
