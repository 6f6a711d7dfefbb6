"""The files of the map that depend on the language only: published once, and never released."""

import streamlit as st

from layers.language import Language
from layers.web.folium_map import publish_base, publish_code
from layers.web.settlements import publish_settlements, publish_units
from page.state import cache
from page.state.files import shelf


@st.cache_resource(show_spinner=False)
def base_file(code: str) -> str:
    """Publish the vector base map, which is never released."""
    language: Language = cache.language(code, "km2")
    return publish_base(cache.world().regions, cache.world().cities, cache.world().sites, language,
                        shelf()).name


@st.cache_resource(show_spinner=False)
def fetched_files(code: str) -> dict[str, str]:
    """Publish what the browser fetches only when it needs it, by the name the map's script has for it."""
    world, language = cache.world(), cache.language(code, "km2")
    return {"settlements": publish_settlements(world, language, shelf()).name,
            "units": publish_units(world, language, shelf()).name}


@st.cache_resource(show_spinner=False)
def code_files() -> tuple[str, str]:
    script, sheet = publish_code(shelf())
    return script.name, sheet.name
