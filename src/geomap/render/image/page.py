"""The page: title, panels, key, locator, credits and notes, each in its place."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from geomap.errors import UsageError
from geomap.render.image import (
    clusters,
    land,
    legend,
    letters,
    locator,
    palette,
    panel,
    plan,
    plane,
)
from geomap.render.image.clusters import Cluster, Spot
from geomap.render.image.letters import Style
from geomap.render.image.sheet import Sheet
from geomap.render.image.words import Say, years_differ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Event, Scene
    from geomap.render.image.plane import Box, Rect, Window

_TITLE = Style(size=13.5, bold=True, serif=True)
_SUBTITLE = Style(size=7.6)
_CAPTION = Style(size=7.0, bold=True)
_FOOT = Style(size=5.2)
_SPACE = Style(size=2.5)
_MANY = 400
"""Events of which some surely share a sign."""


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
    inner = width - 2 * plan.MARGIN
    header = _header(scene, inner)
    footer = _footer(scene, say, inner)
    high = (_lines_height(header), _lines_height(footer))
    shown = [event for group in groups for spot in group.spots for event in spot.events]
    for grouped in (True,) if len(shown) > _MANY else (False, True):
        sections = partial(legend.rows_of, drawing, shown, far, grouped=grouped)
        layout = plan.plan(groups, sections, width=width, height=height, ends=high)
        windows, small = _windows(scene, groups, layout, extent)
        made = [
            panel.compose(drawing, window, group.spots, _corner(small, number))
            for number, (window, group) in enumerate(zip(windows, groups, strict=True))
        ]
        # The key tells of groups only where there are some.
        if grouped or not any(one.grouped for one in made):
            break
    sheet = Sheet(width, layout.height, dpi)
    _write(sheet, header, layout.height - plan.MARGIN)
    for number, (group, one) in enumerate(zip(groups, made, strict=True)):
        rect = one.window.rect
        if len(groups) > 1:
            said = letters.fitted(_caption(group, named, say), _CAPTION, rect.width)
            sheet.text(rect.left, rect.top + 1.3, said, _CAPTION)
        panel.draw(sheet, drawing, one)
        if small is not None and small.host == number:
            locator.draw(sheet, small, drawing.ground)
    legend.draw(sheet, layout.columns, layout.key, layout.column, plan.GAP)
    _write(sheet, footer, plan.MARGIN + high[1])
    return sheet


def _windows(
    scene: Scene, groups: Sequence[Cluster], layout: plan.Plan, extent: Box | None
) -> tuple[list[Window], locator.Locator | None]:
    bounds = _mercator(scene.bounds or scene.box)
    margin = plan.MARGINS if extent is None else (0.0, 0.0)
    windows = [
        plane.window(rect, group.frame, bounds, margin=margin)
        for group, rect in zip(groups, layout.panels, strict=True)
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
        sheet.text(plan.MARGIN, top + style.size * 0.1, said, style, colour=colour)


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
