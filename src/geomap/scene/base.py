"""The land under the events: countries, regions and names, cut to the area shown."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from math import ceil, log2
from typing import TYPE_CHECKING

from geomap.geo import distance_km
from geomap.model import BaseLabel, BaseShape, Event, Place, PlaceKind
from geomap.scene.countries import named
from geomap.scene.frame import Box, holds, into, surroundings
from geomap.scene.shapes import (
    bounds_of,
    clipped,
    cut_lines,
    inner_point,
    meets,
    polygons_of,
    simplified,
    simplified_together,
    without_specks,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer import Gazetteer
    from geomap.model import Line, Polygon

_MOST_TOWNS = 700
_MOST_EVENT_TOWNS = 2000
_RIVERS = 60.0
"""A river is drawn when it is longer than this part of the width of the map."""
_NO_TOWN = frozenset({"PPLX", "PPLH", "PPLQ", "PPLW"})
"""Quarters of towns, and places that are no more."""
_SEAS = (
    "Black Sea", "Sea of Azov", "Caspian Sea", "Mediterranean Sea", "Red Sea", "Persian Gulf",
    "Gulf of Oman", "Gulf of Aden", "Arabian Sea", "Baltic Sea", "North Sea", "Norwegian Sea",
    "Barents Sea", "White Sea", "Adriatic Sea", "Aegean Sea", "Bay of Biscay", "Bay of Bengal",
    "South China Sea", "East China Sea", "Yellow Sea", "Sea of Japan", "Sea of Okhotsk",
    "Bering Sea", "Philippine Sea", "Coral Sea", "Tasman Sea", "Gulf of Mexico",
    "Caribbean Sea", "Gulf of Guinea", "Mozambique Channel", "Atlantic Ocean", "Pacific Ocean",
    "Indian Ocean",
)  # fmt: skip
"""Waters that a map names; the gazetteer knows where they are."""


def land(gazetteer: Gazetteer, focus: Box, bounds: Box) -> tuple[BaseShape, ...]:
    """Return the countries within the bounds, each cut to them, finer around the first view."""
    return tuple(_shapes(gazetteer, PlaceKind.COUNTRY, bounds, (focus, bounds), None))


def regions(
    gazetteer: Gazetteer, focus: Box, bounds: Box, countries: frozenset[str]
) -> tuple[BaseShape, ...]:
    """Return the regions of the countries named that touch the view or lie near it."""
    if not countries or focus[2] - focus[0] > 50.0:
        return ()
    near = _wider(focus)
    return tuple(_shapes(gazetteer, PlaceKind.ADMIN1, near, (focus, bounds), countries))


def _shapes(
    gazetteer: Gazetteer,
    kind: PlaceKind,
    near: Box,
    boxes: tuple[Box, Box],
    countries: frozenset[str] | None,
) -> Iterator[BaseShape]:
    found: dict[int, tuple[Place, BaseGeometry]] = {}
    for box in _plain(near):
        for place, shape in gazetteer.outlines(kind, box):
            if countries is None or place.country in countries:
                found[place.key] = (place, shape)
    focus, bounds = boxes
    rows = [found[key] for key in sorted(found)]
    close = [clipped(shape, focus) is not None for _, shape in rows]
    for fine, box in ((True, surroundings(focus)), (False, bounds)):
        tolerance = _tolerance(box)
        some = [row for row, here in zip(rows, close, strict=True) if here is fine]
        thin = simplified_together([shape for _, shape in some], tolerance)
        for (place, _), shape in zip(some, thin, strict=True):
            part = clipped(shape, bounds)
            if part is not None:
                polygons = polygons_of(without_specks(part, tolerance))
                yield BaseShape(place=place, polygons=polygons)


def rivers(gazetteer: Gazetteer, focus: Box, bounds: Box) -> tuple[Line, ...]:
    """Return the rivers within the bounds, the longest first: all near the first view, else few."""
    found: list[Line] = []
    near = surroundings(focus)
    for line in gazetteer.waters().rivers:
        around = near if meets(line, near) else bounds
        if line.length >= _span(around) / _RIVERS:
            found += cut_lines(line, bounds, _tolerance(around))
    return tuple(found)


def lakes(gazetteer: Gazetteer, focus: Box, bounds: Box) -> tuple[Polygon, ...]:
    """Return the lakes within the bounds that are more than a speck."""
    found: list[Polygon] = []
    near = surroundings(focus)
    for lake in gazetteer.waters().lakes:
        tolerance = _tolerance(near if meets(lake, near) else bounds)
        part = clipped(lake, bounds) if lake.area >= (8.0 * tolerance) ** 2 else None
        if part is not None:
            found += polygons_of(simplified(part, tolerance))
    return tuple(found)


def _span(box: Box) -> float:
    return box[2] - box[0]


def _tolerance(box: Box) -> float:
    """Return in degrees what is no more than two pixels, four zooms closer than the box."""
    return max(0.0015, _span(box) / 6000.0)


def _plain(box: Box) -> tuple[Box, ...]:
    """Split a box that runs past 180 degrees into the boxes that a gazetteer understands."""
    west, south, east, north = box
    if east <= 180.0:
        return (box,)
    if west >= 180.0:
        return ((west - 360.0, south, east - 360.0, north),)
    return ((west, south, 180.0, north), (-180.0, south, min(east - 360.0, 180.0), north))


def labels(
    gazetteer: Gazetteer,
    events: Sequence[Event],
    countries: Sequence[BaseShape],
    shapes: Sequence[BaseShape],
    box: Box,
    language: str,
) -> tuple[BaseLabel, ...]:
    """Return the names on the map, the most important first; none repeated.

    Countries are named in the language, all else as the gazetteer has it.
    """
    rows = [
        *_shape_labels(countries, box, language, room=46.0, least=2),
        *_event_labels(events, box),
        *_sea_labels(gazetteer, box),
        *_river_labels(gazetteer, box),
        *_shape_labels(shapes, box, language, room=92.0, least=6),
        *_town_labels(gazetteer, box),
    ]
    seen = set()
    kept = []
    for row in rows:
        mark = (row.text, row.kind, round(row.lat, 1), round(row.lon, 1))
        if mark not in seen:
            seen.add(mark)
            kept.append(row)
    return tuple(kept)


def _zoom_for(width: float, room: float) -> int:
    """Return the zoom at which ``width`` degrees are at least ``room`` pixels wide."""
    return ceil(log2(max(room, 1.0) * 360.0 / (256.0 * max(width, 1e-3))))


def _shape_labels(
    shapes: Iterable[BaseShape], box: Box, language: str, *, room: float, least: int
) -> Iterator[BaseLabel]:
    from shapely import MultiPolygon  # noqa: PLC0415  # shapely loads where shapes are
    from shapely import Polygon as Outline  # noqa: PLC0415  # shapely loads where shapes are

    rows = []
    for shape in shapes:
        whole = MultiPolygon([Outline(rings[0]) for rings in shape.polygons])
        seen = clipped(whole.buffer(0), box)
        # Named where it is seen; a country at the rim keeps a name of its own there.
        fair = min(0.15 * whole.area, 0.02 * (box[2] - box[0]) * (box[3] - box[1]))
        part = seen if seen is not None and seen.area > fair else whole.buffer(0)
        if part.is_empty:
            continue
        lon, lat = inner_point(part)
        west, _, east, _ = bounds_of(part)
        zoom = max(least, min(11, _zoom_for(east - west, room)))
        rows.append(
            (
                -whole.area,
                BaseLabel(
                    text=_named(shape.place, language),
                    lat=lat,
                    lon=lon,
                    kind=shape.place.kind,
                    min_zoom=zoom,
                ),
            )
        )
    rows.sort(key=lambda row: (row[0], row[1].text))
    return (label for _, label in rows)


def _named(place: Place, language: str) -> str:
    local = named(place.country, language) if place.kind is PlaceKind.COUNTRY else None
    return local or place.name


def _event_labels(events: Iterable[Event], box: Box) -> Iterator[BaseLabel]:
    """Name the settlements of the story itself, larger ones from further away."""
    places = {
        event.where.place.key: event.where.place
        for event in events
        if event.where.place is not None and event.where.place.kind is PlaceKind.SETTLEMENT
    }
    ranked = sorted(places.values(), key=lambda place: (-place.population, place.key))
    for place in ranked[:_MOST_EVENT_TOWNS]:
        yield BaseLabel(
            text=place.name,
            lat=place.lat,
            lon=into(place.lon, box),
            kind=PlaceKind.SETTLEMENT,
            min_zoom=max(3, _town_zoom(place) - 2),
        )


def _sea_labels(gazetteer: Gazetteer, box: Box) -> Iterator[BaseLabel]:
    for name in _SEAS:
        for candidate in gazetteer.lookup(name, limit=1):
            place = candidate.place
            if place.kind is PlaceKind.WATER and holds(_wider(box), place.lon, place.lat):
                yield BaseLabel(
                    text=place.name,
                    lat=place.lat,
                    lon=into(place.lon, _wider(box)),
                    kind=PlaceKind.WATER,
                    min_zoom=2 if name.endswith("Ocean") else 4,
                )


def _river_labels(gazetteer: Gazetteer, box: Box) -> Iterator[BaseLabel]:
    for name in gazetteer.waters().names:
        if holds(_wider(box), name.lon, name.lat):
            yield BaseLabel(
                text=name.text,
                lat=name.lat,
                lon=into(name.lon, _wider(box)),
                kind=PlaceKind.WATER,
                min_zoom=name.zoom,
                river=True,
            )


def _wider(box: Box) -> Box:
    wide, high = (box[2] - box[0]) * 0.6, (box[3] - box[1]) * 0.4
    return (box[0] - wide, box[1] - high, box[2] + wide, box[3] + high)


def _town_labels(gazetteer: Gazetteer, box: Box) -> Iterator[BaseLabel]:
    """Name the weightiest towns, no two so close that only one could ever be read."""
    span = box[2] - box[0]
    least = 300_000 if span > 60.0 else 50_000 if span > 18.0 else 10_000 if span > 6.0 else 1_000
    reach = max(0.02, span / 260.0)
    towns = [
        place
        for part in _plain(_wider(box))
        for place in islice(gazetteer.settlements(part, min_population=least), _MOST_TOWNS * 4)
        if place.feature not in _NO_TOWN
    ]
    towns.sort(key=lambda place: (-_weight(place), place.key))
    taken: set[tuple[int, int]] = set()
    for place in _once(towns):
        lon = into(place.lon, box)
        cell = (round(lon / reach), round(place.lat / reach * 2))
        if cell in taken or len(taken) >= _MOST_TOWNS:
            continue
        taken.add(cell)
        yield BaseLabel(
            text=place.name,
            lat=place.lat,
            lon=lon,
            kind=PlaceKind.SETTLEMENT,
            min_zoom=_town_zoom(place),
        )


_ONE_CITY_KM = 5.0


def _once(towns: Sequence[Place]) -> Iterator[Place]:
    """Yield towns in their order, those that are one city once, by the plainest name.

    The gazetteer's sources count some cities a second time under a quarter's name ("Al Mawsil al
    Jadidah" beside Mosul, with as many people).
    """
    near: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for town in towns:
        near[round(town.lat * 10), round(town.lon * 10)].append(town)
    gone: set[int] = set()
    for town in towns:
        if town.key in gone:
            continue
        y, x = round(town.lat * 10), round(town.lon * 10)
        same = [
            other
            for dy in (-1, 0, 1)
            for dx in (-1, 0, 1)
            for other in near.get((y + dy, x + dx), ())
            if other.key not in gone
            and other.population <= town.population < 2 * other.population
            and distance_km(town.lat, town.lon, other.lat, other.lon) < _ONE_CITY_KM
        ]
        gone.update(other.key for other in same)
        yield min([town, *same], key=lambda place: (place.feature != "PPLC", len(place.name)))


def _weight(place: Place) -> int:
    """Return the population as a map maker weighs it: the seat of a state or region counts more."""
    return place.population * {"PPLC": 8, "PPLA": 3}.get(place.feature, 1)


def _town_zoom(place: Place) -> int:
    if place.feature == "PPLC":
        return 4
    steps = ((4_000_000, 4), (1_500_000, 5), (500_000, 6), (150_000, 7), (50_000, 8), (12_000, 9))
    return next((zoom for size, zoom in steps if _weight(place) >= size), 10)
