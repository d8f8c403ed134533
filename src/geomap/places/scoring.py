"""Score the candidates of a name as ``ranking.describe`` and the weights do, but much quicker.

What never changes for a name is added up once and kept; what a country or region of the text
adds is added up once a name; only the rest is looked at place by place.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from geomap.model import MatchKind, PlaceKind
from geomap.places.ranking import (
    FEATURES,
    OF_REGIONS,
    ballot,
    bare_regions,
    cell_of,
    holder,
    holders_of,
    kin_of,
    nearness,
    shadowed,
    spoken,
    weight_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Place
    from geomap.places.model import Ranker
    from geomap.places.names import Name
    from geomap.places.ranking import Company, Sense

__all__ = ["Judge", "judge"]

_KIND_FEATURES = {
    PlaceKind.COUNTRY: "country",
    PlaceKind.ADMIN1: "admin1",
    PlaceKind.ADMIN2: "admin2",
    PlaceKind.SETTLEMENT: "settlement",
    PlaceKind.AREA: "area",
    PlaceKind.CONTINENT: "area",
    PlaceKind.WATER: "water",
    PlaceKind.OTHER: "water",
    PlaceKind.FACILITY: "water",
}
_MOST_FITS = 20_000


class _Row(NamedTuple):
    """What is the same for a candidate in every text."""

    base: float
    country: tuple[str | None, bool]
    """Its country, and whether it is that country itself."""
    region: tuple[int | None, bool]
    """Its region, and whether it is that region itself."""
    cell: tuple[int, int]
    place: Place
    kind: PlaceKind
    capital: bool
    village: bool
    """Whether it is a settlement of less than 20,000 people."""
    prominence: float


class _Fits(NamedTuple):
    """The candidates of a name, and the regions in which they lie."""

    rows: list[_Row]
    regions: list[tuple[int | None, bool]]


class _Of(NamedTuple):
    """What a country of the text adds to the score of each candidate in it."""

    score: float
    share: float
    literal: bool


class Judge:
    """A ranker with what it has added up so far."""

    def __init__(self, ranker: Ranker) -> None:
        """Take the weights."""
        self.weight = dict(zip(FEATURES, ranker.weights, strict=True))
        self._of_kind = {kind: self.weight[name] for kind, name in _KIND_FEATURES.items()}
        self._fits: dict[tuple[Name, frozenset[str]], _Fits] = {}

    def fits(self, sense: Sense) -> _Fits:
        """Return what is the same for the candidates of a sense in every text."""
        key = (sense.name, sense.wording & OF_REGIONS)
        found = self._fits.get(key)
        if found is None:
            if len(self._fits) > _MOST_FITS:
                self._fits.clear()
            found = self._fits[key] = self._made(sense)
        return found

    def _made(self, sense: Sense) -> _Fits:
        w = self.weight
        kind_word, widest = spoken(sense)
        bare = bare_regions(sense) | shadowed(sense)
        top = sense.candidates[0].score
        prominence, gap, of_kind = w["prominence"], w["gap"], self._of_kind
        rows = []
        for index, candidate in enumerate(sense.candidates):
            place, kind, score = candidate.place, candidate.place.kind, candidate.score
            base = prominence * score + gap * (top - score) + of_kind[kind]
            settled, capital = kind is PlaceKind.SETTLEMENT, place.feature == "PPLC"
            if index == 0:
                base += w["first"]
            if candidate.match is MatchKind.EXACT:
                base += w["exact"]
            elif candidate.match is MatchKind.ALTERNATE:
                base += w["alternate"]
            if settled and place.population == 0:
                base += w["unpeopled"]
            if capital:
                base += w["capital"]
            if kind is kind_word and place.radius_km >= 0.4 * widest:
                base += w["kind_word"]
            if place.key in bare:
                base += w["bare_region"]
            itself = kind is PlaceKind.ADMIN1
            rows.append(
                _Row(
                    base,
                    (place.country, kind is PlaceKind.COUNTRY),
                    (place.key if itself else place.admin1_key, itself),
                    cell_of(place),
                    place,
                    kind,
                    capital,
                    settled and place.population < 20000,
                    score,
                )
            )
        return _Fits(rows, [pair for pair in {row.region for row in rows} if pair[0] is not None])

    def scores(self, company: Company, sense: Sense) -> list[float]:
        """Return the score of every candidate of a sense: ``describe`` times the weights."""
        w = self.weight
        lonely = len(company.senses) < 3
        by_kind = self._by_kind(company, sense)
        by_country = self._by_country(company, sense)
        rows, regions = self.fits(sense)
        by_region = self._by_region(company, sense, regions)
        countries: dict[tuple[str | None, bool], _Of] = {}
        holders = holders_of(sense)
        enclosed = holder(holders) if holders else None
        follows = holder([b.place for b in sense.before]) if sense.before else None
        near_50, near_300 = w["near_50"], w["near_300"]
        of_capital = (w["capital_acts"] if "acts" in sense.wording else 0.0) + (
            w["capital_alone"] if lonely else 0.0
        )
        with_capital, of_village, unsupported = (
            w["capital_company"], w["country_alone"], w["unsupported"],
        )  # fmt: skip
        small_world = w["small_world"] if lonely else 0.0
        cells = company.spots_by_cell
        near = nearness(company, sense)
        scores = []
        first = True
        for base, its_country, region, cell, place, kind, capital, village, prominence in rows:
            country = countries.get(its_country)
            if country is None:
                country = countries[its_country] = by_country(*its_country)
            added, share, literal = country
            score = base + added + small_world * prominence
            if region in by_region:
                score += by_region[region]
            if kind in by_kind:
                score += by_kind[kind]
            inside = False
            if enclosed is not None:
                inside = enclosed(place)
                score += w["comma"] if inside else w["against_comma"]
            if follows is not None and follows(place):
                score += w["region_before"]
            far = 0.0
            if cell in cells:
                close, far = near(place, cell)
                score += near_50 * close + near_300 * far
            if capital:
                score += of_capital + with_capital * share
            if village:
                score += of_village * share
            if not first and far < 0.05 and share < 0.05 and not inside and not literal:
                score += unsupported
            first = False
            scores.append(score)
        return scores

    def _by_kind(self, company: Company, sense: Sense) -> dict[PlaceKind, float]:
        """Return what the wording and the neighbours add for each kind of place."""
        w = self.weight
        added = {kind: w["kin_kind"] * share for kind, share in kin_of(company, sense).items()}
        for hint, kind in (("mayor", PlaceKind.SETTLEMENT), ("governor", PlaceKind.ADMIN1)):
            if hint in sense.wording:
                added[kind] = added.get(kind, 0.0) + w[hint]
        return added

    def _by_country(self, company: Company, sense: Sense) -> Callable[[str | None, bool], _Of]:
        """Return what tells what a country adds to those in it, or to itself."""
        w = self.weight
        beside = [s.place.country for s in sense.siblings]
        own, mine = weight_of(sense), sense.place.country
        rest = max(0.3, company.weight - own)
        others = _others(company)
        ballots = ballot(sense.name)[1]

        def added(code: str | None, itself: bool) -> _Of:  # noqa: FBT001 - half of a key
            score = w["siblings"] * beside.count(code) / len(beside) if beside else 0.0
            if code is None:
                return _Of(score, 0.0, literal=False)
            share = company.countries.get(code, 0.0) - (own if mine == code else 0.0)
            share = max(0.0, share) / rest
            votes = company.votes_country.get(code, 0.0) - ballots.get(code, 0.0)
            score += w["share_country"] * share + w["votes_country"] * min(1.0, votes / others)
            named = None if itself else company.named_countries.get(code)
            literal = False
            if named is not None and named is not sense:
                literal = "literal" in named.wording
                score += w["country_named"] if literal else w["country_acts"]
                if literal and not named.sentence.isdisjoint(sense.sentence):
                    score += w["same_sentence_country"]
            return _Of(score, share, literal)

        return added

    def _by_region(
        self, company: Company, sense: Sense, regions: list[tuple[int | None, bool]]
    ) -> dict[tuple[int | None, bool], float]:
        """Return what the regions of a name add to what lies in them, and to themselves."""
        w = self.weight
        own, mine = weight_of(sense), sense.place
        mine_key = mine.key if mine.kind is PlaceKind.ADMIN1 else mine.admin1_key
        rest = max(0.3, company.weight - own)
        others = _others(company)
        ballots = ballot(sense.name)[0]
        votes_for, weights = company.votes_region, company.regions
        found = {}
        for pair in regions:
            key, itself = pair
            assert key is not None
            votes = votes_for.get(key, 0.0) - ballots.get(key, 0.0)
            weight = weights.get(key, 0.0)
            if not weight and votes < 1e-9:
                continue
            share = weight - (own if mine_key == key else 0.0)
            score = w["share_region"] * max(0.0, share) / rest
            score += w["votes_region"] * min(1.0, votes / others)
            named = None if itself else company.named_regions.get(key)
            if named is not None and named is not sense:
                score += w["region_named"]
                if not named.sentence.isdisjoint(sense.sentence):
                    score += w["same_sentence_region"]
            found[pair] = score
        return found


def _others(company: Company) -> float:
    return 2.0 * sqrt(max(1, len(company.senses) - 1))


@lru_cache(maxsize=16)
def judge(ranker: Ranker) -> Judge:
    """Return the judge of a ranker; it keeps what it has added up."""
    return Judge(ranker)
