"""The settlements in a page of one file: their names, spots, people, and the pieces on which they stand."""

import base64
import gzip
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.cache import Itself
from geo.crs import points_to_metres
from geo.engine.file import world_pieces
from geo.engine.layout import stepped
from geo.engine.places import piece_at, piece_of_places
from geo.engine.plans import plan_data
from geo.gazetteer.names import FORMERLY, other_names
from geo.gazetteer.transliteration import folded
from geo.outcomes.settlements import held_places
from geo.plans.scenario import Scenario
from geo.prepared import prepared
from geo.status import Holder
from geo.world import World
from geo.zones.ground import Ground
from layers.html.town_card import PART_WORDS
from layers.language import N_, Language
from layers.one_file.drawn import spot_columns
from layers.one_file.sites import site_data
from layers.request import ExportRequest
from layers.style.settlements import FROM_ZOOM, UNITS, settlements
from layers.style.simplify import as_bytes
from layers.text.wording import HOLDER_WORDS, town_words
from layers.web.settlements import TILE_DEG

DECIMALS = 3
"""Of a degree: less than a dot of the map is wide; only centres of cities in parts are known more exactly."""
COUNTED_ELSEWHERE = 0
"""The number of parts of a settlement whose residents the tables count with a neighbour."""

RAION_CODE_LENGTH = UNITS["raion"][1]
FOREIGN = "other"
"""The language of names that are left out to keep the file small: spellings such as Bachtschyssaraj."""

WORDS: dict[str, str] = {
    "find": N_("Find a town, village, plant, dam or port"),
    "hint": N_("Also by a former name; add a raion or region after a comma."),
    "found": N_("In the list: {count}. The arrow keys move through it."),
    "none": N_("No town or village has this name."),
    "offer": N_("{name}, {region}"),
    "raion": N_("{name} raion"),
    "former": N_("formerly {names}"),
    "people": N_("{people} residents before 2022"),
    "elsewhere": N_("residents counted with a neighbouring settlement"),
    "held": N_("Held on {day}"),
    "divided": N_("divided by the line; residents before 2022 in each part: {parts}"),
    "unrecorded": N_("not known"),
    "bands": N_("Whether it lies in the plan's buffer or border strip is not said here."),
    "remove": N_("Remove the mark"),
}


def towns_text(request: ExportRequest, plans: Iterable[Scenario]) -> str:
    """Return the settlements of a page with these plans, as `standalone_towns.js` reads them."""
    plans = list(plans)
    more = {"sites": site_data(request, plans)}
    packed = towns_file(request.world, request.ground, plans, request.language, more)
    return base64.b64encode(packed).decode("ascii")


def towns_file(world: World, ground: Ground, plans: Iterable[Scenario], language: Language,
               more: Mapping[str, Any] | None = None) -> bytes:
    """Pack all settlements, in the order of their codes.

    Parameters
    ----------
    world
        The data.
    ground
        The page's own line of contact, which need not be in any record.
    plans
        The plans of the page; the head has the rules of each, and what they would mean for a settlement.
    language
        Its names are the ones that the map shows; those of the other language sound the same.
    more
        What the head has besides, such as sites.

    Returns
    -------
    bytes
        A gzip stream of the length of a head in bytes (uint32, little-endian), the head in JSON, and its
        `columns` in their order, each coded as `stepped` does. For each settlement: `lon` and `lat` (in
        units of 10**-DECIMALS degrees) and `parts`, how many rows of the next columns are its own; one also
        where it says COUNTED_ELSEWHERE. For each row: `piece` (position in the engine's file), `own` (bits:
        whether Russia held it on the page's own line, the lowest, and on each of the head's `before`),
        `people` and `places`. For each of the head's `others`, further names: `of`, the position of the
        settlement, and `former`, 1 if it was called so. The columns of `spot_columns` follow. `exact` in
        the head has the spots that DECIMALS would move.
    """
    table = settlements(world).sort_index()
    rows = ground.once(("town rows", Itself(world)), lambda: _rows(world, ground, table))
    names, others = world.once(("town names", language.code, language.town_column),
                               lambda: _names(world, table, language))
    parts = rows.groupby("town").size().reindex(range(len(table)), fill_value=0).to_numpy()
    elsewhere = ~table.index.isin(world.cities.index)
    columns = {
        "lon": np.rint(table["lon"].to_numpy(float) * 10**DECIMALS).astype(int),
        "lat": np.rint(table["lat"].to_numpy(float) * 10**DECIMALS).astype(int),
        "parts": np.where(elsewhere, COUNTED_ELSEWHERE, parts),
        **{name: rows[name].to_numpy() for name in ("piece", "own", "people", "places")},
        "of": others["town"].to_numpy(), "former": others["former"].to_numpy(),
        **world.once("town spots", lambda: spot_columns(
            world, table, piece_of_places(world, world_pieces(world)), DECIMALS)),
    }
    return _packed({
        "names": names, "others": others["name"].tolist(), "runs": _runs(world, table, language),
        "plans": {plan.id: _plan(plan, language) for plan in plans},
        "exact": _exact(table.assign(town=range(len(table)))[~elsewhere]),
        "before": [day.isoformat() for day in sorted(ground.earlier)], **(more or {}),
    }, columns)


