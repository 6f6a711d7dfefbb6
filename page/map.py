"""The map on the page: the only module that connects folium and Streamlit."""

from typing import Any

import streamlit as st
import streamlit.components.v1 as components
from streamlit_folium import st_folium

from geo.outcomes.drawn_vertices import Corner
from layers.choice import Choice
from layers.language import UNITS
from layers.web.folium_map import AtlasMap, State, build_map
from layers.web.map_files import LEAFLET
from page.state import cache, map_files, rendered
from page.state.files import shelf
from page.state.look import look_of

HEIGHT_PX = 600

# Streamlit serves declared components without any setting. The addresses are relative to the map's
# own frame, so that they work behind a proxy that adds a path prefix.
_leaflet = components.declare_component("leaflet", path=str(LEAFLET))


def show_map(choice: Choice,
             corners: tuple[Corner, ...] | None = None) -> tuple[float, float] | None:
    """Draw or restyle the map; return `(lon, lat)` in degrees of a new click, if any.

    `corners` are the corners of the zone being drawn, or None. While one is drawn, the page is told of
    clicks by the buttons of the drawing (`page.views.drawing_buttons`).
    """
    page, files_url = _constant_map(choice.language)
    answer: dict[str, Any] | None = st_folium(
        page.for_one_run(),
        key="map",
        height=HEIGHT_PX,
        use_container_width=True,
        feature_group_to_add=State(rendered.map_view(choice, files_url, corners, look_of(choice))),
        render=False,  # nobody reads the page that folium would write, and the map is rendered anyway
        returned_objects=["last_clicked"] if corners is None else [],
    )
    clicked = (answer or {}).get("last_clicked") if corners is None else None
    return (clicked["lng"], clicked["lat"]) if clicked else None


@st.cache_resource(show_spinner=False)
def _constant_map(code: str) -> tuple[AtlasMap, str]:
    """Return the map in one language, and the address of the folder from which it fetches its files."""
    files = components.declare_component("files", path=str(shelf().folder))
    files_url = f"../{files.name}/"
    return build_map(
        leaflet_url=f"../{_leaflet.name}/",
        files_url=files_url,
        code=map_files.code_files(),
        base=map_files.base_file(code),
        language=cache.language(code, UNITS[0]),
        fetched=map_files.fetched_files(code),
    ), files_url
