"""The land that is nearer to a settlement than to any other, and not across the water from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geomap.frontline.shapes import polygon_parts

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Floats = NDArray[np.float64]
    Sides = NDArray[np.str_]

_LEAST_M2 = 50_000.0
"""Smaller pieces of land across the water are cut corners of the coast."""
_STEP_M = 1_500.0
_TOUCH_M = 1.0


def cells_of(xy: Floats, ground: BaseGeometry) -> list[BaseGeometry]:
    """Return the cell of each point, in the order of the points.

    Sixteen points far around take part and are left out again: without them settlements in a row
    have cells that reach so far that their corners cannot be told.
    """
    west, south, east, north = ground.bounds
    corners = np.concatenate([xy, [[west, south], [east, north]]])
    middle = (corners.min(axis=0) + corners.max(axis=0)) / 2
    reach = 3 * float(np.ptp(corners, axis=0).sum())
    turn = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    around = middle + reach * np.column_stack([np.cos(turn), np.sin(turn)])
    found = shapely.voronoi_polygons(shapely.multipoints(np.concatenate([xy, around])))
    cells = np.array(found.geoms)
    point, cell = shapely.STRtree(cells).query(shapely.points(xy), predicate="intersects")
    order = np.full(len(xy), -1)
    order[point] = cell
    return [cells[i] for i in order]


def with_far_shores(xy: Floats, sides: Sides, ground: BaseGeometry) -> tuple[Floats, Sides]:
    """Add points on land that is nearest to a settlement across the water.

    A bank belongs to whoever holds the land that it hangs together with, not to the nearest
    village on the other bank. Points are added only where that is another side.
    """
    cells = np.array(cells_of(xy, ground), dtype=object)
    whole = shapely.contains(ground, cells)
    coastal = np.flatnonzero(~whole)
    cut = shapely.intersection(cells[coastal], ground)
    seeds = shapely.points(xy)
    homes = cells.copy()
    strays: list[tuple[int, BaseGeometry]] = []
    for number, piece in zip(coastal.tolist(), cut, strict=True):
        parts = polygon_parts(piece)
        if not parts:
            continue
        away = shapely.distance(parts, seeds[number])
        homes[number] = parts[int(away.argmin())]
        strays += [
            (number, part)
            for at, part in enumerate(parts)
            if at != int(away.argmin()) and part.area > _LEAST_M2
        ]
    tree = shapely.STRtree(homes)
    points, names = [xy], [sides]
    for number, part in strays:
        near = tree.query(part, predicate="dwithin", distance=_TOUCH_M)
        near = near[near != number]
        if not len(near):
            continue
        edge = shapely.buffer(part, _TOUCH_M, quad_segs=1)
        shared = shapely.area(shapely.intersection(homes[near], edge))
        side = sides[near[int(shared.argmax())]]
        if side != sides[number]:
            added = _spread(part)
            points.append(added)
            names.append(np.full(len(added), side))
    return np.concatenate(points), np.concatenate(names)


def _spread(part: BaseGeometry) -> Floats:
    """Return points all over a piece of land; one at least."""
    west, south, east, north = part.bounds
    grid = np.meshgrid(np.arange(west, east, _STEP_M), np.arange(south, north, _STEP_M))
    over = np.column_stack([axis.ravel() for axis in grid])
    inside = over[shapely.contains_xy(part, over[:, 0], over[:, 1])]
    middle = shapely.get_coordinates(shapely.point_on_surface(part))
    return np.concatenate([inside, middle])
