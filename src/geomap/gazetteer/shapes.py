"""Outlines: simplified polygons, stored as delta-coded integers and decoded one at a time."""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.layout import Image

SCALE = 1000
"""Steps per degree: outlines are kept to a thousandth of a degree."""

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


def encode(polygons: list[list[list[tuple[float, float]]]]) -> bytes:
    """Pack polygons (rings of (lon, lat), the outer one first) into bytes.

    Zigzag varints: polygon count, then of each its ring count, then of each its point count and
    the steps from point to point (the closing point is left out); the whole is deflated.
    """
    out = bytearray()
    _put(out, len(polygons))
    for rings in polygons:
        _put(out, len(rings))
        for ring in rings:
            points = _thinned(ring)
            _put(out, len(points))
            x = y = 0
            for px, py in points:
                _put(out, _zigzag(px - x))
                _put(out, _zigzag(py - y))
                x, y = px, py
    return zlib.compress(bytes(out), 9)


def _thinned(ring: list[tuple[float, float]]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for lon, lat in ring:
        point = (round(lon * SCALE), round(lat * SCALE))
        if not points or point != points[-1]:
            points.append(point)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def _zigzag(n: int) -> int:
    return n << 1 if n >= 0 else (-n << 1) - 1


def _put(out: bytearray, n: int) -> None:
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)


def decode(data: bytes | memoryview) -> list[list[list[tuple[float, float]]]]:
    """Unpack what ``encode`` packed, with closed rings."""
    numbers = _numbers(zlib.decompress(data))
    at = 1
    polygons = []
    for _ in range(numbers[0]):
        rings = []
        count, at = numbers[at], at + 1
        for _ in range(count):
            end = at + 1 + 2 * numbers[at]
            steps = [(n >> 1) ^ -(n & 1) for n in numbers[at + 1 : end]]
            at = end
            xs, ys = accumulate(steps[::2]), accumulate(steps[1::2])
            ring = [(x / SCALE, y / SCALE) for x, y in zip(xs, ys, strict=True)]
            ring.append(ring[0])
            rings.append(ring)
        polygons.append(rings)
    return polygons


def _numbers(data: bytes) -> list[int]:
    numbers = []
    n = shift = 0
    for byte in data:
        if byte & 128:
            n |= (byte & 127) << shift
            shift += 7
        elif shift:
            numbers.append(n | byte << shift)
            n = shift = 0
        else:
            numbers.append(byte)
    return numbers


class Encoded(NamedTuple):
    """An outline ready to be written: its bytes, its box in steps, its area in square km."""

    data: bytes
    box: tuple[int, int, int, int]
    area: int


def encoded(polygons: list[list[list[tuple[float, float]]]], area_km2: float) -> Encoded:
    """Return polygons (rings of (lon, lat)) ready to be written."""
    points = [_thinned(ring) for rings in polygons for ring in rings]
    xs = [x for ring in points for x, _ in ring]
    ys = [y for ring in points for _, y in ring]
    box = (min(xs), min(ys), max(xs), max(ys))
    return Encoded(encode(polygons), box, max(1, round(area_km2)))


def pack_outlines(outlines: Mapping[int, Encoded]) -> dict[str, bytes]:
    """Return the sections for outlines by the keys of their places."""
    keys, offsets, boxes, areas = array("I"), array("I"), array("i"), array("I")
    body = bytearray()
    for key in sorted(outlines):
        data, box, area = outlines[key]
        keys.append(key)
        offsets.append(len(body))
        boxes.extend(box)
        areas.append(area)
        body += data
    offsets.append(len(body))
    return {
        "outline.key": keys.tobytes(),
        "outline.at": offsets.tobytes(),
        "outline.box": boxes.tobytes(),
        "outline.area": areas.tobytes(),
        "outline.data": bytes(body),
    }


class Redrawn(NamedTuple):
    """Numbers of outlines that another gains, and of those that it loses."""

    more: tuple[int, ...] = ()
    less: tuple[int, ...] = ()


UNCHANGED = Redrawn()

SLIVER = 0.0005
"""Square degrees: what is left of a cut below this is the two outlines' difference, not land."""


