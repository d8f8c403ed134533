"""Where two neighbours meet: "the Russian border", "the border between Sudan and Chad"."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geomap.geo import distance_km
from geomap.model import Location, Mention, PlaceKind, Precision, Resolution

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.gazetteer.shapes import Box
    from geomap.model import Document, Place

__all__ = ["put_on_borders"]

_KINDS = (PlaceKind.COUNTRY, PlaceKind.ADMIN1)
_MOST = 12
"""Mentions before a border among which its other side is looked for."""


class _Line(NamedTuple):
    """The middle of a shared border and the radius in km that holds all of it."""

    lat: float
    lon: float
    radius_km: float


def put_on_borders(
    document: Document,
    mentions: tuple[Mention, ...],
    out: list[Resolution | None],
    gazetteer: Gazetteer,
) -> None:
    """Put mentions of a border on the line that both sides share, where both are known."""
    starts = [article.span.start for article in document.articles]
    for number, mention in enumerate(mentions):
        answer = out[number]
        if mention.relation is None or mention.relation.kind != "border":
            continue
        if answer is None or answer.place is None or answer.place.kind not in _KINDS:
            continue
        article = bisect_right(starts, mention.span.start)
        for other in _others(mentions, number):
            if bisect_right(starts, mentions[other].span.start) != article:
                continue
            side = _side(out[other], answer.place, gazetteer)
            line = None if side is None else _shared(answer.place, side, gazetteer)
            if line is not None and side is not None:
                out[number] = replace(
                    answer,
                    location=Location(
                        lat=round(line.lat, 5),
                        lon=round(line.lon, 5),
                        precision=Precision.AREA,
                        uncertainty_km=round(max(15.0, line.radius_km), 1),
                    ),
                    reason=f"{answer.reason} with {side.name}",
                )
                break


def _others(mentions: tuple[Mention, ...], number: int) -> list[int]:
    """Return the numbers of mentions that may be the other side, the likeliest first."""
    beside = [n for n in (number + 1, number - 1) if 0 <= n < len(mentions)]
    same = mentions[number].relation
    beside = [
        n
        for n in beside
        if (relation := mentions[n].relation) is not None
        and relation.kind == "border"
        and same is not None
        and relation.span.touches(same.span)
    ]
    near = [n for n in range(number + 1, min(len(mentions), number + 4)) if n not in beside]
    before = range(number - 1, max(-1, number - _MOST), -1)
    return [*beside, *(n for n in before if n not in beside), *near]


def _side(answer: Resolution | None, place: Place, gazetteer: Gazetteer) -> Place | None:
    """Return the region or country of a mention that could lie across the border of a place."""
    if answer is None or answer.place is None:
        return None
    other = answer.place
    if other.kind not in _KINDS:
        if other.country is None or other.country == place.country:
            return None
        return gazetteer.country(other.country)
    if other.key == place.key or (
        other.country == place.country and PlaceKind.COUNTRY in (other.kind, place.kind)
    ):
        return None
    return other


@lru_cache(maxsize=512)
def _shared(one: Place, two: Place, gazetteer: Gazetteer) -> _Line | None:
    """Return the border that two outlines share; None where they do not touch."""
    if not _meet(gazetteer.box(one), gazetteer.box(two)):
        return None
    points = _points(one, gazetteer) & _points(two, gazetteer)
    if len(points) < 2:
        return None
    lon = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
    lat = (min(y for _, y in points) + max(y for _, y in points)) / 2
    far = max(distance_km(lat, lon, y, x) for x, y in points)
    lon, lat = min(points, key=lambda p: (distance_km(lat, lon, p[1], p[0]), p))
    return _Line(lat, lon, far)


def _meet(one: Box | None, two: Box | None) -> bool:
    """Tell whether two boxes have a point in common; outlines are slow to read."""
    return (
        one is not None
        and two is not None
        and one[0] <= two[2]
        and two[0] <= one[2]
        and one[1] <= two[3]
        and two[1] <= one[3]
    )


@lru_cache(maxsize=64)
def _points(place: Place, gazetteer: Gazetteer) -> frozenset[tuple[float, float]]:
    polygons = gazetteer.rings(place) or []
    return frozenset(point for rings in polygons for ring in rings for point in ring)
