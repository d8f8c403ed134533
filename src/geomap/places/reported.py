"""Countries that an article reports on: names of places there are recognised more readily.

The weights come from local papers of America for the most part, in which a rare name is seldom a
village. In a report on Lebanon a rare name that a Lebanese village bears nearly always is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import MatchKind, PlaceKind
from geomap.places.lexicon import (
    AGENT_VERBS,
    ORGANISATION_WORDS,
    PLACE_PREPOSITIONS,
    REGION_WORDS,
)
from geomap.places.scan import TITLE, UPPER

if TYPE_CHECKING:
    from collections.abc import Container

    from geomap.places.names import Name
    from geomap.places.recognise import Judged

__all__ = ["raised"]

_AT_HOME = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
"""Countries whose local papers taught the weights, so that these need no help."""
_SURE = 0.5
"""Log odds from which a name tells what the article reports on."""
_DOUBTFUL = 2.6
"""How far below the threshold a name may stand to be reconsidered."""
_BEFALLEN, _RAISE, _HALF = 2.6, 1.7, 0.7
"""What a name gains by what befell it, with words around that speak of places, and without."""
_FEW, _SHARE = 2, 0.25
"""Names, and their share of all, that make a country one that the article reports on."""
_FIRST_BEARERS = 8
_SHORT = 4
"""Letters of a name that gains something without words around it that speak of places."""
_LIST = frozenset({",", "and", "or", ";", "("})
_OF = REGION_WORDS | frozenset(
    "residents people inhabitants outskirts edge suburb suburbs entrance centre center villages "
    "towns cities hospital vicinity direction capture hills north south east west mayor".split()
)
"""Words that, with "of", stand before places."""
_SPEAKS = frozenset("said says told tells added adds wrote".split())
_OTHER = frozenset("a an with by du who".split())
"""Words before people, and before names that only tell of what sort something is."""
_DONE_TO = frozenset(
    "seized captured liberated retook recaptured reached entered shelled bombed struck hit raided "
    "targeted attacked stormed besieged left fled villages towns village town city defending "
    "defended held holding claimed lost cleared clearing taken took visited visiting back".split()
)
_BE = frozenset({"was", "has", "had", "is"})
_FOUGHT = frozenset("fighting battle battles fight struggle".split())
"""Words that, with "for", stand before places."""
_BEFALLS = frozenset(
    "shelled bombed captured recaptured retaken besieged encircled overrun hit struck attacked "
    "liberated taken lost seized evacuated fallen cleared".split()
)
"""What, behind "was" or "has", is told of places more often than of people."""


def raised(
    blocks: list[list[Judged]], persons: Container[str], threshold: float
) -> list[list[Judged]]:
    """Return the spans with more for doubtful names of the countries that are reported on."""
    least = threshold - _DOUBTFUL
    doubtful = any(
        least < span.score <= threshold and _may_be(span, persons)
        for block in blocks
        for span in block
    )
    if not doubtful:
        return blocks
    blocks = [_joined(block, persons, threshold) for block in blocks]
    countries = _reported_on(blocks)
    if not countries:
        return blocks
    return [
        [
            span._replace(score=span.score + _gain(span, taken))
            if least < span.score <= threshold
            and _may_be(span, persons)
            and _lies_in(span.hit.name, countries)
            else span
            for span in block
        ]
        for block in blocks
        for taken in (_words_taken(block, threshold),)
    ]


def _joined(block: list[Judged], persons: Container[str], threshold: float) -> list[Judged]:
    """Return the spans of a block with more for names that a list joins to a place of a region.

    "In Jasper, Hinton and Edson in western Alberta": the last two, where Alberta has such towns.
    """
    regions = [s for s in block if s.score > threshold and s.hit.name.kind == "1"]
    if not regions:
        return block
    taken = _words_taken(block, threshold)
    out = []
    for span in block:
        first, last = span.hit[:2]
        if (
            threshold - _DOUBTFUL < span.score <= threshold
            and _beside(span, taken)
            and _may_be(span, persons)
            and _is_of(span, regions)
        ):
            span = span._replace(score=span.score + _RAISE)  # noqa: PLW2901 - the same, raised
            if span.score > threshold:
                taken |= {first, last}
        out.append(span)
    return out


def _beside(span: Judged, taken: set[int]) -> bool:
    """Whether a comma or an "and" joins it to a name that is taken for a place."""
    lowers, (first, last) = span.scan.lowers, span.hit[:2]
    before = lowers[first - 1] if first else ""
    after = lowers[last + 1] if last + 1 < len(lowers) else ""
    return (before in _JOINS and not taken.isdisjoint((first - 2, first - 3))) or (
        after in _JOINS and not taken.isdisjoint((last + 2, last + 3))
    )


def _is_of(span: Judged, regions: list[Judged]) -> bool:
    """Whether one of the regions named close by has a town of that name."""
    here = span.hit.first
    near = [r for r in regions if abs(r.hit.first - here) <= _CLOSE]
    keys = {r.hit.name.candidates[0].place.key for r in near}
    return bool(keys) and any(
        c.place.kind is PlaceKind.SETTLEMENT and c.place.admin1_key in keys
        for c in span.hit.name.candidates
    )


_JOINS = frozenset({",", "and", "or"})
_CLOSE = 20
"""Words between a name and the region in which a town of that name lies."""


def _words_taken(block: list[Judged], threshold: float) -> set[int]:
    """Return the first and last words of the names of a block that are taken for places."""
    return {
        at
        for span in block
        if span.score > threshold and span.hit.name.kind != "D"
        for at in (span.hit.first, span.hit.last)
    }


def _reported_on(blocks: list[list[Judged]]) -> frozenset[str]:
    """Return the codes of the countries that a good part of the sure names lies in."""
    voters: dict[str, Name] = {}
    for block in blocks:
        for span in block:
            if span.score > _SURE:
                voters[span.hit.name.folded] = span.hit.name
    votes: dict[str, int] = {}
    for name in voters.values():
        code = name.demonym or name.candidates[0].place.country
        if code is not None:
            votes[code] = votes.get(code, 0) + 1
    least = max(_FEW, _SHARE * len(voters))
    return frozenset(c for c, count in votes.items() if count >= least and c not in _AT_HOME)


def _may_be(span: Judged, persons: Container[str]) -> bool:
    """Tell whether nothing speaks against a place: no part of a longer name, nobody's name."""
    scan, hit = span.scan, span.hit
    name, shapes, lowers = hit.name, scan.shapes, scan.lowers
    if hit.written != "name" or name.kind == "D" or len(name.folded) < 3:
        return False
    if name.common != "n" and hit.first == hit.last:
        return False
    if name.first and name.last:
        return False
    first, last = hit.first, hit.last
    if first and shapes[first - 1] in (TITLE, UPPER):
        return False
    if last + 1 < len(shapes):
        after = lowers[last + 1]
        if shapes[last + 1] in (TITLE, UPPER) and (
            after not in REGION_WORDS or after in ORGANISATION_WORDS
        ):
            return False
        if after == "-":
            return False
    return not any(word in persons for word in name.words)


