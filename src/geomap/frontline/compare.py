"""What changed between two days: land gained and lost, settlements that changed hands."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geomap.errors import FrontLineError
from geomap.frontline.plane import Plane
from geomap.frontline.shapes import area_of, lines_of, polygon_parts, to_polygons
from geomap.geo import distance_km
from geomap.model import Change, Difference, FrontLine, Gain, LonLat, PlaceKind, Turned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer import Gazetteer

_NARROW_M = 150.0
"""A strip of less than twice this width is the drawing of two lines, not a change of control."""
_TOUCH_M = 200.0
_GRID_M = 0.01
"""Edges that meet to a centimetre meet: without a grid the overlay of two such lands may fail."""
_DECIMALS = 5
_NEAR_DEG = 0.5
_ELSEWHERE = "elsewhere"
"""Outside the outline of every region: slivers at the coast and the border."""


def diff(before: FrontLine, after: FrontLine, *, gazetteer: Gazetteer | None = None) -> Difference:
    """Compare the land of two front lines, in km2 of an equal-area projection.

    Strips narrower than 300 m are left out. With ``gazetteer`` also by region, and with the
    settlements on the land that changed hands. Raises FrontLineError where a line comes without
    land, or the two have different sides.
    """
    _check(before, after)
    corners = [
        shapely.get_coordinates(area_of(polygons)) for _, polygons in (*before.held, *after.held)
    ]
    plane = Plane.about(np.concatenate(corners))
    old, new = _land(before, plane), _land(after, plane)
    pieces = {
        (was, now): piece
        for was in sorted(old)
        for now in sorted(new)
        if was != now and not (piece := _opened(_shared(old[was], new[now]))).is_empty
    }
    gains = _ranked(_gain(was, now, "", piece) for (was, now), piece in pieces.items())
    shift, where = _shift(before, pieces, plane)
    return Difference(
        before=before.date,
        after=after.date,
        sources=(before.source, after.source),
        gains=gains,
        by_region=_by_region(pieces, plane, gazetteer) if gazetteer is not None else (),
        settlements=_turned(pieces, plane, gazetteer) if gazetteer is not None else (),
        shift_km=round(shift, 1),
        shift_at=where,
        shift_near=_settlement_at(where, gazetteer) if where and gazetteer is not None else "",
        changes=tuple(
            Change(
                before=before.date,
                after=after.date,
                lost_by=was,
                side=now,
                km2=round(piece.area / 1e6, 1),
                polygons=to_polygons(piece, plane, _DECIMALS),
            )
            for (was, now), piece in pieces.items()
        ),
    )


def diff_json(found: Difference) -> str:
    """Write a difference as JSON: all but its polygons."""
    value = asdict(found)
    del value["changes"]
    value["before"] = found.before.isoformat() if found.before else None
    value["after"] = found.after.isoformat() if found.after else None
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def diff_geojson(found: Difference) -> str:
    """Write the land that changed hands as GeoJSON, a MultiPolygon for each from and to."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "side_before": change.lost_by,
                "side_after": change.side,
                "km2": change.km2,
                "date_before": found.before.isoformat() if found.before else None,
                "date_after": found.after.isoformat() if found.after else None,
            },
            "geometry": {"type": "MultiPolygon", "coordinates": change.polygons},
        }
        for change in found.changes
    ]
    value = {"type": "FeatureCollection", "features": features}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def diff_table(found: Difference) -> str:
    """Write a difference as lines of text for reading."""
    days = [day.isoformat() if day else "no date" for day in (found.before, found.after)]
    rows = [f"{days[0]} to {days[1]}"]
    rows += [f"{gain.side} took {gain.km2:,.1f} km2 from {gain.lost_by}" for gain in found.gains]
    if not found.gains:
        rows.append("no land changed hands")
    rows += [
        f"  {gain.region}: {gain.side} took {gain.km2:,.1f} km2 from {gain.lost_by}"
        for gain in found.by_region
    ]
    if found.shift_at is not None:
        lon, lat = found.shift_at
        near = f", near {found.shift_near}" if found.shift_near else ""
        rows.append(
            f"largest shift of the line: {found.shift_km} km, at {lat:.3f}, {lon:.3f}{near}"
        )
    if found.settlements:
        rows.append(f"{len(found.settlements)} settlements changed hands:")
    rows += [
        f"  {turned.name} ({turned.lat:.3f}, {turned.lon:.3f}): {turned.before} to {turned.after}"
        for turned in found.settlements
    ]
    return "\n".join(rows) + "\n"


def _check(before: FrontLine, after: FrontLine) -> None:
    for line in (before, after):
        if not any(polygons for _, polygons in line.held):
            raise FrontLineError(
                f"the front line of {line.date or line.source!r} comes without the land of its"
                " sides, so areas cannot be compared: give polygons, or a line that geomap derived"
            )
    sides = [{line.side_left, line.side_right} for line in (before, after)]
    if sides[0] != sides[1]:
        names = [" and ".join(sorted(pair)) for pair in sides]
        raise FrontLineError(
            f"the two front lines have different sides ({names[0]}; {names[1]}): name them alike"
        )


