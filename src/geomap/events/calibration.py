"""From a raw score to the share of such events that are right, by a table of the package.

``benchmarks/calibrate.py`` fits the table to annotated articles. Between its rows the confidence
runs straight; it never falls where the score rises. Scores above the last row are those of events
that several articles tell: what these add to the score, they add to the confidence.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.shipped import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.model import Event

__all__ = ["calibrated", "confidence", "curve"]

Curve = tuple[tuple[float, float], ...]
"""(raw score, confidence), both rising."""


_SUREST = 0.98


@lru_cache(maxsize=1)
def curve() -> Curve:
    """Return the table of the package, ``data/confidence.csv``."""
    text = read_text("geomap.events", "data/confidence.csv")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple((float(row["score"]), float(row["confidence"])) for row in csv.DictReader(lines))


def confidence(score: float, table: Sequence[tuple[float, float]]) -> float:
    """Return the confidence of a raw score, 0 to 1.

    >>> confidence(0.5, ((0.4, 0.2), (0.6, 0.6))), confidence(0.1, ((0.4, 0.2), (0.6, 0.6)))
    (0.4, 0.2)
    """
    at = bisect_right(table, (score, 2.0))
    if at == 0:
        return table[0][1]
    if at == len(table):
        last, share = table[-1]
        return round(min(_SUREST, share + score - last), 3)
    (left, low), (right, high) = table[at - 1], table[at]
    return round(low + (high - low) * (score - left) / (right - left), 3)


def calibrated(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events with their raw scores turned into confidences."""
    table = curve()
    return tuple(replace(e, confidence=confidence(e.confidence, table)) for e in events)
