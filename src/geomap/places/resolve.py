"""Tell which place each toponym means, with every candidate kept and a reason in plain words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.geo import bearing, destination, distance_km
from geomap.model import Location, PlaceKind, Precision, Resolution
from geomap.places.answers import answers_of, unknown
from geomap.places.borders import put_on_borders
from geomap.places.descriptions import Description, described, descriptions, is_description
from geomap.places.inside import put_at_namesake, put_inside, put_where_named
from geomap.places.model import load_ranker
from geomap.places.recognise import names_of
from geomap.places.senses import senses_of
from geomap.places.settling import settle

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.model import Document, Mention, Place
    from geomap.places.model import Ranker

__all__ = ["discourses", "resolve", "resolved"]

_FARTHEST_PAIR_KM = 600.0
_WINDOW = 160
"""Mentions that are read as one discourse, so that time grows linearly."""


def resolve(
    document: Document, mentions: tuple[Mention, ...], gazetteer: Gazetteer
) -> tuple[Resolution, ...]:
    """Return what each mention means, in the same order; abstentions have no place but a reason."""
    return resolved(document, mentions, gazetteer, load_ranker("ranker"))


def resolved(
    document: Document, mentions: tuple[Mention, ...], gazetteer: Gazetteer, ranker: Ranker
) -> tuple[Resolution, ...]:
    """Do what ``resolve`` does with a ranker of one's own."""
    names = names_of(gazetteer)
    out: list[Resolution | None] = [None] * len(mentions)
    for numbers in discourses(document, mentions):
        senses, lost = senses_of(document.text, mentions, numbers, names)
        settle(senses, ranker)
        for number in lost:
            out[number] = unknown(mentions[number])
        for sense in senses:
            for number, answer in answers_of(document.text, mentions, sense, gazetteer, ranker):
                out[number] = answer
    _describe(document.text, mentions, out, gazetteer)
    put_inside(document, mentions, out)
    put_at_namesake(mentions, out, names)
    put_where_named(document, mentions, out)
    put_on_borders(document, mentions, out, gazetteer)
    _between(mentions, out)
    return tuple(r for r in out if r is not None)


def _between(mentions: tuple[Mention, ...], out: list[Resolution | None]) -> None:
    """Put "between A and B" halfway, with half the way as uncertainty, on both mentions."""
    first: dict[int, int] = {}
    for number, mention in enumerate(mentions):
        relation = mention.relation
        if relation is None or relation.kind != "between":
            continue
        other = first.setdefault(relation.span.start, number)
        one, two = out[other], out[number]
        if other == number or one is None or two is None or not one.location or not two.location:
            continue
        a, b = one.location, two.location
        apart = distance_km(a.lat, a.lon, b.lat, b.lon)
        if apart > _FARTHEST_PAIR_KM:
            continue
        lat, lon = destination(
            a.lat, a.lon, bearing_deg=bearing(a.lat, a.lon, b.lat, b.lon), distance_km=apart / 2
        )
        halfway = Location(
            lat=round(lat, 5),
            lon=round(lon, 5),
            precision=Precision.AREA,
            uncertainty_km=round(apart / 2 + max(a.uncertainty_km, b.uncertainty_km, 2.0) / 2, 1),
        )
        out[other] = replace(one, location=halfway)
        out[number] = replace(two, location=halfway)


def _describe(
    text: str, mentions: tuple[Mention, ...], out: list[Resolution | None], gazetteer: Gazetteer
) -> None:
    """Resolve descriptions ("Iraq's capital") by what the names around them turned out to mean."""
    if not any(is_description(m.text) for m in mentions):
        return
    named = [n for n, m in enumerate(mentions) if not is_description(m.text)]
    bounds = [(mentions[n].span.start, mentions[n].span.end) for n in named]
    hung = {d.start: d for d in descriptions(text, 0, len(text), bounds)}
    for number, mention in enumerate(mentions):
        if not is_description(mention.text):
            continue
        what = hung.get(mention.span.start)
        owner, trust = _owner_of(what, mention, named, out) if what else (None, 0.0)
        place, reason = None, "nothing in the text says of what"
        if owner is not None:
            place, reason = described(mention.text, owner, gazetteer)
        out[number] = Resolution(
            mention=mention,
            place=place,
            location=None if place is None else gazetteer.location(place),
            confidence=0.0 if place is None else round(0.8 * trust, 3),
            reason=reason,
        )


def _owner_of(
    what: Description, mention: Mention, named: list[int], out: list[Resolution | None]
) -> tuple[Place | None, float]:
    """Return the country or region that a description hangs on, and how sure that is."""
    if what.owner is not None:
        answer = out[named[what.owner]]
        return (answer.place, answer.confidence) if answer is not None else (None, 0.0)
    wanted = (
        (PlaceKind.COUNTRY,) if what.level == "country" else (PlaceKind.ADMIN1, PlaceKind.ADMIN2)
    )
    for number in reversed(named):
        answer = out[number]
        if (
            answer is not None
            and answer.place is not None
            and answer.mention.span.end <= mention.span.start
            and answer.place.kind in wanted
        ):
            return answer.place, 0.7 * answer.confidence
    return None, 0.0


def discourses(document: Document, mentions: tuple[Mention, ...]) -> list[list[int]]:
    """Group the numbers of the mentions by article, long articles in windows."""
    starts = [article.span.start for article in document.articles]
    groups: dict[int, list[int]] = {}
    for number, mention in enumerate(mentions):
        groups.setdefault(bisect_right(starts, mention.span.start), []).append(number)
    return [
        group[at : at + _WINDOW]
        for group in groups.values()
        for at in range(0, len(group), _WINDOW)
    ]
