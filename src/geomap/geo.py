"""Geometry on the sphere: degrees in, kilometres out.

Distances use the mean earth radius of 6371.0088 km (IUGG); against the ellipsoid they are off by
at most 0.6 %, far below the uncertainty of any event.
"""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088

COMPASS = {
    "north": 0.0,
    "north-northeast": 22.5,
    "northeast": 45.0,
    "east-northeast": 67.5,
    "east": 90.0,
    "east-southeast": 112.5,
    "southeast": 135.0,
    "south-southeast": 157.5,
    "south": 180.0,
    "south-southwest": 202.5,
    "southwest": 225.0,
    "west-southwest": 247.5,
    "west": 270.0,
    "west-northwest": 292.5,
    "northwest": 315.0,
    "north-northwest": 337.5,
}
"""Bearings in degrees clockwise from north."""


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance between two points, in kilometres.

    >>> round(distance_km(50.45, 30.52, 49.98, 36.25))  # Kyiv to Kharkiv
    411
    """
    p1, p2 = radians(lat1), radians(lat2)
    half = sin((p2 - p1) / 2) ** 2 + cos(p1) * cos(p2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def bearing(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the initial bearing from the first point to the second, degrees from north.

    >>> round(bearing(0, 0, 0, 1))
    90
    """
    p1, p2, dl = radians(lat1), radians(lat2), radians(lon2 - lon1)
    return (
        degrees(atan2(sin(dl) * cos(p2), cos(p1) * sin(p2) - sin(p1) * cos(p2) * cos(dl))) % 360.0
    )


def destination(
    lat: float, lon: float, *, bearing_deg: float, distance_km: float
) -> tuple[float, float]:
    """Return the (lat, lon) reached from a point along a bearing.

    >>> lat, lon = destination(49.71, 37.62, bearing_deg=0, distance_km=20)  # 20 km north of it
    >>> round(lat, 2), round(lon, 2)
    (49.89, 37.62)
    """
    d, b, p, l0 = distance_km / EARTH_RADIUS_KM, radians(bearing_deg), radians(lat), radians(lon)
    q = asin(sin(p) * cos(d) + cos(p) * sin(d) * cos(b))
    l1 = l0 + atan2(sin(b) * sin(d) * cos(p), cos(d) - sin(p) * sin(q))
    return degrees(q), (degrees(l1) + 540.0) % 360.0 - 180.0
