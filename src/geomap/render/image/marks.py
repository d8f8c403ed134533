"""The signs of a panel: which spots share one, where it stands, and what is written beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, hypot
from typing import TYPE_CHECKING, Any

from shapely import MultiPolygon, contains_xy, prepare

from geomap.render.image import placing
from geomap.render.image.clusters import Spot, hurt, leading
from geomap.render.image.land import outlines
from geomap.render.image.letters import Style, balanced, drawable, width
from geomap.render.image.letters import leading as line_height
from geomap.render.image.symbols import UNKNOWN
from geomap.render.image.words import Say, place_of
from geomap.scene.shapes import clipped, inner_point

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.model import Event, Scene
    from geomap.render.image.placing import Room
    from geomap.render.image.plane import Box, Window

SIZES = (4.9, 5.7, 6.7, 7.9)
"""Millimetres, by people hurt: none, some, 10 and more, 50 and more."""
NAME = Style(size=6.8, bold=True)
LINE = Style(size=6.0)
_BADGE = 5.4
_PER_MARK = 420.0
"""Square millimetres of the panel for each sign; where there are more, signs are grouped."""
_LABEL_WIDTH = 37.0
_MOST_LINES = 2
_MOST_LABELS = 60
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A sign on the panel, in millimetres."""

    x: float
    y: float
    """Where it belongs."""
    spots: tuple[Spot, ...]
    size: float
    wide: bool = False
    """Whether it is the badge of an outline."""

    @property
    def events(self) -> tuple[Event, ...]:
        """All that happened here."""
        return tuple(event for spot in self.spots for event in spot.events)

    @property
    def single(self) -> bool:
        """Whether all of it happened in one place."""
        return len(self.spots) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A sign where it is drawn."""

    mark: Mark
    x: float
    y: float
    led: bool
    """Whether a line leads back to where it belongs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What is written beside a sign: a name and lines about what happened."""

    box: Box
    name: tuple[str, ...]
    lines: tuple[str, ...]
    leader: tuple[tuple[float, float], tuple[float, float]] | None


def size_of(count: int) -> float:
    """Return the width of the symbol of an event in which so many people were hurt."""
    return SIZES[3 if count >= 50 else 2 if count >= 10 else 1 if count >= 1 else 0]


def marks_of(scene: Scene, spots: Sequence[Spot], window: Window) -> list[Mark]:
    """Return the signs of the spots in a window."""
    found: list[Mark] = []
    for spot in spots:
        at = anchor(scene, spot, window)
        if at is None:
            continue
        x, y = window.at(*at)
        wide = spot.area is not None
        size = max(_BADGE, size_of(spot.hurt) * 0.9) if wide else size_of(spot.hurt)
        found.append(Mark(x=x, y=y, spots=(spot,), size=size, wide=wide))
    most = max(6, int(window.rect.width * window.rect.height / _PER_MARK))
    return _together(found, most)


def anchor(scene: Scene, spot: Spot, window: Window) -> tuple[float, float] | None:
    """Return where a spot stands in a window; the badge of an outline, anywhere inside it."""
    if window.shows(spot.lon, spot.lat) and (not spot.vague or _well_inside(spot, window)):
        return spot.at
    if spot.area is None:
        return None
    west, south, east, north = window.box
    rim_x, rim_y = (east - west) * 0.06, (north - south) * 0.08
    box = (west + rim_x, south + rim_y, east - rim_x, north - rim_y)
    parts = (clipped(land, box) for land in outlines(scene.areas[spot.area].polygons))
    seen = [part for part in parts if part is not None]
    return inner_point(max(seen, key=lambda part: float(part.area))) if seen else None


def _well_inside(spot: Spot, window: Window) -> bool:
    return window.rect.inset(_BADGE).holds(placing.square(*window.at(*spot.at), 0.1))


def _together(marks: list[Mark], most: int) -> list[Mark]:
    """Bring signs together, nearer ones first, until there are few enough to be read."""
    reach = 3.0
    while len(marks) > most:
        # The marks come in the order of their rank, and so do the cells.
        cells: dict[tuple[int, int], list[Mark]] = {}
        for mark in marks:
            cells.setdefault((int(mark.x // reach), int(mark.y // reach)), []).append(mark)
        marks = [_joined(cell) if len(cell) > 1 else cell[0] for cell in cells.values()]
        reach *= 1.25
    return marks


def _joined(marks: Sequence[Mark]) -> Mark:
    """Return one sign for several, at the place of the first."""
    spots = tuple(spot for mark in marks for spot in mark.spots)
    count = sum(len(spot.events) for spot in spots)
    size = 6.0 if count < 10 else 7.0 if count < 100 else 8.4 if count < 1000 else 10.4
    return Mark(x=marks[0].x, y=marks[0].y, spots=spots, size=size)


def placed(scene: Scene, marks: Sequence[Mark], room: Room, window: Window) -> list[Placed]:
    """Give each sign its place: its own, or the nearest free one, with a line back to it."""
    found: list[Placed] = []
    order = sorted(marks, key=lambda mark: (mark.wide, mark.spots[0].rank))
    for mark in order:
        inside = _inside_of(scene, mark, window)
        spot = _free(mark, room, inside)
        if spot is None and found:
            number = min(
                range(len(found)),
                key=lambda i: hypot(found[i].x - mark.x, found[i].y - mark.y),
            )
            host = found[number]
            # It has its place already: it must not grow.
            joined = replace(_joined([host.mark, mark]), size=host.mark.size)
            found[number] = Placed(mark=joined, x=host.x, y=host.y, led=host.led)
            continue
        x, y, led = spot or (mark.x, mark.y, False)
        room.take(placing.square(x, y, mark.size))
        found.append(Placed(mark=mark, x=x, y=y, led=led))
    return found


def _free(
    mark: Mark, room: Room, inside: Callable[[float, float], bool] | None
) -> tuple[float, float, bool] | None:
    """Return the nearest free place; a badge needs no line to it within its outline."""
    other: tuple[int, float, float, bool] | None = None
    steps, most = (2.0, 9) if inside else (1.5, 7)
    for number, (x, y) in enumerate(placing.round_about(mark.x, mark.y, step=steps, most=most)):
        box = placing.square(x, y, mark.size)
        if not room.free(box, gap=0.2):
            continue
        if inside is None:
            return x, y, number > 0
        # A badge may stand anywhere within its outline: best where it hides no line.
        within = number == 0 or inside(x, y)
        cost = room.covered(box) + (0 if within else 1000)
        if not cost:
            return x, y, False
        if other is None or cost < other[0]:
            other = (cost, x, y, not within)
    return None if other is None else other[1:]


def _inside_of(scene: Scene, mark: Mark, window: Window) -> Callable[[float, float], bool] | None:
    number = mark.spots[0].area
    if number is None or not mark.wide:
        return None
    land: Any = MultiPolygon(outlines(scene.areas[number].polygons))
    prepare(land)

    def inside(x: float, y: float) -> bool:
        return bool(contains_xy(land, window.lon_at(x), window.lat_at(y)))

    return inside


# ── what is written ──────────────────────────────────────────────────────────────────────────


def labels(
    found: Sequence[Placed], room: Room, say: Say, *, years: bool
) -> list[tuple[Placed, Label]]:
    """Return the labels that find room, the weightiest first; a name alone where more is not."""
    made: list[tuple[Placed, Label]] = []
    order = sorted(found, key=lambda one: one.mark.spots[0].rank)[:_MOST_LABELS]
    short: list[Placed] = []
    for one in order:
        label = _label(one, room, _told(one.mark, say, years=years))
        if label is None:
            short.append(one)
        else:
            made.append((one, label))
    for one in short:
        name, _ = _told(one.mark, say, years=years)
        label = _label(one, room, (name, ()))
        if label is not None:
            made.append((one, label))
    return made


def _told(mark: Mark, say: Say, *, years: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the name of a place, and its lines."""
    if not mark.single:
        names = list(dict.fromkeys(_name_of(spot) for spot in mark.spots))
        # Of many places, no one speaks for the others: the names of the base map do.
        if len(names) > _MOST_NAMES:
            return (), ()
        return tuple(balanced(", ".join(names), NAME, _LABEL_WIDTH, most=2)), ()
    spot = mark.spots[0]
    name = tuple(balanced(_name_of(spot), NAME, _LABEL_WIDTH, most=2))
    ordered = sorted(spot.events, key=lambda event: (-hurt(event), event != leading(spot.events)))
    if len(ordered) == 1:
        said = [say.head(ordered[0], years=years), say.counts(ordered[0].counts)]
    else:
        said = list(dict.fromkeys(say.line(event, years=years) for event in ordered))
    shown = said if len(said) <= _MOST_LINES else said[: _MOST_LINES - 1]
    lines = [line for text in shown for line in balanced(text, LINE, _LABEL_WIDTH, most=2)]
    if len(said) > len(shown):
        lines.append(drawable(say("more", len(said) - len(shown))))
    return name, tuple(lines)


