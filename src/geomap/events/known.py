"""Villages that only an event tells: names passed over as places, read by what was done to them.

"Troops captured Robotyne", "shelled Markaba": no reader of place names alone can be sure, but
what is captured or shelled is a place, and the gazetteer has one near those that the text names.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.sentence import BE, FoundPlace, Sentence
from geomap.events.unlisted import names_of, stands_as_place
from geomap.geo import distance_km
from geomap.model import PlaceKind, Usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.gazetteer import Gazetteer
    from geomap.model import Place, Resolution

NEAR_KM = 120.0
"""A village of that name lies so near to a place that the text names."""
_CLEARLY = 3.0
"""So many times nearer than the next of its name, or the name stays unread."""
_SORTS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.ADMIN2})
_TELLING = frozenset(
    """attack attacked clash capture regain withdraw march takeover clear driven fall take advance
    launch volley crash damage explosion mine debris destroy intercept killed died injured shoot
    arrest evacuate kidnap""".split()
)
_DONE_TO_PLACES = frozenset(
    "attack capture regain clear takeover take march withdraw fall driven destroy".split()
)


def with_known(sentence: Sentence, gazetteer: Gazetteer, anchors: Sequence[Resolution]) -> Sentence:
    """Return the sentence with the villages among its places that its events alone tell.

    ``anchors`` are the places of the article: a village must lie near one of them, or be the only
    one of its name in a country that the sentence names.
    """
    if not any(t.trigger.role in _TELLING for t in sentence.triggers):
        return sentence
    added = list(_known(sentence, gazetteer, anchors))
    if not added:
        return sentence
    return replace(sentence, places=sorted((*sentence.places, *added), key=lambda p: p.start))


def _known(
    sentence: Sentence, gazetteer: Gazetteer, anchors: Sequence[Resolution]
) -> Iterator[FoundPlace]:
    ends = {p.end for p in sentence.places if p.resolution.location is not None}
    for found in names_of(sentence):
        done_to = _is_done_to(sentence, found)
        near = (end for end in ends if 0 < found.start - end <= _GAP)
        listed = any(_joins(sentence.lower[end : found.start]) for end in near)
        if not (done_to or listed or stands_as_place(sentence, found)):
            continue
        ends.add(found.end)  # a list goes on past a member that nobody knows
        name = found.resolution.mention.text
        place, reason = _choose(sentence, gazetteer, name, anchors), _NEAR_OTHERS
        if place is None and stands_as_place(sentence, found):
            place, reason = _misspelt(gazetteer, name, anchors), _ONE_LETTER
        if place is None:
            continue
        resolution = replace(
            found.resolution,
            mention=replace(found.resolution.mention, usage=Usage.LITERAL),
            place=place,
            location=gazetteer.location(place),
            confidence=0.5 if reason is _NEAR_OTHERS else 0.4,
            reason=reason,
        )
        yield replace(found, resolution=resolution)


_GAP = 8
"""Tokens that may join the members of a list."""
_NEAR_OTHERS = "a place by what is told of it; the one of its name near the others"
_ONE_LETTER = "a place by what is told of it; its name is one letter off"
_KNOWN_TOWN = 5_000
"""People of a town whose name others misspell; villages have too many neighbours in spelling."""
_FEWEST_LETTERS = 7
_MISSPELT_KM = 300.0


def _misspelt(gazetteer: Gazetteer, name: str, anchors: Sequence[Resolution]) -> Place | None:
    """Return the town whose name is one letter off, in a country of the text and not far away."""
    if len(name) < _FEWEST_LETTERS or gazetteer.lookup(name, limit=1):
        return None
    points = [(r.location.lat, r.location.lon) for r in anchors if r.location is not None]
    lands = {r.place.country for r in anchors if r.place is not None}
    if not points or not lands:
        return None
    for candidate in gazetteer.suggest(name):
        town = candidate.place
        if town.kind is not PlaceKind.SETTLEMENT or town.population < _KNOWN_TOWN:
            continue
        if town.country in lands and any(
            distance_km(town.lat, town.lon, *point) <= _MISSPELT_KM for point in points
        ):
            return town
    return None


def _is_done_to(sentence: Sentence, found: FoundPlace) -> bool:
    """Whether a name is what was captured, struck or left, as object or as passive subject."""
    for trigger in sentence.triggers:
        if trigger.trigger.role not in _DONE_TO_PLACES or trigger.trigger.pos != "v":
            continue
        if trigger.end == found.start:
            return True
        gap = sentence.lower[found.end : trigger.start]
        if 1 <= len(gap) <= 3 and BE & set(gap) and "," not in gap:
            return True
    return False


def _joins(gap: Sequence[str]) -> bool:
    words = [w for w in gap if w not in {"on", "in", "at", "the"}]
    if words[:1] == [","]:
        words = words[1:]
    return bool(gap) and words in ([], ["and"], ["as", "well", "as"]) and set(gap) & _STEPS != set()


_STEPS = frozenset({",", "and", "as"})


def _choose(
    sentence: Sentence, gazetteer: Gazetteer, name: str, anchors: Sequence[Resolution]
) -> Place | None:
    """Return the village of a name that the company tells, if it is plain which."""
    towns = [c.place for c in gazetteer.lookup(name) if c.place.kind in _SORTS]
    if not towns:
        return None
    points = [(r.location.lat, r.location.lon) for r in anchors if r.location is not None]
    lands = {r.place.country for r in anchors if r.place is not None}
    by_distance = sorted(
        (min((distance_km(t.lat, t.lon, *p) for p in points), default=9e9), t.key, t) for t in towns
    )
    nearest = by_distance[0][0]
    if nearest <= NEAR_KM and by_distance[0][2].country in lands:
        clear = len(by_distance) == 1 or by_distance[1][0] > _CLEARLY * max(nearest, 10.0)
        return by_distance[0][2] if clear else None
    countries = {a.actor.country for a in sentence.actors if a.actor.country}
    inside = [t for t in towns if t.country in countries]
    return inside[0] if len(inside) == 1 else None
