"""A record with its cells read, and the event that it makes."""

from __future__ import annotations

from datetime import date
from itertools import islice, pairwise
from operator import attrgetter
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
from geomap.record.many import Shared, made
from geomap.record.write import JOINT

if TYPE_CHECKING:
    from collections.abc import Callable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["MOST_ARTICLES", "Builder", "Row"]

MOST_ARTICLES = 10_000
"""An event that more articles tell of is a slip: each of them is made."""

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


class Builder:
    """Makes events of rows. Events of one builder share what is equal in them.

    ``place_of`` finds a place by its geonameid; without it, or where it knows none, a place is
    built from the row.
    """

    def __init__(self, place_of: Callable[[int], Place | None] | None = None) -> None:
        """Take what finds places."""
        find = place_of or (lambda _: None)
        self._known = Shared(lambda keys: [None if key is None else find(key) for key in keys])
        self._texts = Shared(lambda keys: [_stripped(key) for key in keys])
        self._whens = Shared(_whens)
        self._counts = Shared(_counts)
        self._places = Shared(_places)
        self._sources = Shared(_sources)

    def __call__(self, rows: Sequence[Row]) -> list[Event]:
        """Return the event of each row, which has an id and both coordinates or neither."""
        cells = _Cells(rows)
        text = self._texts.of
        docs = [doc or "" for doc in text(cells("doc"))]
        columns = {name: text(cells(name)) for name in _SHARED_TEXTS}
        columns |= {
            "id": [_stripped(said) for said in cells("event_id")],
            "kind": cells("kind"),
            "where": self._wheres(cells),
            "when": self._whens.of(cells.rows_of(*_WHEN)),
            "counts": self._counts.of(cells.rows_of(*_COUNTS)),
            "evidence": _evidence(cells, docs),
            "sources": self._sources.of([*zip(docs, *map(cells, _SOURCES), strict=True)]),
            "parent_id": [_stripped(said) for said in cells("parent_id")],
            "claim_status": [said or ClaimStatus.REPORTED for said in cells("claim_status")],
            "confidence": [1.0 if said is None else said for said in cells("confidence")],
            "frontline_km": cells("frontline_km"),
        }
        return made(Event, columns)

    def _wheres(self, cells: _Cells) -> list[Where]:
        lats = cells("latitude")
        precisions = [said or Precision.UNKNOWN for said in cells("precision")]
        radii = [said or 0.0 for said in cells("uncertainty_km")]
        placed = [number for number, lat in enumerate(lats) if lat is not None]
        at = {
            "lat": lats,
            "lon": cells("longitude"),
            "precision": precisions,
            "uncertainty_km": radii,
        }
        locations: list[Location | None] = [None] * len(lats)
        some = {name: [column[number] for number in placed] for name, column in at.items()}
        for number, location in zip(placed, made(Location, some), strict=True):
            locations[number] = location
        places = self._known.of(cells("geonameid"))
        names = self._texts.of(cells("place_name"))
        bare = [number for number in placed if places[number] is None and names[number]]
        if bare:
            said = (
                *(names, *at.values(), self._texts.of(cells("country"))),
                *(self._texts.of(cells("admin1")), cells("geonameid")),
            )
            keys = [tuple(column[number] for column in said) for number in bare]
            for number, place in zip(bare, self._places.of(keys), strict=True):
                places[number] = place
        return made(
            Where,
            {
                "text": self._texts.of(cells("place_text")),
                "place": places,
                "location": locations,
                "reason": [_stripped(said) or "" for said in cells("location_reason")],
            },
        )


