"""Near misses: names one slip of the pen away, or two of the slips that transliteration makes."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geomap.gazetteer.starts import Starts

_CONFUSED = {
    "a": "eo", "e": "ai", "i": "eyu", "y": "i", "o": "au", "u": "oi", "g": "h", "h": "g",
    "k": "cq", "c": "ks", "q": "k", "s": "zc", "z": "s", "v": "wf", "w": "v", "f": "v", "d": "t",
    "t": "d", "b": "p", "p": "b", "j": "iy",
    "и": "іы", "е": "ио", "о": "а", "а": "о", "г": "х", "х": "г",
}  # fmt: skip
_DROPPED = frozenset("aehiyuj'ьиэ")
_MOST_LISTED = 150
"""Names listed at once; an eighth of a millisecond."""

_FIRST = 4
"""Letters that listed names share with the one asked for, as long as those are few."""

_SHORTEST = 4
"""Names of fewer letters have too many neighbours to be worth a guess."""


class Names(Protocol):
    """What the search needs of a trie."""

    def get(self, name: str) -> int | None:
        """Return the id of a name."""

    def iterkeys(self, prefix: str) -> Iterator[str]:
        """Yield the names that begin so."""


def near(folded: str, names: Names, starts: Starts | None) -> list[tuple[int, int]]:
    """Return (distance, name id) of names close to a folded one, the closest first.

    All names at one edit (a letter dropped, added, changed, or two exchanged); when there are
    none, those at two edits of the kind that transliterations differ by. ``starts`` tells how names
    of the script begin; without it only those that begin alike may have other letters.
    """
    if len(folded) < _SHORTEST:
        return []

    def alive(prefix: str) -> bool:
        return next(iter(names.iterkeys(prefix)), None) is not None

    shared, listed = _listed(folded, names)
    # an edit must come where the name is still like some other
    last = shared - 1 if shared == _FIRST else min(shared - 1, _live(folded, alive))
    variants = starts.variants(folded, last) if starts else []
    variants += _edits(folded, last)
    found = _known(variants, names)
    found += _known((n for n in listed if _one_apart(folded, n, shared)), names)
    if found:
        return [(1, name_id) for name_id in dict.fromkeys(found)]
    reach = _live(folded, alive)
    twice = (
        second for first in _slips(folded, reach) for second in _slips(first, _live(first, alive))
    )
    return [(2, name_id) for name_id in dict.fromkeys(_known(dict.fromkeys(twice), names))]


def _known(variants: Iterable[str], names: Names) -> list[int]:
    return [name_id for name_id in map(names.get, variants) if name_id is not None]


def _live(name: str, alive: Callable[[str], bool]) -> int:
    """Return how many letters of the name some name begins with; an edit must come before that."""
    low, high = 0, len(name)
    while low < high:
        middle = (low + high + 1) // 2
        if alive(name[:middle]):
            low = middle
        else:
            high = middle - 1
    return low


def _edits(name: str, last: int) -> Iterator[str]:
    """Yield the name with one letter dropped, or exchanged with the next, up to place ``last``."""
    for at in range(min(last + 1, len(name))):
        head, tail = name[:at], name[at + 1 :]
        yield head + tail
        yield head + tail[:1] + name[at] + tail[1:]


def _listed(name: str, names: Names) -> tuple[int, list[str]]:
    """Return how many letters of the name were kept, and the names of a like length with them.

    Those differ from it only later; listing them costs less than trying each letter at each
    place, as long as they are few.
    """
    length = len(name)
    for shared in (_FIRST, 6, 8):
        if shared >= length:
            break
        found = list(islice(names.iterkeys(name[:shared]), _MOST_LISTED + 1))
        if len(found) <= _MOST_LISTED:
            return shared, [other for other in found if -1 <= len(other) - length <= 1]
    return length + 1, []


def _one_apart(name: str, other: str, at: int) -> bool:
    """Tell whether two names alike up to ``at`` differ by one letter, or two exchanged, or none."""
    for mine, its in zip(name[at:], other[at:], strict=False):
        if mine != its:
            break
        at += 1
    if len(name) > len(other):
        return name[at + 1 :] == other[at:]
    if len(name) < len(other):
        return name[at:] == other[at + 1 :]
    if name[at + 1 :] == other[at + 1 :]:
        return True
    return name[at : at + 2] == other[at : at + 2][::-1] and name[at + 2 :] == other[at + 2 :]


def _slips(name: str, reach: int) -> Iterator[str]:
    for at in range(min(len(name), reach + 1)):
        head, letter, tail = name[:at], name[at], name[at + 1 :]
        for other in _CONFUSED.get(letter, ""):
            yield head + other + tail
        if letter in _DROPPED or name[at - 1 : at] == letter:
            yield head + tail
        if letter not in "aeiouy '":
            yield head + letter + letter + tail
        for added in "hiye":
            yield head + added + letter + tail
