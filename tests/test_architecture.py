"""Imports go one way, packages know only what they may, and files stay small."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.module_order import ORDER

MOST_LINES = 250

DRAWERS = {"utils", "util", "common", "helpers", "helper", "misc", "tools", "base", "core"}

FORBIDDEN = {  # package, and what none of its modules may import
    "geo": {"streamlit", "folium", "branca", "jinja2", "matplotlib", "babel", "layers", "page"},
    "layers": {"streamlit", "streamlit_folium", "page"},
    "page": {"terminal", "cli"},
    "terminal": {"streamlit", "folium", "page", "app"},
    "app": {"terminal", "cli"},
    "cli": {"streamlit", "folium", "page", "app"},
}
NOWHERE = ("pickle", "shelve", "marshal", "dill", "requests", "httpx", "urllib.request", "socket",
           "http", "subprocess", "ctypes")
"""What can run a reader's bytes, or leave the machine."""

WEB_ADDRESSES = {
    "geo/archive.py": {"https://raw.githubusercontent.com/cyterat/deepstate-map-data/main/data/"},
    "layers/webmap.py": {
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "https://{s}.basemaps.cartocdn.com/light_all/{z}/{x}/{y}.png",
    },
    "layers/legend.py": {"http://www.w3.org/2000/svg"},
    "layers/history_chart.py": {"http://www.w3.org/2000/svg"},
    "layers/small_maps.py": {"http://www.w3.org/2000/svg"},
    "layers/kml.py": {"http://www.opengis.net/kml/2.2"},
    "layers/geopackage.py": {"http://www.geopackage.org/spec131/#extension_metadata",
                             "http://purl.org/dc/terms/"},
    "layers/site_pages.py": {"http://www.sitemaps.org/schemas/sitemap/0.9"},
}
"""All addresses in code: tiles that a reader can switch on, and names of standards, never fetched."""

ADDRESS = re.compile(r"""(?:https?:|wss?:)?//(?:[\w{}-]+\.)+[a-z]{2,}[^\s"'`<>)]*""")
MACHINE_PATH = re.compile(r"""["'](?:/home/|/root/|/Users/|/work/|/tmp/|/mnt/|[A-Z]:\\)""")
OPENED = re.compile(r"""(?:Path|open)\(\s*f?["']/(?!dev/|proc/)""")


def path_of(module: str) -> Path:
    return ROOT / f"{module.replace('.', '/')}.py"


def sources(*folders: str) -> list[Path]:
    """Our Python files in these folders, and the two front ends."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [*found, ROOT / "app.py", ROOT / "cli.py"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Full names of everything imported anywhere in a module, also inside functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(name: str) -> str | None:
    """The module of ours that an imported name is, or is in."""
    while name:
        if name in ORDER:
            return name
        name = name.rpartition(".")[0]
    return None


PACKAGES = ("geo", "layers", "page", "terminal")
APP = sources(*PACKAGES)
ALL = sources(*PACKAGES, "tools", "benchmarks", "tests")


def test_the_order_names_every_module_once() -> None:
    modules = [name_of(path).removesuffix(".py").replace("/", ".") for path in APP
               if path.name != "__init__.py"]
    assert sorted(ORDER) == sorted(modules), "give new modules their place in ORDER"
    assert [name.partition(".")[0] for name in ORDER] == sorted(
        (name.partition(".")[0] for name in ORDER),
        key=[*PACKAGES, "app", "cli"].index,
    )


@pytest.mark.parametrize("module", ORDER)
def test_a_module_imports_only_what_stands_before_it(module: str) -> None:
    before = set(ORDER[: ORDER.index(module)])
    needs = {name for name in map(ours, imported(path_of(module))) if name and name != module}
    assert needs <= before, f"{module} may not import {sorted(needs - before)}"


@pytest.mark.parametrize("module", ORDER)
def test_a_package_does_not_know_what_lies_above_it(module: str) -> None:
    forbidden = {*FORBIDDEN[module.partition(".")[0]], *NOWHERE}
    if module == "geo.archive":
        forbidden -= {"urllib.request", "http"}  # it asks an archive, when a reader wants it to
    for name in imported(path_of(module)):
        assert not any(f"{name}.".startswith(f"{start}.") for start in forbidden), name


def test_only_the_page_knows_streamlit() -> None:
    users = {name_of(path) for path in APP
             if any(name.partition(".")[0] == "streamlit" for name in imported(path))}
    assert users
    assert all(name == "app.py" or name.startswith("page/") for name in users)


def test_pyplot_is_nowhere() -> None:
    """Its figures are global, in a server with threads."""
    assert not [path for path in ALL if any("pyplot" in name for name in imported(path))]


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_no_file_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_no_module_is_a_drawer() -> None:
    for path in ALL:
        assert path.stem not in DRAWERS, path
    assert not [p for p in ROOT.iterdir() if p.is_dir() and p.name in DRAWERS - {"tools"}]


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree(path)), f"{name_of(path)} has no docstring"


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_faults_are_caught_by_name(path: Path) -> None:
    """No bare `except`, no `except Exception`; whoever catches everything passes it on."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, node.lineno
            caught = {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)}
            assert "Exception" not in caught, node.lineno
            if "BaseException" in caught:
                last = node.body[-1]
                assert isinstance(last, ast.Raise), node.lineno
                assert last.exc is None, node.lineno


