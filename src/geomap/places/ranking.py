"""How well each candidate fits its text: numbers for a small linear ranker.

A name is judged once per article (one sense per discourse) against the company it keeps: the
regions and countries named, the places already settled, and the candidates of all other names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, exp, log, pi, sqrt
from typing import TYPE_CHECKING, NamedTuple

from geomap.geo import distance_km
from geomap.model import MatchKind, PlaceKind
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geomap.model import Candidate, Place
    from geomap.places.names import Name

__all__ = ["FEATURES", "Company", "Sense", "company_of", "describe", "holds"]

FEATURES = (
    "prominence", "first", "gap", "country", "admin1", "admin2", "settlement", "area", "water",
    "exact", "alternate", "comma", "against_comma", "same_sentence_region",
    "same_sentence_country", "region_named", "country_named", "country_acts", "region_before",
    "share_country", "share_region", "near_50", "near_300", "votes_region", "votes_country",
    "unpeopled", "capital", "capital_acts", "capital_company", "capital_alone", "mayor",
    "governor", "small_world", "country_alone", "kin_kind", "kind_word", "bare_region",
    "unsupported", "siblings",
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
    beside: Sense | None = None
    """What the text says that it lies near: "Poltavka (northwest of Hulyaipole)"."""
    siblings: list[Sense] = field(default_factory=list)
    """Names that stand beside it in a list."""
    before: list[Sense] = field(default_factory=list)
    """Regions named last before its mentions."""
    wording: frozenset[str] = frozenset()
    """What the words around it hint at: "acts", "mayor", "governor", "regions", "literal"."""
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


class Spot(NamedTuple):
    """Where a town, district or site lies that is taken at present."""

    lat: float
    lon: float
    trust: float
    name: str
    """As folded: what bears the same is no company."""


_BESIDE_KM = 60.0
"""How far from a place lies what is said to be near it, or on a side of it."""


def lies_near(sense: Sense, place: Place) -> bool:
    """Tell whether a place lies where the text says: near what stands behind its name."""
    if sense.beside is None:
        return False
    spot = sense.beside.place
    return 0.0 < distance_km(place.lat, place.lon, spot.lat, spot.lon) <= _BESIDE_KM


def holder(regions: Iterable[Place]) -> Callable[[Place], bool]:
    """Return what tells whether any of some regions holds a place, as ``holds`` does of one."""
    countries: dict[str | None, int] = {}
    firsts: set[int] = set()
    seconds: dict[tuple[str, int | None], int] = {}
    for region in regions:
        if region.kind is PlaceKind.COUNTRY:
            countries[region.country] = region.key
        elif region.kind is PlaceKind.ADMIN1:
            firsts.add(region.key)
        elif region.kind is PlaceKind.ADMIN2:
            seconds[region.name, region.admin1_key] = region.key

    def held(place: Place) -> bool:
        key, first = place.key, place.admin1_key
        return (
            (first in firsts and key != first)
            or countries.get(place.country, key) != key
            or (
                bool(seconds)
                and place.admin2 is not None
                and seconds.get((place.admin2, first), key) != key
            )
        )

    return held


@dataclass(slots=True)
class Company:
    """What an article names, summed up for judging one name after another."""

    senses: list[Sense]
    regions: dict[int, float] = field(default_factory=dict)
    countries: dict[str, float] = field(default_factory=dict)
    spots: int = 0
    """Towns, districts and sites taken at present."""
    votes_region: dict[int, float] = field(default_factory=dict)
    votes_country: dict[str, float] = field(default_factory=dict)
    weight: float = 0.0
    named_regions: dict[int, Sense] = field(default_factory=dict)
    named_countries: dict[str, Sense] = field(default_factory=dict)
    spots_by_cell: dict[tuple[int, int], list[Spot]] = field(default_factory=dict)
    """By square of ``REACH``, the spots that could be near a place in it."""
    standing: dict[int, list[Sense]] = field(default_factory=dict)
    """Senses by the numbers of the sentences they stand in."""


_SPOTS = (PlaceKind.SETTLEMENT, PlaceKind.ADMIN2, PlaceKind.FACILITY)
_MOST_SPOTS = 40
REACH = (8.0, 12.0)
"""Degrees of latitude and longitude beyond which nothing is near."""


def cell_of(place: Place) -> tuple[int, int]:
    """Return the square of ``REACH`` that a place lies in."""
    return int(place.lat // REACH[0]), int(place.lon // REACH[1])


@lru_cache(maxsize=32768)
def ballot(name: Name) -> tuple[dict[int, float], dict[str, float]]:
    """Spread one vote over the regions and countries that a name could lie in."""
    by_region: dict[int, float] = {}
    by_country: dict[str, float] = {}
    many = sqrt(len(name.candidates))
    top = name.candidates[0].score
    for candidate in name.candidates[:60]:
        place = candidate.place
        share = exp(3.0 * (candidate.score - top)) / many
        if place.admin1_key is not None and share > by_region.get(place.admin1_key, 0.0):
            by_region[place.admin1_key] = share
        if place.country is not None and share > by_country.get(place.country, 0.0):
            by_country[place.country] = share
    return by_region, by_country


def weight_of(sense: Sense) -> float:
    """Return how much a sense tells of the whereabouts of others.

    A country that only acts ("Washington said", "US troops") tells little of them.
    """
    trust = sense.chances[sense.chosen] if sense.chances else 0.5
    if sense.place.kind is PlaceKind.COUNTRY and "literal" not in sense.wording:
        trust *= 0.3
    return trust * (1.0 + log(len(sense.mentions)))


def company_of(senses: list[Sense], last: Company | None = None) -> Company:
    """Sum up the senses of an article as they are taken at present.

    ``last`` is what was summed up in the round before: the ballots stay the same.
    """
    company = Company(senses)
    if last is None:
        _vote(company)
    else:
        company.votes_region, company.votes_country = last.votes_region, last.votes_country
        company.standing = last.standing
    for sense in senses:
        place = sense.place
        weight = weight_of(sense)
        company.weight += weight
        if place.country:
            company.countries[place.country] = company.countries.get(place.country, 0.0) + weight
        region_key = place.key if place.kind is PlaceKind.ADMIN1 else place.admin1_key
        if region_key is not None:
            company.regions[region_key] = company.regions.get(region_key, 0.0) + weight
        if place.kind is PlaceKind.ADMIN1:
            company.named_regions[place.key] = sense
        elif place.kind is PlaceKind.COUNTRY and place.country:
            company.named_countries[place.country] = sense
        trust = sense.chances[sense.chosen] if sense.chances else 0.5
        if place.kind in _SPOTS and trust > 0.3 and company.spots < _MOST_SPOTS:
            company.spots += 1
            spot = Spot(place.lat, place.lon, trust, sense.name.folded)
            y, x = cell_of(place)
            for cell in ((y + n, x + m) for n in (-1, 0, 1) for m in (-1, 0, 1)):
                company.spots_by_cell.setdefault(cell, []).append(spot)
    return company


def _vote(company: Company) -> None:
    """Count the ballots of the senses, and note which of them stand in which sentence."""
    regions, countries = company.votes_region, company.votes_country
    for sense in company.senses:
        by_region, by_country = ballot(sense.name)
        for region, share in by_region.items():
            regions[region] = regions.get(region, 0.0) + share
        for country, share in by_country.items():
            countries[country] = countries.get(country, 0.0) + share
        for sentence in sense.sentence:
            company.standing.setdefault(sentence, []).append(sense)


def nearness(company: Company, sense: Sense) -> Callable[[Place, tuple[int, int]], Nearness]:
    """Return what tells of a place in a cell how near the settled places are."""
    folded = sense.name.folded
    by_cell = company.spots_by_cell
    reach_lat, reach_lon = REACH

    def near(place: Place, cell: tuple[int, int]) -> Nearness:
        spots = by_cell.get(cell)
        if spots is None:
            return _FAR
        best = total = stretch = 0.0
        here_lat, here_lon = place.lat, place.lon
        for lat, lon, trust, name in spots:
            dy = lat - here_lat
            dx = lon - here_lon
            if name != folded and -reach_lat <= dy <= reach_lat and -reach_lon <= dx <= reach_lon:
                stretch = stretch or cos(here_lat * _RADIANS)
                dx *= stretch
                fading = exp(sqrt(dy * dy + dx * dx) * _PER_DEGREE)
                total += trust * fading
                closer = trust * fading**6
                if closer > best:  # noqa: PLR1730 - max() takes twice as long
                    best = closer
        return Nearness(best, total / 4.0 if total < 4.0 else 1.0)

    return near


class Nearness(NamedTuple):
    """How near the settled places are to a place, at the scale of 50 and of 300 km, 0 to 1."""

    close: float
    far: float


_FAR = Nearness(0.0, 0.0)


_RADIANS = pi / 180.0
_PER_DEGREE = -111.2 / 300.0


OF_REGIONS = frozenset({"governor", "regions", "districts"})
"""Hints that a name is that of a division, not of its town."""
_KIND_WORDS = {
    **dict.fromkeys(
        "sea strait gulf river lake ocean bay canal reservoir".split(), PlaceKind.WATER
    ),
    **dict.fromkeys("region oblast province state governorate krai".split(), PlaceKind.ADMIN1),
    **dict.fromkeys("county district raion parish".split(), PlaceKind.ADMIN2),
    **dict.fromkeys("city town village".split(), PlaceKind.SETTLEMENT),
    **dict.fromkeys("airport base plant bridge dam".split(), PlaceKind.FACILITY),
}
"""Kinds that the last word of a name speaks for."""


_CITY, _LITTLE = 100_000, 0.2
"""People of a city; by how much less known a tract of land of its name and country is hidden."""


def shadowed(sense: Sense) -> set[int]:
    """Return the keys of places that a greater bearer of the name puts in the shade.

    Towns that bear it by the way, mountains beside the town of that name (Sinjar), and regions far
    from the capital of that name (Washington).
    """
    own = [c for c in sense.candidates if c.match in (MatchKind.EXACT, MatchKind.FOLDED)]
    capitals = {c.place.country: c.score for c in own if c.place.feature == "PPLC"}
    best = max((c.score for c in own), default=0.0)
    towns = [c for c in own if c.place.kind is PlaceKind.SETTLEMENT]
    regions = {c.place.admin1_key for c in towns}
    cities = {c.place.country for c in towns if c.place.population >= _CITY}

    def hidden(candidate: Candidate) -> bool:
        place, kind = candidate.place, candidate.place.kind
        if kind is PlaceKind.ADMIN1:
            return candidate.score < capitals.get(place.country, 0.0)
        if kind is PlaceKind.AREA and candidate.score < best - _LITTLE and place.country in cities:
            return True
        if candidate.match in (MatchKind.EXACT, MatchKind.FOLDED):
            return False
        beside = place.admin1_key in regions
        if kind is PlaceKind.SETTLEMENT:
            return beside or candidate.score < best
        return beside and kind is PlaceKind.AREA

    return {c.place.key for c in sense.candidates if hidden(c)}


def _kept_the_name(sense: Sense, region: Place, own: str) -> bool:
    """Tell whether only the region still bears the name: Dnipropetrovsk, whose city is Dnipro."""
    return fold(region.name).startswith(own) and not any(
        c.place.kind is PlaceKind.SETTLEMENT
        and c.place.admin1_key == region.key
        and fold(c.place.name).startswith(own)
        for c in sense.candidates
    )


def spoken(sense: Sense) -> tuple[PlaceKind | None, float]:
    """Return the kind that the wording speaks for, and the widest radius in km of that kind."""
    words = sense.name.folded.split()
    kind = _KIND_WORDS.get(words[-1]) if len(words) > 1 else None
    if "regions" in sense.wording:
        kind = PlaceKind.ADMIN1
    elif "districts" in sense.wording:
        kind = PlaceKind.ADMIN2
    radii = (c.place.radius_km for c in sense.candidates if c.place.kind is kind)
    return kind, max(radii, default=0.0)


def bare_regions(sense: Sense) -> set[int]:
    """Return the keys of regions that a plain name means only after the town of that name.

    "Kherson" is the city, unless a governor or a list of regions says otherwise; "Gaza" is the
    Strip, because that is the more prominent of the two.
    """
    if not sense.wording.isdisjoint(OF_REGIONS):
        return set()
    own = sense.name.folded.split()[0]
    towns = {
        c.place.admin1_key: c.score
        for c in reversed(sense.candidates)
        if c.place.kind is PlaceKind.SETTLEMENT
    }
    return {
        c.place.key
        for c in sense.candidates
        if c.place.kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2)
        and c.match is not MatchKind.EXACT
        and not _kept_the_name(sense, c.place, own)
        and towns.get(c.place.key if c.place.kind is PlaceKind.ADMIN1 else c.place.admin1_key, 0.0)
        > c.score
    }


def kin_of(company: Company, sense: Sense) -> dict[PlaceKind, float]:
    """Return the shares of the kinds that the names in the same sentences are taken for."""
    kinds: dict[PlaceKind, float] = {}
    seen = {id(sense)}
    for sentence in sense.sentence:
        for other in company.standing[sentence]:
            if id(other) not in seen:
                seen.add(id(other))
                kinds[other.place.kind] = kinds.get(other.place.kind, 0.0) + 1.0
    return {kind: count / (len(seen) - 1) for kind, count in kinds.items()}


def holders_of(sense: Sense) -> list[Place]:
    """Return the regions and countries that may enclose a sense by the wording."""
    if sense.container is None:
        return []
    return [c.place for c in sense.container.candidates[:6] if c.place.kind in REGIONS]


def describe(company: Company, sense: Sense) -> list[tuple[float, ...]]:
    """Return the numbers of ``FEATURES`` for every candidate of a sense."""
    own = weight_of(sense)
    mine = sense.place
    mine_region = mine.key if mine.kind is PlaceKind.ADMIN1 else mine.admin1_key
    rest = max(0.3, company.weight - own)
    holders = holders_of(sense)
    before = [b.place for b in sense.before]
    beside = [s.place.country for s in sense.siblings]
    kin = kin_of(company, sense)
    ballot_region, ballot_country = ballot(sense.name)
    others = 2.0 * sqrt(max(1, len(company.senses) - 1))
    lonely = len(company.senses) < 3
    acts = 1.0 if "acts" in sense.wording else 0.0
    mayor = 1.0 if "mayor" in sense.wording else 0.0
    governor = 1.0 if "governor" in sense.wording else 0.0
    top = sense.candidates[0].score
    near = nearness(company, sense)
    kind_word, widest = spoken(sense)
    bare = bare_regions(sense) | shadowed(sense)
    table: list[tuple[float, ...]] = []
    for index, candidate in enumerate(sense.candidates):
        place = candidate.place
        kind, country = place.kind, place.country
        region = place.key if kind is PlaceKind.ADMIN1 else place.admin1_key
        in_country = in_region = votes_region = votes_country = 0.0
        region_sense = country_sense = None
        if country is not None:
            in_country = company.countries.get(country, 0.0)
            if mine.country == country:
                in_country -= own
            votes_country = company.votes_country.get(country, 0.0) - ballot_country.get(
                country, 0.0
            )
            if kind is not PlaceKind.COUNTRY:
                country_sense = company.named_countries.get(country)
                if country_sense is sense:
                    country_sense = None
        if region is not None:
            in_region = company.regions.get(region, 0.0)
            if mine_region == region:
                in_region -= own
            votes_region = company.votes_region.get(region, 0.0) - ballot_region.get(region, 0.0)
            if kind is not PlaceKind.ADMIN1:
                region_sense = company.named_regions.get(region)
                if region_sense is sense:
                    region_sense = None
        inside = any(holds(holder, place) for holder in holders)
        literal = country_sense is not None and "literal" in country_sense.wording
        near_50, near_300 = near(place, cell_of(place))
        share_country = max(0.0, in_country) / rest
        capital = place.feature == "PPLC"
        settlement = kind is PlaceKind.SETTLEMENT
        table.append(
            (
                candidate.score,
                1.0 if index == 0 else 0.0,
                top - candidate.score,
                1.0 if kind is PlaceKind.COUNTRY else 0.0,
                1.0 if kind is PlaceKind.ADMIN1 else 0.0,
                1.0 if kind is PlaceKind.ADMIN2 else 0.0,
                1.0 if settlement else 0.0,
                1.0 if kind in (PlaceKind.AREA, PlaceKind.CONTINENT) else 0.0,
                1.0 if kind in (PlaceKind.WATER, PlaceKind.OTHER, PlaceKind.FACILITY) else 0.0,
                1.0 if candidate.match is MatchKind.EXACT else 0.0,
                1.0 if candidate.match is MatchKind.ALTERNATE else 0.0,
                1.0 if inside else 0.0,
                1.0 if holders and not inside else 0.0,
                1.0
                if region_sense is not None and not region_sense.sentence.isdisjoint(sense.sentence)
                else 0.0,
                1.0
                if literal
                and country_sense is not None
                and not country_sense.sentence.isdisjoint(sense.sentence)
                else 0.0,
                1.0 if region_sense is not None else 0.0,
                1.0 if literal else 0.0,
                1.0 if country_sense is not None and not literal else 0.0,
                1.0 if any(holds(b, place) for b in before) else 0.0,
                share_country,
                max(0.0, in_region) / rest,
                near_50,
                near_300,
                min(1.0, votes_region / others),
                min(1.0, votes_country / others),
                1.0 if settlement and place.population == 0 else 0.0,
                1.0 if capital else 0.0,
                acts if capital else 0.0,
                share_country if capital else 0.0,
                1.0 if capital and lonely else 0.0,
                mayor if settlement else 0.0,
                governor if kind is PlaceKind.ADMIN1 else 0.0,
                candidate.score if lonely else 0.0,
                share_country if settlement and place.population < 20000 else 0.0,
                kin.get(kind, 0.0),
                1.0 if kind is kind_word and place.radius_km >= 0.4 * widest else 0.0,
                1.0 if place.key in bare else 0.0,
                1.0
                if index and share_country < 0.05 and near_300 < 0.05 and not inside and not literal
                else 0.0,
                sum(b == country for b in beside) / len(beside) if beside else 0.0,
            )
        )
    return table
