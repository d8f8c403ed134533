"""What no gazetteer lists, put where its words say: streets in a city, airports at their town."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from geomap.geo import distance_km
from geomap.model import Location, Mention, PlaceKind, Precision, Resolution
from geomap.patterns import late
from geomap.places.unlisted import QUARTERS, UNLISTED, is_city_district
from geomap.text import fold

if TYPE_CHECKING:
    from geomap.model import Candidate, Document, Place
    from geomap.places.names import Names

__all__ = ["put_at_namesake", "put_inside", "put_where_named"]

_STREETS = frozenset("street st. road rd. avenue ave. lane drive boulevard blvd. square".split())
_PARTS = frozenset(QUARTERS.split("|"))
_QUARTER_BEHIND = late(
    rf"\s+(?:{QUARTERS})\b|,?\s+(?:a|an|the)\s+(?:[a-z-]+\s+){{0,3}}(?:{QUARTERS}|suburb)\s+of\b"
)
_IN_CITY = late(
    rf"(?:\s+(?:{QUARTERS})|,?\s+(?:a|an|the)\s+(?:[a-z-]+\s+){{0,3}}(?:{QUARTERS}|suburb))?\s*,?\s+(?:in|of)\s+(?:[a-z-]+\s+){{0,2}}"
    r"(?:the\s+)?(?:(?:city|town|capital)(?:\s+of)?\s+)?"
)
_CITYS = late(r"['’]s\s+(?:[a-z-]+\s+){0,2}(?:the\s+)?")
_THE_CITYS = late(r"\b(?:the|that)\s+(?:city|town|capital)['’]s\s+(?:[a-z-]+\s+){0,2}$")
_REGION_ENDS = late(r"\b(?:region|oblast|province|state|governorate|krai)$", re.IGNORECASE)
_STATES = frozenset({"US", "CA", "AU"})
_ENDS = late(r"\s*(?:[.,;:)”\"]|$)")
_WITHIN_KM = 40.0
_ELSEWHERE_KM = 150.0
_NEAR_CHARACTERS = 600
_NEAR_MENTIONS = 20


def put_inside(
    document: Document, mentions: tuple[Mention, ...], out: list[Resolution | None]
) -> None:
    """Give streets and quarters the point of their city, with the city as their uncertainty.

    A quarter that bears the name of a place elsewhere is not taken for that place, nor is a site:
    "Tahrir Square in Cairo" is not Baghdad's, even where the gazetteer knows no other.
    """
    for number, mention in enumerate(mentions):
        answer = out[number]
        if answer is None:
            continue
        quarter = _QUARTER_BEHIND.match(document.text, mention.span.end) is not None
        site = answer.place is not None and answer.place.kind is PlaceKind.FACILITY
        if not quarter and not site and not (answer.place is None and _is_street(mention)):
            continue
        city = _city_of(document, mentions, out, number)
        if city is None and answer.place is None and is_city_district(mention.text):
            city = _last_city(document, mentions, out, number)
        if city is None or city.place is None or city.location is None:
            continue
        reach = _WITHIN_KM if quarter else _ELSEWHERE_KM
        if answer.place is not None and _fits(answer.place, city.place, reach):
            continue
        out[number] = Resolution(
            mention=mention,
            place=city.place,
            location=Location(
                lat=city.location.lat,
                lon=city.location.lon,
                precision=Precision.SETTLEMENT,
                uncertainty_km=city.location.uncertainty_km,
            ),
            confidence=round(0.9 * city.confidence, 3),
            reason=f"somewhere in {city.place.name}: the text says so, and no {mention.text} is "
            "known there",
            candidates=city.candidates,
        )


_AIRPORT = late(
    r"(.{3,30}?) (?:(?:International|Domestic|Regional|Municipal|Civil|Military|City) ){0,2}Airport"
)
_TOWNSHIP = late(r"(.{3,30}) Township")
_TOWNSHIPS_IN = frozenset({"MM"})
"""Countries whose townships are named after their towns; elsewhere they seldom lie near those."""
_AROUND_KM = 25.0
_COMPANY_KM = 500.0
_COMPANY_MENTIONS = 80
"""Mentions before and behind that tell which town is meant; time stays linear."""


def put_at_namesake(
    mentions: tuple[Mention, ...], out: list[Resolution | None], names: Names
) -> None:
    """Give "Erbil International Airport" the point of Erbil, with its surroundings as uncertainty.

    Of several towns of the name the one near other places of the text, else one far greater.
    """
    for number, mention in enumerate(mentions):
        answer = out[number]
        if answer is None or answer.place is not None:
            continue
        if not mention.usage_reason.endswith(UNLISTED):
            continue
        site = _AIRPORT.fullmatch(mention.text)
        match = site or _TOWNSHIP.fullmatch(mention.text)
        name = names.exact(fold(match[1])) if match else None
        if name is None:
            continue
        towns = [
            c
            for c in name.candidates[:12]
            if c.place.kind is PlaceKind.SETTLEMENT and (site or c.place.country in _TOWNSHIPS_IN)
        ]
        around = out[max(0, number - _COMPANY_MENTIONS) : number + _COMPANY_MENTIONS]
        company = [r.place for r in around if r is not None and r.place is not None]
        candidate = _in_company(towns, company) if company else None
        sure = candidate is not None
        if candidate is None and site:
            candidate = next((c for c in towns if c.place.population >= _GREAT), None)
        if candidate is None:
            continue
        place = candidate.place
        out[number] = Resolution(
            mention=mention,
            place=place,
            location=Location(
                lat=place.lat,
                lon=place.lon,
                precision=Precision.AREA,
                uncertainty_km=_AROUND_KM,
            ),
            confidence=0.7 if sure else 0.5,
            reason=f"named after {place.name}; no {mention.text} is known",
            candidates=(candidate,),
        )


_GREAT = 100_000
"""People of a town whose airport is meant when nothing else tells which."""


def _in_company(towns: list[Candidate], company: list[Place]) -> Candidate | None:
    """Return the town that the text names too, else the greatest of those near what it names.

    Where it names countries only, the greatest in one of them.
    """
    keys = {place.key for place in company}
    if named := [c for c in towns if c.place.key in keys]:
        return named[0]
    spots = [p for p in company if p.kind not in (PlaceKind.COUNTRY, PlaceKind.CONTINENT)]
    codes = {place.country for place in company} if not spots else set()
    for candidate in towns:
        town = candidate.place
        if town.country in codes or any(
            distance_km(town.lat, town.lon, p.lat, p.lon) <= _COMPANY_KM for p in spots
        ):
            return candidate
    return None


def _is_street(mention: Mention) -> bool:
    if not mention.usage_reason.endswith(UNLISTED):
        return False
    last = mention.text.rsplit(" ", 1)[-1].lower()
    return last in _STREETS or last in _PARTS


def _fits(place: Place, city: Place, reach_km: float) -> bool:
    """Tell whether a place can be meant beside the city: it is near, or in the same region."""
    return (place.admin1_key is not None and place.admin1_key == city.admin1_key) or distance_km(
        place.lat, place.lon, city.lat, city.lon
    ) <= reach_km


def _city_of(
    document: Document,
    mentions: tuple[Mention, ...],
    out: list[Resolution | None],
    number: int,
) -> Resolution | None:
    """Return the answer for the city that the wording puts a mention in."""
    text, span = document.text, mentions[number].span
    if number + 1 < len(mentions):
        behind = mentions[number + 1].span.start
        if behind - span.end < 50 and _IN_CITY.fullmatch(text, span.end, behind):
            return _city(out[number + 1])
    if number:
        before = mentions[number - 1].span.end
        if span.start - before < 40 and _CITYS.fullmatch(text, before, span.start):
            return _city(out[number - 1])
    if _THE_CITYS.search(text, max(0, span.start - 40), span.start):
        return _last_city(document, mentions, out, number)
    return None


def _last_city(
    document: Document, mentions: tuple[Mention, ...], out: list[Resolution | None], number: int
) -> Resolution | None:
    """Return the city named last before a mention, else the one named next, if not far away."""
    here = mentions[number].span.start
    starts = [article.span.start for article in document.articles]
    article = bisect_right(starts, here)
    last, next_ = max(-1, number - _NEAR_MENTIONS), min(len(mentions), number + _NEAR_MENTIONS)
    order = [*range(number - 1, last, -1), *range(number + 1, next_)]
    for other in order:
        away = abs(mentions[other].span.start - here)
        if away > _NEAR_CHARACTERS or bisect_right(starts, mentions[other].span.start) != article:
            if other < number:
                continue
            break
        if (found := _city(out[other])) is not None:
            return found
    return None


def _city(answer: Resolution | None) -> Resolution | None:
    if answer is None or answer.place is None or answer.place.kind is not PlaceKind.SETTLEMENT:
        return None
    return answer


def _only_a_region(answer: Resolution) -> bool:
    """Tell a region that no town of its name could be meant for: Ohio, the Belgorod region."""
    if answer.place is None or answer.place.kind is not PlaceKind.ADMIN1:
        return False
    if _REGION_ENDS.search(answer.mention.text):
        return True
    return answer.place.country in _STATES and not any(
        c.place.kind is PlaceKind.SETTLEMENT and c.place.population > 100_000
        for c in answer.candidates
    )


_LITTLE, _FAR_KM = 20_000, 500.0
_LANDS = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.AREA})


def _is_little_known(place: Place, land: Resolution) -> bool:
    """Tell a small town far from the land named behind it: the Sindian meant lies in Senegal."""
    if land.place is None or land.location is None or land.place.kind not in _LANDS:
        return False
    if place.population >= _LITTLE or place.feature == "PPLC":
        return False
    apart = distance_km(place.lat, place.lon, land.location.lat, land.location.lon)
    return apart > _FAR_KM + land.location.uncertainty_km


def put_where_named(
    document: Document, mentions: tuple[Mention, ...], out: list[Resolution | None]
) -> None:
    """Read "Aleppo, Pennsylvania," as somewhere in that state when no such town is known there.

    Else the famous bearer of the name, on another continent, would be taken for it.
    """
    text = document.text
    for number, mention in enumerate(mentions[:-1]):
        answer, region = out[number], out[number + 1]
        if answer is None or answer.place is None or region is None or region.place is None:
            continue
        behind = mentions[number + 1].span
        gap = text[mention.span.end : behind.start]
        if gap not in (", ", " in ", ", in ") or not _ENDS.match(text, behind.end):
            continue
        state, place = region.place, answer.place
        if place.kind is not PlaceKind.SETTLEMENT or place.country == state.country:
            continue
        surely = gap == ", " and _only_a_region(region)
        if region.location is None or not (surely or _is_little_known(place, region)):
            continue
        out[number] = Resolution(
            mention=mention,
            place=state,
            location=region.location,
            confidence=round(0.7 * region.confidence, 3),
            reason=f"somewhere in {state.name}, which the text names; no {mention.text} is known "
            "there",
            candidates=answer.candidates,
        )
