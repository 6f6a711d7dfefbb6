"""The sites in a page of one file: their names, spots and states, and what each plan's text says of them."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from geo.engine.file import world_pieces
from geo.engine.sites import sites_on
from geo.gazetteer.transliteration import folded
from geo.plans.scenario import Scenario
from geo.status import Holder
from geo.zones.ground import Ground
from geo.zones.sites import distances_km, zones_of
from layers.language import N_, Language
from layers.places.site_card import AT_THE_LINE, SILENT, SILENT_AT_THE_LINE, is_at_the_line
from layers.places.site_words import KIND_WORDS, capacity_words, state_words
from layers.request import ExportRequest
from layers.text.clauses import site_basis
from layers.text.wording import status_words


def site_data(request: ExportRequest, plans: Iterable[Scenario]) -> dict[str, Any]:
    """Return the sites of a page with these plans, as `standalone_sites.js` reads them.

    Returns
    -------
    dict
        `list` has the sites in the order of `World.sites`: `id`, `names` (the first is shown), `kind` in
        words, `region` (id), `lon` and `lat`; `piece` and `borders` (of `geo.engine.sites`); `own` (bits:
        whether Russia held it on the page's own line, the lowest, and on each earlier day of its ground, in
        order), `own_line` (whether that line runs at it), `facts` (pairs of words) and `source` (title and
        address). `plans` has for each plan's id what its text says of a site (`clauses`, by position), who
        would run it (`controls`), and what it says of others (`silent`, by rule).
    """
    language, sites = request.language, request.world.sites
    on, own = sites_on(world_pieces(request.world), sites), _own(request.ground, sites)
    borders = on.borders.groupby("site")[["one", "other"]].apply(lambda rows: rows.to_numpy().tolist())
    return {
        "list": [{
            "id": site, "names": _names(row, language), "kind": language.text(KIND_WORDS[row["kind"]]),
            "region": row["region"], "lon": row["lon"], "lat": row["lat"],
            "piece": int(on.piece[site]), "borders": borders.get(site, []), **own[str(site)],
            "facts": _facts(row, language), "source": [row["source_title"], row["source_url"]],
        } for site, row in sites.iterrows()],
        "plans": {plan.id: _plan(plan, sites, language) for plan in plans},
        "words": {"at_line": language.text(AT_THE_LINE), "silent_at_line": language.text(SILENT_AT_THE_LINE),
                  "source": language.text(N_("Source:"))},
    }


def _names(row: pd.Series, language: Language) -> list[str]:
    """Return the name in the reader's language, and of the others those that sound different."""
    found: dict[str, str] = {}
    for name in (row[language.name_column], *row["names"]):
        found.setdefault(folded(name), name)
    return list(found.values())


def _own(ground: Ground, sites: pd.DataFrame) -> dict[str, dict[str, Any]]:
    zones, away = zones_of(ground, sites), distances_km(ground, sites)
    if not len(zones):
        return {str(site): {"own": 0, "own_line": False} for site in sites.index}
    holders = [ground.table["holder"], *(ground.held_before[day] for day in sorted(ground.earlier))]
    near = [False] * len(sites) if away is None else [is_at_the_line(float(km)) for km in away]
    return {str(site): {
        "own": sum(int(one[zones[site]] == Holder.RUSSIA) << bit for bit, one in enumerate(holders)),
        "own_line": at_line,
    } for site, at_line in zip(sites.index, near, strict=True)}


def _facts(row: pd.Series, language: Language) -> list[tuple[str, str]]:
    pairs = ((N_("Capacity"), capacity_words(row["capacity_mw"], row["capacity_source"], language)),
             (N_("State"), state_words(row, language)))
    return [(language.text(name), value) for name, value in pairs if value]


def _plan(plan: Scenario, sites: pd.DataFrame, language: Language) -> dict[str, Any]:
    say, number = language.text, {str(site): position for position, site in enumerate(sites.index)}
    return {
        "clauses": {number[one.site]: f"{say(one.text)} ({site_basis(one, language)})" for one in plan.sites},
        "controls": {number[one.site]: one.control for one in plan.sites if one.control is not None},
        "silent": [say(SILENT, status=status_words(language, rule.status, rule.level))
                   for rule in plan.rules],
    }
