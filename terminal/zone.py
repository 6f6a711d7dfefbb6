"""The command that measures a zone: area, people, towns, and its status under each plan."""

import argparse
import sys
from pathlib import Path

from geo.errors import N_, ZoneError
from geo.outcomes.drawn_vertices import MAX_BYTES, read_corners
from geo.outcomes.drawn_zone import drawn_zone, overlay_zone
from geo.paths import shown_name
from layers.export.drawn_geojson import drawn_geojson, figures, plans_of, regions_of
from layers.export.files import may_be_written, write_whole
from layers.html.drawn_zone import facts, holding_words, notes_of
from terminal.answers import inquire, language_of, show
from terminal.columns import columns

STDIN = "-"

HEADS = (N_("Plan"), N_("Area, km²"), N_("People"), N_("Status"))

NOT_PRINTED = ["lon", "lat", "known_as_en", "known_as_uk"]


def zone(arguments: argparse.Namespace) -> None:
    """Measure the zone in a file or on standard input; with --out also write it as GeoJSON."""
    corners = read_corners(_text(arguments.file))
    out = None if arguments.out is None else Path(arguments.out)
    if out is not None:
        may_be_written(out, replace=arguments.force)
    work, outcome = inquire(arguments, None)
    world, library = work.world, work.library
    drawn = drawn_zone(world, corners)
    zone_on_ground, language = overlay_zone(world, drawn, outcome.ground), language_of(arguments)
    plans = plans_of(zone_on_ground, library)
    value = {
        "on": outcome.ground.control.on.isoformat(), **figures(drawn),
        "corners": [list(corner) for corner in drawn.corners], "regions": regions_of(drawn),
        "settlements": drawn.settlements().drop(columns=NOT_PRINTED).to_dict("records"),
        "plans": plans, "data_version": world.version,
    }
    names = language.regions(world.regions)
    under = [(row["scenario"], language.number(row["area_km2"]), language.number(row["people"]),
              holding_words(row["status"], row["level"], language)) for row in plans]
    lines = [*columns(facts(zone_on_ground, outcome, names, language)), "",
             *columns([tuple(map(language.text, HEADS)), *under], right=(1, 2))]
    lines += ["", *notes_of(drawn, language)]
    if out is not None:
        write_whole(out, drawn_geojson(zone_on_ground, outcome.ground, library, world, language),
                    replace=arguments.force)
        value["file"] = str(out)
        lines.append(language.text(N_("{file} written"), file=out))
    show(arguments, value, lines)


def _text(name: str) -> str:
    """Read at most one byte more than the limit, enough to detect a file that is too large."""
    try:
        if name == STDIN:
            raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            path = Path(name)
            if not path.is_file():
                raise ZoneError(N_("{name}: there is no such file."), name=shown_name(path))
            with path.open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ZoneError(N_("The coordinates are no text in UTF-8; a zone is a list of corners, WKT or "
                           "GeoJSON of one outline. A file of a line of contact goes with "
                           "--control.")) from None
    except (OSError, ValueError) as fault:
        if isinstance(fault, ZoneError):
            raise
        raise ZoneError(N_("The file with the coordinates cannot be read.")) from fault
