"""A plane in metres about a centre: Lambert's azimuthal equal-area projection of the ellipsoid.

Areas are exact on WGS 84. The ellipsoid is carried to the sphere of the same area by the
authalic latitude and from there to the plane (J. P. Snyder, Map Projections: A Working Manual,
1987, sections 3 and 24). Within 500 km of the centre lengths are off by at most 0.3 %.
No edge of the map is special: land on both sides of the 180th meridian stays in one piece.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import TYPE_CHECKING, Self

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]

_A = 6_378_137.0
_E2 = 0.006_694_379_990_141_316
_E = sqrt(_E2)


def _q(sin_lat: Floats) -> Floats:
    edge = _E * sin_lat
    return (1 - _E2) * (sin_lat / (1 - edge * edge) - np.log((1 - edge) / (1 + edge)) / (2 * _E))


_QP = float(_q(np.array([1.0]))[0])
_R = _A * sqrt(_QP / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """An equal-area plane that touches the earth at (lat, lon) in degrees; x east, y north, m."""

    lat: float
    lon: float

    @classmethod
    def about(cls, lonlat: Iterable[tuple[float, float]] | Floats) -> Self:
        """Centre a plane on the mean of (lon, lat) pairs in degrees, as directions in space.

        >>> Plane.about([(179.0, 0.0), (-179.0, 0.0)]).lon
        180.0
        """
        pairs = np.radians(np.asarray(list(lonlat), dtype=np.float64).reshape(-1, 2))
        x = float((np.cos(pairs[:, 1]) * np.cos(pairs[:, 0])).mean())
        y = float((np.cos(pairs[:, 1]) * np.sin(pairs[:, 0])).mean())
        z = float(np.sin(pairs[:, 1]).mean())
        lon, lat = degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))
        return cls(lat=round(lat, 3), lon=round(lon, 3))

    def to_xy(self, lonlat: Floats) -> Floats:
        """Project an (n, 2) array of (lon, lat) degrees to (x, y) metres."""
        beta = np.arcsin(np.clip(_q(np.sin(np.radians(lonlat[:, 1]))) / _QP, -1, 1))
        turn = np.radians(lonlat[:, 0] - self.lon)
        sin0, cos0 = self._centre()
        cos_c = sin0 * np.sin(beta) + cos0 * np.cos(beta) * np.cos(turn)
        k = _R * np.sqrt(2 / np.maximum(1 + cos_c, 1e-9))
        x = k * np.cos(beta) * np.sin(turn)
        y = k * (cos0 * np.sin(beta) - sin0 * np.cos(beta) * np.cos(turn))
        return np.column_stack([x, y])

    def to_lonlat(self, xy: Floats) -> Floats:
        """Bring an (n, 2) array of (x, y) metres back to (lon, lat) degrees."""
        x, y = xy[:, 0], xy[:, 1]
        rho = np.hypot(x, y)
        c = 2 * np.arcsin(np.clip(rho / (2 * _R), 0, 1))
        sin0, cos0 = self._centre()
        safe = np.where(rho == 0, 1.0, rho)
        beta = np.arcsin(np.clip(np.cos(c) * sin0 + y * np.sin(c) * cos0 / safe, -1, 1))
        turn = np.arctan2(x * np.sin(c), rho * cos0 * np.cos(c) - y * sin0 * np.sin(c))
        lat = np.degrees(
            beta
            + (_E2 / 3 + 31 * _E2**2 / 180 + 517 * _E2**3 / 5040) * np.sin(2 * beta)
            + (23 * _E2**2 / 360 + 251 * _E2**3 / 3780) * np.sin(4 * beta)
            + (761 * _E2**3 / 45360) * np.sin(6 * beta)
        )
        lon = (self.lon + np.degrees(turn) + 540.0) % 360.0 - 180.0
        return np.column_stack([lon, lat])

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Project a shape in (lon, lat) degrees to metres; heights are dropped."""
        return shapely.transform(shapely.force_2d(geometry), self.to_xy)

    def unproject(self, geometry: BaseGeometry) -> BaseGeometry:
        """Bring a shape in metres back to (lon, lat) degrees."""
        return shapely.transform(geometry, self.to_lonlat)

    def _centre(self) -> tuple[float, float]:
        beta = asin(float(_q(np.array([sin(radians(self.lat))]))[0]) / _QP)
        return sin(beta), cos(beta)


def geodesic_km(lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats) -> Floats:
    """Return the distances between points in degrees along the ellipsoid WGS 84, in kilometres.

    Lambert's formula for long lines, right to about 10 m over thousands of kilometres (P. D.
    Thomas, Spheroidal Geodesics, 1970); points opposite each other on the globe are not meant.
    """
    flat = 1 / 298.257_223_563
    b1 = np.arctan((1 - flat) * np.tan(np.radians(lat1)))
    b2 = np.arctan((1 - flat) * np.tan(np.radians(lat2)))
    half = np.sin((b2 - b1) / 2) ** 2
    half = half + np.cos(b1) * np.cos(b2) * np.sin(np.radians(lon2 - lon1) / 2) ** 2
    angle = 2 * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    mean, apart = (b1 + b2) / 2, (b2 - b1) / 2
    sine, lower, upper = np.sin(angle), np.cos(angle / 2) ** 2, np.sin(angle / 2) ** 2
    x = (angle - sine) * (np.sin(mean) * np.cos(apart)) ** 2 / np.where(lower > 0, lower, 1)
    y = (angle + sine) * (np.cos(mean) * np.sin(apart)) ** 2 / np.where(upper > 0, upper, 1)
    distance: Floats = _A / 1000 * (angle - flat / 2 * (x + y))
    return distance
