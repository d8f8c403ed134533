"""Front lines: the land of the sides, what changed hands, the lines themselves and their key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import numpy as np

from geomap.model import ControlStatus
from geomap.render.image import land, letters, palette, placing
from geomap.render.image.letters import Style
from geomap.render.image.plane import Rect
from geomap.scene.frame import into

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.model import FrontLine, Line, Scene
    from geomap.render.image.panel import Drawing
    from geomap.render.image.placing import Room
    from geomap.render.image.plane import Window
    from geomap.render.image.sheet import Sheet

CONTESTED = "contested"
WEAK_KM = 6.0
"""A stretch whose settlements lie further off than this is only roughly known."""

_NAME, _OLDER = Style(size=6.2, bold=True), Style(size=5.8)
_STRIPE, _FINE = 1.25, 1.0
"""Millimetres between the stripes of contested, and of claimed land."""
_LEAST = 10
"""Points of a front line in view, below which its name would be larger than the line."""
_FULL, _THIN = 1.6, 0.8
_TAKEN, _BAND = 0.46, 0.15
_DOTS, _DASHES = (0, (0.1, 1.9)), (0, (3.4, 2.2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a line is drawn: its width in points, its colour, its dashes (None: solid)."""

    line: float
    colour: str
    dashes: Any = None
    cap: str = "round"


def newest(scene: Scene) -> date | None:
    """Return the day of the line that is drawn in full; earlier ones are thin."""
    return max((line.date for line in scene.frontlines if line.date is not None), default=None)


def in_full(front: FrontLine, scene: Scene) -> bool:
    """Tell whether a line is that of the newest day."""
    return front.date is None or front.date == newest(scene)


def _look(front: FrontLine, *, full: bool, weak: bool = False) -> Look:
    colour = palette.FRONT if full else palette.QUIET
    if front.status is ControlStatus.CLAIMED:
        return Look(line=1.8 if full else 1.0, colour=colour, dashes=_DOTS)
    width = _FULL if full else _THIN
    return Look(line=width, colour=colour, dashes=_DASHES if weak else None,
                cap="butt" if weak else "round")  # fmt: skip


# ── on the map ───────────────────────────────────────────────────────────────────────────────


def runs(scene: Scene, window: Window) -> list[Any]:
    """Return all lines in a window, in millimetres."""
    return [run for front in scene.frontlines for run in _lines(front.lines, scene, window)]


def _lines(lines: Iterable[Line], scene: Scene, window: Window) -> list[Any]:
    bounds = scene.bounds or scene.box
    return land.lines_of(land.runs_of(lines, lambda lon: into(lon, bounds)), window)


def draw_land(sheet: Sheet, drawing: Drawing, window: Window) -> None:
    """Tint the land of the sides by the newest line; hatch what is claimed or contested."""
    scene, rect = drawing.scene, window.rect
    for front in scene.frontlines:
        if not in_full(front, scene):
            continue
        claimed = front.status is ControlStatus.CLAIMED
        for side, polygons in front.held:
            shapes = land.held_land(polygons)
            number = drawing.number_of(side)
            if side.lower() == CONTESTED:
                stripes = land.stripes(shapes, window, step=_STRIPE)
                sheet.lines(stripes, edge=palette.HATCH, line=1.1, alpha=0.34, clip=rect)
            elif claimed:
                stripes = land.stripes(shapes, window, step=_FINE, falling=True)
                sheet.lines(stripes, edge=palette.ACTORS[number], line=0.6, alpha=0.85, clip=rect)
            else:
                rings = land.rings_of(shapes, window)
                sheet.polygons(
                    rings, fill=palette.ACTORS[number], alpha=palette.tint(number), clip=rect
                )
    for difference in scene.differences:
        for change in difference.changes:
            rings = land.rings_of(land.held_land(change.polygons), window)
            colour = palette.ACTORS[drawing.number_of(change.side)]
            sheet.polygons(rings, fill=colour, alpha=_TAKEN, clip=rect)
    for front in scene.frontlines:
        if in_full(front, scene) and front.band:
            rings = land.rings_of(land.held_land(front.band), window)
            sheet.polygons(rings, fill=palette.FRONT, alpha=_BAND, clip=rect)


def draw_lines(sheet: Sheet, scene: Scene, window: Window) -> None:
    """Draw the lines with a casing, the newest last."""
    for front in sorted(scene.frontlines, key=lambda one: in_full(one, scene)):
        full = in_full(front, scene)
        case = 3.9 if full else 2.2
        whole = _lines(front.lines, scene, window)
        sheet.lines(whole, edge=palette.CASE, line=case, alpha=0.9, clip=window.rect)
        for weak, parts in _stretches(front):
            look = _look(front, full=full, weak=weak)
            dashes = {} if look.dashes is None else {"linestyle": look.dashes}
            sheet.lines(
                _lines(parts, scene, window), edge=look.colour, line=look.line,
                capstyle=look.cap, clip=window.rect, **dashes,
            )  # fmt: skip


