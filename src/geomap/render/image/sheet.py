"""The sheet: shapes, lines and text in millimetres, drawn with matplotlib and no global state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from geomap.render.image import letters, palette
from geomap.render.image.plane import Rect
from geomap.render.image.symbols import UNKNOWN, glyph, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from geomap.render.image.letters import Style

Points = Any
"""An array of (x, y) rows, in millimetres."""

_MOVE, _LINE, _CLOSE = 1, 2, 79


class Sheet:
    """A page of a given size, in millimetres; (0, 0) is the lower left corner."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        """Make a blank sheet of whole pixels."""
        pixels = [max(1, round(side / 25.4 * dpi)) for side in (width, height)]
        # A hair more than the whole pixel, since matplotlib rounds down.
        inches = [(side + 1e-6) / dpi for side in pixels]
        self.width, self.height = width, height
        self.figure = Figure(figsize=(inches[0], inches[1]), dpi=dpi, facecolor=palette.PAPER)
        self._millimetres = Affine2D().scale(1 / 25.4) + self.figure.dpi_scale_trans
        self._level = 0.0

    def _add(self, artist: Any, clip: Rect | None) -> None:  # noqa: ANN401  # matplotlib is untyped
        # What comes later lies above, whatever kind it is.
        self._level += 1.0
        artist.set_zorder(self._level)
        self.figure.add_artist(artist)
        if clip is not None:
            box = Bbox.from_extents(*clip.box)
            artist.set_clip_box(TransformedBbox(box, self._millimetres))

    def path(
        self,
        drawing: Path,
        *,
        fill: str | None = None,
        edge: str | None = None,
        line: float = 0.0,
        clip: Rect | None = None,
        **look: Any,  # noqa: ANN401  # whatever else a patch of matplotlib takes
    ) -> None:
        """Draw a path in millimetres; ``line`` is a width in points."""
        patch = PathPatch(
            drawing,
            facecolor=fill or "none",
            edgecolor=edge or "none",
            linewidth=line,
            transform=self._millimetres,
            joinstyle="round",
            **{"capstyle": "round", **look},
        )
        self._add(patch, clip)

    def polygons(self, rings: Iterable[Points], **look: Any) -> None:  # noqa: ANN401  # as path()
        """Draw closed rings as one shape; rings the other way round are holes."""
        drawing = joined(rings, closed=True)
        if drawing is not None:
            self.path(drawing, **look)

    def lines(self, runs: Iterable[Points], **look: Any) -> None:  # noqa: ANN401  # as path()
        """Draw open lines as one path."""
        drawing = joined(runs, closed=False)
        if drawing is not None:
            self.path(drawing, **look)

    def rectangle(self, rect: Rect, **look: Any) -> None:  # noqa: ANN401  # as path()
        """Draw a rectangle."""
        left, bottom, right, top = rect.box
        ring = np.array([[left, bottom], [right, bottom], [right, top], [left, top]])
        self.polygons([ring], **look)

    def circle(self, x: float, y: float, radius: float, **look: Any) -> None:  # noqa: ANN401
        """Draw a circle."""
        circle = Path.unit_circle()
        self.path(_placed(circle, x, y, radius), **look)

    def text(  # one word each for where, what and how
        self,
        x: float,
        y: float,
        said: str,
        style: Style,
        *,
        colour: str = palette.INK,
        align: str = "left",
        halo: str | None = None,
    ) -> None:
        """Write one drawable line; (x, y) is on its base line."""
        if not said:
            return
        look: dict[str, Any] = {
            "fontproperties": letters.properties(said, style),
            "horizontalalignment": align,
            "verticalalignment": "baseline",
            "transform": self._millimetres,
            "parse_math": False,
            "usetex": False,
        }
        if halo is not None:
            # A text of its own below the letters, so that these stay letters in SVG and PDF.
            around = Text(x, y, said, color=halo, **look)
            around.set_path_effects([Stroke(linewidth=1.9, foreground=halo, alpha=0.85)])
            self._add(around, None)
        self._add(Text(x, y, said, color=colour, **look), None)

    # ── signs of the map ─────────────────────────────────────────────────────────────────────

    def glyph(self, kind: str, x: float, y: float, size: float, colour: str) -> None:
        """Draw what happened, ``size`` millimetres wide about a point."""
        drawing = glyph(kind)
        if drawing.filled is not None:
            self.path(_placed(drawing.filled, x, y, size), fill=colour)
        if drawing.stroked is not None:
            line = 1.7 / 16.0 * size / letters.MM_PER_POINT
            self.path(_placed(drawing.stroked, x, y, size), edge=colour, line=line)

    def shape(self, colour: int, x: float, y: float, size: float) -> None:
        """Draw the shape that goes with a colour."""
        form = shape(0 if colour == UNKNOWN else colour)
        self.path(_placed(form, x, y, size), fill=palette.ACTORS[colour])

    def symbol(
        self, kind: str, colour: int, x: float, y: float, size: float, *, wide: bool = False
    ) -> None:
        """Draw an event: a solid shape is a place; a dashed ring is a region or a country."""
        point = letters.MM_PER_POINT
        tint = palette.ACTORS[colour]
        if wide:
            self.circle(x, y, size * 0.5, fill=palette.PAPER, alpha=0.94)
            self.circle(
                x, y, size * 0.453, edge=tint, line=2.6 / 32 * size / point,
                linestyle=(0, (1.35, 1.65)),
            )  # fmt: skip
        else:
            form = shape(0 if colour == UNKNOWN else colour)
            halo = 3.2 / 32 * size / point
            self.path(_placed(form, x, y, size), fill=palette.PAPER, edge=palette.PAPER, line=halo)
            self.path(_placed(form, x, y, size), fill=tint)
        inner = size * (0.46 if colour == 2 and not wide else 0.52)
        self.glyph(kind, x, y, inner, tint if wide else palette.PAPER)

    def pile(self, x: float, y: float, number: str) -> None:
        """Draw the count of a pile, at the upper right of its symbol."""
        style = letters.Style(size=5.2, bold=True)
        wide = max(2.7, letters.width(number, style) + 1.3)
        left, low, high = x - wide / 2, y - 1.35, y + 1.35
        self.path(
            rounded(Rect(left, low, wide, high - low), 1.35),
            fill=palette.INK, edge=palette.PAPER, line=0.8,
        )  # fmt: skip
        self.text(x, y - 0.66, number, style, colour=palette.PAPER, align="center")

    def wheel(self, x: float, y: float, size: float, shares: Sequence[int], said: str) -> None:
        """Draw a group: its number in a ring of the colours of those who acted."""
        self.circle(x, y, size / 2, fill=palette.PAPER, alpha=0.96)
        total, turned = max(1, sum(shares)), 90.0
        for colour, share in enumerate(shares):
            if not share:
                continue
            turn = 360.0 * share / total
            arc = Path.arc(turned - turn, turned) if turn < 359.9 else Path.unit_circle()
            drawing = _placed(arc, x, y, size * 0.41)
            self.path(drawing, edge=palette.ACTORS[colour], line=0.11 * size / letters.MM_PER_POINT)
            turned -= turn
        style = letters.Style(size=6.6, bold=True)
        room = size * 0.68 / max(0.1, letters.width(said, style))
        style = letters.Style(size=round(6.6 * min(1.0, room), 1), bold=True)
        self.text(x, y - style.size * 0.128, said, style, align="center")


def _placed(drawing: Path, x: float, y: float, size: float) -> Path:
    points = np.asarray(drawing.vertices, dtype=float)
    return Path(points * size + np.array([x, y]), drawing.codes)


def joined(parts: Iterable[Points], *, closed: bool) -> Path | None:
    """Join runs of points into one path; None when there are none."""
    points: list[NDArray[np.float64]] = []
    codes: list[NDArray[np.uint8]] = []
    for part in parts:
        if len(part) < 2:
            continue
        points.append(part)
        row = np.full(len(part), _LINE, dtype=np.uint8)
        row[0] = _MOVE
        codes.append(row)
        if closed:
            points.append(part[:1])
            codes.append(np.array([_CLOSE], dtype=np.uint8))
    return Path(np.concatenate(points), np.concatenate(codes)) if points else None


def rounded(rect: Rect, radius: float) -> Path:
    """Return a rectangle with round corners."""
    left, bottom, right, top = rect.box
    r = min(radius, rect.width / 2, rect.height / 2)
    k = r * 0.4477
    points = [
        (left + r, bottom), (right - r, bottom),
        (right - k, bottom), (right, bottom + k), (right, bottom + r),
        (right, top - r), (right, top - k), (right - k, top), (right - r, top),
        (left + r, top), (left + k, top), (left, top - k), (left, top - r),
        (left, bottom + r), (left, bottom + k), (left + k, bottom), (left + r, bottom),
        (left + r, bottom),
    ]  # fmt: skip
    return Path(points, [1, 2, 4, 4, 4, 2, 4, 4, 4, 2, 4, 4, 4, 2, 4, 4, 4, 79])
