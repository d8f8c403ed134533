"""The page: title, panels, key, locator, credits and notes, each in its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from math import log
from typing import TYPE_CHECKING

from geomap.errors import UsageError
from geomap.render.image import clusters, land, legend, letters, locator, palette, panel, plane
from geomap.render.image.clusters import Cluster, Spot
from geomap.render.image.letters import Style
from geomap.render.image.plane import Box, Rect, Window
from geomap.render.image.sheet import Sheet
from geomap.render.image.words import Say, years_differ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Event, Scene

_TITLE = Style(size=13.5, bold=True, serif=True)
_SUBTITLE = Style(size=7.6)
_CAPTION = Style(size=7.0, bold=True)
_FOOT = Style(size=5.2)
_SPACE = Style(size=2.5)
_MARGIN = 5.0
_GAP = 4.0
_COLUMN = 41.0
"""Millimetres: about the width of a column of the key."""
_MARGINS = (16.0, 10.0)
"""Room at the sides and at the top and bottom of a panel for symbols and their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where things stand. Rectangles are in millimetres."""

    height: float
    panels: tuple[Rect, ...]
    key: Rect
    columns: tuple[legend.Column, ...]
    column: float


def draw(
    scene: Scene, *, width: float, height: float | None, dpi: float, extent: Box | None
) -> Sheet:
    """Return a scene drawn on a sheet. ``height`` None takes what the map needs."""
    say = Say(scene.language)
    named = palette.country_names(scene)
    sides = (side for line in scene.frontlines for side in (line.side_left, line.side_right))
    number_of = palette.colours(palette.actors_of(scene), sides, named)
    drawing = panel.Drawing(
        scene=scene,
        ground=land.ground(scene),
        number_of=number_of,
        say=say,
        years=years_differ(scene.events),
    )
    groups, far = _groups(scene, extent)
    inner = width - 2 * _MARGIN
    header = _header(scene, inner)
    footer = _footer(scene, say, inner)
    high = (_lines_height(header), _lines_height(footer))
    shown = [event for group in groups for spot in group.spots for event in spot.events]
    for grouped in (False, True):
        sections = legend.rows_of(drawing, shown, far, grouped=grouped)
        plan = _plan(groups, sections, width=width, height=height, ends=high)
        windows, small = _windows(scene, groups, plan, extent)
        made = [
            panel.compose(drawing, window, group.spots, _corner(small, number))
            for number, (window, group) in enumerate(zip(windows, groups, strict=True))
        ]
        # The key tells of groups only where there are some.
        if grouped or not any(one.grouped for one in made):
            break
    sheet = Sheet(width, plan.height, dpi)
    _write(sheet, header, plan.height - _MARGIN)
    for number, (group, one) in enumerate(zip(groups, made, strict=True)):
        rect = one.window.rect
        if len(groups) > 1:
            said = letters.fitted(_caption(group, named, say), _CAPTION, rect.width)
            sheet.text(rect.left, rect.top + 1.3, said, _CAPTION)
        panel.draw(sheet, drawing, one)
        if small is not None and small.host == number:
            locator.draw(sheet, small, drawing.ground)
    legend.draw(sheet, plan.columns, plan.key, plan.column, _GAP)
    _write(sheet, footer, _MARGIN + high[1])
    return sheet


def _windows(
    scene: Scene, groups: Sequence[Cluster], plan: Plan, extent: Box | None
) -> tuple[list[Window], locator.Locator | None]:
    bounds = _mercator(scene.bounds or scene.box)
    margin = _MARGINS if extent is None else (0.0, 0.0)
    windows = [
        plane.window(rect, group.frame, bounds, margin=margin)
        for group, rect in zip(groups, plan.panels, strict=True)
    ]
    return windows, locator.locator(windows, groups, bounds)


def _corner(small: locator.Locator | None, number: int) -> Rect | None:
    return small.window.rect if small is not None and small.host == number else None


def _groups(scene: Scene, extent: Box | None) -> tuple[tuple[Cluster, ...], tuple[Spot, ...]]:
    spots = clusters.spots_of(scene)
    if extent is not None:
        return _within(scene, spots, extent)
    groups, far = clusters.clusters(scene, spots)
    if not groups:
        groups = (Cluster(spots=(), frame=_mercator(scene.box)),)
    return groups, far


def _within(
    scene: Scene, spots: Sequence[Spot], extent: Box
) -> tuple[tuple[Cluster, ...], tuple[Spot, ...]]:
    """Return one group: what lies in the part of the world asked for."""
    west, south, east, north = extent
    bounds = scene.bounds or scene.box
    if east < west:
        east += 360.0
    if west + 180.0 < bounds[0] or east < bounds[0]:
        west, east = west + 360.0, east + 360.0
    cut = (
        max(west, bounds[0]), max(south, bounds[1]), min(east, bounds[2]), min(north, bounds[3])
    )  # fmt: skip
    if cut[0] >= cut[2] or cut[1] >= cut[3]:
        raise UsageError(
            f"the extent {','.join(f'{side:g}' for side in extent)} shows nothing of this map, "
            f"which covers {','.join(f'{side:g}' for side in bounds)} (west, south, east, north); "
            "give an extent that touches it"
        )
    inside = [spot for spot in spots if spot.vague or (
        cut[0] <= spot.lon <= cut[2] and cut[1] <= spot.lat <= cut[3])]  # fmt: skip
    far = [spot for spot in spots if not any(spot is other for other in inside)]
    return (Cluster(spots=tuple(inside), frame=_mercator(cut)),), tuple(far)


def _mercator(box: Box) -> Box:
    west, south, east, north = box
    return (west, plane.rise(south), east, plane.rise(north))


# ── header and footer ────────────────────────────────────────────────────────────────────────

_Line = tuple[str, Style, str]


def _header(scene: Scene, width: float) -> list[_Line]:
    title = [(line, _TITLE, palette.INK) for line in letters.balanced(
        scene.title, _TITLE, width, most=3)]  # fmt: skip
    under = letters.wrapped(scene.subtitle, _SUBTITLE, width, most=2)
    gap = [("", _SPACE, palette.INK)] if title and under else []
    return [*title, *gap, *((line, _SUBTITLE, palette.QUIET) for line in under)]


def _footer(scene: Scene, say: Say, width: float) -> list[_Line]:
    """Return credits and notes; the note about events without a place is said in the key."""
    unplaced = sum(event.where.location is None for event in scene.events)
    notes = [note for note in scene.notes if note != say.unplaced_note(unplaced)]
    lines = [
        *letters.wrapped(" · ".join(scene.credits), _FOOT, width, most=3),
        *letters.wrapped(" · ".join(note.rstrip(".") for note in notes), _FOOT, width, most=4),
    ]
    return [(line, _FOOT, palette.QUIET) for line in lines]


def _lines_height(lines: Sequence[_Line]) -> float:
    return sum(letters.leading(style) for _, style, _ in lines)


def _write(sheet: Sheet, lines: Sequence[_Line], top: float) -> None:
    for said, style, colour in lines:
        top -= letters.leading(style)
        sheet.text(_MARGIN, top + style.size * 0.1, said, style, colour=colour)


def _caption(group: Cluster, named: dict[str, str], say: Say) -> str:
    """Return the countries of a panel, those with most events first."""
    events: list[Event] = list(chain.from_iterable(spot.events for spot in group.spots))
    codes = Counter(
        event.where.place.country
        for event in events
        if event.where.place is not None and event.where.place.country is not None
    )
    names = [named.get(code, code) for code in sorted(codes, key=lambda c: (-codes[c], c))]
    if len(names) > 4:
        names = [*names[:3], say("more", len(names) - 3)]
    return say.listed(names)


# ── the plan ─────────────────────────────────────────────────────────────────────────────────


def _plan(
    groups: Sequence[Cluster],
    sections: Sequence[Sequence[legend.Row]],
    *,
    width: float,
    height: float | None,
    ends: tuple[float, float],
) -> Plan:
    """Find room for the panels and the key between header and footer."""
    head, foot = ends
    inner = width - 2 * _MARGIN
    caption = 5.0 if len(groups) > 1 else 0.0
    if height is None:
        return _tall(groups, sections, inner, ends, caption)
    body = Rect(_MARGIN, _MARGIN + foot + 2.5, inner, height - 2 * _MARGIN - head - foot - 5.5)
    if body.height < 25.0:
        raise UsageError(
            f"a picture {width:g} mm wide and {height:g} mm high has no room for a map under its "
            "title; make it higher, or leave the height out"
        )
    if body.width / body.height > 1.45 and width >= 120.0:
        side = min(2, max(1, int(inner * 0.3 / 36.0)))
        column = min(_COLUMN, inner * 0.3)
        found = legend.columns(sections, side, column, most=body.height)
        taken = side * (column + _GAP)
        key = Rect(body.right - taken + _GAP, body.bottom, taken - _GAP, body.height)
        area = Rect(body.left, body.bottom, body.width - taken, body.height)
    else:
        count = max(1, int((inner + _GAP) / (_COLUMN + _GAP)))
        column = (inner - (count - 1) * _GAP) / count
        found = legend.columns(sections, count, column, most=body.height * 0.42)
        high = legend.height_of(found)
        key = Rect(body.left, body.bottom, inner, high)
        area = Rect(body.left, body.bottom + high + 3.0, inner, body.height - high - 3.0)
    return Plan(
        height=height,
        panels=tuple(_shared(groups, area, caption)),
        key=key,
        columns=tuple(found),
        column=column,
    )


def _tall(
    groups: Sequence[Cluster],
    sections: Sequence[Sequence[legend.Row]],
    inner: float,
    ends: tuple[float, float],
    caption: float,
) -> Plan:
    """Plan a page as high as it needs to be: the first panel wide, the others below it."""
    first = _natural(groups[0], inner)
    heights = [first + caption]
    rects = [(0.0, 0.0, inner, first)]
    beside = len(groups) == 2 and inner >= 120.0
    if beside:
        wide = inner * 0.58
        column = (inner - wide - 2 * _GAP) / 2
        found = legend.columns(sections, 2, column)
        second = min(max(_natural(groups[1], wide), legend.height_of(found) - caption), wide)
        beside = legend.height_of(found) <= second + caption + 12.0
        second = max(second, legend.height_of(found) - caption) if beside else second
    if beside:
        rects.append((0.0, first + caption + 3.0, wide, second))
        heights.append(second + caption)
    elif len(groups) > 1:
        wide = (inner - (len(groups) - 2) * _GAP) / (len(groups) - 1)
        second = max(_natural(group, wide) for group in groups[1:])
        rects += [
            (number * (wide + _GAP), first + caption + 3.0, wide, second)
            for number in range(len(groups) - 1)
        ]
        heights.append(second + caption)
    if not beside:
        count = max(1, int((inner + _GAP) / (_COLUMN + _GAP)))
        column = (inner - (count - 1) * _GAP) / count
        found = legend.columns(sections, count, column)
    maps = sum(heights) + 3.0 * (len(heights) - 1)
    strip = 0.0 if beside else legend.height_of(found) + 3.5
    height = 2 * _MARGIN + ends[0] + ends[1] + maps + strip + 5.5
    top = height - _MARGIN - ends[0] - 3.0
    panels = [Rect(_MARGIN + x, top - y - caption - high, wide, high) for x, y, wide, high in rects]
    if beside:
        last = panels[1]
        key = Rect(last.right + _GAP, last.bottom, inner - last.width - _GAP, second + caption)
    else:
        key = Rect(_MARGIN, top - maps - strip, inner, strip - 3.5)
    return Plan(height=height, panels=tuple(panels), key=key, columns=tuple(found), column=column)


def _natural(group: Cluster, width: float) -> float:
    """Return the height at which a panel of a width shows its events and little more."""
    west, south, east, north = group.frame
    scale = (width - 2 * _MARGINS[0]) / (east - west)
    high = (north - south) * scale + 2 * _MARGINS[1]
    return min(max(high, 0.5 * width), 0.66 * width)


def _shared(groups: Sequence[Cluster], area: Rect, caption: float) -> list[Rect]:
    """Part an area among the panels so that they come out as large as they can."""
    if len(groups) == 1:
        return [_under(area, caption)]
    best: tuple[float, list[Rect]] | None = None
    for share in (0.4, 0.45, 0.5, 0.55, 0.6, 0.65):
        for upright in (False, True):
            first, rest = _parted(area, share, upright=upright)
            for across in (not upright, upright):
                others = [rest] if len(groups) == 2 else _halves(rest, upright=across)
                rects = [_under(rect, caption) for rect in (first, *others)]
                if min(min(rect.width, rect.height) for rect in rects) < 12.0:
                    continue
                worth = sum(
                    max(1, sum(len(spot.events) for spot in group.spots)) ** 0.5
                    * log(_scale(group, rect))
                    for group, rect in zip(groups, rects, strict=True)
                )
                if best is None or worth > best[0]:
                    best = (worth, rects)
    if best is None:
        raise UsageError(
            f"{len(groups)} maps do not fit into {area.width:.0f} x {area.height:.0f} mm; make the "
            "picture larger, or give an extent"
        )
    return best[1]


def _under(rect: Rect, caption: float) -> Rect:
    return Rect(rect.left, rect.bottom, rect.width, rect.height - caption)


def _scale(group: Cluster, rect: Rect) -> float:
    window = Window(rect=rect, west=0.0, base=0.0, scale=1.0)
    west, south, east, north = group.frame
    wide = max(1.0, window.rect.width - 2 * min(_MARGINS[0], rect.width / 4))
    high = max(1.0, window.rect.height - 2 * min(_MARGINS[1], rect.height / 4))
    return min(wide / (east - west), high / (north - south))


def _parted(rect: Rect, share: float, *, upright: bool) -> tuple[Rect, Rect]:
    """Part a rectangle in two: side by side, or one above the other."""
    left, bottom, wide, high = rect
    if upright:
        first = (wide - _GAP) * share
        return Rect(left, bottom, first, high), Rect(
            left + first + _GAP, bottom, wide - first - _GAP, high
        )
    first = (high - 3.0) * share
    return Rect(left, bottom + high - first, wide, first), Rect(
        left, bottom, wide, high - first - 3.0
    )


def _halves(rect: Rect, *, upright: bool) -> list[Rect]:
    return list(_parted(rect, 0.5, upright=upright))
