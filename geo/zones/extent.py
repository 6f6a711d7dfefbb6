"""The ends of a line's uncertainty: moved by the margin both ways, for each observer of the day."""

import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.margin import moved
from geo.control.record import Control
from geo.world import World, other_observer

Ends = tuple[Control, Control, Control, Control]

EXACT_M = 20.0
"""A line within this distance of a border, in metres, follows it; coordinates are rounded more finely."""


def ends_of(world: World, control: Control, margin_km: float) -> Ends:
    """Move the front by a margin both ways on the line of each observer.

    The range of a figure is its minimum and maximum over the line as drawn and these, so it contains what
    either observer gives, and each of them moved.

    Parameters
    ----------
    world
        For the records, the interior and the water.
    control
        The line as drawn.
    margin_km
        The margin of error of the front, in kilometres; 0 means the line as drawn, by this observer alone.

    Returns
    -------
    tuple
        Control with Russian-held ground wider and narrower, then the same two of the other observer; where
        there is none (see `other_observer`), the first two objects again.
    """
    exact = _known_exactly(world, control)
    wider, narrower = moved(control, world.interior, world.water, margin_km, exact)
    other = other_observer(world, control) if margin_km else None
    if other is None:
        return wider, narrower, wider, narrower
    return wider, narrower, *moved(other, world.interior, world.water, margin_km, exact)


def _known_exactly(world: World, control: Control) -> BaseGeometry:
    """The ground along borders of regions that one holder has as a whole on the day, AREA_CRS.

    Where the line of contact is such a border, as between Crimea and Kherson before 24 February 2022, it is
    known exactly.
    """
    there = [world.record.regions[row.region] for row in world.record.whole.itertuples()
             if row.first <= control.on <= row.last]
    inner = [shapely.intersection(shapely.boundary(shape), world.interior) for shape in there]
    return shapely.buffer(shapely.union_all(inner), EXACT_M)
