"""From degrees to millimetres: the window of a panel, in the Mercator projection of web maps."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan, cos, degrees, exp, log, log2, pi, radians, tan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geomap.model import LonLat

Box = tuple[float, float, float, float]
"""(west, south, east, north) in degrees, or (left, bottom, right, top) in millimetres."""

KM_PER_DEGREE = 111.195
_PIXELS_PER_MM = 96.0 / 25.4
_LIMIT = 85.0


class Rect(NamedTuple):
    """A rectangle of the sheet, in millimetres from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.bottom + self.height

    @property
    def box(self) -> Box:
        """The edges, as a box."""
        return (self.left, self.bottom, self.right, self.top)

    def inset(self, by: float) -> Rect:
        """Return the rectangle without a margin all round."""
        return Rect(self.left + by, self.bottom + by, self.width - 2 * by, self.height - 2 * by)

    def holds(self, box: Box) -> bool:
        """Tell whether a box lies within."""
        left, bottom, right, top = box
        inside = left >= self.left and bottom >= self.bottom
        return inside and right <= self.right and top <= self.top


def rise(lat: float) -> float:
    """Return the Mercator height of a latitude, in degrees of longitude."""
    lat = max(-_LIMIT, min(_LIMIT, lat))
    return degrees(log(tan(pi / 4 + radians(lat) / 2)))


def fall(height: float) -> float:
    """Return the latitude of a Mercator height."""
    return degrees(2 * atan(exp(radians(height))) - pi / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A part of the world on a rectangle of the sheet. ``scale``: millimetres a degree."""

    rect: Rect
    west: float
    base: float
    """Mercator height of the lower edge."""
    scale: float

    @property
    def box(self) -> Box:
        """The part of the world, in degrees."""
        return (
            self.west,
            fall(self.base),
            self.west + self.rect.width / self.scale,
            fall(self.base + self.rect.height / self.scale),
        )

    @property
    def middle_lat(self) -> float:
        """The latitude for which the scale bar holds."""
        return fall(self.base + self.rect.height / self.scale / 2)

    @property
    def zoom(self) -> float:
        """The zoom of a web map that shows the world as large."""
        return log2(max(1e-6, self.scale * _PIXELS_PER_MM * 360.0 / 256.0))

    @property
    def mm_per_km(self) -> float:
        """The scale in the middle."""
        return self.scale / (KM_PER_DEGREE * cos(radians(self.middle_lat)))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point lies on the sheet."""
        return (
            self.rect.left + (lon - self.west) * self.scale,
            self.rect.bottom + (rise(lat) - self.base) * self.scale,
        )

    def lon_at(self, x: float) -> float:
        """Return the longitude of a place on the sheet."""
        return self.west + (x - self.rect.left) / self.scale

    def lat_at(self, y: float) -> float:
        """Return the latitude of a height on the sheet."""
        return fall(self.base + (y - self.rect.bottom) / self.scale)

    def all_at(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where (lon, lat) rows lie on the sheet."""
        lats = np.clip(points[:, 1], -_LIMIT, _LIMIT)
        heights = np.degrees(np.log(np.tan(np.pi / 4 + np.radians(lats) / 2)))
        return np.column_stack(
            (
                self.rect.left + (points[:, 0] - self.west) * self.scale,
                self.rect.bottom + (heights - self.base) * self.scale,
            )
        )

    def shows(self, lon: float, lat: float) -> bool:
        """Tell whether a point lies in the window."""
        x, y = self.at(lon, lat)
        return self.rect.left <= x <= self.rect.right and self.rect.bottom <= y <= self.rect.top


def frame_of(points: Sequence[LonLat], *, least: float) -> Box:
    """Return the box (in degrees, heights Mercator) about points, at least ``least`` a side."""
    xs = [lon for lon, _ in points]
    ys = [rise(lat) for _, lat in points]
    wide, high = max(least, max(xs) - min(xs)), max(least * 0.7, max(ys) - min(ys))
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def window(rect: Rect, frame: Box, land: Box, *, margin: tuple[float, float]) -> Window:
    """Return the window that shows a frame with room at the rim, filled with land where it can.

    ``frame`` and ``land`` have Mercator heights; ``margin`` is in millimetres (sides, top and
    bottom). Where the land known ends, the window moves, then draws nearer, then gets smaller.
    """
    sides, ends = (min(margin[0], rect.width / 4), min(margin[1], rect.height / 4))
    wide, high = frame[2] - frame[0], frame[3] - frame[1]
    scale = min((rect.width - 2 * sides) / wide, (rect.height - 2 * ends) / high)
    closest = min(rect.width / wide, rect.height / high)
    needed = max(rect.width / (land[2] - land[0]), rect.height / (land[3] - land[1]))
    scale = max(scale, min(needed, closest))
    width = min(rect.width, (land[2] - land[0]) * scale)
    height = min(rect.height, (land[3] - land[1]) * scale)
    x, y = (frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2
    west = min(max(x - width / scale / 2, land[0]), land[2] - width / scale)
    base = min(max(y - height / scale / 2, land[1]), land[3] - height / scale)
    # Flush with the title to the left, and with what stands above.
    smaller = Rect(rect.left, rect.top - height, width, height)
    return Window(rect=smaller, west=west, base=base, scale=scale)
