"""Names that the words around them make another place than the one they are read as.

"Damascus countryside" is the governorate around the city, "in Kharkiv, Sumy, and Kherson oblasts"
speaks of regions, and "the Myrivska community" is the land around Myrove.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.groups import same_spot
from geomap.events.sentence import FoundPlace, Sentence
from geomap.geo import distance_km
from geomap.model import Mention, PlaceKind, Resolution, Span, Usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.gazetteer import Gazetteer
    from geomap.model import Place

_REGIONS = frozenset("oblasts regions provinces governorates".split())
_COMMUNITIES = frozenset("community communities hromada hromadas".split())
_DISTRICTS = frozenset({"district", "districts"})
_TELLING = _REGIONS | _COMMUNITIES | _DISTRICTS | {"countryside"}
_OF_A_QUARTER = ("skyi", "skyy", "skiy")
"""How the Ukrainian and Russian names of districts end."""
_CITY = 100_000
"""People of a city that has districts of its own."""
_ADJECTIVE = "ska"
"""How the Ukrainian name of a community ends: an adjective of its town."""
_NEAR_KM = 80.0
_SHORTEST = 6
_ENDINGS = ("", "sk", "ske", "ka", "e", "a", "y", "i", "skyi", "lia")
_OF_OV = ("ove", "eve", "ova", "e", "y", "i", "yi")
"""What stands in a town's name where its adjective has "-iv-": Myrove, Mezhova, Derhachi."""


def with_renamed(
    sentence: Sentence,
    gazetteer: Gazetteer,
    anchors: Sequence[Resolution],
    city: Resolution | None,
) -> None:
    """Put such names right among the places of a sentence, in place.

    ``city`` is the last one named before.
    """
    if _TELLING.isdisjoint(sentence.lower):
        return
    changed = {p.start: p for p in sentence.places}
    changed.update((p.start, p) for p in _regions(sentence, gazetteer))
    changed.update((p.start, p) for p in _countrysides(sentence, gazetteer))
    changed.update((p.start, p) for p in _communities(sentence, gazetteer, anchors))
    changed.update((p.start, p) for p in _quarters(sentence, city))
    sentence.places[:] = sorted(changed.values(), key=lambda p: p.start)


def _read_as(found: FoundPlace, place: Place, gazetteer: Gazetteer, reason: str) -> FoundPlace:
    """Return a name read as another place."""
    resolution = replace(
        found.resolution,
        mention=replace(found.resolution.mention, usage=Usage.LITERAL),
        place=place,
        location=gazetteer.location(place),
        reason=reason,
    )
    return replace(found, resolution=resolution)


