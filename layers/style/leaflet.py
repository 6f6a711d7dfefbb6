"""Conversion of fills and strokes to Leaflet path options."""

from typing import Any

from layers.style.statuses import Look, look
from layers.style.styles import Stroke, Style


def line(stroke: Stroke) -> dict[str, Any]:
    """Return Leaflet path options for a stroke."""
    dash = {"dashArray": " ".join(f"{part:g}" for part in stroke.dash)} if stroke.dash else {}
    return {"color": stroke.colour, "weight": stroke.width, "opacity": stroke.opacity, **dash}


def fill(what: Look) -> dict[str, Any]:
    """Return Leaflet path options for a zone with this status or change."""
    if look(what)[0].pattern == "none":
        return {"stroke": False, "fill": True, "fillColor": "#FFFFFF", "fillOpacity": 0}
    return {"stroke": False, "fill": True, "fillColor": f"url(#{what})", "fillOpacity": 1}


def flat(style: Style) -> dict[str, Any]:
    """Return Leaflet path options for a flat colour."""
    return {"stroke": False, "fill": True, "fillColor": style.colour, "fillOpacity": style.tint}
