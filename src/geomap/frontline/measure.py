"""How far from the front line an event happened, and on whose side of it; lengths and areas."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geomap.frontline.choose import LATER_DAYS, LIMIT_DAYS, event_day, lines_for
from geomap.frontline.control import CONTESTED
from geomap.frontline.plane import Plane, geodesic_km
from geomap.frontline.shapes import area_of
from geomap.model import Precision
from geomap.record import copied

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer import Gazetteer
    from geomap.model import Event, FrontLine

    Floats = NDArray[np.float64]
    _Told = tuple[float | None, str | None]

REACH_KM = 400.0
"""A line tells something about events this near to it, whatever their country."""
DEEP_KM = 2500.0
"""... and about events this near to it in the countries of its sides: strikes deep behind it."""
_COAST_KM = 5.0
"""A place this far off the outline of its own country is on the coast, not abroad."""
_WHOLE = 0.98
"""A region lies on one side when this share of it does; the rest is the outline's tolerance."""

_EXACT = frozenset({Precision.POINT, Precision.SETTLEMENT})
_NOWHERE = frozenset({Precision.COUNTRY, Precision.UNKNOWN})


def annotate(
    events: Iterable[Event],
    lines: Sequence[FrontLine],
    *,
    gazetteer: Gazetteer | None = None,
    limit_days: int | None = LIMIT_DAYS,
) -> tuple[Event, ...]:
    """Fill ``frontline_km``, ``frontline_side`` and ``frontline_date`` of the events.

    Of lines of several days an event takes the nearest earlier one, at most ``limit_days`` old, or
    one at most a week later; ``limit_days=None`` sets no limit (the reader chose the line). Of
    several lines of one day the nearest counts; what is claimed counts only where nothing is
    assessed. The distance is geodesic, from the event's point to the line, to 0.1 km: None without
    a place, for an event placed in a country as a whole, and where the line may run through the
    region that the event is placed in. The side is None for a region that both sides hold a part
    of; the outlines of regions come from ``gazetteer``, else a circle of the uncertainty stands for
    the region. The date is that of the line used, None where the line says nothing.
    """
    events = tuple(events)
    groups: dict[date | None, list[int]] = {}
    for i, event in enumerate(events):
        groups.setdefault(event_day(event), []).append(i)
    by_lines: dict[tuple[int, ...], list[int]] = {}
    for day, members in groups.items():
        chosen = lines_for(day, lines, limit_days=limit_days, later_days=LATER_DAYS)
        by_lines.setdefault(chosen, []).extend(members)
    found: list[tuple[float | None, str | None, date | None]] = [(None, None, None)] * len(events)
    for chosen, members in by_lines.items():
        told: list[_Told] = [(None, None)] * len(members)
        days: list[date | None] = [None] * len(members)
        for number in chosen:
            ruler = _Ruler.of(lines[number])
            for at, one in enumerate(_told(events, members, ruler, gazetteer)):
                if one != (None, None):
                    days[at] = lines[number].date if _nearer(one, told[at]) else days[at]
                    told[at] = _joined(one, told[at])
        for i, (km, side), day in zip(members, told, days, strict=True):
            found[i] = (km, side, day)
    return _annotated(events, found)


def _annotated(
    events: tuple[Event, ...], found: Sequence[tuple[float | None, str | None, date | None]]
) -> tuple[Event, ...]:
    """Return the events with what was found; those that say so already as they are."""
    names = ("frontline_km", "frontline_side", "frontline_date")
    said = map(attrgetter(*names), events)
    news = [i for i, (old, new) in enumerate(zip(said, found, strict=True)) if old != new]
    if not news:
        return events
    columns = zip(names, zip(*(found[i] for i in news), strict=True), strict=True)
    done = list(events)
    for i, event in zip(news, copied([events[i] for i in news], dict(columns)), strict=True):
        done[i] = event
    return tuple(done)


def _nearer(one: _Told, other: _Told) -> bool:
    """Tell whether a line is nearer to an event than another; without a distance it is far."""
    far, further = (np.inf if told[0] is None else told[0] for told in (one, other))
    return bool(far < further) or other == (None, None)


def _joined(one: _Told, other: _Told) -> _Told:
    """Return what the nearer of two lines says; a side that only the further one knows is kept."""
    near, far = (one, other) if _nearer(one, other) else (other, one)
    return near if near[1] is not None else (near[0], far[1])


def near(events: Iterable[Event], line: FrontLine, *, reach_km: float = REACH_KM) -> bool:
    """Tell whether an event with a place lies on the land a line divides or within ``reach_km``."""
    points = [(loc.lon, loc.lat) for event in events if (loc := event.where.location)]
    if not points:
        return False
    ruler = _Ruler.of(line)
    lonlat = np.array(points, dtype=np.float64)
    return bool((ruler.distances(lonlat)[0] <= reach_km).any() or (ruler.sides(lonlat) != "").any())


