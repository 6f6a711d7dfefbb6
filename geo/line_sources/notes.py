"""What a reader must be told about how a line was read: one note for each thing repaired or assumed."""

from collections.abc import Callable
from dataclasses import dataclass

from geo.translatable import N_

MENDED = N_("Its polygons crossed themselves and were repaired.")
CONVERTED = N_("It was in {system} and was converted.")
CONVERTED_OWN = N_("It was in a coordinate system of its own and was converted.")
ASSUMED = N_("It names no coordinate system; degrees on WGS 84 were assumed, which fit Ukraine.")
OURS = N_("It is an export of this atlas; the zones held by Russia were taken.")
OUR_DAY = N_("It was exported for the line of contact of {day}.")
OUR_REGIONS = N_("It has zones of {count} regions only; all other ground counts as held by Ukraine.")
SPECKS = N_("Parts smaller than {area} were left out, and holes smaller than that were filled.")
STRIPS = N_("{area} of strips along coast and border were counted as a mismatch of borders.")
OUTSIDE = N_("Parts outside Ukraine were left out.")


@dataclass(frozen=True)
class Note:
    """A sentence on what was repaired or assumed.

    `words` is to be translated, with `values` in its named places; numbers among them are areas in
    square kilometres. As text it is English.
    """

    words: str
    values: tuple[tuple[str, str | float], ...] = ()

    def said(self, area: Callable[[float], str]) -> dict[str, str]:
        """The values as text, areas written by the function given."""
        return {name: value if isinstance(value, str) else area(value) for name, value in self.values}

    def __str__(self) -> str:
        return self.words.format(**self.said(lambda km2: f"{km2:,.0f} km²"))
