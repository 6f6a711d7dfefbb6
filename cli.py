"""The terminal front end: the same numbers as the page, as text or as one JSON object."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from geo.control import Control
from geo.control_file import read_control
from geo.dates import DEFAULT_DAY, days, read_day
from geo.errors import FileError, GeoError, SourceError
from geo.inquiry import control_for, ground_for, outcome_of, reference_days
from geo.margin import DEFAULT_KM, read_km
from geo.outcome import Outcome, report
from geo.scenarios import Library, load_library, read_scenario
from geo.world import World, load_world
from layers.exports import EXPORTS, export_named
from layers.language import load_language
from layers.sentences import summary, title

EXIT_FAULT = 2


class Parser(argparse.ArgumentParser):
    """An argument parser whose faults are one sentence, like all others."""

    def error(self, message: str) -> NoReturn:
        print(f"{message[:1].upper()}{message[1:]}; see 'python cli.py --help'.", file=sys.stderr)
        raise SystemExit(EXIT_FAULT)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code. Faults are one sentence on stderr."""
    arguments = parser().parse_args(argv)
    try:
        arguments.run(arguments)
    except GeoError as fault:
        print(" ".join(str(fault).split()), file=sys.stderr)
        return EXIT_FAULT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def parser() -> Parser:
    """All commands and their arguments."""
    top = Parser(prog="cli.py", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True, parser_class=Parser)

    def command(name: str, run: Any, words: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=words, description=words)
        sub.add_argument("--json", action="store_true", help="print one JSON object")
        sub.set_defaults(run=run)
        return sub

    command("scenarios", scenarios, "List the plans.")
    command("dates", dates, "List the days the line of contact is known for.")
    one = command("figures", figures, "Figures of one plan on one line of contact.")
    two = command("export", export, "Write a plan's zones or table to a file.")
    for sub in (one, two):
        sub.add_argument("plan", help="a plan id, see 'scenarios'")
        sub.add_argument("--on", metavar="DATE", help=f"YYYY-MM-DD; default {DEFAULT_DAY}")
        sub.add_argument("--control", metavar="FILE", help="GeoJSON of what Russia holds")
        sub.add_argument("--margin", metavar="KM", default=DEFAULT_KM,
                         help=f"how far the line may be off; default {DEFAULT_KM:g}")
    two.add_argument("--format", required=True, help=" or ".join(EXPORTS))
    two.add_argument("--out", required=True, metavar="FILE", help="the file to write")
    two.add_argument("--force", action="store_true", help="replace the file if it exists")
    three = command("validate", validate, "Check plan files (.toml) and control files (.geojson).")
    three.add_argument("files", nargs="+", metavar="FILE")
    return top


def show(arguments: argparse.Namespace, value: dict[str, Any], lines: list[str]) -> None:
    """Print one JSON object, or the same as text."""
    if arguments.json:
        print(json.dumps(value, ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join(lines))


def library_of(world: World) -> Library:
    return load_library(world.regions.index)


def scenarios(arguments: argparse.Namespace) -> None:
    library = library_of(load_world())
    rows = [
        {"id": plan.id, "title": plan.title, "published": plan.published.isoformat(),
         "status_of_text": plan.text_status.value, "group": plan.group.value}
        for plan in library.plans.values()
    ]
    show(arguments, {"scenarios": rows},
         [f"{r['id']:28} {r['published']}  {r['status_of_text']:12} {r['title']}" for r in rows])
    if library.faults:
        raise SourceError(" | ".join(library.faults))


def dates(arguments: argparse.Namespace) -> None:
    known = [day.isoformat() for day in days(load_world().periods)]
    value = {"default": DEFAULT_DAY.isoformat(), "first": known[0], "last": known[-1],
             "dates": known}
    show(arguments, value, [f"default {DEFAULT_DAY}", *known])


def inquire(arguments: argparse.Namespace) -> tuple[World, Outcome]:
    """Read plan, date, margin and control from the command line and answer."""
    margin_km = read_km(arguments.margin, "margin")
    world = load_world()
    library = library_of(world)
    scenario = library[arguments.plan]
    control = control_of(arguments, world)
    ground = ground_for(world, control, reference_days(library), margin_km)
    return world, outcome_of(world, scenario, ground)


def control_of(arguments: argparse.Namespace, world: World) -> Control:
    day = read_day(arguments.on, world.periods) if arguments.on else DEFAULT_DAY
    if arguments.control:
        return read_control(Path(arguments.control), day, world.regions_m)
    return control_for(world, day)


def figures(arguments: argparse.Namespace) -> None:
    world, outcome = inquire(arguments)
    value = report(outcome, world)
    names = world.regions["name_en"].to_dict()
    language = load_language("en")
    lines = [title(outcome, names, language), summary(outcome, names, language), "",
             f"{'region':18}{'status':15}{'held by':9}{'km2':>10}{'low':>10}{'high':>10}"
             f"{'people':>12}"]
    lines += [
        f"{names[row['region']]:18}{row['status']:15}{row['holder']:9}{row['area_km2']:>10,.0f}"
        f"{row['area_km2_low']:>10,.0f}{row['area_km2_high']:>10,.0f}{row['people']:>12,}"
        for row in value["rows"]
    ]
    lines.append(f"line of contact {value['line_of_contact_km']:,.0f} km; {value['control']['source']}")
    show(arguments, value, lines)


def export(arguments: argparse.Namespace) -> None:
    chosen = export_named(arguments.format)
    out = Path(arguments.out)
    if out.exists() and not arguments.force:
        raise FileError(f"{out.name} is already there; add --force to replace it.")
    world, outcome = inquire(arguments)
    content = chosen.write(outcome, world, None)
    write_whole(out, content)
    show(arguments, {"file": str(out), "format": chosen.id, "bytes": len(content)},
         [f"{out} ({len(content):,} bytes)"])


def write_whole(out: Path, content: bytes) -> None:
    """Write beside, then rename, so that no half-written file is ever seen.

    Raises
    ------
    FileError
        If the folder is missing, not writable, or full.
    """
    beside = None
    try:
        handle, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=out.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(beside).chmod(0o666 & ~mask)
        Path(beside).replace(out)
    except OSError as fault:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)
        raise FileError(f"{out.name} cannot be written: {fault.strerror}.") from fault


def validate(arguments: argparse.Namespace) -> None:
    world = load_world()
    known = frozenset(world.regions.index)
    results = []
    for name in arguments.files:
        path = Path(name)
        try:
            if path.suffix == ".toml":
                read_scenario(path, known)
            elif path.suffix in (".geojson", ".json"):
                read_control(path, DEFAULT_DAY, world.regions_m)
            else:
                raise SourceError(f"{path.name}: is neither a plan (.toml) nor a line (.geojson)")
            results.append({"file": name, "ok": True})
        except GeoError as fault:
            results.append({"file": name, "ok": False, "faults": str(fault)})
    bad = [item["faults"] for item in results if not item["ok"]]
    show(arguments, {"files": results}, [f"{i['file']}: {'ok' if i['ok'] else 'faults'}" for i in results])
    if bad:
        raise SourceError(" | ".join(bad))


if __name__ == "__main__":
    sys.exit(main())
