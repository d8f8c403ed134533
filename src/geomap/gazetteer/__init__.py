"""The gazetteer: names to candidate places, places to outlines, from one memory-mapped file.

Nothing is read at import; ``Gazetteer.open()`` maps the shipped index and is ready at once.
"""

from __future__ import annotations

from geomap.gazetteer.index import Gazetteer

__all__ = ["Gazetteer"]
