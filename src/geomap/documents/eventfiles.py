"""Events files that geomap wrote and a person may have edited: GeoJSON and CSV."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.documents.decode import decode
from geomap.errors import FormatError, InputError
from geomap.record import (
    CSV_NAMES,
    Builder,
    feature_row,
    feature_rows,
    features,
    record_row,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geomap.model import Event, Place
    from geomap.record import Row

__all__ = ["is_events_file", "read_events"]

_AT_ONCE = 4_000
"""Rows made into events together: enough to be quick, few enough to stay in a cache."""


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
    origin, build = str(path), Builder(place_of)
    if where.suffix.casefold() == ".csv":
        return _built(_csv_rows(decode(data, origin), origin), build, origin)
    found = features(data.removeprefix(codecs.BOM_UTF8))
    if found is not None:
        try:
            return _built(feature_rows(found, origin), build, origin)
        except UnicodeDecodeError:
            pass
    return _built(_geojson_rows(decode(data, origin), origin), build, origin)


def _built(rows: Iterable[Row], build: Builder, origin: str) -> tuple[Event, ...]:
    events: list[Event] = []
    rows = iter(rows)
    while some := list(islice(rows, _AT_ONCE)):
        events += build(some)
    if len({event.id for event in events}) < len(events):
        raise _twice(events, origin)
    return tuple(events)


def _geojson_rows(text: str, origin: str) -> Iterator[Row]:
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
    for number, item in enumerate(items, start=1):
        whole = item if isinstance(item, dict) else {"properties": item}
        yield feature_row(whole, where=f"{origin}, feature {number}")


def _csv_rows(text: str, origin: str) -> Iterator[Row]:
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    if "kind" not in (rows.fieldnames or ()):
        raise FormatError(
            f"{origin}: no column kind; allowed: the columns that geomap writes. "
            "Export the events again, or name the column"
        )
    for row in rows:
        cells = {str(name): _active(cell) for name, cell in row.items() if isinstance(cell, str)}
        for field, column in CSV_NAMES.items():
            if column in cells:
                cells[field] = cells[column]
        cells.setdefault("event_id", cells.get("event_id_cnty", ""))
        if any(cells.values()):
            yield record_row(cells, where=f"{origin}, line {rows.line_num}")


def _active(cell: str) -> str:
    """Undo what made a cell inert for spreadsheets."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


def _twice(events: list[Event], origin: str) -> FormatError:
    counts = Counter(event.id for event in events)
    again = next(event for event in events if counts[event.id] > 1)
    return FormatError(
        f"{origin}: event_id {again.id!r} stands twice; allowed: one row an event. "
        "Remove a row, or empty its event_id"
    )
