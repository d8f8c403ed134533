"""A user's own tables: corrections (``event_id,field,value``) and names of kinds of events."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from geomap.documents.decode import decode
from geomap.errors import FormatError, InputError
from geomap.record import Correction, EventNames
from geomap.record import read_event_names as parsed_names

_COLUMNS = ("event_id", "field", "value")


def read_corrections(path: str | Path) -> tuple[Correction, ...]:
    """Read a corrections file; further columns (a note, a name) are for people.

    Raises ``InputError`` for a file that cannot be read and ``FormatError`` for one that lacks a
    column or a cell.
    """
    text = _text(path)
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise FormatError(
            f"{path}: no column {', '.join(missing)}; the first line must name event_id,field,value"
        )
    found = []
    for row in reader:
        where = f"{path}:{reader.line_num}"
        event_id, field = (row["event_id"] or "").strip(), (row["field"] or "").strip()
        if not event_id or not field:
            raise FormatError(f"{where}: event_id and field must not be empty")
        found.append(
            Correction(event_id=event_id, field=field, value=row["value"] or "", where=where)
        )
    return tuple(found)


def read_event_names(path: str | Path) -> EventNames:
    """Read a table of what ACLED and PLOVER call the kinds of events: see ``record.names``.

    Raises ``InputError`` for a file that cannot be read and ``FormatError`` for a wrong table.
    """
    return parsed_names(_text(path), str(path))


def _text(path: str | Path) -> str:
    try:
        return decode(Path(path).read_bytes(), str(path))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check the path") from None
