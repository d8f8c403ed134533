"""Where the parts of a page stand: panels, key, header and footer, in millimetres."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from geomap.errors import UsageError
from geomap.render.image import legend
from geomap.render.image.plane import Rect

if TYPE_CHECKING:
    from geomap.render.image.clusters import Cluster

MARGIN = 5.0
GAP = 4.0
MARGINS = (16.0, 10.0)
"""Room at the sides and at the top and bottom of a panel for symbols and their names."""

_COLUMN = 35.0
"""Millimetres: no column of a key below the panels is narrower."""
_SIDE = (41.0, 34.0)
"""Widths of one, and of two, columns of a key beside the panels."""
_NARROW = 28.0
"""... but on a page of a given height, where all would not fit otherwise."""
_FILL = (0.45, 0.55)
"""The most of a page of a given height that the key below the panels may take: at first, and
before anything is left out of it."""
_BRIEF = (0, 1, 2)

Sections = Sequence[Sequence[legend.Row]]
Key = Callable[[int], Sections]
"""Gives the sections of the key; the number tells how brief they must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where things stand. Rectangles are in millimetres."""

    height: float
    panels: tuple[Rect, ...]
    key: Rect
    columns: tuple[legend.Column, ...]
    column: float


def plan(
    groups: Sequence[Cluster],
    sections: Key,
    *,
    width: float,
    height: float | None,
    ends: tuple[float, float],
) -> Plan:
    """Find room for the panels and the key between a header and a footer of given heights."""
    head, foot = ends
    inner = width - 2 * MARGIN
    caption = 5.0 if len(groups) > 1 else 0.0
    if height is None:
        return _tall(groups, sections(0), inner, ends, caption)
    body = Rect(MARGIN, MARGIN + foot + 2.5, inner, height - 2 * MARGIN - head - foot - 5.5)
    if body.height < 25.0:
        raise UsageError(
            f"a picture {width:g} mm wide and {height:g} mm high has no room for a map under its "
            "title; make it higher, or leave the height out"
        )
    key, area, found, column = _key(sections, body)
    return Plan(
        height=height,
        panels=tuple(_shared(groups, area, caption)),
        key=key,
        columns=tuple(found),
        column=column,
    )


def _key(sections: Key, body: Rect) -> tuple[Rect, Rect, list[legend.Column], float]:
    """Return the key's place, what is left for the panels, the key's columns and their width."""
    if body.width / body.height > 1.4:
        for brief in _BRIEF:
            for count, column in enumerate(_SIDE, start=1):
                taken = count * (column + GAP)
                if taken > body.width * 0.42:
                    continue
                found = legend.columns(sections(brief), count, column, most=body.height)
                if found is not None:
                    key = Rect(body.right - taken + GAP, body.bottom, taken - GAP, body.height)
                    area = Rect(body.left, body.bottom, body.width - taken, body.height)
                    return key, area, found, column
    found, column = _strip_key(sections, body)
    high = legend.height_of(found)
    key = Rect(body.left, body.bottom, body.width, high)
    area = Rect(body.left, body.bottom + high + 3.0, body.width, body.height - high - 3.0)
    return key, area, found, column


def _strip_key(sections: Key, body: Rect) -> tuple[list[legend.Column], float]:
    """Return the columns of a key below the panels, and their width: as much of it as fits."""
    shapes = dict.fromkeys((_strip(body.width), _strip(body.width, least=_NARROW)))
    for fill in _FILL:
        for brief in _BRIEF:
            for count, column in shapes:
                most = body.height * fill
                found = legend.columns(sections(brief), count, column, most=most)
                if found is not None:
                    return found, column
    count, column = list(shapes)[-1]
    return legend.shortened(sections(_BRIEF[-1]), count, column, body.height * _FILL[-1]), column


def _strip(inner: float, *, least: float = _COLUMN) -> tuple[int, float]:
    """Return the number and the width of the columns of a key below the panels."""
    count = max(1, int((inner + GAP) / (least + GAP)))
    return count, (inner - (count - 1) * GAP) / count


def _tall(
    groups: Sequence[Cluster],
    sections: Sections,
    inner: float,
    ends: tuple[float, float],
    caption: float,
) -> Plan:
    """Plan a page as high as it needs to be: the first panel wide, the others below it."""
    first = _natural(groups[0], inner)
    beside = _beside(groups, sections, inner, caption)
    if beside is not None:
        wide, found, column = beside
        second = max(_natural(groups[1], wide), legend.height_of(found) - caption)
        rests, strip = [(0.0, wide, second)], 0.0
    else:
        rests = _below(groups[1:], inner)
        count, column = _strip(inner)
        found = legend.columns(sections, count, column) or []
        strip = legend.height_of(found) + 3.5 if found else 0.0
    maps = first + caption + (rests[0][2] + caption + 3.0 if rests else 0.0)
    height = 2 * MARGIN + ends[0] + ends[1] + maps + strip + 5.5
    top = height - MARGIN - ends[0] - 3.0
    panels = [Rect(MARGIN, top - caption - first, inner, first)]
    panels += [Rect(MARGIN + x, top - maps, wide, high) for x, wide, high in rests]
    key = Rect(MARGIN, top - maps - strip, inner, max(0.0, strip - 3.5))
    if beside is not None:
        last = panels[1]
        key = Rect(last.right + GAP, last.bottom, inner - last.width - GAP, last.height + caption)
    return Plan(height=height, panels=tuple(panels), key=key, columns=tuple(found), column=column)


def _beside(
    groups: Sequence[Cluster], sections: Sections, inner: float, caption: float
) -> tuple[float, list[legend.Column], float] | None:
    """Return the second panel's width and the key beside it, where the two go together."""
    if len(groups) != 2 or inner < 120.0:
        return None
    wide = inner * 0.58
    column = (inner - wide - 2 * GAP) / 2
    found = legend.columns(sections, 2, column)
    if found is None or legend.height_of(found) > max(_natural(groups[1], wide), wide) + caption:
        return None
    return wide, found, column


