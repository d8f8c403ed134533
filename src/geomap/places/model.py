"""The trained weights: read once, added up per span."""

from __future__ import annotations

import gzip
import json
from functools import cache
from operator import getitem, mul
from typing import NamedTuple

from geomap.shipped import read_bytes, read_text

__all__ = ["Linear", "Ranker", "Weights", "load", "load_ranker"]


class Weights(dict[str, float]):
    """Weights by category; nothing for a category that training has not met."""

    def __missing__(self, category: str) -> float:
        """Return nothing, and remember nothing."""
        return 0.0


class Linear(NamedTuple):
    """A logistic regression over categories: one table of weights per template."""

    bias: float
    tables: tuple[Weights, ...]

    def weights(self, categories: tuple[str, ...]) -> tuple[float, ...]:
        """Return what each category adds to the log odds."""
        return tuple(map(getitem, self.tables, categories))

    def score(self, categories: tuple[str, ...]) -> float:
        """Return the log odds of a span with these categories."""
        return sum(map(getitem, self.tables, categories), self.bias)


@cache
def load(name: str) -> Linear:
    """Return the shipped model of a name."""
    raw = read_bytes("geomap.places", f"data/{name}.json.gz")
    data = json.loads(gzip.decompress(raw))
    return Linear(data["bias"], tuple(map(Weights, data["tables"])))


class Ranker(NamedTuple):
    """A linear ranker of candidates with the curve that makes its chances honest."""

    weights: tuple[float, ...]
    curve: tuple[tuple[float, float], ...]
    """(chance, share that was right), rising: read between the points."""
    least: float
    """Confidence below which there is no answer."""

    def score(self, numbers: tuple[float, ...]) -> float:
        """Return the score of a candidate."""
        return float(sum(map(mul, self.weights, numbers)))

    def calibrated(self, chance: float) -> float:
        """Return the share of answers of this chance that were right on held-out texts."""
        before = (0.0, 0.0)
        for point in self.curve:
            if chance <= point[0]:
                width = point[0] - before[0]
                part = (chance - before[0]) / width if width else 1.0
                return before[1] + part * (point[1] - before[1])
            before = point
        return before[1]


@cache
def load_ranker(name: str) -> Ranker:
    """Return the shipped ranker of a name."""
    data = json.loads(read_text("geomap.places", f"data/{name}.json"))
    return Ranker(tuple(data["weights"]), tuple(map(tuple, data["curve"])), data["least"])
