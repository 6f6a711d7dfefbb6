"""The words with which a page of one file measures a drawn zone, and the spots where people are counted."""

import numpy as np
import pandas as pd

from geo.errors import Words
from geo.outcomes.drawn_vertices import MAX_CORNERS, WINDOW
from geo.world import World
from layers.html.drawn_zone import OUTSIDE_WORDS, RANGE_WORDS
from layers.language import N_, Language
from layers.text.wording import PEOPLE_NOTE

WORDS: dict[str, str] = {
    "draw": N_("Draw a zone"),
    "how": N_("Click the map to set the corners one after the other, or type them below."),
    "corners": N_("Corners"),
    "close": N_("Close and measure"),
    "back": N_("Undo the last corner"),
    "remove": N_("Clear"),
    "title": N_("The drawn zone"),
    "area": N_("Area"),
    "where": N_("Where"),
    "held": N_("Held on {day}"),
    "people": N_("Residents before 2022"),
    "settlements": N_("Settlements"),
    "largest": N_("The largest"),
    "more": N_("and {count} more"),
    "holder": N_("{holder} {area} ({people} residents before 2022)"),
    "none": N_("no recorded settlement"),
    "caption": N_("What each plan would do to the drawn zone, on the line of contact of {day}"),
    "outside": OUTSIDE_WORDS,
    "most": Words(N_("A zone may have at most {most} corners."), most=MAX_CORNERS),
    "three": N_("A zone needs at least three corners."),
    "far": N_("Corner {number} lies far from Ukraine: longitude {lon:g}, latitude {lat:g}."),
    "cross": N_("Its sides cross: list the corners in their order along its edge."),
    "nothing": N_("The corners enclose no ground."),
    "abroad": N_("The zone lies outside Ukraine."),
    "line": N_("Line {number}"),
    "no_pair": N_("{where} is no pair 'longitude latitude': '{seen}'."),
    "own_line": N_("The line of this page is in neither record: choose a day of a record to measure."),
}
HEADS = (N_("Plan"), N_("What would happen"), N_("Area, {unit}"), N_("Residents before 2022"))


def drawn_words(language: Language) -> dict[str, object]:
    """Return the words of a drawn zone and the limits of its corners, as `standalone_zone.js` reads them."""
    say = language.text
    return {
        "words": {name: say(words) for name, words in WORDS.items()},
        "heads": [say(words, unit=language.area_unit) for words in HEADS],
        "notes": [say(PEOPLE_NOTE), say(RANGE_WORDS)],
        "most": MAX_CORNERS, "window": WINDOW,
    }


def spot_columns(world: World, table: pd.DataFrame, piece: np.ndarray,
                 decimals: int) -> dict[str, np.ndarray]:
    """Return where the people are counted of settlements that have several places, or one elsewhere.

    Parameters
    ----------
    world
        Its places have spots of their own.
    table
        The settlements, with `lon` and `lat` in degrees.
    piece
        The piece of each place, shape (n), in the order of `World.places`.
    decimals
        Spots are in units of 10**-decimals degrees, which leaves them as they are.

    Returns
    -------
    dict
        Columns of one row per place: `spot_town` (position in `table`), `spot_lon`, `spot_lat`, `spot_people`
        and `spot_piece`.
    """
    places = world.places.assign(piece=piece, town=table.index.get_indexer(world.places["settlement"]))
    there = table.iloc[places["town"]]
    spots = [np.rint(places[name].to_numpy(float) * 10**decimals).astype(int) for name in ("lon", "lat")]
    towns = [np.rint(there[name].to_numpy(float) * 10**decimals).astype(int) for name in ("lon", "lat")]
    elsewhere = (spots[0] != towns[0]) | (spots[1] != towns[1])
    some = (places.groupby("town")["town"].transform("size").to_numpy() > 1) | elsewhere
    rows = np.flatnonzero(some)[np.argsort(places["town"].to_numpy()[some], kind="stable")]
    return {
        "spot_town": places["town"].to_numpy()[rows], "spot_lon": spots[0][rows], "spot_lat": spots[1][rows],
        "spot_people": places["population"].to_numpy()[rows], "spot_piece": piece[rows],
    }
