"""Exports of a comparison: a plate as PNG, SVG or PDF, and the table as CSV."""

import csv
import io
from dataclasses import dataclass, replace

import shapely

from geo.outcomes.difference import Change, Difference
from geo.outcomes.figures import plain
from geo.status import Holder
from geo.zones.edges import border_between, borders_of
from geo.zones.sites import DecidedBy, decided_by
from layers.captions.link import comparison_link
from layers.frame import ground_in
from layers.html.difference_ledger import rows_of
from layers.language import N_
from layers.plate.labels import decided_labels
from layers.plate.plate import plate
from layers.plate.render import written
from layers.plate.scene import Paint, Scene, composed, detail_of, ground_of, lines_of
from layers.plate.sizes import layout_of
from layers.plate.text import Sheet, set_sheet
from layers.request import ExportRequest
from layers.style.changes import CHANGES, HeldChange, change_looks
from layers.style.simplify import edge_kind, thinned
from layers.text.credit import credited_lines
from layers.text.difference import (
    change_words,
    entries,
    headlines,
    second_sentence,
    sentence,
    short_name,
    title_of,
)
from layers.text.not_shown import regions_left_out

COLUMNS = ("region", "region_name", "status", "area_km2_first", "area_km2_second", "area_km2",
           "area_km2_low", "area_km2_high", "people_first", "people_second", "people", "people_low",
           "people_high", "first_plan", "second_plan", "line_date",
           "second_line_date", "data_version", "source", "second_source")


@dataclass(frozen=True)
class ComparedPlans:
    """A comparison to export, and a request with its size, language and address."""

    found: Difference
    request: ExportRequest


def difference_scene(compared: ComparedPlans) -> Scene:
    """Return the scene of a comparison: ground filled by its holder and what differs, and the lines."""
    found, request = compared.found, compared.request
    about = ground_in(request.frame, request.world.regions, found)
    table, zones = found.table, thinned(found.ground.zones, detail_of(about))
    edges = borders_of(zones)
    edges["kind"] = [edge_kind(found.ground, row) for row in edges.itertuples()]
    looks = {zone: what for zone, what in change_looks(found).items()
             if table.at[zone, "region"] in request.shown and zone in zones.index}
    members = {what: [zone for zone, there in looks.items() if there is what] for what in CHANGES}
    moving = [zone for change in (Change.TO_UKRAINE, Change.FROM_UKRAINE)
              for what in (change, HeldChange[change.name]) for zone in members[what]]
    lines = {kind: lines_of(edges[edges["kind"] == kind]) for kind in ("region", "outline", "contact")}
    if compared.found.two_lines:
        russian_held = set(table.index[table["holder_2"] == Holder.RUSSIA])
        lines["second"] = lines_of(border_between(edges, russian_held, set(table.index) - russian_held))
    moved = ground_of(zones, moving) if moving else shapely.MultiPolygon()
    scene = composed(
        request, about, zones,
        paints=tuple(Paint(what, *CHANGES[what], ground_of(zones, part))
                     for what, part in members.items() if part),
        lines={kind: line for kind, line in lines.items() if not line.is_empty},
        moved=moved,
        affected={str(table.at[zone, "region"]) for part in members.values() for zone in part},
    )
    decided = decided_by(found.first, found.second, found.ground, request.shown)
    return replace(scene, decided=decided_labels(request, decided, moved))


def difference_sheet(compared: ComparedPlans) -> Sheet:
    """Return the text of a comparison's plate."""
    found, request, language = compared.found, compared.request, compared.request.language
    return set_sheet(
        request, title_of(found, language),
        sentence(found, request.names, language), second_sentence(found, request.names, language),
        headlines(found, language),
        entries(found, language, request.shown, request.layers),
        comparison_link(found, request),
        as_of=language.listed([language.day(day)
                               for day in dict.fromkeys([found.line_1.on, found.line_2.on])]),
        lines=credited_lines(request, (found.first, found.second)),
    )


def description(compared: ComparedPlans) -> str:
    """Return the alt text of the picture: its sentences and what its colours mean."""
    found, language = compared.found, compared.request.language
    visible = found.table.loc[[*change_looks(found)]]
    visible = visible[visible["region"].isin(compared.request.shown)]
    there = [change for change in Change if (visible["change"] == change).any()]
    shown = language.listed([change_words(found, change, language) for change in there])
    return " ".join([
        sentence(found, compared.request.names, language),
        second_sentence(found, compared.request.names, language),
        language.text(N_("The map of Ukraine is painted by: {what}."), what=shown),
        *_marked(compared),
        regions_left_out(compared.request.shown, compared.request.names, language),
    ]).rstrip()


def _marked(compared: ComparedPlans) -> list[str]:
    """Name the sites that are marked, each with the plans that decide on it."""
    found, request, language = compared.found, compared.request, compared.request.language
    if layout_of(request.size).brief:
        return []
    names = request.world.sites[language.name_column]
    both = {DecidedBy.EVERY: (found.first, found.second), DecidedBy.FIRST: (found.first,),
            DecidedBy.SECOND: (found.second,)}
    marked = []
    for site, by in decided_by(found.first, found.second, found.ground, request.shown).items():
        plans = [short_name(plan, language) for plan in dict.fromkeys(both[by]) if plan]
        marked.append(f"{names[site]} ({language.listed(plans)})")
    words = N_("Marked sites: {sites}.")
    return [language.text(words, sites=language.listed(marked))] if marked else []


def difference_plate(compared: ComparedPlans, kind: str) -> bytes:
    """Return the plate of a comparison as `png`, `svg` or `pdf`."""
    canvas = plate(compared.request, difference_scene(compared), difference_sheet(compared))
    title = f"{title_of(compared.found, compared.request.language)}, {compared.found.line_2.on}"
    return written(canvas, compared.request, kind, title, description(compared))


def difference_csv(compared: ComparedPlans) -> bytes:
    """Return a comparison as CSV (UTF-8, RFC 4180): second minus first, in km² and people."""
    text, say = io.StringIO(newline=""), compared.request.language.text
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in rows_of(compared.found).to_dict("records"):
        figures = plain(row)
        named = {f"{measure}_{word}": figures.pop(f"{measure}_{case}") for measure in ("area_km2", "people")
                 for case, word in (("1", "first"), ("2", "second"))}
        writer.writerow(
            {
                **figures,
                **named,
                "region_name": compared.request.names[row["region"]],
                "first_plan": compared.found.ids[0],
                "second_plan": compared.found.ids[1],
                "line_date": compared.found.line_1.on.isoformat(),
                "second_line_date": compared.found.line_2.on.isoformat(),
                "data_version": compared.request.world.version,
                "source": say(compared.found.line_1.origin.source),
                "second_source": say(compared.found.line_2.origin.source),
            }
        )
    return text.getvalue().encode("utf-8")


def comparison_name(compared: ComparedPlans, kind: str) -> str:
    """Return the file name: both plans and the day of the second."""
    what = f"-{compared.request.size}" if kind != "csv" else ""
    plans = "_".join(compared.found.ids)
    return f"{plans}_{compared.found.line_2.on}_compared{what}.{kind}"


def compared_plans(found: Difference, request: ExportRequest) -> ComparedPlans:
    """Combine a comparison with a request's size, language and address; the request's plan is ignored."""
    return ComparedPlans(found, replace(request, ground=found.ground, outcome=None))
