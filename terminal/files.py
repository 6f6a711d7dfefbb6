"""Commands that read or write files: export, validate, and the data gate."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from geo.checks import gate
from geo.control.dates import DEFAULT_DAY
from geo.control.margin import read_km
from geo.errors import N_, FileError, FormatError, GeoError, SourceError, Words, listed
from geo.line_sources.dated_files import read_control_path
from geo.line_sources.formats import FORMATS, SUFFIXES
from geo.paths import shown_name
from geo.plans.library import PLAN_SUFFIXES, TODAY, read_scenario
from geo.sweep.one_plan import brief_zones
from geo.world import World
from geo.writing.whole_file import naming
from layers.bundle.registry import (
    EVERY,
    EXPORTS,
    PICTURE,
    SHAPES,
    TABLE,
    Export,
    Report,
    asked_for,
    export_named,
    file_name,
    one_of,
    stack_by,
    variants,
    written,
)
from layers.explore.laid_over import laid_over
from layers.export.files import may_be_written, write_by, write_whole
from layers.export.stack import Stack
from layers.progress import progress
from layers.request import PARTS, ExportRequest, read_address
from layers.selection import AT_FIRST, FORMER_LAYERS, LAYERS
from layers.text.wording import note_words
from terminal.answers import language_of, plan_named, show, strip_of
from terminal.columns import columns, file_words
from terminal.options import laid_by
from terminal.workspace import front_of, library_of, loaded, opened

FINE = N_("ok")


def export(arguments: argparse.Namespace) -> None:
    """Write a plan's pictures, files or documents; with --all, those of every plan into a folder."""
    formats = list(EXPORTS.values()) if arguments.format == EVERY else [export_named(arguments.format)]
    out = Path(arguments.out)
    one_file = arguments.all and len(formats) == 1 and takes_all(formats[0], out)
    many = not one_file and (arguments.all or arguments.format == EVERY)
    if arguments.plan is None and not arguments.all:
        raise FormatError(N_("Name a plan, or say --all for every plan."))
    if arguments.plan is not None and arguments.all:
        raise FormatError(N_("Name a plan, or say --all for every plan, not both."))
    if many and not out.is_dir():
        raise FileError(N_("{name} must be a folder that is there: several files are written."),
                        name=shown_name(out))
    if not many:
        may_be_written(out, replace=arguments.force)
    if all(item.group in (SHAPES, TABLE) for item in formats):
        nothing_laid(arguments)
    if one_file:
        write_stack(arguments, formats[0], lambda report: Stack(all_plans(arguments, formats[0], report)))
        return
    files, language = [], language_of(arguments)
    with progress(language.text(N_("step"))) as report:
        for number, request in enumerate(requests(arguments)):
            plans = len(request.library.plans) + 1 if arguments.all else 1
            for place, chosen in enumerate(formats, 1):
                files += _write(request, chosen, arguments, None if many else report)
                if many:
                    report(number * len(formats) + place, plans * len(formats))
    value = {"files": files} if many else files[0]
    show(arguments, value, [file_words(file["file"], file["bytes"], language) for file in files])


def nothing_laid(arguments: argparse.Namespace) -> None:
    """Refuse what a picture alone can show."""
    if arguments.pull_back or arguments.shift:
        raise FormatError(N_("A pull-back or a shift of the front is drawn on pictures; files of shapes and "
                             "tables have the plan alone."))


def takes_all(chosen: Export, out: Path) -> bool:
    """Return whether a path is one file for every plan: it ends as the format does, which can hold them."""
    return chosen.stack is not None and out.suffix.lower() == f".{chosen.suffix}" and not out.is_dir()


def write_stack(arguments: argparse.Namespace, chosen: Export, stack: Callable[[Report], Stack]) -> None:
    """Write several plans or days into one file; `stack` is given the function that shows how far it is."""
    out, language, make = Path(arguments.out), language_of(arguments), stack_by(chosen)
    with progress(language.text(N_("step"))) as report:
        write_by(partial(make, stack(report)), out, replace=arguments.force)
    size = out.stat().st_size
    show(arguments, {"files": [{"file": str(out), "format": chosen.id, "bytes": size}]},
         [file_words(str(out), size, language)])


def all_plans(arguments: argparse.Namespace, chosen: Export, report: Report) -> Iterator[ExportRequest]:
    """Yield what is asked for of every plan, and of the line without one, and report each that is done."""
    for number, request in enumerate(requests(arguments)):
        count = len(request.library.plans) + 1
        report(number, count)
        yield from _asked_for(request, chosen, arguments, False)
        report(number + 1, count)


def _write(request: ExportRequest, chosen: Export, arguments: argparse.Namespace,
           report: Report | None) -> list[dict[str, Any]]:
    """Write the files of one format, one if `report` is given; return what is printed of them."""
    out, many, made = Path(arguments.out), report is None, []
    if request.outcome is None and chosen.about_plan:
        if not many:
            request.plan()  # raises the error that this format requires a plan
        return []
    for variant in _asked_for(request, chosen, arguments, many):
        path = out / file_name(variant, chosen) if many else out
        may_be_written(path, replace=arguments.force)
        with naming(path):
            content = written(variant, chosen, report)
        write_whole(path, content, replace=arguments.force)
        made.append({"file": str(path), "format": chosen.id, "bytes": len(content)})
    return made


