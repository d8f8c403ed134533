"""Shapes of a file into front lines: geomap's own files, plain lines, land under control.

Of land under control the front is the part of its edge that runs inside a country; coast and
state border are told from it by the outlines of the countries.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geomap.errors import FrontLineError
from geomap.frontline.classes import (
    UNNAMED,
    class_of,
    date_of,
    one_holder,
    status_of,
    text_of,
)
from geomap.frontline.control import CONTESTED
from geomap.frontline.geojson import support_of
from geomap.frontline.ground import Ground, merged
from geomap.frontline.plane import Plane
from geomap.frontline.shapes import (
    lines_within,
    oriented,
    parts,
    polygon_parts,
    to_lines,
    to_polygons,
)
from geomap.model import ControlStatus, FrontLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from shapely.geometry.base import BaseGeometry

    from geomap.frontline.geojson import Drawn
    from geomap.frontline.ground import Outlines

    Shapes = list[tuple[BaseGeometry, Mapping[str, Any]]]

READ_METHOD = "read from a file of lines"
CUT_METHOD = "edge of the land under control, without coast and state border"

_DECIMALS = 6
_TOUCH_M = 100.0
_SHORTEST_M = 500.0
"""Shorter pieces of the edge of claimed land are where two drawings of one edge differ."""
_GRID_M = 0.001
"""Edges that meet to a millimetre meet: 180 and -180 degrees are one meridian."""


def _silent(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How the shapes of a file become front lines."""

    day: date | None = None
    """The day of the file; without it the file says, by a date property or its name."""
    side: str | None = None
    """Who holds the polygons; without it their properties say."""
    border_m: float = 3000.0
    """An edge nearer than this to the outline of a country is coast or border, not front."""
    nations: Mapping[str, str] = field(default_factory=dict)
    """Codes of countries by demonym and name, in lower case."""
    told: Callable[[str], None] = _silent
    """Told of what was mended and what was left out, a sentence each."""


def fronts(
    drawn: Sequence[Drawn], *, origin: str, outlines: Outlines, options: ReadOptions
) -> tuple[FrontLine, ...]:
    """Make front lines of the shapes of one file; raises FrontLineError where there are none."""
    found = [(part, one.properties) for one in drawn for part in parts(one.geometry)]
    lines = [(g, p) for g, p in found if g.geom_type in ("LineString", "LinearRing") and g.length]
    areas = [(g, p) for g, p in found if g.geom_type == "Polygon"]
    if (lines or areas) and (rest := len(found) - len(lines) - len(areas)):
        options.told(f"{origin}: {rest} points, or lines without length, were left out")
    if lines:
        return _of_lines(lines, areas, origin, options)
    if areas:
        return _of_areas(areas, origin, outlines, options)
    only = "only points" if found else "no shapes"
    raise FrontLineError(
        f"{origin} holds {only}: a front line file needs lines, or polygons of the land held"
    )


def _day(said: Mapping[str, Any], origin: str, options: ReadOptions) -> date | None:
    return options.day or date_of(said, origin)


# ── lines ────────────────────────────────────────────────────────────────────────────────────


def _of_lines(
    lines: Shapes, areas: Shapes, origin: str, options: ReadOptions
) -> tuple[FrontLine, ...]:
    groups: dict[tuple[tuple[date | None, ControlStatus], tuple[str, ...]], Shapes] = {}
    for geometry, said in lines:
        keys = ("source", "method", "side_left", "side_right", "name", "countries")
        texts = tuple(text_of(said, key) for key in keys)
        key = ((_day(said, origin, options), status_of(said)), texts)
        groups.setdefault(key, []).append((geometry, said))
    made = []
    for key, members in groups.items():
        (day, status), (source, method, left, right, name, countries) = key
        held: dict[str, list[BaseGeometry]] = {}
        for geometry, said in areas:
            mine = _day(said, origin, options) == day and text_of(said, "name") == name
            if mine and (side := options.side or text_of(said, "side")):
                held.setdefault(side, []).append(geometry)
        runs = [
            (run, said)
            for geometry, said in members
            for run in to_lines([geometry], None, _DECIMALS)
        ]
        runs.sort(key=lambda pair: (min(pair[0]), pair[0]))
        made.append(
            FrontLine(
                date=day,
                source=source or origin,
                method=method or READ_METHOD,
                side_left=left,
                side_right=right,
                lines=tuple(run for run, _ in runs),
                held=tuple(
                    (side, to_polygons(_joined(held[side]), None, _DECIMALS))
                    for side in sorted(held)
                ),
                name=name,
                countries=tuple(code for code in countries.split(",") if code),
                status=status,
                support=tuple(
                    one
                    for number, (run, said) in enumerate(runs)
                    for one in support_of(said.get("support"), number)
                    if one.last < len(run)
                ),
            )
        )
    return tuple(sorted(made, key=lambda front: front.status is ControlStatus.CLAIMED))


