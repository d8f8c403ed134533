"""Choose a place for every name: rounds of scores, then what the scores cannot weigh.

The rounds are ``scoring.Judge``; behind them stand plain preferences, each with its example: the
city before the region named after it, the capital before a county called so by the way.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp
from typing import TYPE_CHECKING

from geomap.geo import distance_km
from geomap.model import MatchKind, PlaceKind
from geomap.places.ranking import (
    OF_REGIONS,
    cell_of,
    company_of,
    holds,
    lies_near,
    nearness,
)
from geomap.places.scoring import judge
from geomap.text import fold

if TYPE_CHECKING:
    from geomap.model import Place
    from geomap.places.model import Ranker
    from geomap.places.names import Name
    from geomap.places.ranking import Company, Sense
    from geomap.places.scoring import Judge

__all__ = ["settle"]

_ROUNDS = 3


@lru_cache(maxsize=8192)
def _at_first(name: Name, count: int) -> list[float]:
    """Return the chances of the places of a name before anything is known of the text."""
    top = name.candidates[0].score
    raw = [exp(8.0 * (c.score - top)) for c in name.candidates[:count]]
    total = sum(raw)
    return [r / total for r in raw]


def settle(senses: list[Sense], ranker: Ranker) -> None:
    """Choose a place for every sense, a few rounds, each in the company of the last."""
    for sense in senses:
        sense.chosen, sense.chances = 0, _at_first(sense.name, len(sense.candidates))
    company = None
    scorer = judge(ranker)
    for _ in range(_ROUNDS):
        company = company_of(senses, company)
        decided = [_decided(scorer, company, sense) for sense in senses]
        stable = all(s.chosen == c for s, (c, _) in zip(senses, decided, strict=True))
        for sense, (choice, chances) in zip(senses, decided, strict=True):
            sense.chosen, sense.chances = choice, chances
        if stable:
            break
    if lonely := [s for s in senses if s.chosen and _stands_alone(s, senses)]:
        for sense in lonely:
            _take(sense, 0)
        company = company_of(senses, company)
        for sense in senses:
            if sense not in lonely:
                sense.chosen, sense.chances = _decided(scorer, company, sense)
    for sense in senses:
        _told_apart(sense, senses)
        _namesake_first(sense)
        _seat_first(sense)
        _near_first(sense)
        _province_first(sense, senses)
        if company is not None:
            _greater_first(company, sense)
            _city_first(company, sense, senses)
        if sense.candidates[sense.chosen].match is MatchKind.ALTERNATE:
            _own_name_first(sense, senses)
        elif len(senses) > _AMONG and sense.container is None:
            _among_its_neighbours(sense, senses)
            _nearer_in_region(sense, senses)


def _decided(scorer: Judge, company: Company, sense: Sense) -> tuple[int, list[float]]:
    """Return the best candidate of a sense and the chances of all."""
    if len(sense.candidates) == 1:
        return 0, [1.0]
    scores = scorer.scores(company, sense)
    best = max(scores)
    raw = [exp(s - best) for s in scores]
    total = sum(raw)
    return scores.index(best), [r / total for r in raw]


def _near_first(sense: Sense) -> None:
    """Take the bearer of a name that lies near the place that the text puts it near."""
    if sense.beside is None or sense.container is not None or lies_near(sense, sense.place):
        return
    close = [n for n, c in enumerate(sense.candidates) if lies_near(sense, c.place)]
    if close:
        _take(sense, max(close, key=lambda at: sense.chances[at]))


def _take(sense: Sense, at: int) -> None:
    """Choose another candidate, with the chance of the one chosen so far."""
    chances = list(sense.chances)
    chances[at], chances[sense.chosen] = chances[sense.chosen], chances[at]
    sense.chosen, sense.chances = at, chances


def _told_apart(sense: Sense, senses: list[Sense]) -> None:
    """Read a bare name as the great city where the text calls the region "Washington state"."""
    region, bare = sense.place, sense.name.folded
    if region.kind is not PlaceKind.ADMIN1:
        return
    full = (f"{bare} state", f"state of {bare}", f"{bare} province", f"province of {bare}")
    if not any(other.name.folded in full and other.place == region for other in senses):
        return
    for at, candidate in enumerate(sense.candidates):
        city = candidate.place
        own = candidate.match in (MatchKind.EXACT, MatchKind.FOLDED)
        if own and city.kind is PlaceKind.SETTLEMENT and city.population >= _GREAT_CITY:
            _take(sense, at)
            return


def _namesake_first(sense: Sense) -> None:
    """Take the capital, country or city of a name, not a county or state that bears it by the way.

    "An office in Washington", in a text on Ohio, is not in its Washington County, and "the border
    with Niger" not Nigeria's Niger State, unless the wording or a list speaks of regions. So with
    the city that a district is named after: Jerusalem, not the governorate called Al Quds.
    """
    chosen = sense.candidates[sense.chosen]
    if chosen.place.kind not in (PlaceKind.ADMIN1, PlaceKind.ADMIN2) or sense.container is not None:
        return
    if chosen.match in (MatchKind.EXACT, MatchKind.FOLDED, MatchKind.FORM):
        return
    if sense.wording & OF_REGIONS or any(s.place.kind is chosen.place.kind for s in sense.siblings):
        return
    for at, candidate in enumerate(sense.candidates[: sense.chosen]):
        place = candidate.place
        if candidate.match in (MatchKind.EXACT, MatchKind.FOLDED) and (
            place.kind is PlaceKind.COUNTRY
            or (place.feature == "PPLC" and place.country == chosen.place.country)
            or (place.kind is PlaceKind.SETTLEMENT and _lies_at(place, chosen.place))
        ):
            _take(sense, at)
            return


_AT_KM = 25.0


def _lies_at(town: Place, region: Place) -> bool:
    """Tell whether a greater town lies in the middle of the region named after it: Jerusalem."""
    away = distance_km(town.lat, town.lon, region.lat, region.lon)
    return town.population >= _CITY and away <= _AT_KM


_GREAT_CITY = 500_000
_STATES_FIRST = frozenset({"US", "CA", "AU", "BR", "MX"})
"""Federations whose states are named as often as the cities that share their names."""


def _seat_first(sense: Sense) -> None:
    """Read a bare name as the city, not as the region named after it: "talks in Istanbul".

    Words that speak of regions ("the governor of X", a list of regions) leave the region.
    """
    region = sense.candidates[sense.chosen].place
    if region.kind is not PlaceKind.ADMIN1:
        return
    if region.country in _STATES_FIRST and fold(region.name) != sense.name.folded:
        return  # "N.Y." is the state
    if region.country in _STATES_FIRST and not (
        _outshines(sense.candidates[0].place, region)
        or (sense.siblings and all(s.place.kind is PlaceKind.SETTLEMENT for s in sense.siblings))
    ):
        return
    if sense.wording & OF_REGIONS or (sense.candidates[sense.chosen].match is MatchKind.FORM):
        return
    own = sense.candidates[sense.chosen].match
    for at, candidate in enumerate(sense.candidates):
        place = candidate.place
        same = candidate.match in (MatchKind.EXACT, MatchKind.FOLDED)
        if place.kind is not PlaceKind.SETTLEMENT or place.admin1_key != region.key:
            continue
        if own is MatchKind.ALTERNATE is candidate.match and at < sense.chosen:
            same = _is_spelling(sense.name.folded, place)
        if same or (region.country in _STATES_FIRST and candidate.score > 0.6):
            _take(sense, at)
            return


def _outshines(town: Place, state: Place) -> bool:
    """Tell São Paulo, where a quarter of the state lives, from Quebec; New York may be either."""
    return (
        state.country != "US"
        and town.kind is PlaceKind.SETTLEMENT
        and town.admin1_key == state.key
        and 4 * town.population > state.population
    )


_ALIKE = 0.7


def _is_spelling(folded: str, town: Place) -> bool:
    """Tell a spelling of a town's name (Ar Raqqah) from one it had: Dnipropetrovsk, now Dnipro."""
    from difflib import SequenceMatcher  # noqa: PLC0415  # few texts name such a town

    bare = folded.partition(" ")[2] if folded[:3] in ("al ", "ar ", "as ", "ad ") else folded
    return SequenceMatcher(None, bare, fold(town.name)).ratio() >= _ALIKE


