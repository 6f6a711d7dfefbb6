"""The folium map is built and written once; what one run adds to it, no other run has."""

from typing import Any

import pytest
import streamlit_folium

from layers.language import Language
from layers.web.folium_map import State, build_map


def test_runs_share_the_map_and_nothing_that_is_laid_on_it(
    monkeypatch: pytest.MonkeyPatch, english: Language
) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **values: sent.append(values))
    constant = build_map("../leaflet/", "../files/", ("a.js", "a.css"), "base.json", english, {})
    parts, written = list(constant._children), constant.get_root().render()
    for name in ("first", "second", "first"):
        streamlit_folium.st_folium(constant.for_one_run(), key="map", returned_objects=[], render=False,
                                   feature_group_to_add=State({"pieces": {}, "tips": {name: name}}))
    first, second, again = sent
    assert "first" in first["feature_group"]
    assert "first" not in second["feature_group"]
    assert {name: value for name, value in first.items() if name != "on_change"} == {
        name: value for name, value in again.items() if name != "on_change"}
    assert all(first[part] == second[part] for part in ("script", "header", "html", "id", "js_links"))
    assert "map_div" in first["script"]
    assert "map_div" in first["header"]
    assert list(constant._children) == parts
    assert constant.get_root().render() == written
