"""A third language is one catalogue: no view of the page has a plain word in it."""

import json
from collections.abc import Iterator

import pytest
import streamlit as st
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from geo.gazetteer.regions import load_regions
from geo.plans.library import load_library
from geo.world import World
from layers.choice import VIEWS
from layers.language import Language, load_language, own_name
from layers.selection import LAYERS
from page.notes.sections import CORRECTIONS, GLOSSARY, PRINTED
from page.parts import interpretations
from page.parts.explore import holds, pull_back, solver, together
from tests.layers.html.test_pseudo_html import Read
from tests.page.test_page import ROOT, warnings
from tests.support.pseudo import WORD, countries, left, pseudo_language, pseudo_world, strings

PANELS = (GLOSSARY, CORRECTIONS, interpretations.OPEN, pull_back.OPEN, solver.OPEN, together.OPEN,
          holds.OPEN)
"""What is sent only once it is opened."""

FAULTS = "an address with faults"
ASKED: dict[str, dict[str, str]] = {
    **{view: {"view": view} for view in VIEWS},
    "a town": {"place": "UA1412009001", "at": "37.5563 48.7389"},
    "two days": {"view": "compare", "against_on": "2024-07-08", "maps": "two"},
    "a drawn zone": {"view": "zone", "zone": "37_48.2~37.6_48.2~37.6_48.7"},
    FAULTS: {"plan": "ell", "on": "2031-01-01", "margin": "wide", "layers": "ell"},
    "presenter": {"mode": "present"}, "embedded": {"mode": "embed"},
}

CODED = ("id", "form_id", "type", "component_name", "css_content", "js_content", "format", "json_args",
         "url", "icon", "value", "mime")
"""Fields that no reader sees, and the map, whose words `layers` are asked for."""

NAMES = {own_name(code) for code in ("en", "uk")} | {
    "CSV", "Excel", "GeoJSON", "GeoPackage", "GeoParquet", "KML", "PDF", "PNG", "SVG", "GIF", "WebP", "ZIP",
    "PowerPoint", "Liveuamap", "DeepStateMap", "World", "Resources", "Institute", "Global",
    "Energy", "Monitor"}
"""Names that are the same in every language."""

TEXT = FieldDescriptor.TYPE_STRING


def texts(message: Message) -> Iterator[tuple[str, str]]:
    """Yield every text of what is sent to a browser, with the name of its field."""
    for field, value in message.ListFields():
        for one in value if field.is_repeated else [value]:
            if isinstance(one, Message):
                yield from texts(one)
            elif field.type == TEXT and field.name not in CODED:
                yield field.name, one


def seen(name: str, text: str) -> str:
    """Return what a reader sees or hears of a text: of HTML without its code, of data the sentences."""
    if name == "columns":  # of a table: names, and below each how it is drawn
        return " ".join(json.loads(text))
    if name == "json":
        return " ".join(said for _, said in strings(json.loads(text)) if " " in said and "</" not in said)
    return " ".join(Read(text).said) if "<" in text else text


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return pseudo_language(tmp_path_factory.mktemp("locale"))


@pytest.fixture(scope="module", autouse=True)
def _third_language(language: Language, world: World) -> Iterator[None]:
    """The page as it would be in that language, which the address calls by the code of another."""
    there = pseudo_world(world)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("page.state.cache.load_language",
                      lambda code, units: language if code in ("uk", language.code)
                      else load_language(code, units))
        patch.setattr("page.state.cache.load_world", lambda: there)
        st.cache_resource.clear()
        yield
    st.cache_resource.clear()


def opened(**query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
    page.query_params.update({"plan": "us-28-point", "on": "2025-11-21", "language": "uk", **query})
    for panel in PANELS:
        page.session_state[panel] = True
    page.session_state[PRINTED] = "2026-11-28"
    return page.run()


@pytest.mark.parametrize("asked", ASKED)
def test_a_view_has_no_plain_word(asked: str) -> None:
    page = opened(**ASKED[asked])
    assert not page.exception
    assert bool(warnings(page)) == (asked == FAULTS)
    found = [(name, seen(name, text)) for item in page._tree
             if getattr(item, "proto", None) is not None for name, text in texts(item.proto)]
    assert sum(len(text) for _, text in found) > 500
    # Faults quote what the address says, and list what it could say.
    plans = load_library(load_regions().index).plans
    ids = set(WORD.findall(" ".join([*plans, *LAYERS, "ell wide plan line"])))
    assert not {word: (name, text[:400]) for name, text in found
                for word in left(text, NAMES | countries() | (ids if asked == FAULTS else set()))}
