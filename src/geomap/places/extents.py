"""Where a spatial expression puts its place: the point moved, with an honest uncertainty."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, radians, sin
from typing import TYPE_CHECKING

from geomap.geo import bearing as bearing_of
from geomap.geo import destination, distance_km
from geomap.model import Location, PlaceKind, Precision

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.model import Place, Relation

__all__ = ["describes", "moved"]


def describes(relation: Relation, place: Place, country: Place | None) -> bool:
    """Tell whether a direction only says where in its country the region lies.

    "The eastern Donetsk region" is all of the region, which lies in the east of Ukraine.
    """
    if relation.kind != "part" or relation.bearing is None or country is None:
        return False
    if place.kind not in (PlaceKind.ADMIN1, PlaceKind.ADMIN2):
        return False
    away = distance_km(country.lat, country.lon, place.lat, place.lon)
    if away < 30.0:
        return False
    turn = abs(
        (bearing_of(country.lat, country.lon, place.lat, place.lon) - relation.bearing + 180) % 360
        - 180
    )
    return turn <= 70.0


_LEAST_RADIUS_KM = {
    PlaceKind.COUNTRY: 200.0,
    PlaceKind.ADMIN1: 60.0,
    PlaceKind.ADMIN2: 20.0,
    PlaceKind.CONTINENT: 1500.0,
    PlaceKind.AREA: 60.0,
    PlaceKind.SETTLEMENT: 4.0,
    PlaceKind.WATER: 50.0,
}


@lru_cache(maxsize=4096)
def _extent(
    place: Place, gazetteer: Gazetteer, bearing: float | None
) -> tuple[float, float, float]:
    """Return (lat, lon, radius in km) of the part of a place that lies towards ``bearing``.

    With an outline: the middle of what lies beyond a sixth of its size on that side; else half
    of the radius away from its point.
    """
    polygons = gazetteer.rings(place)
    if polygons is None:
        radius = place.radius_km or _LEAST_RADIUS_KM.get(place.kind, 3.0)
        if bearing is None:
            return place.lat, place.lon, radius / 2
        lat, lon = destination(place.lat, place.lon, bearing_deg=bearing, distance_km=radius / 2)
        return lat, lon, radius / 2
    x, y = _middle(polygons)
    west, south, east, north = _box(polygons)
    if east - west > 180.0:  # spans the date line: bounds tell nothing of its width
        west, east = x - 30.0, x + 30.0
    tall = distance_km(south, x, north, x)
    wide = distance_km(y, max(west, x - 90), y, min(east, x + 90))
    if bearing is None:
        return y, x, hypot(tall, wide) / 6
    rise, run = cos(radians(bearing)), sin(radians(bearing))
    scale = max(0.2, cos(radians(y)))
    ahead = (abs(rise) * tall + abs(run) * wide) / 111.2 / 6
    # What lies ahead of a line across the direction, a little ahead of the middle.
    pieces = [
        [_ahead(ring, (run * scale, rise), run * x * scale + rise * y + ahead) for ring in rings]
        for rings in polygons
    ]
    pieces = [rings for rings in pieces if rings[0]]
    if not pieces:
        return y, x, max(tall, wide) / 3
    x, y = _middle(pieces)
    west, south, east, north = _box(pieces)
    return y, x, hypot((north - south) * 111.2, (east - west) * 111.2 * scale) / 3.2


Ring = list[tuple[float, float]]


def _ahead(ring: Ring, direction: tuple[float, float], least: float) -> Ring:
    """Cut off what of a closed ring lies behind a line: all with ``direction * point < least``."""
    dx, dy = direction
    kept: Ring = []
    px, py = ring[0]
    before = dx * px + dy * py - least
    for x, y in ring[1:]:
        now = dx * x + dy * y - least
        if (before < 0.0) != (now < 0.0):
            part = before / (before - now)
            kept.append((px + part * (x - px), py + part * (y - py)))
        if now >= 0.0:
            kept.append((x, y))
        px, py, before = x, y, now
    if kept:
        kept.append(kept[0])
    return kept


def _middle(polygons: list[list[Ring]]) -> tuple[float, float]:
    """Return the centroid (lon, lat) of polygons, their holes left out."""
    total = sx = sy = 0.0
    for rings in polygons:
        for number, ring in enumerate(rings):
            area = cx = cy = 0.0
            for (x, y), (nx, ny) in pairwise(ring):
                cross = x * ny - nx * y
                area += cross
                cx += (x + nx) * cross
                cy += (y + ny) * cross
            sign = (1.0 if area >= 0.0 else -1.0) * (-1.0 if number else 1.0)
            total, sx, sy = total + sign * area, sx + sign * cx, sy + sign * cy
    if not total:
        return polygons[0][0][0]
    return sx / (3.0 * total), sy / (3.0 * total)


def _box(polygons: list[list[Ring]]) -> tuple[float, float, float, float]:
    xs = [x for rings in polygons for x, _ in rings[0]]
    ys = [y for rings in polygons for _, y in rings[0]]
    return min(xs), min(ys), max(xs), max(ys)


def moved(relation: Relation, place: Place, location: Location, gazetteer: Gazetteer) -> Location:
    """Return the location that a relation to a place means.

    Uncertainty is the radius in km that should hold the true spot: for a part of an area the
    radius of that part, for a distance 15 % of it (40 % of the ring without a direction), for
    "near" the reach of the word about a place of that size.
    """
    radius = place.radius_km or _LEAST_RADIUS_KM.get(place.kind, 3.0)
    kind, bearing = relation.kind, relation.bearing
    settled = place.kind in (PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.OTHER)
    if kind == "part":
        if settled:
            if bearing is None:
                return Location(
                    lat=location.lat,
                    lon=location.lon,
                    precision=location.precision,
                    uncertainty_km=round(max(1.0, location.uncertainty_km * 0.7), 1),
                )
            away = max(1.0, 0.5 * location.uncertainty_km)
            lat, lon = destination(
                location.lat, location.lon, bearing_deg=bearing, distance_km=away
            )
            return _at(lat, lon, location.precision, max(2.0, 0.6 * location.uncertainty_km))
        lat, lon, reach = _extent(place, gazetteer, bearing)
        return _at(lat, lon, Precision.AREA, reach)
    if kind == "distance" and relation.distance_km is not None:
        away = relation.distance_km
        if bearing is None:
            return _at(location.lat, location.lon, Precision.AREA, away + location.uncertainty_km)
        lat, lon = destination(location.lat, location.lon, bearing_deg=bearing, distance_km=away)
        return _at(
            lat, lon, Precision.AREA, max(3.0, 0.25 * away) + min(location.uncertainty_km, 10.0)
        )
    if kind == "near" and bearing is not None:
        reach = min(15.0, max(3.0, 2.5 * location.uncertainty_km)) if settled else radius
        away = reach if settled else radius * 1.2
        lat, lon = destination(location.lat, location.lon, bearing_deg=bearing, distance_km=away)
        return _at(lat, lon, Precision.AREA, reach + min(location.uncertainty_km, 10.0))
    if kind in ("near", "outside"):
        reach = (12.0 if kind == "near" else 15.0) if settled else radius * 1.3
        return _at(
            location.lat, location.lon, Precision.AREA, max(reach, location.uncertainty_km + 5.0)
        )
    if kind == "off":
        return _at(location.lat, location.lon, Precision.AREA, max(40.0, radius * 1.3))
    if kind == "border":
        return _at(location.lat, location.lon, Precision.AREA, max(30.0, radius * 1.2))
    return location


def _at(lat: float, lon: float, precision: Precision, uncertainty: float) -> Location:
    return Location(
        lat=round(lat, 5),
        lon=round(lon, 5),
        precision=precision,
        uncertainty_km=round(uncertainty, 1),
    )