def _below(groups: Sequence[Cluster], inner: float) -> list[tuple[float, float, float]]:
    """Return (left, width, height) of the panels in the second row."""
    if not groups:
        return []
    wide = (inner - (len(groups) - 1) * GAP) / len(groups)
    high = max(_natural(group, wide) for group in groups)
    return [(number * (wide + GAP), wide, high) for number in range(len(groups))]


def _natural(group: Cluster, width: float) -> float:
    """Return the height at which a panel of a width shows its events and little more."""
    west, south, east, north = group.frame
    scale = max(1.0, width - 2 * MARGINS[0]) / (east - west)
    high = (north - south) * scale + 2 * MARGINS[1]
    # Names are as large on a narrow page: it needs more height for them.
    narrow = min(1.5, max(1.0, 150.0 / width)) if len(group.spots) > 4 else 1.0
    # A map of front lines alone has nothing but its land to show.
    most = (
        0.75
        if not group.spots
        else 0.5
        if len(group.spots) < 3
        else 0.58
        if len(group.spots) < 6
        else 0.66
    )
    return min(max(high * narrow, 0.45 * width), most * narrow * width)


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
    """Return the scale at which a panel shows its events, in millimetres a degree."""
    west, south, east, north = group.frame
    wide, high = (max(4.0, side - 2 * rim) for side, rim in zip(rect[2:], MARGINS, strict=True))
    return min(wide / (east - west), high / (north - south))


def _parted(rect: Rect, share: float, *, upright: bool) -> tuple[Rect, Rect]:
    """Part a rectangle in two: side by side, or one above the other."""
    left, bottom, wide, high = rect
    if upright:
        first = (wide - GAP) * share
        return Rect(left, bottom, first, high), Rect(
            left + first + GAP, bottom, wide - first - GAP, high
        )
    first = (high - 3.0) * share
    return Rect(left, bottom + high - first, wide, first), Rect(
        left, bottom, wide, high - first - 3.0
    )


def _halves(rect: Rect, *, upright: bool) -> list[Rect]:
    return list(_parted(rect, 0.5, upright=upright))
