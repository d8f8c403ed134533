"""How well each candidate fits its text: numbers for a small linear ranker.

A name is judged once per article (one sense per discourse) against the company it keeps: the
regions and countries named, the places already settled, and the candidates of all other names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import cos, exp, log, radians, sqrt
from typing import TYPE_CHECKING

from geomap.model import MatchKind, PlaceKind

if TYPE_CHECKING:
    from geomap.model import Candidate, Place
    from geomap.places.spans import Name

__all__ = ["FEATURES", "Company", "Sense", "company_of", "describe", "holds"]

FEATURES = (
    "prominence", "first", "gap", "country", "admin1", "admin2", "settlement", "area", "water",
    "exact", "alternate", "comma", "against_comma", "same_sentence_region",
    "same_sentence_country", "region_named", "country_named", "district_named", "region_before",
    "share_country", "share_region", "near_50", "near_300", "votes_region", "votes_country",
    "unpeopled", "seat", "capital", "small_world", "only", "country_alone", "kin_kind",
)  # fmt: skip
"""Names of the numbers, in order; each between about 0 and 1."""

REGIONS = (PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.COUNTRY)


@dataclass(slots=True)
class Sense:
    """One name of one article (of one comma context), with all its mentions."""

    name: Name
    candidates: tuple[Candidate, ...]
    mentions: list[int]
    container: Sense | None = None
    """The region or country behind the comma of "City, Region", or one that plainly encloses it."""
    container_how: str = ""
    sentence: set[int] = field(default_factory=set)
    """Numbers of the sentences it stands in."""
    before: list[Sense] = field(default_factory=list)
    """Regions named last before its mentions."""
    chosen: int = 0
    chances: list[float] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """The place taken at present."""
        return self.candidates[self.chosen].place


def holds(region: Place, place: Place) -> bool:
    """Tell whether a country, region or district holds a place."""
    if region.kind is PlaceKind.COUNTRY:
        return place.country == region.country and place.key != region.key
    if region.kind is PlaceKind.ADMIN1:
        return place.admin1_key == region.key and place.key != region.key
    if region.kind is PlaceKind.ADMIN2:
        return (
            place.admin2 == region.name
            and place.admin1_key == region.admin1_key
            and place.key != region.key
        )
    return False


@dataclass(slots=True)
class Company:
    """What an article names, summed up for judging one name after another."""

    senses: list[Sense]
    regions: dict[int, float]
    countries: dict[str, float]
    spots: list[tuple[float, float, float, Sense]]
    votes_region: dict[int, float]
    votes_country: dict[str, float]
    ballots: dict[int, tuple[dict[int, float], dict[str, float]]]
    weight: float
    named: dict[int, Sense]
    named_countries: dict[str, Sense]
    named_districts: dict[tuple[str, int | None], Sense]


def _ballot(sense: Sense) -> tuple[dict[int, float], dict[str, float]]:
    """Spread one vote over the regions and countries that a name could lie in."""
    by_region: dict[int, float] = {}
    by_country: dict[str, float] = {}
    many = len(sense.candidates)
    for candidate in sense.candidates[:60]:
        place = candidate.place
        share = exp(3.0 * (candidate.score - sense.candidates[0].score)) / sqrt(many)
        if place.admin1_key is not None and share > by_region.get(place.admin1_key, 0.0):
            by_region[place.admin1_key] = share
        if place.country is not None and share > by_country.get(place.country, 0.0):
            by_country[place.country] = share
    return by_region, by_country


def company_of(senses: list[Sense]) -> Company:
    """Sum up the senses of an article as they are taken at present."""
    company = Company(senses, {}, {}, [], {}, {}, {}, 0.0, {}, {}, {})
    for sense in senses:
        by_region, by_country = company.ballots[id(sense)] = _ballot(sense)
        for region, share in by_region.items():
            company.votes_region[region] = company.votes_region.get(region, 0.0) + share
        for country, share in by_country.items():
            company.votes_country[country] = company.votes_country.get(country, 0.0) + share
        trust = sense.chances[sense.chosen] if sense.chances else 0.5
        place = sense.place
        weight = trust * (1.0 + log(len(sense.mentions)))
        company.weight += weight
        if place.country:
            company.countries[place.country] = company.countries.get(place.country, 0.0) + weight
        region_key = place.key if place.kind is PlaceKind.ADMIN1 else place.admin1_key
        if region_key is not None:
            company.regions[region_key] = company.regions.get(region_key, 0.0) + weight
        if place.kind is PlaceKind.ADMIN1:
            company.named[place.key] = sense
        elif place.kind is PlaceKind.COUNTRY and place.country:
            company.named_countries[place.country] = sense
        elif place.kind is PlaceKind.ADMIN2:
            company.named_districts[place.name, place.admin1_key] = sense
        if (
            place.kind in (PlaceKind.SETTLEMENT, PlaceKind.ADMIN2, PlaceKind.FACILITY)
            and trust > 0.3
        ):
            company.spots.append((place.lat, place.lon, trust, sense))
    company.spots = company.spots[:40]
    return company


def _near(company: Company, sense: Sense, place: Place) -> tuple[float, float]:
    """Return how near the settled places are, at the scale of 50 and of 300 km."""
    best = total = 0.0
    stretch = cos(radians(place.lat))
    for lat, lon, trust, other in company.spots:
        if other is sense or other.name.folded == sense.name.folded:
            continue
        dy, dx = abs(lat - place.lat), abs(lon - place.lon)
        if dy > 8.0 or dx > 12.0:
            continue
        km = 111.2 * sqrt(dy * dy + (dx * stretch) ** 2)
        best = max(best, trust * exp(-km / 50.0))
        total += trust * exp(-km / 300.0)
    return best, min(1.0, total / 4.0)


def describe(company: Company, sense: Sense, index: int, top: float) -> tuple[float, ...]:
    """Return the numbers of ``FEATURES`` for candidate ``index`` of a sense.

    ``top`` is the greatest prominence among the candidates.
    """
    candidate = sense.candidates[index]
    place = candidate.place
    kind = place.kind
    region = place.key if kind is PlaceKind.ADMIN1 else place.admin1_key
    own = sense.chances[sense.chosen] if sense.chances else 0.5
    own *= 1.0 + log(len(sense.mentions))
    rest = max(0.001, company.weight - own)
    mine = sense.place
    in_country = company.countries.get(place.country or "", 0.0)
    if mine.country == place.country:
        in_country -= own
    mine_region = mine.key if mine.kind is PlaceKind.ADMIN1 else mine.admin1_key
    in_region = company.regions.get(region, 0.0) if region is not None else 0.0
    if region is not None and mine_region == region:
        in_region -= own
    container = sense.container
    inside = container is not None and any(
        holds(c.place, place) for c in container.candidates[:6] if c.place.kind in REGIONS
    )
    region_sense = (
        company.named.get(region) if region is not None and kind is not PlaceKind.ADMIN1 else None
    )
    if region_sense is sense:
        region_sense = None
    country_sense = (
        company.named_countries.get(place.country or "") if kind is not PlaceKind.COUNTRY else None
    )
    if country_sense is sense:
        country_sense = None
    district = company.named_districts.get((place.admin2 or "", place.admin1_key))
    if district is sense:
        district = None
    near_50, near_300 = _near(company, sense, place)
    ballot_region, ballot_country = company.ballots[id(sense)]
    votes_region = votes_country = 0.0
    if region is not None:
        votes_region = company.votes_region.get(region, 0.0) - ballot_region.get(region, 0.0)
    if place.country is not None:
        votes_country = company.votes_country.get(place.country, 0.0) - ballot_country.get(
            place.country, 0.0
        )
    others = max(1, len(company.senses) - 1)
    return (
        candidate.score,
        1.0 if index == 0 else 0.0,
        min(1.0, top - candidate.score),
        1.0 if kind is PlaceKind.COUNTRY else 0.0,
        1.0 if kind is PlaceKind.ADMIN1 else 0.0,
        1.0 if kind is PlaceKind.ADMIN2 else 0.0,
        1.0 if kind is PlaceKind.SETTLEMENT else 0.0,
        1.0 if kind in (PlaceKind.AREA, PlaceKind.CONTINENT) else 0.0,
        1.0 if kind in (PlaceKind.WATER, PlaceKind.OTHER, PlaceKind.FACILITY) else 0.0,
        1.0 if candidate.match is MatchKind.EXACT else 0.0,
        1.0 if candidate.match is MatchKind.ALTERNATE else 0.0,
        1.0 if inside else 0.0,
        1.0 if container is not None and not inside else 0.0,
        1.0 if region_sense is not None and region_sense.sentence & sense.sentence else 0.0,
        1.0 if country_sense is not None and country_sense.sentence & sense.sentence else 0.0,
        1.0 if region_sense is not None else 0.0,
        1.0 if country_sense is not None else 0.0,
        1.0 if district is not None else 0.0,
        1.0 if any(holds(b.place, place) for b in sense.before) else 0.0,
        max(0.0, in_country) / rest,
        max(0.0, in_region) / rest,
        near_50,
        near_300,
        min(1.0, votes_region / sqrt(others) / 2.0),
        min(1.0, votes_country / sqrt(others) / 2.0),
        1.0 if place.population == 0 and kind is PlaceKind.SETTLEMENT else 0.0,
        1.0 if place.feature == "PPLA" else 0.0,
        1.0 if place.feature == "PPLC" else 0.0,
        candidate.score if len(company.senses) < 3 else 0.0,
        1.0 if len(sense.candidates) == 1 else 0.0,
        max(0.0, in_country) / rest
        if kind is PlaceKind.SETTLEMENT and place.population < 20000
        else 0.0,
        _kin(company, sense, kind),
    )


def _kin(company: Company, sense: Sense, kind: PlaceKind) -> float:
    """Return the share of the names in the same sentences that are taken for the same kind."""
    same = others = 0
    for other in company.senses:
        if other is not sense and other.sentence & sense.sentence:
            others += 1
            same += other.place.kind is kind
    return same / others if others else 0.0
