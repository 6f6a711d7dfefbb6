"""The map state of a comparison: each zone filled by its holder and by how the second plan differs."""

from typing import Any

from geo.control.nobodys import DRAINED
from geo.outcomes.difference import Change, Difference
from geo.zones.edges import border_around, border_between
from geo.zones.sites import DecidedBy, decided_by
from layers.html.difference_ledger import status_name
from layers.language import N_, Language
from layers.selection import shown_regions, switches
from layers.style.changes import change_looks
from layers.style.simplify import edge_id
from layers.text.difference import change_words, names_of, said_of_both
from layers.text.legend import hidden_tip
from layers.web.map_state import hidden_zones, stamped
from layers.web.zone_facts import difference_facts

KEYS = ["region", "holder_1", "holder_2", "rule_1", "rule_2"]


def difference_state(found: Difference, names: dict[str, str], language: Language,
                     layers: frozenset[str], base: str, ground_url: str,
                     at: tuple[float, float] | None, credit: str) -> dict[str, Any]:
    """Return the styles and text of a comparison's map, without shapes (see `map_state`)."""
    table, edges = found.table, found.ground.edges
    shown = shown_regions(names, layers)
    looks = {zone: what for zone, what in change_looks(found).items() if table.at[zone, "region"] in shown}
    unsaid = {zone for zone in looks if table.at[zone, "change"] == Change.UNSAID}
    russian_held = set(table.index[table["holder_2"] == "russia"]) if found.two_lines else set()
    deciding = decided_by(found.first, found.second, found.ground, shown)
    pieces = table[KEYS].astype(str).agg(".".join, axis=1)
    state = {
        "ground": ground_url, "overlays": None,
        "zones": {**looks, **hidden_zones(table, shown)},
        "pieces": pieces.to_dict(),
        "tips": _tips(found, names, language, shown),
        **difference_facts(found, KEYS, language, shown),
        "withdrawal": [],
        "open": [edge_id(row.left, row.right) for row in border_around(edges, unsaid).itertuples()],
        "plan_line": [], "wall": [],
        "second": [edge_id(row.left, row.right) for row in
                   border_between(edges, russian_held, set(table.index) - russian_held).itertuples()],
        "sites": said_of_both(found, shown, language),
        "halves": {site: by for site, by in deciding.items() if by != DecidedBy.EVERY},
        "layers": switches(layers),
        "uncertain": None,
        "base": base,
        "drained": found.line_1.on >= DRAINED,
        "credit": credit,
        "at": list(at) if at else None,
    }
    return stamped(state)


def _tips(found: Difference, names: dict[str, str], language: Language,
          shown: frozenset[str]) -> dict[str, list[str]]:
    say, (first, second) = language.text, names_of(found, language)
    rows = found.table.assign(km2=found.table["area_km2"]).groupby(KEYS, as_index=False).agg(
        status_1=("status_1", "first"), status_2=("status_2", "first"), change=("change", "first"),
        km2=("km2", "sum"))
    return {
        ".".join(str(row[key]) for key in KEYS):
        hidden_tip(names[row["region"]], language) if row["region"] not in shown else [
            names[row["region"]],
            f"{first}: {status_name(row['status_1'], language)}",
            f"{second}: {status_name(row['status_2'], language)}",
            *([change_words(found, Change(row["change"]), language)] if row["change"] != Change.SAME else []),
            say(N_("This zone: {area}"), area=language.area(row["km2"])),
        ]
        for row in rows.to_dict("records")
    }
