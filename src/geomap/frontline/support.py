"""What a derived line rests on: how many settlements, how far from it, how old their rows are."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geomap.frontline.plane import Plane
from geomap.frontline.shapes import area_of, to_polygons
from geomap.model import FrontLine, Support

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geomap.frontline.control import ControlTable

    Floats = NDArray[np.float64]

_REACH_M = 10_000.0
_STEP_M = 1_000.0
_BAND_STEP_M = 2_000.0
_BAND_DECIMALS = 3
_LEAST_KM = 0.5
"""No derived line is surer than this: villages are that wide."""


def support(
    line: FrontLine, table: ControlTable, *, stretch_km: float = 25.0
) -> tuple[Support, ...]:
    """Tell what each stretch of a line derived from ``table`` rests on, along the runs.

    A stretch begins and ends at a point of the line and is about ``stretch_km`` long.
    """
    rows = table.on(table.date).rows
    lonlat = np.array([(row.lon, row.lat) for row in rows], dtype=np.float64)
    plane = Plane.about(lonlat)
    tree = shapely.STRtree(shapely.points(plane.to_xy(lonlat)))
    found = []
    for number, run in enumerate(line.lines):
        xy = plane.to_xy(np.array(run, dtype=np.float64))
        for first, last in pairwise(_cuts(xy, stretch_km * 1000)):
            flat = shapely.linestrings(xy[first : last + 1])
            stations = shapely.line_interpolate_point(flat, np.arange(0, flat.length, _STEP_M))
            _, metres = tree.query_nearest(stations, return_distance=True, all_matches=False)
            near = tree.query(flat, predicate="dwithin", distance=_REACH_M)
            found.append(
                Support(
                    run=number,
                    first=first,
                    last=last,
                    length_km=round(float(flat.length) / 1000, 1),
                    settlements=len(near),
                    typical_km=round(float(np.median(metres)) / 1000, 1),
                    widest_km=round(float(metres.max()) / 1000, 1),
                    oldest=min((rows[i].date for i in near), default=None),
                )
            )
    return tuple(found)


def with_band(line: FrontLine) -> FrontLine:
    """Return a line with the band that it may run in; without support it stays as it is.

    The band is as wide to each side as the nearest settlements are typically away, changing
    evenly from stretch to stretch, and ends where the land of the sides ends.
    """
    if not line.support:
        return line
    points = np.array([point for run in line.lines for point in run], dtype=np.float64)
    plane = Plane.about(points)
    parts: list[BaseGeometry] = []
    for number, run in enumerate(line.lines):
        mine = [one for one in line.support if one.run == number]
        if mine:
            parts += _links(plane.to_xy(np.array(run, dtype=np.float64)), mine)
    band = shapely.simplify(shapely.union_all(parts), 150.0)
    land = [
        shapely.make_valid(plane.project(area_of(polygons)))
        for _, polygons in line.held
        if polygons
    ]
    if land:
        ground = shapely.buffer(shapely.union_all(land), 50.0, quad_segs=1)
        band = shapely.intersection(band, ground)
    return replace(line, band=to_polygons(band, plane, _BAND_DECIMALS))


def _cuts(xy: Floats, stretch_m: float) -> list[int]:
    """Return the points at which a run is cut into stretches of about a length."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    count = max(round(along[-1] / stretch_m), 1)
    goals = np.linspace(0.0, along[-1], count + 1)
    return sorted({0, len(xy) - 1, *(int(np.abs(along - goal).argmin()) for goal in goals)})


def _links(xy: Floats, stretches: list[Support]) -> list[BaseGeometry]:
    """Return a row of shapes as wide as the doubt, each from one station to the next."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    middles = [(along[one.first] + along[one.last]) / 2 for one in stretches]
    doubts = [max(one.typical_km, _LEAST_KM) * 1000 for one in stretches]
    count = max(int(along[-1] // _BAND_STEP_M), 1)
    at = np.linspace(0.0, along[-1], count + 1)
    stations = shapely.line_interpolate_point(shapely.linestrings(xy), at)
    rounds = shapely.buffer(stations, np.interp(at, middles, doubts), quad_segs=6)
    pairs = np.column_stack([rounds[:-1], rounds[1:]])
    return [shapely.convex_hull(shapely.union_all(pair)) for pair in pairs]