def requests(arguments: argparse.Namespace) -> Iterator[ExportRequest]:
    """Yield the requests on the command line, plan by plan; the ground is surveyed once."""
    margin_km, strip_km = read_km(arguments.margin, "margin"), strip_of(arguments)
    work = opened(arguments)
    world, library = work.world, work.library
    plans = [*library.plans, TODAY] if arguments.all else [arguments.plan]
    language = language_of(arguments)
    regions = regions_of(arguments, world)
    layers = layers_on(arguments.show, arguments.hide)
    address = read_address(arguments.address)
    scenarios = [None if plan == TODAY else library[plan] if arguments.all
                 else plan_named(arguments, plan, world, library) for plan in plans]
    front, laid_choice = front_of(arguments, world, margin_km), laid_by(arguments)
    ground = work.ground(front, scenarios[0])
    for scenario in scenarios:
        outcome = None if scenario is None else work.apply(front, scenario, strip_km)
        known = library if scenario is None else library.with_plan(scenario)
        laid = laid_over(work, front, scenario, laid_choice.pull_back, laid_choice.shift, language)
        yield ExportRequest(world, known, ground, outcome, language, regions=regions, layers=layers,
                            address=address, choice=laid_choice, laid=laid, zones=partial(brief_zones, work))


def _asked_for(
    request: ExportRequest, chosen: Export, arguments: argparse.Namespace, many: bool
) -> list[ExportRequest]:
    """Return the variants with the size, frame and parts named, or else the format's defaults."""
    size, frame = arguments.size, arguments.frame
    parts = parts_of(arguments)
    one = asked_for(request, chosen, size=size, frame=frame, title=arguments.title,
                    map_only=arguments.map_only)
    whole_set = chosen.group == PICTURE and many and size is None and frame is None
    every = variants(one, chosen) if whole_set else [one]
    return every if parts is None else [replace(item, parts=parts) for item in every]


def parts_of(arguments: argparse.Namespace) -> frozenset[str] | None:
    """Return the parts that a shape file is asked to hold; None if none are named."""
    return _listed(arguments.layers, PARTS, N_("layer"))


def regions_of(arguments: argparse.Namespace, world: World) -> frozenset[str] | None:
    """Return the regions that are asked for; None means all."""
    return _listed(arguments.regions, world.regions.index, N_("region"))


def layers_on(show: str | None, hide: str | None) -> frozenset[str]:
    """Return the layers of a picture: those on at first, with the layers of `show`, less those of `hide`."""
    added, left_out = (
        {FORMER_LAYERS.get(name, name) for name in _listed(names, [*LAYERS, *FORMER_LAYERS], N_("layer"))
         or ()}
        for names in (show, hide))
    return (AT_FIRST | added) - left_out


def _listed(text: str | None, offered: Iterable[str], what: str) -> frozenset[str] | None:
    """Parse names separated by commas, each among those offered; None if the option is absent."""
    if text is None:
        return None
    return frozenset(one_of(name.strip(), offered, what) for name in text.split(","))


def validate(arguments: argparse.Namespace) -> None:
    """Check plan files and control files."""
    world = loaded()
    known, language = frozenset(world.regions.index), language_of(arguments)
    results: list[dict[str, Any]] = []
    bad: list[str] = []
    for name in arguments.files:
        path = Path(name)
        try:
            details = {}
            if path.name.lower().endswith(PLAN_SUFFIXES):
                read_scenario(path, known, world.periods, frozenset(world.sites.index))
            elif path.suffix.lower() in SUFFIXES:
                notes = read_control_path(path, DEFAULT_DAY, world.regions_m).notes
                details = (
                    {"notes": [note_words(note, language, exact=True) for note in notes]} if notes else {}
                )
            else:
                raise SourceError(N_("{name}: is neither a plan (.toml) nor a line ({formats})"),
                                  name=path.name, formats=FORMATS)
            results.append({"file": name, "ok": True, **details})
        except GeoError as fault:
            results.append({"file": name, "ok": False, "faults": language.said(fault.words)})
            bad.append(fault.words)
    fine, faulty = language.text(FINE), language.text(N_("faults"))
    show(arguments, {"files": results},
         [f"{item['file']}: {' '.join([fine, *item.get('notes', [])]) if item['ok'] else faulty}"
          for item in results])
    if bad:
        raise SourceError(listed(bad, " | "))


def check(arguments: argparse.Namespace) -> None:
    """Run the data gate over everything under `data/`."""
    world = loaded()
    checks = gate(world, library_of(world))
    say = language_of(arguments).text
    show(arguments, {"checks": [{"name": c.name, "faults": list(c.faults)} for c in checks]},
         columns([(say(N_("FAULTS") if c.faults else FINE), say(c.name)) for c in checks]))
    bad = [Words(N_("{name}: {fault}"), name=Words(c.name), fault=fault)
           for c in checks for fault in c.faults]
    if bad:
        raise SourceError(listed(bad, " | "))
