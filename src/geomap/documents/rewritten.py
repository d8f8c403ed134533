"""Rewritten copies: one report in other words, known by the facts that it repeats.

An agency's report is printed shortened, turned round and with other verbs: few runs of words stay,
but its names, its numbers and most of its words do. Another report on the same subject (the next
night, another city) has other names or numbers, a reporter's own story other words.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING
from zlib import crc32

from geomap.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = ["Gist", "Gists", "gist"]

_FEWEST_FACTS = 6
"""Names and numbers; a shorter note could be about anything."""
_FEWEST_NUMBERS = 2
_SHARE_OF_NUMBERS = 0.8
"""What the report with fewer numbers has in common with the other."""
_SHARE_OF_NAMES = 0.7
_SHARE_OF_WORDS = 0.7
_SIZE = 0.4
"""A copy is at least so long, against its original, and at most the inverse."""
_DAYS = 1
_KEYS = 10
"""Pairs of a name and a number by which a report is looked up: those with the smallest hashes."""
_COMMON = 64
"""Reports of a day; a pair that stands in more tells nothing."""

_WORD = late(r"\w+")
_NAME = late(r"(?<=[\w,;:’'] )[A-Z\u00c0-\u00de\u0400-\u042f][\w’'-]{2,}")
_SPOKEN = {
    word: str(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), start=2
    )
}
_PLAIN = frozenset(
    """the and for with from was were are been has have had said say says that this its his her
    their after before who which more than one also but not into over out about would could when
    while they them there other another people according reported monday tuesday wednesday thursday
    friday saturday sunday""".split()
)
"""Words that say nothing of what a report is about; days are told anew every day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a report is about: hashes of its names, numbers and words."""

    id: str
    published: date | None
    names: frozenset[int]
    numbers: frozenset[int]
    words: array[int]

    @property
    def tells_enough(self) -> bool:
        """Whether it has facts enough to be known by."""
        return (
            len(self.numbers) >= _FEWEST_NUMBERS
            and len(self.names) + len(self.numbers) >= _FEWEST_FACTS
        )


def _hashed(words: Iterable[str]) -> frozenset[int]:
    return frozenset(crc32(word.encode("utf-8", "replace")) for word in words)


def gist(id: str, text: str, published: date | None) -> Gist:  # noqa: A002 - the field
    """Return what a text is about."""
    plain = _WORD.findall(text.casefold())
    names = {name.casefold().removesuffix("'s").removesuffix("’s") for name in _NAME.findall(text)}
    numbers = {_SPOKEN.get(word, word) for word in plain if word.isdigit() or word in _SPOKEN}
    words = _hashed(word for word in plain if len(word) > 2 and word not in _PLAIN)
    return Gist(
        id=id,
        published=published,
        names=_hashed(names - _PLAIN),
        numbers=_hashed(numbers),
        words=array("I", sorted(words)),
    )


class Gists:
    """Originals by their facts; it grows as reports are added."""

    def __init__(self) -> None:
        self._gists: list[Gist] = []
        self._where: defaultdict[tuple[int, int], list[int]] = defaultdict(list)

    def original(self, one: Gist) -> str | None:
        """Return the id of a report that tells the same in other words; None without one."""
        if not one.tells_enough:
            return None
        day = one.published.toordinal() if one.published else 0
        votes: Counter[int] = Counter()
        for key in _keys(one):
            for near in range(day - _DAYS, day + _DAYS + 1):
                votes.update(self._where.get((near, key), ()))
        for number, _ in nsmallest(5, votes.items(), key=lambda vote: (-vote[1], vote[0])):
            if _tells_the_same(one, self._gists[number]):
                return self._gists[number].id
        return None

    def add(self, one: Gist) -> None:
        """Keep a report as an original."""
        if not one.tells_enough:
            return
        number = len(self._gists)
        self._gists.append(one)
        day = one.published.toordinal() if one.published else 0
        for key in _keys(one):
            listed = self._where[day, key]
            if len(listed) < _COMMON:
                listed.append(number)


def _keys(one: Gist) -> list[int]:
    pairs = (
        name ^ (number * 0x9E3779B1 & 0xFFFFFFFF) for name in one.names for number in one.numbers
    )
    return nsmallest(_KEYS, pairs)


def _tells_the_same(one: Gist, other: Gist) -> bool:
    if not _SIZE <= len(one.words) / max(1, len(other.words)) <= 1 / _SIZE:
        return False
    return (
        _common(one.names, other.names) >= _SHARE_OF_NAMES
        and _common(one.numbers, other.numbers) >= _SHARE_OF_NUMBERS
        and _common(frozenset(one.words), frozenset(other.words)) >= _SHARE_OF_WORDS
    )


def _common(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))
