"""Places that the gazetteer does not list but that the words betray: streets, rivers, villages.

They are named without coordinates, so that "Jordan River" is not taken for the country and
"the village of Novi Sady" is not passed over in silence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.places.lexicon import NEVER, common_words

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["UNLISTED", "unlisted"]

UNLISTED = "not in the gazetteer"
"""How the usage reason of such a mention ends."""

_LAST = (
    r"Street|St\.|Road|Rd\.|Avenue|Ave\.|Lane|Drive|Boulevard|Blvd\.|Highway|Parkway|River|Creek|"
    r"Lake|Valley|Forest|Wilderness|Township|Twp\.|Park|Beach|Airport|Hills|Mountains|Mountain|"
    r"Islands|Island|Heights|Canyon|Peninsula|Reservoir|Strait|Gulf|Bay"
)
_NAMED = re.compile(
    rf"(?<![\w-])((?:[A-Z0-9][\w'’-]{{0,30}}\.?[ ]){{1,3}}?(?:{_LAST}))(?![\w'’])"
    r"(?![ ](?:[A-Z]|Police|School))"
)
_OF = re.compile(
    r"\b(?:village|town|settlement|hamlet|township|suburb)s? of "
    r"([A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30})?)"
)
_OPENERS = frozenset("the a an in on at near from to of and but this that our his her its".split())


def unlisted(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, what it is called by) of such names in ``text[start:end]``."""
    for match in _NAMED.finditer(text, start, end):
        begin = match.start(1)
        words = match.group(1).split(" ")
        while len(words) > 1 and _opens(words[0]):
            begin += len(words[0]) + 1
            words = words[1:]
        if len(words) > 1:
            yield begin, match.end(1), words[-1].lower()
    for match in _OF.finditer(text, start, end):
        yield match.start(1), match.end(1), match.group().split(" ", 1)[0].lower()


def _opens(word: str) -> bool:
    low = word.lower()
    return word.isdigit() or low in _OPENERS or (low in NEVER and low in common_words())
