"""Notes for the reader on how a line was imported: one for each repair or assumption."""

from dataclasses import dataclass
from enum import StrEnum


class NoteKind(StrEnum):
    """Kinds of repairs and assumptions; a comment names the value that a note of the kind carries."""

    MENDED = "mended"
    FALSE_HOLES = "false_holes"  # area
    CONVERTED = "converted"  # system
    CONVERTED_OWN = "converted_own"
    ASSUMED = "assumed"
    OURS = "ours"
    OUR_DAY = "our_day"  # day
    OUR_REGIONS = "our_regions"  # count
    SPECKS = "specks"  # area
    STRIPS = "strips"  # area
    OUTSIDE = "outside"  # area
    COUNTED = "counted"  # value, area
    COUNTED_MORE = "counted_more"  # count, area
    LEFT_OUT = "left_out"  # value, area
    LEFT_OUT_MORE = "left_out_more"  # count, area
    WIDE = "wide"  # area, share
    LINKS = "links"
    EMPTY = "empty"  # count


@dataclass(frozen=True)
class Note:
    """A repair or an assumption; `layers.text.wording` puts it into words.

    Numbers in `values` are areas in square kilometres.
    """

    kind: NoteKind
    values: tuple[tuple[str, str | float], ...] = ()
