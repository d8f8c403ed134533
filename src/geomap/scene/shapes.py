"""Small operations on outlines: cut, simplify, find a point inside; (lon, lat) throughout."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from geomap.model import Line, LonLat, Polygon
    from geomap.scene.frame import Box


def bounds_of(shape: BaseGeometry) -> Box:
    """Return (west, south, east, north)."""
    west, south, east, north = shape.bounds
    return (west, south, east, north)


def clipped(shape: BaseGeometry, box: Box) -> BaseGeometry | None:
    """Return the part of an outline within a box that may run past 180 degrees; None if empty."""
    import shapely  # noqa: PLC0415  # shapely loads where shapes are
    from shapely.affinity import translate  # noqa: PLC0415  # shapely loads where shapes are

    if box[0] >= box[2] or box[1] >= box[3]:
        return None
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        west, _, east, _ = bounds_of(shape)
        if west + turn > box[2] or east + turn < box[0]:
            continue
        part = shapely.clip_by_rect(translate(shape, turn) if turn else shape, *box)
        if not part.is_empty:
            parts.append(part if part.is_valid else part.buffer(0))
    if not parts:
        return None
    whole = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    whole = _only_land(whole)
    return None if whole is None or whole.is_empty else whole


def meets(shape: BaseGeometry, box: Box) -> bool:
    """Tell whether the bounds of a shape touch a box that may run past 180 degrees."""
    west, south, east, north = bounds_of(shape)
    return (
        south <= box[3]
        and north >= box[1]
        and any(west + turn <= box[2] and east + turn >= box[0] for turn in (-360.0, 0.0, 360.0))
    )


def cut_lines(line: BaseGeometry, box: Box, tolerance: float) -> Iterator[Line]:
    """Yield the runs of a line within a box that may run past 180 degrees, simplified."""
    import shapely  # noqa: PLC0415  # shapely loads where shapes are
    from shapely.affinity import translate  # noqa: PLC0415  # shapely loads where shapes are

    west, _, east, _ = bounds_of(line)
    for turn in (-360.0, 0.0, 360.0):
        if west + turn > box[2] or east + turn < box[0]:
            continue
        part = shapely.clip_by_rect(translate(line, turn) if turn else line, *box)
        for run in shapely.get_parts(part.simplify(tolerance)):
            if run.geom_type == "LineString" and not run.is_empty:
                yield tuple((float(x), float(y)) for x, y in run.coords)


def _only_land(shape: BaseGeometry) -> BaseGeometry | None:
    """Drop the points and lines that cutting may leave."""
    import shapely  # noqa: PLC0415  # shapely loads where shapes are

    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    land = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(land) if land else None


def simplified(shape: BaseGeometry, tolerance: float) -> BaseGeometry:
    """Return the outline with fewer vertices, none further off than ``tolerance`` degrees."""
    simple = shape.simplify(tolerance, preserve_topology=True)
    return shape if simple.is_empty else simple


def simplified_together(shapes: Sequence[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    """Return outlines with fewer vertices, neighbours alike along the line that they share."""
    import shapely  # noqa: PLC0415  # shapely loads where shapes are

    if not shapes or not hasattr(shapely, "coverage_simplify"):
        return [simplified(shape, tolerance) for shape in shapes]
    thin = shapely.coverage_simplify(list(shapes), tolerance)
    return [
        whole if part is None or part.is_empty else part
        for whole, part in zip(shapes, thin, strict=True)
    ]


def without_specks(shape: BaseGeometry, tolerance: float) -> BaseGeometry:
    """Drop islands smaller than a few pixels, but never the largest part."""
    import shapely  # noqa: PLC0415  # shapely loads where shapes are

    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    least = min((4.0 * tolerance) ** 2, float(areas.max()))
    return shapely.MultiPolygon(
        [part for part, area in zip(parts, areas, strict=True) if area >= least]
    )


def inner_point(shape: BaseGeometry) -> LonLat:
    """Return a point well inside the largest part of an outline."""
    import shapely  # noqa: PLC0415  # shapely loads where shapes are

    parts = shapely.get_parts(shape)
    largest = max(parts, key=lambda part: float(part.area))
    west, south, east, north = bounds_of(largest)
    tolerance = max(east - west, north - south) / 50.0
    point = largest.representative_point()
    if tolerance > 0.0 and largest.is_valid:
        point = shapely.Point(
            shapely.maximum_inscribed_circle(largest, tolerance=tolerance).coords[0]
        )
    return (round(float(point.x), 4), round(float(point.y), 4))


def polygons_of(shape: BaseGeometry) -> tuple[Polygon, ...]:
    """Return the polygons of an outline as plain tuples: an outer ring, then its holes."""
    return tuple(_polygons(shape))


def _polygons(shape: BaseGeometry) -> Iterator[Polygon]:
    import shapely  # noqa: PLC0415  # shapely loads where shapes are

    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and not part.is_empty:
            rings = (part.exterior, *part.interiors)
            yield tuple(
                tuple((float(x), float(y)) for x, y in shapely.get_coordinates(ring).tolist())
                for ring in rings
            )
