"""Numbers as people write them: digits, words, ranges, "at least", "dozens"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.text import Token

_UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    w: 10 * n
    for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "m": 10**6, "billion": 10**9}
_VAGUE = frozenset(
    "several dozens scores hundreds thousands many some few numerous multiple various "
    "countless tens".split()
)
_QUALIFIERS = (
    ("at", "least"),
    ("at", "most"),
    ("more", "than"),
    ("fewer", "than"),
    ("less", "than"),
    ("no", "fewer", "than"),
    ("no", "less", "than"),
    ("as", "many", "as"),
    ("up", "to"),
    ("a", "total", "of"),
    ("around",),
    ("about",),
    ("almost",),
    ("nearly",),
    ("over",),
    ("some",),
    ("approximately",),
    ("roughly",),
    ("another",),
    ("a", "further"),
)
_BY_FIRST = {first: [p for p in _QUALIFIERS if p[0] == first] for first, *_ in _QUALIFIERS}
_SILENT = frozenset({("another",), ("a", "further"), ("a", "total", "of")})
_STARTERS = (
    frozenset(p[0] for p in _QUALIFIERS)
    | _VAGUE
    | frozenset(_UNITS)
    | frozenset(_TENS)
    | frozenset({"between", "no", "nobody", "none", "a", "dozen"})
)
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(m|k|bn)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in a sentence: tokens ``start:end`` with its qualifier."""

    start: int
    end: int
    value: int | None
    """None when the wording is vague ("dozens")."""
    text: str | None
    """The wording when it says more, or less, than the bare number."""


def may_be_quantities(lower: Sequence[str]) -> list[int]:
    """Return the indices of the words that a quantity may begin with."""
    return [
        index
        for index, word in enumerate(lower)
        if word in _STARTERS or word[0].isdigit() or "-" in word
    ]


def quantity_at(words: Sequence[Token], index: int) -> Quantity | None:
    """Read the quantity that begins at token ``index``, qualifier included.

    Ranges give their lower bound, as conservative coders do.

    >>> from geomap.text import tokens
    >>> quantity_at(tokens("more than 100 drones"), 0).value
    100
    >>> quantity_at(tokens("two hundred and five people"), 0).value
    205
    >>> q = quantity_at(tokens("two to four people"), 0); q.value, q.text
    (2, 'two to four')
    """
    lowered = [w.lower for w in words[index : index + 4]]
    if not may_be_quantities(lowered[:1]):
        return None
    skip, qualifier = 0, ""
    for phrase in _BY_FIRST.get(lowered[0], ()):
        if tuple(lowered[: len(phrase)]) == phrase:
            skip = len(phrase)
            qualifier = "" if phrase in _SILENT else " ".join(phrase)
            break
    if lowered[0] == "between":
        skip, qualifier = 1, "between"
    at = index + skip
    if at >= len(words):
        return None
    number = _number_at(words, at)
    if number is None:
        vague = words[at].lower
        if vague in _VAGUE and vague != "some":
            end = at + 1
            if end < len(words) and words[end].lower == "of":
                end += 1
            return Quantity(start=index, end=end, value=None, text=vague)
        return None
    value, end = number
    upper = None
    if end + 1 < len(words) and words[end].lower in ("to", "-", "–", "or", "and"):
        joins = words[end].lower
        if joins != "and" or qualifier == "between":
            upper = _number_at(words, end + 1)
    if upper is not None and upper[0] > value:
        end = upper[1]
        wording = " ".join(w.text for w in words[index:end])
        return Quantity(start=index, end=end, value=value, text=wording)
    if qualifier == "between":
        return None
    return Quantity(start=index, end=end, value=value, text=qualifier or None)


def _number_at(words: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Return (value, end) of the number whose first token is at ``at``."""
    word = words[at].lower
    digits = _DIGITS.match(word)
    if digits:
        return _scaled(words, at + 1, digits)
    if word in ("no", "nobody", "none"):
        one = word == "no" and at + 1 < len(words) and words[at + 1].lower == "one"
        return 0, at + (2 if one else 1)
    if word == "a" and at + 1 < len(words):
        following = words[at + 1].lower
        if following == "dozen":
            return 12, at + 2
        if following == "couple":
            return 2, at + (3 if at + 2 < len(words) and words[at + 2].lower == "of" else 2)
        if following in ("hundred", "thousand", "million"):
            return _SCALES[following], at + 2
        return None
    if word == "dozen":
        return 12, at + 1
    return _spelled(words, at)


def _scaled(words: Sequence[Token], end: int, digits: re.Match[str]) -> tuple[int, int] | None:
    number = float(digits.group(1).replace(",", ""))
    suffix = digits.group(2)
    if suffix:
        number *= {"m": 10**6, "k": 1000, "bn": 10**9}[suffix]
    elif end < len(words) and words[end].lower in ("hundred", "thousand", "million", "billion"):
        number *= _SCALES[words[end].lower]
        end += 1
    if number != int(number) or number > 10**9:
        return None
    return int(number), end


def _spelled(words: Sequence[Token], at: int) -> tuple[int, int] | None:
    total, current, end, seen = 0, 0, at, False
    while end < len(words):
        value = _word_value(words[end].lower)
        if value is not None:
            if seen and value >= current % 100 > 0 and value >= 10:
                break
            current += value
            seen = True
        elif seen and words[end].lower in _SCALES and words[end].lower != "m":
            scale = _SCALES[words[end].lower]
            current *= scale
            if scale >= 1000:
                total, current = total + current, 0
        elif not (
            seen
            and words[end].lower == "and"
            and current >= 100
            and end + 1 < len(words)
            and _word_value(words[end + 1].lower) is not None
        ):
            break
        end += 1
    return (total + current, end) if seen else None


def _word_value(word: str) -> int | None:
    if word in _UNITS:
        return _UNITS[word]
    if word in _TENS:
        return _TENS[word]
    tens, dash, unit = word.partition("-")
    if dash and tens in _TENS and unit in _UNITS:
        return _TENS[tens] + _UNITS[unit]
    return None
