"""From a flat record, perhaps edited by a person, back to an event."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from geomap.errors import FormatError
from geomap.model import ClaimStatus, Event, EventKind, Place, Precision
from geomap.record.row import MOST_ARTICLES, Builder, Row

__all__ = ["feature_row", "from_feature", "from_record", "record_row"]

_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """The cells of one record, read with complaints that name the place and what is allowed."""

    cells: Mapping[str, object]
    where: str

    def wrong(self, name: str, allowed: str) -> FormatError:
        return FormatError(
            f"{self.where}: {name} is {self.cells.get(name)!r}; allowed: {allowed}. "
            "Correct the cell or leave it empty."
        )

    def text(self, name: str) -> str | None:
        value = self.cells.get(name)
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return None
        if isinstance(value, dict | list):
            raise self.wrong(name, "a text")
        return str(value).strip() or None

    def number(self, name: str, low: float, high: float) -> float | None:
        text = self.text(name)
        if text is None:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high or isinstance(self.cells[name], bool):
            raise self.wrong(name, f"a number from {low:g} to {high:g}")
        return value

    def integer(self, name: str, low: int = 0, high: int = 2**53) -> int | None:
        value = self.number(name, low, high)
        if value is None:
            return None
        if value != int(value):
            raise self.wrong(name, "a whole number")
        return int(value)

    def day(self, name: str) -> date | None:
        text = self.text(name)
        if text is None:
            return None
        # Spreadsheets and GIS add a time of day.
        day = text[:10] if text[10:11] in ("T", " ") else text
        try:
            return date.fromisoformat(day)
        except ValueError:
            raise self.wrong(name, "a date written 2025-06-13") from None

    def choice(self, name: str, kind: type[_Choice], default: _Choice) -> _Choice:
        text = self.text(name)
        if text is None:
            return default
        try:
            return kind(text.casefold().replace(" ", "_"))
        except ValueError:
            raise self.wrong(name, ", ".join(kind)) from None


def from_record(
    record: Mapping[str, object],
    *,
    place_of: Callable[[int], Place | None] | None = None,
    where: str = "record",
) -> Event:
    """Return the event of a flat record that geomap wrote and a person may have edited.

    ``place_of`` finds a place by its geonameid (``Gazetteer.by_geonameid``); without it, or where
    it knows none, the place is built from the record. ``where`` names the record in complaints.
    Only ``kind`` is required; what follows from others (layer, ACLED's names) is not read.
    Raises ``FormatError`` for a cell that cannot be right.
    """
    return Builder(place_of)([record_row(record, where=where)])[0]


def record_row(record: Mapping[str, object], *, where: str = "record") -> Row:
    """Return the cells of a record by their types; see ``from_record``."""
    cells = _Cells(cells=record, where=where)
    if cells.text("kind") is None:
        raise cells.wrong("kind", ", ".join(EventKind))
    start, end = cells.day("date_start"), cells.day("date_end")
    if start and end and end < start:
        raise cells.wrong("date_end", f"a date from date_start ({start.isoformat()}) on")
    lat, lon = cells.number("latitude", -90, 90), cells.number("longitude", -180, 180)
    if (lat is None) != (lon is None):
        raise cells.wrong(
            "latitude" if lat is None else "longitude", "both latitude and longitude, or neither"
        )
    simple: dict[str, Any] = {name: cells.integer(name) for name in _WHOLE}
    simple |= {name: cells.text(name) for name in _TEXTS}
    return Row(
        event_id=cells.text("event_id") or _own_id(cells.cells),
        kind=cells.choice("kind", EventKind, EventKind.STRIKE),
        date_start=start,
        date_end=end,
        time_precision=cells.integer("time_precision", 1, 3),
        latitude=lat,
        longitude=lon,
        precision=cells.choice("precision", Precision, Precision.UNKNOWN),
        uncertainty_km=cells.number("uncertainty_km", 0, 20040),
        claim_status=cells.choice("claim_status", ClaimStatus, ClaimStatus.REPORTED),
        num_articles=cells.integer("num_articles", 0, MOST_ARTICLES),
        published=cells.day("published"),
        frontline_km=cells.number("frontline_km", 0, 20040),
        confidence=cells.number("confidence", 0, 1),
        **simple,
    )


_WHOLE = (
    *("geonameid", "killed", "injured", "launched", "downed", "jammed"),
    *("evidence_start", "evidence_end"),
)
_TEXTS = (
    *("date_text", "date_reason", "place_text", "place_name", "country", "admin1"),
    *("location_reason", "actor", "target", "weapon", "counts_text", "parent_id", "claimed_by"),
    *("evidence", "doc", "sources", "url", "frontline_side"),
)


def from_feature(
    item: Mapping[str, object],
    *,
    place_of: Callable[[int], Place | None] | None = None,
    where: str = "feature",
) -> Event:
    """Return the event of a GeoJSON Feature.

    A point that was moved in a map program wins over ``latitude`` and ``longitude``.
    """
    return Builder(place_of)([feature_row(item, where=where)])[0]


def feature_row(item: Mapping[str, object], *, where: str = "feature") -> Row:
    """Return the cells of a GeoJSON Feature by their types; see ``from_feature``."""
    properties, geometry = item.get("properties"), item.get("geometry")
    if not isinstance(properties, Mapping):
        raise FormatError(
            f"{where}: properties is {properties!r}; allowed: an object with the fields of an event"
        )
    record = dict(properties)
    if not record.get("event_id") and isinstance(item.get("id"), str | int):
        record["event_id"] = str(item["id"])
    if geometry is not None:
        record["longitude"], record["latitude"] = _point(geometry, where)
    return record_row(record, where=where)


def _point(geometry: object, where: str) -> tuple[object, object]:
    if isinstance(geometry, Mapping) and geometry.get("type") == "Point":
        pair = geometry.get("coordinates")
        if isinstance(pair, list | tuple) and len(pair) >= 2:
            return pair[0], pair[1]
    raise FormatError(
        f"{where}: geometry is {str(geometry)[:80]!r}; "
        "allowed: a Point with [longitude, latitude], or null for an event without a place"
    )


def _own_id(record: Mapping[str, object]) -> str:
    """Make an id for a row that a person added: a hash of what it says."""
    said = json.dumps({str(k): str(v) for k, v in record.items()}, sort_keys=True)
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
