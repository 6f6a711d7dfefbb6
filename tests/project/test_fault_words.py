"""Every word of an error can be said in the reader's language: none is put together as plain text."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

from tests.project.test_architecture import FRONT_ENDS, PACKAGES, name_of, sources
from tests.support.source import tree

ROOMS = [path for path in sources(*PACKAGES) if path.suffix == ".py"]
TEXTS_OF_PLANS = {"geo/plans/custom.py", "geo/plans/edit/draft.py", "geo/plans/interpretations.py"}
"""Titles, caveats and notes of plans: texts that are translated as those of the plans' files are."""
FOR_OTHERS = {
    "geo/control/origin.py",  # credit lines, which `layers.text.credit` puts into words
    "geo/settings/setting.py",  # what the log says to an operator
}
WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
PASSED_ON = (ast.Name, ast.Attribute, ast.Subscript)
"""Expressions that hand on words which are there already."""


def family() -> set[str]:
    """Return the names of all classes that derive from GeoError."""
    bases = {node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
             for path in ROOMS for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)}
    found = {"GeoError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


def calls(names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    """Return the calls of these classes with where they are."""
    for path in ROOMS:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield f"{name_of(path)}:{node.lineno}", node


def templates(node: ast.expr) -> list[str] | None:
    """Return the templates that a first argument may be; None if it is no marked text."""
    if isinstance(node, ast.IfExp):
        one, other = templates(node.body), templates(node.orelse)
        return None if one is None or other is None else one + other
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_"):
        return None
    text = node.args[0]
    return [text.value] if isinstance(text, ast.Constant) and isinstance(text.value, str) else None


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def is_passed_on(node: ast.expr) -> bool:
    """Whether an expression hands on words: a name, or a call of a function that returns some."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in {"Words", "joined", "listed", "reason"}
    return isinstance(node, PASSED_ON)


def test_no_error_has_a_text_that_cannot_be_translated() -> None:
    """A text that comes from outside, such as an operating system's own words, is a value of a template."""
    found = list(calls(family()))
    assert len(found) > 300
    plain = [f"{place}: {ast.unparse(node)[:90]}" for place, node in found
             if node.args and templates(node.args[0]) is None and not is_passed_on(node.args[0])]
    assert not plain


def test_every_placeholder_of_an_error_is_filled_and_no_value_is_left_over() -> None:
    wrong = []
    for place, node in calls(family() | {"Words"}):
        there = templates(node.args[0]) if node.args else None
        if there is None or any(word.arg is None for word in node.keywords):
            continue
        given = {word.arg for word in node.keywords}
        if set().union(*map(fields, there)) != given:
            wrong.append(f"{place}: {there[0]} {sorted(map(str, given))}")
    assert not wrong


def test_geo_puts_no_sentence_together_as_plain_text() -> None:
    """Faults are words from where they are found, so that a list of them can be said in any language."""
    plain = [
        f"{name_of(path)}:{node.lineno}: {ast.unparse(node)}"
        for path in sources("geo") if name_of(path) not in TEXTS_OF_PLANS | FOR_OTHERS | set(FRONT_ENDS)
        for node in ast.walk(tree(path)) if isinstance(node, ast.JoinedStr)
        if WORDS.search("".join(part.value for part in node.values
                                if isinstance(part, ast.Constant) and isinstance(part.value, str)))
        and not ast.unparse(node).upper().startswith(("F'SELECT", "F'PRAGMA"))
    ]
    assert not plain
