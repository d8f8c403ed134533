"""Shapes of a file into front lines: geomap's own files, plain lines, land under control.

Of land under control the front is the part of its edge that runs inside a country; coast and
state border are told from it by the outlines of the countries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geomap.errors import FrontLineError
from geomap.frontline.plane import Plane
from geomap.frontline.shapes import (
    line_parts,
    lines_within,
    oriented,
    parts,
    polygon_parts,
    to_lines,
    to_polygons,
)
from geomap.model import FrontLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geomap.frontline.geojson import Drawn

    Outlines = Callable[[tuple[float, float, float, float]], Sequence[tuple[str, BaseGeometry]]]

READ_METHOD = "read from a file of lines"
CUT_METHOD = "edge of the land under control, without coast and state border"
UNNAMED = "occupied"
"""The side that holds polygons of which nothing says who holds them."""
OTHER = "not "
"""Before the name of a side: everybody else."""

_SIDE_KEYS = ("side", "control", "controlled_by", "held_by", "holder", "status", "class", "name")
_DECIMALS = 6
_DATE = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_TOUCH_M = 100.0
_MARGIN_DEG = 0.5
_GRID_M = 0.001
"""Edges that meet to a millimetre meet: 180 and -180 degrees are one meridian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How the shapes of a file become front lines."""

    day: date | None = None
    """The day of the file; without it the file says, by a date property or its name."""
    side: str | None = None
    """Who holds the polygons; without it their properties say."""
    border_m: float = 3000.0
    """An edge nearer than this to the outline of a country is coast or border, not front."""


def fronts(
    drawn: Sequence[Drawn], *, origin: str, outlines: Outlines, options: ReadOptions
) -> tuple[FrontLine, ...]:
    """Make front lines of the shapes of one file; raises FrontLineError where there are none."""
    found = [(part, one.properties) for one in drawn for part in parts(one.geometry)]
    lines = [(g, p) for g, p in found if g.geom_type in ("LineString", "LinearRing") and g.length]
    areas = [(g, p) for g, p in found if g.geom_type == "Polygon"]
    if lines:
        return _of_lines(lines, areas, origin, options)
    if areas:
        return _of_areas(areas, origin, outlines, options)
    only = "only points" if found else "no shapes"
    raise FrontLineError(
        f"{origin} holds {only}: a front line file needs lines, or polygons of the land held"
    )


def _of_lines(
    lines: list[tuple[BaseGeometry, Any]],
    areas: list[tuple[BaseGeometry, Any]],
    origin: str,
    options: ReadOptions,
) -> tuple[FrontLine, ...]:
    groups: dict[tuple[object, ...], list[BaseGeometry]] = {}
    for geometry, said in lines:
        keys = ("source", "method", "side_left", "side_right", "name", "countries")
        texts = (_text(said, key) for key in keys)
        groups.setdefault((_date(said, origin, options), *texts), []).append(geometry)
    made = []
    for key, members in groups.items():
        day, source, method, left, right, name, countries = key
        held: dict[str, list[BaseGeometry]] = {}
        for geometry, said in areas:
            mine = _date(said, origin, options) == day and _text(said, "name") == name
            if mine and (side := _side(said, options)):
                held.setdefault(side, []).append(geometry)
        made.append(
            FrontLine(
                date=day if isinstance(day, date) else None,
                source=str(source or origin),
                method=str(method or READ_METHOD),
                side_left=str(left),
                side_right=str(right),
                lines=to_lines(members, None, _DECIMALS),
                held=tuple(
                    (side, to_polygons(shapely.multipolygons(held[side]), None, _DECIMALS))
                    for side in sorted(held)
                ),
                name=str(name),
                countries=tuple(code for code in str(countries).split(",") if code),
            )
        )
    return tuple(made)


def _of_areas(
    areas: list[tuple[BaseGeometry, Mapping[str, Any]]],
    origin: str,
    outlines: Outlines,
    options: ReadOptions,
) -> tuple[FrontLine, ...]:
    corners = np.concatenate([shapely.get_coordinates(geometry) for geometry, _ in areas])
    plane = Plane.about(corners)
    classes: dict[tuple[date | None, str], list[BaseGeometry]] = {}
    sources: dict[tuple[date | None, str], str] = {}
    for geometry, said in areas:
        key = (_date(said, origin, options), _side(said, options) or UNNAMED)
        mended = shapely.make_valid(plane.project(geometry))
        if mended.area > 0:
            classes.setdefault(key, []).extend(polygon_parts(mended))
        sources.setdefault(key, _text(said, "source") or origin)
    ground = _Ground.of(corners, plane, outlines)
    made = []
    for day in dict.fromkeys(day for day, _ in classes):
        of_day = {
            side: shapely.union_all(members, grid_size=_GRID_M)
            for (when, side), members in classes.items()
            if when == day
        }
        for left, right, edge in _edges(of_day):
            runs = ground.inland(edge, of_day[left], options.border_m) or _merged(edge)
            land = {side: of_day[side] for side in (left, right) if side in of_day}
            made.append(
                FrontLine(
                    date=day,
                    source=sources[day, left],
                    method=CUT_METHOD,
                    side_left=left,
                    side_right=right,
                    lines=to_lines(oriented(runs, of_day[left]), plane, _DECIMALS),
                    held=tuple(
                        (side, to_polygons(area, plane, _DECIMALS))
                        for side, area in sorted(land.items())
                    ),
                    name=left if len(of_day) > 1 else "",
                    countries=ground.holding(of_day[left]),
                )
            )
    made = [front for front in made if front.lines]
    if not made:
        raise FrontLineError(f"{origin}: its polygons have no area, so they have no edge to draw")
    return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """The countries around, in metres of one plane."""

    countries: tuple[tuple[str, BaseGeometry], ...]

    @classmethod
    def of(cls, corners: NDArray[np.float64], plane: Plane, outlines: Outlines) -> _Ground:
        west, south = corners.min(axis=0) - _MARGIN_DEG
        east, north = corners.max(axis=0) + _MARGIN_DEG
        box = (float(west), float(south), float(east), float(north))
        # Only what is near counts: Russia has ten times the outline that the front is near to.
        cut = [(code, shapely.clip_by_rect(shape, *box)) for code, shape in outlines(box)]
        return cls(
            countries=tuple(
                (code, shapely.make_valid(plane.project(shape)))
                for code, shape in cut
                if not shape.is_empty
            )
        )

    def holding(self, area: BaseGeometry) -> tuple[str, ...]:
        """Return the codes of the countries that hold more than a twentieth of an area."""
        shares = [(code, shapely.intersection(area, one).area) for code, one in self.countries]
        return tuple(sorted(code for code, share in shares if share > area.area / 20))

    def inland(self, edge: BaseGeometry, area: BaseGeometry, border_m: float) -> list[BaseGeometry]:
        """Return the runs of the edge of an area that are front, without coast and state border.

        What runs within ``border_m`` of a country's outline is no front. Neither is a short run
        further inland if all that lies beyond it is a sliver along the outline: there the map and
        our outline disagree about the border, as where the area strays into another country.
        """
        runs: list[BaseGeometry] = []
        holding = self.holding(area)
        for code, country in self.countries:
            if code not in holding:
                continue
            inner = shapely.buffer(country, -border_m, quad_segs=2)
            free = shapely.difference(country, area)
            wide = shapely.buffer(shapely.buffer(free, -border_m, quad_segs=2), border_m * 1.05)
            shapely.prepare(wide)
            deep = shapely.buffer(country, -3 * border_m, quad_segs=2)
            shapely.prepare(deep)
            runs += [
                run
                for run in _merged(lines_within(edge, inner))
                if deep.intersects(run) or wide.intersects(run)
            ]
        return runs


def _edges(areas: dict[str, BaseGeometry]) -> Iterable[tuple[str, str, BaseGeometry]]:
    """Left side, right side and the edge between them.

    Two classes that lie beside each other are the two sides of one front. Otherwise each class
    (claimed, assessed, ...) has a front of its own against everybody else.
    """
    if len(areas) == 2:
        (left, first), (right, second) = sorted(areas.items())
        shared = shapely.intersection(first, second).area
        if shared < 0.01 * min(first.area, second.area) and first.dwithin(second, _TOUCH_M):
            near = shapely.buffer(second, _TOUCH_M, quad_segs=2)
            return [(left, right, lines_within(first.boundary, near))]
    return [(side, OTHER + side, area.boundary) for side, area in sorted(areas.items())]


def _merged(edge: BaseGeometry) -> list[BaseGeometry]:
    return line_parts(shapely.line_merge(shapely.union_all(line_parts(edge))))


def _side(said: Mapping[str, Any], options: ReadOptions) -> str:
    if options.side:
        return options.side
    return next((text for key in _SIDE_KEYS if (text := _text(said, key))), "")


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    return value.strip() if isinstance(value, str) else ""


def _date(said: Mapping[str, Any], origin: str, options: ReadOptions) -> date | None:
    if options.day:
        return options.day
    for text in (*(_text(said, key) for key in ("date", "name", "collection")), origin):
        if match := _DATE.search(text):
            try:
                return date(*(int(part) for part in match.groups()))
            except ValueError:
                continue
    return None
