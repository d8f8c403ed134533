"""What lies under the events: outlines and lines of a scene, cut to a window, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geomap.model import BaseShape, Line, Polygon, Scene
    from geomap.render.image.plane import Box, Window

_FINENESS = 0.05
"""Millimetres: what differs less cannot be seen in print."""
_SPECK = 0.06
"""Square millimetres of the smallest island drawn."""
_GRID = 1000
"""Steps a degree: neighbours share their line on this grid."""

Outline = Any
"""A geometry of shapely, in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The land of a scene as geometry in degrees, made once and cut for each window."""

    land: tuple[Outline, ...]
    coasts: tuple[Outline, ...]
    borders: tuple[Outline, ...]
    regions: tuple[Outline, ...]
    rivers: tuple[Outline, ...]
    lakes: tuple[Outline, ...]


def ground(scene: Scene) -> Ground:
    """Return the land of a scene; a line of two countries is a border, of one a coast."""
    bounds = scene.bounds or scene.box
    coasts, borders = _runs(scene.countries, bounds)
    alone, shared = _runs(scene.regions, bounds)
    return Ground(
        land=tuple(outline for shape in scene.countries for outline in outlines(shape.polygons)),
        coasts=coasts,
        borders=borders,
        regions=(*alone, *shared),
        rivers=tuple(shapely.LineString(line) for line in scene.rivers if len(line) > 1),
        lakes=tuple(outlines(scene.lakes)),
    )


def outlines(polygons: Iterable[Polygon]) -> list[Outline]:
    """Return polygons as geometry."""
    return [
        shapely.Polygon(np.array(rings[0]), [np.array(hole) for hole in rings[1:]])
        for rings in polygons
        if rings and len(rings[0]) > 3
    ]


def _runs(shapes: Sequence[BaseShape], bounds: Box) -> tuple[tuple[Outline, ...], ...]:
    """Return the lines that stand in one outline, and those that stand in two, each once.

    What was cut at the bounds, or runs along the date line, is no line of the map.
    """
    rings = [ring for shape in shapes for polygon in shape.polygons for ring in polygon]
    if not rings:
        return (), ()
    lengths = np.array([len(ring) for ring in rings])
    points = np.rint(np.concatenate([np.array(ring) for ring in rings]) * _GRID).astype(np.int64)
    edges = np.rint(np.array(bounds) * _GRID).astype(np.int64)
    # The number of each point; equal points of neighbours have one number.
    _, names = np.unique(points[:, 0] * 1_000_000_000 + points[:, 1], return_inverse=True)
    a, b = points[:-1], points[1:]
    last = np.zeros(len(a), dtype=bool)
    last[np.cumsum(lengths)[:-1] - 1] = True
    low, high = np.minimum(names[:-1], names[1:]), np.maximum(names[:-1], names[1:])
    # Edges between rings must not count as edges of the map.
    keys = np.where(last | (low == high), -1 - np.arange(len(a)), low * len(points) + high)
    _, first, which, times = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    x, y = a[:, 0], a[:, 1]
    upright = (x == b[:, 0]) & ((x <= edges[0]) | (x >= edges[2]) | (np.abs(x) == 180 * _GRID))
    level = (y == b[:, 1]) & ((y <= edges[1]) | (y >= edges[3]))
    again = first[which] != np.arange(len(a))
    kind = np.where(times[which] > 1, 1, 0)
    kind[last | (low == high) | upright | level | again] = -1
    return tuple(_chains(points, kind, wanted) for wanted in (0, 1))


def _chains(points: NDArray[np.int64], kind: NDArray[np.int64], wanted: int) -> tuple[Outline, ...]:
    """Return the runs of neighbouring edges of a kind as lines, in degrees."""
    chosen = np.flatnonzero(kind == wanted)
    if not len(chosen):
        return ()
    parts = np.split(chosen, np.flatnonzero(np.diff(chosen) > 1) + 1)
    return tuple(shapely.LineString(points[part[0] : part[-1] + 2] / _GRID) for part in parts)


# ── cut to a window ──────────────────────────────────────────────────────────────────────────


def rings_of(shapes: Iterable[Outline], window: Window) -> list[NDArray[np.float64]]:
    """Return the rings of polygons in a window: outer ones one way round, holes the other."""
    rings: list[NDArray[np.float64]] = []
    for part in _in_window(shapes, window):
        if part.geom_type != "Polygon" or part.area < _SPECK:
            continue
        rings.append(_turned(shapely.get_coordinates(part.exterior), left=True))
        rings += [_turned(shapely.get_coordinates(hole), left=False) for hole in part.interiors]
    return rings


def lines_of(shapes: Iterable[Outline], window: Window) -> list[NDArray[np.float64]]:
    """Return the lines in a window."""
    return [
        shapely.get_coordinates(part)
        for part in _in_window(shapes, window)
        if part.geom_type == "LineString"
    ]


def _in_window(shapes: Iterable[Outline], window: Window) -> Iterator[Outline]:
    """Yield the parts of geometries in a window and a hair round it, in millimetres."""
    west, south, east, north = window.box
    room = 2.0 / window.scale
    box = (west - room, max(-85.0, south - room), east + room, min(85.0, north + room))
    every = np.array(list(shapes), dtype=object)
    if not len(every):
        return
    bounds = shapely.bounds(every)
    near = (
        (bounds[:, 0] <= box[2]) & (bounds[:, 2] >= box[0])
        & (bounds[:, 1] <= box[3]) & (bounds[:, 3] >= box[1])
    )  # fmt: skip
    cut = shapely.clip_by_rect(every[near], *box)
    flat = shapely.transform(cut, window.all_at)
    thin = shapely.simplify(flat, _FINENESS, preserve_topology=True)
    for shape in thin:
        for part in shapely.get_parts(shape):
            if not part.is_empty:
                # Cutting may leave a collection within a collection.
                yield from shapely.get_parts(part)


def _turned(ring: NDArray[np.float64], *, left: bool) -> NDArray[np.float64]:
    x, y = ring[:, 0], ring[:, 1]
    area = float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())
    return ring if (area > 0) is left else ring[::-1]


def runs_of(lines: Iterable[Line], shift: Callable[[float], float]) -> list[Outline]:
    """Return the runs of a front as geometry, in the run of longitudes of the scene."""
    return [shapely.LineString([(shift(lon), lat) for lon, lat in run]) for run in lines
            if len(run) > 1]  # fmt: skip


def held_land(polygons: Iterable[Polygon]) -> list[Outline]:
    """Return the land of a side; what a file got wrong is repaired, not drawn astray."""
    land = outlines(polygons)
    return [shape if shape.is_valid else shape.buffer(0) for shape in land]


def stripes(
    shapes: Iterable[Outline], window: Window, *, step: float, falling: bool = False
) -> list[Any]:
    """Return slanting lines within polygons, ``step`` millimetres apart: contested land."""
    parts = [part for part in _in_window(shapes, window) if part.geom_type == "Polygon"]
    land = shapely.union_all([part if part.is_valid else part.buffer(0) for part in parts])
    land = land.intersection(shapely.box(*window.rect.box))
    if land.is_empty:
        return []
    left, bottom, right, top = land.bounds
    high = top - bottom
    # On a grid of the sheet, so that neighbouring patches go on with the same stripes.
    first = np.floor((left - bottom - high) / step) * step + bottom
    starts = np.arange(first, right + step, step)
    hatch = shapely.MultiLineString(
        [
            ((x, top), (x + high, bottom)) if falling else ((x, bottom), (x + high, top))
            for x in starts.tolist()
        ]
    ).intersection(land)
    return [
        shapely.get_coordinates(part)
        for part in shapely.get_parts(hatch)
        if part.geom_type == "LineString"
    ]
