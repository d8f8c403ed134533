"""A scene as the data of a page: numbers in columns, and one table of all text.

Every text that came from an input stands in that table and nowhere else; the rest of the data
are numbers and our own names. Coordinates are whole numbers of 1e-5 degrees (events) or 1e-4
degrees (outlines, as steps from the point before).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from geomap.model import Event, EventKind, Precision, Scene, Source
from geomap.render.html import assets
from geomap.render.html.escape import strings

if TYPE_CHECKING:
    from geomap.model import Line, Polygon
    from geomap.render.html.tiles import Tiles

_KINDS = {kind: number for number, kind in enumerate(EventKind)}
_PRECISIONS = {precision: number for number, precision in enumerate(Precision)}
_EPOCH = date(1970, 1, 1).toordinal()
_PLACED = 1e5
_DRAWN = 1e4


class _Texts:
    """The table of texts; each stands in it once. Number 0 is "nothing"."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {"": 0}

    def __call__(self, text: str | None) -> int:
        if not text:
            return 0
        return self.numbers.setdefault(text, len(self.numbers))


def payload(scene: Scene, tiles: Tiles | None = None) -> str:
    """Return the data of a page as JSON that is safe within a script element."""
    texts = _Texts()
    box = scene.bounds or scene.box
    shape = {
        "version": 1,
        "language": scene.language,
        "title": texts(scene.title),
        "subtitle": texts(scene.subtitle),
        "box": scene.box,
        "bounds": box,
        "credits": [texts(line) for line in scene.credits],
        "notes": [texts(line) for line in scene.notes],
        "kinds": [kind.value for kind in EventKind],
        "layers": [kind.layer.value for kind in EventKind],
        "precisions": [precision.value for precision in Precision],
        "events": _columns(scene, box[0], texts),
        "areas": [
            {
                "name": texts(area.name),
                "anchor": area.anchor,
                "rings": _polygons(area.polygons),
            }
            for area in scene.areas
        ],
        "countries": [_polygons(shape.polygons) for shape in scene.countries],
        "regions": [_polygons(shape.polygons) for shape in scene.regions],
        "labels": [
            [texts(row.text), round(row.lat, 3), round(row.lon, 3), row.kind.value, row.min_zoom]
            for row in scene.labels
        ],
        "fronts": [_front(line, texts) for line in scene.frontlines],
        "tiles": None
        if tiles is None
        else [texts(tiles.url), texts(tiles.credit), tiles.max_zoom],
    }
    said = json.dumps(shape, separators=(",", ":"), allow_nan=False)
    table = strings(tuple(texts.numbers))
    return f'{{"shape":{said},"words":{assets.words(scene.language)},"texts":{table}}}'


def _front(line: Any, texts: _Texts) -> dict[str, Any]:  # noqa: ANN401
    return {
        "date": _day(line.date),
        "source": texts(line.source),
        "method": texts(line.method),
        "left": texts(line.side_left),
        "right": texts(line.side_right),
        "name": texts(line.name),
        "lines": [_steps(run) for run in line.lines],
        "held": [[texts(side), _polygons(land)] for side, land in line.held],
    }


def _columns(scene: Scene, west: float, texts: _Texts) -> dict[str, Any]:
    """Return one list a field; a field that no event has is left out."""
    events = scene.events
    number_of = {event.id: number for number, event in enumerate(events)}
    area_of = {name: number for number, area in enumerate(scene.areas) for name in area.event_ids}
    sources: dict[Source, int] = {}
    columns: dict[str, list[Any]] = {
        "kind": [_KINDS[event.kind] for event in events],
        "lat": [_degrees(event, 0.0, lat=True) for event in events],
        "lon": [_degrees(event, west, lat=False) for event in events],
        "precision": [
            _PRECISIONS[event.where.location.precision if event.where.location else "unknown"]
            for event in events
        ],
        "uncertainty": [
            round(event.where.location.uncertainty_km, 1) if event.where.location else None
            for event in events
        ],
        "area": [area_of.get(event.id) for event in events],
        "parent": [
            number_of.get(event.parent_id) if event.parent_id else None for event in events
        ],
        "start": [_day(event.when.start) for event in events],
        "end": [_day(event.when.end) for event in events],
        "time_precision": [event.when.precision for event in events],
        "confidence": [round(event.confidence, 3) for event in events],
        "frontline_km": [_tenth(event.frontline_km) for event in events],
        "evidence": [[texts(said.text) for said in event.evidence] for event in events],
        "sources": [
            [sources.setdefault(source, len(sources)) for source in event.sources]
            for event in events
        ],
    }
    for name, get in _TEXTS.items():
        columns[name] = [texts(get(event)) for event in events]
    for name in ("killed", "injured", "launched", "downed", "jammed"):
        columns[name] = [getattr(event.counts, name) for event in events]
    kept = {name: column for name, column in columns.items() if any(_has(v) for v in column)}
    rows = [
        [texts(s.outlet), texts(s.title), texts(s.url), _day(s.published), int(bool(s.copy_of))]
        for s in sources
    ]
    return {"count": len(events), "columns": kept, "sources": rows}


_TEXTS: dict[str, Callable[[Event], str | None]] = {
    "event_id": lambda event: event.id,
    "place_text": lambda event: event.where.text,
    "place_name": lambda event: event.where.place.name if event.where.place else None,
    "country": lambda event: event.where.place.country if event.where.place else None,
    "admin1": lambda event: event.where.place.admin1 if event.where.place else None,
    "location_reason": lambda event: event.where.reason,
    "date_text": lambda event: event.when.text,
    "date_reason": lambda event: event.when.reason,
    "actor": lambda event: event.actor,
    "target": lambda event: event.target,
    "weapon": lambda event: event.weapon,
    "counts_text": lambda event: event.counts.text,
    "claimed_by": lambda event: event.claimed_by,
    "claim_status": lambda event: event.claim_status.value,
    "frontline_side": lambda event: event.frontline_side,
}
"""The fields that are text, by their names in every other output."""


def _has(value: object) -> bool:
    return value is not None and value != []


def _degrees(event: Event, west: float, *, lat: bool) -> int | None:
    location = event.where.location
    if location is None:
        return None
    if lat:
        return round(max(-85.0, min(85.0, location.lat)) * _PLACED)
    return round((location.lon + (360.0 if location.lon < west else 0.0)) * _PLACED)


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _day(day: date | None) -> int | None:
    """Return the days since 1 January 1970."""
    return None if day is None else day.toordinal() - _EPOCH


def _polygons(polygons: Iterable[Polygon]) -> list[list[list[int]]]:
    found = []
    for polygon in polygons:
        rings = [_steps(ring) for ring in polygon]
        if len(rings[0]) >= 6:
            found.append([ring for ring in rings if len(ring) >= 6])
    return found


def _steps(line: Line | Sequence[tuple[float, float]]) -> list[int]:
    """Return [lon, lat, step east, step north, ...] in whole 1e-4 degrees, no step of nothing."""
    row: list[int] = []
    at_x = at_y = 0
    for lon, lat in line:
        x, y = round(lon * _DRAWN), round(lat * _DRAWN)
        if row and x == at_x and y == at_y:
            continue
        row += (x - at_x, y - at_y)
        at_x, at_y = x, y
    return row
