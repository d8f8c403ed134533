"""What ACLED and PLOVER call the kinds of events, from a table that a user can read and replace."""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from geomap.errors import FormatError
from geomap.model import EventKind
from geomap.shipped import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EventNames", "Names", "event_names", "read_event_names"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What others call a kind of event; None where they code nothing."""

    disorder_type: str | None = None
    event_type: str | None = None
    sub_event_type: str | None = None
    plover_event_type: str | None = None
    plover_mode: str | None = None


EventNames = MappingProxyType[EventKind, Names]
"""The names of every kind."""

_COLUMNS = tuple(field.name for field in fields(Names))


@lru_cache(maxsize=1)
def event_names() -> EventNames:
    """Return the table of the package, ``event_names.csv``.

    >>> event_names()[EventKind.DRONE_ATTACK].sub_event_type
    'Air/drone strike'
    >>> event_names()[EventKind.VISIT].plover_event_type
    'CONSULT'
    """
    text = read_text("geomap.record", "event_names.csv")
    return read_event_names(text, "event_names.csv", {})


def read_event_names(
    text: str, where: str, known: Mapping[EventKind, Names] | None = None
) -> EventNames:
    """Read a table of names: CSV with ``kind`` and some of the columns of the package's table.

    Kinds and columns that it leaves out keep their names (``known``, else the package's). Raises
    ``FormatError`` for a kind or column that there is none of.
    """
    found = dict(event_names() if known is None else known)
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines())
    columns = [name for name in rows.fieldnames or () if name]
    other = [name for name in columns if name not in ("kind", "note", *_COLUMNS)]
    if "kind" not in columns or other:
        raise FormatError(
            f"{where}:1: the columns are {', '.join(columns) or '(none)'}; allowed: kind, "
            f"{', '.join(_COLUMNS)}, note"
        )
    for row in rows:
        kind = (row["kind"] or "").strip()
        if kind not in set(EventKind):
            raise FormatError(
                f"{where}:{rows.line_num}: kind is {kind!r}; allowed: {', '.join(EventKind)}"
            )
        old = found.get(EventKind(kind), Names())
        given = {
            name: (row[name] or "").strip() or None if name in columns else getattr(old, name)
            for name in _COLUMNS
        }
        found[EventKind(kind)] = Names(**given)
    return MappingProxyType(found)