def _stretches(front: FrontLine) -> Iterator[tuple[bool, list[Line]]]:
    """Yield the stretches that rest on settlements near by, then those only roughly known."""
    sure: list[Line] = []
    rough: list[Line] = []
    for number, run in enumerate(front.lines):
        mine = [one for one in front.support if one.run == number]
        first = 0
        for one, after in zip_longest(mine, mine[1:]):
            weak = one.typical_km > WEAK_KM
            if after is not None and (after.typical_km > WEAK_KM) is weak:
                continue
            last = len(run) - 1 if after is None else one.last
            (rough if weak else sure).append(run[first : last + 1])
            first = last
        if not mine:
            sure.append(run)
    yield False, sure
    yield True, rough


def draw_names(sheet: Sheet, drawing: Drawing, window: Window, room: Room) -> None:
    """Name the newest line with its day beside it; then earlier ones, further along."""
    scene = drawing.scene
    ranked = sorted(
        (line for line in scene.frontlines if line.status is ControlStatus.ASSESSED),
        key=lambda line: line.date or date.max,
        reverse=True,
    )
    for number, front in enumerate(ranked):
        points = [at for run in _lines(front.lines, scene, window) for at in sampled(run)]
        points = [at for at in points if window.rect.holds(placing.square(*at, 1.0))]
        if len(points) < _LEAST or not _named(sheet, drawing, front, points, room, number):
            return


def _named(
    sheet: Sheet,
    drawing: Drawing,
    front: FrontLine,
    points: Sequence[tuple[float, float]],
    room: Room,
    number: int,
) -> bool:
    name = front.name or drawing.say("front_line")
    if front.date is not None:
        name += f", {drawing.say.day(front.date)}"
    full = in_full(front, drawing.scene)
    style = _NAME if full else _OLDER
    said = letters.drawable(name)
    wide = letters.width(said, style) + 0.6
    shares = (0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9)
    tries = (
        box
        for part in (*shares[number % 7 :], *shares[: number % 7])
        for box in placing.beside(
            *points[int(part * (len(points) - 1))], half=0.9, wide=wide, high=2.6
        )
    )
    box = room.best(tries, gap=0.2)
    if box is None:
        return False
    room.take(box)
    colour = palette.FRONT if full else palette.QUIET
    sheet.text(box[0] + 0.3, box[1] + 0.65, said, style, colour=colour, halo=palette.HALO)
    return True


def sampled(run: Any) -> Iterable[tuple[float, float]]:  # noqa: ANN401  # an array of points
    """Yield points of a line, no further apart than a name is high."""
    for (x1, y1), (x2, y2) in zip(run[:-1].tolist(), run[1:].tolist(), strict=True):
        steps = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) / 1.5))
        for step in range(steps):
            yield x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps


# ── signs of the key ─────────────────────────────────────────────────────────────────────────


def line_sign(front: FrontLine, *, full: bool, weak: bool = False) -> Any:  # noqa: ANN401
    """Return what draws a sample of a line about a point."""
    look = _look(front, full=full, weak=weak)

    def sign(sheet: Sheet, x: float, y: float) -> None:
        t = np.linspace(-1.0, 1.0, 25)
        run = np.column_stack((x + 2.2 * t, y + 0.7 * np.sin(t * 2.6)))
        dashes = {} if look.dashes is None else {"linestyle": look.dashes}
        sheet.lines([run], edge=look.colour, line=look.line, capstyle=look.cap, **dashes)

    return sign


def patch_sign(colour: str, alpha: float) -> Any:  # noqa: ANN401
    """Return what draws a patch of tinted land about a point."""

    def sign(sheet: Sheet, x: float, y: float) -> None:
        rect = _patch(sheet, x, y)
        sheet.rectangle(rect, fill=colour, alpha=alpha)

    return sign


def stripe_sign(colour: str, *, line: float, step: float, alpha: float, falling: bool) -> Any:  # noqa: ANN401
    """Return what draws a patch of hatched land about a point."""

    def sign(sheet: Sheet, x: float, y: float) -> None:
        rect = _patch(sheet, x, y)
        rise = (rect.bottom, rect.top)
        ends = rise[::-1] if falling else rise
        hatch = [
            np.array([[rect.left + dx, ends[0]], [rect.left + dx + 2.6, ends[1]]])
            for dx in np.arange(-2.5, 4.6, step).tolist()
        ]
        sheet.lines(hatch, edge=colour, line=line, alpha=alpha, clip=rect)

    return sign


def _patch(sheet: Sheet, x: float, y: float) -> Rect:
    rect = Rect(x - 2.3, y - 1.3, 4.6, 2.6)
    sheet.rectangle(rect, fill=palette.LAND)
    return rect


CONTESTED_SIGN = stripe_sign(palette.HATCH, line=1.1, step=_STRIPE, alpha=0.34, falling=False)


def held_sign(number: int, *, claimed: bool) -> Any:  # noqa: ANN401
    """Return what draws a patch of the land of a side, hatched where it is only claimed."""
    colour = palette.ACTORS[number]
    if claimed:
        return stripe_sign(colour, line=0.6, step=_FINE, alpha=0.85, falling=True)
    return patch_sign(colour, min(0.3, 1.5 * palette.tint(number)))


def taken_sign(number: int) -> Any:  # noqa: ANN401
    """Return what draws a patch of land that a side took."""
    return patch_sign(palette.ACTORS[number], _TAKEN)


BAND_SIGN = patch_sign(palette.FRONT, _BAND)
