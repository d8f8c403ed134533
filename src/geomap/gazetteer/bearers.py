"""Names and who bears them: the mapped trie of the index with a user's names laid over it."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING, NamedTuple

import marisa_trie

from geomap.gazetteer.codes import KIND_BITS, RANK_STEP, NameCode
from geomap.gazetteer.fuzzy import near
from geomap.gazetteer.starts import SECTION, Starts, noting, script_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.gazetteer.layer import Layer
    from geomap.gazetteer.layout import Image

_CODE_MASK = (1 << KIND_BITS) - 1
_CODES = tuple(NameCode(n) for n in range(len(NameCode)))
_PENALTIES = tuple(code.penalty for code in _CODES)


class Bearer(NamedTuple):
    """A place that bears a name; sorted, the most prominent comes first."""

    order: float
    key: int
    code: NameCode

    @property
    def prominence(self) -> float:
        """The place's prominence under this name, a power of ten of people."""
        return -self.order


class Names:
    """Folded names, their ids, and the places that bear them."""

    def __init__(self, image: Image, layer: Layer | None, rows: int) -> None:
        """Map the names of an index of so many rows; lay a user's names over them."""
        width = int(image.meta["posting_bytes"])
        self._flag = 1 << (8 * width - 1)
        self._trie = marisa_trie.Trie().map(image.section("name.trie"))
        self._post = image.packed("name.post", width)
        self._many = image.packed("name.many", width)
        self._rank = image.column("row.rank", "B")
        self._image = image
        self._starts: dict[str, Starts] = {}
        self._own: list[str] = []
        self._own_id: dict[str, int] = {}
        self._over: dict[int, list[Bearer]] = {}
        for number, place in enumerate(layer.places if layer else ()):
            for name, code in place.names().items():
                bearer = Bearer(code.penalty - place.priority, rows + number, code)
                insort(self._over.setdefault(self._added(name), []), bearer)

    def _added(self, name: str) -> int:
        known = self.get(name)
        if known is not None:
            return known
        self._own_id[name] = len(self._post) + len(self._own)
        self._own.append(name)
        return self._own_id[name]

    def get(self, folded: str) -> int | None:
        """Return the id of a folded name, None when nobody bears it."""
        found: int | None = self._trie.get(folded)
        return self._own_id.get(folded) if found is None and self._own_id else found

    def restore(self, name_id: int) -> str:
        """Return the folded name of an id."""
        if name_id >= len(self._post):
            return self._own[name_id - len(self._post)]
        found: str = self._trie.restore_key(name_id)
        return found

    def iterkeys(self, prefix: str) -> Iterator[str]:
        """Yield the names that begin with a prefix."""
        yield from self._trie.iterkeys(prefix)
        for name in self._own:
            if name.startswith(prefix):
                yield name

    def prefixes(self, folded: str) -> list[tuple[str, int]]:
        """Return every name that ``folded`` begins with, the shortest first."""
        found: list[tuple[str, int]] = list(self._trie.iter_prefixes_with_ids(folded))
        if self._own_id:
            found += [(n, i) for n, i in self._own_id.items() if folded.startswith(n)]
            found.sort()
        return found

    def near(self, folded: str) -> list[tuple[int, int]]:
        """Return (distance, name id) of names close to one that is not there."""
        return near(folded, self if self._own_id else self._trie, self._starting(folded))

    def _starting(self, folded: str) -> Starts | None:
        """Return how names in the script of a name begin, None where no table tells it."""
        script = script_of(folded)
        if script is None:
            return None
        if script not in self._starts:
            if SECTION + script in self._image.spans:
                table = Starts(script, self._image.section(SECTION + script))
            else:  # an index of an older geomap
                table = Starts(script, unknown=True)
            for _ in noting(self._own, [table]):
                pass
            self._starts[script] = table
        return self._starts[script]

    def keys(self, name_id: int) -> list[int]:
        """Return the keys of the places that bear a name, the most prominent first."""
        if name_id in self._over:
            return [bearer.key for bearer in self.bearers(name_id, None)]
        return [posting >> KIND_BITS for posting in self._postings(name_id)]

    def some(self, name_id: int, limit: int) -> tuple[int, list[int], Bearer]:
        """Return how many places bear a name, the keys of the first, and the first bearer."""
        if name_id in self._over:
            bearers = self.bearers(name_id, None)
            return len(bearers), [b.key for b in bearers[:limit]], bearers[0]
        first = self._post[name_id]
        if not first & self._flag:
            return 1, [first >> KIND_BITS], self._bearer(first)
        at = first ^ self._flag
        count = self._many[at]
        postings = self._many.run(at + 1, at + 1 + min(count, limit))
        return count, [p >> KIND_BITS for p in postings], self._bearer(postings[0])

    def begins(self, prefix: str) -> bool:
        """Tell whether some name begins with a prefix."""
        if next(self._trie.iterkeys(prefix), None) is not None:
            return True
        return any(name.startswith(prefix) for name in self._own)

    def bearers(self, name_id: int, limit: int | None) -> list[Bearer]:
        """Return the places that bear a name, the most prominent first."""
        over = self._over.get(name_id, [])
        postings = self._postings(name_id) if name_id < len(self._post) else []
        found = [self._bearer(posting) for posting in postings[:limit]]
        return sorted([*over, *found])[:limit] if over else found

    def _bearer(self, posting: int) -> Bearer:
        key, code = posting >> KIND_BITS, posting & _CODE_MASK
        return Bearer(_PENALTIES[code] - self._rank[key] / RANK_STEP, key, _CODES[code])

    def _postings(self, name_id: int) -> list[int]:
        if name_id >= len(self._post):
            return []
        first = self._post[name_id]
        if not first & self._flag:
            return [first]
        at = first ^ self._flag
        return self._many.run(at + 1, at + 1 + self._many[at])
