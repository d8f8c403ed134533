"""geomap: from news text to an honest, self-contained map of what happened where.

>>> import geomap
>>> documents = geomap.read("article.txt")              # doctest: +SKIP
>>> events = geomap.extract_events(documents)           # doctest: +SKIP
>>> page = geomap.render_html(events)                   # doctest: +SKIP

Names are loaded when first used, so that importing geomap costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_WHERE = {
    "Gazetteer": "geomap.gazetteer",
    "GeomapError": "geomap.errors",
    "EventLayer": "geomap.render.html",
    "explain_events": "geomap.pipeline",
    "extract_events": "geomap.pipeline",
    "read": "geomap.documents",
    "recognise": "geomap.pipeline",
    "render_html": "geomap.pipeline",
    "to_folium": "geomap.pipeline",
    "to_geodataframe": "geomap.export",
}

__all__ = ["__version__", *sorted(_WHERE)]  # noqa: PLE0604  # strings, from the table above


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever the name stands for
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'geomap' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