def _joined(areas: list[BaseGeometry]) -> BaseGeometry:
    whole = shapely.multipolygons(areas)
    return whole if whole.is_valid else shapely.union_all([shapely.make_valid(a) for a in areas])


# ── land under control ───────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """The land of one day in metres: by holder as assessed, what is claimed beyond, contested."""

    day: date | None
    assessed: dict[str, BaseGeometry]
    claimed: dict[str, BaseGeometry]
    contested: BaseGeometry
    labels: dict[tuple[str, ControlStatus], str]
    source: str


def _of_areas(
    areas: Shapes, origin: str, outlines: Outlines, options: ReadOptions
) -> tuple[FrontLine, ...]:
    corners = np.concatenate([shapely.get_coordinates(geometry) for geometry, _ in areas])
    plane = Plane.about(corners)
    ground = Ground.of(corners, plane, outlines)
    made = [
        front
        for day in _days(areas, plane, origin, options)
        for front in _of_day(day, ground, plane, options)
        if front.lines
    ]
    if not made:
        raise FrontLineError(f"{origin}: its polygons have no area, so they have no edge to draw")
    return tuple(made)


def _days(areas: Shapes, plane: Plane, origin: str, options: ReadOptions) -> Iterator[_Day]:
    """Sort the polygons by day and class; tell of those mended and left out."""
    classes = [class_of(said, options.nations, side=options.side) for _, said in areas]
    labels_only = one_holder(one for one in classes if one is not None)
    land: dict[tuple[date | None, str, ControlStatus], list[BaseGeometry]] = {}
    names: dict[tuple[str, ControlStatus], str] = {}
    sources: dict[date | None, str] = {}
    left_out: Counter[str] = Counter()
    for (geometry, said), found in zip(areas, classes, strict=True):
        day = _day(said, origin, options)
        flat = plane.project(geometry)
        if found is None:
            left_out["of land that was regained or is not held"] += 1
            continue
        if not flat.is_valid:
            left_out["mended"] += 1
            flat = shapely.make_valid(flat)
        if not flat.area > 0:
            left_out["without area"] += 1
            continue
        holder = UNNAMED if labels_only and not found.contested else found.holder
        land.setdefault((day, holder, found.status), []).extend(polygon_parts(flat))
        names.setdefault((holder, found.status), found.label)
        sources.setdefault(day, text_of(said, "source") or origin)
    _tell(left_out, origin, options)
    for day in dict.fromkeys(day for day, _, _ in land):
        yield _sorted(
            {key[1:]: pieces for key, pieces in land.items() if key[0] == day},
            _Day(
                day=day, assessed={}, claimed={}, contested=shapely.Polygon(), labels=names,
                source=sources[day],
            ),
        )  # fmt: skip


def _tell(left_out: Counter[str], origin: str, options: ReadOptions) -> None:
    if mended := left_out.pop("mended", 0):
        many = (
            "polygons cross themselves and were" if mended > 1 else "polygon crosses itself and was"
        )
        options.told(f"{origin}: {mended} {many} mended; check the drawing there")
    for why, count in left_out.items():
        options.told(f"{origin}: {count} polygon{'s' * (count > 1)} {why} left out")


