"""The frame around ground that the picture of a card is about."""

from collections.abc import Collection, Iterable

from layers.frame import MIN_BOX_DEG, clipped_frame


def frame_around(bounds: Iterable[float], share: float, regions: Collection[str]) -> str:
    """Return a frame with ground in the middle.

    Parameters
    ----------
    bounds
        Its west, south, east and north in degrees.
    share
        How much of its width and height is shown on each side of it.
    regions
        All region ids.

    Raises
    ------
    FormatError
        If nothing of it lies on the map.
    """
    west, south, east, north = bounds
    wide, high = ((east - west) * share + MIN_BOX_DEG, (north - south) * share + MIN_BOX_DEG)
    return clipped_frame(f"{west - wide},{south - high},{east + wide},{north + high}", regions)