class _Cells:
    """The rows by columns."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __call__(self, name: str) -> list[Any]:
        return list(map(attrgetter(name), self._rows))

    def rows_of(self, *names: str) -> list[tuple[Any, ...]]:
        return list(map(attrgetter(*names), self._rows))


_SHARED_TEXTS = ("actor", "target", "weapon", "claimed_by", "frontline_side")
_WHEN = ("date_start", "date_end", "date_text", "time_precision", "date_reason")
_COUNTS = ("killed", "injured", "launched", "downed", "jammed", "counts_text")
_SOURCES = ("sources", "num_articles", "url", "published")


def _stripped(text: str | None) -> str | None:
    return (text.strip() or None) if text else None


def _columns(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    return dict(zip(names, zip(*rows, strict=True), strict=True))


def _whens(keys: Sequence[tuple[Any, ...]]) -> list[When]:
    rows = [
        (
            start or end,
            end or start,
            _stripped(text),
            precision or (1 if start or end else 3),
            _stripped(reason) or "",
        )
        for start, end, text, precision, reason in keys
    ]
    return made(When, _columns(("start", "end", "text", "precision", "reason"), rows))


def _counts(keys: Sequence[tuple[Any, ...]]) -> list[Counts]:
    rows = [(*numbers, _stripped(text)) for *numbers, text in keys]
    return made(Counts, _columns((*_COUNTS[:-1], "text"), rows))


_KIND_OF = {
    Precision.POINT: PlaceKind.FACILITY,
    Precision.SETTLEMENT: PlaceKind.SETTLEMENT,
    Precision.ADMIN2: PlaceKind.ADMIN2,
    Precision.ADMIN1: PlaceKind.ADMIN1,
    Precision.AREA: PlaceKind.AREA,
    Precision.COUNTRY: PlaceKind.COUNTRY,
    Precision.UNKNOWN: PlaceKind.OTHER,
}


def _places(keys: Sequence[tuple[Any, ...]]) -> list[Place]:
    return [
        Place(
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
        for name, lat, lon, precision, radius, country, admin1, geonameid in keys
    ]


_UNKNOWN = Span(start=0, end=0)


def _evidence(cells: _Cells, docs: Sequence[str]) -> list[tuple[Evidence, ...]]:
    """Rebuild the evidence; where the sentences after the first stood is not in a record."""
    told = [(said or "").strip() for said in cells("evidence")]
    sentences = [said.split(JOINT) if said else [] for said in told]
    ends = [0 if end is None else end for end in cells("evidence_end")]
    # Where only one of the two is known, or they are the wrong way round, nothing is.
    starts = [ends[n] + 1 if at is None else at for n, at in enumerate(cells("evidence_start"))]
    first = made(Span, {"start": starts, "end": ends})
    known = [span if span.start <= span.end else _UNKNOWN for span in first]
    flat: dict[str, list[Any]] = {
        "doc": [doc for doc, row in zip(docs, sentences, strict=True) for _ in row],
        "span": [
            _UNKNOWN if number else span
            for span, row in zip(known, sentences, strict=True)
            for number in range(len(row))
        ],
        "text": [text for row in sentences for text in row],
    }
    found = iter(made(Evidence, flat))
    return [tuple(islice(found, len(row))) for row in sentences]


def _sources(keys: Sequence[tuple[Any, ...]]) -> list[tuple[Source, ...]]:
    """Rebuild the sources so that they name and count as they did."""
    rows: list[tuple[Any, ...]] = []
    ends = []
    for doc, said, number, url, published in keys:
        if said and "; " not in said and said.strip() and number in (None, 1):
            row = (doc, f"{doc}#1", said.strip(), None, _stripped(url), published, None)
            rows.append(row)
            ends.append(len(rows))
            continue
        names = [name for name in (said or "").strip().split("; ") if name]
        articles = len(names) if number is None else number
        first = f"{doc}#1"
        for at in range(max(len(names), articles if names else 0)):
            name = names[min(at, len(names) - 1)]
            repeated = at < len(names) and name in names[:at]
            rows.append(
                (
                    doc,
                    f"{doc}#{at + 1}" if at else first,
                    None if repeated else name,
                    name if repeated else None,
                    None if at else _stripped(url),
                    None if at else published,
                    None if at < articles else first,
                )
            )
        ends.append(len(rows))
    fields = ("doc", "article", "outlet", "title", "url", "published", "copy_of")
    found = made(Source, _columns(fields, rows)) if rows else []
    return [tuple(found[start:end]) for start, end in pairwise([0, *ends])]
