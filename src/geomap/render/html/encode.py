"""A scene as the data of a page: numbers in columns, and one table of all text.

Every text that came from an input stands in that table and nowhere else; the rest of the data
are numbers and our own names. Coordinates are whole numbers: of 1e-5 degrees for events, 1e-4 for
front lines and 1e-3 for land; lines and outlines are steps from the point before.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import asdict
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from geomap.model import Event, EventKind, Precision, Scene, Source
from geomap.render.html import assets
from geomap.render.html.escape import strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.model import BaseLabel, Difference, Line, Polygon
    from geomap.render.html.tiles import Tiles

_KINDS = {kind: number for number, kind in enumerate(EventKind)}
_PRECISIONS = {precision: number for number, precision in enumerate(Precision)}
_EPOCH = date(1970, 1, 1).toordinal()
_PLACED = 1e5
_FRONT = 1e4
_LAND = 1e3
PACKED_FROM = 64_000_000
"""Characters of data from which a page packs them. Below, the same scene gives the same bytes
whatever library deflates."""


class _Texts:
    """The table of texts; each stands in it once. Number 0 is "nothing"."""

    def __init__(self) -> None:
        self.numbers: dict[str | None, int] = {"": 0}

    def __call__(self, text: str | None) -> int:
        if not text:
            return 0
        return self.numbers.setdefault(text, len(self.numbers))

    def column(self, texts: Iterable[str | None]) -> list[int]:
        """Return the numbers of many texts, quickly."""
        given = list(texts)
        codes = {text: self(text) for text in dict.fromkeys(given)}
        return list(map(codes.__getitem__, given))

    def lists(self, rows: Iterable[Sequence[str]]) -> list[list[int]]:
        """Return the numbers of the texts of each row."""
        number = self.numbers
        return [[number.setdefault(text, len(number)) for text in row] for row in rows]


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
        "focus": scene.focus or scene.box,
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
        "rivers": [_steps(line, _LAND) for line in scene.rivers],
        "lakes": _polygons(scene.lakes),
        "labels": [_label(row, texts) for row in scene.labels],
        "fronts": [
            _front(line, note, texts)
            for line, note in zip(
                scene.frontlines, scene.front_notes or [""] * len(scene.frontlines), strict=True
            )
        ],
        "changes": [_change(found, texts) for found in scene.differences],
        "tiles": None if tiles is None else [texts(tiles.url), texts(tiles.credit), tiles.max_zoom],
    }
    said = json.dumps(shape, separators=(",", ":"), allow_nan=False)
    table = strings([text or "" for text in texts.numbers])
    return f'{{"shape":{said},"words":{assets.words(scene.language)},"texts":{table}}}'


def packed(text: str) -> str:
    """Return text deflated, as base64: what a browser unpacks faster than it reads it."""
    return base64.b64encode(zlib.compress(text.encode(), 6)).decode()


def _label(row: BaseLabel, texts: _Texts) -> list[Any]:
    """Return text, lat, lon, kind, zoom."""
    kind = "river" if row.river else row.kind.value
    place = (round(row.lat, 3), round(row.lon, 3))
    return [texts(row.text), *place, kind, row.min_zoom]


def _front(line: Any, note: str, texts: _Texts) -> dict[str, Any]:  # noqa: ANN401
    return {
        "date": _day(line.date),
        "source": texts(line.source),
        "method": texts(line.method),
        "left": texts(line.side_left),
        "right": texts(line.side_right),
        "name": texts(line.name),
        "lines": [_steps(run, _FRONT) for run in line.lines],
        "held": [[texts(side), _polygons(land, _FRONT)] for side, land in line.held],
        "status": line.status.value,
        "note": texts(note),
        "band": _polygons(line.band, _FRONT),
        "support": [{**asdict(one), "oldest": _day(one.oldest)} for one in line.support],
    }


def _change(found: Difference, texts: _Texts) -> dict[str, Any]:
    lon, lat = found.shift_at or (None, None)
    return {
        "before": _day(found.before),
        "after": _day(found.after),
        "gains": [[texts(gain.side), texts(gain.lost_by), gain.km2] for gain in found.gains],
        "regions": [
            [texts(gain.region), texts(gain.side), texts(gain.lost_by), gain.km2]
            for gain in found.by_region
        ],
        "settlements": [
            [
                texts(one.name),
                round(one.lat, 4),
                round(one.lon, 4),
                texts(one.before),
                texts(one.after),
            ]
            for one in found.settlements
        ],
        "shift": {"km": found.shift_km, "lat": lat, "lon": lon, "near": texts(found.shift_near)},
        "land": [
            [texts(change.lost_by), texts(change.side), _polygons(change.polygons, _FRONT)]
            for change in found.changes
        ],
    }


def _columns(scene: Scene, west: float, texts: _Texts) -> dict[str, Any]:
    """Return one list a field; a field that no event has is left out."""
    events = scene.events
    number_of = {event.id: number for number, event in enumerate(events)}
    area_of = {name: number for number, area in enumerate(scene.areas) for name in area.event_ids}
    locations = [event.where.location for event in events]
    whens = [event.when for event in events]
    sources = _Sources()
    columns: dict[str, list[Any]] = {
        "kind": [_KINDS[event.kind] for event in events],
        "lat": [at and round(max(-85.0, min(85.0, at.lat)) * _PLACED) for at in locations],
        "lon": [
            at and round((at.lon + 360.0 if at.lon < west else at.lon) * _PLACED)
            for at in locations
        ],
        "precision": [_PRECISIONS[at.precision if at else Precision.UNKNOWN] for at in locations],
        "uncertainty": [at and round(at.uncertainty_km, 1) for at in locations],
        "area": [area_of.get(event.id) for event in events],
        "parent": [number_of.get(event.parent_id or "") for event in events],
        "start": [when.start and when.start.toordinal() - _EPOCH for when in whens],
        "end": [when.end and when.end.toordinal() - _EPOCH for when in whens],
        "time_precision": [when.precision for when in whens],
        "confidence": [round(event.confidence, 3) for event in events],
        "frontline_km": [_tenth(event.frontline_km) for event in events],
        "frontline_date": [_day(event.frontline_date) for event in events],
        "evidence": texts.lists([said.text for said in event.evidence] for event in events),
        "sources": [sources.numbers_of(event.sources) for event in events],
    }
    for name, values in _texts_of(events).items():
        columns[name] = texts.column(values)
    for name in ("killed", "injured", "launched", "downed", "jammed"):
        columns[name] = list(map(attrgetter(f"counts.{name}"), events))
    kept = {name: column for name, column in columns.items() if any(map(_has, column))}
    rows = [
        [texts(s.outlet), texts(s.title), texts(s.url), _day(s.published), int(bool(s.copy_of))]
        for s in sources.found
    ]
    return {"count": len(events), "columns": kept, "sources": rows}


def _texts_of(events: Sequence[Event]) -> dict[str, Iterable[str | None]]:
    """Return the fields that are text, by their names in every other output."""
    places = [event.where.place for event in events]
    return {
        "event_id": map(attrgetter("id"), events),
        "place_text": map(attrgetter("where.text"), events),
        "place_name": [place and place.name for place in places],
        "country": [place and place.country for place in places],
        "admin1": [place and place.admin1 for place in places],
        "location_reason": map(attrgetter("where.reason"), events),
        "date_text": map(attrgetter("when.text"), events),
        "date_reason": map(attrgetter("when.reason"), events),
        "actor": map(attrgetter("actor"), events),
        "target": map(attrgetter("target"), events),
        "weapon": map(attrgetter("weapon"), events),
        "counts_text": map(attrgetter("counts.text"), events),
        "claimed_by": map(attrgetter("claimed_by"), events),
        "claim_status": [event.claim_status.value for event in events],
        "frontline_side": map(attrgetter("frontline_side"), events),
    }


class _Sources:
    """The sources of all events, each once."""

    def __init__(self) -> None:
        self.found: dict[Source, int] = {}
        self._seen: dict[int, int] = {}

    def numbers_of(self, sources: Sequence[Source]) -> list[int]:
        """Return the numbers of some sources."""
        numbers = []
        for source in sources:
            # Most events share the very object, and an object is quicker to know than its fields.
            number = self._seen.get(id(source))
            if number is None:
                number = self.found.setdefault(source, len(self.found))
                self._seen[id(source)] = number
            numbers.append(number)
        return numbers


def _has(value: object) -> bool:
    return value is not None and value != []


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _day(day: date | None) -> int | None:
    """Return the days since 1 January 1970."""
    return None if day is None else day.toordinal() - _EPOCH


def _polygons(polygons: Iterable[Polygon], scale: float = _LAND) -> list[list[list[int]]]:
    found = []
    for polygon in polygons:
        rings = [_steps(ring, scale) for ring in polygon]
        if len(rings[0]) >= 6:
            found.append([ring for ring in rings if len(ring) >= 6])
    return found


def _steps(line: Line, scale: float) -> list[int]:
    """Return [lon, lat, step east, step north, ...] in whole steps, none of them nothing."""
    row: list[int] = []
    at_x = at_y = 0
    for lon, lat in line:
        x, y = round(lon * scale), round(lat * scale)
        if row and x == at_x and y == at_y:
            continue
        row += (x - at_x, y - at_y)
        at_x, at_y = x, y
    return row
