"""Every piece of markup comes from an escaping template or from ElementTree, never from a string in code."""

import ast
import re
from collections.abc import Iterator

import pytest
from jinja2 import StrictUndefined
from jinja2 import nodes as jinja

from layers.html.render import TEMPLATES, environment
from tests.conftest import ROOT
from tests.project.test_architecture import APP, imported, name_of, tree

TAG = re.compile(r"</?[a-zA-Z][\w:.-]*(?=[\s/>]|$)|<!|</?$")
"""A tag, also one that a string begins and that something else goes on with."""

KNOWN_TAGS = {
    "geo/line_sources/formats.py": {"<"},  # how a file of XML begins
    "geo/line_sources/geometry_blob.py": {"<"},  # the order of bytes
    "geo/line_sources/shapefile.py": {"<i", "<ii", "<IHH", "<i4", "<f8"},  # likewise
    "layers/plate/render.py": {"<svg"},  # looked for in what matplotlib wrote
}
"""Strings that look like a tag and build none."""

ESCAPERS = {"html.escape", "xml.sax.saxutils.escape", "xml.sax.saxutils.quoteattr", "markupsafe.escape",
            "markupsafe.Markup", "jinja2.Markup"}

ENGINES = {
    "layers/html/render.py": {"jinja2.Environment", "jinja2.FileSystemLoader", "jinja2.StrictUndefined"},
    "layers/web/folium_map.py": {"jinja2.Template"},  # folium wants one, for a script and its JSON
}
"""Who may use Jinja, and what of it."""

SAFE = {"sheet", "script", "data", "style_text", "symbols", "still", "drawing"}
"""What a template does not escape: our own style sheets, scripts, JSON for them, and drawings."""

ADDRESSES = {
    "address",  # our own, or checked by the filter `web_address`
    "notes.address", "atlas", "root", "stylesheet", "manifest", "file.href", "p.id",
    "preview", "thumbnail", "around", "images", "image", "item.sign",
}
"""Values that may stand in a `href` or a `src`, where escaping is not enough."""

SAMPLES = ["<b>", "</td>", "<td", "</", "a<", "<br/>", '<a href="', "<!DOCTYPE html>", "x<svg ", "<h1>y"]


def docstrings(module: ast.Module) -> set[int]:
    """The identities of all constants that stand alone: docstrings, and words below a constant."""
    return {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}


def texts(module: ast.Module) -> Iterator[str]:
    """Every string of a module, the parts of f-strings included, but for what nobody is shown."""
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
    """In a plain string, a part of an f-string, a format and a sum."""
    for code in (repr(sample), f"f{sample + '{x}'!r}", f"{sample!r}.format(x)", f"{sample!r} + x",
                 f"{sample!r} % x", f"[{sample!r}]", repr(sample.encode())):
        assert tags_of(ast.parse(f"y = {code}")), code
    assert not tags_of(ast.parse(f"def f():\n    {sample!r}\n"))


def test_comparisons_and_words_are_no_tags() -> None:
    assert not tags_of(ast.parse("x = a < b, 'a < b', '->', '<=', f'{a} < {b}'"))


def test_nobody_escapes_by_hand() -> None:
    for path in APP:
        assert not ESCAPERS & set(imported(path)), name_of(path)


def test_one_environment_fills_in_all_templates() -> None:
    found = {name_of(path): {name for name in imported(path) if name.startswith("jinja2")} for path in APP}
    assert {name: used for name, used in found.items() if used} == ENGINES
    assert environment().autoescape is True
    assert environment().undefined is StrictUndefined


def templates() -> dict[str, str]:
    return {path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(TEMPLATES.rglob("*.html"))}


def test_all_templates_lie_in_one_folder() -> None:
    folders = [ROOT / name for name in ("geo", "layers", "page", "terminal")]
    stray = [path for folder in folders for path in folder.rglob("*.html")
             if not path.is_relative_to(TEMPLATES)]
    assert templates()
    assert not stray


@pytest.mark.parametrize("name", templates())
def test_a_template_leaves_unescaped_only_what_is_ours(name: str) -> None:
    parsed = environment().parse(templates()[name])
    for node in parsed.find_all((jinja.Filter, jinja.MarkSafe, jinja.ScopedEvalContextModifier)):
        assert isinstance(node, jinja.Filter), "no other way to turn escaping off"
        if node.name == "safe":
            assert isinstance(node.node, jinja.Name)
            assert node.node.name in SAFE


@pytest.mark.parametrize("name", templates())
def test_every_attribute_with_a_value_is_quoted(name: str) -> None:
    """Escaping does not protect an attribute without quotes."""
    assert not re.findall(r"=\s*\{[{%]", re.sub(r"\{%.*?%\}", "", templates()[name]))
    assert not re.findall(r"\bon\w+\s*=", templates()[name])


@pytest.mark.parametrize("name", templates())
def test_only_addresses_become_addresses(name: str) -> None:
    """What a file says may stand in a link only behind the filter `web_address`."""
    for attribute in re.findall(r"""\b(?:href|src)=(["'])(.*?)\1""", templates()[name]):
        for value in re.findall(r"\{\{\s*([\w.]+)", attribute[1]):
            assert value in ADDRESSES, value
