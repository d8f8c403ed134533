"""The quick way from GeoJSON to events: for rows that are just as geomap wrote them.

A feature is read by its types in one go. Whatever is unusual in it (a number written as text, a
date with a time, a cell that cannot be right) is left to ``parse``, which is slower, knows what
people write, and says what is wrong. Both give the same event for the same row.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import msgspec

from geomap.record.parse import feature_row
from geomap.record.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["feature_rows", "features"]


class _Point(msgspec.Struct, tag_field="type", tag="Point"):
    coordinates: tuple[
        Annotated[float, msgspec.Meta(ge=-180, le=180)],
        Annotated[float, msgspec.Meta(ge=-90, le=90)],
    ]


class _Feature(msgspec.Struct):
    properties: Row
    geometry: _Point | None = None


class _Collection(msgspec.Struct):
    features: list[msgspec.Raw]


def features(data: bytes) -> list[msgspec.Raw] | None:
    """Return the features of a GeoJSON FeatureCollection, not yet read; None if it is none.

    >>> [bytes(raw) for raw in features(b'{"features": [{"id": 1}, 2]}') or ()]
    [b'{"id": 1}', b'2']
    """
    try:
        return msgspec.json.decode(data, type=_Collection).features
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def feature_rows(raws: Iterable[msgspec.Raw], origin: str) -> Iterator[Row]:
    """Yield the cells of features, read one by one.

    Raises ``FormatError`` that names ``origin`` and the number of the feature for a cell that
    cannot be right, and ``UnicodeDecodeError`` for what is no UTF-8.
    """
    decode = msgspec.json.Decoder(_Feature).decode
    for number, raw in enumerate(raws, start=1):
        try:
            feature = decode(raw)
        except msgspec.DecodeError:
            yield _unusual(raw, f"{origin}, feature {number}")
            continue
        row = feature.properties
        if feature.geometry is not None:
            row.longitude, row.latitude = feature.geometry.coordinates
        yield row if _is_plain(row) else _unusual(raw, f"{origin}, feature {number}")


def _unusual(raw: msgspec.Raw, where: str) -> Row:
    item = json.loads(str(bytes(raw), "utf-8"))
    return feature_row(item if isinstance(item, dict) else {"properties": item}, where=where)


def _is_plain(row: Row) -> bool:
    """Tell whether nothing in a row needs a second look."""
    start, end = row.date_start, row.date_end
    return (
        bool(row.event_id and row.event_id.strip())
        and (row.latitude is None) == (row.longitude is None)
        and not (start and end and end < start)
    )
