"""A scene as a picture for print: PNG, SVG or PDF. The only place that imports matplotlib.

``render`` is the whole interface. The picture is the sibling of the page for the web: the same
symbols, colours and words. Groups of events that lie far apart get a panel each; what no panel
shows is listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.model import Scene

__all__ = ["KINDS", "render"]

KINDS = ("png", "svg", "pdf")
"""The formats of pictures."""


def render(
    scene: Scene,
    kind: str,
    *,
    size: tuple[float, float | None] = (180.0, None),
    dpi: float = 200.0,
    extent: tuple[float, float, float, float] | None = None,
) -> bytes:
    """Return the picture of a scene as a PNG, SVG or PDF file; the same scene, the same bytes.

    ``kind`` is png, svg or pdf. ``size`` is (width, height) in millimetres; a height of None takes
    what the map needs. ``dpi`` sets the pixels of a PNG. ``extent`` is (west, south, east, north)
    in degrees: one panel of that part of the map; None lets the events decide. Raises
    ``UsageError`` for what cannot be drawn.
    """
    from geomap.render.image import save  # noqa: PLC0415  # matplotlib is slow to import

    return save.picture(scene, kind, size=size, dpi=dpi, extent=extent)
