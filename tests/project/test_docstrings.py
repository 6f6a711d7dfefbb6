"""What docstrings of `geo` must say: the shape of every table, the CRS of every shape, and every error."""

import ast
import builtins
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT
from tests.project.test_architecture import name_of, sources
from tests.support.source import tree

TABLES = re.compile(r"\b(?:DataFrame|GeoDataFrame|Series|GeoSeries|ndarray)\b")
SHAPES = re.compile(r"\b(?:BaseGeometry|Polygon|MultiPolygon|GeoDataFrame|GeoSeries)\b")
SYSTEM = re.compile(r"\b(?:STORE_CRS|AREA_CRS|system)\b")
"""A CRS, or that of what the function is given."""

EXTENT = re.compile(r"\b(?:shape|rows?|one per|See)\b")
"""What an attribute says of its size, unless it leads to another."""

WHAT_HAS_SHAPE = re.compile(f"{TABLES.pattern}|{SHAPES.pattern}")

FAMILY = {"GeoError"}
GEO = [path for path in sources("geo") if path.is_relative_to(ROOT / "geo")]


class Public(NamedTuple):
    """A function or method that others may call, with its docstring."""

    where: str
    node: ast.FunctionDef
    text: str

    @property
    def is_attribute(self) -> bool:
        """Whether it is used like an attribute, which numpydoc describes without sections."""
        return any(ast.unparse(one).endswith("property") for one in self.node.decorator_list)

    @property
    def returns(self) -> str:
        return "" if self.node.returns is None else ast.unparse(self.node.returns)

    def section(self, title: str) -> list[str]:
        """Return the lines of a section; none if it is missing."""
        found = re.search(rf"^{title}\n-+\n((?:.+\n?)*)", self.text, re.MULTILINE)
        return found[1].splitlines() if found else []

    def documented(self) -> set[str]:
        """Return the names of the errors under Raises."""
        heads = [line for line in self.section("Raises") if not line.startswith(" ")]
        return {name.strip() for head in heads for name in head.split(",")}


def public(path: Path) -> Iterator[Public]:
    """Yield the public functions of a module, and public methods of its public classes."""
    for node in tree(path).body:
        inner = node.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_") else [node]
        for one in inner:
            if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
                yield Public(f"{name_of(path)}: {one.name}", one, ast.get_docstring(one) or "")


def fields(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield the fields of a module's public classes: where, of what type, and whether they are described."""
    for node in tree(path).body:
        if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
            continue
        text = ast.get_docstring(node) or ""
        for field, after in pairwise([*node.body, ast.Pass()]):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                name = field.target.id
                own = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                listed = re.search(rf"`{name}\b|^(?:\w+, )*{name}(?:, \w+)*$", text, re.MULTILINE)
                where = f"{name_of(path)}: {node.name}.{name}"
                yield where, ast.unparse(field.annotation), own or listed is not None


def errors_of(paths: list[Path]) -> tuple[set[str], dict[str, str]]:
    """Return the names of the family's errors, and the functions that make one by what they return."""
    family, makers = set(FAMILY), {}
    classes = [node for path in paths for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    for _ in range(4):  # the longest line of descent in the family
        family |= {one.name for one in classes if family & {ast.unparse(base) for base in one.bases}}
    for path in paths:
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and node.returns and ast.unparse(node.returns) in family:
                makers[node.name] = ast.unparse(node.returns)
    return family, makers


ERRORS, MAKERS = errors_of(GEO)


def raised(node: ast.AST) -> Iterator[str]:
    """Yield the errors of the family that leave a piece of code, by its own statements `raise`."""
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        name = ast.unparse(node.exc.func)
        yield from {MAKERS.get(name, name)} & ERRORS
    caught: set[str] = set()
    if isinstance(node, ast.Try):
        caught = {ast.unparse(one.type) for one in node.handlers
                  if one.type and not any(isinstance(part, ast.Raise) for part in ast.walk(one))}
    for child in ast.iter_child_nodes(node):
        within_try = isinstance(node, ast.Try) and child in node.body
        yield from (name for name in raised(child) if not within_try or name not in caught)


FUNCTIONS = [one for path in GEO for one in public(path)]


@pytest.mark.parametrize("wanted", ["DataFrame", "GeoDataFrame", "Series", "ndarray"])
def test_a_function_that_returns_a_table_says_what_it_has(wanted: str) -> None:
    ours = [one for one in FUNCTIONS if re.search(rf"\b{wanted}\b", one.returns) and not one.is_attribute]
    assert len(ours) >= 5
    assert not [one.where for one in ours
                if not any(line.startswith("    ") for line in one.section("Returns"))]


def test_an_attribute_that_is_a_table_says_what_it_has() -> None:
    ours = [one for one in FUNCTIONS if TABLES.search(one.returns) and one.is_attribute]
    assert len(ours) >= 5
    assert not [one.where for one in ours if not EXTENT.search(one.text)]


def test_a_field_with_a_table_or_a_shape_is_described() -> None:
    """In the docstring of its class, or in one of its own."""
    ours = [field for path in GEO for field in fields(path) if WHAT_HAS_SHAPE.search(field[1])]
    assert len(ours) >= 50
    assert not [where for where, _, described in ours if not described]


def test_whatever_returns_shapes_names_their_system() -> None:
    ours = [one for one in FUNCTIONS if SHAPES.search(one.returns)]
    assert len(ours) >= 20
    assert not [one.where for one in ours if not SYSTEM.search(one.text)]


def test_an_error_that_a_function_raises_is_under_raises() -> None:
    ours = {one: set(raised(one.node)) for one in FUNCTIONS}
    assert sum(map(bool, ours.values())) >= 40
    assert not [(one.where, sorted(missing)) for one, names in ours.items()
                if (missing := names - one.documented())]


def test_raises_names_errors_and_nothing_else() -> None:
    known = {*ERRORS, *(name for name, kind in vars(builtins).items()
                        if isinstance(kind, type) and issubclass(kind, BaseException))}
    named = {one.where: one.documented() for path in sources("geo", "tools") for one in public(path)}
    assert sum(map(bool, named.values())) >= 100
    assert not {where: names - known for where, names in named.items() if names - known}


def test_an_error_that_is_caught_again_need_not_be_named() -> None:
    caught = ast.parse("try:\n    raise FileError('a')\nexcept FileError:\n    pass")
    passed_on = ast.parse("try:\n    raise FileError('a')\nexcept FileError:\n    raise")
    made = ast.parse("def f():\n    raise not_written(path, fault) from fault")
    found = [set(raised(code)) for code in (caught, passed_on, made)]
    assert found == [set(), {"FileError"}, {"UnwrittenError"}]
