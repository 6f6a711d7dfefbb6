"""The state sent to the browser's map: styles and text, without shapes."""

import hashlib
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.control.nobodys import DRAINED
from geo.outcomes.outcome import Outcome, new_dividing_line, wall_line
from geo.status import Side
from geo.zones.edges import border_around
from geo.zones.sites import decided_in
from layers.language import Language
from layers.selection import shown_regions, switches
from layers.style.looks import looks
from layers.style.simplify import as_bytes, edge_id
from layers.style.statuses import NotShown
from layers.text.clauses import said_of_sites
from layers.text.legend import tips
from layers.web.zone_facts import zone_facts


def map_state(
    outcome: Outcome,
    names: dict[str, str],
    language: Language,
    layers: frozenset[str],
    base: str,
    ground_url: str,
    overlays_url: str | None,
    at: tuple[float, float] | None,
    credit: str,
    regions: frozenset[str] | None = None,
) -> dict[str, Any]:
    """Return the styles and text of one view, without shapes.

    Parameters
    ----------
    outcome
        A plan on a line of contact.
    names
        Region names by id, in the reader's language.
    layers
        The members of LAYERS switched on.
    base
        One of BASES.
    ground_url, overlays_url
        URLs from which the browser fetches the shapes once.
    at
        `(lon, lat)` in degrees of the spot that the reader selected.
    credit
        The credit for the lines (`layers.text.credit.map_credit`).
    regions
        Ids of the requested regions; None means all.
    """
    table, edges = outcome.table, outcome.ground.edges
    shown = shown_regions(names, layers, regions)
    visible = table[table["region"].isin(shown)]
    said = said_of_sites(outcome.scenario, language)
    leaves = set(visible.index[visible["side"] == Side.LEAVES])
    unsaid = set(visible.index[visible["side"] == Side.OPEN])
    look = looks(outcome)
    state = {
        "ground": ground_url,
        "overlays": overlays_url,
        "zones": {**{zone: look[zone].value for zone in visible.index[visible["side"] != Side.KEEPS]},
                  **hidden_zones(table, shown)},
        "pieces": table["piece"].to_dict(),
        "tips": tips(outcome, names, language, shown),
        **zone_facts(outcome, language, shown),
        "withdrawal": _ids(border_around(edges, leaves)),
        "open": _ids(border_around(edges, unsaid)),
        "plan_line": _ids(new_dividing_line(outcome, shown)),
        "wall": _ids(wall_line(outcome, shown)),
        "sites": {site: said[site] for site in decided_in(outcome.scenario, outcome.ground, shown)},
        "layers": switches(layers),
        "uncertain": None,
        "base": base,
        "drained": outcome.ground.control.on >= DRAINED,
        "credit": credit,
        "at": list(at) if at else None,
    }
    return stamped(state)


def hidden_zones(table: pd.DataFrame, shown: frozenset[str]) -> dict[str, str]:
    """Return the styles of zones in hidden regions, by zone id."""
    return dict.fromkeys(table.index[~table["region"].isin(shown)], NotShown.HIDDEN.value)


def stamped(state: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Add `more` to a map state, with a hash of the whole content."""
    whole = {**state, **more}
    whole.pop("stamp", None)
    return {**whole, "stamp": hashlib.sha256(as_bytes(whole)).hexdigest()[:12]}


def piece_rule(pieces: dict[str, str]) -> dict[str, str] | int:
    """Say how many leading parts of a zone's id name its piece; all pieces if no number does.

    A page of a hundred zones is told the rule with every switch of plan instead of a name for each.
    """
    for count in (1, 2, 3):
        if all(piece == ".".join(zone.split(".")[:count]) for zone, piece in pieces.items()):
            return count
    return pieces


def _ids(edges: gpd.GeoDataFrame) -> list[str]:
    return [edge_id(row.left, row.right) for row in edges.itertuples()]
