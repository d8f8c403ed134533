"""A scene as the data of a page: what is drawn, as numbers, and one table of all text.

Every text that came from an input stands in that table and nowhere else; the rest of the data
are numbers and our own names. Coordinates are whole numbers: of 1e-5 degrees for events, 1e-4 for
front lines and 1e-3 for land; lines and outlines are steps from the point before.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import msgspec

from geomap.model import EventKind, Precision, Scene
from geomap.render.html import assets
from geomap.render.html.columns import Texts, columns_of, day_number
from geomap.render.html.escape import strings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.model import BaseLabel, Difference, Line, Polygon
    from geomap.render.html.tiles import Tiles

_FRONT = 1e4
_LAND = 1e3
PACKED_FROM = 64_000_000
"""Bytes of data from which a page packs them. Below, the same scene gives the same bytes
whatever library deflates."""


def payload(scene: Scene, tiles: Tiles | None = None) -> bytes:
    """Return the data of a page as JSON that is safe within a script element."""
    texts = Texts()
    box = scene.bounds or scene.box
    shape: dict[str, Any] = {
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
    # Last, for then the names on the map have the short numbers.
    shape["events"] = columns_of(scene, box[0], texts)
    said = msgspec.json.encode(shape)
    del shape
    words = assets.words(scene.language).encode()
    table = strings(texts.table())
    return b"".join((b'{"shape":', said, b',"words":', words, b',"texts":', table, b"}"))


def packed(data: bytes) -> bytes:
    """Return data deflated, as base64: what a browser unpacks faster than it reads it."""
    return base64.b64encode(zlib.compress(data, 6))


def _label(row: BaseLabel, texts: Texts) -> list[Any]:
    """Return text, lat, lon, kind, zoom."""
    kind = "river" if row.river else row.kind.value
    place = (round(row.lat, 3), round(row.lon, 3))
    return [texts(row.text), *place, kind, row.min_zoom]


def _front(line: Any, note: str, texts: Texts) -> dict[str, Any]:  # noqa: ANN401
    return {
        "date": day_number(line.date),
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
        "support": [{**asdict(one), "oldest": day_number(one.oldest)} for one in line.support],
    }


def _change(found: Difference, texts: Texts) -> dict[str, Any]:
    lon, lat = found.shift_at or (None, None)
    return {
        "before": day_number(found.before),
        "after": day_number(found.after),
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