_COMPATRIOTS = 2


def _province_first(sense: Sense, senses: list[Sense]) -> None:
    """Take the province that everyone knows, not a town of its name in another country.

    "Crews from Ontario arrived at Edmonton": not the Ontario of California, wherever fires burn
    beside, as long as the text names some places of Canada.
    """
    top = sense.candidates[0].place
    if sense.chosen == 0 or top.kind is not PlaceKind.ADMIN1 or sense.container is not None:
        return
    if sense.place.kind is not PlaceKind.SETTLEMENT or sense.place.country == top.country:
        return
    fellow = {s.name for s in senses if s is not sense and s.place.country == top.country}
    if len(fellow) >= _COMPATRIOTS:
        _take(sense, 0)


_GREATER = 0.1
"""Gap of prominence between places of which the first has ten times the people."""


def _greater_first(company: Company, sense: Sense) -> None:
    """Take the city that everyone knows, when but a country that acts speaks for a namesake.

    "Donetsk has been held by Russia": the Russian town of that name needs more to be meant.
    """
    chosen, top = sense.candidates[sense.chosen], sense.candidates[0]
    if sense.chosen == 0 or sense.container is not None or top.score - chosen.score < _GREATER:
        return
    place, other = chosen.place, top.place
    if place.kind is not PlaceKind.SETTLEMENT or other.kind is not PlaceKind.SETTLEMENT:
        return
    if top.match not in (MatchKind.EXACT, MatchKind.FOLDED) or other.country == place.country:
        return
    if place.admin1_key in company.named_regions or any(
        holds(b.place, place) for b in sense.before
    ):
        return
    country = company.named_countries.get(place.country or "")
    if (
        country is None
        or "literal" in country.wording
        or nearness(company, sense)(place, cell_of(place)).far > 0.05
    ):
        return
    _take(sense, 0)


