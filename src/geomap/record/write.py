"""From an event to its flat record: the one table of fields.

Coordinates have five decimals (about one metre), distances and radii one, confidences three.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.model import Event, Location, Place, Precision
from geomap.record.names import EventNames, event_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

__all__ = ["CSV_NAMES", "FIELDS", "JOINT", "Scalar", "feature", "feature_collection", "to_record"]

Scalar = str | int | float | None
"""What a cell of a record may hold."""

JOINT = " [...] "
"""Stands between the sentences of ``evidence``."""


def _rounded(value: float | None, digits: int) -> float | None:
    """Round to fixed decimals; never -0.0, and None for what is no number."""
    if value is None or not math.isfinite(value):
        return None
    return round(value, digits) + 0.0


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _of_place(event: Event, of: Callable[[Place], Scalar]) -> Scalar:
    place = event.where.place
    return None if place is None else of(place)


def _source_names(event: Event) -> list[str]:
    """Name each distinct source once: its outlet, else its title, else its article's id."""
    names: dict[str, str] = {}
    for source in event.sources:
        key = f"outlet {source.outlet.casefold()}" if source.outlet else f"article {source.article}"
        names.setdefault(key, source.outlet or source.title or source.article)
    return [" ".join(name.replace("; ", ", ").split()) for name in names.values()]


def _num_articles(event: Event) -> int:
    return len({source.article for source in event.sources if source.copy_of is None})


def _url(event: Event) -> str | None:
    return next((source.url for source in event.sources if source.url), None)


def _published(event: Event) -> date | None:
    return next((source.published for source in event.sources if source.published), None)


def _doc(event: Event) -> str | None:
    """Name the document that ``evidence_start`` counts in."""
    if event.evidence:
        return event.evidence[0].doc
    return event.sources[0].doc if event.sources else None


def _location(event: Event, digits: int, of: Callable[[Location], float]) -> float | None:
    location = event.where.location
    return None if location is None else _rounded(of(location), digits)


# The contract's fields, in its order; readers of the files rely on both.
_WRITERS: tuple[tuple[str, Callable[[Event], Scalar]], ...] = (
    ("event_id", lambda e: e.id),
    ("kind", lambda e: e.kind.value),
    ("layer", lambda e: e.kind.layer.value),
    ("acled_event_type", lambda e: event_names()[e.kind].event_type),
    ("acled_sub_event_type", lambda e: event_names()[e.kind].sub_event_type),
    ("date_start", lambda e: _iso(e.when.start)),
    ("date_end", lambda e: _iso(e.when.end or e.when.start)),
    ("date_text", lambda e: e.when.text),
    ("time_precision", lambda e: e.when.precision),
    ("date_reason", lambda e: e.when.reason or None),
    ("place_text", lambda e: e.where.text),
    ("place_name", lambda e: _of_place(e, lambda p: p.name)),
    ("geonameid", lambda e: _of_place(e, lambda p: p.geonameid)),
    ("country", lambda e: _of_place(e, lambda p: p.country)),
    ("admin1", lambda e: _of_place(e, lambda p: p.admin1)),
    ("latitude", lambda e: _location(e, 5, lambda at: at.lat)),
    ("longitude", lambda e: _location(e, 5, lambda at: at.lon)),
    (
        "precision",
        lambda e: (e.where.location.precision if e.where.location else Precision.UNKNOWN).value,
    ),
    ("uncertainty_km", lambda e: _location(e, 1, lambda at: at.uncertainty_km)),
    ("location_reason", lambda e: e.where.reason or None),
    ("actor", lambda e: e.actor),
    ("target", lambda e: e.target),
    ("weapon", lambda e: e.weapon),
    ("killed", lambda e: e.counts.killed),
    ("injured", lambda e: e.counts.injured),
    ("launched", lambda e: e.counts.launched),
    ("downed", lambda e: e.counts.downed),
    ("jammed", lambda e: e.counts.jammed),
    ("counts_text", lambda e: e.counts.text),
    ("parent_id", lambda e: e.parent_id),
    ("claimed_by", lambda e: e.claimed_by),
    ("claim_status", lambda e: e.claim_status.value),
    ("evidence", lambda e: JOINT.join(item.text for item in e.evidence) or None),
    ("evidence_start", lambda e: e.evidence[0].span.start if e.evidence else None),
    ("evidence_end", lambda e: e.evidence[0].span.end if e.evidence else None),
    ("doc", _doc),
    ("sources", lambda e: "; ".join(_source_names(e)) or None),
    ("num_sources", lambda e: len(_source_names(e))),
    ("num_articles", _num_articles),
    ("url", _url),
    ("published", lambda e: _iso(_published(e))),
    ("frontline_km", lambda e: _rounded(e.frontline_km, 1)),
    ("frontline_side", lambda e: e.frontline_side),
    ("confidence", lambda e: _rounded(e.confidence, 3)),
    ("plover_event_type", lambda e: event_names()[e.kind].plover_event_type),
    ("plover_mode", lambda e: event_names()[e.kind].plover_mode),
)

NAMED = {
    "acled_event_type": "event_type",
    "acled_sub_event_type": "sub_event_type",
    "plover_event_type": "plover_event_type",
    "plover_mode": "plover_mode",
}
"""Fields that a table of names fills, and its column for each."""

CSV_NAMES = {
    "country": "country_code",
    "latitude": "place_latitude",
    "longitude": "place_longitude",
}
"""Fields that have another name in CSV, where ACLED's columns take theirs for something else."""

FIELDS: tuple[str, ...] = tuple(name for name, _ in _WRITERS)
"""The names of the fields of a record, in order."""


def to_record(event: Event, names: EventNames | None = None) -> dict[str, Scalar]:
    """Return the flat record of an event: every field of ``FIELDS``, in order, ready for JSON.

    ``names`` are what ACLED and PLOVER call the kinds; None takes the package's table.
    """
    record = {name: write(event) for name, write in _WRITERS}
    if names is not None:
        record |= {name: getattr(names[event.kind], column) for name, column in NAMED.items()}
    return record


def feature(event: Event, names: EventNames | None = None) -> dict[str, object]:
    """Return the event as a GeoJSON Feature; its Point is (lon, lat), or null without a place."""
    record = to_record(event, names)
    lon, lat = record["longitude"], record["latitude"]
    point = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": event.id, "geometry": point, "properties": record}


def feature_collection(events: Iterable[Event]) -> dict[str, object]:
    """Return the events as a GeoJSON FeatureCollection, in their order."""
    return {"type": "FeatureCollection", "features": [feature(event) for event in events]}
