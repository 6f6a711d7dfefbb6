"""The map layers that a reader can switch on and off, and the regions that each covers."""

from collections.abc import Collection, Iterable

from geo.status import Side
from layers.language import N_

REGION_LAYERS: dict[str, frozenset[str]] = {
    "crimea": frozenset({"UA-43", "UA-40"}),
    "luhansk": frozenset({"UA-09"}),
    "donetsk": frozenset({"UA-14"}),
    "kherson": frozenset({"UA-65"}),
    "zaporizhzhia": frozenset({"UA-23"}),
    "elsewhere": frozenset(),
}
"""Regions whose zones a layer shows; `elsewhere` has every region not in another layer."""

DONBAS = ("luhansk", "donetsk")
"""The layers of the two Donbas regions, which one switch controls together."""

LAYER_WORDS: dict[str, str] = {
    "crimea": N_("Crimea (with Sevastopol)"),
    "luhansk": N_("Luhansk"),
    "donetsk": N_("Donetsk"),
    "kherson": N_("Kherson"),
    "zaporizhzhia": N_("Zaporizhzhia"),
    "elsewhere": N_("Other regions"),
    "withdrawal": N_("Edge of the withdrawal zone"),
    "contact": N_("Line of contact"),
    "plan_line": N_("New dividing line under the plan, with any security wall"),
    "borders": N_("Borders of regions"),
    "towns": N_("Towns"),
    "sites": N_("Plants, dams, ports and other sites"),
    "units": N_("Names of raions and hromadas"),
    "uncertain": N_("Band of uncertainty of the line"),
}

LAYERS: tuple[str, ...] = tuple(LAYER_WORDS)

AT_FIRST = frozenset(LAYERS) - {"sites", "units", "uncertain"}
"""The layers that are on until a reader chooses otherwise."""

FORMER_LAYERS: dict[str, str] = {"wall": "plan_line"}
"""Old names of layers, still accepted in addresses already shared."""

LINE_LAYERS: dict[str, str] = {
    "region": "borders", "withdrawal": "withdrawal", "plan_line": "plan_line", "wall": "plan_line",
    "contact": "contact", "second": "contact",
}
"""The layer that controls each line, by its name in STROKES; all other lines are always drawn."""

BASES: dict[str, str] = {
    "vector": N_("Plain map (works offline)"),
    "osm": N_("OpenStreetMap (needs internet)"),
    "carto": N_("Carto light (needs internet)"),
}

SIDES_SHOWN = (Side.LEAVES, Side.RETURNS, Side.STAYS_OUT, Side.OPEN)
"""The sides that the headline counts, in this order; ground that Ukraine keeps is the remainder."""

SIDES_ORDERED = (Side.LEAVES, Side.RETURNS, Side.OPEN, Side.STAYS_OUT, Side.KEEPS)
"""Ground that a plan moves comes first, ground that does not change last."""


def switches(layers: Collection[str]) -> dict[str, bool]:
    """Return which lines and names the map's script draws."""
    return {name: name in layers for name in LAYERS if name not in REGION_LAYERS}


def shown_regions(regions: Iterable[str], layers: Collection[str],
                  only: Collection[str] | None = None) -> frozenset[str]:
    """Return the regions whose zones are shown.

    Parameters
    ----------
    regions
        All region ids.
    layers
        The members of LAYERS switched on.
    only
        Ids of the requested regions; None means all.
    """
    regions = frozenset(regions)
    named = frozenset().union(*REGION_LAYERS.values())
    shown: set[str] = set()
    for layer, ids in REGION_LAYERS.items():
        if layer in layers:
            shown |= ids or regions - named
    return regions & shown if only is None else regions & shown & frozenset(only)
