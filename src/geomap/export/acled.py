"""CSV with ACLED's columns, in its order and spelling, then geomap's own."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from geomap.export.countries import country, is_country, seat
from geomap.model import EventKind, PlaceKind, Precision
from geomap.record import CSV_NAMES, FIELDS, EventNames, Scalar, event_names, to_record
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.gazetteer import Gazetteer
    from geomap.model import Event, Place

__all__ = ["COLUMNS", "rows", "to_csv"]

ACLED = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
    *("interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2"),
    *("admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale"),
    *("notes", "fatalities", "tags", "timestamp"),
)
"""ACLED's columns."""

# ACLED's columns already say these.
_SAME = frozenset({"time_precision", "admin1", "acled_event_type", "acled_sub_event_type"})
_PLOVER = ("plover_event_type", "plover_mode")
OWN = tuple(
    CSV_NAMES.get(name, name) for name in FIELDS if name not in _SAME and name not in _PLOVER
)
COLUMNS = (*ACLED, *OWN, "fatalities_reported", *_PLOVER)
"""All columns, in order."""

_GEO_PRECISION = {
    Precision.POINT: 1,
    Precision.SETTLEMENT: 1,
    Precision.ADMIN2: 2,
    Precision.ADMIN1: 3,
    Precision.AREA: 3,
    Precision.COUNTRY: 3,
}
_CIVIL = ("civilian", "resident", "protester", "pedestrian", "passenger", "children")
_STATE, _RIOTERS, _PROTESTERS, _CIVILIANS, _EXTERNAL = "1", "5", "6", "7", "8"


class _Spot(NamedTuple):
    """Where ACLED would put an event."""

    location: str | None
    lat: float | None
    lon: float | None


def to_csv(
    events: Iterable[Event],
    *,
    gazetteer: Gazetteer | None = None,
    names: EventNames | None = None,
) -> str:
    """Return the events as CSV, one a row; with a gazetteer, a region's events at its capital.

    Cells that a spreadsheet would run as a formula are made inert by a leading apostrophe; control
    characters, for which a file is taken for no text, by the replacement character.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in rows(events, gazetteer=gazetteer, names=names):
        writer.writerow({name: _inert(value) for name, value in row.items()})
    return out.getvalue()


def rows(
    events: Iterable[Event],
    *,
    gazetteer: Gazetteer | None = None,
    names: EventNames | None = None,
) -> Iterable[dict[str, Scalar]]:
    """Yield the cells of each event, by column."""
    seats: dict[int, Place | None] = {}
    for event in events:
        place = event.where.place
        if gazetteer is not None and place is not None and place.key not in seats:
            seats[place.key] = seat(place, gazetteer)
        record = to_record(event, names)
        own = {CSV_NAMES.get(name, name): record[name] for name in FIELDS if name not in _SAME}
        reported = "no" if event.counts.killed is None else "yes"
        called = names or event_names()
        yield {**_acled(event, record, seats, called), **own, "fatalities_reported": reported}


_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


def _inert(value: Scalar) -> Scalar:
    if not isinstance(value, str):
        return value
    value = _CONTROLS.sub("\ufffd", value)
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _acled(
    event: Event,
    record: Mapping[str, Scalar],
    seats: Mapping[int, Place | None],
    called: EventNames,
) -> dict[str, Scalar]:
    """Fill ACLED's columns; what the text does not give stays empty."""
    names = called[event.kind]
    place = event.where.place
    land = country(place.country if place else None)
    spot = _spot(event, seats)
    day = event.when.end or event.when.start
    actor1, inter1 = _first_actor(event, land.name if land else None)
    inter2 = _inter(event.target, land.name if land else None)
    return {
        "event_id_cnty": f"{land.alpha3 if land else ''}{event.id}",
        "event_date": day.isoformat() if day else None,
        "year": day.year if day else None,
        "time_precision": event.when.precision,
        "disorder_type": names.disorder_type,
        "event_type": names.event_type,
        "sub_event_type": names.sub_event_type,
        "actor1": actor1,
        "assoc_actor_1": None,
        "inter1": inter1,
        "actor2": event.target,
        "assoc_actor_2": None,
        "inter2": inter2,
        "interaction": _interaction(inter1, inter2, event.target),
        "civilian_targeting": "Civilian targeting" if inter2 == _CIVILIANS else None,
        "iso": land.numeric if land else None,
        "region": land.region if land else None,
        "country": land.name if land else None,
        "admin1": record["admin1"],
        "admin2": _admin2(event),
        "admin3": None,
        "location": spot.location,
        "latitude": None if spot.lat is None else round(spot.lat, 5),
        "longitude": None if spot.lon is None else round(spot.lon, 5),
        "geo_precision": _geo_precision(event),
        "source": record["sources"],
        "source_scale": None,
        "notes": record["evidence"],
        "fatalities": event.counts.killed or 0,
        "tags": None,
        "timestamp": None,
    }


def _geo_precision(event: Event) -> int | None:
    location = event.where.location
    return None if location is None else _GEO_PRECISION.get(location.precision)


def _admin2(event: Event) -> str | None:
    place = event.where.place
    if place is None:
        return None
    return place.name if place.kind is PlaceKind.ADMIN2 else place.admin2


def _spot(event: Event, seats: Mapping[int, Place | None]) -> _Spot:
    place, location = event.where.place, event.where.location
    capital = seats.get(place.key) if place is not None else None
    if capital is not None and location is not None and location.precision is Precision.ADMIN1:
        # ACLED writes what is known of a region only at the region's capital.
        return _Spot(capital.name, capital.lat, capital.lon)
    name = place.name if place else event.where.text
    return _Spot(name, location.lat, location.lon) if location else _Spot(name, None, None)


def _first_actor(event: Event, land: str | None) -> tuple[str | None, str | None]:
    if event.kind is EventKind.PROTEST:
        return event.actor or (f"Protesters ({land})" if land else "Protesters"), _PROTESTERS
    if event.kind is EventKind.RIOT:
        return event.actor or (f"Rioters ({land})" if land else "Rioters"), _RIOTERS
    return event.actor, _inter(event.actor, land)


def _inter(actor: str | None, land: str | None) -> str | None:
    """Return ACLED's code of an actor; None where its name does not tell.

    A state is 1 at home and 8 abroad, as Russia's army is in Ukraine.
    """
    if actor is None:
        return None
    if any(word in actor.casefold() for word in _CIVIL):
        return _CIVILIANS
    if land is None or not is_country(actor):
        return None
    return _STATE if fold(actor) == fold(land) else _EXTERNAL


def _interaction(inter1: str | None, inter2: str | None, target: str | None) -> str | None:
    """Join two codes as ACLED does: the smaller first; 0 for nobody on the other side."""
    if inter1 is None or (inter2 is None and target is not None):
        return None
    if inter2 is None:
        return f"{inter1}0"
    return "".join(sorted((inter1, inter2)))