_CITY_PEOPLE, _VILLAGE_PEOPLE, _AT_HAND_KM = 20_000, 5_000, 40.0


def _city_first(company: Company, sense: Sense, senses: list[Sense]) -> None:
    """Take the city of a name, not a village of the same country that little speaks for.

    "Shelling in Kherson and Kostiantynivka": no village of the Kherson region, unless the text
    names that region or a place at hand. Where a state has its own Springfield, it may be meant.
    """
    place = sense.place
    if place.kind is not PlaceKind.SETTLEMENT or place.country in _STATES_FIRST:
        return
    if sense.chosen == 0 or sense.container is not None or place.population > _VILLAGE_PEOPLE:
        return
    cities = (
        at
        for at, c in enumerate(sense.candidates[: sense.chosen])
        if c.place.kind is PlaceKind.SETTLEMENT
        and c.place.country == place.country
        and c.place.population >= _CITY_PEOPLE
        and c.match in (MatchKind.EXACT, MatchKind.FOLDED)
    )
    city = next(cities, None)
    if city is None or place.admin1_key in company.named_regions:
        return
    if any(holds(b.place, place) for b in sense.before) or lies_near(sense, place):
        return
    if not any(
        other is not sense
        and other.name is not sense.name
        and other.place.kind is not PlaceKind.COUNTRY
        and distance_km(other.place.lat, other.place.lon, place.lat, place.lon) <= _AT_HAND_KM
        for other in senses
    ):
        _take(sense, city)


_COMPANY_KM = 300.0


def _stands_alone(sense: Sense, senses: list[Sense]) -> bool:
    """Tell a region of another country than the best-known town of the name for which none speaks.

    The rounds may end with Manchester in Jamaica and the Newcastle that spoke for it elsewhere.
    """
    place, top = sense.place, sense.candidates[0].place
    return (
        place.kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2)
        and top.kind is PlaceKind.SETTLEMENT
        and top.country != place.country
        and sense.container is None
        and not sense.wording & OF_REGIONS
        and not _spoken_for(sense, place, senses, _COMPANY_KM)
    )


