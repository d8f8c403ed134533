"""One panel: the land, the front line, the events and the names of a window."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, floor, log10, radians
from typing import TYPE_CHECKING, Any

import numpy as np

from geomap.model import BaseLabel, PlaceKind, Precision
from geomap.render.image import fronts, land, letters, marks, palette, placing
from geomap.render.image.clusters import leading
from geomap.render.image.letters import Style
from geomap.render.image.placing import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geomap.model import Area, Scene
    from geomap.render.image.clusters import Spot
    from geomap.render.image.land import Ground
    from geomap.render.image.marks import Label, Placed
    from geomap.render.image.plane import Box, Rect, Window
    from geomap.render.image.sheet import Sheet
    from geomap.render.image.words import Say

_VAST = (Precision.AREA, Precision.COUNTRY)
_STYLES = {
    PlaceKind.COUNTRY: Style(size=5.8, bold=True),
    PlaceKind.ADMIN1: Style(size=5.4, italic=True),
    PlaceKind.WATER: Style(size=6.4, italic=True, serif=True),
    PlaceKind.SETTLEMENT: Style(size=5.8),
}
_RIVER = Style(size=5.2, italic=True, serif=True)
_SCALE_STYLE = Style(size=5.4)
_PER_TOWN, _PER_REGION = 650.0, 1100.0
"""Square millimetres of the panel for each name of a town or a region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What all panels of a picture share."""

    scene: Scene
    ground: Ground
    number_of: Callable[[str | None], int]
    say: Say
    years: bool
    """Whether dates need their year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A panel before it is drawn: each sign and each label has found its place."""

    window: Window
    areas: tuple[Area, ...]
    signs: tuple[Placed, ...]
    labels: tuple[tuple[Placed, Label], ...]
    room: Room
    bar: _Bar

    @property
    def grouped(self) -> bool:
        """Whether some sign stands for several places."""
        return any(not sign.mark.single for sign in self.signs)


def compose(
    drawing: Drawing, window: Window, spots: Sequence[Spot], corner: Rect | None
) -> Composed:
    """Find a place for all signs and labels; ``corner`` is kept free for the small map."""
    found = marks.marks_of(drawing.scene, spots, window)
    shown = {spot.area for mark in found for spot in mark.spots if spot.area is not None}
    room = Room(rect=window.rect.inset(0.8))
    for run in fronts.runs(drawing.scene, window):
        room.marks += fronts.sampled(run)
    if corner is not None:
        room.take(corner.box)
    bar = _scale_bar(window, [(mark.x, mark.y) for mark in found], drawing.say, room)
    room.take(bar.box)
    signs = marks.placed(drawing.scene, found, room, window)
    return Composed(
        window=window,
        areas=tuple(drawing.scene.areas[number] for number in sorted(shown)),
        signs=tuple(signs),
        labels=tuple(marks.labels(signs, room, drawing.say, years=drawing.years)),
        room=room,
        bar=bar,
    )


def draw(sheet: Sheet, drawing: Drawing, made: Composed) -> None:
    """Draw a panel."""
    window, room = made.window, made.room
    _draw_land(sheet, drawing, window)
    _draw_held(sheet, drawing, window)
    _draw_areas(sheet, made.areas, drawing.scene, window)
    _draw_borders(sheet, drawing.ground, window)
    fronts.draw_lines(sheet, drawing.scene, window)
    fronts.draw_names(sheet, drawing, window, room)
    told = {name for sign in made.signs for name in map(_first_name, sign.mark.spots)}
    _draw_names(sheet, drawing.scene.labels, window, room, told)
    _draw_signs(sheet, drawing, made.signs, made.labels, window.rect)
    _draw_bar(sheet, made.bar)
    sheet.rectangle(window.rect, edge=palette.COAST, line=0.6)


def _first_name(spot: Spot) -> str:
    place = spot.events[0].where.place
    return "" if place is None else place.name


# ── the ground ───────────────────────────────────────────────────────────────────────────────


def _draw_land(sheet: Sheet, drawing: Drawing, window: Window) -> None:
    rect = window.rect
    sheet.rectangle(rect, fill=palette.WATER)
    rings = land.rings_of(drawing.ground.land, window)
    sheet.polygons(rings, fill=palette.LAND, edge=palette.LAND, line=0.4, clip=rect)
    lakes = land.rings_of(drawing.ground.lakes, window)
    sheet.polygons(lakes, fill=palette.WATER, edge=palette.COAST, line=0.35, clip=rect)
    rivers = land.lines_of(drawing.ground.rivers, window)
    sheet.lines(rivers, edge=palette.RIVER, line=0.6, clip=rect)


def _draw_borders(sheet: Sheet, ground: Ground, window: Window) -> None:
    # Thinner where the world is small, else its coasts are all line.
    thin = 0.55 if window.zoom < 3.5 else 0.8 if window.zoom < 5.0 else 1.0
    for shapes, colour, line in (
        (ground.coasts, palette.COAST, 0.55),
        (ground.borders, palette.BORDER, 0.75),
    ):
        sheet.lines(land.lines_of(shapes, window), edge=colour, line=line * thin, clip=window.rect)


def _draw_held(sheet: Sheet, drawing: Drawing, window: Window) -> None:
    rect = window.rect
    regions = land.lines_of(drawing.ground.regions, window)
    sheet.lines(regions, edge=palette.REGION, line=0.6, clip=rect)
    fronts.draw_land(sheet, drawing, window)


def _draw_areas(sheet: Sheet, areas: Iterable[Area], scene: Scene, window: Window) -> None:
    named = {shape.place.name for shape in scene.countries}
    vast = {
        event.id
        for event in scene.events
        if event.where.location is not None and event.where.location.precision in _VAST
    }
    for area in areas:
        rings = land.rings_of(land.outlines(area.polygons), window)
        wide = any(name in vast for name in area.event_ids)
        if wide and area.name in named and not _partial(area, scene):
            # The border of the country is on the map already.
            continue
        if not wide:
            sheet.polygons(rings, fill=palette.INK, alpha=0.06, clip=window.rect)
        sheet.polygons(
            rings, edge=palette.INK, line=0.7, alpha=0.3 if wide else 0.6,
            linestyle=(0, (3.6, 3.0)), clip=window.rect,
        )  # fmt: skip


def _partial(area: Area, scene: Scene) -> bool:
    """Tell whether an outline is a part of a country, as against all of it."""
    return any(
        event.where.location is not None and event.where.location.precision is Precision.AREA
        for event in scene.events
        if event.id in area.event_ids
    )


# ── names ────────────────────────────────────────────────────────────────────────────────────


def _draw_names(
    sheet: Sheet, rows: Iterable[BaseLabel], window: Window, room: Room, told: set[str]
) -> None:
    """Write the names of the base map, the most important first, where there is room."""
    size = window.rect.width * window.rect.height
    left = {PlaceKind.SETTLEMENT: int(size / _PER_TOWN), PlaceKind.ADMIN1: int(size / _PER_REGION)}
    zoom = window.zoom + 0.5
    for row in rows:
        town = row.kind is PlaceKind.SETTLEMENT
        if (
            row.min_zoom > zoom
            or not left.get(row.kind, 1)
            or (row.text in told and row.kind is not PlaceKind.COUNTRY)
        ):
            continue
        x, y = window.at(row.lon, row.lat)
        if not window.rect.holds(placing.square(x, y, 1.0)):
            continue
        style = _RIVER if row.river else _STYLES.get(row.kind, _STYLES[PlaceKind.SETTLEMENT])
        said = letters.drawable(row.text)
        if row.kind is PlaceKind.COUNTRY:
            said = _spaced(said.upper())
        # A river is named beside its line, not across it.
        box = _name_box(said, style, (x, y + 1.6 if row.river else y), room, town=town)
        if box is None:
            continue
        room.take(box)
        left[row.kind] = left.get(row.kind, 99) - 1
        water = row.kind is PlaceKind.WATER
        if town:
            room.take(placing.square(x, y, 1.2))
            sheet.circle(x, y, 0.62, fill=palette.HALO)
            sheet.circle(x, y, 0.42, fill=palette.QUIET)
        sheet.text(
            box[0] + 0.2, box[1] + 0.62, said, style,
            colour=palette.WATER_INK if water else palette.QUIET,
            halo=None if water and not row.river else palette.HALO,
        )  # fmt: skip


def _spaced(said: str) -> str:
    """Set letters apart with hair spaces, as maps set the names of countries."""
    return "\u200a\u200a".join(said) if said.isascii() else said


def _name_box(
    said: str, style: Style, at: tuple[float, float], room: Room, *, town: bool
) -> Box | None:
    x, y = at
    wide, high = letters.width(said, style) + 0.4, letters.leading(style)
    if town:
        if not room.free(placing.square(x, y, 1.2)):
            return None
        tries = placing.beside(x, y, half=0.3, wide=wide, high=high)
        return room.best((box for box, _ in zip(tries, range(12), strict=False)), gap=0.2)
    offsets = (0.0, 3.0, -3.0, 6.0, -6.0)
    return room.best(
        (x - wide / 2 + dx, y - high / 2 + dy, x + wide / 2 + dx, y + high / 2 + dy)
        for dx in (0.0, wide * 0.4, -wide * 0.4)
        for dy in offsets
    )


# ── events ───────────────────────────────────────────────────────────────────────────────────


def _draw_signs(
    sheet: Sheet,
    drawing: Drawing,
    signs: Sequence[Placed],
    labels: Sequence[tuple[Placed, Label]],
    clip: Rect,
) -> None:
    for sign in signs:
        if sign.led:
            back = [[sign.x, sign.y], [sign.mark.x, sign.mark.y]]
            for line, colour in ((1.8, palette.HALO), (0.6, palette.INK)):
                sheet.lines([_array(back)], edge=colour, line=line, clip=clip)
            if not sign.mark.wide:
                sheet.circle(sign.mark.x, sign.mark.y, 0.75, fill=palette.HALO, clip=clip)
                sheet.circle(sign.mark.x, sign.mark.y, 0.5, fill=palette.INK, clip=clip)
    for _, label in labels:
        if label.leader is not None:
            sheet.lines([_array(label.leader)], edge=palette.QUIET, line=0.5, clip=clip)
    for sign in reversed(signs):
        draw_sign(sheet, drawing, sign)
    for sign, label in labels:
        _write(sheet, sign, label)


def draw_sign(sheet: Sheet, drawing: Drawing, sign: Placed) -> None:
    """Draw the symbol of a place, with the count of a pile; or the wheel of a group."""
    mark, events = sign.mark, sign.mark.events
    if not mark.single:
        parts = marks.shares(events, drawing.number_of)
        said = marks.short_number(len(events), drawing.say)
        sheet.wheel(sign.x, sign.y, mark.size, parts, said)
        return
    top = leading(events)
    colour = drawing.number_of(top.actor)
    sheet.symbol(top.kind.value, colour, sign.x, sign.y, mark.size, wide=mark.wide)
    if len(events) > 1:
        number = marks.short_number(len(events), drawing.say)
        sheet.pile(sign.x + mark.size * 0.42, sign.y + mark.size * 0.42, number)


def _write(sheet: Sheet, sign: Placed, label: Label) -> None:
    """Write a label, set towards its sign."""
    left, _, right, top = label.box
    if right <= sign.x:
        align, x = "right", right - 0.3
    elif left >= sign.x:
        align, x = "left", left + 0.3
    else:
        align, x = "center", (left + right) / 2
    y = top
    for said, style in (
        *((text, marks.NAME) for text in label.name),
        *((text, marks.LINE) for text in label.lines),
    ):
        y -= letters.leading(style)
        sheet.text(x, y + style.size * 0.09, said, style, align=align, halo=palette.HALO)


def _array(points: Any) -> Any:  # noqa: ANN401  # numpy's arrays are untyped here
    return np.array(points, dtype=float)


# ── the scale ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    box: Box
    length: float
    said: str


def _scale_bar(window: Window, signs: Sequence[tuple[float, float]], say: Say, room: Room) -> _Bar:
    """Return a scale bar of a round length, in the corner with the fewest signs."""
    longest = min(30.0, window.rect.width * 0.3)
    km = longest / window.mm_per_km
    step = 10.0 ** floor(log10(km))
    km = max(size for size in (step, 2 * step, 5 * step) if size <= km)
    said = f"{say.number(int(km))} km" if km >= 1 else f"{km * 1000:.0f} m"
    _, south, _, north = window.box
    sizes = [cos(radians(south)), cos(radians(north)), *([1.0] if south < 0.0 < north else [])]
    if min(sizes) < 0.75 * max(sizes):
        # The scale changes across the panel: say where it holds.
        lat = window.middle_lat
        said += f" ({abs(lat):.0f}° {'N' if lat >= 0 else 'S'})"
    length = km * window.mm_per_km
    wide, high = max(length, letters.width(said, _SCALE_STYLE)) + 2.4, 5.0
    left, bottom, right, top = window.rect.box
    corners = [
        (x, y, x + wide, y + high)
        for y in (bottom + 0.8, top - 0.8 - high)
        for x in (left + 0.8, right - 0.8 - wide)
    ]
    free = [box for box in corners if room.free(box)] or corners
    box = min(free, key=lambda corner: sum(placing.away(corner, *at) < 6.0 for at in signs))
    return _Bar(box=box, length=length, said=said)


def _draw_bar(sheet: Sheet, bar: _Bar) -> None:
    left, bottom = bar.box[0] + 1.2, bar.box[1] + 1.3
    sheet.text(left, bottom + 1.0, bar.said, _SCALE_STYLE, halo=palette.HALO)
    right, tick = left + bar.length, 0.7
    run = _array([[left, bottom + tick], [left, bottom], [right, bottom], [right, bottom + tick]])
    for line, colour in ((2.0, palette.HALO), (0.8, palette.INK)):
        sheet.lines([run], edge=colour, line=line)
