"""The events of a scene as a folium element, and the folium map that carries them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement

from geomap.render.html import assets, encode
from geomap.render.html.escape import entities

if TYPE_CHECKING:
    from geomap.model import Scene
    from geomap.render.html.tiles import Tiles

MAX_ZOOM = 13
"""Beyond this the built-in base has nothing more to show."""


class Raw(Element):
    """Text that goes into the page as it is. branca would compile it as a template first."""

    def __init__(self, *parts: str | bytes) -> None:
        """Take the text, in parts; bytes are UTF-8."""
        super().__init__()
        self._name = "raw"
        self.parts = parts

    def render(self, **_: object) -> str:
        """Return the text."""
        return b"".join(self.data()).decode()

    def data(self) -> list[bytes]:
        """Return the text in parts, as bytes: large ones are not copied."""
        return [part.encode() if isinstance(part, str) else part for part in self.parts]


class EventLayer(MacroElement):
    """The events, areas and front lines of a scene, for any ``folium.Map``.

    >>> from geomap.render.html import EventLayer  # doctest: +SKIP
    >>> EventLayer(scene).add_to(my_map)           # doctest: +SKIP

    ``base`` draws the land and names of the scene under them; ``panel`` lays the page out with
    title, list, filters and time line beside the map.
    """

    def __init__(
        self,
        scene: Scene,
        *,
        base: bool = False,
        panel: bool = False,
        tiles: Tiles | None = None,
    ) -> None:
        """Take the scene and what of it to show besides the events."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "geomap"
        self.scene = scene
        self.base = base
        self.panel = panel
        self.tiles = tiles

    def render(self, **_: object) -> str:
        """Put the data and the script into the figure that holds the map."""
        figure = self.get_root()
        if not isinstance(figure, Figure) or not isinstance(self._parent, folium.Map):
            raise TypeError("An EventLayer shows itself on a folium.Map: use layer.add_to(map).")
        name = self.get_name()
        rows = encode.payload(self.scene, self.tiles)
        if len(rows) < encode.PACKED_FROM:
            head = f'<script type="application/json" id="{name}">'
        else:
            wait = entities(json.loads(assets.words(self.scene.language))["unpacking"])
            head = f'<script type="application/octet-stream" id="{name}" data-packed="{wait}">'
            rows = encode.packed(rows)
        options = f"{{base:{str(self.base).lower()},panel:{str(self.panel).lower()}}}"
        # The scripts of the page stand after all of the body: see Figure's template.
        header = figure.header
        header.add_child(Raw(f"<style>{assets.own_css()}</style>"), name="geomap_css")
        header.add_child(Raw(f"<script>{assets.own_js()}</script>"), name="geomap_js")
        figure.html.add_child(Raw(head, rows, "</script>"), name=name)
        figure.script.add_child(
            Raw(f'geomap.start({self._parent.get_name()},"{name}",{options});'), name=name
        )
        return ""


_HEAD = """<meta name="viewport" content="width=device-width, initial-scale=1">
<style>html,body{{width:100%;height:100%;margin:0;padding:0}}
#{name}{{position:relative;width:100%;height:100%}}
.leaflet-container{{font-size:1rem}}</style>
<script>var L_NO_TOUCH=false,L_DISABLE_3D=false;</script>"""


class EventMap(folium.Map):
    """A ``folium.Map`` that carries what it needs within it.

    What folium links to is written into the page where the pinned package has it. jQuery,
    Bootstrap and the icon fonts come in only when something other than our layer is on the map.
    """

    _template = folium.Map._template  # noqa: SLF001

    def __init__(self, *, mark: str, **options: Any) -> None:  # noqa: ANN401
        """Take what names the map within its page, and folium's options.

        branca names elements at random; so named, the same scene gives the same bytes.
        """
        self._mark = mark
        super().__init__(**options)

    @property
    def _id(self) -> str:
        return self._mark

    @_id.setter
    def _id(self, _: str) -> None:
        """Keep the mark."""

    def render(self, **kwargs: object) -> str:
        """Render the map, then put our head in place of folium's, which forbids zooming in."""
        ours = all(isinstance(child, EventLayer) for child in self._children.values())
        keep = {"leaflet", "leaflet_css"} if ours else None
        self.default_js = _linked(folium.Map.default_js, keep)
        self.default_css = _linked(folium.Map.default_css, keep)
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        figure = self.get_root()
        assert isinstance(figure, Figure)
        header = figure.header
        name = self.get_name()
        header.add_child(Raw(_HEAD.format(name=name)), name=name)
        for key, child in list(header._children.items()):  # noqa: SLF001
            if isinstance(child, JavascriptLink | CssLink):
                header._children[key] = _inlined(child)  # noqa: SLF001
        return ""


def _linked(links: list[tuple[str, str]], keep: set[str] | None) -> list[tuple[str, str]]:
    """Return what a page links to; Leaflet in the version that we know, whatever folium's is."""
    return [
        (name, assets.LEAFLET.get(name, url)) for name, url in links if keep is None or name in keep
    ]


def _inlined(link: Any) -> Element:  # noqa: ANN401
    """Return the asset itself in place of a link to it; the link where nobody ships it."""
    if link.url in assets.CHECKED:
        text = assets.checked(link.url)
    elif assets.has(link.url):
        text = assets.pinned(link.url)
    else:
        return link  # type: ignore[no-any-return]
    tag = "script" if isinstance(link, JavascriptLink) else "style"
    return Raw(f"<{tag}>{text}</{tag}>")


def event_map(scene: Scene, tiles: Tiles | None = None, *, mark: str | None = None) -> EventMap:
    """Return the folium map of a scene: land, events, list and time line."""
    west, south, east, north = scene.box
    mark = mark or _mark(scene, tiles)
    drawn = EventMap(
        mark=mark,
        location=[(south + north) / 2, (west + east) / 2],
        zoom_start=4,
        tiles=None,
        zoom_control=False,
        # Not max_zoom: folium gives that to its tiles alone, and a cluster asks the map.
        maxZoom=tiles.max_zoom if tiles else MAX_ZOOM,
        zoom_snap=0.25,
        zoom_delta=0.5,
        attribution_control=False,
    )
    layer = EventLayer(scene, base=True, panel=True, tiles=tiles)
    layer._id = mark  # noqa: SLF001  # branca's own is random
    drawn.add_child(layer)
    return drawn


def _mark(scene: Scene, tiles: Tiles | None) -> str:
    """Return what tells the elements of a scene from those of others on the same page."""
    said = (
        *(scene.title, scene.subtitle, scene.language, scene.box, tiles),
        *([event.id for event in scene.events], [line.date for line in scene.frontlines]),
    )
    return hashlib.blake2b(repr(said).encode("utf-8", "replace"), digest_size=8).hexdigest()
