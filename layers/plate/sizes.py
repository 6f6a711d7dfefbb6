"""The sizes of a plate: one record each with layout, resolution and options."""

from dataclasses import dataclass

from layers.language import N_

POINTS_PER_INCH = 72
A4_PT = (595.276, 841.89)


@dataclass(frozen=True)
class PlateSize:
    """One size of a plate; lengths are in points.

    `label` is its name in menus. `beside` is the width of a column for figures and legend right of
    the map; if None they are below the map in `columns` columns. `map_scale` scales the type and
    lines of the map. `pixels_per_inch` is the resolution of the PNG, and `close_up` whether the
    full set of pictures includes a close-up in this size. A `brief` one is read on a telephone, at half its
    size: one sentence, three figures and a short legend, in type that can still be read there. A `card`
    stands for its address: two figures, as over the map of the page, and no QR code.
    """

    label: str
    width: float
    height: float
    margin: float
    title: float
    text: float
    small: float
    map_scale: float
    beside: float | None = None
    columns: int = 2
    pixels_per_inch: int = 2 * POINTS_PER_INCH
    close_up: bool = False
    brief: bool = False
    card: bool = False

    @property
    def pixels_per_point(self) -> float:
        """The pixels of the PNG per point."""
        return self.pixels_per_inch / POINTS_PER_INCH


PAPER_PIXELS_PER_INCH = 300  # the usual requirement for print

SIZES: dict[str, PlateSize] = {
    "16x9": PlateSize(N_("16:9 (slides, web)"), 1280, 720, 34, 24, 14, 9.2, 1.0, beside=440, close_up=True),
    "1x1": PlateSize(N_("Square"), 900, 900, 30, 26, 14, 11, 1.0, columns=3, close_up=True, brief=True),
    "9x16": PlateSize(N_("9:16 (phone)"), 540, 960, 22, 22, 13.5, 10.5, 0.96, columns=2, brief=True),
    "a4-portrait": PlateSize(N_("A4 portrait"), *A4_PT, 34, 17.5, 9.8, 6.6, 0.64, columns=3,
                             pixels_per_inch=PAPER_PIXELS_PER_INCH),
    "a4-landscape": PlateSize(N_("A4 landscape"), A4_PT[1], A4_PT[0], 30, 16.5, 9.6, 6.4, 0.66, beside=285,
                              pixels_per_inch=PAPER_PIXELS_PER_INCH),
}
"""All sizes that are offered, by the id used in file names, addresses and the terminal."""

CARD = "card"
"""The picture that stands for an address where it is shared; it is not offered for download."""

_UNLISTED = {CARD: PlateSize("", 1200, 630, 24, 34, 19, 10.5, 1.35, beside=410, columns=1,
                             pixels_per_inch=POINTS_PER_INCH, brief=True, card=True)}


def layout_of(name: str) -> PlateSize:
    """Return the size of this name, offered or not."""
    return SIZES.get(name) or _UNLISTED[name]
