"""Rivers and lakes for the base map: Natural Earth 1:50m, read once when first asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SHIPPED = Path(__file__).parent / "data" / "waters.json"
SCALE = 1000
"""Steps a degree, as in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiverName:
    """A point on a river where its name may stand, from a zoom on; degrees."""

    text: str
    lat: float
    lon: float
    zoom: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waters:
    """Lines of rivers, the longest first; lakes, the largest first; names. (lon, lat) degrees."""

    rivers: tuple[BaseGeometry, ...]
    lakes: tuple[BaseGeometry, ...]
    names: tuple[RiverName, ...]


@lru_cache(maxsize=1)
def read_waters() -> Waters:
    """Read the shipped rivers and lakes of the world."""
    from shapely.geometry import LineString, Polygon  # noqa: PLC0415  # shapely is slow to import

    rows = json.loads(SHIPPED.read_text("utf-8"))
    return Waters(
        rivers=tuple(LineString(_points(row)) for row in rows["rivers"]),
        lakes=tuple(
            Polygon(_points(rings[0]), [_points(hole) for hole in rings[1:]]).buffer(0)
            for rings in rows["lakes"]
        ),
        names=tuple(
            RiverName(text=text, lat=lat / SCALE, lon=lon / SCALE, zoom=zoom)
            for text, lon, lat, zoom in rows["names"]
        ),
    )


def _points(steps: list[int]) -> list[tuple[float, float]]:
    xs, ys = accumulate(steps[::2]), accumulate(steps[1::2])
    return [(x / SCALE, y / SCALE) for x, y in zip(xs, ys, strict=True)]
