"""How well the places of texts were found and resolved.

*Recognition* matches predicted with annotated spans one to one: ``exact`` wants the same start
and end, ``overlap`` at least one character in common (exact pairs first, then the longest).
*Resolution* looks at the pairs whose gold has coordinates: right is what lies within 161 km, the
usual radius of the field. *End to end* counts located answers only: right is one that meets a
gold name with coordinates and lies within 161 km of it; one that meets a gold name without
coordinates cannot be judged and is left out.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING

from geomap.errors import FormatError
from geomap.geo import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "GoldName",
    "GoldText",
    "Named",
    "PlaceScore",
    "Rates",
    "Reached",
    "place_answers",
    "score_places",
]

NEAR_KM = 161.0
_FARTHEST_KM = 20039.0
"""Half the equator: the largest error there can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name at ``text[start:end]`` and where it is, in degrees; None when not located."""

    start: int
    end: int
    text: str | None = None
    lat: float | None = None
    lon: float | None = None

    @property
    def located(self) -> bool:
        """Whether it has coordinates."""
        return self.lat is not None and self.lon is not None


GoldName = Named


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldText:
    """An annotated text."""

    doc: str
    text: str
    names: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Precision, recall and F1 with the numbers that they come from."""

    p: float
    r: float
    f1: float
    tp: int
    pred: int
    gold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How near the located answers came, over pairs whose gold has coordinates.

    ``acc161`` is the share within 161 km, ``acc161_all`` the same with answers that are not
    located counted as wrong. ``auc`` is the area under the sorted curve of ln(1 + km), over its
    maximum: lower is better. None where nothing was located.
    """

    pairs: int
    located: int
    coverage: float
    acc161: float | None = None
    acc161_all: float | None = None
    mean_km: float | None = None
    median_km: float | None = None
    auc: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceScore:
    """What ``score_places`` found."""

    documents: int
    documents_without_prediction_line: int
    unknown_documents: int
    predictions_whose_text_differs: int
    exact: Rates
    overlap: Rates
    resolution: Reached
    resolution_exact: Reached
    end_to_end: Rates
    end_to_end_exact: Rates
    missed: tuple[tuple[str, int], ...]
    """Gold names that nothing met, the most frequent first."""
    spurious: tuple[tuple[str, int], ...]
    """Answers that met no gold name, the most frequent first."""


def place_answers(text: str, where: str = "predictions") -> dict[str, tuple[Named, ...]]:
    """Read what ``geomap places`` wrote (JSON Lines): the names of each document, by its id.

    Raises ``FormatError`` that names the line.
    """
    found: defaultdict[str, list[Named]] = defaultdict(list)
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found[str(row["doc"])].extend(_named(item) for item in row.get("places") or ())
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FormatError(
                f"{where}:{number}: {type(error).__name__} ({error}); allowed: a line of "
                '{"doc": "...", "places": [{"start": 0, "end": 4, "lat": 50.4, "lon": 30.5}]}'
            ) from None
    return {doc: tuple(names) for doc, names in found.items()}


def _named(item: dict[str, object]) -> Named:
    lat, lon, text = item.get("lat"), item.get("lon"), item.get("text")
    return Named(
        start=int(str(item["start"])),
        end=int(str(item["end"])),
        text=None if text is None else str(text),
        lat=None if lat is None else float(str(lat)),
        lon=None if lon is None else float(str(lon)),
    )


# ── matching ─────────────────────────────────────────────────────────────────────────────────


def _pairs(gold: Sequence[Named], found: Sequence[Named], *, exact: bool) -> list[tuple[int, int]]:
    """Match gold with answers one to one; return pairs of positions."""
    at: dict[tuple[int, int], int] = {}
    for number, one in enumerate(found):
        at.setdefault((one.start, one.end), number)
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for number, name in enumerate(gold):
        hit = at.get((name.start, name.end))
        if hit is not None and hit not in used:
            pairs[number] = hit
            used.add(hit)
    if not exact:
        for _, _, _, number, hit in sorted(_overlaps(gold, found)):
            if number not in pairs and hit not in used:
                pairs[number] = hit
                used.add(hit)
    return list(pairs.items())


def _overlaps(
    gold: Sequence[Named], found: Sequence[Named]
) -> Iterable[tuple[int, int, int, int, int]]:
    for number, name in enumerate(gold):
        for hit, one in enumerate(found):
            shared = min(name.end, one.end) - max(name.start, one.start)
            if shared > 0:
                yield -shared, name.start, one.start, number, hit


def _off_km(gold: Named, found: Named) -> float:
    assert gold.lat is not None
    assert gold.lon is not None
    assert found.lat is not None
    assert found.lon is not None
    return distance_km(gold.lat, gold.lon, found.lat, found.lon)


# ── the figures ──────────────────────────────────────────────────────────────────────────────


def _rates(right: int, found: int, gold: int) -> Rates:
    p = right / found if found else 0.0
    r = right / gold if gold else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return Rates(p=round(p, 4), r=round(r, 4), f1=round(f1, 4), tp=right, pred=found, gold=gold)


def _reached(off: Sequence[float], pairs: int) -> Reached:
    coverage = round(len(off) / pairs, 4) if pairs else 0.0
    if not off:
        return Reached(pairs=pairs, located=0, coverage=coverage)
    near = sum(km <= NEAR_KM for km in off)
    area = _auc(off)
    return Reached(
        pairs=pairs,
        located=len(off),
        coverage=coverage,
        acc161=round(near / len(off), 4),
        acc161_all=round(near / pairs, 4),
        mean_km=round(fmean(off), 1),
        median_km=round(median(off), 1),
        auc=None if area is None else round(area, 4),
    )


def _auc(off: Sequence[float]) -> float | None:
    logs = sorted(math.log(1 + km) for km in off)
    if len(logs) < 2:
        return None
    area = sum((a + b) / 2 for a, b in pairwise(logs))
    return area / (math.log(_FARTHEST_KM) * (len(logs) - 1))


class _Way:
    """The tallies of one way of matching."""

    def __init__(self, *, exact: bool) -> None:
        self.exact = exact
        self.matched = self.pairs = self.right = self.unjudged = 0
        self.off: list[float] = []

    def add(self, gold: Sequence[Named], found: Sequence[Named]) -> list[tuple[int, int]]:
        """Take in a text; return its pairs."""
        matched = _pairs(gold, found, exact=self.exact)
        self.matched += len(matched)
        for number, hit in matched:
            if gold[number].located:
                self.pairs += 1
                if found[hit].located:
                    self.off.append(_off_km(gold[number], found[hit]))
        located = [one for one in found if one.located]
        for number, hit in _pairs(gold, located, exact=self.exact):
            if not gold[number].located:
                self.unjudged += 1
            elif _off_km(gold[number], located[hit]) <= NEAR_KM:
                self.right += 1
        return matched


def score_places(
    gold: Sequence[GoldText], answers: dict[str, tuple[Named, ...]], *, names: int = 20
) -> PlaceScore:
    """Score answers by document id; ``names`` of the missed and spurious names are listed.

    >>> text = GoldText(doc="1", text="In Kyiv", names=(Named(start=3, end=7, lat=50.4, lon=30.5),))
    >>> score_places([text], {"1": (Named(start=3, end=7, lat=50.5, lon=30.5),)}).end_to_end.f1
    1.0
    """
    known = {one.doc for one in gold}
    exact, overlap = _Way(exact=True), _Way(exact=False)
    predicted = located = differing = wanted = wanted_located = 0
    missed: Counter[str] = Counter()
    spurious: Counter[str] = Counter()
    for one in gold:
        found = answers.get(one.doc, ())
        wanted += len(one.names)
        wanted_located += sum(name.located for name in one.names)
        predicted += len(found)
        located += sum(item.located for item in found)
        differing += sum(
            item.text is not None and one.text[item.start : item.end] != item.text for item in found
        )
        exact.add(one.names, found)
        matched = overlap.add(one.names, found)
        met, used = {number for number, _ in matched}, {hit for _, hit in matched}
        missed.update(
            one.text[name.start : name.end] for n, name in enumerate(one.names) if n not in met
        )
        spurious.update(
            one.text[item.start : item.end] for n, item in enumerate(found) if n not in used
        )
    return PlaceScore(
        documents=len(gold),
        documents_without_prediction_line=len(known - set(answers)),
        unknown_documents=len(set(answers) - known),
        predictions_whose_text_differs=differing,
        exact=_rates(exact.matched, predicted, wanted),
        overlap=_rates(overlap.matched, predicted, wanted),
        resolution=_reached(overlap.off, overlap.pairs),
        resolution_exact=_reached(exact.off, exact.pairs),
        end_to_end=_rates(overlap.right, located - overlap.unjudged, wanted_located),
        end_to_end_exact=_rates(exact.right, located - exact.unjudged, wanted_located),
        missed=tuple(missed.most_common(names)),
        spurious=tuple(spurious.most_common(names)),
    )
