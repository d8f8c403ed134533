"""The scripts and style sheets of a page: Leaflet from the pinned package, and our own."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files

from geomap.errors import OutputError

_LEAFLET_JS = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js"
_LEAFLET_CSS = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.css"
_SHA256 = {
    _LEAFLET_JS: "a7aef147d0d4833c9895c5c20dc8bc51e7383e3c450dda8a0dac1c8713661f9e",
    _LEAFLET_CSS: "1773dea1910a75efc32ceff8df72d3237efbfff8f28b61860cc69b76f1707080",
}
"""What folium-offline 0.20.0.2 ships; its images are data URIs already."""

LEAFLET = {"leaflet": _LEAFLET_JS, "leaflet_css": _LEAFLET_CSS}
"""By the names that folium gives its links."""

CHECKED = frozenset(_SHA256)
"""The assets whose bytes are known."""

_OWN_JS = (
    "core",
    "data",
    "symbols",
    "base",
    "filter",
    "cluster",
    "marks",
    "popup",
    "list",
    "fronts",
    "changes",
    "facets",
    "time",
    "table",
    "legend",
    "start",
)
"""In the order in which they are joined: each uses only what stands before it."""


@cache
def pinned(url: str) -> str:
    """Return an asset that folium would load from ``url``, from the package installed here."""
    try:
        from offlinefolium.elements import _res as shelf  # noqa: PLC0415  # folium is slow to import
    except ImportError as error:
        raise OutputError(
            "The map needs Leaflet from the package folium-offline 0.20.0.2, which cannot be "
            "imported. Install it: pip install folium-offline==0.20.0.2"
        ) from error
    text: str | None = shelf.get(url)
    if text is None:
        raise OutputError(
            f"The installed folium-offline has no {url!r}. geomap is made for version 0.20.0.2: "
            "pip install folium-offline==0.20.0.2"
        )
    return text


def has(url: str) -> bool:
    """Tell whether the package installed here has what folium would load from ``url``."""
    try:
        pinned(url)
    except OutputError:
        return False
    return True


@cache
def checked(url: str) -> str:
    """Return a pinned asset whose bytes are exactly those that geomap was tested with."""
    text = pinned(url)
    found = hashlib.sha256(text.encode()).hexdigest()
    if found != _SHA256[url]:
        raise OutputError(
            f"{url!r} of the installed folium-offline has SHA-256 {found}, not "
            f"{_SHA256[url]}. Reinstall it: pip install --force-reinstall folium-offline==0.20.0.2"
        )
    return text


def leaflet_js() -> str:
    """Return Leaflet's script."""
    return checked(_LEAFLET_JS)


def leaflet_css() -> str:
    """Return Leaflet's style sheet."""
    return checked(_LEAFLET_CSS)


@cache
def own_js() -> str:
    """Return our script: the files of assets/, joined in one scope."""
    parts = [_asset(f"{name}.js") for name in _OWN_JS]
    return '(function () {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


@cache
def own_css() -> str:
    """Return our style sheet."""
    return _asset("geomap.css")


@cache
def words(language: str) -> str:
    """Return the wording of a language as JSON; what it lacks is English."""
    folder = files(__package__).joinpath("words")
    table = json.loads(folder.joinpath("en.json").read_text("utf-8"))
    own = folder.joinpath(f"{language}.json")
    if language != "en" and own.is_file():
        table |= json.loads(own.read_text("utf-8"))
    said = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return said.replace("<", "\\u003c").replace("&", "\\u0026")


def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text("utf-8").strip()
