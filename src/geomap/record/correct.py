"""A person's corrections to events: a cell set right, an event dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.errors import FormatError
from geomap.record.parse import from_record
from geomap.record.write import FIELDS, to_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geomap.model import Event, Place

DROP = "drop"
"""In place of a field: the event is no event."""

_PLACE_CELLS = ("latitude", "longitude", "place_name", "country", "admin1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One cell of one event, as it should be."""

    event_id: str
    field: str
    value: str
    where: str
    """File and line, for messages."""


def correct(
    events: Sequence[Event],
    corrections: Iterable[Correction],
    *,
    place_of: Callable[[int], Place | None] | None = None,
) -> tuple[tuple[Event, ...], tuple[Correction, ...]]:
    """Return the corrected events, and the corrections that name none of them.

    A new ``geonameid`` moves the event to that place unless its coordinates are given as well.
    Raises ``FormatError`` for a field that does not exist or a value that cannot stand in it.
    """
    by_event: dict[str, list[Correction]] = {}
    for one in corrections:
        if one.field != DROP and (one.field not in FIELDS or one.field == "event_id"):
            raise FormatError(
                f"{one.where}: {one.field!r} is no field of an event; allowed: {DROP}, "
                f"{', '.join(name for name in FIELDS if name != 'event_id')}"
            )
        by_event.setdefault(one.event_id, []).append(one)
    kept = []
    for event in events:
        asked = by_event.pop(event.id, None)
        if asked is None:
            kept.append(event)
        elif all(one.field != DROP for one in asked):
            kept.append(_corrected(event, asked, place_of))
    missed = tuple(one for asked in by_event.values() for one in asked)
    return tuple(kept), missed


def _corrected(
    event: Event, asked: Sequence[Correction], place_of: Callable[[int], Place | None] | None
) -> Event:
    record: dict[str, object] = dict(to_record(event))
    named = {one.field for one in asked}
    if "geonameid" in named and place_of is not None:
        record.update(_place_cells(asked, place_of, named))
    record.update({one.field: one.value for one in asked})
    return from_record(record, place_of=place_of, where=asked[0].where)


def _place_cells(
    asked: Sequence[Correction], place_of: Callable[[int], Place | None], named: set[str]
) -> dict[str, object]:
    one = next(c for c in asked if c.field == "geonameid")
    place = place_of(int(one.value)) if one.value.strip().isdigit() else None
    if place is None:
        raise FormatError(
            f"{one.where}: geonameid {one.value!r} is not in the gazetteer; "
            "give the latitude and longitude of the place instead"
        )
    cells: dict[str, object] = {
        "latitude": place.lat,
        "longitude": place.lon,
        "place_name": place.name,
        "country": place.country,
        "admin1": place.admin1,
    }
    return {name: cells[name] for name in _PLACE_CELLS if name not in named}
