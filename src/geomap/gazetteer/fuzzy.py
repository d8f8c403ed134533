"""Near misses: names one slip of the pen away, or two of the slips that transliteration makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщьыэюяєґ"
_CONFUSED = {
    "a": "eo", "e": "ai", "i": "eyu", "y": "i", "o": "au", "u": "oi", "g": "h", "h": "g",
    "k": "cq", "c": "ks", "q": "k", "s": "zc", "z": "s", "v": "wf", "w": "v", "f": "v", "d": "t",
    "t": "d", "b": "p", "p": "b", "j": "iy",
    "и": "іы", "е": "ио", "о": "а", "а": "о", "г": "х", "х": "г",
}  # fmt: skip
_DROPPED = frozenset("aehiyuj'ьиэ")
_SHORTEST = 4
"""Names of fewer letters have too many neighbours to be worth a guess."""


class Names(Protocol):
    """What the search needs of a trie."""

    def get(self, name: str) -> int | None:
        """Return the id of a name."""

    def iterkeys(self, prefix: str) -> Iterator[str]:
        """Yield the names that begin so."""


def near(folded: str, names: Names) -> list[tuple[int, int]]:
    """Return (distance, name id) of names close to a folded one, the closest first.

    All names at one edit (a letter dropped, added, changed, or two exchanged); when there are
    none, those at two edits of the kind that transliterations differ by.
    """
    if len(folded) < _SHORTEST:
        return []

    def alive(prefix: str) -> bool:
        return next(iter(names.iterkeys(prefix)), None) is not None

    reach = _live(folded, alive)
    found = _known(_edits(folded, reach), names)
    if found:
        return [(1, name_id) for name_id in found]
    twice = (
        second for first in _slips(folded, reach) for second in _slips(first, _live(first, alive))
    )
    return [(2, name_id) for name_id in _known(twice, names)]


def _known(variants: Iterable[str], names: Names) -> list[int]:
    get = names.get
    ids = [get(variant) for variant in dict.fromkeys(variants)]
    return list(dict.fromkeys(name_id for name_id in ids if name_id is not None))


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


def _edits(name: str, reach: int) -> list[str]:
    """Return the name with one letter dropped, exchanged, changed or added, up to ``reach``."""
    letters = _LATIN if name.isascii() else _CYRILLIC if "а" <= name[0] <= "ґ" else ""
    found = []
    for at in range(min(len(name), reach + 1)):
        head, rest, tail = name[:at], name[at:], name[at + 1 :]
        found.append(head + tail)
        if tail:
            found.append(head + tail[0] + name[at] + tail[1:])
        found += [head + letter + tail for letter in letters]
        found += [head + letter + rest for letter in letters]
    if reach == len(name):
        found += [name + letter for letter in letters]
    return found


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
