"""The whole page: folium's figure with a language, a title and a policy that forbids requests."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from branca.element import Element, Figure

from geomap.render.html.escape import entities
from geomap.render.html.layer import Raw, event_map

if TYPE_CHECKING:
    from geomap.model import Scene
    from geomap.render.html.tiles import Tiles

_CODE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)

_BEFORE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="{referrer}">
<meta name="generator" content="geomap">
<meta name="description" content="{subtitle}">
<link rel="icon" href="data:,">
<title>{title}</title>
{head}
</head>
<body>
<noscript><h1>{title}</h1><p>{subtitle}</p><p>This map needs JavaScript to be drawn.</p></noscript>
"""
_AFTER = """
</body>
</html>
"""


def render(scene: Scene, tiles: Tiles | None = None) -> bytes:
    """Return the page of a scene, in UTF-8."""
    drawn = event_map(scene, tiles, mark="1")
    figure = drawn.get_root()
    assert isinstance(figure, Figure)
    # Each element first puts its parts into the figure's three places.
    for child in figure._children.values():  # noqa: SLF001
        child.render()
    head = _joined(figure.header, without="meta_http")
    body = _parts(figure.html)
    script = f"<script>{_joined(figure.script)}</script>"
    before = _BEFORE.format(
        language=scene.language,
        policy=_policy(head + script, tiles),
        # Tile servers ask to see the page they serve; nobody else is told anything.
        referrer="no-referrer" if tiles is None else "strict-origin-when-cross-origin",
        title=entities(scene.title or "geomap"),
        subtitle=entities(scene.subtitle),
        head=head,
    )
    # The body holds the data, which may be large: it is put into its place once.
    return b"".join((before.encode(), *body, b"\n", script.encode(), _AFTER.encode()))


def _joined(part: Element, without: str = "") -> str:
    children = part._children.items()  # noqa: SLF001
    return "\n".join(str(child.render()) for name, child in children if name != without)


def _parts(part: Element) -> list[bytes]:
    """Return what the children of a part of the figure say, in UTF-8, one after the other."""
    found: list[bytes] = []
    for child in part._children.values():  # noqa: SLF001
        found += child.data() if isinstance(child, Raw) else [str(child.render()).encode()]
    return found


def _policy(code: str, tiles: Tiles | None) -> str:
    """Return a Content-Security-Policy that runs and styles only what is in the page by hash."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for tag, text in _CODE.findall(code):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes[tag].append(f"'sha256-{digest}'")
    images = " ".join(["data:", *(tiles.origins if tiles else ())])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(hashes['script'])}",
            f"style-src {' '.join(hashes['style'])}",
            f"img-src {images}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
