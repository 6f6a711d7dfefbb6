"""JSON in a script of the map: folium takes scripts for templates, and text in them may be a reader's."""

import json

import folium
import hypothesis.strategies as st
import pytest
import streamlit_folium
from hypothesis import example, given, settings

from layers.language import Language
from layers.web.folium_map import Show, build_map
from layers.web.script import script_json

TEXTS = st.text("{}%#<>&\\\"' ax7*\u2028\n", max_size=12)
CODE = "{{ 1234*1234 }}{% x"


@given(st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=8))
@example({"{": {"{": ["{%", "{{{", "{#", "\\{{"]}})
@settings(max_examples=200)
def test_no_code_begins_in_it_and_it_says_the_same(value: object) -> None:
    text = script_json(value)
    assert not [opening for opening in ("{{", "{%", "{#", "<", "&", "\u2028") if opening in text]
    assert json.loads(text) == value


def test_the_map_shows_braces_of_a_reader_as_they_are(monkeypatch: pytest.MonkeyPatch,
                                                      english: Language) -> None:
    sent: dict[str, str] = {}
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **values: sent.update(values))
    group = folium.FeatureGroup(name="state")
    group.add_child(Show({"pieces": {}, "tips": {"zone": CODE}}))
    page = build_map("../leaflet/", "../files/", ("a.js", "a.css"), CODE, english, {"units": CODE})
    streamlit_folium.st_folium(page, key="map", feature_group_to_add=group, returned_objects=[])
    assert "1234" not in page.get_root().render()
    for text in (sent["script"], sent["feature_group"]):
        assert r"\u007b{ 1234*1234 }}\u007b% x" in text
        assert str(1234 * 1234) not in text
