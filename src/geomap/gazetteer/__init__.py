"""The gazetteer: names to candidate places, places to outlines, from one memory-mapped file.

Nothing is read at import; ``Gazetteer.open()`` maps the shipped index and is ready at once.
"""

from __future__ import annotations

from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.layer import OwnPlace, read_layer
from geomap.gazetteer.viewpoint import viewpoints

__all__ = ["Gazetteer", "OwnPlace", "read_layer", "viewpoints"]
