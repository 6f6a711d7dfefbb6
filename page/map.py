"""The map on the page: the only module that connects folium and Streamlit."""

from typing import Any

import folium
import streamlit.components.v1 as components
from streamlit_folium import st_folium

from geo.outcomes.drawn_vertices import Corner
from layers.choice import Choice
from layers.language import Language
from layers.web.folium_map import LEAFLET, Show, build_map
from page.state import map_files, rendered
from page.state.files import shelf
from page.state.look import look_of

HEIGHT_PX = 600

# Streamlit serves declared components without any setting. The addresses are relative to the map's
# own frame, so that they work behind a proxy that adds a path prefix.
_leaflet = components.declare_component("leaflet", path=str(LEAFLET))


def show_map(choice: Choice, language: Language,
             corners: tuple[Corner, ...] | None = None) -> tuple[float, float] | None:
    """Draw or restyle the map; return `(lon, lat)` in degrees of a new click, if any.

    `corners` are the corners of the zone being drawn, or None. While one is drawn, the page is told of
    clicks by the buttons of the drawing (`page.views.drawing_buttons`).
    """
    files = components.declare_component("files", path=str(shelf().folder))
    files_url = f"../{files.name}/"
    page = build_map(
        leaflet_url=f"../{_leaflet.name}/",
        files_url=files_url,
        code=map_files.code_files(),
        base=map_files.base_file(choice.language),
        language=language,
        fetched=map_files.fetched_files(choice.language),
    )
    group = folium.FeatureGroup(name="state")
    group.add_child(Show(rendered.map_view(choice, files_url, corners, look_of(choice))))
    answer: dict[str, Any] | None = st_folium(
        page,
        key="map",
        height=HEIGHT_PX,
        use_container_width=True,
        feature_group_to_add=group,
        render=False,  # nobody reads the page that folium would write, and the map is rendered anyway
        returned_objects=["last_clicked"] if corners is None else [],
    )
    clicked = (answer or {}).get("last_clicked") if corners is None else None
    return (clicked["lng"], clicked["lat"]) if clicked else None
