"""The atlas: plans, figures, comparisons, histories, zones, places and files."""

from dataclasses import replace
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from atlas.opened import Day, OwnLine, Plan
from atlas.stacks import Stacks
from geo.case import RECORD
from geo.control.margin import DEFAULT_KM
from geo.gazetteer.search import Names, find, load_names, namesakes
from geo.gazetteer.sites import called
from layers.bundle.registry import asked_for, export_named, written
from layers.export.files import may_be_written, write_whole
from layers.export.shape_tables import shape_tables
from layers.html.town_card import town_card
from layers.language import N_
from layers.places.site_card import site_card
from layers.progress import progress


class Atlas(Stacks):
    """The data and plans of the atlas, loaded once; results are kept, so asking again is quick.

    Areas are geodesic, in square kilometres (`area_km2`), `people` are residents of the reference year, and
    `_low` and `_high` are the range over a line that may be off by `margin_km` and over both observers of the
    day. Regions are ISO 3166-2 codes. Where a method takes `on`, `record` and `margin_km`, they name the line
    of contact: a day (by default the one that the page opens with), whose record of settlements it comes from
    ('deepstate', the project's own, or 'liveuamap'), and how far it may be off, in kilometres. Where it takes
    a plan, that is an id, the path of a plan file, or what `plan` returned. `line` is a line of one's own in
    place of a record's: the path of a file with the ground that Russia holds, or what `line` returned. With
    it `on` may be any day, and ranges have no second observer. What should be known of a day, or of how a
    file was read, is in `attrs["notes"]`.

    Parameters
    ----------
    language
        Code of the language of titles, sentences and files, such as 'en'; ids stay as they are.
    progress
        Whether a bar on stderr shows how far long work has come; None means on a terminal only, so that a
        notebook needs True.

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
              margin_km: float = DEFAULT_KM, line: OwnLine | None = None,
              part: str = "zones") -> gpd.GeoDataFrame:
        """Return the shapes of a plan, or with TODAY of the line without one, as an export has them.

        Parameters
        ----------
        plan, on, record, margin_km, line
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
            If plan, day, record, margin or line cannot be used, or the plan has no such part.

        Examples
        --------
        >>> zones = a.zones("us-28-point", on="2025-11-21")
        >>> zones.crs.to_string(), zones.loc["UA-14.ukraine", "status"]
        ('EPSG:4326', 'demilitarised')
        """
        request = self._request(self._plan_or_none(plan), self._front(on, record, margin_km, line))
        return shape_tables(replace(request, parts=frozenset({part})))[part].infer_objects()

    def place(self, query: str, *, on: Day | None = None, record: str = RECORD,
              line: OwnLine | None = None) -> pd.DataFrame:
        """Return what each plan would do to a settlement, or says of a site.

        Parameters
        ----------
        query
            A name in Ukrainian, English or Russian, old or new; also 'Name, Region'.
        on, record, line
            See the class.

        Returns
        -------
        DataFrame
            One row per plan; index `plan`, columns `status`, `clause`, `confidence`, `sentence` and more.
            Its `attrs` has the place: `place` (name), `region`, `lon`, `lat` (degrees), `population`,
            `holder`, `distance_to_line_km`, `namesakes` (codes of settlements and raions within
            cities, without figures, that the name fits as well); of a site also `site` (its kind) and
            `capacity_mw`.

        Raises
        ------
        AtlasError
            If no place has this name, or several have, or the day, record or line cannot be used.

        Examples
        --------
        >>> under = a.place("Kramatorsk", on="2025-11-21")
        >>> under.attrs["holder"], under.loc["us-28-point", "status"]
        ('ukraine', 'demilitarised')
        """
        work, front = self._work, self._front(on, record, DEFAULT_KM, line)
        world, library = work.world, work.library
        site = called(world.sites, query)
        if site is None:
            town = find(self._settlements, query)
            value = town_card(town, work.held_places(front), work.apply(front, library[library.default]),
                              library, world, self._names, self._language).as_dict(self._language)
            value["namesakes"] = namesakes(self._settlements, query, town)[0]
        else:
            card = site_card(site, work.ground(front), library, world, self._names, self._language)
            value = card.as_dict(self._language)
        value = {**value, "on": front.on.isoformat(), "data_version": world.version,
                 **self._noted(front)}
        under = pd.DataFrame.from_dict(value.pop("under"), orient="index").rename_axis("plan")
        under.attrs = value
        return under

    def export(self, plan: Plan, path: Path | str, *, on: Day | None = None, record: str = RECORD,
               margin_km: float = DEFAULT_KM, line: OwnLine | None = None, kind: str | None = None,
               size: str | None = None, frame: str | None = None, title: str | None = None,
               map_only: bool = False) -> Path:
        """Write a picture, file or document of a plan, or with TODAY of the line without one.

        Parameters
        ----------
        plan, on, record, margin_km, line
            See the class.
        path
            The file to write; one that is there is replaced.
        kind
            An id of `layers.bundle.registry.EXPORTS`, such as 'briefing'; None means the suffix of the path.
        size
            Of a picture: '16x9', '1x1', '9x16', 'a4-portrait' or 'a4-landscape'; None means '16x9'.
        frame
            The part of the map in pictures, and in those of a document: 'all', 'affected', 'donetsk',
            'south', 'north-east', 'crimea', a region's code, or 'west,south,east,north' in degrees. None
            means 'affected' in documents and in the sizes '1x1' and '9x16', and else 'all'.
        title
            The title of a picture, by its maker; plan and day stay above it.
        map_only
            Whether a picture is the map alone, for a designer.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        AtlasError
            If plan, day, record, margin, line, kind, size, frame or title cannot be used, or the file cannot
            be written.

        Examples
        --------
        >>> a.export("us-28-point", folder / "zones.geojson", on="2025-11-21").name
        'zones.geojson'
        >>> a.export("us-28-point", folder / "map.svg", size="1x1", frame="donetsk", title="Donetsk").name
        'map.svg'
        """
        out = Path(path)
        chosen = export_named(out.suffix[1:] if kind is None else kind)
        may_be_written(out)
        request = asked_for(
            self._request(self._plan_or_none(plan), self._front(on, record, margin_km, line)), chosen,
            size=size, frame=frame, title=title, map_only=map_only)
        with progress(self._language.text(N_("step")), shown=self._progress) as report:
            write_whole(out, written(request, chosen, report))
        return out

    @cached_property
    def _settlements(self) -> Names:
        return load_names(self._work.world.places)
