"""What hangs together as plain values, for the terminal, tables and files."""

from typing import Any

import pandas as pd

from geo.errors import Name
from geo.explore.sides import GENERATING, PORT, Under
from geo.explore.together import Together
from geo.outcomes.figures import MIN_SHOWN_KM2
from geo.world import World

NAMED = 3
"""How many settlements of a group are named, the largest first."""

CUT_OFF_KEYS = ["region", "side", "centre_side"]


def together_report(found: Together, world: World, before: Together | None = None) -> dict[str, Any]:
    """Return all figures of what hangs together.

    Parameters
    ----------
    found
        A plan, or the line of contact without one.
    world
        Provides names of settlements, regions and sites.
    before
        The same ground without a plan; then `changes` says which settlements the plan would cut off from
        their centre or connect with it.

    Returns
    -------
    dict
        `sides`, `parts` (those of MIN_SHOWN_KM2 or with residents), `small_parts` (the sum of the rest),
        `line_km`, `cut_off`, and `changes` if `before` is given. Areas in km2, lengths in km, people in the
        reference year.
    """
    value = {
        "sides": [_side(found, side) for side in Under],
        "parts": part_rows(found),
        "small_parts": [_rest(found, side) for side in Under],
        "line_km": round(found.front_km, 1),
        "cut_off": cut_off_rows(found, world),
    }
    if before is not None:
        value["changes"] = changes_of(found, before)
    return value


def shown_parts(found: Together) -> pd.DataFrame:
    """Select the parts that have residents, or area that does not round to nothing.

    Returns
    -------
    DataFrame
        Rows of `Together.parts`.
    """
    return found.parts[(found.parts["area_km2"] >= MIN_SHOWN_KM2) | (found.parts["people"] > 0)]


def part_rows(found: Together) -> list[dict[str, Any]]:
    """Describe the parts of `shown_parts`: the `parts` of `together_report`."""
    shown = shown_parts(found).index
    named = _largest_of_parts(found.places[found.places["part"].isin(shown)])
    return [_part(found, int(str(part)), named.get(int(str(part)), [])) for part in shown]


def _side(found: Together, side: Under) -> dict[str, Any]:
    row = found.sides.loc[side.value]
    here = found.sites[found.sites["side"] == side.value]
    return {
        "side": side.value, **_measures(row),
        "borders": {str(state): round(float(km), 1) for state, km in found.borders.loc[side.value].items()
                    if km > 0},
        "parts": int(row["parts"]), "enclaves": int(row["enclaves"]), "islands": int(row["islands"]),
        "ports": [_site(here, site) for site in here.index[here["kind"] == PORT]],
        "stations": [_site(here, site) for site in here.index[here["kind"].isin(GENERATING)]],
        "capacity_mw": round(float(row["capacity_mw"]), 1),
        "sites_at_the_line": [str(site) for site in here.index[here["at_line"]]],
        "sites_in_text": [clause.site for clause in found.said if clause.site in here.index],
    }


def _measures(row: pd.Series) -> dict[str, Any]:
    return {"area_km2": round(float(row["area_km2"]), 2), "people": int(row["people"]),
            "border_km": round(float(row["border_km"]), 1), "coast_km": round(float(row["coast_km"]), 1),
            "along_km": {name.value: round(float(row[name.value]), 1) for name in Under}}


def _site(sites: pd.DataFrame, site: str) -> dict[str, Any]:
    megawatts, name = sites.at[site, "capacity_mw"], str(sites.at[site, "name_en"])
    return {"id": str(site), "name": Name(name, uk=str(sites.at[site, "name_uk"])),
            "capacity_mw": None if pd.isna(megawatts) else float(megawatts)}


def _part(found: Together, part: int, named: list[str]) -> dict[str, Any]:
    row = found.parts.loc[part]
    zones = found.cells.table.loc[found.part_of_cell == part, "zone"]
    regions = found.cells.ground.table.loc[zones, "region"]
    return {"part": part, "side": str(row["side"]), "kind": str(row["kind"]), **_measures(row),
            "regions": sorted({str(region) for region in regions}), "largest": named}


def _rest(found: Together, side: Under) -> dict[str, Any]:
    rest = found.parts.drop(index=shown_parts(found).index)
    rest = rest[rest["side"] == side.value]
    return {"side": side.value, "parts": len(rest), "area_km2": round(float(rest["area_km2"].sum()), 2)}


def cut_off_rows(found: Together, world: World) -> list[dict[str, Any]]:
    """Sum the places that are cut off from the centre of their region, by region and sides."""
    rows = []
    for keys, group in found.places[found.places["cut_off"]].groupby(CUT_OFF_KEYS, sort=True):
        names = dict(zip(CUT_OFF_KEYS, map(str, keys), strict=True))
        rows.append({**names, "centre": world.centres[names["region"]], **_summed(group)})
    return rows


def changes_of(found: Together, before: Together) -> dict[str, Any]:
    """Say which places would newly be cut off from their centre, and which connected with it again.

    Places that the plan leaves open, and those whose centre it leaves open, are in neither.
    """
    now, then = found.places["cut_off"], before.places["cut_off"]
    settled = (found.places[["side", "centre_side"]] != Under.OPEN.value).all(axis=1)
    return {"cut_off": _summed(found.places[now & ~then]),
            "connected": _summed(found.places[then & ~now & settled])}


def _summed(places: pd.DataFrame) -> dict[str, Any]:
    return {"settlements": int(places["settlement"].nunique()), "people": int(places["population"].sum()),
            "largest": largest(places)}


def largest(places: pd.DataFrame) -> list[str]:
    """Return the P-codes of the largest settlements by the people in these places."""
    return _first(places.groupby("settlement")["population"].sum().reset_index())


def _largest_of_parts(places: pd.DataFrame) -> dict[int, list[str]]:
    """Return the same for the places of each part."""
    people = places.groupby(["part", "settlement"])["population"].sum().reset_index()
    return {int(str(part)): _first(group) for part, group in people.groupby("part")}


def _first(people: pd.DataFrame) -> list[str]:
    rows = people.sort_values(["population", "settlement"], ascending=[False, True])
    return [str(code) for code in rows["settlement"].head(NAMED)]
