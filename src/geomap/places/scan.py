"""A block of text as parallel lists of words, starts and shapes: what recognition looks at.

This is the leanest split that keeps offsets: a megabyte of news takes a tenth of a second.
"""

from __future__ import annotations

import re
from functools import lru_cache

from geomap.text import fold

__all__ = ["Scan", "scan", "shape_of"]

# Words keep inner apostrophes; hyphens stand alone, so that "Moscow-backed" shows its Moscow.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., D.C.
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|m|k|bn|km)?\b"
    r"|[^\W\d_]+(?:['’ʼ‘][^\W\d_]+)*"
    r"|\w+"
    r"|\n"
    r"|[^\w\s]"
)
_POSSESSIVE = ("'s", "’s", "ʼs", "‘s", "'S", "’S")

LOWER, TITLE, UPPER, DIGIT, SIGN, POSSESSIVE, BREAK, UNCASED = range(8)
"""Shapes of words."""


@lru_cache(maxsize=1 << 16)
def shape_of(word: str) -> int:
    """Return the shape of a word: one of the constants above."""
    first = word[0]
    if first.isupper():
        return UPPER if len(word) > 1 and word.isupper() else TITLE
    if first.islower():
        # eThekwini and al-Bab are names though they begin small; plain words have no capital.
        return LOWER
    if first.isdigit():
        return DIGIT
    if first == "\n":
        return BREAK
    if first.isalpha():
        return UNCASED
    return POSSESSIVE if word[-1:] in "sS" and len(word) == 2 else SIGN


class Scan:
    """The words of ``text[start:end]``; ``words[i]`` stands at ``starts[i]`` of the whole text."""

    __slots__ = ("begin", "lowers", "shapes", "starts", "stop", "text", "words")

    def __init__(self, text: str, start: int, end: int) -> None:
        """Split a block."""
        words: list[str] = []
        starts: list[int] = []
        for match in _WORD.finditer(text, start, end):
            word = match.group()
            at = match.start()
            if word[-2:] in _POSSESSIVE and len(word) > 2:
                words.append(word[:-2])
                starts.append(at)
                words.append(word[-2:])
                starts.append(at + len(word) - 2)
            else:
                words.append(word)
                starts.append(at)
        self.text = text
        self.begin, self.stop = start, end
        self.words = words
        self.starts = starts
        self.shapes = [shape_of(word) for word in words]
        self.lowers = [word.lower() for word in words]

    def end(self, index: int) -> int:
        """Return the offset behind word ``index``."""
        return self.starts[index] + len(self.words[index])

    def glued(self, index: int) -> bool:
        """Tell whether word ``index`` follows its neighbour without a blank."""
        return index > 0 and self.starts[index] == self.end(index - 1)


def scan(text: str, start: int, end: int) -> Scan:
    """Split ``text[start:end]`` into words."""
    return Scan(text, start, end)


_APOSTROPHE_LIKE = frozenset("'’ʼ‘`´′")


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Fold one word as the gazetteer folds names."""
    return fold(word)
