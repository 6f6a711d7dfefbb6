"""The folium map of the page, which never changes, and the layer that says what it shows."""

from collections import OrderedDict
from copy import copy
from typing import Any, Self

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from jinja2 import Template

from layers.language import N_, Language
from layers.web.map_files import ZOOMS, map_words
from layers.web.map_state import piece_rule
from layers.web.script import script_json


class SentScript(MacroElement):
    """A script that is only sent: the page takes it from the macro, and none is made a template of a page."""

    def render(self, **_: Any) -> str:
        """Add nothing to a page that folium would write."""
        return ""


class Start(SentScript):
    """Starts the map's script; its text is constant, so the map is never rebuilt."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.atlas.start({{ this._parent.get_name() }}, {{ this.config }});"
        "{% endmacro %}"
    )

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self.config = script_json(config)


class Show(SentScript):
    """Sends the state to the map: the ground file, the style of each zone, and the lines drawn."""

    _template = Template(
        "{% macro script(this, kwargs) %}window.atlas.show({{ this.state }});{% endmacro %}"
    )

    def __init__(self, state: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Show"
        self.state = script_json({**state, "pieces": piece_rule(state["pieces"])})


class State(folium.FeatureGroup):
    """The layer that carries what the map shows at present."""

    def __init__(self, state: dict[str, Any]) -> None:
        super().__init__(name="state")
        self.add_child(Show(state))

    def render(self, **_: Any) -> str:
        """Add nothing to a page that folium would write."""
        return ""


class AtlasMap(folium.Map, JSCSSMixin):
    """A folium map that loads only Leaflet and the project's script, both from this server.

    It is constant, and folium compiles a template for each part that it writes: the map is written when it
    is built, and never again.
    """

    def __init__(self, leaflet_url: str, files_url: str, code: tuple[str, str]) -> None:
        script, sheet = code
        self.default_js = [("leaflet", f"{leaflet_url}leaflet.js"),
                           ("atlas", f"{files_url}{script}")]
        self.default_css = [("leaflet_css", f"{leaflet_url}leaflet.css"),
                            ("atlas_css", f"{files_url}{sheet}")]
        super().__init__(
            location=[48.6, 31.2], zoom_start=6, tiles=None,
            min_zoom=ZOOMS[0], max_zoom=ZOOMS[1], zoom_snap=0.25, max_bounds=True,
            min_lat=40.5, max_lat=57.5, min_lon=12.5, max_lon=53.5,
        )
        self._id = "div"  # what streamlit-folium calls it; one name wherever it is written

    def write(self) -> None:
        """Write the map, once it has all its parts."""
        super().render()  # type: ignore[no-untyped-call]

    def render(self, **_: Any) -> str:
        """Leave the map as it was written."""
        return ""

    def for_one_run(self) -> Self:
        """Return the map in a form to which a layer can be added without another reader's run having it."""
        mine = copy(self)
        mine._children = OrderedDict(self._children)
        return mine


def build_map(leaflet_url: str, files_url: str, code: tuple[str, str], base: str,
              language: Language, fetched: dict[str, str]) -> AtlasMap:
    """Build the constant map; `base` is the file name from `publish_base`.

    `fetched` are the names of the files that the browser fetches only when the reader looks closer or asks
    for them: `settlements` and `units`.
    """
    page = AtlasMap(leaflet_url, files_url, code)
    page.add_child(Start({**map_words(language), "basemap": files_url + base,
                          **{name: files_url + file for name, file in fetched.items()},
                          "two_fingers": language.text(N_("Use two fingers to move the map")),
                          "zoom_in": language.text(N_("Zoom in")),
                          "zoom_out": language.text(N_("Zoom out"))}))
    page.write()
    return page
