"""The static site: written completely or not at all, with valid links and checksums."""

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import brotli
import pytest

from geo.errors import FileError, FormatError, UnknownScenario
from geo.plans.library import TODAY
from layers.bundle.registry import EXPORTS
from layers.language import load_language
from layers.site.site import FORMATS, publish
from tests.conftest import ROOT
from tests.layers.one_file.test_standalone import Reader
from tests.support.files.export_requests import PLAN, RequestOf

PLANS = (PLAN, "peace-formula", TODAY)
FEW = ("geojson", "csv", "briefing")
ADDRESS = "https://example.org/atlas"
FOLDERS = {"en": "", "uk": "uk/"}
"""The folder of the pages in each language."""

PAGES = ("index.html", "atlas.html", *(f"{plan}/index.html" for plan in PLANS))


@pytest.fixture(scope="module")
def site(request_of: RequestOf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web") / "site"
    publish(request_of(PLAN, address=ADDRESS), folder, plans=PLANS, formats=FEW, workers=1,
            others=[load_language("uk")])
    return folder


def test_every_internal_link_leads_to_a_file_or_a_heading(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert {page.relative_to(site).as_posix() for page in pages} == {
        "404.html", *(f"{folder}{page}" for folder in FOLDERS.values() for page in PAGES)}
    for page in pages:
        if page.name == "404.html":
            continue
        read = Reader(page.read_text(encoding="utf-8"))
        ids = {attributes["id"] for _, attributes in read.tags if "id" in attributes}
        for tag, attributes in read.tags:
            for name in ("href", "src"):
                address = attributes.get(name, "")
                if tag in ("a", "img", "link", "iframe", "script") and address and ":" not in address:
                    path, _, part = unquote(address).partition("#")
                    target = page.parent / path if path else page
                    assert target.exists(), (page, address)
                    if part and page.name != "atlas.html" and target == page:
                        assert part in ids, (page, address)


def test_the_manifest_has_every_file_with_its_checksum(site: Path) -> None:
    value = json.loads((site / "files.json").read_text(encoding="utf-8"))
    listed = {item["path"]: item for item in value["files"]}
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert set(listed) == there - {"files.json"}
    for name, item in listed.items():
        content = (site / name).read_bytes()
        assert (item["bytes"], item["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert "/" in item["media_type"]


def test_a_page_per_plan_has_its_picture_with_alt_text_and_its_files(site: Path) -> None:
    for plan in PLANS:
        read = Reader((site / plan / "index.html").read_text(encoding="utf-8"))
        pictures = [attributes for tag, attributes in read.tags if tag == "img"]
        assert all("alt" in attributes for attributes in pictures)
        assert any(len(attributes["alt"]) > 100 for attributes in pictures), plan
        links = {attributes.get("href", "") for tag, attributes in read.tags if tag == "a"}
        for name in FEW:
            if plan != TODAY or not EXPORTS[name].about_plan:
                assert any(link.endswith(f".{EXPORTS[name].suffix}") for link in links), (plan, name)


def test_the_files_of_the_site_are_those_of_the_terminal(site: Path, request_of: RequestOf) -> None:
    export_request = request_of(PLAN, parts=frozenset({"zones"}), address=f"https://example.org/atlas/{PLAN}")
    path = site / PLAN / "us-28-point_2025-11-21_zones.geojson"
    assert path.read_bytes() == EXPORTS["geojson"].write(export_request)


def test_no_other_files_are_left_next_to_the_site(site: Path) -> None:
    assert list(site.parent.iterdir()) == [site]


def test_two_processes_write_the_same_site(site: Path, request_of: RequestOf, tmp_path: Path) -> None:
    again = tmp_path / "again"
    publish(request_of(PLAN, address=ADDRESS), again, plans=PLANS, formats=FEW, workers=2,
            others=[load_language("uk")])
    assert (again / "files.json").read_bytes() == (site / "files.json").read_bytes()


def test_a_folder_is_replaced_only_if_asked_to_and_only_if_it_is_a_site(
    request_of: RequestOf, tmp_path: Path
) -> None:
    export_request, folder = request_of(TODAY), tmp_path / "site"

    def write(**more: bool) -> None:
        publish(export_request, folder, plans=[TODAY], formats=("csv",), workers=1, **more)

    write()
    with pytest.raises(FileError, match="add --force"):
        write()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileError, match=r"mine\.txt, which 'publish' did not write"):
        write(force=True)
    assert (folder / "mine.txt").read_text(encoding="utf-8") == "mine"
    (folder / "mine.txt").unlink()
    write(force=True)
    assert list(tmp_path.iterdir()) == [folder]


def test_a_failure_half_way_leaves_nothing(
    request_of: RequestOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("layers.site.site.index_page", full)
    with pytest.raises(FileError, match="No space left on device"):
        publish(request_of(TODAY), tmp_path / "site", plans=[TODAY], formats=("csv",), workers=1)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("wrong, fault", [
    ({"plans": ["no-such-plan"]}, UnknownScenario), ({"formats": ("shp",)}, FormatError)])
def test_invalid_input_is_rejected_before_anything_is_written(
    wrong: dict, fault: type[Exception], request_of: RequestOf, tmp_path: Path
) -> None:
    with pytest.raises(fault):
        publish(request_of(TODAY), tmp_path / "site", **wrong)
    assert not list(tmp_path.iterdir())


def test_the_site_offers_every_format_except_those_that_duplicate_it() -> None:
    assert set(EXPORTS) - set(FORMATS) == {"html", "bundle", "csv-hxl", "csv-excel"}


@pytest.mark.slow
def test_the_terminal_publishes_the_site(tmp_path: Path) -> None:
    """As a program: progress on stderr, one object on stdout, and no files other than the site."""
    done = subprocess.run([sys.executable, "cli.py", "publish", str(tmp_path / "site"), "--json",
                           "--plans", f"freeze,{TODAY}", "--formats", "csv", "--languages", "uk,en"],
                          cwd=ROOT, text=True, capture_output=True, check=False,
                          env={**os.environ, "TMPDIR": str(tmp_path)})
    assert (done.returncode, done.stderr.split()) == (0, ["freeze", TODAY])
    assert 'lang="uk"' in (tmp_path / "site" / "freeze" / "index.html").read_text(encoding="utf-8")
    assert 'lang="en"' in (tmp_path / "site" / "en" / "freeze" / "index.html").read_text(encoding="utf-8")
    assert json.loads(done.stdout)["files"] == len([p for p in (tmp_path / "site").rglob("*") if p.is_file()])
    assert list(tmp_path.iterdir()) == [tmp_path / "site"], "something was left behind"


@pytest.mark.parametrize("folder, more, said", [
    ("new", ("--languages", "tlh"), "no language 'tlh'"), ("full", (), "add --force"),
    ("none/site", (), "there is no such folder"),
    ("other", ("--address", "javascript:alert(1)"), "is no address of a page")])
def test_the_terminal_explains_why_it_does_not_publish(
    folder: str, more: tuple[str, ...], said: str, run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "files.json").write_text('{"files": []}', encoding="utf-8")
    code, out, err = run("publish", str(tmp_path / folder), *more)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


PACKED = re.compile(rb"[A-Za-z0-9+/=]{10000,}")
"""What the interactive map has packed itself: base64, of which compression saves a quarter at most."""


def test_brotli_and_gzip_stand_beside_what_they_make_smaller(site: Path) -> None:
    for name in ("atlas.html", "index.html", f"{PLAN}/us-28-point_2025-11-21_zones.geojson"):
        content = (site / name).read_bytes()
        assert gzip.decompress((site / f"{name}.gz").read_bytes()) == content
        assert brotli.decompress((site / f"{name}.br").read_bytes()) == content
        packed_bytes = sum(map(len, PACKED.findall(content)))
        most = (len(content) - packed_bytes) / 2 + packed_bytes * 0.77
        assert (site / f"{name}.br").stat().st_size < most
    packed = [path for path in site.rglob("*") if path.suffix in (".br", ".gz")]
    assert not [path for path in packed if path.with_suffix("").suffix in (".png", ".pdf", ".br", ".gz")]
    assert not [path for path in packed if path.stat().st_size >= path.with_suffix("").stat().st_size]


def test_the_name_of_the_style_sheet_changes_with_its_content(site: Path) -> None:
    sheet, = site.glob("style.*.css")
    assert hashlib.sha256(sheet.read_bytes()).hexdigest()[:12] == sheet.suffixes[0][1:]
    assert sheet.name in (site / "index.html").read_text(encoding="utf-8")