def length_km(line: FrontLine) -> float:
    """Return the length of all runs of a line along the ellipsoid, in kilometres."""
    total = 0.0
    for run in line.lines:
        at = np.array(run, dtype=np.float64)
        total += float(geodesic_km(at[:-1, 0], at[:-1, 1], at[1:, 0], at[1:, 1]).sum())
    return total


def area_km2(line: FrontLine, *, within: BaseGeometry | None = None) -> dict[str, float]:
    """Return the area that each side holds, in km2 of an equal-area projection.

    ``within`` is a region, (lon, lat) degrees: only what lies in it counts.
    """
    areas = {side: area_of(polygons) for side, polygons in line.held if polygons}
    corners = [shapely.get_coordinates(area) for area in areas.values()]
    if not corners:
        return {}
    plane = Plane.about(np.concatenate(corners))
    frame = None if within is None else shapely.make_valid(plane.project(within))
    found = {}
    for side, area in areas.items():
        flat = shapely.make_valid(plane.project(area))
        flat = flat if frame is None else shapely.intersection(flat, frame)
        found[side] = float(flat.area) / 1e6
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ruler:
    """A line made ready to measure many points against it."""

    line: FrontLine
    plane: Plane
    starts: Floats
    ends: Floats
    before: NDArray[np.int64]
    """For each segment the one that ends where it starts, or -1 at an open end."""
    after: NDArray[np.int64]
    tree: shapely.STRtree
    areas: tuple[tuple[str, BaseGeometry], ...]

    @classmethod
    def of(cls, line: FrontLine) -> _Ruler:
        runs = [np.array(run, dtype=np.float64) for run in line.lines if len(run) > 1]
        lonlat = np.concatenate(runs) if runs else np.empty((0, 2))
        plane = Plane.about(lonlat if len(lonlat) else [(0.0, 0.0)])
        flat = [plane.to_xy(run) for run in runs]
        before, after, first = [], [], 0
        for run in runs:
            count = len(run) - 1
            here = np.arange(first, first + count)
            ring = bool((run[0] == run[-1]).all())
            before.append(np.concatenate([[here[-1] if ring else -1], here[:-1]]))
            after.append(np.concatenate([here[1:], [here[0] if ring else -1]]))
            first += count
        starts = np.concatenate([run[:-1] for run in flat]) if flat else np.empty((0, 2))
        ends = np.concatenate([run[1:] for run in flat]) if flat else np.empty((0, 2))
        areas = tuple(
            sorted(
                ((side, area_of(polygons)) for side, polygons in line.held if polygons),
                key=lambda item: item[0] != CONTESTED,
            )
        )
        for _, area in areas:
            shapely.prepare(area)
        return cls(
            line=line,
            plane=plane,
            starts=starts,
            ends=ends,
            before=np.concatenate(before) if before else np.empty(0, dtype=np.int64),
            after=np.concatenate(after) if after else np.empty(0, dtype=np.int64),
            tree=shapely.STRtree(shapely.linestrings(np.stack([starts, ends], axis=1))),
            areas=areas,
        )

    def distances(self, lonlat: Floats) -> tuple[Floats, NDArray[np.str_]]:
        """Return kilometres to the line, and the side by its direction ("" at its ends)."""
        if not len(self.starts):
            return np.full(len(lonlat), np.inf), np.full(len(lonlat), "")
        xy = self.plane.to_xy(lonlat)
        point, segment = self.tree.query_nearest(shapely.points(xy), all_matches=False)
        segment = segment[np.argsort(point, kind="stable")]
        start, along = self.starts[segment], self.ends[segment] - self.starts[segment]
        square = np.maximum((along**2).sum(axis=1), 1e-12)
        share = np.clip(((xy - start) * along).sum(axis=1) / square, 0, 1)
        foot = start + along * share[:, None]
        there = self.plane.to_lonlat(foot)
        km = geodesic_km(lonlat[:, 0], lonlat[:, 1], there[:, 0], there[:, 1])
        return km, self._directions(xy - foot, segment, share)

    def _directions(
        self, away: Floats, segment: NDArray[np.int64], share: Floats
    ) -> NDArray[np.str_]:
        """Name the side left or right; at a bend both segments count, beyond an open end none."""
        units = self.ends - self.starts
        units = units / np.maximum(np.hypot(units[:, 0], units[:, 1]), 1e-9)[:, None]
        other = np.where(share <= 0, self.before[segment], self.after[segment])
        bend = (share <= 0) | (share >= 1)
        along = units[segment] + np.where((bend & (other >= 0))[:, None], units[other], 0)
        turn = along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0]
        named = np.where(turn >= 0, self.line.side_left, self.line.side_right)
        return np.where(bend & (other < 0), "", named)

    def sides(self, lonlat: Floats) -> NDArray[np.str_]:
        """Name the side that holds each point, "" where no land under control is known."""
        found = np.full(len(lonlat), "", dtype=object)
        for side, area in reversed(self.areas):
            west, _, east, _ = area.bounds
            turns = [0.0] + [360.0] * (east > 180) + [-360.0] * (west < -180)
            for turn in turns:
                found[shapely.intersects_xy(area, lonlat[:, 0] + turn, lonlat[:, 1])] = side
        return found.astype(str)

    def coasts(self, lonlat: Floats) -> NDArray[np.str_]:
        """Name the side on whose coast each point lies, "" for points further off the land."""
        found = np.full(len(lonlat), "", dtype=object)
        if self.areas and len(lonlat):
            points = shapely.points(self.plane.to_xy(lonlat))
            best = np.full(len(lonlat), _COAST_KM * 1000)
            for side, area in self.areas:
                flat = shapely.make_valid(self.plane.project(area))
                shapely.prepare(flat)
                close = np.flatnonzero(shapely.dwithin(flat, points, _COAST_KM * 1000))
                metres = shapely.distance(flat, points[close])
                nearer = metres <= best[close]
                found[close[nearer]], best[close[nearer]] = side, metres[nearer]
        return found.astype(str)


