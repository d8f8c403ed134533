"""Near-copies: one article printed by several outlets."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from dataclasses import replace
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from geomap.documents.rewritten import Gists, gist

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from geomap.model import Article, Document

__all__ = ["mark_copies", "marked_copies"]

_WORDS = 5
"""Words of a shingle."""
_SHARE = 0.7
"""Of its shingles, what a copy has in common with its original at least."""
_FEWEST = 12
"""Shingles; a shorter text is compared word for word."""
_SMALL = 64
"""Shingles; longer articles are found by one shingle in eight."""
_COMMON = 64
"""Articles; a shingle of more is a formula, which tells nothing."""
_DAYS = 3
"""Between an article and its reprints; a short text ("Air raid alert in Kyiv") has one."""
_WORD = re.compile(r"\w+")


def mark_copies(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return the documents with the copies among their articles marked: see ``marked_copies``."""
    return tuple(marked_copies(documents))


def marked_copies(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield the documents; an article that repeats an earlier one word for word gets its id.

    Compared are the shingles of five words of titles and text, across all documents: an article
    is a copy when 70 % of its shingles stand in an earlier article of about the same days. A
    daily report in the words of yesterday's, with other numbers, is none. A copy in other words
    is known by its facts: see ``rewritten``. Takes about linear time.
    """
    index, gists = _Index(), Gists()
    for document in documents:
        articles = tuple(
            replace(article, copy_of=_original(document.text, article, index, gists))
            for article in document.articles
        )
        yield replace(document, articles=articles)


def _original(text: str, article: Article, index: _Index, gists: Gists) -> str | None:
    """Return the id of the article that one repeats, in its words or in others."""
    told = "\n".join(block.span.of(text) for block in article.blocks if block.role.is_text)
    about = gist(article.id, told, article.published)
    found = index.add(_print_of(article, told)) or gists.original(about)
    if found is None:
        gists.add(about)
    return found


class _Print(NamedTuple):
    """What an article is known by."""

    id: str
    shingles: frozenset[int]
    numbers: frozenset[str]
    published: date | None


def _print_of(article: Article, told: str) -> _Print:
    words = _WORD.findall(told.casefold())
    runs = (
        zip(*(words[n:] for n in range(_WORDS)), strict=False)
        if len(words) >= _FEWEST + _WORDS
        else [tuple(words)]
        if words
        else []
    )
    shingles = frozenset(crc32(" ".join(run).encode("utf-8", "replace")) for run in runs)
    numbers = frozenset(word for word in words if word.isdigit())
    return _Print(article.id, shingles, numbers, article.published)


class _Index:
    """Originals by their shingles; it grows as articles are added."""

    def __init__(self) -> None:
        self._prints: list[_Print] = []
        self._sets: list[array[int]] = []
        self._where: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, one: _Print) -> str | None:
        """Return the id of the original of an article; without one, keep it as an original."""
        found = self._original(one)
        if found is not None:
            return self._prints[found].id
        number = len(self._prints)
        self._sets.append(array("I", sorted(one.shingles)))
        self._prints.append(one._replace(shingles=frozenset()))
        for shingle in _sampled(one.shingles, everything=len(one.shingles) < _SMALL):
            listed = self._where[shingle]
            if len(listed) < _COMMON:
                listed.append(number)
        return None

    def _original(self, one: _Print) -> int | None:
        # An original can be smaller than its copy by the share that a copy may add.
        everything = len(one.shingles) * _SHARE < _SMALL
        votes: Counter[int] = Counter()
        for shingle in _sampled(one.shingles, everything=everything):
            votes.update(self._where.get(shingle, ()))
        # Ties go to the earliest, whatever the order of the votes.
        for number, _ in nsmallest(5, votes.items(), key=lambda vote: (-vote[1], vote[0])):
            shared = len(one.shingles.intersection(self._sets[number]))
            if shared >= _SHARE * len(one.shingles) and _same_story(one, self._prints[number]):
                return number
        return None


def _same_story(copy: _Print, original: _Print) -> bool:
    """Tell whether days and numbers allow one text to be a reprint of the other."""
    if copy.published and original.published:
        days = abs((copy.published - original.published).days)
        if days > (_DAYS if len(copy.shingles) >= _SMALL else 1):
            return False
    other = len(copy.numbers - original.numbers)
    return other < 2 or other <= 0.3 * len(copy.numbers)


def _sampled(shingles: frozenset[int], *, everything: bool) -> Sequence[int]:
    return [s for s in shingles if everything or s % 8 == 0]
