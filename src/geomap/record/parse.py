"""From a flat record, perhaps edited by a person, back to an event."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from geomap.errors import FormatError
from geomap.model import (
    ClaimStatus,
    Counts,
    Event,
    EventKind,
    Evidence,
    Location,
    Place,
    PlaceKind,
    Precision,
    Source,
    Span,
    When,
    Where,
)
from geomap.record.write import JOINT

__all__ = ["from_feature", "from_record"]

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
    cells = _Cells(cells=record, where=where)
    if cells.text("kind") is None:
        raise cells.wrong("kind", ", ".join(EventKind))
    return Event(
        id=cells.text("event_id") or _own_id(record),
        kind=cells.choice("kind", EventKind, EventKind.STRIKE),
        where=_where(cells, place_of),
        when=_when(cells),
        counts=Counts(
            killed=cells.integer("killed"),
            injured=cells.integer("injured"),
            launched=cells.integer("launched"),
            downed=cells.integer("downed"),
            jammed=cells.integer("jammed"),
            text=cells.text("counts_text"),
        ),
        evidence=_evidence(cells),
        sources=_sources(cells),
        actor=cells.text("actor"),
        target=cells.text("target"),
        weapon=cells.text("weapon"),
        parent_id=cells.text("parent_id"),
        claimed_by=cells.text("claimed_by"),
        claim_status=cells.choice("claim_status", ClaimStatus, ClaimStatus.REPORTED),
        confidence=_or(cells.number("confidence", 0, 1), 1.0),
        frontline_km=cells.number("frontline_km", 0, 20040),
        frontline_side=cells.text("frontline_side"),
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
    return from_record(record, place_of=place_of, where=where)


def _point(geometry: object, where: str) -> tuple[object, object]:
    if isinstance(geometry, Mapping) and geometry.get("type") == "Point":
        pair = geometry.get("coordinates")
        if isinstance(pair, list | tuple) and len(pair) >= 2:
            return pair[0], pair[1]
    raise FormatError(
        f"{where}: geometry is {str(geometry)[:80]!r}; "
        "allowed: a Point with [longitude, latitude], or null for an event without a place"
    )


def _or(value: float | None, default: float) -> float:
    return default if value is None else value


def _own_id(record: Mapping[str, object]) -> str:
    """Make an id for a row that a person added: a hash of what it says."""
    said = json.dumps({str(k): str(v) for k, v in record.items()}, sort_keys=True)
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _when(cells: _Cells) -> When:
    start, end = cells.day("date_start"), cells.day("date_end")
    if start and end and end < start:
        raise cells.wrong("date_end", f"a date from date_start ({start.isoformat()}) on")
    return When(
        start=start or end,
        end=end or start,
        text=cells.text("date_text"),
        precision=cells.integer("time_precision", 1, 3) or (1 if start or end else 3),
        reason=cells.text("date_reason") or "",
    )


_KIND_OF = {
    Precision.POINT: PlaceKind.FACILITY,
    Precision.SETTLEMENT: PlaceKind.SETTLEMENT,
    Precision.ADMIN2: PlaceKind.ADMIN2,
    Precision.ADMIN1: PlaceKind.ADMIN1,
    Precision.AREA: PlaceKind.AREA,
    Precision.COUNTRY: PlaceKind.COUNTRY,
    Precision.UNKNOWN: PlaceKind.OTHER,
}


def _where(cells: _Cells, place_of: Callable[[int], Place | None] | None) -> Where:
    lat, lon = cells.number("latitude", -90, 90), cells.number("longitude", -180, 180)
    if (lat is None) != (lon is None):
        raise cells.wrong(
            "latitude" if lat is None else "longitude", "both latitude and longitude, or neither"
        )
    precision = cells.choice("precision", Precision, Precision.UNKNOWN)
    name, geonameid = cells.text("place_name"), cells.integer("geonameid")
    radius = _or(cells.number("uncertainty_km", 0, 20040), 0.0)
    place = place_of(geonameid) if place_of is not None and geonameid is not None else None
    if place is None and name is not None and lat is not None and lon is not None:
        place = Place(
            key=-1,
            name=name,
            lat=lat,
            lon=lon,
            kind=_KIND_OF[precision],
            country=cells.text("country"),
            admin1=cells.text("admin1"),
            geonameid=geonameid,
            radius_km=radius,
            source="events file",
        )
    location = None
    if lat is not None and lon is not None:
        location = Location(lat=lat, lon=lon, precision=precision, uncertainty_km=radius)
    return Where(
        text=cells.text("place_text"),
        place=place,
        location=location,
        reason=cells.text("location_reason") or "",
    )


def _evidence(cells: _Cells) -> tuple[Evidence, ...]:
    """Rebuild the evidence; where the sentences after the first stood is not in a record."""
    text = cells.text("evidence")
    if text is None:
        return ()
    start, end = cells.integer("evidence_start"), cells.integer("evidence_end")
    known = start is not None and end is not None and start <= end
    first = Span(start=start or 0, end=end or 0) if known else Span(start=0, end=0)
    doc = cells.text("doc") or ""
    return tuple(
        Evidence(doc=doc, span=Span(start=0, end=0) if number else first, text=sentence)
        for number, sentence in enumerate(text.split(JOINT))
    )


def _sources(cells: _Cells) -> tuple[Source, ...]:
    """Rebuild the sources so that they name and count as they did."""
    doc = cells.text("doc") or ""
    names = [name for name in (cells.text("sources") or "").split("; ") if name]
    originals = cells.integer("num_articles")
    articles = len(names) if originals is None else originals
    url, published = cells.text("url"), cells.day("published")
    first = f"{doc}#1"
    found: list[Source] = []
    for number in range(max(len(names), articles if names else 0)):
        name = names[min(number, len(names) - 1)]
        repeated = number < len(names) and name in names[:number]
        found.append(
            Source(
                doc=doc,
                article=f"{doc}#{number + 1}",
                outlet=None if repeated else name,
                title=name if repeated else None,
                url=url if number == 0 else None,
                published=published if number == 0 else None,
                copy_of=None if number < articles else first,
            )
        )
    return tuple(found)
