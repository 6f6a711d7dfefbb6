"""The map state of two maps beside each other: what each of two cases would do, on the zones of both."""

from typing import Any

from geo.control.nobodys import DRAINED
from geo.outcomes.difference import HELD_TODAY, Difference, halves
from geo.outcomes.outcome import Outcome
from geo.status import Holder
from geo.zones.ground import Ground
from layers.language import Language
from layers.selection import shown_regions
from layers.style.simplify import edge_id
from layers.text.difference import names_of
from layers.web.map_state import hidden_zones, map_state, stamped

OWN = ("zones", "withdrawal", "open", "plan_line", "wall", "drained", "sites")
"""What each half has of its own; all else is that of the comparison, with the tooltips that name both."""


def pair_state(state: dict[str, Any], found: Difference, names: dict[str, str], language: Language,
               layers: frozenset[str], overlays_urls: tuple[str | None, str | None]) -> dict[str, Any]:
    """Add the two halves, as `pair`, to the state of a comparison's map.

    Parameters
    ----------
    state
        From `difference_state`.
    found, names, language, layers
        As there.
    overlays_urls
        From where the browser fetches the buffers and border strips of each case; None if it has none.
    """
    halves_ = [
        {"name": name, **_own(half, names, language, layers), "overlays": url, "second": [],
         "halves": {},
         "contact": [edge_id(row.left, row.right) for row in _ground(half).contact.itertuples()]}
        for half, name, url in zip(halves(found), names_of(found, language), overlays_urls, strict=True)
    ]
    return stamped(state, pair=halves_)


def _own(half: Outcome | Ground, names: dict[str, str], language: Language,
         layers: frozenset[str]) -> dict[str, Any]:
    if isinstance(half, Outcome):
        whole = map_state(half, names, language, layers, base="", ground_url="", overlays_url=None, at=None,
                          credit="")
        return {key: whole[key] for key in OWN}
    shown, table = shown_regions(names, layers), half.table
    held = table.index[(table["holder"] == Holder.RUSSIA) & table["region"].isin(shown)]
    return {**{key: list[str]() for key in OWN}, "drained": half.control.on >= DRAINED,
            "zones": {**dict.fromkeys(held, HELD_TODAY), **hidden_zones(table, shown)}}


def _ground(half: Outcome | Ground) -> Ground:
    return half.ground if isinstance(half, Outcome) else half