class Outlines:
    """The outlines of an index, decoded when asked for; at most a few hundred are kept."""

    def __init__(self, image: Image) -> None:
        self._keys = image.column("outline.key", "I")
        self._at = image.column("outline.at", "I")
        self._boxes = image.column("outline.box", "i")
        self._areas = image.column("outline.area", "I")
        self._data = image.section("outline.data")
        self._redrawn: dict[int, Redrawn] = {}
        self._shape = lru_cache(maxsize=256)(self._decode)
        self._ready = lru_cache(maxsize=256)(self._prepare)

    def kept(self) -> Iterator[tuple[int, Encoded]]:
        """Yield the key of each outline with what is written of it."""
        for number in range(len(self._keys)):
            west, south, east, north = self._boxes[4 * number : 4 * number + 4].tolist()
            data = bytes(self._data[self._at[number] : self._at[number + 1]])
            box = (west, south, east, north)
            yield int(self._keys[number]), Encoded(data, box, int(self._areas[number]))

    def redraw(self, changes: dict[int, Redrawn]) -> None:
        """Draw some outlines with others added or taken away, as a viewpoint has them."""
        self._redrawn = changes
        self._shape.cache_clear()
        self._ready.cache_clear()

    def find(self, key: int) -> int | None:
        """Return the number of the outline of a place, None where it has none."""
        at = bisect_left(self._keys, key)
        return at if at < len(self._keys) and self._keys[at] == key else None

    def key(self, number: int) -> int:
        """Return the place of an outline."""
        return int(self._keys[number])

    def area_km2(self, number: int) -> float:
        """Return the area on the sphere, in square kilometres."""
        change = self._redrawn.get(number, UNCHANGED)
        more, less = (sum(self._areas[n] for n in some) for some in change)
        return float(max(1, self._areas[number] + more - less))

    def radius_km(self, number: int) -> float:
        """Return the radius of the circle of the same area, in kilometres."""
        return sqrt(self.area_km2(number) / 3.141592653589793)

    def box(self, number: int) -> Box:
        """Return the bounding box in degrees: west, south, east, north."""
        if number in self._redrawn:
            west, south, east, north = self._shape(number).bounds
            return float(west), float(south), float(east), float(north)
        w, s, e, n = self._boxes[4 * number : 4 * number + 4].tolist()
        return w / SCALE, s / SCALE, e / SCALE, n / SCALE

    def touching(self, box: Box) -> Iterator[int]:
        """Yield the numbers of outlines whose bounding box meets ``box``."""
        west, south, east, north = (round(v * SCALE) for v in box)
        boxes = self._boxes
        found = [
            at // 4
            for at in range(0, len(boxes), 4)
            if boxes[at] <= east
            and boxes[at + 2] >= west
            and boxes[at + 1] <= north
            and boxes[at + 3] >= south
        ]
        yield from found
        if self._redrawn:
            known = set(found)
            grown = {n for n, change in self._redrawn.items() if not known.isdisjoint(change.more)}
            yield from sorted(grown - known)

    def shape(self, number: int) -> BaseGeometry:
        """Return the outline as a valid polygon or multipolygon, (lon, lat)."""
        return self._shape(number)

    def covers(self, number: int, lat: float, lon: float) -> bool:
        """Tell whether a point lies in the outline or on its edge."""
        from shapely import Point  # noqa: PLC0415 - shapely is loaded only where shapes are used

        return bool(self._ready(number).covers(Point(lon, lat)))

    def gap(self, number: int, lat: float, lon: float) -> float:
        """Return the distance from a point to the outline, in degrees."""
        from shapely import Point  # noqa: PLC0415 - as above

        return float(self._shape(number).distance(Point(lon, lat)))

    def _prepare(self, number: int) -> BaseGeometry:
        from shapely import prepare  # noqa: PLC0415 - as above

        shape = self._shape(number)
        prepare(shape)
        return shape

    def rings(self, number: int) -> list[list[list[tuple[float, float]]]]:
        """Return the closed rings of each polygon, the outer one first."""
        if number in self._redrawn:
            whole = self._shape(number)
            return [
                [list(ring.coords) for ring in (part.exterior, *part.interiors)]
                for part in getattr(whole, "geoms", [whole])
            ]
        return decode(self._data[self._at[number] : self._at[number + 1]])

    def _decode(self, number: int) -> BaseGeometry:
        whole = self._drawn(number)
        if (change := self._redrawn.get(number)) is None:
            return whole
        from shapely import union_all  # noqa: PLC0415 - as above

        whole = union_all([whole, *(self._drawn(n) for n in change.more)])
        cut = whole.difference(union_all([self._drawn(n) for n in change.less]))
        parts = getattr(cut, "geoms", [cut])
        return union_all([part for part in parts if part.area > SLIVER])

    def _drawn(self, number: int) -> BaseGeometry:
        from shapely import MultiPolygon, Polygon, make_valid, union_all  # noqa: PLC0415 - as above

        parts = [
            Polygon(rings[0], rings[1:])
            for rings in decode(self._data[self._at[number] : self._at[number + 1]])
        ]
        shape: BaseGeometry = parts[0] if len(parts) == 1 else MultiPolygon(parts)
        if shape.is_valid:
            return shape
        fixed = make_valid(shape)  # rounding may make a ring touch itself
        flat = [g for g in getattr(fixed, "geoms", [fixed]) if g.geom_type.endswith("Polygon")]
        return union_all(flat)
