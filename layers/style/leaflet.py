"""How fills and strokes are told to Leaflet: the options of its paths."""

from typing import Any

from layers.style.statuses import Look, look
from layers.style.styles import Stroke, Style


def line(stroke: Stroke) -> dict[str, Any]:
    """Leaflet's path options for a stroke."""
    dash = {"dashArray": " ".join(f"{part:g}" for part in stroke.dash)} if stroke.dash else {}
    return {"color": stroke.colour, "weight": stroke.width, "opacity": stroke.opacity, **dash}


def fill(what: Look) -> dict[str, Any]:
    """Leaflet's path options for a zone that looks like this."""
    if look(what)[0].pattern == "none":
        return {"stroke": False, "fill": True, "fillColor": "#FFFFFF", "fillOpacity": 0}
    return {"stroke": False, "fill": True, "fillColor": f"url(#{what})", "fillOpacity": 1}


def flat(style: Style) -> dict[str, Any]:
    """Leaflet's path options for one colour without a pattern."""
    return {"stroke": False, "fill": True, "fillColor": style.colour, "fillOpacity": style.tint}
