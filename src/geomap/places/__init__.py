"""Places in text: recognise toponyms, tell how each is used, and resolve what each one means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.places.recognise import recognise
from geomap.places.resolve import resolve

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.model import Document
    from geomap.places.explaining import Explained

__all__ = ["explain", "recognise", "resolve"]


def explain(
    document: Document, gazetteer: Gazetteer, *, demonyms: bool = False, datelines: bool = False
) -> tuple[Explained, ...]:
    """Return the answers for a document, in order of the text, with what decided each."""
    from geomap.places.explaining import explained  # noqa: PLC0415 - few texts need it

    return explained(document, gazetteer, demonyms=demonyms, datelines=datelines)
