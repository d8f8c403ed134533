"""Events as files of other programs: stable order, fixed decimals, the same bytes every time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geomap.errors import UsageError
from geomap.export.acled import to_csv
from geomap.export.frames import to_geodataframe, to_gpkg, to_parquet
from geomap.export.kml import to_kml
from geomap.record import EventNames, feature, to_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.gazetteer import Gazetteer
    from geomap.model import Event

__all__ = [
    "FORMATS",
    "to_csv",
    "to_geodataframe",
    "to_geojson",
    "to_gpkg",
    "to_jsonl",
    "to_kml",
    "to_parquet",
    "write",
]

FORMATS = ("geojson", "csv", "kml", "gpkg", "parquet", "jsonl")
"""The formats of ``write``; each is also the ending of its files."""


# Some readers end a line at these; within JSON they can be written as escapes.
_LINE_ENDS = str.maketrans({0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"})


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text if text.isascii() else text.translate(_LINE_ENDS)


def to_geojson(events: Iterable[Event], names: EventNames | None = None) -> str:
    """Return the events as a GeoJSON FeatureCollection, one feature a line; points (lon, lat)."""
    features = ",\n".join(_json(feature(event, names)) for event in events)
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'


def to_jsonl(events: Iterable[Event], names: EventNames | None = None) -> str:
    """Return the flat records of the events as JSON Lines."""
    return "".join(f"{_json(to_record(event, names))}\n" for event in events)


def write(
    events: Iterable[Event],
    format: str,  # noqa: A002 - the word for it
    *,
    gazetteer: Gazetteer | None = None,
    names: EventNames | None = None,
) -> bytes:
    """Return the events in a format of ``FORMATS``, as the bytes of a file.

    With a gazetteer, CSV puts what is known of a region only at the region's capital, as ACLED
    does. ``names`` replace the package's names of ACLED and PLOVER. Raises ``UsageError`` for a
    format that nobody writes.
    """
    if format == "gpkg":
        return to_gpkg(events, names)
    if format == "parquet":
        return to_parquet(events, names)
    if format == "csv":
        # Spreadsheets know UTF-8 by its mark only.
        return b"\xef\xbb\xbf" + _bytes(to_csv(events, gazetteer=gazetteer, names=names))
    texts = {"geojson": to_geojson, "jsonl": to_jsonl, "kml": to_kml}
    if format not in texts:
        raise UsageError(f"format {format!r} is not written; allowed: {', '.join(FORMATS)}")
    return _bytes(texts[format](events, names))


def _bytes(text: str) -> bytes:
    # Half a surrogate pair cannot be written; it can come from a hand-edited file only.
    return text.encode("utf-8", "replace")
