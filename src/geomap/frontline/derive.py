"""A front line from who holds which settlement.

Every settlement speaks for the land that is nearer to it than to any other (its Voronoi cell).
The cells of a side are joined; where cells of two sides meet inside the country is the front.
The line is then smoothed, but never across a settlement whose holder is known, and the land of
each side is cut anew along the smoothed line, so that the two always agree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geomap.errors import FrontLineError
from geomap.frontline.cells import cells_of, with_far_shores
from geomap.frontline.control import CONTESTED, ControlTable
from geomap.frontline.plane import Plane
from geomap.frontline.shapes import (
    land,
    line_parts,
    lines_within,
    oriented,
    polygon_parts,
    to_lines,
    to_polygons,
)
from geomap.frontline.support import support
from geomap.model import FrontLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer import Gazetteer

    Floats = NDArray[np.float64]
    Sides = NDArray[np.str_]

METHOD = "Voronoi cells of settlements by who holds them; the line is where cells of two sides meet"
_STEP_M = 250.0
"""Smoothing works on points this far apart, or a little more where there would be too many."""
_MOST_POINTS = 20_000
_OVERSHOOT_M = 20_000.0
"""The line is followed this far off the land, so that its ends are smoothed out there."""
_REACH_M = 300_000.0
"""Without an outline the land ends this far past the settlements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeriveOptions:
    """How a line is drawn from a table; lengths in metres."""

    smooth_m: float = 1500.0
    """Standard deviation of the moving average along the line; 0 keeps the cells' edges."""
    simplify_m: float = 150.0
    """Points that bend the line by less than this are left out; 0 keeps all."""
    border_m: float = 2000.0
    """A stretch nearer than this to the outline of the country is coast or border, not front."""
    shortest_m: float = 3000.0
    """Shorter pieces that touch no other (stubs at the border) are left out."""
    decimals: int = 5
    """Of the degrees of the result."""


def derive(
    control: ControlTable,
    gazetteer: Gazetteer | None = None,
    *,
    outline: BaseGeometry | None = None,
    countries: tuple[str, ...] = (),
    options: DeriveOptions | None = None,
) -> FrontLine:
    """Draw the front line from settlement control, of the newest day of the table.

    For an earlier day give ``control.on(day)``. ``outline`` is the land to draw on, (lon, lat)
    degrees, and ``countries`` the codes of whose land it is; without an outline those of the
    countries that hold the settlements are taken from ``gazetteer``, and without both the cells
    end some 300 km from the last settlement. The side first in the alphabet stands on the left.
    Raises FrontLineError unless exactly two sides hold something and meet.
    """
    options = options or DeriveOptions()
    day = control.date
    table = control.on(day)
    if len(table.sides) != 2:
        raise FrontLineError(_not_two(table, day, control.origin))
    if outline is None and gazetteer is not None:
        outline, countries = land(gazetteer, [(row.lon, row.lat) for row in table.rows])
    lonlat, sides = _settlements(table)
    plane = Plane.about(lonlat)
    xy = plane.to_xy(lonlat)
    ground = _ground(outline, xy, plane)
    shapely.prepare(ground)
    firm = sides != CONTESTED
    homes, holders = with_far_shores(xy[firm], sides[firm], ground)
    raw = _meeting(homes, holders, ground)
    arcs = _smoothed(raw, homes, options)
    held = _cut(ground, arcs, homes, holders)
    lines = _front(arcs, ground, options)
    left, right = table.sides
    if not lines:
        raise FrontLineError(
            f"{control.origin or 'the table'}: the land of {left!r} and {right!r} does not meet"
            " inside the country, so there is no line: check the points (lat before lon)"
        )
    lines = oriented(lines, held.get(left, shapely.Polygon()))
    if not firm.all():
        held = _with_contested(held, xy, sides, ground)
    digits = options.decimals
    line = FrontLine(
        date=day,
        source=table.source,
        method=METHOD,
        side_left=left,
        side_right=right,
        lines=to_lines(lines, plane, digits),
        held=tuple((side, to_polygons(held[side], plane, digits)) for side in sorted(held)),
        countries=countries,
    )
    return replace(line, support=support(line, table))


def _not_two(table: ControlTable, day: date, origin: str) -> str:
    sides = table.sides
    what = (
        f"{origin or 'the table'} has {len(table.rows)} settlements for {day.isoformat()} or before"
    )
    if len(sides) < 2:
        held = f"held by {sides[0]!r} alone" if sides else "held by no side"
        return f"{what}, {held}: a line needs settlements of two sides"
    return f"{what}, held by {len(sides)} sides ({', '.join(sides)}): keep two, or join allies"


def _settlements(table: ControlTable) -> tuple[Floats, Sides]:
    """(lon, lat) and side of each settlement, one a point.

    Rows of one point are one settlement; where they differ, it is contested.
    """
    at: dict[tuple[float, float], str] = {}
    for row in table.rows:
        point = (round(row.lon, 5), round(row.lat, 5))
        at[point] = row.control if at.get(point, row.control) == row.control else CONTESTED
    points = sorted(at)
    return np.array(points, dtype=np.float64), np.array([at[point] for point in points])


def _ground(outline: BaseGeometry | None, xy: Floats, plane: Plane) -> BaseGeometry:
    if outline is None or outline.is_empty:
        (west, south), (east, north) = xy.min(axis=0) - _REACH_M, xy.max(axis=0) + _REACH_M
        return shapely.box(west, south, east, north)
    return shapely.make_valid(plane.project(outline))


