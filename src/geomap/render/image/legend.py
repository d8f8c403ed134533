"""The key to the picture: only what is on it, and the events that no panel shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.model import ControlStatus, Event, EventKind
from geomap.render.image import fronts, letters, palette
from geomap.render.image.clusters import Spot, hurt
from geomap.render.image.letters import Style
from geomap.render.image.symbols import UNKNOWN
from geomap.render.image.words import place_of

if TYPE_CHECKING:
    from geomap.model import Difference, FrontLine
    from geomap.render.image.panel import Drawing
    from geomap.render.image.plane import Rect
    from geomap.render.image.sheet import Sheet

HEAD = Style(size=6.2, bold=True)
TEXT = Style(size=6.0)
SMALL = Style(size=5.2)
_SIGN = 6.6
"""Millimetres that the sign before a text takes."""
_MOST_FAR = 8
_LONG = 9
"""Rows of a section that may go on in the next column."""
_GAP = 1.6

Sign = Callable[["Sheet", float, float], None]
"""Draws a sign about a point (x, y in millimetres)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sign with its meaning, or a heading without a sign."""

    said: str
    sign: Sign | None = None
    small: str = ""
    head: bool = False
    high: float = 0.0
    """Height of a sign that stands alone (the locator), in millimetres."""


@dataclass(slots=True)
class Column:
    """Rows below each other, with their lines broken to the width."""

    rows: list[tuple[Row, list[str], list[str]]] = field(default_factory=list)
    height: float = 0.0


def rows_of(
    drawing: Drawing, shown: Sequence[Event], far: Sequence[Spot], brief: int, *, grouped: bool
) -> list[list[Row]]:
    """Return the sections of the key. ``shown`` are on a panel; ``far`` stand on none.

    ``brief`` 1 only counts what is not shown; 2 leaves out how to read the signs, too.
    """
    say = drawing.say
    unplaced = [event for event in drawing.scene.events if event.where.location is None]
    listed = [event for spot in far for event in spot.events]
    told = () if brief else (*listed[:_MOST_FAR], *unplaced[:_MOST_FAR])
    kinds = {event.kind for event in (*shown, *told)}
    unseen = [
        (say("elsewhere"), _events(drawing, listed, brief=brief > 0)),
        (say("unplaced"), _events(drawing, unplaced, brief=brief > 0)),
    ]
    signs = [
        (say("legend_actor"), _actors(drawing, (*shown, *told))),
        (say("legend_kind"), [_kind(drawing, kind) for kind in EventKind if kind in kinds]),
        (say("legend_front"), _control(drawing)),
    ]
    # Where room is short, the end is cut off: what the map does not show must not be lost there.
    sections = [*unseen, *signs] if brief > 1 else [*signs, *unseen]
    if brief < 2:
        sections.append((say("legend_reading"), _reading(drawing, shown, grouped=grouped)))
    return [[Row(said=title, head=True), *rows] for title, rows in sections if rows]


def _actors(drawing: Drawing, events: Sequence[Event]) -> list[Row]:
    names: dict[str, int] = {}
    rest = False
    for event in events:
        number = drawing.number_of(event.actor)
        if event.actor is None or number == UNKNOWN:
            rest = True
        else:
            names.setdefault(event.actor, number)
    rows = [Row(said=name, sign=_shape(names[name])) for name in palette.actors_of(drawing.scene)
            if name in names]  # fmt: skip
    if rest and rows:
        rows.append(Row(said=drawing.say("other_actor"), sign=_shape(UNKNOWN)))
    return rows


def _shape(colour: int) -> Sign:
    return lambda sheet, x, y: sheet.shape(colour, x, y, 3.0)


def _kind(drawing: Drawing, kind: EventKind) -> Row:
    return Row(
        said=drawing.say(f"kind_{kind.value}"),
        sign=lambda sheet, x, y: sheet.glyph(kind.value, x, y, 2.9, palette.INK),
    )


def _reading(drawing: Drawing, shown: Sequence[Event], *, grouped: bool) -> list[Row]:
    say = drawing.say
    rows = []
    inside = {name for area in drawing.scene.areas for name in area.event_ids}
    if any(event.id in inside for event in shown):
        rows.append(
            Row(
                said=say("legend_area"),
                sign=lambda sheet, x, y: sheet.symbol("strike", UNKNOWN, x, y, 3.8, wide=True),
            )
        )
    if _piled(shown):
        rows.append(Row(said=say("pile"), sign=lambda sheet, x, y: sheet.pile(x, y, "2")))
    if grouped:
        rows.append(
            Row(
                said=say("group"),
                sign=lambda sheet, x, y: sheet.wheel(x, y, 4.0, [0] * UNKNOWN + [1], "9"),
            )
        )
    if any(hurt(event) for event in shown):
        rows.append(Row(said=say("legend_size"), sign=_sizes))
    return rows


def _piled(shown: Sequence[Event]) -> bool:
    places = [
        (event.where.location.lat, event.where.location.lon)
        for event in shown
        if event.where.location is not None
    ]
    return len(set(places)) < len(places)


def _sizes(sheet: Sheet, x: float, y: float) -> None:
    for dx, radius in ((-2.1, 0.5), (-0.6, 0.75), (1.5, 1.05)):
        sheet.circle(x + dx, y - 0.9 + radius, radius, fill=palette.ACTORS[UNKNOWN])


def _control(drawing: Drawing) -> list[Row]:
    """Return the lines with day and source, the newest first; then what tints and hatches mean."""
    say, scene = drawing.say, drawing.scene
    rows = []
    patches: dict[object, Row] = {}
    notes = scene.front_notes or ("",) * len(scene.frontlines)
    noted = zip(scene.frontlines, notes, strict=True)
    for front, note in sorted(noted, key=_newest_first):
        full = fronts.in_full(front, scene)
        rows.append(_front(drawing, front, note, full=full))
        if full:
            patches |= _patches(drawing, front)
    for difference in scene.differences:
        for gain in difference.gains:
            said = say.filled(
                "taken", side=_side(drawing, gain.side), other=_side(drawing, gain.lost_by),
                km2=say.number(round(gain.km2)),
            )  # fmt: skip
            sign = fronts.taken_sign(drawing.number_of(gain.side))
            rows.append(Row(said=said, sign=sign, small=_days(drawing, difference)))
    return [*rows, *patches.values()]


def _newest_first(pair: tuple[FrontLine, str]) -> tuple[int, bool]:
    front, _ = pair
    day = 0 if front.date is None else -front.date.toordinal()
    return day, front.status is ControlStatus.CLAIMED


def _patches(drawing: Drawing, front: FrontLine) -> dict[object, Row]:
    say = drawing.say
    found: dict[object, Row] = {}
    if any(one.typical_km > fronts.WEAK_KM for one in front.support):
        sign = fronts.line_sign(front, full=True, weak=True)
        found["weak"] = Row(said=say("front_weak"), sign=sign)
    if front.band:
        found["band"] = Row(said=say("front_band"), sign=fronts.BAND_SIGN)
    claimed = front.status is ControlStatus.CLAIMED
    for side, polygons in front.held:
        if not polygons:
            continue
        if side.lower() == fronts.CONTESTED:
            found[side] = Row(said=say("contested"), sign=fronts.CONTESTED_SIGN)
            continue
        held = f"{say('claimed_for' if claimed else 'held_by')} {_side(drawing, side)}"
        sign = fronts.held_sign(drawing.number_of(side), claimed=claimed)
        found[side, claimed] = Row(said=say(side) if side == "occupied" else held, sign=sign)
    return found


def _side(drawing: Drawing, side: str) -> str:
    return palette.country_names(drawing.scene).get(side, side)


def _days(drawing: Drawing, difference: Difference) -> str:
    days = [day for day in (difference.before, difference.after) if day is not None]
    return " – ".join(map(drawing.say.day, days)) if len(days) == 2 else ""


def _front(drawing: Drawing, front: FrontLine, note: str, *, full: bool) -> Row:
    said = front.name or drawing.say("front_line")
    if front.date is not None:
        said += f", {drawing.say.day(front.date)}"
    small = "; ".join(part for part in (front.source, note) if part)
    return Row(said=said, sign=fronts.line_sign(front, full=full), small=small)


def _events(drawing: Drawing, events: Sequence[Event], *, brief: bool) -> list[Row]:
    """Name events one by one, the weightiest first; many are only counted at the end."""
    if brief:
        return [Row(said=drawing.say("n_events", len(events)))] if events else []
    rows = []
    ordered = sorted(events, key=lambda event: -hurt(event))
    for event in ordered[:_MOST_FAR]:
        place = place_of(event) if event.where.location is not None else event.where.text or ""
        line = drawing.say.line(event, years=drawing.years)
        rows.append(Row(said=f"{place}: {line}" if place else line, sign=_symbol(drawing, event)))
    if len(events) > _MOST_FAR:
        rows.append(Row(said=drawing.say("more", len(events) - _MOST_FAR)))
    return rows


def _symbol(drawing: Drawing, event: Event) -> Sign:
    colour = drawing.number_of(event.actor)
    return lambda sheet, x, y: sheet.symbol(event.kind.value, colour, x, y, 4.4)


# ── columns ──────────────────────────────────────────────────────────────────────────────────


def columns(
    sections: Sequence[Sequence[Row]], count: int, width: float, *, most: float = 1e9
) -> list[Column] | None:
    """Share the sections out over columns of about the same height; None when they do not fit."""
    lined = [[_broken(row, width) for row in section] for section in sections]
    goal = sum(_height(row) for section in lined for row in section) / max(1, count)
    for _ in range(80):
        filled = _filled(lined, count, min(goal, most))
        if filled is not None or goal >= most:
            return filled
        goal *= 1.04
    return None


def shortened(
    sections: Sequence[Sequence[Row]], count: int, width: float, most: float
) -> list[Column]:
    """Return as much of the sections as fits; the last line tells how much is left out."""
    rows = [row for section in sections for row in section]
    for kept in range(len(rows), 0, -1):
        cut, left = [], kept
        for section in sections:
            if len(section[:left]) > 1:
                cut.append(section[:left])
            left = max(0, left - len(section))
        found = columns(
            [*cut, [Row(said="…")]] if kept < len(rows) else cut, count, width, most=most
        )
        if found is not None:
            return found
    return []


_Lined = tuple[Row, list[str], list[str]]


def _broken(row: Row, width: float) -> _Lined:
    room = width - (_SIGN if row.sign is not None else 0.0)
    lines = letters.wrapped(row.said, HEAD if row.head else TEXT, room, most=4)
    return row, lines, letters.wrapped(row.small, SMALL, room, most=4)


def _height(lined: _Lined) -> float:
    row, lines, small = lined
    text = len(lines) * letters.leading(HEAD if row.head else TEXT)
    text += len(small) * letters.leading(SMALL)
    if row.head:
        return text + 1.0 + _GAP
    return max(text + 1.0, row.high, 4.2 if row.sign is not None else 0.0)


def _filled(sections: Sequence[Sequence[_Lined]], count: int, most: float) -> list[Column] | None:
    """Fill columns no higher than ``most``; only long sections are parted, never near an end."""
    made = [Column()]
    for section in sections:
        for part in _parts(section, most, most - made[-1].height):
            high = sum(map(_height, part))
            if made[-1].rows and made[-1].height + high > most + 0.01:
                if len(made) == count:
                    return None
                made.append(Column())
            if high > most + 0.01:
                return None
            made[-1].rows += part
            made[-1].height += high
    return made


def _parts(section: Sequence[_Lined], most: float, left: float) -> list[list[_Lined]]:
    """Part a section so that its beginning fits into what is left of a column."""
    rest = list(section)
    parts: list[list[_Lined]] = []
    room = left
    while rest:
        if sum(map(_height, rest)) <= room or (room < most and len(section) < _LONG):
            break
        fits, high = 0, 0.0
        while fits < len(rest) and high + _height(rest[fits]) <= room:
            high += _height(rest[fits])
            fits += 1
        fits = min(fits, len(rest) - 3)
        if fits >= 4:
            parts.append(rest[:fits])
            rest = rest[fits:]
        elif room >= most:
            break
        room = most
    return [*parts, rest] if rest else parts


def height_of(found: Sequence[Column]) -> float:
    """Return the height of the highest column."""
    return max((column.height for column in found), default=0.0)


def draw(sheet: Sheet, found: Sequence[Column], rect: Rect, width: float, gap: float) -> None:
    """Draw the columns side by side from the upper left corner of a rectangle."""
    for number, column in enumerate(found):
        left, y = rect.left + number * (width + gap), rect.top
        for place, lined in enumerate(column.rows):
            row, lines, small = lined
            high = _height(lined)
            style = HEAD if row.head else TEXT
            # The first heading of a column stands flush with the top.
            if row.head and place == 0:
                y += _GAP
            text = len(lines) * letters.leading(style) + len(small) * letters.leading(SMALL)
            at = y - (high - text) / 2 if not row.head else y - _GAP
            x = left
            if row.sign is not None:
                row.sign(sheet, left + 2.5, at - letters.leading(style) * 0.5)
                x = left + _SIGN
            for line in lines:
                at -= letters.leading(style)
                sheet.text(x, at + 0.62, line, style,
                           colour=palette.QUIET if row.head else palette.INK)  # fmt: skip
            for line in small:
                at -= letters.leading(SMALL)
                sheet.text(x, at + 0.55, line, SMALL, colour=palette.QUIET)
            y -= high
