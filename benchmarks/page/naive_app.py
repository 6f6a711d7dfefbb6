"""A conventional page for comparison, which rebuilds its map with folium on every run of the script.

It shows less than the atlas (no base map, lines, layers, legend, downloads or plan card), takes outcomes
and texts from the same caches and loads Leaflet from this machine, so that the benchmark measures the
cost of rebuilding the map and nothing else.
"""

from datetime import date
from html import escape
from typing import Any

import folium
import streamlit as st
import streamlit.components.v1 as components
from streamlit_folium import st_folium

from geo.case import Case, LineChoice
from geo.control.dates import DEFAULT_DAY
from geo.control.margin import DEFAULT_KM
from layers.style.simplify import ground_shapes
from layers.style.statuses import STATUSES
from layers.text.wording import status_words
from layers.web.map_files import LEAFLET
from page.state import cache, rendered

_leaflet = components.declare_component("leaflet", path=str(LEAFLET))


@st.cache_resource(show_spinner=False)
def zones(on: date) -> dict[str, Any]:
    """Return the simplified shapes that the atlas draws; read only."""
    return ground_shapes(cache.workspace().ground(LineChoice(on, DEFAULT_KM)))["zones"]


def main() -> None:
    """Draw the page from top to bottom."""
    st.set_page_config(page_title="Ukraine peace plans", layout="wide")
    plans = cache.library().plans
    plan = st.sidebar.radio("Plan", list(plans), key="plan",
                            format_func=lambda name: plans[name].short_title)
    words = rendered.words(Case(LineChoice(DEFAULT_DAY, DEFAULT_KM), plan), "en", "km2")
    st.title(words.title)
    st.write(words.summary)
    st_folium(zone_map(plan), key="map", height=600, use_container_width=True)
    st.html(words.ledger)


def zone_map(plan: str) -> folium.Map:
    """Return a folium map of the zones under a plan, with tooltips."""
    outcome = cache.workspace().outcome(Case(LineChoice(DEFAULT_DAY, DEFAULT_KM), plan))
    names, language = cache.region_names("en"), cache.language("en", "km2")
    features = []
    for feature in zones(DEFAULT_DAY)["features"]:
        row = outcome.table.loc[feature["id"]]
        features.append({**feature, "properties": {
            "region": escape(names[row["region"]]),
            "status": escape(status_words(language, row["status"])),
            "area": language.area(row["area_km2"]),
            "colour": STATUSES[row["status"]].style.colour,
        }})
    page = folium.Map(location=[48.6, 31.2], zoom_start=6, tiles=None, control_scale=True)
    page.default_js = [("leaflet", f"../{_leaflet.name}/leaflet.js")]
    page.default_css = [("leaflet_css", f"../{_leaflet.name}/leaflet.css")]
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=lambda feature: {
            "fillColor": feature["properties"]["colour"], "fillOpacity": 0.6,
            "color": "#57606A", "weight": 1,
        },
        tooltip=folium.GeoJsonTooltip(["region", "status", "area"]),
    ).add_to(page)
    return page


main()
