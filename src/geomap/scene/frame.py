"""The view of a scene: boxes in degrees, (west, south, east, north); east may pass 180."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from geomap.model import Event, FrontLine, Layer, Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.scene.areas import Zone

Box = tuple[float, float, float, float]

MERCATOR_LIMIT = 85.0
"""Web maps end at this latitude."""

_WORLD: Box = (-170.0, -56.0, 190.0, 75.0)
_LEAST_SPAN = 2.4
"""Degrees: a single village is shown with the country around it, not as a dot on nothing."""
_VAGUE = (Precision.AREA, Precision.COUNTRY)


def view(events: Iterable[Event], zones: Sequence[Zone], lines: Iterable[FrontLine]) -> Box:
    """Return the box that shows every placed event, front lines near them included.

    A country in which events lie no more precisely stretches the view only when no part of it
    is in the view already: Russia's middle is no reason to show Siberia.
    """
    points = [
        (event.where.location.lon, event.where.location.lat)
        for event in events
        if event.where.location is not None and event.where.location.precision not in _VAGUE
    ]
    box = around(points) if points else None
    for zone in zones:
        if zone.vague and (box is None or not zone.reaches(_padded(box))):
            box = around([*_corners(box), *zone.extent(alone=box is None)])
    if box is None:
        box = around([point for line in lines for run in line.lines for point in run])
    return _padded(box) if box is not None else _WORLD


_QUIET = (Layer.DIPLOMACY, Layer.CIVIL)
_FEW = 0.2
_FAR = 0.6


def near_the_action(events: Sequence[Event]) -> tuple[Event, ...]:
    """Leave out what was said or done far away from all that happened, if it is little.

    A group of events apart from the others goes when nothing in it is an attack or a change of
    control, it is at most a fifth of all, and the gap to the rest is wide beside the rest.
    """
    rest = [event for event in events if event.where.location is not None]
    most = len(rest) * _FEW
    dropped = 0
    while group := _apart(rest):
        dropped += len(group)
        if dropped > most:
            break
        gone = {event.id for event in group}
        rest = [event for event in rest if event.id not in gone]
    return tuple(rest)


def _apart(events: Sequence[Event]) -> Sequence[Event]:
    """Return the first small, quiet group that a wide gap sets apart; nothing if there is none."""
    most = int(len(events) * _FEW)
    at = [event.where.location for event in events]
    for places in ([p.lon for p in at if p], [p.lat for p in at if p]):
        order = sorted(range(len(places)), key=places.__getitem__)
        for rows in (order, order[::-1]):
            far = places[rows[-1]] if rows else 0.0
            for cut in range(1, most + 1):
                if events[rows[cut - 1]].kind.layer not in _QUIET:
                    break
                near = places[rows[cut]]
                if abs(near - places[rows[cut - 1]]) > max(_FAR * abs(far - near), 3.0):
                    return [events[number] for number in rows[:cut]]
    return ()


def around(points: Sequence[tuple[float, float]]) -> Box | None:
    """Return the smallest box about (lon, lat) points, the short way round the earth."""
    if not points:
        return None
    lats = [lat for _, lat in points]
    south, north = (max(-MERCATOR_LIMIT, min(MERCATOR_LIMIT, at)) for at in (min(lats), max(lats)))
    lons = sorted({lon for lon, _ in points})
    west, east = lons[0], lons[-1]
    gap, start = max(_gaps(lons), default=(0.0, west))
    # Across the date line only where that is much the shorter way: a map of the world that
    # begins in the Pacific puzzles more than it saves.
    if east <= 180.0 and 360.0 - gap < 0.6 * (east - west):
        west, east = start, start + 360.0 - gap
    return (west, south, east, north)


def _gaps(values: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Return each step between sorted values, and where it ends."""
    after = values[1:]
    return zip(map(operator.sub, after, values), after, strict=False)


def _corners(box: Box | None) -> list[tuple[float, float]]:
    return [] if box is None else [(box[0], box[1]), (box[2], box[3])]


def _padded(box: Box) -> Box:
    west, south, east, north = box
    wide = max(_LEAST_SPAN, (east - west) * 1.16)
    high = max(_LEAST_SPAN * 0.7, (north - south) * 1.16)
    middle, level = (west + east) / 2, (south + north) / 2
    return _limited((middle - wide / 2, level - high / 2, middle + wide / 2, level + high / 2))


def surroundings(box: Box) -> Box:
    """Return the box that the base map covers, so that any shape of screen is filled."""
    west, south, east, north = box
    room = max(east - west, (north - south) * 1.4)
    left, right = west - 1.2 * room, east + 1.2 * room
    right = min(right, 180.0) if east <= 180.0 else right
    left = max(left, -180.0)
    return _limited((left, south - 0.6 * room, min(right, left + 360.0), north + 0.6 * room))


def _limited(box: Box) -> Box:
    west, south, east, north = box
    if east - west > 360.0:
        middle = (west + east) / 2
        west, east = middle - 180.0, middle + 180.0
    if west < -180.0:
        # Near the date line the box runs on to the east, so that it is one piece.
        west, east = (west + 360.0, east + 360.0) if east - west < 300.0 else (-180.0, 180.0)
    return (
        round(west, 3),
        round(max(-MERCATOR_LIMIT, south), 3),
        round(east, 3),
        round(min(MERCATOR_LIMIT, north), 3),
    )


def into(lon: float, box: Box) -> float:
    """Return the longitude as it runs in the box (shifted by whole turns)."""
    while lon < box[0]:
        lon += 360.0
    while lon > box[2] and lon - 360.0 >= box[0]:
        lon -= 360.0
    return lon


def holds(box: Box, lon: float, lat: float) -> bool:
    """Tell whether the box holds a point."""
    return box[0] <= into(lon, box) <= box[2] and box[1] <= lat <= box[3]
