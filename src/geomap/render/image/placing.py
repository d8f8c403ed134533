"""Where signs and names stand so that none covers another: simple, greedy, repeatable."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.render.image.plane import Box, Rect


_LATER = 0.12
"""What each further place to try costs, counted in points of lines covered."""


@dataclass(slots=True)
class Room:
    """The space of a panel: what is taken by signs and names, and what is better left free."""

    rect: Rect
    taken: list[Box] = field(default_factory=list)
    marks: list[tuple[float, float]] = field(default_factory=list)
    """Points of lines that a name should not cover, if it can stand elsewhere."""

    def free(self, box: Box, *, gap: float = 0.0) -> bool:
        """Tell whether a box lies in the panel and touches nothing."""
        left, bottom, right, top = box
        if not self.rect.holds(box):
            return False
        return not any(
            left - gap < c and right + gap > a and bottom - gap < d and top + gap > b
            for a, b, c, d in self.taken
        )

    def covered(self, box: Box) -> int:
        """Return how many points of lines a box covers."""
        left, bottom, right, top = box
        return sum(left < x < right and bottom < y < top for x, y in self.marks)

    def crossed(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Tell whether the line between two points runs over anything that stands at neither."""
        steps = max(2, int(hypot(end[0] - start[0], end[1] - start[1]) / 0.5))
        points = [
            (start[0] + (end[0] - start[0]) * n / steps, start[1] + (end[1] - start[1]) * n / steps)
            for n in range(steps + 1)
        ]
        ends = (start, end)
        return any(
            any(a < x < c and b < y < d for x, y in points)
            and not any(a <= x <= c and b <= y <= d for x, y in ends)
            for a, b, c, d in self.taken
        )

    def take(self, box: Box) -> None:
        """Mark a box as taken."""
        self.taken.append(box)

    def best(self, boxes: Iterable[Box], *, gap: float = 0.0) -> Box | None:
        """Return the best free box: early in the row, and covering little of any line."""
        found: tuple[float, Box] | None = None
        for number, box in enumerate(boxes):
            if found is not None and number * _LATER >= found[0]:
                break
            if not self.free(box, gap=gap):
                continue
            cost = number * _LATER + self.covered(box)
            if found is None or cost < found[0]:
                found = (cost, box)
        return None if found is None else found[1]


def square(x: float, y: float, size: float) -> Box:
    """Return the box about a sign."""
    return (x - size / 2, y - size / 2, x + size / 2, y + size / 2)


def round_about(x: float, y: float, *, step: float, most: int) -> Iterator[tuple[float, float]]:
    """Yield points ever further from one, in rings of sixteen."""
    yield x, y
    for ring in range(1, most + 1):
        for turn in range(16):
            angle = turn / 8 * pi - pi / 3
            yield x + cos(angle) * ring * step, y + sin(angle) * ring * step


def beside(x: float, y: float, *, half: float, wide: float, high: float) -> Iterator[Box]:
    """Yield boxes for the name of a sign: right, left, above, below, then the corners."""
    near = half + 0.7
    for out in (near, near + 1.6, near + 4.0, near + 7.5):
        slant = out * 0.72
        for left, bottom in (
            (x + out, y - high / 2),
            (x - out - wide, y - high / 2),
            (x + out, y - high + half * 0.6),
            (x - out - wide, y - high + half * 0.6),
            (x + out, y - half * 0.6),
            (x - out - wide, y - half * 0.6),
            (x - wide / 2, y + out),
            (x - wide / 2, y - out - high),
            (x + slant, y + slant),
            (x - slant - wide, y + slant),
            (x + slant, y - slant - high),
            (x - slant - wide, y - slant - high),
        ):
            yield (left, bottom, left + wide, bottom + high)


def away(box: Box, x: float, y: float) -> float:
    """Return the distance of a point from a box; 0 within."""
    left, bottom, right, top = box
    return hypot(max(left - x, x - right, 0.0), max(bottom - y, y - top, 0.0))


def nearest(box: Box, x: float, y: float) -> tuple[float, float]:
    """Return the point of a box that is nearest to a point."""
    left, bottom, right, top = box
    return (min(max(x, left), right), min(max(y, bottom), top))