def _land(line: FrontLine, plane: Plane) -> dict[str, BaseGeometry]:
    """Return the land by side; of a map of one side's land alone, only that."""
    return {
        side: shapely.make_valid(plane.project(area_of(polygons)))
        for side, polygons in line.held
        if polygons
    }


def _shared(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """Return the land that two areas share, without the lines and points where they only touch."""
    both = shapely.intersection(one, other, grid_size=_GRID_M)
    return shapely.union_all(polygon_parts(both), grid_size=_GRID_M)


def _opened(area: BaseGeometry) -> BaseGeometry:
    """Leave out what is narrower than twice ``_NARROW_M``."""
    wide = shapely.buffer(area, -_NARROW_M, quad_segs=2)
    return _shared(area, shapely.buffer(wide, _NARROW_M * 1.5, quad_segs=2))


def _gain(was: str, now: str, region: str, piece: BaseGeometry) -> Gain:
    return Gain(side=now, lost_by=was, region=region, km2=round(piece.area / 1e6, 1))


def _ranked(gains: Iterable[Gain]) -> tuple[Gain, ...]:
    kept = [gain for gain in gains if gain.km2 > 0]
    return tuple(sorted(kept, key=lambda g: (-g.km2, g.region, g.side, g.lost_by)))


def _box(pieces: dict[tuple[str, str], BaseGeometry], plane: Plane) -> tuple[float, ...] | None:
    if not pieces:
        return None
    bounds = plane.unproject(shapely.union_all(list(pieces.values()))).bounds
    return tuple(float(value) for value in bounds)


def _by_region(
    pieces: dict[tuple[str, str], BaseGeometry], plane: Plane, gazetteer: Gazetteer
) -> tuple[Gain, ...]:
    box = _box(pieces, plane)
    if box is None:
        return ()
    west, south, east, north = box
    found: list[Gain] = []
    rest = dict(pieces)
    for place, outline in gazetteer.outlines(PlaceKind.ADMIN1, (west, south, east, north)):
        region = shapely.make_valid(plane.project(outline))
        for (was, now), piece in rest.items():
            part = shapely.intersection(piece, region)
            if part.area > 0:
                found.append(_gain(was, now, place.name, part))
                rest[was, now] = shapely.difference(piece, region)
    found += [_gain(was, now, _ELSEWHERE, piece) for (was, now), piece in rest.items()]
    return _ranked(found)


def _turned(
    pieces: dict[tuple[str, str], BaseGeometry], plane: Plane, gazetteer: Gazetteer
) -> tuple[Turned, ...]:
    box = _box(pieces, plane)
    if box is None:
        return ()
    west, south, east, north = box
    places = list(gazetteer.settlements((west, south, east, north)))
    if not places:
        return ()
    xy = plane.to_xy(np.array([(place.lon, place.lat) for place in places]))
    found: list[Turned] = []
    for (was, now), piece in pieces.items():
        shapely.prepare(piece)
        found += [
            Turned(
                name=places[i].name,
                lat=places[i].lat,
                lon=places[i].lon,
                before=was,
                after=now,
                geonameid=places[i].geonameid,
            )
            for i in np.flatnonzero(shapely.intersects_xy(piece, xy[:, 0], xy[:, 1]))
        ]
    return tuple(sorted(found, key=lambda t: (-t.lat, t.lon, t.name)))


def _shift(
    before: FrontLine, pieces: dict[tuple[str, str], BaseGeometry], plane: Plane
) -> tuple[float, LonLat | None]:
    """Find the point of the changed land furthest from the old line, of what adjoins that line."""
    lines = lines_of(before.lines)
    if not lines:
        return 0.0, None
    old = plane.project(shapely.union_all(lines))
    best, where = 0.0, None
    for piece in pieces.values():
        for part in polygon_parts(piece):
            if not part.dwithin(old, _TOUCH_M):
                continue
            points = shapely.get_coordinates(shapely.segmentize(part, 1000.0))
            metres = shapely.distance(old, shapely.points(points))
            at = int(metres.argmax())
            if metres[at] > best:
                best, where = float(metres[at]), points[at]
    if where is None:
        return 0.0, None
    lon, lat = plane.to_lonlat(where[None, :])[0]
    return best / 1000, (round(float(lon), 4), round(float(lat), 4))


def _settlement_at(where: LonLat, gazetteer: Gazetteer) -> str:
    """Name the settlement nearest to a point, of those within half a degree."""
    lon, lat = where
    box = (lon - _NEAR_DEG, lat - _NEAR_DEG, lon + _NEAR_DEG, lat + _NEAR_DEG)
    ranked = [
        (distance_km(lat, lon, place.lat, place.lon), place.name)
        for place in gazetteer.settlements(box)
    ]
    return min(ranked, default=(0.0, ""))[1]
