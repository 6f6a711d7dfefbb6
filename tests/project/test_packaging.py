"""The project as a package: versions pinned in one place, and a wheel that works anywhere."""

import json
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import geo
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FOLDERS = ("data", "locale", "docs")
NOT_PACKED = {".png"}
"""Pictures of the README, which are in `docs`."""


def canonical(name: str) -> str:
    """Return a package name in normalised form."""
    return re.sub(r"[-_.]+", "-", name).lower()


def listed(file: str) -> dict[str, str]:
    """Return the packages in a requirements file, with their version specifiers."""
    text = (ROOT / file).read_text(encoding="utf-8")
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    found = [re.fullmatch(r"([\w.-]+)(.*)", line) for line in lines if line and not line.startswith("-")]
    return {canonical(match[1]): match[2] for match in found if match}


def wanted(requirements: list[str]) -> set[str]:
    return {canonical(re.split(r"[~><=]", text)[0]) for text in requirements}


def test_versions_are_pinned_in_one_place() -> None:
    """Names and minimum versions are in pyproject.toml, exact versions only in constraints.txt."""
    pins, app, dev = listed("constraints.txt"), listed("requirements.txt"), listed("requirements-dev.txt")
    assert set(app) == wanted(PROJECT["dependencies"])
    assert set(dev) == wanted(PROJECT["optional-dependencies"]["dev"])
    assert not any(version for version in [*app.values(), *dev.values()])
    assert all(re.fullmatch(r"==[\w.]+", version) for version in pins.values())
    assert set(app) | set(dev) <= set(pins)
    assert "-c constraints.txt\n" in (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "-r requirements.txt\n" in (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")


def source_tree(folder: Path) -> Path:
    """A copy of the committed and staged files, in which the build may leave its own files."""
    names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                           capture_output=True, text=True, check=False).stdout.split("\0")
    files = [name for name in names if name and (ROOT / name).is_file()]
    if not files:
        pytest.skip("no Git repository to copy from")
    for name in files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    return folder


def started(*command: str | Path, cwd: Path) -> str:
    """Return the output of a command, which must succeed without writing to stderr."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return source_tree(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module")
def wheel(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline with the build tools listed in requirements-dev.txt."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index",
                    "--no-build-isolation", "--wheel-dir", folder, tree], check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def atlas(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console script in a new environment that uses the packages of the current one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps",
                    "--no-index", wheel], check=True, capture_output=True)
    (packages,) = (folder / "lib").glob("python*/site-packages")
    (packages / "borrowed.pth").write_text(
        f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n", encoding="utf-8")
    return folder / "bin" / "atlas"


def test_the_wheel_has_every_file_that_the_packages_read(tree: Path, wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    for package in ("geo", "layers", "page", "terminal", "atlas"):
        assert {path.relative_to(tree).as_posix() for path in (tree / package).rglob("*")
                if path.is_file()} <= packed
    for folder in FOLDERS:
        assert {f"geo/files/{path.relative_to(tree).as_posix()}" for path in (tree / folder).rglob("*")
                if path.is_file() and path.suffix not in NOT_PACKED
                and path.parent != tree / "docs" / "decisions"} <= packed
    assert not [name for name in packed if name.startswith(("tests/", "tools/", "benchmarks/"))]


def test_the_installed_package_gives_the_same_figures_in_any_folder(
    atlas: Path, tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    """It runs in a folder without project files; its output equals that of the checkout, byte for byte."""
    asked = ("figures", "us-28-point", "--json")
    installed = started(atlas, *asked, cwd=tmp_path)
    assert (0, installed, "") == run(*asked)
    assert json.loads(installed)["totals"]["demilitarised"]["area_km2"] > 0


INSIDE = """
import atlas, cli, layers
from geo import paths
from layers.bundle import zip
from layers.reading import methods
assert cli.main("export freeze --format briefing --out freeze.pdf".split()) == 0
assert len(atlas.Atlas().figures("freeze"))
print(paths.INSTALLED, paths.DATA, layers.__file__, atlas.__file__, methods.METHODS, zip.SOURCES, sep="\\n")
assert methods.document()
"""


def test_the_installed_package_uses_its_own_code_data_assets_and_documents(
    atlas: Path, tmp_path: Path
) -> None:
    """It must not use those of the checkout, which would hide what the wheel lacks.

    A briefing needs the template, the locator map and the plans; the bundle needs the documents.
    """
    said = started(atlas.with_name("python"), "-c", INSIDE, cwd=tmp_path).splitlines()
    assert (tmp_path / "freeze.pdf").read_bytes().startswith(b"%PDF")
    installed, *paths = said[-6:]
    assert installed == "True"
    assert all(path.startswith(str(atlas.parents[1])) for path in paths)
    assert all(Path(path).exists() for path in paths)


def test_the_version_is_defined_once(wheel: Path) -> None:
    assert wheel.name == f"ukraine_plan_atlas-{geo.__version__}-py3-none-any.whl"