@pytest.mark.parametrize("path", APP, ids=name_of)
def test_only_the_terminal_prints(path: Path) -> None:
    calls = {node.func.id for node in ast.walk(tree(path))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not calls & {"eval", "exec", "breakpoint", "__import__", "globals"}
    assert ("print" in calls) <= (path.name == "cli.py" or path.parent.name == "terminal")


def test_no_other_address_stands_in_the_code() -> None:
    """No CDN, no fetch: only the tiles that a reader may switch on."""
    folders = [ROOT / name for name in (*PACKAGES, ".streamlit")]
    files = [path for folder in folders for path in folder.rglob("*")
             if path.suffix in {".py", ".js", ".css", ".html", ".toml", ".json"}]
    found = {}
    for path in [*files, ROOT / "app.py", ROOT / "cli.py"]:
        addresses = set(ADDRESS.findall(path.read_text(encoding="utf-8")))
        if addresses:
            found[name_of(path)] = addresses
    assert found == WEB_ADDRESSES


def test_the_search_for_addresses_can_find_them() -> None:
    for text in ('src="//cdn.jsdelivr.net/npm/leaflet.js"', "'https://unpkg.com/x'", "ws://a.example.org"):
        assert ADDRESS.search(text), text
    assert not ADDRESS.search("a // b; 1//2; # // comment: see below.")


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_no_path_of_somebodys_machine_stands_in_the_code(path: Path) -> None:
    """Tests may give such a path to a parser, but none may open one."""
    text = path.read_text(encoding="utf-8")
    assert not OPENED.search(text)
    assert "tests" in path.parts or not MACHINE_PATH.search(text)


def test_no_test_of_time() -> None:
    """A slow machine must not fail a test: no clock is compared in the tests."""
    for path in sorted((ROOT / "tests").glob("test_*.py")):
        names = set(imported(path))
        assert not names & {"time.perf_counter", "time.process_time", "timeit"}, path.name


def test_the_packages_ship_no_copy_of_leaflet() -> None:
    """It comes from a package in requirements.txt."""
    assert not [path for path in ROOT.rglob("leaflet*.js") if ".venv" not in path.parts]
    assert "xstatic-leaflet==" in (ROOT / "requirements.txt").read_text(encoding="utf-8")


def test_every_requirement_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "constraints.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            wanted = line.partition("#")[0].strip()
            assert not wanted or wanted.startswith(("-r ", "-c ")) or "==" in wanted, line