def _told(
    events: Sequence[Event], members: Sequence[int], ruler: _Ruler, gazetteer: Gazetteer | None
) -> list[_Told]:
    placed = [i for i in members if _has_place(events[i])]
    points = [(loc.lon, loc.lat) for i in placed if (loc := events[i].where.location)]
    lonlat = np.array(points, dtype=np.float64).reshape(-1, 2)
    km, turn = ruler.distances(lonlat)
    on = ruler.sides(lonlat)
    coast = np.full(len(on), "", dtype=object)
    coast[on == ""] = ruler.coasts(lonlat[on == ""])
    regions: dict[int, str | None] = {}
    found: dict[int, _Told] = {}
    for at, i in enumerate(placed):
        event, distance = events[i], float(km[at])
        if not _applies(event, distance, str(on[at]), ruler.line):
            continue
        location = event.where.location
        assert location is not None
        if location.precision in _EXACT:
            side = _point_side(event, str(on[at]), str(coast[at]), str(turn[at]), ruler)
            found[i] = (round(distance, 1), side)
            continue
        key = event.where.place.key if event.where.place else -1 - i
        if key not in regions:
            regions[key] = _region_side(event, distance, str(turn[at]), ruler, gazetteer)
        away = distance >= location.uncertainty_km
        found[i] = (round(distance, 1) if away else None, regions[key])
    return [found.get(i, (None, None)) for i in members]


def _has_place(event: Event) -> bool:
    location = event.where.location
    return location is not None and location.precision not in _NOWHERE


def _country(event: Event) -> str | None:
    return event.where.place.country if event.where.place else None


def _applies(event: Event, km: float, on: str, line: FrontLine) -> bool:
    if km <= REACH_KM:
        return True
    near = {line.side_left, line.side_right, *line.countries}
    return km <= DEEP_KM and (bool(on) or _country(event) in near)


def _point_side(event: Event, on: str, coast: str, turn: str, ruler: _Ruler) -> str | None:
    if on or not ruler.areas:
        return on or turn or None
    country, line = _country(event), ruler.line
    if coast and (country is None or country in line.countries):
        return coast
    if len(ruler.areas) == 1 and country in line.countries:
        # Only one side's land is drawn: the rest of the country is the other's.
        return line.side_right if ruler.areas[0][0] == line.side_left else line.side_left
    return _by_country(country, line)


def _by_country(country: str | None, line: FrontLine) -> str | None:
    """Give a place off the land that the line divides to its own country, if that is a side."""
    return country if country and country in (line.side_left, line.side_right) else None


def _region_side(
    event: Event, km: float, turn: str, ruler: _Ruler, gazetteer: Gazetteer | None
) -> str | None:
    location, place = event.where.location, event.where.place
    assert location is not None
    outline = gazetteer.outline(place) if gazetteer is not None and place is not None else None
    if not ruler.areas:
        return turn or None if km >= location.uncertainty_km else None
    if outline is None:
        here = Plane(lat=location.lat, lon=location.lon)
        circle = shapely.Point(0, 0).buffer(max(location.uncertainty_km, 0.1) * 1000)
        outline = here.unproject(circle)
    shares = {
        side: shapely.intersection(area, outline).area / outline.area for side, area in ruler.areas
    }
    side = max(shares, key=lambda name: shares[name])
    covered = sum(shares.values())
    if covered > 1 - _WHOLE:
        return side if shares[side] >= _WHOLE * covered else None
    return _by_country(_country(event), ruler.line)
