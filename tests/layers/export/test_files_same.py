"""Exports are reproducible across processes and threads, and leave no files behind."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geo.plans.library import TODAY
from layers.bundle.briefing import briefing
from layers.export.csv import table_csv
from layers.export.geojson import geojson
from layers.export.geopackage import geopackage
from layers.export.kml import kml
from layers.export.parquet import parquet
from layers.export.workbook import workbook
from layers.request import ExportRequest
from tests.conftest import DAYS, ROOT
from tests.support.files.export_requests import DAY, PLAN, STRIP_PLAN, RequestOf
from tests.support.worlds.overlays import buffer_of

WRITERS: dict[str, Callable[[ExportRequest], bytes]] = {
    write.__name__: write for write in (geojson, geopackage, parquet, kml, table_csv, workbook)}
WITH_A_PLAN = {**WRITERS, "briefing": briefing}
SAMPLE = ((PLAN, DAY), (STRIP_PLAN, DAY), (TODAY, DAY), ("istanbul-2022", DAYS[3]))

SCRIPT = """
import hashlib, importlib, json, sys
from datetime import date
from geo.world import control_for
from geo.zones.survey import ground_for
from geo.outcomes.outcome import outcome_of
from geo.plans.library import reference_days
from geo.plans.library import load_library
from geo.world import load_world
from layers.language import load_language
from geo.plans.library import TODAY
from layers.request import PARTS, ExportRequest
world = load_world()
library = load_library(world.regions.index)
result = {}
for thing, day in json.loads(sys.argv[1]):
    ground = ground_for(world, control_for(world, date.fromisoformat(day)), reference_days(library))
    outcome = None if thing == TODAY else outcome_of(world, library[thing], ground)
    request = ExportRequest(world, library, ground, outcome, load_language("en"), parts=frozenset(PARTS))
    for module, name in json.loads(sys.argv[3 if thing == "us-28-point" else 2]):
        content = getattr(importlib.import_module(module), name)(request)
        result[f"{name} {thing} {day}"] = hashlib.sha256(content).hexdigest()
print(json.dumps(result))
"""


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def writers_of(thing: str) -> dict[str, Callable[[ExportRequest], bytes]]:
    """Return the writers to test; one briefing is enough, and the bundle of test_exports covers more."""
    return WITH_A_PLAN if thing == PLAN else WRITERS


@pytest.fixture(scope="module")
def alone(request_of: RequestOf) -> dict[str, str]:
    """Return the output of each writer for each request, one after the other."""
    return {f"{name} {thing} {day}": digest(write(request_of(thing, day)))
            for thing, day in reversed(SAMPLE) for name, write in writers_of(thing).items()}


def test_another_process_writes_the_same_bytes_and_leaves_no_files(
    alone: dict[str, str], tmp_path: Path
) -> None:
    """Neither the hash seed, which orders sets, nor the clock matters."""
    things = json.dumps([(thing, day.isoformat()) for thing, day in SAMPLE])
    writers = [json.dumps([(write.__module__, name) for name, write in some.items()])
               for some in (WRITERS, WITH_A_PLAN)]
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland",
                   "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", SCRIPT, things, *writers], cwd=tmp_path, env=environment,
                          check=True, capture_output=True, text=True)
    assert json.loads(done.stdout) == alone
    assert list(tmp_path.iterdir()) == []


def test_eight_threads_get_the_right_bytes(request_of: RequestOf, alone: dict[str, str]) -> None:
    jobs = [(name, thing, day) for thing, day in SAMPLE for name in WRITERS]
    export_requests = {(thing, day): request_of(thing, day) for thing, day in SAMPLE}

    def work(job: tuple[str, str, object]) -> tuple[str, str]:
        name, thing, day = job
        return f"{name} {thing} {day}", digest(WRITERS[name](export_requests[thing, day]))  # type: ignore[index]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(work, jobs))
    assert all(alone[name] == content for name, content in found)
    assert len(found) == len(SAMPLE) * len(WRITERS)


def test_nothing_is_left_in_the_temporary_folder(
    request_of: RequestOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    for write in WRITERS.values():
        write(request_of(PLAN))
    assert list(tmp_path.iterdir()) == []


def test_writing_does_not_change_the_request(request_of: RequestOf) -> None:
    """The tables are shared by everyone who views the same plan."""
    export_request = request_of(STRIP_PLAN)
    outcome = export_request.plan()
    overlay = buffer_of(outcome).table
    before = [
        frame.copy()
        for frame in (
            export_request.ground.table,
            export_request.ground.zones,
            export_request.ground.edges,
            outcome.table,
            overlay,
        )
    ]
    for write in WRITERS.values():
        write(export_request)
    after = (
        export_request.ground.table,
        export_request.ground.zones,
        export_request.ground.edges,
        outcome.table,
        overlay,
    )
    for old, new in zip(before, after, strict=True):
        assert old.equals(new)
