"""Which events share a panel: far groups get one each, so that all of them can be read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from math import hypot, log
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely import MultiPolygon, Polygon, box, contains_xy, prepare

from geomap.model import Event, Layer, LonLat, Precision, Scene
from geomap.render.image.plane import Box, fall, frame_of, rise
from geomap.scene.frame import into

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_ACTION = (Layer.KINETIC, Layer.TERRITORY)
_VAGUE = (Precision.AREA, Precision.COUNTRY)
_MOST_PANELS = 3
_MOST_GROUPS = 6
_LEAST = 3.6
"""Degrees: a single village is shown with the country around it."""
_ROOM = 150.0
"""Millimetres that a panel of the usual size has for its events."""
_TOUCHING = 9.0
"""Millimetres: nearer than that, two symbols with their names are in each other's way."""
_CROWDED = 0.3
_GAIN = 1.8
_CELLS = 30
_RIM = 0.15
"""A panel shows that much more than its events ask for, at each side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point of the map with the events at it: a place, or the badge of an outline."""

    lon: float
    lat: float
    events: tuple[Event, ...]
    area: int | None = None
    """Number of the scene's area, for a badge."""
    vague: bool = False
    """Whether the outline is too wide to say where the badge must stand."""

    @property
    def at(self) -> LonLat:
        """The point."""
        return (self.lon, self.lat)

    @property
    def hurt(self) -> int:
        """The most people hurt in one of the events."""
        return max(map(hurt, self.events))

    @property
    def acts(self) -> bool:
        """Whether something was attacked or changed hands here."""
        return any(event.kind.layer in _ACTION for event in self.events)

    @property
    def rank(self) -> tuple[float, ...]:
        """What is drawn and named first: most people hurt, action, precise, most events."""
        return (-self.hurt, not self.acts, self.vague, -len(self.events), -self.lat, self.lon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The events of one panel."""

    spots: tuple[Spot, ...]
    frame: Box
    """What the panel must show: degrees, heights Mercator."""


def hurt(event: Event) -> int:
    """Return how many people were killed or injured."""
    return (event.counts.killed or 0) + (event.counts.injured or 0)


def leading(events: Iterable[Event]) -> Event:
    """Return the event that a pile shows: most people hurt, then the latest."""
    return max(events, key=_weight)


def _weight(event: Event) -> tuple[int, int]:
    last = event.when.end or event.when.start
    return hurt(event), 0 if last is None else last.toordinal()


def spots_of(scene: Scene) -> tuple[Spot, ...]:
    """Return the points of all events that have a place, the first in rank first."""
    bounds = scene.bounds or scene.box
    events = {event.id: event for event in scene.events}
    inside: set[str] = set()
    found = []
    for number, area in enumerate(scene.areas):
        members = tuple(events[name] for name in area.event_ids if name in events)
        if not members or not area.polygons:
            continue
        inside.update(area.event_ids)
        location = members[0].where.location
        at = area.anchor
        vague = location is not None and location.precision in _VAGUE
        if location is not None:
            at = (into(location.lon, bounds), location.lat)
        if at is not None:
            found.append(Spot(lon=at[0], lat=at[1], events=members, area=number, vague=vague))
    places: dict[LonLat, list[Event]] = defaultdict(list)
    for event in scene.events:
        location = event.where.location
        if location is not None and event.id not in inside:
            lon = into(location.lon, bounds)
            places[(round(lon, 4), round(location.lat, 4))].append(event)
    found += [Spot(lon=lon, lat=lat, events=tuple(some)) for (lon, lat), some in places.items()]
    return tuple(sorted(found, key=lambda spot: spot.rank))


def clusters(scene: Scene, spots: Sequence[Spot]) -> tuple[tuple[Cluster, ...], tuple[Spot, ...]]:
    """Return the events of each panel, the weightiest first, and the spots of none of them."""
    firm = [spot for spot in spots if not spot.vague]
    vague = [spot for spot in spots if spot.vague]
    groups, elsewhere = _grouped(firm)
    lands = {id(spot): _land(scene, spot) for spot in vague}
    loose = [spot for spot in vague if _home(lands[id(spot)], groups) is not None]
    alone = [spot for spot in vague if not any(spot is other for other in loose)]
    if alone:
        # Nothing else shows where these countries are: their middle must do.
        firm += [replace(spot, vague=False) for spot in alone]
        groups, elsewhere = _grouped(firm)
    for spot in loose:
        home = _home(lands[id(spot)], groups)
        (elsewhere if home is None else groups[home]).append(spot)
    if not groups:
        return (), tuple(spots)
    groups.sort(key=lambda group: (-_mass(group), min(spot.rank for spot in group)))
    made = [
        Cluster(spots=tuple(group), frame=frame_of(_framing(scene, group), least=_LEAST))
        for group in groups
    ]
    return tuple(made), tuple(elsewhere)


def _framing(scene: Scene, group: Sequence[Spot]) -> list[LonLat]:
    """Return the points that decide what a panel shows: of an outline, more than its middle."""
    points = []
    for spot in group:
        if spot.vague:
            continue
        points.append(spot.at)
        if spot.area is None:
            continue
        rings = [rings[0] for rings in scene.areas[spot.area].polygons]
        lons = [lon for ring in rings for lon, _ in ring]
        lats = [lat for ring in rings for _, lat in ring]
        wide, high = max(lons) - min(lons), max(lats) - min(lats)
        if len(group) == 1 and wide < 60.0:
            points += [(min(lons), min(lats)), (max(lons), max(lats))]
        else:
            wide, high = min(wide * 0.15, 3.0), min(high * 0.15, 3.0)
            points += [(spot.lon - wide, spot.lat - high), (spot.lon + wide, spot.lat + high)]
    return points


def _grouped(firm: Sequence[Spot]) -> tuple[list[list[Spot]], list[Spot]]:
    """Return the groups that get a panel, and what was said or done far from all of them."""
    if not firm:
        return [], []
    core = [spot for spot in firm if spot.acts] or list(firm)
    quiet = [spot for spot in firm if not spot.acts] if len(core) < len(firm) else []
    return _joined(_groups(core), quiet)


def _land(scene: Scene, spot: Spot) -> Any:  # noqa: ANN401  # shapely is untyped
    """Return the outline of a badge, in degrees."""
    if spot.area is None:
        return MultiPolygon()
    land = MultiPolygon([Polygon(rings[0], rings[1:]) for rings in scene.areas[spot.area].polygons])
    prepare(land)
    return land


def _home(land: Any, groups: Sequence[Sequence[Spot]]) -> int | None:  # noqa: ANN401  # the same
    """Return the group in whose panel an outline shows, most of its events first; else None."""
    best: tuple[float, int] | None = None
    for number, group in enumerate(groups):
        at = np.array([spot.at for spot in group])
        inside = contains_xy(land, at[:, 0], at[:, 1])
        weight = float(
            sum(len(spot.events) for spot, held in zip(group, inside, strict=True) if held)
        )
        if not weight:
            weight = 0.5 * _share(land, group)
        if weight and (best is None or weight > best[0]):
            best = (weight, number)
    return None if best is None else best[1]


def _share(land: Any, group: Sequence[Spot]) -> float:  # noqa: ANN401  # shapely is untyped
    """Return the part of a panel that lies in an outline; 0 when it is too little to be seen."""
    west, south, east, north = frame_of([spot.at for spot in group], least=_LEAST)
    wide, high = (east - west) * _RIM, (north - south) * _RIM
    panel = box(west - wide, fall(south - high), east + wide, fall(north + high))
    cut = land.buffer(0) if not land.is_valid else land
    share = float(cut.intersection(panel).area / panel.area)
    return share if share > 0.04 else 0.0


def _mass(group: Iterable[Spot]) -> int:
    return sum(len(spot.events) for spot in group)


# ── groups that lie apart ────────────────────────────────────────────────────────────────────


def _groups(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Cut the spots at their widest gaps, as long as every part gains by it."""
    cells = _cells(spots)
    points = np.array([[cell[0].lon, rise(cell[0].lat)] for cell in cells])
    groups = [list(range(len(cells)))]
    while len(groups) < _MOST_GROUPS:
        best = max(groups, key=lambda group: _extent(points[group]))
        parts = _cut(points, best)
        mass = [sum(_mass(cells[number]) for number in part) for part in parts]
        if not parts or not _worth_it(points, best, parts, mass):
            break
        groups.remove(best)
        groups += parts
    found = [[spot for number in group for spot in cells[number]] for group in groups]
    return _few(found)


def _cells(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Bring many spots together on a grid, so that 100,000 events are as quick as 100."""
    west, south, east, north = frame_of([spot.at for spot in spots], least=_LEAST)
    side = max(east - west, north - south) / _CELLS
    cells: dict[tuple[int, int] | int, list[Spot]] = defaultdict(list)
    for number, spot in enumerate(spots):
        cell = (int((spot.lon - west) / side), int((rise(spot.lat) - south) / side))
        cells[cell if len(spots) > _CELLS * 10 else number].append(spot)
    return list(cells.values())


def _extent(points: NDArray[np.float64]) -> float:
    wide, high = points.max(axis=0) - points.min(axis=0)
    return max(_LEAST, float(wide), float(high) * 1.4)


def _cut(points: NDArray[np.float64], group: Sequence[int]) -> list[list[int]]:
    """Part a group at the longest edge of its shortest tree (Prim's); empty for one point."""
    if len(group) < 2:
        return []
    at = points[list(group)]
    distance = np.hypot(*(at - at[0]).T)
    parent = np.zeros(len(group), dtype=int)
    outside = np.ones(len(group), dtype=bool)
    outside[0] = False
    edges = []
    for _ in range(len(group) - 1):
        nearest = int(np.where(outside, distance, np.inf).argmin())
        edges.append((float(distance[nearest]), nearest, int(parent[nearest])))
        outside[nearest] = False
        fresh = np.hypot(*(at - at[nearest]).T)
        parent = np.where(outside & (fresh < distance), nearest, parent)
        distance = np.minimum(distance, fresh)
    longest = max(edges)
    # Each edge is found after its parent: one sweep tells what hangs on the longest.
    far = {longest[1]}
    for edge in edges:
        if edge is not longest and edge[2] in far:
            far.add(edge[1])
    return [
        [number for i, number in enumerate(group) if (i in far) is side] for side in (False, True)
    ]


def _worth_it(
    points: NDArray[np.float64],
    group: Sequence[int],
    parts: Sequence[Sequence[int]],
    mass: Sequence[int],
) -> bool:
    """Tell whether a group is crowded, and its parts, drawn apart, are much larger."""
    whole = points[list(group)]
    extent = _extent(whole)
    gaps = np.hypot(
        whole[:, None, 0] - whole[None, :, 0], whole[:, None, 1] - whole[None, :, 1]
    ) * (_ROOM / extent)
    np.fill_diagonal(gaps, np.inf)
    if float((gaps.min(axis=1) < _TOUCHING).mean()) < _CROWDED:
        return False
    gain = sum(
        weight * log(extent / _extent(points[list(part)]))
        for part, weight in zip(parts, mass, strict=True)
    )
    return gain / sum(mass) > log(_GAIN)


def _few(groups: list[list[Spot]]) -> list[list[Spot]]:
    """Bring the smallest groups to their neighbours until there are no more than panels."""
    groups = sorted(groups, key=_mass, reverse=True)
    while len(groups) > _MOST_PANELS:
        least = groups.pop()
        middle = _middle(least)
        nearest = min(
            groups,
            key=lambda group: hypot(_middle(group)[0] - middle[0], _middle(group)[1] - middle[1]),
        )
        nearest += least
        groups.sort(key=_mass, reverse=True)
    return groups


def _middle(group: Sequence[Spot]) -> tuple[float, float]:
    west, south, east, north = frame_of([spot.at for spot in group], least=_LEAST)
    return ((west + east) / 2, (south + north) / 2)


def _joined(groups: list[list[Spot]], quiet: Sequence[Spot]) -> tuple[list[list[Spot]], list[Spot]]:
    """Let talks and visits join a group near them; those far off stand elsewhere."""
    frames = [frame_of([spot.at for spot in group], least=_LEAST) for group in groups]
    elsewhere: list[Spot] = []
    for spot in quiet:
        x, y = spot.lon, rise(spot.lat)
        away = []
        for west, south, east, north in frames:
            reach = max(2.0, 0.35 * max(east - west, north - south))
            off = max(west - x, x - east, south - y, y - north)
            away.append(off / reach)
        nearest = min(range(len(groups)), key=lambda number: away[number])
        (groups[nearest] if away[nearest] <= 1.0 else elsewhere).append(spot)
    return groups, elsewhere
