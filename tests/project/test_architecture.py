"""Rules that linters cannot check: structure of files, forbidden imports, and contracts between packages."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.source import tree

MAX_LINES = 250
MAX_MODULES = 16

DRAWERS = {"utils", "util", "common", "helpers", "helper", "misc", "tools", "base", "core"}

NOWHERE = ("pickle", "shelve", "marshal", "dill", "requests", "httpx", "urllib.request", "socket",
           "http", "subprocess", "ctypes")
"""Modules that can execute a reader's data or access the network."""

WEB_ADDRESSES = {
    "geo/line_sources/archive.py": {"https://raw.githubusercontent.com/cyterat/deepstate-map-data/main/data/"},
    "layers/web/map_files.py": {
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "https://{s}.basemaps.cartocdn.com/light_all/{z}/{x}/{y}.png",
    },
    "layers/svg/element.py": {"http://www.w3.org/2000/svg"},
    "layers/assets/atlas.js": {"http://www.w3.org/2000/svg"},
    "layers/export/kml.py": {"http://www.opengis.net/kml/2.2"},
    "layers/export/geopackage_file.py": {"http://www.geopackage.org/spec131/#extension_metadata",
                             "http://purl.org/dc/terms/"},
    "layers/data/changes.py": {"http://www.w3.org/2005/Atom"},
    "layers/site/sitemap.py": {"http://www.sitemaps.org/schemas/sitemap/0.9",
                               "http://www.w3.org/1999/xhtml"},
}
"""All addresses in the code: tiles that a reader can switch on, and names of standards, never fetched."""

ADDRESS = re.compile(r"""(?:https?:|wss?:)?//(?:[\w{}-]+\.)+[a-z]{2,}[^\s"'`<>)]*""")
MACHINE_PATH = re.compile(r"""["'](?:/(?:home|root|Users|work|tmp|mnt)/|[A-Z]:\\)""")
OPENED = re.compile(r"""(?:Path|open)\(\s*f?["']/(?!dev/|proc/)""")


FRONT_ENDS = ("app.py", "serve.py", "cli.py")