def _by_side(cells: Sequence[BaseGeometry], sides: Sides) -> dict[str, BaseGeometry]:
    stack = np.array(cells, dtype=object)
    return {
        str(side): shapely.coverage_union_all(stack[sides == side]) for side in np.unique(sides)
    }


def _meeting(xy: Floats, sides: Sides, ground: BaseGeometry) -> list[BaseGeometry]:
    """Return the edges where cells of two sides meet, as long runs that also leave the land."""
    joined = _by_side(cells_of(xy, ground), sides)
    first, second = (joined[side] for side in sorted(joined))
    edge = shapely.intersection(first.boundary, second.boundary)
    around = shapely.buffer(ground, _OVERSHOOT_M, quad_segs=2)
    return line_parts(shapely.line_merge(lines_within(edge, around)))


def _smoothed(arcs: list[BaseGeometry], xy: Floats, options: DeriveOptions) -> list[BaseGeometry]:
    """Smooth each arc as far as every settlement stays on its side.

    An arc that would leave one on the wrong side is smoothed half as much, and then half of that;
    in the end it keeps the edges of the cells.
    """
    ways = [options.smooth_m / 2**i for i in range(4)] if options.smooth_m > 0 else []
    homes = shapely.STRtree(shapely.points(xy))
    done: list[BaseGeometry] = []
    for arc in arcs:
        best = arc
        for sigma in ways:
            tried = shapely.simplify(_average(arc, sigma), options.simplify_m)
            if tried.is_simple and not _sweeps(arc, tried, homes):
                best = tried
                break
        done.append(best)
    return done


def _average(arc: BaseGeometry, sigma: float) -> BaseGeometry:
    """Return the arc as a moving average of itself; its ends stay where they are."""
    step = max(_STEP_M, arc.length / _MOST_POINTS)
    count = max(int(arc.length // step), 4)
    along = shapely.line_interpolate_point(arc, np.linspace(0, arc.length, count + 1))
    points = shapely.get_coordinates(along)
    reach = min(max(int(3 * sigma / step), 1), count)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) * step / sigma) ** 2)
    weights /= weights.sum()
    if arc.is_ring:
        padded = np.concatenate([points[-reach - 1 : -1], points, points[1 : reach + 1]])
    else:
        before = 2 * points[0] - points[reach:0:-1]
        after = 2 * points[-1] - points[-2 : -reach - 2 : -1]
        padded = np.concatenate([before, points, after])
    mean = np.column_stack([np.convolve(padded[:, i], weights, "valid") for i in (0, 1)])
    if arc.is_ring:
        mean[-1] = mean[0]
    return shapely.linestrings(mean)


def _sweeps(before: BaseGeometry, after: BaseGeometry, homes: shapely.STRtree) -> bool:
    """Whether a settlement lies between the two runs of one line."""
    a, b = shapely.get_coordinates(before), shapely.get_coordinates(after)
    if before.is_ring:
        between = shapely.symmetric_difference(
            shapely.make_valid(shapely.polygons(a)), shapely.make_valid(shapely.polygons(b))
        )
        return bool(homes.query(between, predicate="intersects").size)
    loop = shapely.linestrings(np.concatenate([a, b[::-1], a[:1]]))
    faces = shapely.polygonize([shapely.unary_union(loop)])
    between = np.array(polygon_parts(faces), dtype=object)
    return bool(len(between) and homes.query(between, predicate="intersects").size)


def _cut(
    ground: BaseGeometry, arcs: list[BaseGeometry], xy: Floats, sides: Sides
) -> dict[str, BaseGeometry]:
    """Cut the ground along the arcs; a piece goes to the side that lives in it."""
    net = shapely.union_all([ground.boundary, *arcs])
    pieces = [
        face
        for face in polygon_parts(shapely.polygonize(line_parts(net)))
        if shapely.intersects(ground, shapely.point_on_surface(face))
    ]
    homes = shapely.STRtree(shapely.points(xy))
    held: dict[str, list[BaseGeometry]] = {}
    for face in pieces:
        inside = homes.query(face, predicate="intersects")
        if not len(inside):
            inside = homes.query_nearest(shapely.point_on_surface(face))
        names, counts = np.unique(sides[inside], return_counts=True)
        held.setdefault(str(names[counts.argmax()]), []).append(face)
    return {side: shapely.union_all(faces) for side, faces in held.items()}


def _front(
    arcs: list[BaseGeometry], ground: BaseGeometry, options: DeriveOptions
) -> list[BaseGeometry]:
    """Return the arcs where they run inside the land, away from its outline."""
    inner = shapely.buffer(ground, -options.border_m, quad_segs=4) if options.border_m else ground
    runs = line_parts(shapely.intersection(shapely.union_all(arcs), inner))
    merged = line_parts(shapely.line_merge(shapely.union_all(runs)))
    return [run for run in merged if run.is_ring or run.length >= options.shortest_m]


def _with_contested(
    held: dict[str, BaseGeometry], xy: Floats, sides: Sides, ground: BaseGeometry
) -> dict[str, BaseGeometry]:
    """Take the cells of contested settlements out of both sides' land."""
    cells = cells_of(xy, ground)
    mine = [cell for cell, side in zip(cells, sides, strict=True) if side == CONTESTED]
    band = shapely.intersection(shapely.coverage_union_all(np.array(mine)), ground)
    rest = {side: shapely.difference(area, band) for side, area in held.items()}
    return {**rest, CONTESTED: band}
