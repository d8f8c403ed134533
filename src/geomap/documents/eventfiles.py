"""Events files that geomap wrote and a person may have edited: GeoJSON and CSV."""

from __future__ import annotations

import codecs
import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.documents.decode import decode
from geomap.errors import FormatError, InputError
from geomap.record import (
    CSV_NAMES,
    Builder,
    FeatureReader,
    features,
    from_feature,
    from_record,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event, Place

__all__ = ["is_events_file", "read_events"]


def is_events_file(path: str | Path) -> bool:
    """Tell whether an input holds events rather than articles: by its ending and its header."""
    where = Path(path)
    ending = where.suffix.casefold()
    if ending == ".geojson":
        return True
    if ending != ".csv" or not where.is_file():
        return False
    with where.open("rb") as file:
        head = file.readline(20_000).decode("utf-8", "replace").casefold()
    names = {name.strip('\ufeff" \r\n') for name in head.replace(";", ",").split(",")}
    return "kind" in names and ("event_id" in names or "event_id_cnty" in names)


def read_events(
    path: str | Path, *, place_of: Callable[[int], Place | None] | None = None
) -> tuple[Event, ...]:
    """Return the events of a GeoJSON or CSV file, in order.

    ``place_of`` finds a place by its geonameid (``Gazetteer.by_geonameid``). Raises
    ``FormatError`` that names the file, the feature or row, the field and what is allowed.
    """
    where = Path(path)
    try:
        data = where.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; give a file that exists") from None
    if where.suffix.casefold() == ".csv":
        return _from_csv(decode(data, str(path)), str(path), Builder(place_of))
    found = _as_written(data, str(path), place_of)
    return _from_geojson(decode(data, str(path)), str(path), place_of) if found is None else found


def _as_written(
    data: bytes, origin: str, place_of: Callable[[int], Place | None] | None
) -> tuple[Event, ...] | None:
    """Read a GeoJSON file the quick way; None if it is not plain UTF-8 with features."""
    found = features(data.removeprefix(codecs.BOM_UTF8))
    if found is None:
        return None
    read = FeatureReader(place_of)
    try:
        events = [read(raw, f"{origin}, feature {n}") for n, raw in enumerate(found, start=1)]
    except UnicodeDecodeError:
        return None
    return _unique(events, origin)


def _from_geojson(
    text: str, origin: str, place_of: Callable[[int], Place | None] | None
) -> tuple[Event, ...]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise FormatError(
            f"{origin}{line}: not JSON ({error}); allowed: a GeoJSON FeatureCollection of events"
        ) from None
    items = value.get("features") if isinstance(value, dict) else None
    if not isinstance(items, list):
        kind = value.get("type") if isinstance(value, dict) else type(value).__name__
        raise FormatError(
            f"{origin}: type is {kind!r}; allowed: 'FeatureCollection' with a list of features"
        )
    return _unique(
        [
            from_feature(
                item if isinstance(item, dict) else {"properties": item},
                place_of=place_of,
                where=f"{origin}, feature {number}",
            )
            for number, item in enumerate(items, start=1)
        ],
        origin,
    )


def _from_csv(text: str, origin: str, build: Builder) -> tuple[Event, ...]:
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    if "kind" not in (rows.fieldnames or ()):
        raise FormatError(
            f"{origin}: no column kind; allowed: the columns that geomap writes. "
            "Export the events again, or name the column"
        )
    events = []
    for row in rows:
        cells = {str(name): _active(cell) for name, cell in row.items() if isinstance(cell, str)}
        for field, column in CSV_NAMES.items():
            if column in cells:
                cells[field] = cells[column]
        cells.setdefault("event_id", cells.get("event_id_cnty", ""))
        if any(cells.values()):
            events.append(from_record(cells, build=build, where=f"{origin}, line {rows.line_num}"))
    return _unique(events, origin)


def _active(cell: str) -> str:
    """Undo what made a cell inert for spreadsheets."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


def _unique(events: list[Event], origin: str) -> tuple[Event, ...]:
    seen: set[str] = set()
    for event in events:
        if event.id in seen:
            raise FormatError(
                f"{origin}: event_id {event.id!r} stands twice; allowed: one row an event. "
                "Remove a row, or empty its event_id"
            )
        seen.add(event.id)
    return tuple(events)
