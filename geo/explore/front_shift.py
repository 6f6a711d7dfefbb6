"""The front shifted by some kilometres: the ground that would change sides, and the line after it."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from geo.control.margin import contact_line, moved
from geo.control.record import Control
from geo.explore.depths import Strip, shifts_of
from geo.explore.solver import AREA, Found, Goal, Shift, Whose
from geo.world import World
from geo.zones.ground import Ground

DECIMALS = 5
"""Kilometres of a shift are written to the centimetre: along the whole front that is some hectares."""


@dataclass(frozen=True)
class FrontShift:
    """A parallel shift of the front: `whose` ground (not BOTH) would pass to the other side, and how far."""

    whose: Whose
    km: float


@dataclass(frozen=True)
class Shifted:
    """A shifted front: `strip` is what would change sides, `swept` its shape (STORE_CRS)."""

    by: FrontShift
    strip: Strip
    swept: BaseGeometry
    control: Control

    def line(self, interior: BaseGeometry) -> BaseGeometry:
        """Return the front after the shift, as lines in AREA_CRS; `interior` is that of the world."""
        return contact_line(self.control, interior)

    def as_solved(self) -> Shift:
        """Return the shift as the answer to the question that nobody asked: the area that it moves."""
        area = self.strip.area_km2
        return Shift(self.by.whose, Goal(AREA, area), Found(self.by.km, area, area, 0), self.control)


def shift_front(world: World, ground: Ground, by: FrontShift) -> Shifted:
    """Shift the front, as `geo.explore.solver.solve_shift` does.

    Parameters
    ----------
    world, ground
        The line of contact as drawn.
    by
        Which way and how far.
    """
    depths = shifts_of(world, ground)
    ukraine, russia = depths.strips(*((by.km, 0.0) if by.whose is Whose.UKRAINE else (0.0, by.km)))
    wider, narrower = moved(ground.control, world.interior, world.water, by.km)
    forward = by.whose is Whose.UKRAINE
    return Shifted(by, ukraine if forward else russia, depths.shape(by.whose.value, by.km),
                   wider if forward else narrower)
