"""Places in text: recognise toponyms, tell how each is used, and resolve what each one means."""

from __future__ import annotations

from geomap.places.recognise import recognise
from geomap.places.resolve import resolve

__all__ = ["recognise", "resolve"]
