"""The rectangle of a page in which a map is drawn, and the ground that it shows."""

from dataclasses import dataclass

import shapely
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from layers.plate.labels import Rect
from layers.plate.scene import Box


@dataclass(frozen=True)
class Frame:
    """A rectangle on the page (points) and the ground that it shows (metres, AREA_CRS)."""

    left: float
    top: float
    width: float
    height: float
    ground: Box

    @property
    def rect(self) -> Rect:
        return self.left, self.top, self.left + self.width, self.top + self.height

    @property
    def points_per_m(self) -> float:
        return self.width / (self.ground[2] - self.ground[0])

    def placed(self, shape_m: BaseGeometry) -> BaseGeometry:
        """Convert a shape from AREA_CRS to points and clip it to the frame."""
        cut = shapely.intersection(shape_m, shapely.box(*self.ground))
        scale = self.points_per_m
        return affine_transform(cut, [scale, 0, 0, -scale, self.left - self.ground[0] * scale,
                                      self.top + self.ground[3] * scale])

    def spot(self, x_m: float, y_m: float) -> tuple[float, float]:
        """Convert a position from AREA_CRS to points, without clipping."""
        scale = self.points_per_m
        return self.left + (x_m - self.ground[0]) * scale, self.top + (self.ground[3] - y_m) * scale


def frame_of(left: float, top: float, width: float, height: float, bounds: Box) -> Frame:
    """Return the frame that shows at least `bounds` (metres) in a rectangle of these proportions."""
    wide, high = bounds[2] - bounds[0], bounds[3] - bounds[1]
    scale = min(width / wide, height / high)
    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    half = width / scale / 2, height / scale / 2
    return Frame(left, top, width, height, (x - half[0], y - half[1], x + half[0], y + half[1]))