def _sorted(land: dict[tuple[str, ControlStatus], list[BaseGeometry]], empty: _Day) -> _Day:
    """Join the pieces of each class, and leave to claims only what lies beyond what is assessed."""
    whole = {key: shapely.union_all(pieces, grid_size=_GRID_M) for key, pieces in land.items()}
    contested = shapely.union_all([area for (side, _), area in whole.items() if side == CONTESTED])
    sure = {
        side: area
        for (side, status), area in sorted(whole.items())
        if status is ControlStatus.ASSESSED and side != CONTESTED
    }
    claims = {}
    for (side, status), area in sorted(whole.items()):
        if status is ControlStatus.CLAIMED and side != CONTESTED:
            beyond = shapely.difference(area, sure.get(side, shapely.Polygon()))
            if beyond.area > 0:
                claims[side] = beyond
    return _Day(
        day=empty.day, assessed=sure, claimed=claims, contested=contested, labels=empty.labels,
        source=empty.source,
    )  # fmt: skip


def _of_day(land: _Day, ground: Ground, plane: Plane, options: ReadOptions) -> Iterator[FrontLine]:
    """Make the fronts of a day: those that are assessed first, then what is claimed beyond."""
    many = len(land.assessed) + len(land.claimed) > 1
    edges = [
        (left, right, edge, ControlStatus.ASSESSED, left_land)
        for left, right, edge, left_land in _edges(land, ground)
    ]
    for side, area in land.claimed.items():
        sure = land.assessed.get(side, shapely.Polygon())
        whole = shapely.union_all([sure, area], grid_size=_GRID_M)
        near = shapely.buffer(sure.boundary, _TOUCH_M, quad_segs=2)
        edge = shapely.difference(whole.boundary, near)
        edges.append((side, ground.other(side, whole), edge, ControlStatus.CLAIMED, whole))
    for left, right, edge, status, area in edges:
        claim = status is ControlStatus.CLAIMED
        least = _SHORTEST_M if claim and left in land.assessed else 0.0
        runs = [
            run
            for run in ground.inland(edge, area, options.border_m) or merged(edge)
            if run.length >= least
        ]
        held = {left: land.claimed[left]} if claim else _held(land, left, right)
        label = land.labels.get((left, status), "") or left
        yield FrontLine(
            date=land.day,
            source=land.source,
            method=CUT_METHOD,
            side_left=left,
            side_right=right,
            lines=to_lines(oriented(runs, area), plane, _DECIMALS),
            held=tuple(
                (side, to_polygons(shape, plane, _DECIMALS)) for side, shape in sorted(held.items())
            ),
            name=label if many and len(edges) != 1 else "",
            countries=ground.holding(area),
            status=status,
        )


def _held(land: _Day, left: str, right: str) -> dict[str, BaseGeometry]:
    """Return the land of both sides and what is contested; what is contested nobody holds."""
    held = {side: land.assessed[side] for side in (left, right) if side in land.assessed}
    if land.contested.is_empty:
        return held
    free = {side: shapely.difference(area, land.contested) for side, area in held.items()}
    return {**free, CONTESTED: land.contested}


def _edges(land: _Day, ground: Ground) -> Iterator[tuple[str, str, BaseGeometry, BaseGeometry]]:
    """Left side, right side, the edge between them and the land to its left.

    Two sides that lie beside each other, or with contested land between them, have one front. A
    side that meets no other (or overlaps with it) has a front against everybody else.
    """
    met: set[str] = set()
    for (left, first), (right, second) in combinations(sorted(land.assessed.items()), 2):
        beyond = shapely.union_all([second, land.contested])
        shared = shapely.intersection(first, second).area
        if shared >= 0.01 * min(first.area, second.area) or not first.dwithin(second, _TOUCH_M):
            between = land.contested
            if (
                between.is_empty
                or shared
                or not (between.dwithin(first, _TOUCH_M) and between.dwithin(second, _TOUCH_M))
            ):
                continue
        near = shapely.buffer(beyond, _TOUCH_M, quad_segs=2)
        met |= {left, right}
        yield left, right, lines_within(first.boundary, near), first
    for side, area in sorted(land.assessed.items()):
        if side not in met:
            yield side, ground.other(side, area), area.boundary, area
