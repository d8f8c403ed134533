"""Names that a phrase may mean when it is no name itself: other spellings and cases of it.

All is made when a name is asked for that is not there, so none of it takes room in the index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.gazetteer.cases import of_direction
from geomap.gazetteer.phrases import of_adjective, of_town
from geomap.gazetteer.spell import ARABIC, SLAVIC
from geomap.gazetteer.translit import loose_variants
from geomap.model import MatchKind
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHORTEST = 5
"""Shorter names are too like others to be looked for in another transliteration."""


_LONG_ENOUGH = 7
"""Letters and blanks of a name that may be written as one word: "Kyauk Kyi"."""


class Guess(NamedTuple):
    """A name to look for, where, and how a match with it is told."""

    name: str
    countries: frozenset[str] | None
    """None where any will do."""
    match: MatchKind


def guesses(phrases: Iterable[str]) -> Iterator[Guess]:
    """Yield the names that one of some phrases may mean, the surest first.

    >>> next(guesses(["Покровском направлении"])).name
    'Покровск'
    >>> next(guesses(["Berdyansky raion"])).name
    'berdyansk raion'
    """
    phrases = list(phrases)
    for phrase in phrases:
        for town in of_direction(phrase):
            yield Guess(town, SLAVIC, MatchKind.INFLECTED)
    for phrase in phrases:
        before, town, after = of_town(phrase) or ("", "", "")
        for other in of_adjective(fold(town)):
            yield Guess(f"{before}{other}{after}", SLAVIC, MatchKind.FORM)
    for folded in dict.fromkeys(map(fold, phrases)):
        if " " in folded and len(folded) > _LONG_ENOUGH:
            yield Guess(folded.replace(" ", ""), None, MatchKind.FOLDED)
        if len(folded) < _SHORTEST or not folded.isascii():
            continue
        for arabic, countries in ((True, ARABIC), (False, SLAVIC)):
            for spelt in loose_variants(folded, arabic=arabic):
                yield Guess(spelt, countries, MatchKind.TRANSLITERATED)
