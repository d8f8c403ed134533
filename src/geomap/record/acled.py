"""ACLED's names of the kinds of events, from a table that a user can read."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from geomap.model import EventKind

__all__ = ["Acled", "acled"]


class Acled(NamedTuple):
    """What ACLED calls a kind of event; None where it codes nothing."""

    disorder_type: str | None
    event_type: str | None
    sub_event_type: str | None


def acled(kind: EventKind) -> Acled:
    """Return ACLED's names of a kind, from the table ``acled.csv`` of the package.

    >>> acled(EventKind.DRONE_ATTACK).sub_event_type
    'Air/drone strike'
    >>> acled(EventKind.VISIT).event_type is None
    True
    """
    return _acled_table()[kind]


@lru_cache(maxsize=1)
def _acled_table() -> dict[EventKind, Acled]:
    table = files(__package__).joinpath("acled.csv").read_text(encoding="utf-8")
    return {
        EventKind(row["kind"]): Acled(
            row["disorder_type"] or None,
            row["event_type"] or None,
            row["sub_event_type"] or None,
        )
        for row in csv.DictReader(table.splitlines())
    }
