"""Outlines for events that are placed no more precisely than a region, an area or a country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.geo import destination
from geomap.model import Area, Event, Location, LonLat, Place, PlaceKind, Precision
from geomap.scene.frame import Box, holds, into
from geomap.scene.shapes import (
    bounds_of,
    clipped,
    inner_point,
    polygons_of,
    simplified,
    without_specks,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer import Gazetteer

WIDE = (Precision.ADMIN2, Precision.ADMIN1, Precision.AREA, Precision.COUNTRY)
"""The precisions that are drawn as an outline."""

_CIRCLE_POINTS = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """An outline in the making: the land of some events, and their representative point."""

    key: int
    name: str
    shape: BaseGeometry
    point: LonLat
    vague: bool
    """Whether the outline is too wide to decide the view."""
    event_ids: tuple[str, ...]

    def reaches(self, box: Box) -> bool:
        """Tell whether a fair part of the outline lies in the box."""
        if holds(box, *self.point):
            return True
        part = clipped(self.shape, box)
        if part is None:
            return False
        whole = (box[2] - box[0]) * (box[3] - box[1])
        return bool(part.area > 0.02 * whole or part.area > 0.3 * self.shape.area)

    def extent(self, *, alone: bool) -> list[LonLat]:
        """Return the points that the view must hold for this outline to be seen."""
        west, south, east, north = bounds_of(self.shape)
        if alone and east - west < 100.0:
            return [(west, south), (east, north), self.point]
        wide, high = min((east - west) * 0.15, 3.0), min((north - south) * 0.15, 3.0)
        lon, lat = self.point
        return [(lon - wide, lat - high), (lon + wide, lat + high)]


def zones(events: Sequence[Event], gazetteer: Gazetteer) -> tuple[Zone, ...]:
    """Return one zone a region, country or area, in the order of their first events."""
    groups: dict[tuple[object, ...], list[Event]] = {}
    for event in events:
        place, location = event.where.place, event.where.location
        if place is not None and location is not None and location.precision in WIDE:
            whole = location.precision is not Precision.AREA or place.kind is PlaceKind.AREA
            mark = (
                (place.key, place.name)
                if whole and place.key >= 0
                else (place.key, place.name, location.lat, location.lon, location.uncertainty_km)
            )
            groups.setdefault(mark, []).append(event)
    found = []
    for number, members in enumerate(groups.values()):
        zone = _zone(number, members, gazetteer)
        if zone is not None:
            found.append(zone)
    return tuple(found)


def _zone(key: int, members: Sequence[Event], gazetteer: Gazetteer) -> Zone | None:
    first = members[0]
    place, location = first.where.place, first.where.location
    if place is None or location is None:
        return None
    shape = _shape(place, location, gazetteer)
    if shape is None:
        return None
    named = location.precision is Precision.AREA and first.where.text
    return Zone(
        key=key,
        name=str(named or place.name),
        shape=shape,
        point=(location.lon, location.lat),
        vague=location.precision in (Precision.AREA, Precision.COUNTRY),
        event_ids=tuple(event.id for event in members),
    )


def _shape(place: Place, location: Location, gazetteer: Gazetteer) -> BaseGeometry | None:
    """Return the outline; for a part of a place ("western Iran") the circle of doubt within it."""
    outline = gazetteer.outline(place) if place.key >= 0 else None
    if location.precision is Precision.AREA and place.kind is not PlaceKind.AREA:
        circle = _circle(location)
        if outline is None or circle is None:
            return circle
        part = outline.intersection(circle)
        return circle if part.is_empty else part
    return _circle(location) if outline is None or outline.is_empty else outline


def _circle(location: Location) -> BaseGeometry | None:
    from shapely.geometry import Polygon  # noqa: PLC0415  # shapely loads where shapes are

    if location.uncertainty_km <= 0.0 or abs(location.lat) > 84.0:
        return None
    points = []
    for step in range(_CIRCLE_POINTS):
        lat, lon = destination(
            location.lat,
            location.lon,
            bearing_deg=-360.0 * step / _CIRCLE_POINTS,
            distance_km=min(location.uncertainty_km, 1500.0),
        )
        # A circle over the date line stays in one piece.
        points.append((lon + 360.0 * round((location.lon - lon) / 360.0), lat))
    return Polygon(points).buffer(0)


def anchored(found: Iterable[Zone], box: Box, focus: Box, bounds: Box) -> tuple[Area, ...]:
    """Turn zones into areas whose badge stands in the first view, or at least in the whole one."""
    areas = []
    base = max(0.002, (focus[2] - focus[0]) / 3000.0)
    for zone in found:
        anchor: LonLat | None = (into(zone.point[0], box), zone.point[1])
        if not holds(focus, *zone.point):
            part = clipped(zone.shape, focus) if zone.reaches(focus) else clipped(zone.shape, box)
            if part is not None and not (holds(box, *zone.point) and not zone.reaches(focus)):
                anchor = inner_point(part)
        # A whole country needs no more than its rough shape: it says "somewhere in here".
        tolerance = base * (2.0 if zone.vague else 1.0)
        drawn = clipped(simplified(zone.shape, tolerance), bounds)
        areas.append(
            Area(
                key=zone.key,
                name=zone.name,
                polygons=() if drawn is None else polygons_of(without_specks(drawn, tolerance)),
                anchor=anchor,
                event_ids=zone.event_ids,
            )
        )
    return tuple(areas)
