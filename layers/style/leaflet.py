"""How fills and strokes are told to Leaflet: the options of its paths."""

from typing import Any

from geo.outcomes.difference import Change
from geo.status import Status
from layers.style.statuses import look
from layers.style.styles import Stroke, Style


def line(stroke: Stroke) -> dict[str, Any]:
    """Leaflet's path options for a stroke."""
    dash = {"dashArray": " ".join(f"{part:g}" for part in stroke.dash)} if stroke.dash else {}
    return {"color": stroke.colour, "weight": stroke.width, "opacity": stroke.opacity, **dash}


def fill(what: Status | Change) -> dict[str, Any]:
    """Leaflet's path options for a zone of this status, or with this change between two plans."""
    if look(what)[0].pattern == "none":
        return {"stroke": False, "fill": True, "fillColor": "#FFFFFF", "fillOpacity": 0}
    return {"stroke": False, "fill": True, "fillColor": f"url(#{what})", "fillOpacity": 1}


def flat(style: Style) -> dict[str, Any]:
    """Leaflet's path options for one colour without a pattern."""
    return {"stroke": False, "fill": True, "fillColor": style.colour, "fillOpacity": style.tint}
