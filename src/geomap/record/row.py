"""A record with its cells read, and the event that it makes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

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

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MOST_ARTICLES", "Builder", "Row"]

MOST_ARTICLES = 10_000
"""An event that more articles tell of is a slip: each of them is made."""

_KEPT = 20_000
"""Values of each sort that events share, at most; a file of other events starts afresh."""

_Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)] | None
_Offset = _Count
_Km = Annotated[float, msgspec.Meta(ge=0, le=20040)] | None
_Text = str | None


class Row(msgspec.Struct, kw_only=True):
    """The cells of a record by their types; what follows from others is left out."""

    kind: EventKind
    event_id: _Text = None
    date_start: date | None = None
    date_end: date | None = None
    date_text: _Text = None
    time_precision: Annotated[int, msgspec.Meta(ge=1, le=3)] | None = None
    date_reason: _Text = None
    place_text: _Text = None
    place_name: _Text = None
    geonameid: _Count = None
    country: _Text = None
    admin1: _Text = None
    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90)] | None = None
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180)] | None = None
    precision: Precision | None = None
    uncertainty_km: _Km = None
    location_reason: _Text = None
    actor: _Text = None
    target: _Text = None
    weapon: _Text = None
    killed: _Count = None
    injured: _Count = None
    launched: _Count = None
    downed: _Count = None
    jammed: _Count = None
    counts_text: _Text = None
    parent_id: _Text = None
    claimed_by: _Text = None
    claim_status: ClaimStatus | None = None
    evidence: _Text = None
    evidence_start: _Offset = None
    evidence_end: _Offset = None
    doc: _Text = None
    sources: _Text = None
    num_articles: Annotated[int, msgspec.Meta(ge=0, le=MOST_ARTICLES)] | None = None
    url: _Text = None
    published: date | None = None
    frontline_km: _Km = None
    frontline_side: _Text = None
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None


class _Shared(dict[Any, Any]):
    """Values by their keys, each made once: rows share their days, counts, names and places."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> Any:  # noqa: ANN401
        if len(self) >= _KEPT:
            self.clear()
        value = self[key] = self._make(key)
        return value


class Builder:
    """Makes events of rows. Events of one builder share what is equal in them.

    ``place_of`` finds a place by its geonameid; without it, or where it knows none, a place is
    built from the row.
    """

    def __init__(self, place_of: Callable[[int], Place | None] | None = None) -> None:
        """Take what finds places."""
        self._known = _Shared(place_of or (lambda _: None))
        self._texts = _Shared(_stripped)
        self._whens = _Shared(_when)
        self._counts = _Shared(_counts)
        self._places = _Shared(_place)

    def __call__(self, row: Row) -> Event:
        """Return the event of a row, which has an ``event_id`` and both coordinates or neither."""
        texts = self._texts
        lat, lon = row.latitude, row.longitude
        precision = row.precision or Precision.UNKNOWN
        radius = row.uncertainty_km or 0.0
        location = None
        if lat is not None and lon is not None:
            location = Location(lat=lat, lon=lon, precision=precision, uncertainty_km=radius)
        return Event(
            id=_stripped(row.event_id) or "",
            kind=row.kind,
            where=Where(
                text=texts[row.place_text],
                place=self._place_of(row, location),
                location=location,
                reason=_stripped(row.location_reason) or "",
            ),
            when=self._whens[
                row.date_start, row.date_end, row.date_text, row.time_precision, row.date_reason
            ],
            counts=self._counts[
                row.killed, row.injured, row.launched, row.downed, row.jammed, row.counts_text
            ],
            evidence=_evidence(row, texts[row.doc] or ""),
            sources=_sources(row, texts[row.doc] or "", texts),
            actor=texts[row.actor],
            target=texts[row.target],
            weapon=texts[row.weapon],
            parent_id=_stripped(row.parent_id),
            claimed_by=texts[row.claimed_by],
            claim_status=row.claim_status or ClaimStatus.REPORTED,
            confidence=1.0 if row.confidence is None else row.confidence,
            frontline_km=row.frontline_km,
            frontline_side=texts[row.frontline_side],
        )

    def _place_of(self, row: Row, location: Location | None) -> Place | None:
        place: Place | None = None if row.geonameid is None else self._known[row.geonameid]
        if place is not None or location is None:
            return place
        name = self._texts[row.place_name]
        if name is None:
            return None
        found: Place = self._places[
            name,
            location.lat,
            location.lon,
            location.precision,
            location.uncertainty_km,
            self._texts[row.country],
            self._texts[row.admin1],
            row.geonameid,
        ]
        return found


def _stripped(text: str | None) -> str | None:
    return (text.strip() or None) if text else None


def _when(cells: tuple[date | None, date | None, str | None, int | None, str | None]) -> When:
    start, end, text, precision, reason = cells
    return When(
        start=start or end,
        end=end or start,
        text=_stripped(text),
        precision=precision or (1 if start or end else 3),
        reason=_stripped(reason) or "",
    )


def _counts(cells: tuple[Any, ...]) -> Counts:
    killed, injured, launched, downed, jammed, text = cells
    return Counts(
        killed=killed,
        injured=injured,
        launched=launched,
        downed=downed,
        jammed=jammed,
        text=_stripped(text),
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


def _place(cells: tuple[Any, ...]) -> Place:
    name, lat, lon, precision, radius, country, admin1, geonameid = cells
    return Place(
        key=-1,
        name=name,
        lat=lat,
        lon=lon,
        kind=_KIND_OF[precision],
        country=country,
        admin1=admin1,
        geonameid=geonameid,
        radius_km=radius,
        source="events file",
    )


_UNKNOWN_SPAN = Span(start=0, end=0)


def _evidence(row: Row, doc: str) -> tuple[Evidence, ...]:
    """Rebuild the evidence; where the sentences after the first stood is not in a record."""
    text = _stripped(row.evidence)
    if text is None:
        return ()
    start, end = row.evidence_start, row.evidence_end
    first = _UNKNOWN_SPAN
    if start is not None and end is not None and start <= end:
        first = Span(start=start, end=end)
    if JOINT not in text:
        return (Evidence(doc=doc, span=first, text=text),)
    return tuple(
        Evidence(doc=doc, span=_UNKNOWN_SPAN if number else first, text=sentence)
        for number, sentence in enumerate(text.split(JOINT))
    )


def _sources(row: Row, doc: str, texts: _Shared) -> tuple[Source, ...]:
    """Rebuild the sources so that they name and count as they did."""
    names = [texts[name] for name in (_stripped(row.sources) or "").split("; ") if name.strip()]
    articles = len(names) if row.num_articles is None else row.num_articles
    first = f"{doc}#1"
    found: list[Source] = []
    for number in range(max(len(names), articles if names else 0)):
        name = names[min(number, len(names) - 1)]
        repeated = number < len(names) and name in names[:number]
        found.append(
            Source(
                doc=doc,
                article=f"{doc}#{number + 1}" if number else first,
                outlet=None if repeated else name,
                title=name if repeated else None,
                url=None if number else _stripped(row.url),
                published=None if number else row.published,
                copy_of=None if number < articles else first,
            )
        )
    return tuple(found)
