"""The atlas: plans, figures, comparisons, histories, zones, places and files."""

from dataclasses import replace
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from atlas.figures import Figures
from atlas.opened import Day, Plan
from geo.case import RECORD
from geo.control.margin import DEFAULT_KM
from geo.gazetteer.search import Names, find, load_names
from geo.gazetteer.sites import called
from layers.bundle.registry import export_named
from layers.export.files import may_be_written, write_whole
from layers.export.shape_tables import shape_tables
from layers.html.town_card import town_card
from layers.places.site_card import site_card


class Atlas(Figures):
    """The data and plans of the atlas, loaded once; results are kept, so asking again is quick.

    Areas are geodesic, in square kilometres (`area_km2`), `people` are residents of the reference year, and
    `_low` and `_high` are the range over a line that may be off by `margin_km` and over both observers of the
    day. Regions are ISO 3166-2 codes. Where a method takes `on`, `record` and `margin_km`, they name the line
    of contact: a day (by default the one that the page opens with), whose record of settlements it comes from
    ('deepstate', the project's own, or 'liveuamap'), and how far it may be off, in kilometres. Where it takes
    a plan, that is an id, the path of a plan file, or what `plan` returned.

    Parameters
    ----------
    language
        Code of the language of titles, sentences and files, such as 'en'; ids stay as they are.

    Raises
    ------
    SourceError
        If there is no such language, or the data cannot be read.

    Examples
    --------
    >>> import atlas
    >>> a = atlas.Atlas()
    >>> "us-28-point" in a.plans.index
    True
    """

    def zones(self, plan: Plan, *, on: Day | None = None, record: str = RECORD,
              margin_km: float = DEFAULT_KM, part: str = "zones") -> gpd.GeoDataFrame:
        """Return the shapes of a plan, or with TODAY of the line without one, as an export has them.

        Parameters
        ----------
        plan, on, record, margin_km
            See the class.
        part
            'zones', or 'contact', 'plan_line' or 'strip' for lines and buffers.

        Returns
        -------
        GeoDataFrame
            In EPSG:4326 (longitude, latitude), index `id`. Of zones one row per piece of ground that the
            plan's rules tell apart, with `region`, `holder`, `status`, `clause`, `area_km2`, `people` and
            more; see `layers.export.shape_tables` for the columns of each part.

        Raises
        ------
        AtlasError
            If plan, day, record or margin cannot be used, or the plan has no such part.

        Examples
        --------
        >>> zones = a.zones("us-28-point", on="2025-11-21")
        >>> zones.crs.to_string(), zones.loc["UA-14.ukraine", "status"]
        ('EPSG:4326', 'demilitarised')
        """
        request = self._request(self._plan_or_none(plan), self._front(on, record, margin_km))
        return shape_tables(replace(request, parts=frozenset({part})))[part].infer_objects()

    def place(self, query: str, *, on: Day | None = None, record: str = RECORD) -> pd.DataFrame:
        """Return what each plan would do to a settlement, or says of a site.

        Parameters
        ----------
        query
            A name in Ukrainian, English or Russian, old or new; also 'Name, Region'.
        on, record
            See the class.

        Returns
        -------
        DataFrame
            One row per plan; index `plan`, columns `status`, `clause`, `confidence`, `sentence` and more.
            Its `attrs` has the place: `place` (name), `region`, `lon`, `lat` (degrees), `population`,
            `holder`, `distance_to_line_km`; of a site also `site` (its kind) and `capacity_mw`.

        Raises
        ------
        AtlasError
            If no place has this name, or several have, or the day or record cannot be used.

        Examples
        --------
        >>> under = a.place("Kramatorsk", on="2025-11-21")
        >>> under.attrs["holder"], under.loc["us-28-point", "status"]
        ('ukraine', 'demilitarised')
        """
        work, front = self._work, self._front(on, record, DEFAULT_KM)
        world, library = work.world, work.library
        site = called(world.sites, query)
        card = town_card(
            find(self._settlements, query), work.held_places(front),
            work.apply(front, library[library.default]), library, world, self._names, self._language,
        ) if site is None else site_card(site, work.ground(front), library, world, self._names,
                                         self._language)
        value = {**card.as_dict(), "on": front.on.isoformat(), "data_version": world.version}
        under = pd.DataFrame.from_dict(value.pop("under"), orient="index").rename_axis("plan")
        under.attrs = value
        return under

    def export(self, plan: Plan, path: Path | str, *, on: Day | None = None, record: str = RECORD,
               margin_km: float = DEFAULT_KM, kind: str | None = None) -> Path:
        """Write a picture, file or document of a plan, or with TODAY of the line without one.

        Parameters
        ----------
        plan, on, record, margin_km
            See the class.
        path
            The file to write; one that is there is replaced.
        kind
            An id of `layers.bundle.registry.EXPORTS`, such as 'briefing'; None means the suffix of the path.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        AtlasError
            If plan, day, record, margin or kind cannot be used, or the file cannot be written.

        Examples
        --------
        >>> a.export("us-28-point", folder / "zones.geojson", on="2025-11-21").name
        'zones.geojson'
        """
        out = Path(path)
        chosen = export_named(out.suffix[1:] if kind is None else kind)
        may_be_written(out)
        request = self._request(self._plan_or_none(plan), self._front(on, record, margin_km))
        write_whole(out, chosen.write(replace(request, parts=chosen.parts)))
        return out

    @cached_property
    def _settlements(self) -> Names:
        return load_names(self._work.world.places)