def _regions(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[FoundPlace]:
    """Yield the members of a list of regions that were read as their towns."""
    lower = sentence.lower
    for index, word in enumerate(lower):
        if word not in _REGIONS:
            continue
        if lower[index + 1 : index + 2] == [":"]:
            behind = [p for p in sentence.places if p.start > index]
            if behind and all(lower[p.start - 1] in _OVER for p in behind):
                for place in behind:  # "over regions: 23 over Rostov, 12 over Bryansk"
                    yield from _as_region(place, gazetteer, f"one of the {word}")
        end = index
        for place in reversed([p for p in sentence.places if p.end <= index]):
            if not {",", "and"}.issuperset(lower[place.end : end]):
                break
            end = place.start
            yield from _as_region(place, gazetteer, f"one of the {word} in a list")


_OVER = frozenset({"over", "and", ",", "in"})


def _as_region(place: FoundPlace, gazetteer: Gazetteer, reason: str) -> Iterator[FoundPlace]:
    """Yield a town read as the region of its name, where there is one in its country."""
    resolved = place.resolution.place
    if resolved is None or resolved.kind is not PlaceKind.SETTLEMENT:
        return
    for candidate in place.resolution.candidates:
        region = candidate.place
        if region.kind is PlaceKind.ADMIN1 and region.country == resolved.country:
            yield _read_as(place, region, gazetteer, reason)
            return


def _countrysides(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[FoundPlace]:
    """Yield the towns behind which "countryside" stands, where that names a region."""
    for place in sentence.places:
        resolved = place.resolution.place
        if resolved is None or sentence.lower[place.end : place.end + 1] != ["countryside"]:
            continue
        name = f"{place.resolution.mention.text} countryside"
        for candidate in gazetteer.lookup(name):
            if candidate.place.kind is PlaceKind.ADMIN1 and (
                candidate.place.country == resolved.country
            ):
                reason = f"{name!r} is the region around the city"
                yield _read_as(place, candidate.place, gazetteer, reason)
                break


def city_of(sentence: Sentence) -> Resolution | None:
    """Return the last city that a sentence names."""
    for place in reversed(sentence.places):
        town = place.resolution.place
        if town is not None and town.kind is PlaceKind.SETTLEMENT and town.population >= _CITY:
            mention = place.resolution.mention
            if mention.usage is Usage.LITERAL and not (
                mention.text.split()[0].endswith(_OF_A_QUARTER)
            ):
                return place.resolution
    return None


def _quarters(sentence: Sentence, before: Resolution | None) -> Iterator[FoundPlace]:
    """Yield the districts of a city that bear the name of a far place, read as that city.

    So with several districts that are known: what befell the Desnianskyi and Podilskyi districts
    befell Kyiv, once.
    """
    named = city_of(sentence) or before
    for place in sentence.places:
        resolved, name = place.resolution.place, place.resolution.mention.text.split()[0]
        if resolved is None or not name.endswith(_OF_A_QUARTER):
            continue
        city = _owner(sentence, place, resolved) or named
        if city is None or city.place is None or city.location is None:
            continue
        owned = city is not named
        several = "districts" in sentence.lower[place.end : place.end + 6]
        told = several and same_spot(resolved, city.place)
        told = told or owned or resolved.kind is PlaceKind.SETTLEMENT
        if not told or not _is_district(sentence, place):
            continue
        reason = f"a district of {city.place.name}, which is named before"
        resolution = replace(
            place.resolution, place=city.place, location=city.location, reason=reason
        )
        yield replace(place, resolution=resolution)


def _owner(sentence: Sentence, place: FoundPlace, district: Place) -> Resolution | None:
    """Return the town that owns a district read elsewhere: "Kherson's Dniprovskyi district"."""
    if sentence.lower[place.start - 1 : place.start] not in (["'s"], ["’s"]):
        return None
    for other in sentence.places:
        town = other.resolution.place
        if other.end == place.start - 1 and town is not None:
            apart = town.kind is PlaceKind.SETTLEMENT and town.admin1_key != district.admin1_key
            return other.resolution if apart else None
    return None


def _is_district(sentence: Sentence, place: FoundPlace) -> bool:
    """Whether "district" stands with a name, or behind the list that it is in."""
    if sentence.lower[place.end - 1] in _DISTRICTS:
        return True
    for i in range(place.end, min(len(sentence.lower), place.end + 6)):
        if sentence.lower[i] in _DISTRICTS:
            return True
        if sentence.lower[i] not in {"and", ","} and not sentence.words[i].text[0].isupper():
            return False
    return False


def _communities(
    sentence: Sentence, gazetteer: Gazetteer, anchors: Sequence[Resolution]
) -> Iterator[FoundPlace]:
    """Yield the towns whose adjectives name communities: "the Pokrovska and Myrivska communities".

    Of several of a name, the one nearest to the other places of the text is meant.
    """
    for index, word in enumerate(sentence.lower):
        if word not in _COMMUNITIES:
            continue
        for at in range(index - 1, max(-1, index - 12), -1):
            name = sentence.words[at].text
            if sentence.lower[at] in {",", "and"}:
                continue
            if not name[0].isupper():
                break
            if name.endswith(_ADJECTIVE) and len(name) >= _SHORTEST:
                town = _town_of(name, sentence, gazetteer, anchors)
                if town is not None:
                    reason = f"the community of {town.name}, the nearest to the other places"
                    yield _read_as(_found_at(sentence, at), town, gazetteer, reason)


def _found_at(sentence: Sentence, at: int) -> FoundPlace:
    """Return the place that begins at a token, or a new one."""
    known = next((p for p in sentence.places if p.start <= at < p.end), None)
    if known is not None:
        return known
    word = sentence.words[at]
    mention = Mention(doc="", span=Span(start=word.start, end=word.end), text=word.text)
    blank = Resolution(mention=mention, place=None, location=None, confidence=0.5, reason="")
    return FoundPlace(start=at, end=at + 1, resolution=blank)


def _town_of(
    name: str, sentence: Sentence, gazetteer: Gazetteer, anchors: Sequence[Resolution]
) -> Place | None:
    """Return the town that an adjective is made of: "Myrivska" of Myrove."""
    stem = name[: -len(_ADJECTIVE)]
    spellings = [stem + ending for ending in _ENDINGS]
    if stem.endswith("iv"):
        spellings += [stem[:-2] + ending for ending in _OF_OV]
    others = [
        r.location
        for r in (*anchors, *(p.resolution for p in sentence.places))
        if r.location is not None and r.mention.text != name
    ]
    best, nearest = None, _NEAR_KM
    for spelling in spellings:
        for candidate in gazetteer.lookup(spelling):
            town = candidate.place
            if town.kind is not PlaceKind.SETTLEMENT or town.country != "UA":
                continue
            far = min((distance_km(town.lat, town.lon, o.lat, o.lon) for o in others), default=9e9)
            if far < nearest:
                best, nearest = town, far
    return best
