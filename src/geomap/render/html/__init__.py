"""A scene as one HTML file that asks no other host for anything.

``render`` gives the whole page, ``embed`` a fragment to paste into another page, ``to_folium`` a
``folium.Map`` to build on, and ``EventLayer`` the events as a layer for a map of one's own.

folium draws the shell. Text from articles never meets its templates, nor any markup: it travels
as JSON and is shown as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.render.html.escape import entities
from geomap.render.html.tiles import Tiles

if TYPE_CHECKING:
    import folium

    from geomap.model import Scene
    from geomap.render.html.layer import EventLayer

__all__ = ["EventLayer", "embed", "render", "render_bytes", "to_folium"]


def render(scene: Scene, *, tiles: str | None = None) -> str:
    """Return the map of a scene as one self-contained HTML page.

    ``tiles``: None or "none" for the built-in base alone, "osm", or the https URL of a tile
    server with ``{z}``, ``{x}`` and ``{y}``; that server then sees the addresses of readers.
    """
    return render_bytes(scene, tiles=tiles).decode()


def render_bytes(scene: Scene, *, tiles: str | None = None) -> bytes:
    """Return the page of ``render`` as the bytes of a file: large ones are not copied."""
    from geomap.render.html import page  # noqa: PLC0415  # folium is slow to import

    return page.render(scene, Tiles.named(tiles))


def to_folium(scene: Scene, *, tiles: str | None = None) -> folium.Map:
    """Return the map of a scene as a ``folium.Map`` that takes further layers and controls.

    It saves and shows itself in a notebook without asking any host, as long as what is added to
    it needs none.
    """
    from geomap.render.html import layer  # noqa: PLC0415  # folium is slow to import

    return layer.event_map(scene, Tiles.named(tiles))


def embed(scene: Scene, *, tiles: str | None = None, height: int = 640) -> str:
    """Return an ``<iframe>`` that holds the whole map, to paste into another page.

    The frame is sandboxed: the map runs its own script in an origin of its own, opens links in
    new tabs, and can reach nothing of the page around it. ``height`` is in CSS pixels.
    """
    inner = entities(render(scene, tiles=tiles))
    return (
        f'<iframe title="{entities(scene.title)}" width="100%" height="{int(height)}" '
        'style="border:0" loading="lazy" referrerpolicy="no-referrer" '
        'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" '
        f'srcdoc="{inner}"></iframe>\n'
    )


def __getattr__(name: str) -> Any:  # noqa: ANN401  # a module's __getattr__ answers anything
    """Give ``EventLayer`` when it is asked for: its base class is folium's, slow to import."""
    if name == "EventLayer":
        from geomap.render.html.layer import EventLayer  # noqa: PLC0415  # folium is slow to import

        return EventLayer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
