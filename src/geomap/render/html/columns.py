"""The events of a page: a column of numbers for each field, and one table of all text.

Every text that came from an input stands in that table and nowhere else, once. Columns are written
to JSON one by one, so that 100,000 events need little more room than their own text.
"""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec

from geomap.model import EventKind, Precision, Scene, Source, When

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geomap.model import Location

_KINDS = {kind: number for number, kind in enumerate(EventKind)}
_PRECISIONS = {precision: number for number, precision in enumerate(Precision)}
_EPOCH = date(1970, 1, 1).toordinal()
_PLACED = 1e5
_COUNTS = ("killed", "injured", "launched", "downed", "jammed")

_FEW: tuple[tuple[str, str], ...] = (
    ("claim_status", "claim_status.value"),
    ("actor", "actor"),
    ("target", "target"),
    ("weapon", "weapon"),
    ("counts_text", "counts.text"),
    ("claimed_by", "claimed_by"),
    ("frontline_side", "frontline_side"),
    ("date_text", "when.text"),
    ("date_reason", "when.reason"),
    ("place_text", "where.text"),
)
"""Fields that are text, with few values beside the number of events: these come first into the
table, so that their numbers are short."""

_MANY: tuple[tuple[str, str], ...] = (("location_reason", "where.reason"), ("event_id", "id"))


class Texts:
    """The table of texts; each stands in it once. Number 0 is "nothing"."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._numbers: dict[str | None, int] = {"": 0, None: 0}

    def __call__(self, text: str | None) -> int:
        """Return the number of a text."""
        return self._numbers.setdefault(text, len(self._numbers) - 1)

    def column(self, texts: Iterable[str | None]) -> list[int]:
        """Return the numbers of many texts."""
        numbers = self._numbers
        number = numbers.setdefault
        return [number(text, len(numbers) - 1) for text in texts]

    def table(self) -> list[str]:
        """Return the texts in the order of their numbers."""
        return [text for text in self._numbers if text is not None]


def day_number(day: date | None) -> int | None:
    """Return the days since 1 January 1970."""
    return None if day is None else day.toordinal() - _EPOCH


def columns_of(scene: Scene, west: float, texts: Texts) -> dict[str, Any]:
    """Return the number of events, one list a field, and their sources.

    A field that no event has is left out. Coordinates are whole numbers of 1e-5 degrees, days
    count from 1970; ``west`` is where the map begins: what lies west of it comes in the east.
    """
    events = scene.events
    kept: dict[str, msgspec.Raw] = {}

    def keep(name: str, column: list[Any], nothing: object = None) -> None:
        if column.count(nothing) < len(column):
            kept[name] = msgspec.Raw(msgspec.json.encode(column))

    _numbers(scene, west, keep)
    places = [event.where.place for event in events]
    for name, path in _FEW:
        keep(name, texts.column(map(attrgetter(path), events)), 0)
    keep("country", texts.column([place.country if place else None for place in places]), 0)
    keep("admin1", texts.column([place.admin1 if place else None for place in places]), 0)
    keep("place_name", texts.column([place.name if place else None for place in places]), 0)
    sources = _Sources()
    keep("sources", [sources.numbers_of(event.sources) for event in events], [])
    for name, path in _MANY:
        keep(name, texts.column(map(attrgetter(path), events)), 0)
    keep("evidence", [texts.column([said.text for said in e.evidence]) for e in events], [])
    rows = [
        [
            texts(s.outlet),
            texts(s.title),
            texts(s.url),
            day_number(s.published),
            int(bool(s.copy_of)),
        ]
        for s in sources.found
    ]
    return {"count": len(events), "columns": kept, "sources": rows}


def _numbers(scene: Scene, west: float, keep: Callable[[str, list[Any]], None]) -> None:
    """Keep the columns of numbers."""
    events = scene.events
    locations = [event.where.location for event in events]
    whens = [event.when for event in events]
    keep("kind", [_KINDS[event.kind] for event in events])
    keep("lat", [at and round(max(-85.0, min(85.0, at.lat)) * _PLACED) for at in locations])
    keep("lon", [at and _eastward(at, west) for at in locations])
    keep("precision", [_PRECISIONS[at.precision] if at else _NOWHERE for at in locations])
    keep("uncertainty", [at and round(at.uncertainty_km, 1) for at in locations])
    keep("start", [when.start and when.start.toordinal() - _EPOCH for when in whens])
    keep("end", [_end(when) for when in whens])
    keep("time_precision", [when.precision for when in whens])
    keep("confidence", [round(event.confidence, 3) for event in events])
    lines = [event.frontline_km for event in events]
    keep("frontline_km", [None if km is None else round(km, 1) for km in lines])
    keep("frontline_date", [day_number(event.frontline_date) for event in events])
    areas = {name: number for number, area in enumerate(scene.areas) for name in area.event_ids}
    if areas:
        keep("area", [areas.get(event.id) for event in events])
    if any(event.parent_id for event in events):
        number_of = {event.id: number for number, event in enumerate(events)}
        keep("parent", [number_of.get(event.parent_id or "") for event in events])
    counts = [event.counts for event in events]
    for name in _COUNTS:
        keep(name, list(map(attrgetter(name), counts)))


_NOWHERE = _PRECISIONS[Precision.UNKNOWN]


def _eastward(at: Location, west: float) -> int:
    return round((at.lon + 360.0 if at.lon < west else at.lon) * _PLACED)


def _end(when: When) -> int | None:
    """Return the last day where it is not the first."""
    return None if when.end is None or when.end == when.start else when.end.toordinal() - _EPOCH


class _Sources:
    """The sources of all events, each once."""

    def __init__(self) -> None:
        self.found: dict[Source, int] = {}
        self._seen: dict[int, list[int]] = {}

    def numbers_of(self, sources: Sequence[Source]) -> list[int]:
        """Return the numbers of some sources."""
        # Most events share the very objects, which are quicker to know than their fields.
        numbers = self._seen.get(id(sources))
        if numbers is None:
            found = self.found
            numbers = [found.setdefault(source, len(found)) for source in sources]
            self._seen[id(sources)] = numbers
        return numbers
