"""All markup comes from an escaping template or from ElementTree, never from a string in the code."""

import ast
import re
from collections.abc import Iterator

import pytest
from jinja2 import StrictUndefined
from jinja2 import nodes as jinja

from layers.html.render import TEMPLATES, environment
from tests.conftest import ROOT
from tests.project.test_architecture import APP, imported, name_of
from tests.support.source import tree

TAG = re.compile(r"</?[a-zA-Z][\w:.-]*(?=[\s/>]|$)|<!|</?$")
"""A tag, or the beginning of one that another string could complete."""

KNOWN_TAGS = {
    "geo/gazetteer/query.py": {"<area", "<areas", "<name"},  # groups of a regular expression
    "geo/gazetteer/without_figures/districts.py": {"<after", "<before", "<city", "<district"},  # as well
    "geo/line_sources/foreign/child.py": {"<I", "<BIdd"},  # byte order
    "geo/line_sources/foreign/process.py": {"<I"},  # byte order as well
    "geo/line_sources/formats.py": {"<"},  # the beginning of an XML file
    "geo/line_sources/geometry_blob.py": {"<"},  # byte order
    "geo/line_sources/shapefile.py": {"<i", "<ii", "<IHH", "<i4", "<f8"},  # byte order as well
    "geo/line_sources/kml.py": {"<!"},  # named in a sentence on what to remove
    "geo/line_sources/selection/days.py": {"<!"},  # a condition of a regular expression
    "geo/line_sources/selection/foreign_words.py": {"<!"},  # a condition as well
    "geo/line_sources/selection/texts.py": {"<", "</td"},  # searched for in descriptions
    "geo/line_sources/unread.py": {"<!"},  # the beginning of a web page
    "geo/zones/pasted_text.py": {"<!"},  # conditions of regular expressions
    "geo/zones/typed_corners.py": {"<", "<!"},  # the beginning of XML, and as above
    "layers/card/head.py": {"<title", "</title"},  # searched for in the page
    "layers/pdf/tags.py": {"</MCID"},  # the properties of marked content
    "layers/plate/render.py": {"<svg"},  # searched for in matplotlib's output
    "terminal/usage/faults.py": {"<"},  # in a regular expression
}
"""Strings that look like a tag but do not build one."""

ESCAPERS = {"html.escape", "xml.sax.saxutils.escape", "xml.sax.saxutils.quoteattr", "markupsafe.escape",
            "markupsafe.Markup", "jinja2.Markup"}

ENGINES = {
    "layers/html/render.py": {"jinja2.Environment", "jinja2.FileSystemLoader", "jinja2.StrictUndefined"},
    "layers/web/folium_map.py": {"jinja2.Template"},  # required by folium, for a script and its JSON
}
"""The modules that may use Jinja, and what they use."""

SAFE = {"sheet", "script", "data", "style_text", "symbols", "still", "drawing"}
"""Template variables that are not escaped: the project's own style sheets, scripts, JSON and drawings."""

ADDRESSES = {
    "address",  # the project's own, or checked by the filter `web_address`
    "notes.address", "atlas", "root", "top", "turn.href", "it.home", "stylesheet", "manifest", "file.href",
    "p.id", "preview", "thumbnail", "around", "images", "image", "item.sign",
}
"""Variables allowed in a `href` or `src`, where escaping is not sufficient."""

SAMPLES = ["<b>", "</td>", "<td", "</", "a<", "<br/>", '<a href="', "<!DOCTYPE html>", "x<svg ", "<h1>y"]


def docstrings(module: ast.Module) -> set[int]:
    """Return the ids of all bare string constants: docstrings of modules, functions and attributes."""
    return {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}


def texts(module: ast.Module) -> Iterator[str]:
    """Yield every string of a module, including the parts of f-strings, except docstrings."""
    aside = docstrings(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and id(node) not in aside:
            if isinstance(node.value, str):
                yield node.value
            elif isinstance(node.value, bytes):
                yield node.value.decode("latin-1")


def tags_of(module: ast.Module) -> set[str]:
    return {found for text in texts(module) for found in TAG.findall(text)}


def test_no_string_in_the_code_builds_a_tag() -> None:
    found = {name_of(path): tags for path in APP if (tags := tags_of(tree(path)))}
    assert found == KNOWN_TAGS


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_search_for_tags_can_find_them(sample: str) -> None:
    """In a plain string, a part of an f-string, a format string and a concatenation."""
    for code in (repr(sample), f"f{sample + '{x}'!r}", f"{sample!r}.format(x)", f"{sample!r} + x",
                 f"{sample!r} % x", f"[{sample!r}]", repr(sample.encode())):
        assert tags_of(ast.parse(f"y = {code}")), code
    assert not tags_of(ast.parse(f"def f():\n    {sample!r}\n"))


def test_comparisons_and_plain_text_are_not_tags() -> None:
    assert not tags_of(ast.parse("x = a < b, 'a < b', '->', '<=', f'{a} < {b}'"))


def test_nothing_is_escaped_by_hand() -> None:
    for path in APP:
        assert not ESCAPERS & set(imported(path)), name_of(path)


def test_a_single_environment_renders_all_templates() -> None:
    found = {name_of(path): {name for name in imported(path) if name.startswith("jinja2")} for path in APP}
    assert {name: used for name, used in found.items() if used} == ENGINES
    assert environment().autoescape is True
    assert environment().undefined is StrictUndefined


def templates() -> dict[str, str]:
    return {path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(TEMPLATES.rglob("*.html"))}


def test_all_templates_are_in_one_folder() -> None:
    folders = [ROOT / name for name in ("geo", "layers", "page", "terminal", "atlas")]
    stray = [path for folder in folders for path in folder.rglob("*.html")
             if not path.is_relative_to(TEMPLATES)]
    assert templates()
    assert not stray


@pytest.mark.parametrize("name", templates())
def test_a_template_leaves_only_trusted_values_unescaped(name: str) -> None:
    parsed = environment().parse(templates()[name])
    for node in parsed.find_all((jinja.Filter, jinja.MarkSafe, jinja.ScopedEvalContextModifier)):
        assert isinstance(node, jinja.Filter), "no other way to turn escaping off"
        if node.name == "safe":
            assert isinstance(node.node, jinja.Name)
            assert node.node.name in SAFE


@pytest.mark.parametrize("name", templates())
def test_every_attribute_with_a_value_is_quoted(name: str) -> None:
    """Escaping does not protect an unquoted attribute."""
    assert not re.findall(r"=\s*\{[{%]", re.sub(r"\{%.*?%\}", "", templates()[name]))
    assert not re.findall(r"\bon\w+\s*=", templates()[name])


@pytest.mark.parametrize("name", templates())
def test_only_checked_values_are_used_as_addresses(name: str) -> None:
    """Text from a file can be used in a link only after the filter `web_address`."""
    for attribute in re.findall(r"""\b(?:href|src)=(["'])(.*?)\1""", templates()[name]):
        for value in re.findall(r"\{\{\s*([\w.]+)", attribute[1]):
            assert value in ADDRESSES, value