def _name_of(spot: Spot) -> str:
    return place_of(spot.events[0])


def _label(one: Placed, room: Room, told: tuple[tuple[str, ...], tuple[str, ...]]) -> Label | None:
    name, lines = told
    if not name and not lines:
        return None
    wide = max([width(line, NAME) for line in name] + [width(line, LINE) for line in lines]) + 0.6
    high = len(name) * line_height(NAME) + len(lines) * line_height(LINE) + 0.2
    half = one.mark.size / 2 + (0.9 if len(one.mark.events) > 1 else 0.0)

    def leader_to(box: Box) -> tuple[tuple[float, float], tuple[float, float]] | None:
        if placing.away(box, one.x, one.y) <= half + 2.6:
            return None
        return (placing.nearest(box, one.x, one.y), (one.x, one.y))

    boxes = placing.beside(one.x, one.y, half=half, wide=wide, high=high)
    # A line over another sign would give the name to that one.
    clear = (box for box in boxes if (line := leader_to(box)) is None or not room.crossed(*line))
    box = room.best(clear, gap=0.15)
    if box is None:
        return None
    room.take(box)
    leader = leader_to(box)
    return Label(box=box, name=name, lines=lines, leader=leader)


def shares(events: Sequence[Event], number_of: Callable[[str | None], int]) -> list[int]:
    """Return how many events go with each colour."""
    counts = [0] * (UNKNOWN + 1)
    for event in events:
        counts[number_of(event.actor)] += 1
    return counts


def short_number(number: int, say: Say) -> str:
    """Return a count that fits into a sign."""
    return say.number(number) if number < 10_000 else f"{ceil(number / 1000)}k"
