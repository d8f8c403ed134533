"""Put what was settled into words: answers with a reason, a confidence and the candidates."""

from __future__ import annotations

import re
from heapq import nlargest
from typing import TYPE_CHECKING

from geomap.model import Candidate, PlaceKind, Resolution
from geomap.places.extents import describes, moved
from geomap.places.ranking import holds, lies_near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.gazetteer import Gazetteer
    from geomap.model import Location, Mention, Place
    from geomap.places.model import Ranker
    from geomap.places.ranking import Sense

__all__ = ["answers_of", "unknown"]

_KEPT = 8
"""Candidates that stay beside the choice."""


def unknown(mention: Mention) -> Resolution:
    """Return the abstention for a name that no place bears."""
    return Resolution(
        mention=mention,
        place=None,
        location=None,
        confidence=0.0,
        reason=f"no place called {mention.text} is known",
    )


_RIVALS = 30
"""Namesakes that count: beyond them a crowd of hamlets would outvote San Francisco."""


def _chance(sense: Sense, place: Place) -> float:
    """Return the chance that the true place is the one chosen, or one right beside it."""
    if len(sense.candidates) == 1:
        return 1.0
    total = 0.0
    rivals = sum(nlargest(_RIVALS, sense.chances)) if len(sense.chances) > _RIVALS else 1.0
    for candidate, chance in zip(sense.candidates, sense.chances, strict=True):
        other = candidate.place
        if other.key == place.key or (
            abs(other.lat - place.lat) < 0.5
            and abs(other.lon - place.lon) < 0.7
            and other.country == place.country
        ):
            total += chance
    return min(1.0, total / rivals)


def answers_of(
    text: str,
    mentions: tuple[Mention, ...],
    sense: Sense,
    gazetteer: Gazetteer,
    ranker: Ranker,
) -> Iterator[tuple[int, Resolution]]:
    """Yield the answer for each mention of a sense, by its number."""
    place = sense.place
    confidence = ranker.calibrated(_chance(sense, place))
    candidates = _kept(sense)
    known = confidence >= ranker.least
    location = gazetteer.location(place) if known else None
    reasons: dict[str, str] = {}
    for number in sense.mentions:
        mention = mentions[number]
        reason = reasons.get(mention.text)
        if reason is None:
            reason = reasons[mention.text] = (
                _reason(mention, sense, place) if known else _open(mention, sense)
            )
        where = location
        if location is not None and mention.relation is not None:
            where, note = _related(text, mention, place, location, gazetteer)
            reason += note
        yield (
            number,
            Resolution(
                mention=mention,
                place=place if known else None,
                location=where,
                confidence=round(confidence, 3),
                reason=reason,
                candidates=candidates,
            ),
        )


def _open(mention: Mention, sense: Sense) -> str:
    return (
        f"{len(sense.candidates)} places are called {mention.text} and nothing in the text "
        "tells which"
    )


def _related(
    text: str, mention: Mention, place: Place, location: Location, gazetteer: Gazetteer
) -> tuple[Location, str]:
    """Return where the wording around a mention puts it, and a note for the reason."""
    relation = mention.relation
    assert relation is not None
    country = gazetteer.country(place.country) if place.country else None
    if _whole_description(text, mention) and describes(relation, place, country):
        return location, "; the direction tells where it lies"
    where = moved(relation, place, location, gazetteer)
    return where, f"; read with {relation.kind!r}: a place {_in_words(mention)}"


def _whole_description(text: str, mention: Mention) -> bool:
    """Tell whether the wording is that of "the eastern Donetsk region"."""
    relation = mention.relation
    if relation is None or _REGION_ENDING.search(mention.text) is None:
        return False
    start = relation.span.start
    adjective = text[start : mention.span.start].strip()
    if not adjective or " of" in adjective:  # "the region's east", "the east of the region"
        return False
    return text[max(0, start - 4) : start].lower().endswith("the ")


_REGION_ENDING = re.compile(r"\b(?:region|oblast|province|district|governorate|state|raion)$")


def _in_words(mention: Mention) -> str:
    relation = mention.relation
    assert relation is not None
    if relation.kind == "distance" and relation.distance_km is not None:
        return f"{relation.distance_km:g} km from its point"
    return {
        "part": "in that part of it",
        "near": "near it",
        "outside": "outside it",
        "off": "off its coast",
        "border": "at its border",
        "between": "between the two",
    }.get(relation.kind, "by it")


def _kept(sense: Sense) -> tuple[Candidate, ...]:
    """Return the best candidates, the choice first, each with why it won or lost."""
    chances = sense.chances
    order = sorted(range(len(sense.candidates)), key=lambda i: (-chances[i], i))
    if sense.chosen in order:
        order.remove(sense.chosen)
    order.insert(0, sense.chosen)
    kept = []
    for index in order[:_KEPT]:
        candidate = sense.candidates[index]
        kept.append(
            Candidate(
                place=candidate.place,
                match=candidate.match,
                name=candidate.name,
                score=round(sense.chances[index], 4),
                verdict="chosen" if index == sense.chosen else _why_not(sense, candidate),
            )
        )
    return tuple(kept)


def _why_not(sense: Sense, candidate: Candidate) -> str:
    chosen, place = sense.place, candidate.place
    if sense.container is not None and not holds(sense.container.place, place):
        return f"not in {sense.container.place.name}, which the text names"
    if place.country != chosen.country:
        return f"in {place.country or 'no country'}, far from the company of the text"
    if place.admin1_key != chosen.admin1_key and place.admin1:
        return f"in {place.admin1}; less prominent or less near to the other places"
    if place.population < chosen.population:
        return "less prominent"
    return "fits the other places of the text less well"


def _reason(mention: Mention, sense: Sense, place: Place) -> str:
    where = _where(place)
    others = len(sense.candidates) - 1
    if sense.name.demonym:
        return f"the country that the word belongs to: {place.name}"
    if others == 0:
        return f"the only {place.name}{where}"
    rest = f"{others} other places are" if others > 1 else "one other place is"
    rest = f"{rest} called {mention.text}"
    if sense.container is not None and holds(sense.container.place, place):
        how = {"comma": "right behind it", "wording": "beside it", "list": "just before"}
        return f"the text names {sense.container.place.name} {how[sense.container_how]}; {rest}"
    if sense.beside is not None and lies_near(sense, place):
        return f"lies near {sense.beside.place.name}, as the text says; {rest}"
    if any(holds(b.place, place) for b in sense.before):
        region = next(b for b in sense.before if holds(b.place, place)).place.name
        return f"the text names {region} before; {rest}"
    if sense.chosen == 0:
        return f"the most prominent{where}; {rest}"
    return f"nearest to the other places of the text{where}; {rest}"


def _where(place: Place) -> str:
    if place.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT):
        return ", the " + place.kind.value
    parts = [
        p
        for p in (place.admin1 if place.kind is not PlaceKind.ADMIN1 else None, place.country)
        if p
    ]
    return "; in " + ", ".join(parts) if parts else ""
