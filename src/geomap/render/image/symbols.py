"""The symbols of the map as matplotlib paths: the same drawings as on the page for the web."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from math import atan2, ceil, cos, hypot, pi, radians, sin, sqrt, tan
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.path import Path

if TYPE_CHECKING:
    from collections.abc import Iterator

UNKNOWN = 7
"""The colour and shape of actors that are not stated, or too many to have their own."""

_FALLBACK = "strike"
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7}


class Glyph(NamedTuple):
    """What happened, centred on (0, 0), one unit wide, y upwards; a part may be missing."""

    filled: Path | None
    stroked: Path | None


@cache
def glyph(kind: str) -> Glyph:
    """Return the drawing of a kind of event."""
    filled, stroked = _drawings()[0].get(kind) or _drawings()[0][_FALLBACK]
    return Glyph(
        filled=path(filled, side=16.0) if filled else None,
        stroked=path(stroked, side=16.0) if stroked else None,
    )


@cache
def shape(colour: int) -> Path:
    """Return the outline that goes with a colour, centred on (0, 0), one unit wide."""
    shapes = _drawings()[1]
    return path(shapes[colour if colour < len(shapes) else 0], side=32.0)


@cache
def _drawings() -> tuple[dict[str, list[str]], list[str]]:
    table = json.loads(files(__package__).joinpath("symbols.json").read_text("utf-8"))
    return table["glyphs"], table["shapes"]


def path(data: str, *, side: float) -> Path:
    """Turn the path data of an SVG drawing on a square into a centred path, y upwards."""
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for code, x, y in _steps(data):
        points.append((x / side - 0.5, 0.5 - y / side))
        codes.append({"M": 1, "L": 2, "C": 4, "Z": 79}[code])
    return Path(points, codes)


def _steps(data: str) -> Iterator[tuple[str, float, float]]:
    """Yield moves, lines, cubic curves (three points each) and closings, all absolute."""
    x = y = start_x = start_y = 0.0
    bend: tuple[float, float] | None = None
    for letter, given in _commands(data):
        row = given
        at = (x, y) if letter.islower() else (0.0, 0.0)
        name = letter.upper()
        if name == "Z":
            x, y = start_x, start_y
            yield "Z", x, y
        elif name in "ML":
            x, y = at[0] + row[0], at[1] + row[1]
            if name == "M":
                start_x, start_y = x, y
            yield name, x, y
        elif name in "HV":
            x, y = (at[0] + row[0], y) if name == "H" else (x, at[1] + row[0])
            yield "L", x, y
        elif name in "CS":
            if name == "S":
                # A smooth curve goes on as the last one ended.
                first = (x, y) if bend is None else (2 * x - bend[0], 2 * y - bend[1])
                row = [first[0] - at[0], first[1] - at[1], *given]
            for i in (0, 2, 4):
                yield "C", at[0] + row[i], at[1] + row[i + 1]
            bend = (at[0] + row[2], at[1] + row[3])
            x, y = at[0] + row[4], at[1] + row[5]
            continue
        else:
            end = (at[0] + row[5], at[1] + row[6])
            yield from _arc((x, y), row, end)
            x, y = end
        bend = None


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; a command may go on without its letter."""
    tokens = _TOKEN.findall(data)
    at, letter = 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            letter, at = tokens[at], at + 1
            if letter in "Zz":
                yield letter, []
                continue
        size = _TAKES[letter.upper()]
        yield letter, [float(token) for token in tokens[at : at + size]]
        at += size
        # After a move come lines.
        letter = {"M": "L", "m": "l"}.get(letter, letter)


def _arc(
    begin: tuple[float, float], row: list[float], end: tuple[float, float]
) -> Iterator[tuple[str, float, float]]:
    """Yield cubic curves for an elliptic arc (SVG 2, appendix B.2.4)."""
    rx, ry, tilt, large, sweep = abs(row[0]), abs(row[1]), radians(row[2]), row[3], row[4]
    if not rx or not ry or begin == end:
        yield "L", *end
        return
    half_x, half_y = (begin[0] - end[0]) / 2, (begin[1] - end[1]) / 2
    ux = cos(tilt) * half_x + sin(tilt) * half_y
    uy = cos(tilt) * half_y - sin(tilt) * half_x
    grow = max(1.0, hypot(ux / rx, uy / ry))
    rx, ry = rx * grow, ry * grow
    rest = max(0.0, 1.0 / ((ux / rx) ** 2 + (uy / ry) ** 2) - 1.0)
    side = sqrt(rest) * (1.0 if bool(large) is not bool(sweep) else -1.0)
    cx, cy = side * rx * uy / ry, -side * ry * ux / rx
    first = atan2((uy - cy) / ry, (ux - cx) / rx)
    turn = (atan2((-uy - cy) / ry, (-ux - cx) / rx) - first) % (2 * pi)
    if not sweep:
        turn -= 2 * pi
    parts = ceil(abs(turn) / (pi / 2) - 1e-9)
    step = turn / parts
    reach = 4 / 3 * tan(step / 4)

    def point(along: float, across: float) -> tuple[float, float]:
        x, y = rx * along + cx, ry * across + cy
        return (
            cos(tilt) * x - sin(tilt) * y + (begin[0] + end[0]) / 2,
            sin(tilt) * x + cos(tilt) * y + (begin[1] + end[1]) / 2,
        )

    for part in range(parts):
        a, b = first + part * step, first + (part + 1) * step
        yield "C", *point(cos(a) - reach * sin(a), sin(a) + reach * cos(a))
        yield "C", *point(cos(b) + reach * sin(b), sin(b) - reach * cos(b))
        yield "C", *(end if part == parts - 1 else point(cos(b), sin(b)))
