"""The series: which plates follow each other, and what they have in common."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import shapely

from geo.control.dates import spanned
from geo.crs import to_metres
from geo.errors import DateError, FormatError
from geo.plans.scenario import Scenario
from layers.frame import AFFECTED, ground_in
from layers.language import N_
from layers.plate.blocks import Stamp
from layers.plate.labels import Label
from layers.plate.plate import Alike, room_of
from layers.plate.scene import OTHER_ROOM_M, Box, Scene, scene_of
from layers.plate.sizes import SIZES
from layers.plate.text import Sheet, sheet_of
from layers.request import ExportRequest
from layers.series.film import HOLD_MS, READ_MS
from layers.text.legend import Entry

MAX_PICTURES = 120
"""The most pictures of a series: a minute and a half of film."""
USUAL = 24
"""The most pictures of a series for which no step is named."""
SAMPLES = 16
"""The most pictures that are looked at to find where names have room in all of them."""

Make = Callable[[], ExportRequest]
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Picture:
    """One picture of a series: how to get its request, and its stamp.

    The request is made when the picture is drawn, as the ground of many days does not fit into memory.
    """

    make: Make
    stamp: Stamp


@dataclass(frozen=True)
class Series:
    """Pictures in their order; `id` and `days` name the series in file names.

    `hold_ms` is how long a picture of its film stands.
    """

    id: str
    pictures: tuple[Picture, ...]
    days: tuple[date, ...]
    hold_ms: int = HOLD_MS

    @property
    def name(self) -> str:
        """The series as a part of a file name."""
        return "_".join([self.id, *(day.isoformat() for day in dict.fromkeys((self.days[0], self.days[-1])))])


@dataclass(frozen=True)
class Common:
    """What holds for all pictures: room and places, the ground shown, and the signs of the legend.

    `bounds` is None where the frame of the request says what is shown. `legend` has every entry of the
    pictures of one plan, so that it is the same in all; for several plans each has its own.
    """

    alike: Alike
    bounds: Box | None
    legend: tuple[Entry, ...]


def series_days(known: Sequence[date], first: date, last: date, step: int | None,
                most: int = MAX_PICTURES) -> list[date]:
    """Return the days of a series: every `step`th known day, and the last.

    Without a step they are at most USUAL, evenly spaced.

    Raises
    ------
    DateError
        If the first day comes after the last, or there are fewer than two pictures or too many.
    """
    between = spanned(known, first, last, 1)
    usual = min(USUAL, most)
    if step is not None:
        chosen = spanned(between, None, None, step)
        chosen += [day for day in between[-1:] if day not in chosen]
    elif len(between) <= usual:
        chosen = between
    else:
        chosen = [between[round(number * (len(between) - 1) / (usual - 1))] for number in range(usual)]
    if len(chosen) < 2:
        raise DateError(N_("From {first} to {last} there is one picture, and a series has at least two: "
                           "take more days or a smaller step."), first=first, last=last)
    if len(chosen) > most:
        raise DateError(N_("From {first} to {last} these would be {count:,} pictures, and a series has "
                           "at most {most}: take fewer days or a larger step."), first=first, last=last,
                        count=len(chosen), most=most)
    return chosen


def over_days(request: ExportRequest, days: Sequence[date],
              on_day: Callable[[date], ExportRequest]) -> Series:
    """Return the series of one plan over days; `on_day` makes the request for a day."""
    span = (days[-1] - days[0]).days or 1
    stamps = [Stamp(request.language.day(day), (day - days[0]).days / span) for day in days]
    pictures = tuple(Picture(partial(on_day, day), stamp) for day, stamp in zip(days, stamps, strict=True))
    return Series(request.id, pictures, tuple(days))


def over_plans(request: ExportRequest, plans: Sequence[Scenario | None],
               under: Callable[[Scenario | None], ExportRequest]) -> Series:
    """Return the series of several plans on the day of a request; `under` makes the request for a plan.

    Raises
    ------
    FormatError
        If there are fewer than two plans, or too many.
    """
    if not 2 <= len(plans) <= MAX_PICTURES:
        raise FormatError(N_("A series has 2 to {most} pictures; there are {count:,} plans."),
                          most=MAX_PICTURES, count=len(plans))
    stamp = Stamp(request.language.day(request.on))
    return Series("plans", tuple(Picture(partial(under, plan), stamp) for plan in plans), (request.on,),
                  READ_MS)


def common_of(series: Series, report: Report | None = None) -> Common:
    """Go through a series once, and return what its pictures have in common."""
    sheets: list[Sheet] = []
    edges: list[Box] = []
    scenes: list[Scene] = []
    count = len(series.pictures)
    few = min(SAMPLES, count)
    sampled = {round(number * (count - 1) / max(few - 1, 1)) for number in range(few)}
    plans = set()
    for number, picture in enumerate(series.pictures):
        request = picture.make()
        plans.add(request.id)
        sheets.append(sheet_of(request))
        if request.frame == AFFECTED:
            edges.append(_affected(request))
        if number in sampled:
            scenes.append(scene_of(request))
        if report:
            report(number + 1, count)
    legend = _joined([sheet.legend for sheet in sheets]) if len(plans) == 1 else ()
    sheets = [with_legend(sheet, legend) for sheet in sheets]
    bounds = _around(edges) if edges else None
    room = room_of(SIZES[request.size], sheets, [picture.stamp for picture in series.pictures],
                   map_only=request.map_only)
    return Common(Alike(room, _placing(scenes), series.pictures[0].stamp), bounds, legend)


def with_legend(sheet: Sheet, legend: Sequence[Entry]) -> Sheet:
    """Return the sheet with the entries of `legend`, in its own words where it has them."""
    if not legend:
        return sheet
    own = {entry.sign: entry for entry in sheet.legend}
    return replace(sheet, legend=tuple(own.get(entry.sign, entry) for entry in legend))


def drawn(series: Series, common: Common) -> Iterator[tuple[ExportRequest, Scene, Sheet, Alike]]:
    """Yield what `layers.plate.plate.plate` needs for each picture, one after another."""
    for picture in series.pictures:
        request = picture.make()
        scene = scene_of(request)
        if common.bounds:
            scene = replace(scene, bounds=common.bounds)
        yield (request, scene, with_legend(sheet_of(request), common.legend),
               replace(common.alike, stamp=picture.stamp))


def _affected(request: ExportRequest) -> Box:
    """Return the edges of the affected ground in metres, with the margin that a plate has."""
    about = to_metres(ground_in(AFFECTED, request.world.regions, request.outcome or request.ground))
    left, bottom, right, top = map(float, shapely.total_bounds(about))
    return left - OTHER_ROOM_M, bottom - OTHER_ROOM_M, right + OTHER_ROOM_M, top + OTHER_ROOM_M


def _around(edges: Sequence[Box]) -> Box:
    left, bottom, right, top = zip(*edges, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _joined(legends: Sequence[Sequence[Entry]]) -> tuple[Entry, ...]:
    """Return the entries of all legends, each sign once, a new one after that which it follows."""
    found: list[Entry] = []
    for legend in legends:
        place = 0
        for entry in legend:
            signs = [one.sign for one in found]
            if entry.sign in signs:
                place = max(place, signs.index(entry.sign) + 1)
            else:
                found.insert(place, entry)
                place += 1
    return tuple(found)


def _placing(scenes: Sequence[Scene]) -> Scene:
    """Return a scene with everything that names and map elements must not cover in any of these."""
    first = scenes[0]
    kinds = dict.fromkeys(kind for scene in scenes for kind in scene.lines)
    return replace(
        first,
        paints=tuple(paint for scene in scenes for paint in scene.paints),
        lines={kind: shapely.union_all([scene.lines[kind] for scene in scenes if kind in scene.lines])
               for kind in kinds},
        moved=shapely.union_all([scene.moved for scene in scenes]),
        regions=_named([scene.regions for scene in scenes]),
        towns=_named([scene.towns for scene in scenes]),
        sites=_named([scene.sites for scene in scenes]),
        decided=_named([scene.decided for scene in scenes]),
    )


def _named(labels: Sequence[Sequence[Label]]) -> tuple[Label, ...]:
    """Return every label once; it is `moved` if it is in any."""
    found: dict[tuple[str, float, float], Label] = {}
    for label in (label for one in labels for label in one):
        key = label.spot
        found[key] = replace(label, moved=label.moved or (key in found and found[key].moved))
    return tuple(found.values())


KINDS: dict[str, str] = {"days": N_("This plan over time"), "plans": N_("All plans on this day")}
"""The kinds of series, by id."""
