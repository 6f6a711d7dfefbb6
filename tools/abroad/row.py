"""One row of `data/places/regions_abroad.csv`."""

from typing import NamedTuple


class Row(NamedTuple):
    """A region of another state, in the order of the file's columns.

    `part_of` is the code of the larger region that it is a part of, or empty; `compared` is "no" where the
    area is too rough to be compared with; `population` is None where no source has it.
    """

    region: str
    part_of: str
    name_en: str
    name_uk: str
    area_km2: int
    compared: str
    population: int | None
