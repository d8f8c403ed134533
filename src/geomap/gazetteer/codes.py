"""Codes and steps in which an index is kept, and how a name belongs to a place."""

from __future__ import annotations

from enum import IntEnum
from math import floor

from geomap.model import MatchKind

OWN = "geomap"
"""The source of rows that were written by hand; only their settlements have a radius."""

RANK_STEP = 16
"""Prominence is kept in sixteenths of a power of ten."""

KIND_BITS = 3
"""A posting is ``key << KIND_BITS | code``; its highest bit says "more than one, see name.many"."""


def posting_width(rows: int) -> int:
    """Return how many bytes a posting takes in an index of so many rows.

    >>> posting_width(300_000), posting_width(2_000_000)
    (3, 4)
    """
    return 3 if rows < 1 << (23 - KIND_BITS) else 4


def cell_of(lat: float, lon: float) -> int:
    """Return the number of the one-degree cell that holds a point, row by row from 90 S, 180 W."""
    y = min(179, max(0, floor(lat) + 90))
    x = min(359, max(0, floor(lon) + 180))
    return y * 360 + x


class NameCode(IntEnum):
    """What a name is to its place."""

    MAIN = 0
    """The name it is shown by."""
    ALTERNATE = 1
    FORM = 2
    """Made by rule from a region's name: "Kherson oblast"."""
    TRANSLITERATED = 3
    INFLECTED = 4
    WEAK = 5
    """An alternate name that is the main name of several other places near by."""
    ALIAS = 6
    """Another name as good as the main one: "United States", "Kyiv", hand-written aliases."""

    @property
    def match(self) -> MatchKind:
        """How a match with such a name is told."""
        return _MATCH[self]

    @property
    def penalty(self) -> float:
        """What it takes off the place's prominence (a power of ten of its population)."""
        return _PENALTY[self]


_MATCH = {
    NameCode.MAIN: MatchKind.EXACT,
    NameCode.ALTERNATE: MatchKind.ALTERNATE,
    NameCode.FORM: MatchKind.FORM,
    NameCode.TRANSLITERATED: MatchKind.TRANSLITERATED,
    NameCode.INFLECTED: MatchKind.INFLECTED,
    NameCode.WEAK: MatchKind.ALTERNATE,
    NameCode.ALIAS: MatchKind.ALTERNATE,
}
_PENALTY = {
    NameCode.MAIN: 0.0,
    NameCode.ALTERNATE: 0.8,
    NameCode.FORM: 1.0,
    NameCode.TRANSLITERATED: 0.8,
    NameCode.INFLECTED: 1.2,
    NameCode.WEAK: 4.0,
    NameCode.ALIAS: 0.0,
}