def sources(*folders: str) -> list[Path]:
    """Return the project's Python files in these folders, and the front ends."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [*found, *(ROOT / name for name in FRONT_ENDS)]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Return the full names of everything imported in a module, including inside functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


PACKAGES = ("geo", "layers", "server", "page", "terminal", "atlas")
APP = sources(*PACKAGES)
ALL = sources(*PACKAGES, "tools", "benchmarks", "tests")


@pytest.mark.slow  # 'make quick' runs the linter itself
def test_imports_respect_their_contracts() -> None:
    """The contracts are in pyproject.toml and are checked by import-linter."""
    linter = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True,
                            text=True, check=False)
    assert linter.returncode == 0, linter.stdout


def test_every_package_is_in_a_contract() -> None:
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rooms = {path.relative_to(ROOT).as_posix().replace("/", ".") for package in ("geo", "layers")
             for path in (ROOT / package).iterdir() if (path / "__init__.py").exists()}
    assert rooms
    assert not {room for room in rooms if not re.search(rf'\b{re.escape(room)}\b', contracts)}


def test_no_package_has_too_many_modules() -> None:
    for folder in {path.parent for path in (*APP, *(ROOT / "tests").rglob("*.py"))}:
        modules = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(modules) <= MAX_MODULES, name_of(folder)


@pytest.mark.slow
def test_nothing_can_execute_a_readers_data_or_access_the_network() -> None:
    for path in APP:
        forbidden = set(NOWHERE)
        if name_of(path) == "geo/line_sources/archive.py":
            forbidden -= {"urllib.request", "http"}  # it contacts an archive when a reader asks for it
        if name_of(path) == "geo/line_sources/foreign/process.py":
            forbidden -= {"subprocess"}  # decision 4: a reader's file, in a process that can open nothing
        for name in imported(path):
            assert not any(f"{name}.".startswith(f"{start}.") for start in forbidden), (name_of(path), name)


def test_only_the_page_uses_streamlit() -> None:
    users = {name_of(path) for path in APP
             if any(name.partition(".")[0] == "streamlit" for name in imported(path))}
    assert users
    assert all(name in ("app.py", "serve.py") or name.startswith("page/") for name in users)


@pytest.mark.slow
def test_pyplot_is_not_used() -> None:
    """Its figures are global state, which is not safe in a threaded server."""
    assert not [path for path in ALL if any("pyplot" in name for name in imported(path))]


def test_no_file_is_long() -> None:
    for path in ALL:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


def test_all_tests_in_the_browser_are_looked_for() -> None:
    """`make test` reads only the rooms of IN_BROWSER for them."""
    named = re.search(r"^IN_BROWSER := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert named
    mark = re.compile(r"^(?:pytestmark = .*|@)pytest\.mark\.browser\b", re.MULTILINE)
    with_some = {"/".join(Path(name_of(path)).parts[:2]) for path in sources("tests")
                 if mark.search(path.read_text(encoding="utf-8"))}
    assert with_some == set(named[1].split())


def test_no_module_is_a_catch_all() -> None:
    for path in ALL:
        assert path.stem not in DRAWERS, path
    assert not [p for p in ROOT.iterdir() if p.is_dir() and p.name in DRAWERS - {"tools"}]


def test_every_module_has_a_docstring() -> None:
    for path in ALL:
        assert ast.get_docstring(tree(path)), f"{name_of(path)} has no docstring"


def test_exceptions_are_caught_by_name() -> None:
    """There is no bare `except`, one place catches every `Exception`, and broader handlers re-raise."""
    last_resorts = []
    for path in ALL:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, node.lineno
                caught = {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)}
                if "Exception" in caught:
                    last_resorts.append(name_of(path))
                if "BaseException" in caught:
                    last = node.body[-1]
                    assert isinstance(last, ast.Raise), node.lineno
                    assert last.exc is None, node.lineno
    assert last_resorts == ["geo/last_resort.py"]


def test_only_the_terminal_prints() -> None:
    for path in APP:
        calls = {node.func.id for node in ast.walk(tree(path))
                 if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        assert not calls & {"eval", "exec", "breakpoint", "__import__", "globals"}
        assert ("print" in calls) <= (path.name == "cli.py" or path.parent.name == "terminal")


def test_no_other_address_is_in_the_code() -> None:
    """No CDN and no requests, except for tiles that the reader can switch on."""
    folders = [ROOT / name for name in (*PACKAGES, ".streamlit")]
    files = [path for folder in folders for path in folder.rglob("*")
             if path.suffix in {".py", ".js", ".css", ".html", ".toml", ".json"}]
    found = {}
    for path in [*files, *(ROOT / name for name in FRONT_ENDS)]:
        addresses = set(ADDRESS.findall(path.read_text(encoding="utf-8")))
        if addresses:
            found[name_of(path)] = addresses
    assert found == WEB_ADDRESSES


def test_the_search_for_addresses_can_find_them() -> None:
    for text in ('src="//cdn.jsdelivr.net/npm/leaflet.js"', "'https://unpkg.com/x'", "ws://a.example.org"):
        assert ADDRESS.search(text), text
    assert not ADDRESS.search("a // b; 1//2; # // comment: see below.")


def test_no_path_on_a_developers_machine_is_in_the_code() -> None:
    """Tests may pass such a path to a parser, but must not open it."""
    for path in ALL:
        text = path.read_text(encoding="utf-8")
        assert not OPENED.search(text)
        assert "tests" in path.parts or not MACHINE_PATH.search(text)


def test_no_test_depends_on_time() -> None:
    """A slow machine must not fail a test, so no test compares times."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        names = set(imported(path))
        assert not names & {"time.perf_counter", "time.process_time", "timeit"}, path.name


def test_the_packages_ship_no_copy_of_leaflet() -> None:
    """It comes from a package in requirements.txt."""
    assert not [path for path in ROOT.rglob("leaflet*.js") if ".venv" not in path.parts]
    assert "xstatic-leaflet\n" in (ROOT / "requirements.txt").read_text(encoding="utf-8")
