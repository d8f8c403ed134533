"""The small map that tells where the panels of a picture lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.render.image import land, palette, plane
from geomap.render.image.plane import Rect, Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.render.image.clusters import Cluster
    from geomap.render.image.land import Ground
    from geomap.render.image.plane import Box
    from geomap.render.image.sheet import Sheet

_WIDTH = 28.0
_AROUND = 0.35
"""How far the small map goes beyond the panels, by their width and height."""
_LEAST_HOST = (100.0, 60.0)
"""A panel smaller than that has no room for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """A small map in the corner of a panel."""

    host: int
    """Number of the panel."""
    window: Window
    others: tuple[Window, ...]


def locator(windows: Sequence[Window], groups: Sequence[Cluster], bounds: Box) -> Locator | None:
    """Return the small map in the corner with the fewest signs; None for a single panel."""
    if len(windows) < 2:
        return None
    boxes = [_mercator(window) for window in windows]
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    wide, high = (east - west) * _AROUND, (north - south) * _AROUND
    frame = (west - wide, south - high, east + wide, north + high)
    shape = min(1.0, max(0.55, (frame[3] - frame[1]) / (frame[2] - frame[0])))
    best: tuple[float, int, Rect] | None = None
    for number, (window, group) in enumerate(zip(windows, groups, strict=True)):
        if window.rect.width < _LEAST_HOST[0] or window.rect.height < _LEAST_HOST[1]:
            continue
        signs = [window.at(*spot.at) for spot in group.spots]
        for rect in _corners(window.rect, _WIDTH, _WIDTH * shape):
            near = sum(
                rect.left - 14 < x < rect.right + 14 and rect.bottom - 9 < y < rect.top + 9
                for x, y in signs
            )
            if best is None or near < best[0]:
                best = (near, number, rect)
    if best is None or best[0] > 1:
        return None
    small = plane.window(best[2], frame, bounds, margin=(0.0, 0.0))
    return Locator(host=best[1], window=small, others=tuple(windows))


def _mercator(window: Window) -> Box:
    west, south, east, north = window.box
    return (west, plane.rise(south), east, plane.rise(north))


def _corners(rect: Rect, wide: float, high: float) -> list[Rect]:
    return [
        Rect(left, bottom, wide, high)
        for bottom in (rect.bottom, rect.top - high)
        for left in (rect.right - wide, rect.left)
    ]


def draw(sheet: Sheet, found: Locator, ground: Ground) -> None:
    """Draw the small map with the outlines of the panels."""
    window = found.window
    rect = window.rect
    sheet.rectangle(rect, fill=palette.WATER, edge=palette.PAPER, line=3.0)
    rings = land.rings_of(ground.land, window)
    sheet.polygons(rings, fill=palette.LAND, clip=rect)
    sheet.lines(land.lines_of(ground.coasts, window), edge=palette.COAST, line=0.3, clip=rect)
    sheet.lines(land.lines_of(ground.borders, window), edge=palette.BORDER, line=0.3, clip=rect)
    for other in found.others:
        west, south, east, north = other.box
        left, bottom = window.at(west, south)
        right, top = window.at(east, north)
        frame = Rect(left, bottom, right - left, top - bottom)
        sheet.rectangle(frame, fill=palette.INK, alpha=0.1, clip=rect)
        sheet.rectangle(frame, edge=palette.INK, line=0.8, clip=rect)
    sheet.rectangle(rect, edge=palette.COAST, line=0.6)
