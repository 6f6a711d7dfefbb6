"""What a reader must be told about how a line was read: one note for each thing repaired or assumed."""

from dataclasses import dataclass
from enum import StrEnum


class NoteKind(StrEnum):
    """What was repaired or assumed; the values that go with it stand beside each."""

    MENDED = "mended"
    CONVERTED = "converted"  # system
    CONVERTED_OWN = "converted_own"
    ASSUMED = "assumed"
    OURS = "ours"
    OUR_DAY = "our_day"  # day
    OUR_REGIONS = "our_regions"  # count
    SPECKS = "specks"  # area
    STRIPS = "strips"  # area
    OUTSIDE = "outside"  # area


@dataclass(frozen=True)
class Note:
    """One thing that was repaired or assumed; `layers.text.wording` says it in words.

    Numbers among `values` are areas in square kilometres.
    """

    kind: NoteKind
    values: tuple[tuple[str, str | float], ...] = ()