def _lies_in(name: Name, countries: frozenset[str]) -> bool:
    return any(
        c.place.country in countries
        and c.match in (MatchKind.EXACT, MatchKind.FOLDED, MatchKind.ALTERNATE)
        for c in name.candidates[:_FIRST_BEARERS]
    )


def _gain(span: Judged, taken: set[int]) -> float:
    """Return what a name gains: all of it behind a preposition or beside a place in a list."""
    scan, (first, last) = span.scan, span.hit[:2]
    lowers, name = scan.lowers, span.hit.name
    before = lowers[first - 1] if first else ""
    if before in PLACE_PREPOSITIONS or before in _DONE_TO:
        return _RAISE
    if before == "of" and first > 1 and lowers[first - 2] in _OF:
        return _RAISE
    if before == "for" and not _FOUGHT.isdisjoint(lowers[max(0, first - 4) : first - 1]):
        return _RAISE
    if before in _LIST and not taken.isdisjoint((first - 2, first - 3)):
        return _RAISE
    after = lowers[last + 1] if last + 1 < len(lowers) else ""
    if after in _BE and not _BEFALLS.isdisjoint(lowers[last + 2 : last + 4]):
        return _BEFALLEN
    if before in _OTHER or (after in _SPEAKS and not name.seat):
        return 0.0
    if after in _LIST and not taken.isdisjoint((last + 2, last + 3)):
        return _RAISE
    if len(name.folded) < _SHORT:
        return 0.0
    if name.listed and (name.seat or after not in AGENT_VERBS):
        return _RAISE
    return _HALF