def _packed(head: Mapping[str, Any], columns: Mapping[str, np.ndarray]) -> bytes:
    coded = {name: stepped(values) for name, values in columns.items()}
    sizes = {name: [len(columns[name]), len(part)] for name, part in coded.items()}
    top = as_bytes({**head, "columns": sizes})
    return gzip.compress(b"".join([len(top).to_bytes(4, "little"), top, *coded.values()]), 9, mtime=0)


def _rows(world: World, ground: Ground, table: pd.DataFrame) -> pd.DataFrame:
    """Return the parts of settlements that share a piece and their holders on the page's own line."""
    pieces, earlier = world_pieces(world), sorted(ground.earlier)
    held = held_places(world, ground.control, ground.earlier)
    holders = [held.table["holder"], *(held.held_before[day] for day in earlier)]
    parts = pd.DataFrame({
        "town": table.index.get_indexer(held.table["settlement"]),
        "piece": piece_of_places(world, pieces),
        "own": sum((one == Holder.RUSSIA).to_numpy().astype(int) << bit for bit, one in enumerate(holders)),
        "people": held.table["population"].to_numpy(), "places": 1,
    })
    rest = np.flatnonzero(~table.index.isin(world.cities.index))
    lon, lat = table["lon"].to_numpy(float)[rest], table["lat"].to_numpy(float)[rest]
    spots = shapely.points(*points_to_metres(lon, lat))
    lines = [ground.control, *(ground.earlier[day] for day in earlier)]
    counted_elsewhere = pd.DataFrame({
        "town": rest, "piece": piece_at(pieces, lon, lat),
        "own": sum(shapely.contains(prepared(line.held), spots).astype(int) << bit
                   for bit, line in enumerate(lines)),
        "people": 0, "places": 0,
    })
    both = pd.concat([parts, counted_elsewhere])
    return both.groupby(["town", "piece", "own"], as_index=False)[["people", "places"]].sum()


def _names(world: World, table: pd.DataFrame, language: Language) -> tuple[list[str], pd.DataFrame]:
    """Return the name of each settlement, and further ones that do not sound like it.

    Of the latter: `town` (position), `name` and `former` (1 or 0).
    """
    names = [" ".join(name.split()) for name in table[language.town_column]]
    more = other_names(world.cities)
    more = more[more["language"] != FOREIGN]
    known = world.cities[language.name_column].reindex(table.index).fillna(pd.Series(names, table.index))
    others = pd.DataFrame({"town": table.index.get_indexer(more["place"]),
                           "name": [" ".join(name.split()) for name in more["name"]],
                           "former": (more["language"] == FORMERLY).to_numpy().astype(int)})
    # Of names that sound the same the one in the letters of the reader is kept.
    others["foreign"] = [name.isascii() == (language.code == "uk") for name in others["name"]]
    others = others.sort_values("foreign", kind="stable")
    others["key"] = [folded(name) for name in others["name"]]
    own = known.map(lambda name: folded(" ".join(name.split()))).to_numpy()
    others = others[(others["key"] != own[others["town"]]) & (others["key"] != "")]
    others["former"] = others.groupby(["town", "key"])["former"].transform("max")
    others = others.drop_duplicates(["town", "key"])
    return names, others.sort_values("town", kind="stable")[["town", "name", "former"]]


def _exact(cities: pd.DataFrame) -> list[list[float]]:
    """Return position, longitude and latitude of the settlements that rounding would move."""
    spots = cities[["town", "lon", "lat"]]
    moved = (spots.round(DECIMALS) != spots).any(axis=1)
    return [[int(row.town), row.lon, row.lat] for row in spots[moved].itertuples()]


def _runs(world: World, table: pd.DataFrame, language: Language) -> list[list[Any]]:
    """Return how many settlements in a row are in which region and raion."""
    regions = pd.concat([world.cities["region"], world.record.settlements["region"]])
    region = regions[~regions.index.duplicated()].reindex(table.index)
    by_code = pd.Series(table.index.str[:RAION_CODE_LENGTH], table.index)
    code = pd.concat([world.cities["raion"], by_code[~table.index.isin(world.cities.index)]])
    known = world.names_of("raion", language.name_column)
    raion = [known.get(one, "") for one in code.reindex(table.index)]
    pairs = pd.DataFrame({"region": region, "raion": raion})
    number = (pairs != pairs.shift()).any(axis=1).cumsum()
    return [[*group.iloc[0].tolist(), len(group)] for _, group in pairs.groupby(number)]


def town_data(request: ExportRequest) -> dict[str, Any]:
    """Return what the script says of settlements, and how it divides them into tiles."""
    say = request.language.text
    return {
        "words": {name: say(words) for name, words in WORDS.items()},
        "parts": {holder.value: say(words, town="{town}") for holder, words in PART_WORDS.items()},
        "holders": {holder.value: say(words) for holder, words in HOLDER_WORDS.items()},
        "decimals": DECIMALS, "step": TILE_DEG, "from_zoom": FROM_ZOOM,
    }


def _plan(plan: Scenario, language: Language) -> dict[str, Any]:
    rules = plan_data(plan)
    sentences = [town_words(language, rule.status, rule.level, "{town}") for rule in plan.rules]
    return {"reference": rules["reference"], "rules": rules["rules"], "sentences": sentences,
            "bands": bool(plan.bands), "title": language.text(plan.short_title)}
