"""Commands that read or write files: export, validate, and the data gate."""

import argparse
import os
import tempfile
from pathlib import Path

from geo.control_file import read_control
from geo.dates import DEFAULT_DAY
from geo.errors import FileError, GeoError, SourceError
from geo.gate import gate
from geo.scenarios import read_scenario
from geo.world import load_world
from layers.exports import export_named
from terminal.answers import inquire, library_of, show

SHOWN = 60  # characters of a reader's own text that a message may repeat


def export(arguments: argparse.Namespace) -> None:
    """Write a plan's zones or table to a file."""
    chosen = export_named(arguments.format)
    out = Path(arguments.out)
    if not out.name:
        raise FileError("The file to write has no name.")
    try:
        there = out.exists()
    except OSError as fault:
        raise FileError(f"{out.name[:SHOWN]} cannot be written: {fault.strerror}.") from fault
    if there and not arguments.force:
        raise FileError(f"{out.name} is already there; add --force to replace it.")
    world, _, outcome = inquire(arguments, arguments.plan, arguments.margin)
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
        raise FileError(f"{out.name[:SHOWN]} cannot be written: {fault.strerror}.") from fault


def validate(arguments: argparse.Namespace) -> None:
    """Check plan files and control files."""
    world = load_world()
    known = frozenset(world.regions.index)
    results = []
    for name in arguments.files:
        path = Path(name)
        try:
            if path.suffix == ".toml":
                read_scenario(path, known, world.periods)
            elif path.suffix in (".geojson", ".json"):
                read_control(path, DEFAULT_DAY, world.regions_m)
            else:
                raise SourceError(f"{path.name}: is neither a plan (.toml) nor a line (.geojson)")
            results.append({"file": name, "ok": True})
        except GeoError as fault:
            results.append({"file": name, "ok": False, "faults": str(fault)})
    bad = [str(item["faults"]) for item in results if not item["ok"]]
    show(arguments, {"files": results},
         [f"{item['file']}: {'ok' if item['ok'] else 'faults'}" for item in results])
    if bad:
        raise SourceError(" | ".join(bad))


def check(arguments: argparse.Namespace) -> None:
    """Run the data gate over everything under `data/`."""
    world = load_world()
    checks = gate(world, library_of(world))
    show(arguments, {"checks": [{"name": c.name, "faults": list(c.faults)} for c in checks]},
         [f"{'ok' if not c.faults else 'FAULTS':8}{c.name}" for c in checks])
    bad = [f"{c.name}: {fault}" for c in checks for fault in c.faults]
    if bad:
        raise SourceError(" | ".join(bad))
