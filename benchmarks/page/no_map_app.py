"""The atlas with an empty map in place of its own: what a page costs that has all but the map."""

import runpy
from typing import Any

import folium
import streamlit.components.v1 as components
from streamlit_folium import st_folium

import page.layout
from benchmarks.page.variant import ROOT
from layers.web.map_files import LEAFLET
from page.map import HEIGHT_PX

leaflet = components.declare_component("leaflet", path=str(LEAFLET))


def empty_map(*_: Any) -> None:
    """Draw a map with nothing on it, with Leaflet from this machine."""
    nothing = folium.Map(location=[48.6, 31.2], zoom_start=6, tiles=None)
    nothing.default_js = [("leaflet", f"../{leaflet.name}/leaflet.js")]
    nothing.default_css = [("leaflet_css", f"../{leaflet.name}/leaflet.css")]
    st_folium(nothing, key="map", height=HEIGHT_PX, use_container_width=True)


page.layout.show_map = empty_map
runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