def _spoken_for(sense: Sense, place: Place, senses: list[Sense], reach_km: float) -> bool:
    """Tell whether another name of the text lies in the country of a place or near to it."""
    return any(
        other is not sense
        and other.name is not sense.name
        and (
            other.place.country == place.country
            or distance_km(other.place.lat, other.place.lon, place.lat, place.lon) <= reach_km
        )
        for other in senses
    )


_OWN_KM, _FOREIGN_KM, _CITY = 400.0, 1500.0, 20_000


def _own_name_first(sense: Sense, senses: list[Sense]) -> None:
    """Take the town of that very name, not a country that some tongue calls so: Qana, not Ghana.

    Only where something of the text lies near the town, or it is a city, and nothing near the
    country.
    """
    country = sense.place
    if len(sense.name.folded) < 4 or country.kind is not PlaceKind.COUNTRY:  # the US is no village
        return
    if _spoken_for(sense, country, senses, _FOREIGN_KM):
        return
    for at, candidate in enumerate(sense.candidates[:8]):
        town = candidate.place
        if (
            town.kind is PlaceKind.SETTLEMENT
            and candidate.match in (MatchKind.EXACT, MatchKind.FOLDED)
            and (town.population >= _CITY or _spoken_for(sense, town, senses, _OWN_KM))
            and town.country not in _STATES_FIRST
        ):
            _take(sense, at)
            return


_AMONG = 2
"""Names near a bearer of a name that speak for it, when none speaks for a better-known one."""
_WORLD_KNOWN, _KNOWN = 0.66, 0.1


def _among_its_neighbours(sense: Sense, senses: list[Sense]) -> None:
    """Take the Newcastle near Manchester and Leeds, not the greater one in Australia."""
    chosen = sense.candidates[sense.chosen]
    place = chosen.place
    if place.kind is not PlaceKind.SETTLEMENT or chosen.score > _WORLD_KNOWN:
        return
    if len(sense.candidates) == 1 or _spoken_for(sense, place, senses, _COMPANY_KM):
        return
    by_people = sorted(
        range(len(sense.candidates)), key=lambda n: -sense.candidates[n].place.population
    )
    for at in by_people[:20]:
        town = sense.candidates[at].place
        if town.kind is not PlaceKind.SETTLEMENT or sense.candidates[at].score < _KNOWN:
            continue
        near = {
            other.name
            for other in senses
            if other.name is not sense.name
            and other.place.kind is PlaceKind.SETTLEMENT
            and other.place.country == town.country
            and distance_km(other.place.lat, other.place.lon, town.lat, town.lon) <= _COMPANY_KM
        }
        if len(near) >= _AMONG:
            _take(sense, at)
            return


_CLOSE_KM, _RIVAL = 50.0, 0.12
"""How near others lie; by how much a town may be less prominent than the one chosen."""


def _nearer_in_region(sense: Sense, senses: list[Sense]) -> None:
    """Of two towns of a name in one region take the one that others of the text lie around."""
    place = sense.place
    rivals = [
        at
        for at, c in enumerate(sense.candidates[:20])
        if at != sense.chosen
        and c.place.kind is PlaceKind.SETTLEMENT
        and c.place.admin1_key == place.admin1_key
        and c.match in (MatchKind.EXACT, MatchKind.FOLDED)
        and c.score > sense.candidates[sense.chosen].score - _RIVAL
    ]
    if not rivals or place.kind is not PlaceKind.SETTLEMENT or place.admin1_key is None:
        return
    towns = [s.place for s in senses if s is not sense and s.place.kind is PlaceKind.SETTLEMENT]
    if _around(place, towns):
        return
    for at in rivals:
        if _around(sense.candidates[at].place, towns):
            _take(sense, at)
            return


def _around(place: Place, towns: list[Place]) -> int:
    return sum(
        place.key != t.key and distance_km(t.lat, t.lon, place.lat, place.lon) <= _CLOSE_KM
        for t in towns
    )
