"""A picture of a part of the country says that its figures count all of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from layers.frame import ALL, FRAMES
from layers.plate.sizes import SIZES
from layers.plate.text import sheet_of
from layers.request import ExportRequest

BEYOND = "Figures count the whole country."


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("frame", [*FRAMES, "35,47,39,50"])
def test_every_frame_but_the_whole_country_says_so(
    frame: str, size: str, request_of: Callable[..., ExportRequest]
) -> None:
    notes = sheet_of(replace(request_of("us-28-point"), size=size, frame=frame)).notes
    assert (BEYOND in " ".join(notes)) == (frame != ALL)


def test_regions_left_out_are_named_instead(request_of: Callable[..., ExportRequest]) -> None:
    request = request_of("us-28-point")
    left = request.shown - {"UA-43"}
    first, *others = sheet_of(replace(request, frame="affected", regions=frozenset(left))).notes
    assert first == "Not shown: Crimea. Figures count everything."
    assert BEYOND not in " ".join(others)
