"""The registry of formats: complete records, the same bytes everywhere, errors in one sentence."""

import gc
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from matplotlib.figure import Figure

from geo.errors import FormatError
from geo.outcomes.figures import FIGURES_CHANGED
from layers.bundle.registry import (
    EXPORTS,
    PICTURE,
    SET,
    contents,
    export_named,
    file_name,
    one_of,
    variants,
)
from layers.bundle.zip import bundle as zip_of
from layers.frame import SET_FRAMES
from layers.plate.sizes import SIZES
from layers.request import PARTS, read_address
from tests.conftest import ROOT
from tests.support.files.export_requests import PLAN, RequestOf

Run = Callable[..., tuple[int, str, str]]
SAFE = set("abcdefghijklmnopqrstuvwxyz0123456789-_.")


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS.keys())
def test_a_format_is_a_complete_record(export: Any, request_of: RequestOf) -> None:
    """Its file name contains plan and date in characters valid on every file system."""
    assert export_named(export.id) is export
    assert "/" in export.mime
    assert export.label
    assert export.parts <= set(PARTS)
    name = file_name(request_of(PLAN), export)
    assert name.startswith("us-28-point_2025-11-21_")
    assert name.endswith(f".{export.suffix}")
    assert set(name) <= SAFE


def test_file_names_within_a_set_are_unique(request_of: RequestOf) -> None:
    names = [file_name(variant, export) for export in EXPORTS.values()
             for variant in variants(request_of(PLAN), export)]
    assert len(names) == len(set(names))


def test_a_set_of_pictures_has_every_size_and_the_close_up(request_of: RequestOf) -> None:
    found = [(item.frame, item.size) for item in variants(request_of(PLAN), EXPORTS["png"])]
    close_up = [size for size, record in SIZES.items() if record.close_up]
    assert found == [*(("all", size) for size in SIZES),
                     *((view, size) for view in SET_FRAMES if view != "all" for size in close_up)]
    assert [item.parts for item in variants(request_of(PLAN), EXPORTS["kml"])] == [frozenset(PARTS)]


def test_unknown_values_are_rejected_with_the_known_ones() -> None:
    with pytest.raises(FormatError, match=r"There is no format 'shp'; there are png, svg"):
        export_named("shp")
    with pytest.raises(FormatError, match=r"There is no size 'a3'; there are 16x9, 1x1"):
        one_of("a3", SIZES, "size")
    with pytest.raises(FormatError) as found:
        export_named("x" * 10_000)
    assert len(str(found.value)) < 200


@pytest.mark.parametrize("name", [name for name, export in EXPORTS.items() if export.about_plan])
def test_formats_about_a_plan_are_not_made_without_one(name: str, request_of: RequestOf) -> None:
    with pytest.raises(FormatError, match="is about a plan"):
        EXPORTS[name].write(request_of("today"))


@pytest.mark.parametrize("text", ["javascript:alert(1)", "https://a.example/?plan=x", "https://a b",
                                  'https://a"b', "//a.example", "https://" + "a" * 300, "ftp://a.example"])
def test_an_address_is_plain_or_rejected(text: str) -> None:
    with pytest.raises(FormatError, match="is no address of a page"):
        read_address(text)


def test_a_trailing_slash_of_an_address_is_removed() -> None:
    assert read_address("https://example.org/atlas/") == "https://example.org/atlas"
    assert read_address("") is read_address(None) is None


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Write a bundle in another process, whose sets have another order."""
    folder = tmp_path_factory.mktemp("elsewhere")
    out = folder / "plan.zip"
    command = [sys.executable, "cli.py", "export", PLAN, "--format", "bundle", "--out", str(out), "--json"]
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "TMPDIR": str(folder)}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    content = out.read_bytes()
    assert json.loads(done.stdout) == {"file": str(out), "format": "bundle", "bytes": len(content)}
    assert list(folder.iterdir()) == [out], "something was left behind"
    return content


@pytest.fixture(scope="module")
def members(bundle: bytes) -> dict[str, bytes]:
    """Return the files of a bundle by path within its folder."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_a_bundle_holds_every_plate_and_file_with_its_checksum(bundle: bytes, request_of: RequestOf) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        assert archive.testzip() is None
        members = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
        assert {name.partition("/")[0] for name in archive.namelist()} == {"us-28-point_2025-11-21"}
    export_request = request_of(PLAN)
    expected = {file_name(variant, export) for export in EXPORTS.values() if export.group != SET
                for variant in variants(export_request, export)}
    assert {Path(name).name for name in members} == expected | {
        "README.txt", "alt-text.txt", "citation.txt", "CITATION.cff", "methods.md", "SOURCES.md",
        "plan.toml", "SHA256SUMS"}
    sums = dict(reversed(line.split("  ")) for line in members.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    assert members["plan.toml"] == (ROOT / "data" / "scenarios" / f"{PLAN}.toml").read_bytes()
    cited = yaml.safe_load(members["CITATION.cff"])
    assert str(cited["date-released"]) == FIGURES_CHANGED
    for name in ("README.txt", "citation.txt"):
        assert export_request.world.version in members[name].decode()


@pytest.mark.parametrize("name", [name for name, export in EXPORTS.items() if export.group != SET])
def test_the_terminal_writes_the_files_of_a_bundle_one_by_one(
    name: str, run: Run, members: dict[str, bytes], request_of: RequestOf, tmp_path: Path
) -> None:
    """The bundle comes from another process, so each format must not depend on the hash seed.

    For pictures this tests the last one, drawn alone here and after all others there.
    """
    export, out = EXPORTS[name], tmp_path / "plan.file"
    last = variants(request_of(PLAN), export)[-1]
    picture = ("--size", last.size, "--frame", last.frame) if export.group == PICTURE else ()
    code, said, err = run("export", PLAN, "--format", name, *picture, "--out", str(out), "--json")
    assert (code, err) == (0, "")
    content = out.read_bytes()
    (there,) = (content for path, content in members.items() if Path(path).name == file_name(last, export))
    assert content == there
    assert json.loads(said) == {"file": str(out), "format": name, "bytes": len(content)}
    assert list(tmp_path.iterdir()) == [out]


def test_the_archive_around_the_files_is_the_same_in_any_process(
    bundle: bytes, members: dict[str, bytes], request_of: RequestOf
) -> None:
    """The same files, in any order, give the same archive, byte for byte."""
    export_request = request_of(PLAN)
    names = {file_name(variant, export) for export in EXPORTS.values() if export.group != SET
             for variant in variants(export_request, export)}
    files = {path: content for path, content in members.items() if Path(path).name in names}
    assert zip_of(export_request, reversed(files.items())) == bundle


def test_no_page_is_kept_in_memory_once_written(request_of: RequestOf) -> None:
    export_request = request_of("freeze")
    for kind in [name for name, export in EXPORTS.items() if export.group == PICTURE]:
        EXPORTS[kind].write(replace(export_request, size="1x1"))
    gc.collect()
    assert not [item for item in gc.get_objects() if isinstance(item, Figure)]


def test_contents_are_written_one_by_one(request_of: RequestOf) -> None:
    """The first file of a bundle is complete before the last is begun."""
    name, content = next(contents(request_of(PLAN)))
    assert name == "plates/us-28-point_2025-11-21_map-16x9.png"
    assert content.startswith(b"\x89PNG")
