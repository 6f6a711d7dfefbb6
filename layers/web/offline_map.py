"""The map data of a page without a server: settings, shapes, and one state per plan."""

from collections.abc import Mapping, Sequence
from typing import Any

from geo.control.nobodys import DRAINED
from geo.outcomes.figures import tally
from geo.outcomes.outcome import Outcome
from geo.outcomes.provenance import lines_behind
from geo.plans.library import TODAY
from geo.status import Holder
from geo.world import World
from geo.zones.ground import Ground
from layers.language import Language
from layers.selection import AT_FIRST, shown_regions, switches
from layers.style.settlements import unit_names
from layers.style.simplify import ground_shapes, overlay_shapes, uncertain_shapes
from layers.text.credit import map_credit
from layers.text.legend import hidden_tip
from layers.text.wording import HOLDER_LONG
from layers.web.map_files import base_map, map_config
from layers.web.map_state import hidden_zones, map_state
from layers.web.packing import packed
from layers.web.zone_facts import control_facts

WATER_DEG = 0.02
"""One file for all is kept small: its rivers and lakes are those of a small scale."""
GROUND, BASE, UNITS, UNCERTAIN = "ground", "base", "units", "uncertain"


def map_data(world: World, ground: Ground, outcomes: Mapping[str, Outcome | None],
             names: dict[str, str], language: Language, layers: frozenset[str] = AT_FIRST,
             regions: frozenset[str] | None = None) -> dict[str, Any]:
    """Collect the map data of several plans on one line of contact.

    Parameters
    ----------
    world, ground
        The data and the line of contact behind the outcomes.
    outcomes
        By id; None stands for the line of contact without a plan.
    names
        Region names by id.
    language
        The reader's.
    layers, regions
        The members of LAYERS switched on, and ids of the requested regions; None means all.

    Returns
    -------
    dict
        `config` for `atlas.start`, with the shapes of ground, base map and overlays `inside`
        (see `packed`), and `states` for `atlas.show` by id.
    """
    inside = {GROUND: packed(ground_shapes(ground)),
              BASE: packed(base_map(world.regions, world.cities, world.sites, language, WATER_DEG))}
    if "units" in layers:
        inside[UNITS] = unit_names(world, language)
    more: dict[str, Any] = {}
    if "uncertain" in layers and not ground.uncertain_zones.empty:
        inside[UNCERTAIN] = packed(uncertain_shapes(ground))
        more["uncertain"] = UNCERTAIN
    states: dict[str, Any] = {}
    for name, outcome in outcomes.items():
        if outcome is None:
            states[name] = control_state(ground, world, names, language, layers, regions) | more
            continue
        overlays = None
        if outcome.bands:
            overlays = f"overlays-{name}"
            inside[overlays] = packed(overlay_shapes(outcome))
        credit = map_credit(lines_behind(ground, world, outcome.scenario), language)
        states[name] = map_state(outcome, names, language, layers, "vector", GROUND, overlays, None, credit,
                                 regions) | more
    units = {"units": UNITS} if "units" in layers else {}
    return {"config": {**map_config(language), **units, "basemap": BASE, "inside": inside}, "states": states}


def control_state(ground: Ground, world: World, names: dict[str, str], language: Language,
                  layers: frozenset[str], regions: frozenset[str] | None = None) -> dict[str, Any]:
    """Return the state of a map without a plan: Russian-held ground in one colour, and the line."""
    table, shown = ground.table, shown_regions(names, layers, regions)
    held = table["region"].isin(shown) & (table["holder"] == Holder.RUSSIA)
    pieces = table["region"] + "." + table["holder"]
    rows = tally(table, ["region", "holder"])
    return {
        "ground": GROUND,
        "overlays": None,
        "zones": {**dict.fromkeys(table.index[held], "held"), **hidden_zones(table, shown)},
        "pieces": pieces.to_dict(),
        "tips": {f"{row['region']}.{row['holder']}": _tip(row, names, language, shown)
                 for row in rows.to_dict("records")},
        **control_facts(table, language, shown),
        "withdrawal": [], "open": [], "plan_line": [], "wall": [],
        "layers": switches(layers),
        "uncertain": None,
        "base": "vector",
        "drained": ground.control.on >= DRAINED,
        "credit": map_credit(lines_behind(ground, world), language),
        "at": None,
        "stamp": TODAY,
    }


def _tip(row: Mapping[Any, Any], names: dict[str, str], language: Language,
         shown: frozenset[str]) -> Sequence[str]:
    if row["region"] not in shown:
        return hidden_tip(names[row["region"]], language)
    return [names[row["region"]], language.text(HOLDER_LONG[Holder(row["holder"])]),
            language.area(row["area_km2"])]
