"""How far off a place's point may be, by what kind of place it is."""

from __future__ import annotations

from math import sqrt

from geomap.model import Location, Place, PlaceKind, Precision

_PRECISION = {
    PlaceKind.SETTLEMENT: Precision.SETTLEMENT,
    PlaceKind.ADMIN1: Precision.ADMIN1,
    PlaceKind.ADMIN2: Precision.ADMIN2,
    PlaceKind.COUNTRY: Precision.COUNTRY,
    PlaceKind.CONTINENT: Precision.AREA,
    PlaceKind.AREA: Precision.AREA,
    PlaceKind.WATER: Precision.AREA,
    PlaceKind.FACILITY: Precision.POINT,
    PlaceKind.OTHER: Precision.AREA,
}

# Used where a place has neither an outline nor a radius of its own, in kilometres.
_DEFAULT_KM = {
    PlaceKind.ADMIN1: 80.0,
    PlaceKind.ADMIN2: 25.0,
    PlaceKind.COUNTRY: 200.0,
    PlaceKind.CONTINENT: 3000.0,
    PlaceKind.AREA: 50.0,
    PlaceKind.WATER: 100.0,
    PlaceKind.FACILITY: 2.0,
    PlaceKind.OTHER: 25.0,
}

_PEOPLE_PER_KM2 = 2500.0
"""Density of a built-up area, for the radius of a town from its population."""


def location_of(place: Place) -> Location:
    """Return a place's point with its precision and the radius, in km, that holds what is meant.

    A town's radius grows with its population, from 2 km for a village to 20 km for the largest.
    """
    if place.kind is PlaceKind.SETTLEMENT:
        radius = sqrt(max(place.population, 1) / _PEOPLE_PER_KM2 / 3.14159)
        radius = max(2.0, min(20.0, round(radius, 1)), place.radius_km)
    else:
        radius = place.radius_km or _DEFAULT_KM[place.kind]
    return Location(
        lat=place.lat,
        lon=place.lon,
        precision=_PRECISION[place.kind],
        uncertainty_km=radius,
    )
