"""Small dealings between tuples of coordinates and shapes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.polygon import orient

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geomap.frontline.plane import Plane
    from geomap.gazetteer import Gazetteer
    from geomap.model import Line, Polygon

_LONGEST_M = 20_000.0
_MOST_COUNTRIES = 100
"""Points asked for their country: a sample of a long table."""


def parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Take a shape apart into its simple shapes, however deep it is nested; empty ones go."""
    if geometry.is_empty:
        return []
    inner = getattr(geometry, "geoms", None)
    return [geometry] if inner is None else [part for one in inner for part in parts(one)]


def line_parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the lines of a shape as plain LineStrings."""
    return [
        shapely.linestrings(shapely.get_coordinates(part))
        for part in parts(geometry)
        if part.geom_type in ("LineString", "LinearRing")
    ]


def polygon_parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the polygons of a shape."""
    return [part for part in parts(geometry) if part.geom_type == "Polygon"]


def lines_of(lines: Iterable[Line]) -> list[BaseGeometry]:
    """Make LineStrings of runs of (lon, lat)."""
    return [shapely.linestrings(line) for line in lines if len(line) > 1]


def area_of(polygons: Iterable[Polygon]) -> BaseGeometry:
    """Make one shape of polygons of (lon, lat)."""
    return shapely.union_all([_mended(_shape_of(rings)) for rings in polygons])


def _shape_of(rings: Polygon) -> BaseGeometry:
    return shapely.polygons(
        rings[0], holes=[shapely.linearrings(ring) for ring in rings[1:]] or None
    )


def _mended(shape: BaseGeometry) -> BaseGeometry:
    """Return a valid shape: what a hole takes away is away, also where it crosses the edge."""
    return shapely.make_valid(shape, method="structure", keep_collapsed=False)


def oriented(lines: Sequence[BaseGeometry], left: BaseGeometry) -> list[BaseGeometry]:
    """Turn each line so that ``left`` lies to the left of it, by a vote along the line."""
    shapely.prepare(left)
    turned = []
    for line in lines:
        stations = np.linspace(0.05, 0.95, 19) * line.length
        pace = max(line.length * 1e-3, 1e-9)
        here = shapely.get_coordinates(shapely.line_interpolate_point(line, stations))
        there = shapely.get_coordinates(shapely.line_interpolate_point(line, stations + pace))
        ahead = there - here
        aside = np.column_stack([-ahead[:, 1], ahead[:, 0]])
        on_left = shapely.intersects_xy(left, here + aside).sum()
        on_right = shapely.intersects_xy(left, here - aside).sum()
        turned.append(line if on_left >= on_right else shapely.reverse(line))
    return turned


def to_lines(lines: Iterable[BaseGeometry], plane: Plane | None, decimals: int) -> tuple[Line, ...]:
    """Bring lines to runs of (lon, lat), from west to east, without repeated points.

    The shapes are in metres of ``plane``, or in degrees without one.
    """
    made = (_run(_degrees(line, plane), decimals) for line in lines)
    return tuple(sorted((run for run in made if len(run) > 1), key=lambda run: (min(run), run)))


def to_polygons(area: BaseGeometry, plane: Plane | None, decimals: int) -> tuple[Polygon, ...]:
    """Bring an area to polygons of (lon, lat); the outer rings run anticlockwise.

    The shapes are in metres of ``plane``, or in degrees without one.
    """
    found: list[Polygon] = []
    for part in polygon_parts(area):
        shape = orient(part)
        edges = (shape.exterior, *shape.interiors)
        rings = [_run(_degrees(ring, plane), decimals) for ring in edges]
        if len(rings[0]) > 3:
            found += _on_grid(tuple(ring for ring in rings if len(ring) > 3), decimals)
    return tuple(sorted(found))


def _on_grid(rings: Polygon, decimals: int) -> list[Polygon]:
    """Return valid polygons with these decimals: rounding may take a hole over the edge."""
    shape = _shape_of(rings)
    if shape.is_valid:
        return [rings]
    whole = shapely.set_precision(_mended(shape), 10.0**-decimals)
    parts = [orient(part) for part in polygon_parts(whole)]
    return [tuple(_run(r, decimals) for r in (p.exterior, *p.interiors)) for p in parts]


def land(
    gazetteer: Gazetteer, lonlat: Sequence[tuple[float, float]]
) -> tuple[BaseGeometry | None, tuple[str, ...]]:
    """Return the joined outline, in degrees, and the codes of the countries that hold the points.

    A country with fewer than one point in fifty is left out: a point over the border by mistake.
    """
    step = max(len(lonlat) // _MOST_COUNTRIES, 1)
    sample = lonlat[::step]
    found: Counter[str] = Counter()
    for lon, lat in sample:
        country, _ = gazetteer.locate(lat, lon)
        if country is not None and country.country:
            found[country.country] += 1
    shapes, codes = [], []
    for code, count in sorted(found.items()):
        place = gazetteer.country(code)
        outline = gazetteer.outline(place) if place is not None else None
        if outline is not None and count * 50 >= len(sample):
            shapes.append(outline)
            codes.append(code)
    joined = shapely.make_valid(shapely.union_all(shapes)) if shapes else None
    return joined, tuple(codes)


def _degrees(line: BaseGeometry, plane: Plane | None) -> BaseGeometry:
    """Bring a line to degrees. What is straight in one is bent in the other: long edges get points.

    An edge of 20 km bends by some 10 m at 50 degrees north.
    """
    return line if plane is None else plane.unproject(shapely.segmentize(line, _LONGEST_M))


def _run(line: BaseGeometry, decimals: int) -> Line:
    lonlat = shapely.get_coordinates(line)
    # A run over the 180th meridian goes on beyond 180, so that it is not drawn around the globe.
    lonlat[:, 0] = np.unwrap(lonlat[:, 0], period=360.0)
    points = [(round(float(lon), decimals), round(float(lat), decimals)) for lon, lat in lonlat]
    return tuple(point for i, point in enumerate(points) if i == 0 or point != points[i - 1])


def lines_within(edge: BaseGeometry, area: BaseGeometry) -> BaseGeometry:
    """Return the runs of ``edge`` that lie in ``area``, as a MultiLineString."""
    return shapely.MultiLineString(line_parts(shapely.intersection(edge, area)))
