"""Writing a series: one plan over days, or all plans on one day, as plates or as a film."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from geo.case import LineChoice
from geo.control.dates import read_step
from geo.control.margin import read_km
from geo.errors import N_, FileError, FormatError
from geo.paths import shown_name
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario
from geo.workspace import Workspace
from geo.writing.whole_file import naming
from layers.bundle.registry import STACKED, one_of
from layers.explore.laid_over import laid_over
from layers.export.files import may_be_written, write_whole
from layers.frame import AFFECTED, read_frame
from layers.plate.sizes import SIZES
from layers.progress import progress
from layers.request import ExportRequest, read_address, read_title
from layers.series.film import can_encode, mp4
from layers.series.formats import FORMATS, VIDEO, plates, written
from layers.series.series import Series, over_days, over_plans, series_days
from terminal.answers import language_of, plan_named, show, strip_of
from terminal.columns import file_words
from terminal.files import layers_on, regions_of
from terminal.options import laid_by
from terminal.series.days import day_by_day, days_asked
from terminal.series.stacked import stacked
from terminal.workspace import front_of, opened

FOLDER = "folder"
"""The format of plates that are written one by one."""


def series(arguments: argparse.Namespace) -> None:
    """Write one plan over days, or with --all every plan on one day."""
    out = Path(arguments.out)
    kind = one_of(arguments.format, [*FORMATS, FOLDER, *STACKED], N_("format"))
    _agree(arguments)
    if kind in STACKED:
        stacked(arguments)
        return
    if kind == FOLDER and not out.is_dir():
        raise FileError(N_("{name} must be a folder that is there: several files are written."),
                        name=shown_name(out))
    if kind != FOLDER:
        may_be_written(out, replace=arguments.force)
    if kind == VIDEO and not can_encode():
        mp4([])  # raises the error that says what to install
    chosen = _of_plans(arguments) if arguments.all else _of_days(arguments)
    with progress(language_of(arguments).text(N_("step"))) as report:
        if kind != FOLDER:
            with naming(out):
                content = written(chosen, FORMATS[kind], report)
            write_whole(out, content, replace=arguments.force)
            files = [(str(out), len(content))]
        else:
            files = []
            with naming(out):
                for name, content in plates(chosen, report):
                    write_whole(out / name, content, replace=arguments.force)
                    files.append((str(out / name), len(content)))
    show(arguments, {"pictures": len(chosen.pictures), "from": chosen.days[0].isoformat(),
                     "to": chosen.days[-1].isoformat(),
                     "files": [{"file": name, "format": kind, "bytes": size} for name, size in files]},
         [file_words(name, size, language_of(arguments)) for name, size in files])


def _agree(arguments: argparse.Namespace) -> None:
    """Refuse what does not go together."""
    if (arguments.plan is None) is not arguments.all:
        raise FormatError(N_("Name a plan for a series over days, or say --all for every plan on one "
                             "day, and not both."))
    if arguments.all:
        if any(text is not None for text in (arguments.first, arguments.last, arguments.step)):
            raise FormatError(N_("--from, --to and --step are for one plan over days; --all takes a day, "
                                 "--on."))
    elif arguments.on is not None or arguments.control is not None:
        raise FormatError(N_("--on and --control are for --all on one day; a plan over days takes "
                             "--from, --to and --step."))


def _of_days(arguments: argparse.Namespace) -> Series:
    margin_km, strip_km = read_km(arguments.margin, "margin"), strip_of(arguments)
    step = None if arguments.step is None else read_step(arguments.step)
    work = day_by_day(arguments)
    world, record = work.world, arguments.record
    known, first, last = days_asked(arguments, world)
    chosen = series_days(known, first, last, step)
    scenario = None if arguments.plan == TODAY else plan_named(arguments, arguments.plan, world, work.library)
    make = _maker(arguments, work)

    def on_day(day: date) -> ExportRequest:
        return make(LineChoice(day, margin_km, record), scenario, strip_km)

    return over_days(on_day(chosen[-1]), chosen, on_day)


def _of_plans(arguments: argparse.Namespace) -> Series:
    margin_km, strip_km = read_km(arguments.margin, "margin"), strip_of(arguments)
    work = opened(arguments)
    front = front_of(arguments, work.world, margin_km)
    make = _maker(arguments, work)

    def under(scenario: Scenario | None) -> ExportRequest:
        return make(front, scenario, strip_km)

    return over_plans(under(None), [None, *work.library.plans.values()], under)


def _maker(arguments: argparse.Namespace, work: Workspace
           ) -> Callable[[LineChoice, Scenario | None, float | None], ExportRequest]:
    """Return what makes a request for a line and a plan, with the picture that is asked for."""
    size = "16x9" if arguments.size is None else one_of(arguments.size, SIZES, N_("size"))
    frame = AFFECTED if arguments.frame is None else read_frame(arguments.frame, work.world.regions.index)
    language, layers = language_of(arguments), layers_on(arguments.show, arguments.hide)
    laid_choice = laid_by(arguments)
    regions = regions_of(arguments, work.world)
    title, address = read_title(arguments.title), read_address(arguments.address)

    def make(front: LineChoice, scenario: Scenario | None, strip_km: float | None) -> ExportRequest:
        outcome = None if scenario is None else work.apply(front, scenario, strip_km)
        ground = work.ground(front) if outcome is None else outcome.ground
        known = work.library if scenario is None else work.library.with_plan(scenario)
        laid = laid_over(work, front, scenario, laid_choice.pull_back, laid_choice.shift, language)
        return ExportRequest(work.world, known, ground, outcome, language, regions=regions,
                             layers=layers, size=size, frame=frame, title=title,
                             map_only=arguments.map_only, address=address, choice=laid_choice, laid=laid)

    return make
