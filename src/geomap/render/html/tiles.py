"""Raster tiles, for those who ask for them: where they come from and whom to credit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from geomap.errors import UsageError

_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d+)?")
_SIGNS = re.compile(r"[A-Za-z0-9./:{}_?=&%@~+,-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """A tile server: its ``url`` holds {z}, {x}, {y}; the policy of the page allows ``origins``."""

    url: str
    credit: str
    origins: tuple[str, ...]
    max_zoom: int = 19

    @classmethod
    def named(cls, name: str | None) -> Self | None:
        """Return the tiles of "osm" or of an https URL; None for "none" and None.

        >>> Tiles.named("osm").origins
        ('https://tile.openstreetmap.org',)
        """
        if name is None or name == "none":
            return None
        if name == "osm":
            return cls(
                url="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
                credit="© OpenStreetMap contributors",
                origins=("https://tile.openstreetmap.org",),
            )
        return cls._from_url(name)

    @classmethod
    def _from_url(cls, url: str) -> Self:
        host = urlsplit(url.replace("{s}", "a")).netloc if _SIGNS.fullmatch(url) else ""
        parts = all(part in url for part in ("{z}", "{x}", "{y}"))
        if not url.startswith("https://") or not parts or not _HOST.fullmatch(host):
            raise UsageError(
                f"tiles: {url!r} is no tile server. Allowed are none, osm, or a URL like "
                "https://tiles.example.org/{z}/{x}/{y}.png"
            )
        spread = "{s}." in url
        name = host.split(".", 1)[-1] if spread else host
        origin = f"https://*.{name}" if spread else f"https://{name}"
        return cls(url=url, credit=name, origins=(origin,))
