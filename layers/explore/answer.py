"""What hangs together under a plan as one answer: sentences and tables that terminal and page share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.explore.sides import Under
from geo.explore.together import Together
from geo.world import World
from layers.explore.necks import necks_table, note
from layers.explore.together import (
    NOTES,
    Rows,
    apart_sentence,
    border_words,
    change_sentences,
    cut_off_table,
    parts_table,
    side_table,
    side_words,
    site_lines,
)
from layers.language import N_, Language


@dataclass(frozen=True)
class Grid:
    """A table as text: its caption, its rows after a row of heads, and the columns that hold figures."""

    caption: str
    rows: Rows
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Answer:
    """What hangs together, in the order in which it is read.

    `lines` list borders, ports and power stations by side. `more` has the parts that lie apart, the narrowest
    necks and the settlements that are cut off, each only if there are any.
    """

    sentences: tuple[str, ...]
    sides: Grid
    lines: tuple[str, ...]
    more: tuple[Grid, ...]
    notes: tuple[str, ...]


def answer_of(found: Together, before: Together | None, necks: list[dict[str, Any]], world: World,
              names: Mapping[str, str], language: Language) -> Answer:
    """Put what hangs together into words.

    Parameters
    ----------
    found
        A plan, or the line of contact without one.
    before
        The same ground without a plan, or None if `found` is that.
    necks
        The `geo.explore.part_necks.necks_report` of `found`.
    world, names
        Provide settlements, and the names of regions by id.
    language
        The reader's.
    """
    say = language.text
    sides = side_table(found, language)
    borders = [
        say(N_("{side}, border: {lengths}."), side=side_words(side, found, language),
            lengths=border_words(found, side, language))
        for side in Under if found.sides.at[side.value, "border_km"] > 0]
    more = (
        Grid(say(N_("Parts apart from the largest of their side")),
             parts_table(found, world, names, language), (3, 4, 5, 6)),
        Grid(say(N_("The narrowest necks of each side")),
             necks_table(found, necks, world, names, language), (2,)),
        Grid(say(N_("Settlements cut off from the centre of their oblast")),
             cut_off_table(found, world, names, language), (4, 5)),
    )
    return Answer(
        sentences=(apart_sentence(found, language),
                   *(() if before is None else change_sentences(found, before, world, language))),
        sides=Grid(say(N_("What each side would hold")) if found.under_plan
                   else say(N_("What each side holds")), sides, tuple(range(1, len(sides[0])))),
        lines=(*borders, *site_lines(found, language)),
        more=tuple(grid for grid in more if len(grid.rows) > 1),
        notes=(*map(say, NOTES), note(language)),
    )
